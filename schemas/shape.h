/* Shapes: one table per object reads it from JSON, writes it as JSON and documents it.
 *
 * A shape describes a C struct (the wire struct) member by member. shape_read fills the struct from
 * a JSON object, shape_read_query from a query string; both find all faults at once. shape_write
 * streams the struct as JSON in the order of the table. The JSON Schema files beside say the same
 * in words; a test holds the two against each other. */
#ifndef COPYDESK_SCHEMAS_SHAPE_H
#define COPYDESK_SCHEMAS_SHAPE_H

#include "base/arena.h"

struct shape;

enum field_kind {
    FIELD_TEXT,   /* struct slice; ptr NULL is null */
    FIELD_COUNT,  /* uint32_t; WIRE_NONE is null */
    FIELD_SIZE,   /* uint64_t; WIRE_NO_SIZE is null; read exactly up to 2^53 */
    FIELD_RATIO,  /* double, written with at most 3 decimals; NAN is null */
    FIELD_NUMBER, /* double, shortest form that reads back the same; NAN is null */
    FIELD_FLAG,   /* bool */
    FIELD_NAME,   /* uint32_t, index into `names`; WIRE_NONE is null */
    FIELD_NAMES,  /* uint32_t, bit set over `names`: an array of strings */
    FIELD_OBJECT, /* the struct itself, of shape `of` */
    FIELD_MAYBE,  /* pointer to a struct of shape `of`; NULL is null */
    FIELD_LIST,   /* struct wire_list of structs of shape `of`; with FIELD_OMIT_NULL at NULL is null
                   */
    FIELD_TEXTS,  /* struct wire_list of struct slice */
    FIELD_COUNTS, /* struct wire_list of uint32_t */
    FIELD_VALUE,  /* struct wire_value: null, string, number or {amount, currency} */
    FIELD_INLINE  /* a struct of shape `of` whose members stand in this object itself; no name */
};

#define WIRE_NONE    UINT32_MAX
#define WIRE_NO_SIZE UINT64_MAX

struct wire_list {
    void *at;
    size_t count;
};

enum wire_kind { WIRE_NULL, WIRE_TEXT, WIRE_NUMBER, WIRE_MONEY };

struct wire_value {
    enum wire_kind kind;
    struct slice text; /* WIRE_TEXT, or the currency */
    double number;
};

/* Names of an enumeration by its values, at most 32; a name without a value (ptr NULL) is not on
 * the wire. */
struct name_table {
    const struct slice *at;
    uint32_t count;
};

enum field_rule {
    FIELD_REQUIRED = 1 << 0,  /* a request without it is faulty; a reply's members all are */
    FIELD_NOT_EMPTY = 1 << 1, /* of TEXT and NAMES */
    FIELD_IN_QUERY = 1 << 2,  /* an option: may also stand in the query string */
    FIELD_NULLABLE = 1 << 3,  /* may be null */
    FIELD_OMIT_NULL = 1 << 4, /* left out of a reply when null */
    FIELD_DATE = 1 << 5,      /* TEXT: ISO 8601 date or date-time */
    FIELD_ID = 1 << 6,        /* TEXT: no control characters */
    FIELD_QUERY_ONLY = 1 << 7 /* with IN_QUERY: no member of a body, where its name means another */
};

struct field {
    const char *name;
    enum field_kind kind;
    uint32_t offset;                /* in the struct */
    const struct shape *of;         /* OBJECT, MAYBE, LIST, INLINE */
    const struct name_table *names; /* NAME, NAMES */
    double min, max;                /* of numbers; of TEXT its bytes; inclusive; both 0: none */
    unsigned rules;
    const char *doc;
};

struct shape {
    const char *name;  /* of its JSON Schema: "entities" */
    const char *title; /* one line */
    size_t size;       /* of the struct */
    const struct field *fields;
    size_t field_count;
    bool is_request;      /* only members marked FIELD_REQUIRED must be there */
    bool is_lenient;      /* of a request: members it does not know are passed over */
    const void *defaults; /* what the struct of a request starts from, for its documentation */
    /* After reading JSON: faults that lie between members ("exactly one of"). May be NULL. pointer
     * is the object's own JSON Pointer. */
    void (*check)(const void *object, struct slice pointer, struct problem *problem);
};

#define SHAPE(shape_name, shape_title, type, field_table)                                          \
    .name = (shape_name), .title = (shape_title), .size = sizeof(type), .fields = (field_table),   \
    .field_count = sizeof(field_table) / sizeof *(field_table)

/* Most faults told of one request; a body made of faults must not make a longer reply. */
enum { SHAPE_FAULTS_MAX = 100 };

/* Fills `out` (the caller has put the defaults in) from a JSON object. Strings live as long as the
 * arena. depth: deepest nesting allowed. Faults join those already in `problem` (of the query, read
 * before), and ERROR_INVALID is returned when there is any. Unlike elsewhere, `out` is half filled
 * then. Fails: ERROR_BAD_JSON (line, column), ERROR_INVALID (all faults), ERROR_NO_MEMORY.
 * Time O(bytes). */
NODISCARD enum error shape_read(const struct shape *shape, struct arena *arena, struct slice json,
                                uint32_t depth, void *out, struct problem *problem);

/* Fills the members with FIELD_IN_QUERY from name=value pairs of a query string (without '?'; may
 * have no value); pointers of faults are "?name". An unknown name is a fault. On ERROR_INVALID the
 * caller goes on to read the body, which adds its own faults.
 * Fails: ERROR_BAD_QUERY, ERROR_INVALID, ERROR_NO_MEMORY. */
NODISCARD enum error shape_read_query(const struct shape *shape, struct arena *arena,
                                      struct slice query, void *out, struct problem *problem);

/* The object as JSON, UTF-8, without blanks, or indented by two and ended by a line end when
 * pretty. Time O(output). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error shape_write(const struct shape *shape, struct arena *arena, const void *object,
                                 bool pretty, struct slice *json);

/* Whether an object of this shape must have the member. */
static inline bool shape_requires(const struct shape *shape, const struct field *field)
{
    if (shape->is_request)
        return (field->rules & FIELD_REQUIRED) != 0;
    return !(field->rules & FIELD_OMIT_NULL);
}

#endif
