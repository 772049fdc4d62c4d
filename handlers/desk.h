/* What a handler may use. Handlers run in tests without a socket: everything comes in through here.
 */
#ifndef COPYDESK_HANDLERS_DESK_H
#define COPYDESK_HANDLERS_DESK_H

#include "base/arena.h"
#include "base/counters.h"
#include "base/queue.h"
#include "config/config.h"
#include "corpus/corpus.h"
#include "fetch/fetch.h"
#include "news/models.h"

struct desk {
    const struct config *config;
    const struct models *models;
    struct corpus *corpus;
    struct counters *counters;
    struct arena_pool *memory;   /* of all requests together; NULL: no bound */
    struct queue *queue;         /* requests that wait for a worker; NULL: no service */
    struct fetcher *fetcher;     /* NULL: nothing is fetched */
    struct queue *fetching;      /* requests that fetch; NULL: as `queue` */
    const atomic_bool *draining; /* set while the service shuts down: /readyz says so */
};

#endif
