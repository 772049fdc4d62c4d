/* A query string to a wire struct. */
#include <assert.h>

#include "base/checked.h"
#include "schemas/reader.h"
#include "text/utf8.h"

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

static enum error refuse(struct problem *problem, struct slice sent, const char *why)
{
    struct slice shown = slice_part(sent, 0, 64);

    shown.len = utf8_valid_prefix(shown);
    return problem_set(problem, ERROR_BAD_QUERY, "%s in \"%.*s\"", why, SLICE_ARGS(shown));
}

/* Undoes %XX and '+'. The bytes on the arena have a NUL behind them. */
static enum error decode(struct reader *reader, struct slice sent, struct slice *out)
{
    char *at = arena_alloc_array(reader->arena, sent.len + 1, 1, 1);
    size_t len = 0;

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < sent.len; i++) {
        char byte = sent.ptr[i];
        if (byte == '%') {
            int high = i + 1 < sent.len ? hex_value(sent.ptr[i + 1]) : -1;
            int low = i + 2 < sent.len ? hex_value(sent.ptr[i + 2]) : -1;
            if (high < 0 || low < 0)
                return refuse(reader->problem, sent, "a '%' without two hex digits");
            byte = (char)(high << 4 | low);
            i += 2;
        } else if (byte == '+') {
            byte = ' ';
        }
        if (byte == '\0')
            return refuse(reader->problem, sent, "a NUL byte");
        at[len++] = byte;
    }
    *out = (struct slice){at, len};
    if (utf8_valid_prefix(*out) < len)
        return refuse(reader->problem, sent, "bytes that are not UTF-8");
    return ERROR_OK;
}

static void take_count(struct reader *reader, const struct place *place, const struct field *field,
                       struct slice value, uint32_t *out)
{
    double limit = field->max > 0 ? field->max : (double)(WIRE_NONE - 1);
    int64_t number;

    if (!checked_parse(value, INT64_MIN, INT64_MAX, &number)) {
        if (!reader_check_bounds(reader, place, field, (double)number))
            return;
        if (number >= 0 && (double)number <= limit) {
            *out = (uint32_t)number;
            return;
        }
        reader_fault(reader, place, SLICE("out_of_range"), "expected 0 to %.15g, got %lld", limit,
                     (long long)number);
        return;
    }
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            value.len = 0;
    if (value.len)
        reader_fault(reader, place, SLICE("out_of_range"), "expected %.15g to %.15g", field->min,
                     limit);
    else
        reader_fault(reader, place, SLICE("wrong_type"), "expected a whole number");
}

static void take_flag(struct reader *reader, const struct place *place, struct slice value,
                      bool *out)
{
    if (slice_is(value, "true"))
        *out = true;
    else if (slice_is(value, "false"))
        *out = false;
    else
        reader_fault(reader, place, SLICE("wrong_type"), "expected true or false");
}

static void take_names(struct reader *reader, const struct place *place, const struct field *field,
                       struct slice value, uint32_t *out)
{
    struct slice name;
    uint32_t bits = 0;

    if (value.len == 0 && field->rules & FIELD_NOT_EMPTY)
        reader_fault(reader, place, SLICE("empty"),
                     "the list is empty; leave it out for the usual ones");
    while (slice_cut(&value, ',', &name))
        reader_take_bit(reader, place, field, name, &bits);
    *out = bits;
}

static void take_value(struct reader *reader, const struct place *place,
                       const struct member *member, struct slice value)
{
    switch (member->field->kind) {
    case FIELD_TEXT:
        reader_take_text(reader, place, member->field, value, member->at);
        break;
    case FIELD_COUNT:
        take_count(reader, place, member->field, value, member->at);
        break;
    case FIELD_FLAG:
        take_flag(reader, place, value, member->at);
        break;
    case FIELD_NAME:
        reader_take_name(reader, place, member->field, value, member->at);
        break;
    case FIELD_NAMES:
        take_names(reader, place, member->field, value, member->at);
        break;
    case FIELD_SIZE:
    case FIELD_RATIO:
    case FIELD_NUMBER:
    case FIELD_OBJECT:
    case FIELD_MAYBE:
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_COUNTS:
    case FIELD_VALUE:
    case FIELD_INLINE:
        assert(false && "a member of this kind has no place in a query");
    }
}

/* What was given before: a list goes on, as forms and some libraries write it. */
static enum error take_again(struct reader *reader, const struct place *place,
                             const struct member *member, struct slice value)
{
    uint32_t before, *bits = member->at;

    if (member->field->kind != FIELD_NAMES) {
        reader_fault(reader, place, SLICE("exclusive"), "given twice; give it once");
        return ERROR_OK;
    }
    before = *bits;
    take_value(reader, place, member, value);
    *bits |= before;
    return ERROR_OK;
}

/* One name=value. seen: the members that were given before. */
static enum error take_pair(struct reader *reader, const struct shape *shape, struct slice pair,
                            void *out, uint64_t *seen)
{
    size_t equals = slice_find(pair, '=', 0);
    struct slice name = {NULL, 0}, value = {NULL, 0};
    struct place place;
    struct member member;
    enum error error;

    error = decode(reader, slice_part(pair, 0, equals), &name);
    if (error)
        return error;
    error = decode(reader, slice_part(pair, equals + 1, pair.len), &value);
    if (error)
        return error;
    place = (struct place){.name = name.ptr, .in_query = true};
    if (!member_find(shape, out, name.ptr, true, &member)) {
        if (!shape->is_lenient)
            reader_unknown(reader, &place, shape);
        return ERROR_OK;
    }
    assert(member.index < 64);
    if (*seen >> member.index & 1)
        return take_again(reader, &place, &member, value);
    *seen |= UINT64_C(1) << member.index;
    take_value(reader, &place, &member, value);
    return ERROR_OK;
}

/* Parameters that must be there: only shapes of a query alone have any. */
static void find_missing(struct reader *reader, const struct shape *shape, uint64_t seen,
                         unsigned *index)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        struct place missing = {.name = field->name, .in_query = true};
        const unsigned must = FIELD_IN_QUERY | FIELD_REQUIRED;
        if (field->kind == FIELD_INLINE) {
            find_missing(reader, field->of, seen, index);
            continue;
        }
        if ((field->rules & must) == must && !(seen >> *index & 1))
            reader_fault(reader, &missing, SLICE("missing"), "%s is missing", field->name);
        ++*index;
    }
}

enum error shape_read_query(const struct shape *shape, struct arena *arena, struct slice query,
                            void *out, struct problem *problem)
{
    struct reader reader = {.arena = arena, .problem = problem};
    uint64_t seen = 0;
    unsigned index = 0;
    struct slice pair = {NULL, 0};
    enum error error;

    while (slice_cut(&query, '&', &pair)) {
        if (pair.len == 0)
            continue;
        error = take_pair(&reader, shape, pair, out, &seen);
        if (error)
            return error;
    }
    find_missing(&reader, shape, seen, &index);
    if (reader.faulty || problem_faulty(problem) || problem->error == ERROR_INVALID)
        return ERROR_INVALID;
    return ERROR_OK;
}
