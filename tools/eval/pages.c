/* Articles of web pages, for tools/eval/pages.py.
 *
 * Usage: pages < LIST. LIST: a page's path a line. Prints a line of JSON a page: path, title,
 * byline, published, source, language, text, and seconds of CPU that it took. */
#include <jansson.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "intake/html/page.h"

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static json_t *text_of(struct slice text)
{
    return text.ptr ? json_stringn(text.ptr, text.len) : json_null();
}

static bool read_page(struct arena *arena, const char *path, struct slice *bytes)
{
    FILE *file = fopen(path, "rb");
    long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *at = size < 0 ? NULL : arena_unset(arena, char, (size_t)size + 1);

    if (at) {
        rewind(file);
        *bytes = (struct slice){at, fread(at, 1, (size_t)size, file)};
    }
    if (file)
        (void)fclose(file);
    return at != NULL;
}

static bool write_article(struct arena *arena, const char *path)
{
    struct web_page page = {.url = {NULL, 0}};
    struct article article;
    double began;
    json_t *line;

    if (!read_page(arena, path, &page.bytes))
        return false;
    began = cpu_seconds();
    if (page_read(arena, &page, &article))
        return false;
    line = json_pack("{s:s, s:f, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "path", path, "seconds",
                     cpu_seconds() - began, "title", text_of(article.title), "byline",
                     text_of(article.byline), "published", text_of(article.published), "modified",
                     text_of(article.modified), "source", text_of(article.source), "language",
                     text_of(article.language), "text", text_of(article.text));
    if (!line || json_dumpf(line, stdout, JSON_COMPACT) || putchar('\n') == EOF)
        return false;
    json_decref(line);
    return true;
}

int main(void)
{
    char path[4096];

    while (fgets(path, sizeof path, stdin)) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        path[strcspn(path, "\n")] = '\0';
        if (!arena || !write_article(arena, path)) {
            (void)fprintf(stderr, "pages: %s cannot be read\n", path);
            return 1;
        }
        arena_close(arena);
    }
    return 0;
}
