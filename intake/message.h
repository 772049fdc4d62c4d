/* HTTP messages as archives keep them. */
#ifndef COPYDESK_INTAKE_MESSAGE_H
#define COPYDESK_INTAKE_MESSAGE_H

#include "base/arena.h"

struct message {
    struct slice body;           /* neither chunked nor packed */
    struct slice media, charset; /* of Content-Type; no value where it does not tell */
    int64_t status;
};

/* The length of a head that begins the bytes, with the blank line that ends it; 0 when none does.
 * O(head). */
size_t message_head_length(struct slice bytes);

/* The value of a field of a head by its name in any case, trimmed; no value when it is not there.
 * O(head). */
struct slice message_field(struct slice head, const char *name);

/* Reads a response. why: NULL, or why its body cannot be had. A body that is said to be chunked
 * and is not, as some archives have it, is taken as it is. Time O(bytes). Fails: ERROR_NO_MEMORY.
 * Source: RFC 9112, 7.1. */
NODISCARD enum error message_read(struct arena *arena, struct slice bytes, struct message *out,
                                  const char **why);

#endif
