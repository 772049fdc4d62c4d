#include "handlers/task.h"

#include <stdio.h>

#include "base/digits.h"
#include "handlers/media.h"
#include "handlers/wire.h"
#include "intake/html/encoding.h"
#include "intake/html/page.h"
#include "text/utf8.h"

enum { PLACE_BYTES = 32 }; /* "/right/article" */

enum error task_open(const struct desk *desk, const struct request *request,
                     const struct wire_options *options, struct problem *problem, struct task *out)
{
    struct task task = {
        .desk = desk,
        .request = request,
        .arena = request->arena,
        .offsets = (enum offsets)options->offsets,
        .problem = problem,
    };
    enum error error = ERROR_OK;

    if (desk->corpus)
        error = corpus_borrow(desk->corpus, task.arena, &task.generation);
    if (error == ERROR_LOADING)
        return problem_set(problem, error,
                           "the corpus is still loading; GET /readyz tells when it is there");
    if (error)
        return error;
    *out = task;
    return ERROR_OK;
}

enum error task_open_corpus(const struct desk *desk, const struct request *request,
                            const struct wire_options *options, struct problem *problem,
                            struct task *out)
{
    if (!desk->corpus)
        return problem_set(problem, ERROR_LOADING, "no corpus is loaded");
    return task_open(desk, request, options, problem, out);
}

struct slice task_shown_id(struct slice id)
{
    return slice_part(id, 0, utf8_valid_prefix(slice_part(id, 0, ARTICLE_ID_BYTES_MAX)));
}

enum error task_find_article(const struct task *task, struct slice id, const char *pointer,
                             uint32_t *out)
{
    uint32_t article = task->generation ? generation_find(task->generation, id) : NO_ARTICLE;
    struct slice shown = task_shown_id(id);
    char place[PLACE_BYTES];

    *out = article;
    if (article != NO_ARTICLE)
        return ERROR_OK;
    if (!pointer)
        return problem_set(task->problem, ERROR_UNKNOWN_ARTICLE,
                           "the corpus has no article \"%.*s\"; GET /v1/articles lists them",
                           SLICE_ARGS(shown));
    (void)snprintf(place, sizeof place, "%s%s", pointer, *pointer == '?' ? "" : "/article");
    problem_fault(task->problem, slice_of(place), error_slug(ERROR_UNKNOWN_ARTICLE),
                  "the corpus has no article \"%.*s\"", SLICE_ARGS(shown));
    return problem_set(task->problem, ERROR_UNKNOWN_ARTICLE,
                       "%s: the corpus has no article \"%.*s\"; GET /v1/articles lists them", place,
                       SLICE_ARGS(shown));
}

enum error task_analyse(const struct task *task, struct report *report)
{
    struct analysis *analysis;
    enum error error;

    if (report->analysis)
        return ERROR_OK;
    if (report->article != NO_ARTICLE)
        return generation_analysis(task->generation, report->article, task->arena,
                                   &report->document, &report->analysis);
    analysis = arena_new(task->arena, struct analysis);
    if (!analysis)
        return ERROR_NO_MEMORY;
    error = analysis_read(task->arena, task->desk->models, &report->document, report->published,
                          analysis);
    if (!error)
        report->analysis = analysis;
    return error;
}

static enum error read_article(const struct task *task, struct slice id, const char *pointer,
                               struct report *out)
{
    const struct generation *generation = task->generation;
    enum error error = task_find_article(task, id, pointer, &out->article);

    if (error)
        return error;
    error = generation_document(generation, out->article, task->arena, &out->document);
    if (error)
        return error;
    out->id = generation_article(generation, out->article)->id;
    out->published = generation_article(generation, out->article)->published;
    return task->reads_names_later ? ERROR_OK : task_analyse(task, out);
}

static enum error read_text(const struct task *task, const struct wire_source *source,
                            struct slice text, const char *pointer, struct report *out)
{
    uint64_t limit = (uint64_t)task->desk->config->text_bytes;
    enum error error;

    if (text.len > limit)
        return problem_set(task->problem, ERROR_BODY_TOO_LARGE,
                           "the text%s%s is %s bytes; the limit is %s (option text_bytes)",
                           *pointer ? " of " : "", pointer, digits_grouped(text.len).text,
                           digits_grouped(limit).text);
    error = document_read(task->arena, text, &out->document);
    if (error)
        return error;
    out->article = NO_ARTICLE;
    out->id = source->id;
    return task->reads_names_later ? ERROR_OK : task_analyse(task, out);
}

/* A fault of a member of the source, told by its place; the detail of a problem begins with it. */
static void fault_member(const struct task *task, const char *pointer, const char *member,
                         struct slice code, struct slice words)
{
    char place[PLACE_BYTES];

    (void)snprintf(place, sizeof place, "%s/%s", pointer, member);
    problem_fault(task->problem, slice_of(place), code, "%.*s", SLICE_ARGS(words));
}

static void prefer(const struct slice *client, struct slice *page)
{
    if (client->ptr)
        *page = *client;
}

/* The article that a page holds; what the client says of it comes before what the page says. */
static enum error read_page(const struct task *task, const struct wire_source *source,
                            const struct web_page *page, const char *pointer, struct report *out)
{
    struct slice text;
    enum error error = page_read(task->arena, page, &out->told);

    if (error)
        return error;
    prefer(&source->title, &out->told.title);
    prefer(&source->source, &out->told.source);
    prefer(&source->published, &out->told.published);
    prefer(&source->language, &out->told.language);
    text = out->told.text;
    if (!text.len && source->is_raw) { /* the body is the page */
        problem_fault(task->problem, SLICE(""), SLICE("empty"), "no article is found in the page");
        return ERROR_INVALID;
    }
    if (!text.len) {
        fault_member(task, pointer, source->html.ptr ? "html" : "url", SLICE("empty"),
                     SLICE("no article is found in the page"));
        return ERROR_INVALID;
    }
    if (source->has_title && out->told.title.len &&
        arena_print(task->arena, &text, "%.*s\n\n%.*s", SLICE_ARGS(out->told.title),
                    SLICE_ARGS(out->told.text)))
        return ERROR_NO_MEMORY;
    if (!out->published.ptr)
        out->published = out->told.published;
    return read_text(task, source, text, pointer, out);
}

static enum error read_html(const struct task *task, const struct wire_source *source,
                            const char *pointer, struct report *out)
{
    const struct web_page page = {.bytes = source->html,
                                  .charset = source->is_raw ? source->charset : SLICE("utf-8")};

    return read_page(task, source, &page, pointer, out);
}

/* What the source itself tells of its article. */
static struct article told_by(const struct wire_source *source)
{
    return (struct article){.title = source->title,
                            .source = source->source,
                            .byline = source->byline,
                            .published = source->published,
                            .modified = source->modified,
                            .url = source->url,
                            .language = source->language};
}

/* A newsroom's format, or a feed of one item. */
static enum error read_wire(const struct task *task, const struct wire_source *source,
                            const struct original *original, const char *pointer,
                            struct report *out)
{
    struct wire_source found = {.text = {NULL, 0}};
    char place[PLACE_BYTES];
    enum error error;

    (void)snprintf(place, sizeof place, "%s/url", pointer);
    error = wire_take(task->request, original, place, &found, task->problem);
    if (error)
        return error == ERROR_BAD_JSON ? problem_set(task->problem, ERROR_FETCH_FAILED,
                                                     "%s: what is there is not JSON: %.*s", place,
                                                     SLICE_ARGS(task->problem->detail))
                                       : error;
    if (!out->published.ptr)
        out->published = found.published;
    out->told = told_by(&found);
    out->told.url = original->url;
    return read_text(task, source, found.text, pointer, out);
}

/* What was fetched, read by its media type. */
static enum error read_fetched(const struct task *task, const struct wire_source *source,
                               const struct fetched *fetched, const char *pointer,
                               struct report *out)
{
    struct media_type media = {.charset = {NULL, 0}};
    struct web_page page = {.bytes = fetched->body, .url = fetched->url};
    enum intake_kind kind;
    struct slice text;
    enum error error;

    if (fetched->content_type.ptr && media_read(fetched->content_type, &media))
        page.charset = media.charset;
    if (original_kind(media.name, &kind) && kind != INTAKE_PAGE && kind != INTAKE_TEXT)
        return read_wire(task, source, &(struct original){kind, page.bytes, page.charset, page.url},
                         pointer, out);
    if (!media_is(media.name, MEDIA_TEXT))
        return read_page(task, source, &page, pointer, out);
    error = page_decode(task->arena, page.bytes, page.charset, &text);
    if (error)
        return error;
    if (!text.len) {
        fault_member(task, pointer, "url", SLICE("empty"), SLICE("there is no text"));
        return ERROR_INVALID;
    }
    return read_text(task, source, text, pointer, out);
}

static enum error read_url(const struct task *task, const struct wire_source *source,
                           const char *pointer, struct report *out)
{
    struct problem why = {.arena = task->arena};
    struct fetched fetched;
    enum error error =
        fetch_get(task->desk->fetcher, task->arena, source->url, original_types, &fetched, &why);

    if (!error)
        return read_fetched(task, source, &fetched, pointer, out);
    if (error != ERROR_FETCH_REFUSED && error != ERROR_FETCH_FAILED)
        return error;
    fault_member(task, pointer, "url", error_slug(error), why.detail);
    return problem_set(task->problem, error, "%s/url: %.*s", pointer, SLICE_ARGS(why.detail));
}

enum error task_check(const struct task *task, const struct wire_source *source,
                      const char *pointer)
{
    char place[PLACE_BYTES];
    uint32_t article;

    if (!source->url.ptr || task->desk->fetcher)
        return source->article.ptr ? task_find_article(task, source->article, pointer, &article)
                                   : ERROR_OK;
    (void)snprintf(place, sizeof place, "%s/url", pointer ? pointer : "");
    problem_fault(task->problem, slice_of(place), error_slug(ERROR_FETCH_OFF),
                  "send the article as text or html");
    return problem_set(task->problem, ERROR_FETCH_OFF,
                       "%s: this service does not fetch; send the article as text or html", place);
}

enum error task_read(const struct task *task, const struct wire_source *source, const char *pointer,
                     struct report *out)
{
    enum error error = task_check(task, source, pointer);

    if (error)
        return error;
    out->analysis = NULL;
    if (source->article.ptr)
        return read_article(task, source->article, pointer, out);
    out->published = source->published;
    out->told = told_by(source);
    pointer = pointer ? pointer : "";
    if (source->html.ptr)
        return read_html(task, source, pointer, out);
    if (source->url.ptr)
        return read_url(task, source, pointer, out);
    return read_text(task, source, source->text, pointer, out);
}

struct reading task_reading(const struct task *task, const struct report *report)
{
    return (struct reading){
        .id = report->id,
        .document = &report->document,
        .analysis = report->analysis,
        .generation = task->generation,
        .model = task->desk->models->version,
        .offsets = task->offsets,
        .text = task->gives_text ? report->document.cleaned.sent : (struct slice){NULL, 0},
    };
}

enum error task_find_references(const struct task *task, const struct report *report, bool is_asked,
                                struct reading *reading)
{
    struct references *references;
    enum error error;

    if (!is_asked)
        return ERROR_OK;
    references = arena_new(task->arena, struct references);
    if (!references)
        return ERROR_NO_MEMORY;
    error = coreference_find(task->arena, task->desk->models, &report->document, report->analysis,
                             references);
    if (!error)
        reading->references = references;
    return error;
}

enum error task_match_quotes(const struct task *task, const struct report *report, uint32_t types,
                             struct quote_matches **out)
{
    const struct quotes *quotes = &report->analysis->quotes;
    struct quote_matches *matches = arena_array(task->arena, struct quote_matches, quotes->count);

    if (!matches)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; task->generation && i < quotes->count; i++) {
        enum error error;

        if (!(types & 1U << quotes->at[i].type))
            continue;
        error = corpus_match_quote(task->generation, task->arena, &report->document, &quotes->at[i],
                                   report->article, &matches[i]);
        if (error)
            return error;
    }
    *out = matches;
    return ERROR_OK;
}

enum error task_find_related(const struct task *task, const struct report *report,
                             struct related_list *out)
{
    *out = (struct related_list){.at = NULL};
    if (!task->generation)
        return ERROR_OK;
    return corpus_find_related(task->generation, task->arena, &report->document, report->analysis,
                               report->published, report->article, out);
}

enum error task_find_entity(const struct task *task, struct slice who, uint32_t *out)
{
    struct entity entity = {.name = who};
    uint32_t found = corpus_find_entity(task->generation, who);
    enum error error = entity_key(task->arena, who, &entity.key);

    if (error)
        return error;
    for (unsigned type = 0; found == NO_ENTITY && type < ENTITY_TYPE_COUNT; type++) {
        entity.type = (enum entity_type)type;
        if (entity_type_is_name(entity.type))
            found = corpus_resolve(task->generation, &entity);
    }
    *out = found;
    return ERROR_OK;
}

enum error task_turn_page(const struct task *task, const struct wire_page *wanted,
                          struct slice subject, uint64_t total, uint64_t *begin, struct page *out)
{
    struct listing listing = {
        .path = task->request->path,
        .query = subject,
        .generation = generation_number(task->generation),
        .articles = generation_count(task->generation),
    };
    struct page page = {.total = total};
    uint64_t position;
    enum error error = cursor_read(wanted->cursor, &listing, &position, task->problem);

    if (error)
        return error;
    if (position > total)
        position = total;
    page.count = total - position < wanted->limit ? (size_t)(total - position) : wanted->limit;
    if (position + page.count < total)
        error = cursor_write(task->arena, &listing, position + page.count, &page.next);
    if (error)
        return error;
    *begin = position;
    *out = page;
    return ERROR_OK;
}
