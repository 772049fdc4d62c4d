#include "schemas/reader.h"

#include "base/date.h"
#include "base/digits.h"

#include <stdarg.h>
#include <stdio.h>

enum {
    FAULT_BYTES = 512,
    SHOWN_BYTES = 64,    /* of a value quoted in a fault */
    POINTER_BYTES = 256, /* of a member's name in a pointer */
    NAME_BYTES = 32,     /* longest name that is compared for a suggestion */
};

static size_t place_count(const struct place *place)
{
    return place ? 1 + place_count(place->up) : 0;
}

/* The first bytes of a text, cut at a character. */
static struct slice shorten(struct slice text, size_t most)
{
    size_t len = text.len;

    if (len <= most)
        return text;
    for (len = most; len && (text.ptr[len] & 0xC0) == 0x80;)
        len--;
    return slice_part(text, 0, len);
}

/* Writes a name with '~' and '/' escaped; `at` has room for twice its length. */
static size_t escape_name(char *at, struct slice name)
{
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '~' || name.ptr[i] == '/') {
            at[len++] = '~';
            at[len++] = name.ptr[i] == '~' ? '0' : '1';
        } else {
            at[len++] = name.ptr[i];
        }
    }
    return len;
}

static size_t write_place(char *at, const struct place *place)
{
    size_t len = place->up ? write_place(at, place->up) : 0;

    at[len++] = place->in_query ? '?' : '/';
    if (!place->name) {
        int digits = snprintf(at + len, 24, "%zu", place->index);
        return len + (digits > 0 ? (size_t)digits : 0);
    }
    if (place->in_query) {
        struct slice name = shorten(slice_of(place->name), POINTER_BYTES);
        memcpy(at + len, name.ptr, name.len);
        return len + name.len;
    }
    return len + escape_name(at + len, shorten(slice_of(place->name), POINTER_BYTES));
}

struct slice place_pointer(struct arena *arena, const struct place *place)
{
    size_t steps = place_count(place);
    char *at = arena_alloc_array(arena, steps + 1, 2 * POINTER_BYTES + 1, 1);

    if (!at)
        return (struct slice){NULL, 0};
    return (struct slice){at, place ? write_place(at, place) : 0};
}

/* Whether no further fault is told; then it need not be put into words either. */
static bool is_full(const struct reader *reader)
{
    return reader->problem->faults.count >= SHAPE_FAULTS_MAX;
}

void reader_fault(struct reader *reader, const struct place *place, struct slice code,
                  const char *format, ...)
{
    char words[FAULT_BYTES];
    va_list args;
    int len;

    va_start(args, format);
    len = vsnprintf(words, sizeof words, format, args);
    va_end(args);
    reader->faulty = true;
    if (len < 0 || is_full(reader))
        return;
    problem_fault(reader->problem, place_pointer(reader->arena, place), code, "%s", words);
}

/* Edits (insert, delete, replace, swap of neighbours) from one name to the other. */
static unsigned name_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    unsigned rows[3][NAME_BYTES + 1];

    for (unsigned j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_len; j++) {
            unsigned least = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < least)
                least = above[j] + 1;
            if (row[j - 1] + 1 < least)
                least = row[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                two_above[j - 2] + 1 < least)
                least = two_above[j - 2] + 1;
            row[j] = least;
        }
    }
    return rows[a_len % 3][b_len];
}

struct nearest {
    struct slice name;
    unsigned distance;
};

/* Keeps `name` when it is nearer to `wrong` than what was found before. */
static void nearest_try(struct nearest *nearest, struct slice wrong, struct slice name)
{
    unsigned distance;

    if (wrong.len == 0 || wrong.len > NAME_BYTES || name.len > NAME_BYTES)
        return;
    distance = name_distance(wrong.ptr, wrong.len, name.ptr, name.len);
    if (distance < nearest->distance)
        *nearest = (struct nearest){name, distance};
}

/* A word of n letters may have n / 3 of them wrong, at least one, to be taken for a slip. */
static struct nearest nearest_start(struct slice wrong)
{
    unsigned most = wrong.len < 6 ? 1 : (unsigned)(wrong.len / 3);

    return (struct nearest){.distance = most + 1};
}

/* Whether a member may be given there. */
static bool is_open(const struct field *field, bool in_query)
{
    return in_query ? field->rules & FIELD_IN_QUERY : !(field->rules & FIELD_QUERY_ONLY);
}

static void nearest_member(struct nearest *nearest, struct slice wrong, const struct shape *shape,
                           bool in_query)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->kind == FIELD_INLINE)
            nearest_member(nearest, wrong, field->of, in_query);
        else if (is_open(field, in_query))
            nearest_try(nearest, wrong, slice_of(field->name));
    }
}

void reader_unknown(struct reader *reader, const struct place *place, const struct shape *shape)
{
    struct slice wrong = slice_of(place->name);
    struct nearest nearest = nearest_start(wrong);
    const char *what = place->in_query ? "unknown parameter" : "unknown member";

    if (!is_full(reader))
        nearest_member(&nearest, wrong, shape, place->in_query);
    if (nearest.name.ptr)
        reader_fault(reader, place, SLICE("unknown_member"), "%s; did you mean %.*s?", what,
                     SLICE_ARGS(nearest.name));
    else
        reader_fault(reader, place, SLICE("unknown_member"), "%s", what);
}

static bool find_from(const struct shape *shape, char *object, const char *name, bool in_query,
                      struct member *found)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->kind == FIELD_INLINE) {
            if (find_from(field->of, object + field->offset, name, in_query, found))
                return true;
            continue;
        }
        if (is_open(field, in_query) && strcmp(field->name, name) == 0) {
            found->field = field;
            found->at = object + field->offset;
            return true;
        }
        found->index++;
    }
    return false;
}

bool member_find(const struct shape *shape, void *object, const char *name, bool in_query,
                 struct member *out)
{
    struct member found = {0};

    if (!find_from(shape, object, name, in_query, &found))
        return false;
    *out = found;
    return true;
}

static bool has_control(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        /* U+0080 to U+009F are C2 80 to C2 9F. */
        if (byte < 0x20 || byte == 0x7F ||
            (byte == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0))
            return true;
    }
    return false;
}

void reader_take_text(struct reader *reader, const struct place *place, const struct field *field,
                      struct slice text, struct slice *out)
{
    struct slice shown = shorten(text, SHOWN_BYTES);

    if (text.len == 0 && field->rules & FIELD_NOT_EMPTY)
        reader_fault(reader, place, SLICE("empty"), "the %s is empty", field->name);
    else if (field->max > 0 && (double)text.len > field->max)
        reader_fault(reader, place, SLICE("out_of_range"), "expected at most %s bytes, got %s",
                     digits_grouped((uint64_t)field->max).text, digits_grouped(text.len).text);
    else if (field->rules & FIELD_ID && has_control(text))
        reader_fault(reader, place, SLICE("out_of_range"),
                     "expected no control characters in the %s", field->name);
    else if (field->rules & FIELD_DATE && text.len && !date_is_valid(text))
        reader_fault(reader, place, SLICE("out_of_range"),
                     "expected a date such as 2026-11-23 or 2026-11-23T08:30:00Z, got \"%.*s\"",
                     SLICE_ARGS(shown));
    *out = text;
}

/* The names of a table, "a, b, c", for a reader. */
static void list_names(const struct name_table *names, char *out, size_t size)
{
    size_t len = 0;

    out[0] = '\0';
    for (uint32_t i = 0; i < names->count; i++) {
        int written;
        if (!names->at[i].ptr)
            continue;
        written =
            snprintf(out + len, size - len, "%s%.*s", len ? ", " : "", SLICE_ARGS(names->at[i]));
        if (written < 0 || (size_t)written >= size - len)
            return;
        len += (size_t)written;
    }
}

void reader_take_name(struct reader *reader, const struct place *place, const struct field *field,
                      struct slice name, uint32_t *out)
{
    struct slice shown = shorten(name, SHOWN_BYTES);
    char all[FAULT_BYTES / 2] = "";

    for (uint32_t i = 0; i < field->names->count; i++) {
        struct slice known = field->names->at[i];
        if (known.ptr && slice_equal(known, name)) {
            *out = i;
            return;
        }
    }
    if (!is_full(reader))
        list_names(field->names, all, sizeof all);
    reader_fault(reader, place, SLICE("out_of_range"), "expected one of %s; got \"%.*s\"", all,
                 SLICE_ARGS(shown));
}

void reader_take_bit(struct reader *reader, const struct place *place, const struct field *field,
                     struct slice name, uint32_t *bits)
{
    uint32_t value = WIRE_NONE;

    reader_take_name(reader, place, field, name, &value);
    if (value != WIRE_NONE)
        *bits |= UINT32_C(1) << value;
}

bool reader_check_bounds(struct reader *reader, const struct place *place,
                         const struct field *field, double number)
{
    if ((field->min == 0 && field->max == 0) || (number >= field->min && number <= field->max))
        return true;
    reader_fault(reader, place, SLICE("out_of_range"), "expected %.15g to %.15g, got %.15g",
                 field->min, field->max, number);
    return false;
}
