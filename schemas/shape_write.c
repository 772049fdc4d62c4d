/* A wire struct to JSON: one pass, straight into a growing buffer on the arena. */
#include <math.h>
#include <stdio.h>

#include "base/array.h"
#include "base/digits.h"
#include "schemas/reader.h"

enum {
    FIRST_BYTES = 8192,
    NUMBER_BYTES = 32, /* longest number, with what surrounds it */
};

struct writer {
    struct arena *arena;
    char *at;
    size_t count, capacity;
    unsigned level;
    bool pretty, failed;
};

static void write_object(struct writer *writer, const struct shape *shape, const void *object);

/* Room for `more` bytes, or NULL; then the writer has failed and all further writing is idle. */
static char *room(struct writer *writer, size_t more)
{
    if (writer->capacity - writer->count < more) {
        if (writer->failed || !array_reserve(writer->arena, writer, more)) {
            writer->failed = true;
            return NULL;
        }
    }
    return writer->at + writer->count;
}

static void put(struct writer *writer, const char *bytes, size_t len)
{
    char *at = room(writer, len);

    if (!at)
        return;
    memcpy(at, bytes, len);
    writer->count += len;
}

static void put_byte(struct writer *writer, char byte)
{
    char *at = room(writer, 1);

    if (!at)
        return;
    *at = byte;
    writer->count++;
}

static void put_null(struct writer *writer)
{
    put(writer, "null", 4);
}

/* A line end and the indent, when pretty. */
static void put_break(struct writer *writer)
{
    size_t indent = 2 * (size_t)writer->level;
    char *at;

    if (!writer->pretty)
        return;
    at = room(writer, indent + 1);
    if (!at)
        return;
    at[0] = '\n';
    memset(at + 1, ' ', indent);
    writer->count += indent + 1;
}

static void open_with(struct writer *writer, char bracket)
{
    put_byte(writer, bracket);
    writer->level++;
}

static void close_with(struct writer *writer, char bracket)
{
    writer->level--;
    put_break(writer);
    put_byte(writer, bracket);
}

/* What follows the backslash of a byte that must be escaped: 'u' for \u00XX; 0 for a plain byte. */
static const char escapes[256] = {
    [0x00] = 'u', [0x01] = 'u', [0x02] = 'u', [0x03] = 'u',  [0x04] = 'u', [0x05] = 'u',
    [0x06] = 'u', [0x07] = 'u', ['\b'] = 'b', ['\t'] = 't',  ['\n'] = 'n', [0x0B] = 'u',
    ['\f'] = 'f', ['\r'] = 'r', [0x0E] = 'u', [0x0F] = 'u',  [0x10] = 'u', [0x11] = 'u',
    [0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u',  [0x16] = 'u', [0x17] = 'u',
    [0x18] = 'u', [0x19] = 'u', [0x1A] = 'u', [0x1B] = 'u',  [0x1C] = 'u', [0x1D] = 'u',
    [0x1E] = 'u', [0x1F] = 'u', ['"'] = '"',  ['\\'] = '\\', [0x7F] = 'u',
};

static void put_escape(struct writer *writer, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    char long_form[6] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]};
    char short_form[2] = {'\\', escapes[byte]};

    if (escapes[byte] == 'u')
        put(writer, long_form, sizeof long_form);
    else
        put(writer, short_form, sizeof short_form);
}

static void put_text(struct writer *writer, struct slice text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t from = 0;

    put_byte(writer, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (!escapes[bytes[i]])
            continue;
        put(writer, text.ptr + from, i - from);
        put_escape(writer, bytes[i]);
        from = i + 1;
    }
    if (text.len > from)
        put(writer, text.ptr + from, text.len - from);
    put_byte(writer, '"');
}

static void put_whole(struct writer *writer, uint64_t number)
{
    char digits[DIGITS_MAX];
    size_t count = digits_write(digits + sizeof digits, number);

    put(writer, digits + sizeof digits - count, count);
}

/* The shortest of 1 to 17 digits that reads back the same; whole numbers as such. */
static void put_number(struct writer *writer, double number)
{
    const double exact = 9007199254740992.0; /* 2^53: up to there doubles hold every integer */
    char digits[NUMBER_BYTES];
    int len = 0;

    if (!isfinite(number)) {
        put_null(writer);
        return;
    }
    if (floor(number) == number && fabs(number) < exact && !(number == 0 && signbit(number))) {
        if (number < 0)
            put_byte(writer, '-');
        put_whole(writer, (uint64_t)fabs(number));
        return;
    }
    /* 15 digits always survive, so shorter forms are tried for subnormal numbers alone. */
    for (int precision = fabs(number) < 2.3e-308 ? 1 : 15; precision <= 17; precision++) {
        len = snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    put(writer, digits, (size_t)len);
}

/* At most three decimals, at least one: 0.869, 0.5, 0.0. */
static void put_ratio(struct writer *writer, double ratio)
{
    char decimals[4] = {'.', '0', '0', '0'};
    size_t len = sizeof decimals;
    uint64_t thousandths;

    if (!isfinite(ratio) || fabs(ratio) >= 1e12) {
        put_number(writer, ratio);
        return;
    }
    thousandths = (uint64_t)llround(fabs(ratio) * 1000);
    if (ratio < 0 && thousandths)
        put_byte(writer, '-');
    put_whole(writer, thousandths / 1000);
    decimals[1] = (char)('0' + thousandths / 100 % 10);
    decimals[2] = (char)('0' + thousandths / 10 % 10);
    decimals[3] = (char)('0' + thousandths % 10);
    while (len > 2 && decimals[len - 1] == '0')
        len--;
    put(writer, decimals, len);
}

static void put_names(struct writer *writer, const struct name_table *names, uint32_t bits)
{
    bool first = true;

    open_with(writer, '[');
    for (uint32_t i = 0; i < names->count; i++) {
        if (!(bits >> i & 1) || !names->at[i].ptr)
            continue;
        if (!first)
            put_byte(writer, ',');
        first = false;
        put_break(writer);
        put_text(writer, names->at[i]);
    }
    if (first) {
        writer->level--;
        put_byte(writer, ']');
    } else {
        close_with(writer, ']');
    }
}

static void put_value(struct writer *writer, const struct wire_value *value)
{
    switch (value->kind) {
    case WIRE_NULL:
        put_null(writer);
        break;
    case WIRE_TEXT:
        put_text(writer, value->text);
        break;
    case WIRE_NUMBER:
        put_number(writer, value->number);
        break;
    case WIRE_MONEY:
        write_object(writer, &money_shape, value);
        break;
    }
}

/* The elements of a list of any kind. */
static void put_list(struct writer *writer, const struct field *field, const struct wire_list *list)
{
    if (list->count == 0) {
        put(writer, "[]", 2);
        return;
    }
    open_with(writer, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i)
            put_byte(writer, ',');
        put_break(writer);
        if (field->kind == FIELD_TEXTS)
            put_text(writer, ((const struct slice *)list->at)[i]);
        else if (field->kind == FIELD_COUNTS)
            put_whole(writer, ((const uint32_t *)list->at)[i]);
        else
            write_object(writer, field->of, (const char *)list->at + i * field->of->size);
    }
    close_with(writer, ']');
}

static bool is_null(const struct field *field, const void *at)
{
    const void *object;

    switch (field->kind) {
    case FIELD_TEXT:
        return !((const struct slice *)at)->ptr;
    case FIELD_COUNT:
    case FIELD_NAME:
        return *(const uint32_t *)at == WIRE_NONE;
    case FIELD_SIZE:
        return *(const uint64_t *)at == WIRE_NO_SIZE;
    case FIELD_RATIO:
    case FIELD_NUMBER:
        return !isfinite(*(const double *)at);
    case FIELD_MAYBE:
        memcpy(&object, at, sizeof object);
        return !object;
    case FIELD_VALUE:
        return ((const struct wire_value *)at)->kind == WIRE_NULL;
    case FIELD_LIST:
        return field->rules & FIELD_OMIT_NULL && !((const struct wire_list *)at)->at;
    case FIELD_FLAG:
    case FIELD_NAMES:
    case FIELD_OBJECT:
    case FIELD_TEXTS:
    case FIELD_COUNTS:
    case FIELD_INLINE:
        break;
    }
    return false;
}

/* A member that is not null. */
static void put_member(struct writer *writer, const struct field *field, const void *at)
{
    const void *object;

    switch (field->kind) {
    case FIELD_TEXT:
        put_text(writer, *(const struct slice *)at);
        break;
    case FIELD_COUNT:
        put_whole(writer, *(const uint32_t *)at);
        break;
    case FIELD_SIZE:
        put_whole(writer, *(const uint64_t *)at);
        break;
    case FIELD_RATIO:
        put_ratio(writer, *(const double *)at);
        break;
    case FIELD_NUMBER:
        put_number(writer, *(const double *)at);
        break;
    case FIELD_FLAG:
        if (*(const bool *)at)
            put(writer, "true", 4);
        else
            put(writer, "false", 5);
        break;
    case FIELD_NAME:
        put_text(writer, field->names->at[*(const uint32_t *)at]);
        break;
    case FIELD_NAMES:
        put_names(writer, field->names, *(const uint32_t *)at);
        break;
    case FIELD_OBJECT:
        write_object(writer, field->of, at);
        break;
    case FIELD_MAYBE:
        memcpy(&object, at, sizeof object);
        write_object(writer, field->of, object);
        break;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_COUNTS:
        put_list(writer, field, at);
        break;
    case FIELD_VALUE:
        put_value(writer, at);
        break;
    case FIELD_INLINE:
        break;
    }
}

static void put_name(struct writer *writer, const char *name)
{
    size_t len = strlen(name);
    char *at = room(writer, len + 4);

    if (!at)
        return;
    *at++ = '"';
    memcpy(at, name, len);
    at += len;
    *at++ = '"';
    *at++ = ':';
    if (writer->pretty)
        *at++ = ' ';
    writer->count = (size_t)(at - writer->at);
}

static void write_members(struct writer *writer, const struct shape *shape, const char *object,
                          bool *first)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        const void *at = object + field->offset;
        bool null;
        if (field->kind == FIELD_INLINE) {
            write_members(writer, field->of, at, first);
            continue;
        }
        null = is_null(field, at);
        if ((null && field->rules & FIELD_OMIT_NULL) || field->rules & FIELD_QUERY_ONLY)
            continue;
        if (!*first)
            put_byte(writer, ',');
        *first = false;
        put_break(writer);
        put_name(writer, field->name);
        if (null)
            put_null(writer);
        else
            put_member(writer, field, at);
    }
}

static void write_object(struct writer *writer, const struct shape *shape, const void *object)
{
    bool first = true;

    open_with(writer, '{');
    write_members(writer, shape, object, &first);
    if (first) {
        writer->level--;
        put_byte(writer, '}');
    } else {
        close_with(writer, '}');
    }
}

enum error shape_write(const struct shape *shape, struct arena *arena, const void *object,
                       bool pretty, struct slice *json)
{
    struct writer writer = {.arena = arena, .pretty = pretty};

    if (!room(&writer, FIRST_BYTES))
        return ERROR_NO_MEMORY;
    write_object(&writer, shape, object);
    if (pretty)
        put_byte(&writer, '\n');
    if (writer.failed)
        return ERROR_NO_MEMORY;
    *json = (struct slice){writer.at, writer.count};
    return ERROR_OK;
}
