#include "intake/json.h"

#include <jansson.h>
#include <stdio.h>

#include "text/utf8.h"

static const struct {
    const char *name;
    size_t offset;
} members[] = {
    {"id", offsetof(struct article, id)},
    {"title", offsetof(struct article, title)},
    {"text", offsetof(struct article, text)},
    {"source", offsetof(struct article, source)},
    {"published", offsetof(struct article, published)},
    {"url", offsetof(struct article, url)},
    {"language", offsetof(struct article, language)},
};

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

/* Reads the members of an object; NULL when all are strings or null, else the name of one that is
 * not. */
static const char *read_members(const json_t *object, struct article *article)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const json_t *value = json_object_get(object, members[i].name);
        struct slice string;
        if (!value || json_is_null(value))
            continue;
        if (!json_is_string(value))
            return members[i].name;
        string = (struct slice){json_string_value(value), json_string_length(value)};
        /* an empty member tells nothing; an empty text or id is named as such later */
        if (string.len || members[i].offset == offsetof(struct article, text) ||
            members[i].offset == offsetof(struct article, id))
            memcpy((char *)article + members[i].offset, &string, sizeof string);
    }
    return NULL;
}

static enum error read_value(const json_t *value, struct intake_place place,
                             struct slice fallback_id, const struct intake_sink *sink,
                             const char *before)
{
    struct article article = {0};
    const char *wrong, *fault;
    char why[96];

    if (!json_is_object(value)) {
        (void)snprintf(why, sizeof why, "%snot a JSON object", before);
        refuse(sink, place, why);
        return ERROR_OK;
    }
    wrong = read_members(value, &article);
    if (wrong) {
        (void)snprintf(why, sizeof why, "%s%s is not a string", before, wrong);
        refuse(sink, place, why);
        return ERROR_OK;
    }
    if (!article.id.ptr)
        article.id = fallback_id;
    fault = article_fault(&article);
    if (fault) {
        (void)snprintf(why, sizeof why, "%s%s", before, fault);
        refuse(sink, place, why);
        return ERROR_OK;
    }
    return sink->take(sink->context, place, &article) ? ERROR_OK : ERROR_NO_MEMORY;
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
    enum error error;
    json_t *root = parse(bytes, place, sink, false, &error);

    if (!root)
        return error;
    error = read_value(root, place, fallback_id, sink, "");
    json_decref(root);
    return error;
}

enum error json_read_file(struct slice bytes, struct intake_place place, struct slice fallback_id,
                          const struct intake_sink *sink)
{
    enum error error;
    json_t *root = parse(bytes, place, sink, true, &error);

    if (!root)
        return error;
    if (!json_is_array(root))
        error = read_value(root, place, fallback_id, sink, "");
    for (size_t i = 0; json_is_array(root) && !error && i < json_array_size(root); i++) {
        char before[40];
        (void)snprintf(before, sizeof before, "article %zu: ", i + 1);
        error = read_value(json_array_get(root, i), place, (struct slice){0}, sink, before);
    }
    json_decref(root);
    return error;
}
