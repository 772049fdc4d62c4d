/* Shapes: one table per object reads it from JSON, writes it as JSON and documents it.
 *
 * A shape describes a C struct (the wire struct) member by member. shape_read fills the struct from
 * a JSON object, a multipart form or a query string and finds all faults at once; shape_write
 * streams the struct as JSON in the order of the table. The JSON Schema files beside say the same
 * in words; a test holds the two against each other. */
#ifndef COPYDESK_SCHEMAS_SHAPE_H
#define COPYDESK_SCHEMAS_SHAPE_H

#include "base/arena.h"

struct shape;

enum field_kind {
    FIELD_TEXT,   /* struct slice; ptr NULL is null */
    FIELD_COUNT,  /* uint32_t */
    FIELD_SIZE,   /* uint64_t */
    FIELD_RATIO,  /* double, written with at most 3 decimals; NAN is null */
    FIELD_NUMBER, /* double, shortest form that reads back the same; NAN is null */
    FIELD_FLAG,   /* bool */
    FIELD_NAME,   /* uint32_t, index into `names` */
    FIELD_NAMES,  /* uint32_t, bit set over `names`: an array of strings */
    FIELD_OBJECT, /* the struct itself, of shape `of` */
    FIELD_MAYBE,  /* pointer to a struct of shape `of`; NULL is null */
    FIELD_LIST,   /* struct wire_list of structs of shape `of` */
    FIELD_TEXTS,  /* struct wire_list of struct slice */
    FIELD_COUNTS, /* struct wire_list of uint32_t */
    FIELD_VALUE,  /* struct wire_value: string, number or {amount, currency} */
    FIELD_RAW     /* struct slice of JSON already written; ptr NULL is null */
};

struct wire_list {
    void *at;
    size_t count;
};

struct wire_value {
    enum { WIRE_NULL, WIRE_TEXT, WIRE_NUMBER, WIRE_MONEY } kind;
    struct slice text; /* WIRE_TEXT, or the currency */
    double number;
};

struct name_table {
    const struct slice *at;
    uint32_t count;
};

enum field_rule {
    FIELD_REQUIRED = 1 << 0, /* a request without it is faulty */
    FIELD_NOT_EMPTY = 1 << 1,
    FIELD_IN_QUERY = 1 << 2, /* an option: may also stand in the query string */
    FIELD_OMIT_NULL = 1 << 3 /* left out of a reply when null (only for members that are extra) */
};

struct field {
    const char *name;
    enum field_kind kind;
    size_t offset;
    const struct shape *of;         /* OBJECT, MAYBE, LIST */
    const struct name_table *names; /* NAME, NAMES */
    double min, max;                /* of numbers, inclusive; both 0: none */
    unsigned rules;
    const char *doc;
};

struct shape {
    const char *name; /* of its JSON Schema: "entities" */
    size_t size;      /* of the struct */
    const struct field *fields;
    size_t field_count;
    /* After reading: faults that lie between members ("exactly one of"). May be NULL. pointer is
     * the object's own JSON Pointer. */
    void (*check)(const void *object, struct slice pointer, struct problem *problem);
};

#define SHAPE(shape_name, type, field_table)                                                       \
    {                                                                                              \
        .name = (shape_name), .size = sizeof(type), .fields = (field_table),                       \
        .field_count = sizeof(field_table) / sizeof *(field_table)                                 \
    }

/* Fills `out` (the caller has put the defaults in) from a JSON object. Strings lie on the arena.
 * depth: deepest nesting. Fails: ERROR_BAD_JSON (line, column), ERROR_INVALID (all faults),
 * ERROR_NO_MEMORY. Time O(bytes). */
NODISCARD enum error shape_read(const struct shape *shape, struct arena *arena, struct slice json,
                                uint32_t depth, void *out, struct problem *problem);

/* Fills the members with FIELD_IN_QUERY from name=value pairs of a query string; pointers of faults
 * are "?name". Names in `also` (NULL-terminated) belong to others and are skipped, any other
 * unknown name is a fault. Fails: ERROR_BAD_QUERY, ERROR_INVALID, ERROR_NO_MEMORY. */
NODISCARD enum error shape_read_query(const struct shape *shape, struct arena *arena,
                                      struct slice query, const char *const *also, void *out,
                                      struct problem *problem);

/* The object as JSON, UTF-8, without blanks, or indented by two when pretty. Time O(output).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error shape_write(const struct shape *shape, struct arena *arena, const void *object,
                                 bool pretty, struct slice *json);

#endif
