#include "intake/json.h"

#include <jansson.h>
#include <limits.h>
#include <stdio.h>

#include "intake/delivery.h"
#include "intake/fields.h"
#include "intake/markup.h"
#include "text/utf8.h"

/* jansson's own words quote the input, which belongs in no log. */
static const struct {
    enum json_error_code code;
    const char *words;
} faults[] = {
    {json_error_stack_overflow, "nested too deep"},
    {json_error_invalid_utf8, "not UTF-8"},
    {json_error_premature_end_of_input, "the JSON ends too early"},
    {json_error_end_of_input_expected, "more follows behind the JSON value"},
    {json_error_null_character, "a NUL character in a string"},
    {json_error_null_byte_in_key, "a NUL character in a member's name"},
    {json_error_duplicate_key, "a member that comes twice"},
    {json_error_numeric_overflow, "a number out of range"},
};

static void refuse(const struct intake_sink *sink, struct intake_place place, const char *why)
{
    sink->refuse(sink->context, place, slice_of(why));
}

static void refuse_syntax(const struct intake_sink *sink, struct intake_place place,
                          const json_error_t *fault, bool is_file)
{
    const char *words = "not valid JSON";
    char why[96];

    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].code == json_error_code(fault))
            words = faults[i].words;
    if (is_file && fault->line > 0)
        place.line = (uint64_t)fault->line;
    (void)snprintf(why, sizeof why, "%s at column %d", words, fault->column);
    refuse(sink, place, why);
}

/* One object being read. */
struct reading {
    struct arena *arena;
    struct fields fields;
    const char *wrong; /* a member of ours that is no string */
};

static struct slice string_of(const json_t *value)
{
    return json_is_string(value)
               ? (struct slice){json_string_value(value), json_string_length(value)}
               : (struct slice){NULL, 0};
}

/* The string in an object that stands for it. */
static struct slice string_within(const json_t *object, bool is_name)
{
    static const char *const of_names[] = {"name", "title", "literal"};
    static const char *const of_texts[] = {"rendered", "value"}; /* WordPress; ninjs */
    const char *const *members = is_name ? of_names : of_texts;
    size_t count =
        is_name ? sizeof of_names / sizeof *of_names : sizeof of_texts / sizeof *of_texts;
    struct slice out = {NULL, 0};

    for (size_t i = 0; i < count && !out.ptr; i++)
        out = string_of(json_object_get(object, members[i]));
    return out;
}

/* A name, or a list of names, as strings or objects. */
static enum error read_names(struct reading *reading, const json_t *value, struct slice *out)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;

    *out = (struct slice){NULL, 0};
    for (size_t i = 0; i < count; i++) {
        const json_t *each = json_is_array(value) ? json_array_get(value, i) : value;
        struct slice name = json_is_object(each) ? string_within(each, true) : string_of(each);
        enum error error = name.ptr ? markup_add_name(reading->arena, name, out) : ERROR_OK;
        if (error)
            return error;
    }
    return ERROR_OK;
}

static bool may_be_number(enum field field)
{
    return field == FIELD_ID || field == FIELD_PUBLISHED || field == FIELD_MODIFIED;
}

/* A value that is not for a byline, as a string; no value when it is none. */
static enum error read_value(struct reading *reading, enum field field, const json_t *value,
                             struct slice *out)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_object(value))
        *out = string_within(value, field == FIELD_SOURCE);
    else
        *out = string_of(value);
    if (json_is_number(value) && may_be_number(field))
        return arena_print(reading->arena, out, "%.0f", json_number_value(value));
    return ERROR_OK;
}

/* Members of our own are strings; what others call alike may be anything. */
static bool is_own(const char *name)
{
    static const char *const own[] = {"id",        "title", "text",    "source",
                                      "published", "url",   "language"};

    return SLICE_IS_ONE_OF(slice_of(name), own);
}

static enum error read_member(struct reading *reading, const char *name, const json_t *value)
{
    unsigned rank = 0;
    enum field field = field_of(slice_of(name), &rank);
    struct slice string = {NULL, 0};
    enum error error;

    if (field == FIELD_NONE || json_is_null(value))
        return ERROR_OK;
    if (field == FIELD_BYLINE)
        error = read_names(reading, value, &string);
    else
        error = read_value(reading, field, value, &string);
    if (!error && !string.ptr && is_own(name) && !reading->wrong)
        reading->wrong = name;
    if (!error)
        fields_put(&reading->fields, field, rank, string);
    return error;
}

/* ninjs from 2.0 on: lists of headlines and bodies in several renditions. */
static void read_renditions(struct reading *reading, const json_t *object)
{
    const json_t *headlines = json_object_get(object, "headlines");
    const json_t *bodies = json_object_get(object, "bodies");

    for (size_t i = 0; i < json_array_size(headlines); i++) {
        const json_t *each = json_array_get(headlines, i);
        bool is_main = slice_is(string_of(json_object_get(each, "role")), "main");
        fields_put(&reading->fields, FIELD_TITLE, is_main ? 1 : 2,
                   string_of(json_object_get(each, "value")));
    }
    for (size_t i = 0; i < json_array_size(bodies); i++) {
        const json_t *each = json_array_get(bodies, i);
        struct slice type = string_of(json_object_get(each, "contentType"));
        struct slice value = string_of(json_object_get(each, "value"));
        if (!type.ptr)
            type = string_of(json_object_get(each, "contenttype"));
        if (slice_is(type, "text/plain"))
            fields_put(&reading->fields, FIELD_TEXT, 1, value);
        else if (slice_is(type, "text/html") || slice_is(type, "application/xhtml+xml"))
            fields_put(&reading->fields, FIELD_HTML, 1, value);
        else if (!type.ptr)
            fields_put(&reading->fields, FIELD_MARKUP, 1, value);
    }
}

/* ninjs names the item by `title`, and the story by `headline`. */
static bool is_ninjs(const json_t *object)
{
    return json_object_get(object, "uri") &&
           (json_object_get(object, "versioncreated") ||
            json_object_get(object, "versionCreated") || json_object_get(object, "pubstatus") ||
            json_object_get(object, "standard"));
}

static enum error read_object(struct reading *reading, json_t *object)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        enum error error = read_member(reading, name, value);
        if (error)
            return error;
    }
    if (is_ninjs(object))
        fields_put(&reading->fields, FIELD_TITLE, 3,
                   string_of(json_object_get(object, "headline")));
    read_renditions(reading, object);
    return ERROR_OK;
}

static bool has_text(const struct fields *fields)
{
    return fields->at[FIELD_TEXT].len || fields->at[FIELD_MARKUP].ptr ||
           fields->at[FIELD_HTML].ptr || fields->at[FIELD_PAGE].ptr;
}

/* feed: what stands around the object in a JSON Feed, or NULL. */
static enum error deliver(struct arena *arena, json_t *object, const struct article *feed,
                          struct delivery *delivery)
{
    struct reading reading = {.arena = arena};
    struct article article;
    char why[96];
    enum error error;

    if (!json_is_object(object)) {
        delivery_refuse(delivery, "not a JSON object");
        return ERROR_OK;
    }
    error = read_object(&reading, object);
    if (!error && feed && !has_text(&reading.fields)) /* a feed may bring no more than that */
        fields_put(&reading.fields, FIELD_MARKUP, UINT_MAX,
                   string_of(json_object_get(object, "summary")));
    if (!error && reading.wrong) {
        (void)snprintf(why, sizeof why, "%s is not a string", reading.wrong);
        delivery_refuse(delivery, why);
        return ERROR_OK;
    }
    if (!error)
        error = fields_read(arena, &reading.fields, &article);
    if (error)
        return error;
    if (feed) {
        article.source = article.source.ptr ? article.source : feed->title;
        article.byline = article.byline.ptr ? article.byline : feed->byline;
        article.language = article.language.ptr ? article.language : feed->language;
    }
    return delivery_make(arena, delivery, &article);
}

/* Each element of a list on an arena of its own. */
static enum error deliver_list(const json_t *list, const struct article *feed,
                               struct delivery *delivery)
{
    enum error error = ERROR_OK;

    delivery->is_list = true;
    for (size_t i = 0; !error && i < json_array_size(list); i++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        error = arena ? deliver(arena, json_array_get(list, i), feed, delivery) : ERROR_NO_MEMORY;
        arena_close(arena);
    }
    return error;
}

/* The list of a JSON Feed, or of what APIs of news answer; NULL when it is no such. */
static const json_t *list_of(const json_t *object)
{
    static const char *const members[] = {"items", "entries", "articles"};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *list = json_object_get(object, members[i]);
        if (json_is_array(list))
            return list;
    }
    return NULL;
}

static enum error deliver_value(json_t *value, struct delivery *delivery)
{
    const json_t *list = json_is_object(value) ? list_of(value) : NULL;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct reading reading = {.arena = arena};
    struct article feed;
    enum error error = arena ? ERROR_OK : ERROR_NO_MEMORY;

    if (!error && list) {
        error = read_object(&reading, value);
        if (!error)
            error = fields_read(arena, &reading.fields, &feed);
        if (!error)
            error = deliver_list(list, &feed, delivery);
    } else if (!error) {
        error = deliver(arena, value, NULL, delivery);
    }
    arena_close(arena);
    return error;
}

/* The parsed value; NULL with *error unset when it was refused. */
static json_t *parse(struct slice bytes, struct intake_place place, const struct intake_sink *sink,
                     bool is_file, enum error *error)
{
    size_t valid = utf8_valid_prefix(bytes);
    json_error_t fault;
    json_t *root;
    char why[64];

    *error = ERROR_OK;
    if (valid < bytes.len) {
        (void)snprintf(why, sizeof why, "not UTF-8 at byte %zu", valid);
        refuse(sink, place, why);
        return NULL;
    }
    root = json_loadb(bytes.len ? bytes.ptr : "", bytes.len, JSON_REJECT_DUPLICATES, &fault);
    if (root)
        return root;
    if (json_error_code(&fault) == json_error_out_of_memory)
        *error = ERROR_NO_MEMORY;
    else
        refuse_syntax(sink, place, &fault, is_file);
    return NULL;
}

enum error json_read_article(struct slice bytes, struct intake_place place,
                             struct slice fallback_id, const struct intake_sink *sink)
{
    struct delivery delivery = {.sink = sink, .place = place, .id = fallback_id};
    struct arena *arena;
    enum error error;
    json_t *root = parse(bytes, place, sink, false, &error);

    if (!root)
        return error;
    arena = arena_open(ARENA_NO_BUDGET);
    error = arena ? deliver(arena, root, NULL, &delivery) : ERROR_NO_MEMORY;
    arena_close(arena);
    json_decref(root);
    return error;
}

enum error json_read_file(struct slice bytes, struct delivery *delivery)
{
    enum error error;
    json_t *root = parse(bytes, delivery->place, delivery->sink, true, &error);

    if (!root)
        return error;
    if (json_is_array(root)) {
        delivery->id = (struct slice){NULL, 0};
        error = deliver_list(root, NULL, delivery);
    } else {
        error = deliver_value(root, delivery);
    }
    json_decref(root);
    return error;
}
