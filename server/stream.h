/* The answer to a body of JSON lines, sent line by line as it is ready. Inside server/ only.
 *
 * A worker answers one line; the door sends it; when all of it is sent the next line is given to
 * the workers. So one line is held at a time, no thread waits for a client, and the work of a
 * client that stops reading stops with it. */
#ifndef COPYDESK_SERVER_STREAM_H
#define COPYDESK_SERVER_STREAM_H

#include <microhttpd.h>

#include "handlers/route.h"
#include "server/watch.h"

struct stream;

/* What a stream works with; all of it outlives the stream. */
struct stream_source {
    const struct desk *desk;
    struct queue *queue;           /* where its lines wait */
    const struct request *request; /* its body: the lines */
    struct MHD_Connection *connection;
    struct watch *watch;
    struct watched *watched;
    atomic_int_fast64_t *deadline_ns; /* of the line at work */
    int64_t limit_ms;                 /* of each line */
};

/* On the request's arena. Fails: ERROR_BAD_JSON, ERROR_BODY_TOO_LARGE (as lines_check),
 * ERROR_NO_MEMORY. */
NODISCARD enum error stream_open(const struct stream_source *source, struct stream **out,
                                 struct problem *problem);

/* Answers the next line, on a worker's thread. False: there was no memory to begin with it, and the
 * stream breaks off. */
bool stream_step(struct stream *stream);

/* The reply that sends the lines; NULL: no memory. */
struct MHD_Response *stream_response(struct stream *stream);

/* Bytes handed out to be sent. */
uint64_t stream_bytes(const struct stream *stream);

/* Gives back the memory of the line that was sent last. Accepts NULL. */
void stream_close(struct stream *stream);

#endif
