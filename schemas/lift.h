/* Long strings are taken out of a JSON text and decoded here before the parser reads the rest: it
 * takes a byte at a time, and nearly all of a request is the text of an article. Only for
 * shape_read.c.
 *
 * What is doubtful in any way stays where it is, so that the parser judges it and says what is
 * wrong with it. */
#ifndef COPYDESK_SCHEMAS_LIFT_H
#define COPYDESK_SCHEMAS_LIFT_H

#include "base/arena.h"

/* A text to parse in place of another. Where `count` is not 0 it must be parsed with NUL allowed
 * in strings, which it then has only where a string was taken out. */
struct lifted {
    struct slice json;
    struct slice *texts; /* decoded, on the arena */
    size_t count;
};

/* json: UTF-8 without NUL bytes. Without memory, or where nothing is to be taken out, the text is
 * that which came. Time and memory O(json). */
void lift_texts(struct arena *arena, struct slice json, struct lifted *out);

/* The string that a parsed one stands for: itself, or one that was taken out. O(1). */
struct slice lift_restore(const struct lifted *lifted, struct slice parsed);

/* Position of the quotation mark that ends the string which begins before `at`; the length when
 * none does. Time O(string). */
size_t lift_string_end(struct slice json, size_t at);

#endif
