/* read(write(x)) is x: for every shape of the wire, filled at random. The seed is printed; set
 * COPYDESK_SEED to repeat a run. */
#include <math.h>

#include "base/checked.h"
#include "schemas/files.h"
#include "schemas/names.h"
#include "schemas/requests.h"
#include "schemas/source.h"
#include "tests/unit/suite.h"
#include "text/utf8.h"

enum { ROUNDS = 60, LIST_MOST = 3, TEXT_MOST = 12 };

static struct arena *arena;
static uint64_t state;

/* splitmix64 */
static uint64_t draw(void)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static uint32_t below(uint32_t limit)
{
    return (uint32_t)(draw() % limit);
}

static void *room(size_t count, size_t size)
{
    void *at = arena_alloc_array(arena, count, size, _Alignof(max_align_t));

    ck_assert_ptr_nonnull(at);
    return at;
}

static uint32_t draw_code_point(bool plain)
{
    static const uint32_t ends[] = {0x20, 0x80, 0x800, 0xD800, 0x110000};
    uint32_t code_point;

    do
        code_point = below(ends[below(5)]);
    while (code_point == 0 || (code_point >= 0xD800 && code_point < 0xE000) ||
           (plain && (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))));
    return code_point;
}

static struct slice draw_text(const struct field *field)
{
    uint32_t count = below(TEXT_MOST) + ((field->rules & FIELD_NOT_EMPTY) != 0);
    char *at = room(4 * TEXT_MOST + 4, 1);
    size_t len = 0;

    if (field->rules & FIELD_DATE)
        return SLICE("2026-11-23T08:30:00Z");
    for (uint32_t i = 0; i < count; i++)
        len += utf8_encode(draw_code_point((field->rules & FIELD_ID) != 0), at + len);
    return (struct slice){at, len};
}

static double draw_number(void)
{
    double number;

    do {
        uint64_t bits = draw();
        memcpy(&number, &bits, sizeof number);
    } while (!isfinite(number));
    return below(2) ? number : (double)(int32_t)draw();
}

static void fill(const struct shape *shape, void *object);

static void fill_list(const struct field *field, struct wire_list *list)
{
    const size_t size = field->kind == FIELD_TEXTS    ? sizeof(struct slice)
                        : field->kind == FIELD_COUNTS ? sizeof(uint32_t)
                                                      : field->of->size;

    list->count = below(LIST_MOST + 1);
    list->at = room(list->count, size);
    for (size_t i = 0; i < list->count; i++) {
        void *at = (char *)list->at + i * size;
        if (field->kind == FIELD_TEXTS)
            *(struct slice *)at = draw_text(field);
        else if (field->kind == FIELD_COUNTS)
            *(uint32_t *)at = below(WIRE_NONE);
        else
            fill(field->of, at);
    }
}

static void fill_names(const struct field *field, uint32_t *bits)
{
    do {
        *bits = 0;
        for (uint32_t i = 0; i < field->names->count; i++)
            if (field->names->at[i].ptr && below(2))
                *bits |= UINT32_C(1) << i;
    } while (*bits == 0 && field->rules & FIELD_NOT_EMPTY);
}

static uint32_t draw_name(const struct field *field)
{
    uint32_t name;

    do
        name = below(field->names->count);
    while (!field->names->at[name].ptr);
    return name;
}

static void set_null(const struct field *field, void *at)
{
    if (field->kind == FIELD_COUNT || field->kind == FIELD_NAME)
        *(uint32_t *)at = WIRE_NONE;
    else if (field->kind == FIELD_SIZE)
        *(uint64_t *)at = WIRE_NO_SIZE;
    else if (field->kind == FIELD_RATIO || field->kind == FIELD_NUMBER)
        *(double *)at = (double)NAN;
    /* All others are zeroed already, which is null. */
}

static void fill_value(struct wire_value *value)
{
    static const struct field any = {"any", FIELD_TEXT, 0, .doc = ""};

    value->kind = (enum wire_kind)(1 + below(3));
    if (value->kind != WIRE_NUMBER)
        value->text = draw_text(&any);
    if (value->kind != WIRE_TEXT)
        value->number = draw_number();
}

static void fill_member(const struct field *field, void *at)
{
    void *object;

    switch (field->kind) {
    case FIELD_TEXT:
        *(struct slice *)at = draw_text(field);
        break;
    case FIELD_COUNT:
        *(uint32_t *)at =
            field->max > 0 ? (uint32_t)field->min + below((uint32_t)(field->max - field->min) + 1)
                           : below(WIRE_NONE);
        break;
    case FIELD_SIZE:
        *(uint64_t *)at = draw() >> 11;
        break;
    case FIELD_RATIO:
        *(double *)at = below(1001) / 1000.0;
        break;
    case FIELD_NUMBER:
        *(double *)at = draw_number();
        break;
    case FIELD_FLAG:
        *(bool *)at = below(2);
        break;
    case FIELD_NAME:
        *(uint32_t *)at = draw_name(field);
        break;
    case FIELD_NAMES:
        fill_names(field, at);
        break;
    case FIELD_OBJECT:
    case FIELD_INLINE:
        fill(field->of, at);
        break;
    case FIELD_MAYBE:
        object = room(1, field->of->size);
        fill(field->of, object);
        memcpy(at, &object, sizeof object);
        break;
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_COUNTS:
        fill_list(field, at);
        break;
    case FIELD_VALUE:
        fill_value(at);
        break;
    }
}

/* A source has exactly one text. */
static void mend_source(struct wire_source *source)
{
    enum { FORMS = 4 };
    struct slice *forms[FORMS] = {&source->text, &source->article, &source->html, &source->url};
    uint32_t kept = below(FORMS);

    for (uint32_t i = 0; i < FORMS; i++)
        if (i != kept)
            *forms[i] = (struct slice){NULL, 0};
}

static void fill(const struct shape *shape, void *object)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        void *at = (char *)object + field->offset;
        if (field->rules & (FIELD_NULLABLE | FIELD_OMIT_NULL) && below(3) == 0)
            set_null(field, at);
        else
            fill_member(field, at);
    }
    if (shape == &source_shape)
        mend_source(object);
    if (shape == &diff_request_shape) /* it has two sides, or versions */
        ((struct diff_request *)object)->versions = (struct wire_list){NULL, 0};
}

/* -- equality ---------------------------------------------------------------------------------- */

static bool equal(const struct shape *shape, const void *left, const void *right);

static bool equal_number(double left, double right)
{
    return (isnan(left) && isnan(right)) || (left == right && !signbit(left) == !signbit(right));
}

static bool equal_text(struct slice left, struct slice right)
{
    return !left.ptr == !right.ptr && slice_equal(left, right);
}

static bool equal_list(const struct field *field, const struct wire_list *left,
                       const struct wire_list *right)
{
    if (left->count != right->count)
        return false;
    for (size_t i = 0; i < left->count; i++) {
        bool same;
        if (field->kind == FIELD_TEXTS)
            same = equal_text(((struct slice *)left->at)[i], ((struct slice *)right->at)[i]);
        else if (field->kind == FIELD_COUNTS)
            same = ((uint32_t *)left->at)[i] == ((uint32_t *)right->at)[i];
        else
            same = equal(field->of, (char *)left->at + i * field->of->size,
                         (char *)right->at + i * field->of->size);
        if (!same)
            return false;
    }
    return true;
}

static bool equal_value(const struct wire_value *left, const struct wire_value *right)
{
    if (left->kind != right->kind)
        return false;
    if (left->kind != WIRE_NUMBER && left->kind != WIRE_NULL &&
        !equal_text(left->text, right->text))
        return false;
    return left->kind == WIRE_TEXT || left->kind == WIRE_NULL ||
           equal_number(left->number, right->number);
}

static bool equal_pointed(const struct field *field, const void *left, const void *right)
{
    const void *a, *b;

    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return a && b ? equal(field->of, a, b) : a == b;
}

static bool equal_member(const struct field *field, const void *left, const void *right)
{
    switch (field->kind) {
    case FIELD_TEXT:
        return equal_text(*(const struct slice *)left, *(const struct slice *)right);
    case FIELD_COUNT:
    case FIELD_NAME:
    case FIELD_NAMES:
        return *(const uint32_t *)left == *(const uint32_t *)right;
    case FIELD_SIZE:
        return *(const uint64_t *)left == *(const uint64_t *)right;
    case FIELD_RATIO:
    case FIELD_NUMBER:
        return equal_number(*(const double *)left, *(const double *)right);
    case FIELD_FLAG:
        return *(const bool *)left == *(const bool *)right;
    case FIELD_OBJECT:
    case FIELD_INLINE:
        return equal(field->of, left, right);
    case FIELD_MAYBE:
        return equal_pointed(field, left, right);
    case FIELD_LIST:
    case FIELD_TEXTS:
    case FIELD_COUNTS:
        return equal_list(field, left, right);
    case FIELD_VALUE:
        return equal_value(left, right);
    }
    return false;
}

static bool equal(const struct shape *shape, const void *left, const void *right)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        if (!(field->rules & FIELD_QUERY_ONLY) &&
            !equal_member(field, (const char *)left + field->offset,
                          (const char *)right + field->offset))
            return false;
    }
    return true;
}

/* -- the tests --------------------------------------------------------------------------------- */

/* A member of a request that is null is left out, as a client would. */
static struct slice without_nulls(struct slice json)
{
    char *at = room(json.len, 1);
    size_t len = 0;

    for (size_t i = 0; i < json.len; i++) {
        at[len++] = json.ptr[i];
        if (!slice_ends((struct slice){at, len}, SLICE("\":null")))
            continue;
        len -= strlen("\":null");
        while (at[len - 1] != '"')
            len--;
        len -= 1;
        if (at[len - 1] == ',')
            len--;
        else if (i + 1 < json.len && json.ptr[i + 1] == ',')
            i++;
    }
    return (struct slice){at, len};
}

static void round_trip(const struct shape *shape, bool pretty)
{
    struct problem problem = {.arena = arena};
    void *left = room(1, shape->size), *right = room(1, shape->size);
    struct slice json, again;
    enum error error;

    fill(shape, left);
    ck_assert_int_eq(shape_write(shape, arena, left, pretty, &json), ERROR_OK);
    if (shape->is_request)
        json = without_nulls(json);
    error = shape_read(shape, arena, json, 16, right, &problem);
    if (error)
        ck_abort_msg("%s: %.*s\n%.*s", shape->name, SLICE_ARGS(problem.detail), SLICE_ARGS(json));
    ck_assert_msg(equal(shape, left, right), "%s: %.*s", shape->name, SLICE_ARGS(json));
    if (shape->is_request)
        return;
    ck_assert_int_eq(shape_write(shape, arena, right, pretty, &again), ERROR_OK);
    ck_assert(slice_equal(json, again));
}

START_TEST(reads_what_it_wrote)
{
    const char *given = getenv("COPYDESK_SEED");
    int64_t seed = (int64_t)time(NULL);

    if (given)
        ck_assert(!checked_parse(slice_of(given), 0, INT64_MAX, &seed));
    printf("# seed %lld\n", (long long)seed);
    state = (uint64_t)seed;
    for (size_t i = 0; i < schema_file_count; i++) {
        for (int round = 0; round < ROUNDS; round++) {
            arena = arena_open(ARENA_NO_BUDGET);
            round_trip(schema_files[i].shape, !schema_files[i].shape->is_request && round % 2);
            arena_close(arena);
        }
    }
}

END_TEST

SUITE("round_trip", TEST(reads_what_it_wrote))
