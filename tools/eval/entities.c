/* Reads articles as JSON lines on standard input and writes their entities in the same form,
 * offsets in code points, for entities.py.
 *
 *     eval-entities MODELS < articles.jsonl
 *
 * A line is {"id", "text", "published"?, "names"?}; with "names" ([[start, end, type], …], in text
 * order) these are gathered instead of what the tagger finds, so that gathering is judged alone. */
#include <jansson.h>

#include "base/array.h"
#include "news/coreference.h"
#include "text/utf8.h"

struct article {
    struct arena *arena;
    const struct models *models;
    struct document document;
    struct origin origin;
    struct analysis analysis;
    struct references references;
};

static enum entity_type type_of(const char *name)
{
    for (enum entity_type type = 0; type < ENTITY_TYPE_COUNT; type++)
        if (slice_is(entity_type_names[type], name))
            return type;
    return ENTITY_MISC;
}

/* The byte where a code point begins, searched from another one on. */
static uint32_t byte_at(struct slice text, json_int_t point, json_int_t *passed, size_t *at)
{
    while (*passed < point && *at < text.len) {
        (void)utf8_next(text, at);
        ++*passed;
    }
    return (uint32_t)*at;
}

static enum error take_names(struct article *article, const json_t *names)
{
    const struct document *document = &article->document;
    json_int_t passed = 0;
    size_t at = 0, i;
    json_t *name;

    json_array_foreach(names, i, name)
    {
        struct mention *mention = array_push(article->arena, &article->analysis.mentions);
        uint32_t begin, end;
        if (!mention)
            return ERROR_NO_MEMORY;
        begin = byte_at(document->text, json_integer_value(json_array_get(name, 0)), &passed, &at);
        end = byte_at(document->text, json_integer_value(json_array_get(name, 1)), &passed, &at);
        *mention = (struct mention){.span = {begin, end},
                                    .first = document_token_at(document, begin),
                                    .last = document_token_at(document, end - 1) + 1,
                                    .sentence = document_sentence_at(document, begin),
                                    .type = type_of(json_string_value(json_array_get(name, 2))),
                                    .entity = NO_ENTITY,
                                    .score = 1};
    }
    return ERROR_OK;
}

static enum error read_article(struct article *article, const json_t *line)
{
    const json_t *text = json_object_get(line, "text"), *names = json_object_get(line, "names"),
                 *date = json_object_get(line, "published");
    struct slice published = {json_string_value(date), json_string_length(date)};
    struct slice sent = {json_string_value(text), json_string_length(text)};
    struct cleaned as_sent = {.text = sent, .sent = sent}; /* given names stand in it */
    enum error error = names ? document_read_cleaned(article->arena, &as_sent, &article->document)
                             : document_read(article->arena, sent, &article->document);

    if (!error)
        error = origin_read(article->arena, &article->document.cleaned, OFFSETS_UTF32,
                            &article->origin);
    if (error)
        return error;
    if (!names)
        return analysis_read(article->arena, article->models, &article->document, published,
                             &article->analysis);
    error = take_names(article, names);
    if (!error)
        error = entity_gather(article->arena, article->models, &article->document,
                              &article->analysis.mentions, published, &article->analysis.entities);
    if (!error)
        error = quote_find(article->arena, article->models, &article->document,
                           &article->analysis.mentions, &article->analysis.entities,
                           &article->analysis.quotes);
    return error;
}

static json_t *text_json(struct slice text)
{
    return json_stringn(text.ptr, text.len);
}

static void add_span(const struct article *article, json_t *list, struct span span)
{
    struct span at = origin_of(&article->origin, span);

    (void)json_array_append_new(list, json_pack("[i, i, o]", (int)at.begin, (int)at.end,
                                                text_json(origin_text(&article->origin, span))));
}

static json_t *entity_json(const struct article *article, uint32_t index)
{
    const struct entity *entity = &article->analysis.entities.at[index];
    json_t *mentions = json_array(), *roles = json_array(), *references = json_array();

    for (size_t i = 0; i < article->references.count; i++)
        if (article->references.at[i].entity == index)
            add_span(article, references, article->references.at[i].span);
    for (size_t i = 0; i < entity->mentions.count; i++)
        add_span(article, mentions, article->analysis.mentions.at[entity->mentions.at[i]].span);
    for (size_t i = 0; i < entity->roles.count; i++)
        (void)json_array_append_new(roles, text_json(entity->roles.at[i]));
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "name", text_json(entity->name), "type",
                     text_json(entity_type_names[entity->type]), "mentions", mentions, "roles",
                     roles, "coreference", references);
}

static enum error answer(const struct models *models, const json_t *line)
{
    struct article article = {.arena = arena_open(ARENA_NO_BUDGET), .models = models};
    enum error error = article.arena ? read_article(&article, line) : ERROR_NO_MEMORY;

    if (!error)
        error = coreference_find(article.arena, models, &article.document, &article.analysis,
                                 &article.references);
    if (!error) {
        json_t *list = json_array(), *out;
        for (uint32_t i = 0; i < article.analysis.entities.count; i++)
            if (entity_type_is_name(article.analysis.entities.at[i].type))
                (void)json_array_append_new(list, entity_json(&article, i));
        out = json_pack("{s:O, s:o}", "id", json_object_get(line, "id"), "entities", list);
        (void)json_dumpf(out, stdout, JSON_COMPACT);
        (void)putchar('\n');
        json_decref(out);
    }
    arena_close(article.arena);
    return error;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models = NULL;
    char *line = NULL;
    size_t room = 0;
    enum error error;

    if (argc != 2 || !arena) {
        (void)fputs("usage: eval-entities MODELS < articles.jsonl\n", stderr);
        return 2;
    }
    error = models_open(arena, argv[1], &models, &problem);
    while (!error && getline(&line, &room, stdin) > 0) {
        json_t *root = json_loads(line, 0, NULL);
        error = root ? answer(models, root) : ERROR_BAD_JSON;
        json_decref(root);
    }
    if (error)
        (void)fprintf(stderr, "eval-entities: %.*s %.*s\n", SLICE_ARGS(error_title(error)),
                      SLICE_ARGS(problem.detail));
    free(line);
    arena_close(arena);
    return error ? 1 : 0;
}
