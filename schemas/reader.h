/* What the readers of JSON and of query strings share: places, faults and checks of values. Only
 * for the shape_*.c files. */
#ifndef COPYDESK_SCHEMAS_READER_H
#define COPYDESK_SCHEMAS_READER_H

#include "schemas/shape.h"

struct lifted;

struct reader {
    struct arena *arena;
    struct problem *problem;
    const struct lifted *lifted; /* of JSON */
    bool faulty, no_memory;
};

/* Where a value stands: a member or an element of what stands at `up`. */
struct place {
    const struct place *up;
    const char *name; /* NULL: an element */
    size_t index;
    bool in_query;
};

/* RFC 6901 pointer of a place ("/left/text"; "" at the top), or "?name" in a query. No value when
 * there is no memory. */
struct slice place_pointer(struct arena *arena, const struct place *place);

/* Adds a fault, up to SHAPE_FAULTS_MAX. */
void reader_fault(struct reader *reader, const struct place *place, struct slice code,
                  const char *format, ...) PRINTF_LIKE(4, 5);

/* {amount, currency} of a struct wire_value. */
extern const struct shape money_shape;

/* An unknown member, with the name of the shape's that comes nearest and may stand there. */
void reader_unknown(struct reader *reader, const struct place *place, const struct shape *shape);

/* A member of a shape, also of one that stands inline. */
struct member {
    const struct field *field;
    void *at;       /* its place in the struct */
    unsigned index; /* among all members, inline ones counted */
};

/* Finds a member by name, of a query or of an object in a body; false when there is none. */
bool member_find(const struct shape *shape, void *object, const char *name, bool in_query,
                 struct member *out);

/* Each of these checks a value and stores it, or adds a fault. */
void reader_take_text(struct reader *reader, const struct place *place, const struct field *field,
                      struct slice text, struct slice *out);
void reader_take_name(struct reader *reader, const struct place *place, const struct field *field,
                      struct slice name, uint32_t *out);
void reader_take_bit(struct reader *reader, const struct place *place, const struct field *field,
                     struct slice name, uint32_t *bits);

/* Whether a number lies in the field's bounds, or adds a fault. */
bool reader_check_bounds(struct reader *reader, const struct place *place,
                         const struct field *field, double number);

#endif
