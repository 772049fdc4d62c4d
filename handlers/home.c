#include "base/sheet.h"
#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"

#define HOME_WORDS                                                                                 \
    "copydesk reads English news articles and tells who is named, who said what, and what "        \
    "differs "                                                                                     \
    "between two reports."

#define HOME_STYLE                                                                                 \
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"        \
    "pre{background:#f4f4f4;padding:.6em;overflow-x:auto}"                                         \
    "td{padding:.1em 1em .1em 0;vertical-align:top}"

enum { EXAMPLES = 3, HOST_BYTES_MAX = 255 };

static const char *const method_names[] = {[METHOD_GET] = "GET", [METHOD_POST] = "POST"};

/* The address the client came by, where it is one; else the one listened on. */
static void add_host(struct sheet *sheet, const struct config *config, struct slice host)
{
    bool is_plain = host.len && host.len <= HOST_BYTES_MAX;

    for (size_t i = 0; is_plain && i < host.len; i++) {
        char c = host.ptr[i];
        is_plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                   (c && strchr(".-:[]", c));
    }
    sheet_add(sheet, is_plain ? host : slice_of(config->host));
    if (!is_plain)
        sheet_print(sheet, ":%lld", (long long)config->port);
}

/* An id as it stands in a URL and between the quotes of a shell. */
static void add_id(struct sheet *sheet, struct slice id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.ptr[i];
        bool is_plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                        (c && strchr("-._~:", c));
        if (is_plain)
            sheet_add(sheet, slice_part(id, i, i + 1));
        else
            sheet_print(sheet, "%%%02X", (unsigned char)c);
    }
}

struct example {
    const char *before, *between, *after; /* the first article's id, the second's */
};

/* Three lines that work as they stand: about articles of the corpus where it has two, ... */
static const struct example of_corpus[EXAMPLES] = {
    {"/v1/articles/", NULL, "/entities?pretty=true"},
    {"/v1/articles/", NULL, "/quotes?pretty=true"},
    {"/v1/diff?left=", "&right=", "&pretty=true"},
};

/* ... else about a text that comes with them. */
static const struct example of_text[EXAMPLES] = {
    {"/v1/entities?pretty=true", NULL, NULL},
    {"/v1/quotes?pretty=true", NULL, NULL},
    {"/v1/analysis?pretty=true", NULL, NULL},
};

static void add_examples(struct sheet *sheet, const struct desk *desk,
                         const struct request *request, const struct generation *generation)
{
    bool has_two = generation && generation_count(generation) >= 2;

    for (size_t i = 0; i < EXAMPLES; i++) {
        const struct example *example = has_two ? &of_corpus[i] : &of_text[i];

        sheet_add(sheet, SLICE("curl "));
        if (!has_two)
            sheet_add(sheet, SLICE("-H 'Content-Type: text/plain' -d '\"We will rebuild,\" Mayor "
                                   "Ann Cole said.' "));
        sheet_add(sheet, SLICE("'"));
        sheet_add(sheet, request->scheme.len ? request->scheme : SLICE("http"));
        sheet_add(sheet, SLICE("://"));
        add_host(sheet, desk->config, request->host);
        sheet_add(sheet, request->prefix);
        sheet_add(sheet, slice_of(example->before));
        if (has_two)
            add_id(sheet, generation_article(generation, 0)->id);
        sheet_add(sheet, slice_of(example->between));
        if (has_two && example->between)
            add_id(sheet, generation_article(generation, 1)->id);
        sheet_add(sheet, slice_of(example->after));
        sheet_add(sheet, SLICE("'\n"));
    }
}

static void add_text(struct sheet *sheet, struct slice examples)
{
    sheet_add(sheet, SLICE(HOME_WORDS "\n\nTry:\n\n"));
    sheet_add(sheet, examples);
    sheet_add(sheet, SLICE("\nAll of it:\n\n"));
    for (const struct route *route = routes; route < routes + route_count; route++)
        sheet_print(sheet, "%-5s %-28s %s\n", method_names[route->method], route->path, route->doc);
}

static void add_html(struct sheet *sheet, const struct request *request, struct slice examples)
{
    sheet_add(sheet, SLICE("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta "
                           "name=\"viewport\" content=\"width=device-width\">"
                           "<title>copydesk</title><style>" HOME_STYLE "</style>\n"
                           "<h1>copydesk</h1>\n<p>" HOME_WORDS "</p>\n"
                           "<p>Version " COPYDESK_VERSION ". Try:</p>\n<pre>"));
    sheet_add_escaped(sheet, examples);
    sheet_add(sheet, SLICE("</pre>\n<p>All of it, also as <a href=\""));
    sheet_add(sheet, request->prefix);
    sheet_add(sheet, SLICE("/openapi.json\">OpenAPI</a>:</p>\n<table>\n"));
    for (const struct route *route = routes; route < routes + route_count; route++) {
        sheet_print(sheet, "<tr><td>%s<td><code>%s</code><td>", method_names[route->method],
                    route->path);
        sheet_add_escaped(sheet, slice_of(route->doc));
        sheet_add(sheet, SLICE("\n"));
    }
    sheet_add(sheet, SLICE("</table>\n</html>\n"));
}

enum error handle_home(const struct desk *desk, const struct request *request, struct reply *reply,
                       struct problem *problem)
{
    struct sheet examples = {.arena = request->arena};
    struct sheet sheet = {.arena = request->arena};
    const struct generation *generation = NULL;
    struct slice lines;
    enum error error = ERROR_OK;

    (void)problem;
    if (desk->corpus)
        error = corpus_borrow(desk->corpus, request->arena, &generation);
    if (error && error != ERROR_LOADING)
        return error;
    add_examples(&examples, desk, request, generation);
    error = sheet_finish(&examples, &lines);
    if (error)
        return error;
    if (reply_wants_html(request))
        add_html(&sheet, request, lines);
    else
        add_text(&sheet, lines);
    return reply_sheet(reply, request, &sheet);
}
