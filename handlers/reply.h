/* Replies: JSON by a shape, text, and the problem that each error becomes (RFC 9457). */
#ifndef COPYDESK_HANDLERS_REPLY_H
#define COPYDESK_HANDLERS_REPLY_H

#include "base/sheet.h"
#include "handlers/route.h"

/* The status of each error, by the contract's table. */
unsigned reply_status(enum error error);

/* Adds a header; name and value are static or on the request's arena. Beyond REPLY_HEADERS_MAX it
 * is an error of ours. */
void reply_header(struct reply *reply, const char *name, struct slice value);

/* The header of this name; NULL when there is none. */
struct header *reply_find_header(struct reply *reply, const char *name);

/* 200 with an object as JSON. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error reply_json(struct reply *reply, struct arena *arena, const struct shape *shape,
                                const void *object, bool pretty);

/* 200 with text that is already put together; media_type is static. */
void reply_text(struct reply *reply, const char *media_type, struct slice body);

/* Whether the client is a browser: wants text/html more than text/plain. */
bool reply_wants_html(const struct request *request);

/* 200 with a page that is HTML where reply_wants_html, else plain text. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error reply_sheet(struct reply *reply, const struct request *request,
                                 const struct sheet *sheet);

/* Makes the reply a problem, with the headers that belong to it; headers set before stay. Never
 * fails: where the request's memory is spent, the body is a static one. */
void reply_problem(struct reply *reply, const struct request *request,
                   const struct problem *problem);

/* Sets ETag and Cache-Control of a successful reply. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error reply_tag(struct reply *reply, const struct request *request);

/* Makes a reply whose tag the client has already, by its If-None-Match header, 304 without a body.
 * For doors whose clients keep replies; they may have put it into a content coding before. */
void reply_match(struct reply *reply, struct slice if_none_match);

#endif
