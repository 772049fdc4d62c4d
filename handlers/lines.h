/* Bodies of JSON lines (application/x-ndjson): each line is a request of its own and is answered by
 * one line, in order: the reply of its route, or a problem that has its number as `line`. */
#ifndef COPYDESK_HANDLERS_LINES_H
#define COPYDESK_HANDLERS_LINES_H

#include "handlers/route.h"

/* How far a body is answered; begins as {.rest = body}. */
struct lines {
    struct slice rest;
    uint64_t number; /* of the line answered last, from 1 */
};

/* Whether the body of a request is one of lines: it is a POST, and its Content-Type says so. */
bool lines_are_sent(const struct request *request);

/* Refuses a body of no line, or of more than the option batch_lines. Fails: ERROR_BAD_JSON,
 * ERROR_BODY_TOO_LARGE. Time O(body). */
NODISCARD enum error lines_check(const struct desk *desk, struct slice body,
                                 struct problem *problem);

/* Answers the next line of what is left, on an arena of its own: its memory, deadline and faults
 * are not those of the others. The answer has no line feed and lives as long as the arena. */
struct slice lines_answer_next(const struct desk *desk, const struct request *request,
                               struct arena *arena, struct lines *lines);

/* All lines on the request's arena: for doors that do not stream. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error lines_answer(const struct desk *desk, const struct request *request,
                                  struct reply *reply, struct problem *problem);

/* JSON that may be spread over lines for the eye, drawn together into one. Without memory it comes
 * as it is. Time O(n). */
struct slice lines_join(struct arena *arena, struct slice json);

#endif
