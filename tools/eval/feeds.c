/* Reads JSON lines on standard input and writes as many on standard output, for feeds.py.
 *
 *     eval-feeds < lines
 *
 * {"path", "url"?, "charset"?}: the articles of a feed, as a list of objects; {"html"}: its text,
 * and that text on one line. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "intake/feed.h"
#include "intake/html/page.h"
#include "intake/markup.h"

static const struct {
    const char *name;
    size_t offset;
} members[] = {
    {"id", offsetof(struct article, id)},
    {"title", offsetof(struct article, title)},
    {"text", offsetof(struct article, text)},
    {"source", offsetof(struct article, source)},
    {"byline", offsetof(struct article, byline)},
    {"published", offsetof(struct article, published)},
    {"modified", offsetof(struct article, modified)},
    {"url", offsetof(struct article, url)},
    {"language", offsetof(struct article, language)},
};

static json_t *json_of(struct slice string)
{
    return string.ptr ? json_stringn(string.ptr, string.len) : json_null();
}

static enum error take(void *context, struct arena *arena, const struct article *article)
{
    json_t *object = json_object();

    (void)arena;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct slice value;
        memcpy(&value, (const char *)article + members[i].offset, sizeof value);
        (void)json_object_set_new(object, members[i].name, json_of(value));
    }
    return json_array_append_new(context, object) ? ERROR_NO_MEMORY : ERROR_OK;
}

static struct slice string_of(const json_t *line, const char *name)
{
    const json_t *value = json_object_get(line, name);

    return (struct slice){json_string_value(value), json_string_length(value)};
}

static struct slice read_file(struct arena *arena, const char *path)
{
    enum { BYTES_MAX = 1 << 22 };

    char *at = arena_alloc(arena, BYTES_MAX, 1);
    FILE *file = fopen(path, "rb");
    size_t count = file && at ? fread(at, 1, BYTES_MAX, file) : 0;

    if (file)
        (void)fclose(file);
    return (struct slice){at, count};
}

static json_t *answer(struct arena *arena, const json_t *line)
{
    json_t *out = json_array();
    struct feed_taker taker = {take, out};
    struct slice html = string_of(line, "html"), text = {NULL, 0}, flat = {NULL, 0};
    struct xml_tree tree;

    if (html.ptr) {
        if (page_read_fragment(arena, html, &text) || markup_line(arena, text, &flat))
            exit(EXIT_FAILURE);
        (void)json_array_append_new(out, json_of(text));
        (void)json_array_append_new(out, json_of(flat));
        return out;
    }
    if (xml_read(arena, read_file(arena, string_of(line, "path").ptr), string_of(line, "charset"),
                 &tree) ||
        feed_each(arena, &tree, string_of(line, "url"), &taker))
        exit(EXIT_FAILURE);
    return out;
}

int main(void)
{
    char *line = NULL;
    size_t capacity = 0;

    while (getline(&line, &capacity, stdin) > 0) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        json_t *in = json_loads(line, 0, NULL), *out;
        if (!arena || !in)
            return EXIT_FAILURE;
        out = answer(arena, in);
        (void)json_dumpf(out, stdout, JSON_COMPACT);
        (void)putchar('\n');
        (void)fflush(stdout);
        json_decref(out);
        json_decref(in);
        arena_close(arena);
    }
    free(line);
    return EXIT_SUCCESS;
}
