/* JSON to a wire struct: jansson builds the tree, the shape's tables say what may stand in it. */
#include <assert.h>
#include <jansson.h>
#include <math.h>

#include "schemas/lift.h"
#include "schemas/reader.h"
#include "schemas/shape_scan.h"
#include "text/utf8.h"

typedef void field_reader(struct reader *reader, const struct place *place,
                          const struct field *field, json_t *value, void *at);

static void read_object(struct reader *reader, const struct place *place, const struct shape *shape,
                        json_t *value, void *out);

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "an array";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        return "null";
    }
    return "something else";
}

static void wrong_type(struct reader *reader, const struct place *place, const char *expected,
                       json_t *value)
{
    reader_fault(reader, place, SLICE("wrong_type"), "expected %s, got %s", expected,
                 type_name(value));
}

static struct slice string_of(const struct reader *reader, const json_t *value)
{
    return lift_restore(reader->lifted,
                        (struct slice){json_string_value(value), json_string_length(value)});
}

/* A whole number in [0, most]; false and a fault when it is none. */
static bool take_whole(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, double most, double *out)
{
    double number = json_number_value(value);

    if (!json_is_number(value) || floor(number) != number) {
        wrong_type(reader, place, "a whole number", value);
        return false;
    }
    if (!reader_check_bounds(reader, place, field, number))
        return false;
    if (number < 0 || number > most) {
        reader_fault(reader, place, SLICE("out_of_range"), "expected 0 to %.15g, got %.15g", most,
                     number);
        return false;
    }
    *out = number;
    return true;
}

static void read_text(struct reader *reader, const struct place *place, const struct field *field,
                      json_t *value, void *at)
{
    if (json_is_string(value)) {
        reader_take_text(reader, place, field, string_of(reader, value), at);
    } else {
        wrong_type(reader, place, "a string", value);
        *(struct slice *)at = SLICE(""); /* given, though wrongly */
    }
}

static void read_count(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, void *at)
{
    double number;

    if (take_whole(reader, place, field, value, (double)(WIRE_NONE - 1), &number))
        *(uint32_t *)at = (uint32_t)number;
}

static void read_size(struct reader *reader, const struct place *place, const struct field *field,
                      json_t *value, void *at)
{
    double number;

    if (take_whole(reader, place, field, value, (double)(UINT64_C(1) << 53), &number))
        *(uint64_t *)at = (uint64_t)number;
}

static void read_number(struct reader *reader, const struct place *place, const struct field *field,
                        json_t *value, void *at)
{
    if (!json_is_number(value))
        wrong_type(reader, place, "a number", value);
    else if (reader_check_bounds(reader, place, field, json_number_value(value)))
        *(double *)at = json_number_value(value);
}

static void read_flag(struct reader *reader, const struct place *place, const struct field *field,
                      json_t *value, void *at)
{
    (void)field;
    if (json_is_boolean(value))
        *(bool *)at = json_is_true(value);
    else
        wrong_type(reader, place, "true or false", value);
}

static void read_name(struct reader *reader, const struct place *place, const struct field *field,
                      json_t *value, void *at)
{
    if (json_is_string(value))
        reader_take_name(reader, place, field, string_of(reader, value), at);
    else
        wrong_type(reader, place, "a string", value);
}

static void read_names(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, void *at)
{
    size_t count = json_array_size(value);
    uint32_t bits = 0;

    if (!json_is_array(value)) {
        wrong_type(reader, place, "an array of strings", value);
        return;
    }
    if (count == 0 && field->rules & FIELD_NOT_EMPTY)
        reader_fault(reader, place, SLICE("empty"),
                     "the list is empty; leave it out for the usual "
                     "ones");
    for (size_t i = 0; i < count; i++) {
        json_t *name = json_array_get(value, i);
        struct place element = {.up = place, .index = i};
        if (json_is_string(name))
            reader_take_bit(reader, &element, field, string_of(reader, name), &bits);
        else
            wrong_type(reader, &element, "a string", name);
    }
    *(uint32_t *)at = bits;
}

static void read_embedded(struct reader *reader, const struct place *place,
                          const struct field *field, json_t *value, void *at)
{
    read_object(reader, place, field->of, value, at);
}

static void *take_room(struct reader *reader, size_t count, size_t size)
{
    void *at = arena_alloc_array(reader->arena, count, size, _Alignof(max_align_t));

    if (!at)
        reader->no_memory = true;
    return at;
}

static void read_maybe(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, void *at)
{
    void *object = take_room(reader, 1, field->of->size);

    if (!object)
        return;
    read_object(reader, place, field->of, value, object);
    memcpy(at, &object, sizeof object);
}

/* Makes room for the elements of an array; false and a fault when the value is none. */
static bool open_list(struct reader *reader, const struct place *place, json_t *value, size_t size,
                      struct wire_list *list)
{
    if (!json_is_array(value)) {
        wrong_type(reader, place, "an array", value);
        return false;
    }
    list->count = 0;
    list->at = take_room(reader, json_array_size(value), size);
    if (!list->at)
        return false;
    list->count = json_array_size(value);
    return true;
}

static void read_list(struct reader *reader, const struct place *place, const struct field *field,
                      json_t *value, void *at)
{
    struct wire_list *list = at;

    if (!open_list(reader, place, value, field->of->size, list))
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct place element = {.up = place, .index = i};
        read_object(reader, &element, field->of, json_array_get(value, i),
                    (char *)list->at + i * field->of->size);
    }
}

static void read_texts(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, void *at)
{
    struct wire_list *list = at;

    if (!open_list(reader, place, value, sizeof(struct slice), list))
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct place element = {.up = place, .index = i};
        read_text(reader, &element, field, json_array_get(value, i), (struct slice *)list->at + i);
    }
}

static void read_counts(struct reader *reader, const struct place *place, const struct field *field,
                        json_t *value, void *at)
{
    struct wire_list *list = at;

    if (!open_list(reader, place, value, sizeof(uint32_t), list))
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct place element = {.up = place, .index = i};
        read_count(reader, &element, field, json_array_get(value, i), (uint32_t *)list->at + i);
    }
}

static void read_value(struct reader *reader, const struct place *place, const struct field *field,
                       json_t *value, void *at)
{
    struct wire_value *out = at;

    if (json_is_string(value)) {
        *out = (struct wire_value){.kind = WIRE_TEXT, .text = string_of(reader, value)};
    } else if (json_is_number(value)) {
        *out = (struct wire_value){.kind = WIRE_NUMBER, .number = json_number_value(value)};
    } else if (json_is_object(value)) {
        out->kind = WIRE_MONEY;
        read_object(reader, place, &money_shape, value, out);
    } else {
        wrong_type(reader, place, "a string, a number or an object", value);
    }
    (void)field;
}

static field_reader *const readers[] = {
    [FIELD_TEXT] = read_text,     [FIELD_COUNT] = read_count,   [FIELD_SIZE] = read_size,
    [FIELD_RATIO] = read_number,  [FIELD_NUMBER] = read_number, [FIELD_FLAG] = read_flag,
    [FIELD_NAME] = read_name,     [FIELD_NAMES] = read_names,   [FIELD_OBJECT] = read_embedded,
    [FIELD_MAYBE] = read_maybe,   [FIELD_LIST] = read_list,     [FIELD_TEXTS] = read_texts,
    [FIELD_COUNTS] = read_counts, [FIELD_VALUE] = read_value,
};

static void set_null(const struct field *field, void *at)
{
    static const double none = NAN;
    static const uint32_t no_count = WIRE_NONE;
    static const uint64_t no_size = WIRE_NO_SIZE;

    if (field->kind == FIELD_TEXT)
        *(struct slice *)at = (struct slice){NULL, 0};
    else if (field->kind == FIELD_COUNT || field->kind == FIELD_NAME)
        memcpy(at, &no_count, sizeof no_count);
    else if (field->kind == FIELD_SIZE)
        memcpy(at, &no_size, sizeof no_size);
    else if (field->kind == FIELD_RATIO || field->kind == FIELD_NUMBER)
        memcpy(at, &none, sizeof none);
    else if (field->kind == FIELD_MAYBE)
        memset(at, 0, sizeof(void *));
    else if (field->kind == FIELD_LIST)
        *(struct wire_list *)at = (struct wire_list){NULL, 0};
    else if (field->kind == FIELD_VALUE)
        *(struct wire_value *)at = (struct wire_value){.kind = WIRE_NULL};
}

/* Which members of an object were there, by their index. */
struct seen {
    uint64_t bits;
    unsigned index; /* of the member at hand while missing ones are looked for */
};

static void read_member(struct reader *reader, const struct place *place, const struct member *in,
                        json_t *value)
{
    if (json_is_null(value) && in->field->rules & FIELD_NULLABLE)
        set_null(in->field, in->at);
    else
        readers[in->field->kind](reader, place, in->field, value, in->at);
}

/* Looks for members that should have been there, and runs the checks between members: of the inline
 * shapes first. */
static void finish_object(struct reader *reader, const struct place *place,
                          const struct shape *shape, char *out, struct seen *seen)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        struct place missing = {.up = place, .name = field->name};
        if (field->kind == FIELD_INLINE) {
            finish_object(reader, place, field->of, out + field->offset, seen);
            continue;
        }
        if (!(seen->bits >> seen->index++ & 1)) {
            if (shape_requires(shape, field))
                reader_fault(reader, &missing, SLICE("missing"), "%s is missing", field->name);
            else if (field->rules & FIELD_OMIT_NULL)
                set_null(field, out + field->offset);
        }
    }
    if (shape->check)
        shape->check(out, place_pointer(reader->arena, place), reader->problem);
}

static void read_object(struct reader *reader, const struct place *place, const struct shape *shape,
                        json_t *value, void *out)
{
    struct seen seen = {0};
    const char *name;
    json_t *member_value;

    if (!json_is_object(value)) {
        wrong_type(reader, place, "an object", value);
        return;
    }
    json_object_foreach(value, name, member_value)
    {
        struct place inner = {.up = place, .name = name};
        struct member member;
        if (member_find(shape, out, name, false, &member)) {
            assert(member.index < 64);
            seen.bits |= UINT64_C(1) << member.index;
            read_member(reader, &inner, &member, member_value);
        } else if (!shape->is_lenient) {
            reader_unknown(reader, &inner, shape);
        }
    }
    finish_object(reader, place, shape, out, &seen);
}

static enum error syntax_fault(const json_error_t *fault, struct problem *problem)
{
    const enum json_error_code code = json_error_code(fault);
    struct slice words = slice_of(fault->text);

    if (code == json_error_null_character || code == json_error_null_byte_in_key)
        words = SLICE("a NUL character");
    if (code == json_error_out_of_memory || !words.len) /* the parser has words for all else */
        return problem_set(problem, ERROR_NO_MEMORY, "no memory to read the body");
    problem->line = fault->line > 0 ? (uint32_t)fault->line : 1;
    problem->column = fault->column > 0 ? (uint32_t)fault->column : 1;
    /* The parser may have cut its words inside a character. */
    words.len = utf8_valid_prefix(words);
    return problem_set(problem, ERROR_BAD_JSON, "line %u, column %u: %.*s", problem->line,
                       problem->column, SLICE_ARGS(words));
}

static void release_json(void *root)
{
    json_decref(root);
}

enum error shape_read(const struct shape *shape, struct arena *arena, struct slice json,
                      uint32_t depth, void *out, struct problem *problem)
{
    /* Whole numbers as doubles: one too large for an integer is then out of range, not bad JSON. */
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL;
    struct lifted lifted;
    struct reader reader = {.arena = arena, .problem = problem, .lifted = &lifted};
    json_error_t fault;
    json_t *root;
    enum error error;

    error = shape_scan(json, depth, problem);
    if (error)
        return error;
    lift_texts(arena, json, &lifted);
    root = lifted.count ? json_loadb(lifted.json.ptr, lifted.json.len, flags | JSON_ALLOW_NUL, NULL)
                        : NULL;
    if (!root) { /* all of it, also to say where its fault is */
        lifted.count = 0;
        root = json_loadb(json.ptr, json.len, flags, &fault);
    }
    if (!root)
        return syntax_fault(&fault, problem);
    error = arena_defer(arena, release_json, root);
    if (error)
        return error;
    read_object(&reader, NULL, shape, root, out);
    if (reader.no_memory)
        return ERROR_NO_MEMORY;
    if (reader.faulty || problem_faulty(problem) || problem->error == ERROR_INVALID)
        return ERROR_INVALID;
    return ERROR_OK;
}
