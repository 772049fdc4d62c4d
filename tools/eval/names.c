/* Reads {"id", "text"} lines on standard input and prints {"id", "spans": [[begin, end, type], …]}
 * lines, in code points, for tools/eval/score_ner.py; tokens a second on standard error.
 *
 *     eval-names MODELS_FOLDER [names|all] [ROUNDS] */
#include <jansson.h>

#include "base/checked.h"
#include "news/mention.h"
#include "text/utf8.h"

struct totals {
    double seconds;
    size_t tokens, bytes;
};

static double now(void)
{
    struct timespec time;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static bool find(struct arena *arena, const struct models *models, struct slice text,
                 struct cleaned *cleaned, struct mentions *mentions, struct totals *totals)
{
    struct document document;
    double began = now();

    if (document_read(arena, text, &document) || mention_find(arena, models, &document, mentions))
        return false;
    totals->seconds += now() - began;
    totals->tokens += document.tokens.count;
    totals->bytes += text.len;
    *cleaned = document.cleaned;
    return true;
}

static bool print(struct arena *arena, const struct cleaned *cleaned, const char *id,
                  const struct mentions *mentions, bool names_only)
{
    struct origin origin;
    json_t *spans = json_array(), *line;

    if (origin_read(arena, cleaned, OFFSETS_UTF32, &origin))
        return false;
    for (size_t i = 0; i < mentions->count; i++) {
        const struct mention *mention = &mentions->at[i];
        struct span at = origin_of(&origin, mention->span);
        if (!names_only || entity_type_is_name(mention->type))
            (void)json_array_append_new(spans, json_pack("[i, i, s]", (int)at.begin, (int)at.end,
                                                         entity_type_names[mention->type].ptr));
    }
    line = json_pack("{s: s, s: o}", "id", id, "spans", spans);
    (void)json_dumpf(line, stdout, JSON_COMPACT);
    (void)putchar('\n');
    json_decref(line);
    return true;
}

static bool answer(const struct models *models, json_t *record, bool names_only, int64_t rounds,
                   struct totals *totals)
{
    const char *id = json_string_value(json_object_get(record, "id"));
    struct slice text = slice_of(json_string_value(json_object_get(record, "text")));
    bool done = id && text.ptr;

    for (int64_t i = 0; i < rounds && done; i++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct mentions mentions;
        struct cleaned cleaned;
        done = arena && find(arena, models, text, &cleaned, &mentions, totals) &&
               (i > 0 || print(arena, &cleaned, id, &mentions, names_only));
        arena_close(arena);
    }
    return done;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models;
    struct totals totals = {0};
    int64_t rounds = 1;
    char *line = NULL;
    size_t capacity = 0;

    if (!arena || argc < 2 || (argc > 3 && checked_parse(slice_of(argv[3]), 1, 1000, &rounds))) {
        fprintf(stderr, "usage: eval-names MODELS [names|all] [ROUNDS] < texts.ndjson\n");
        return 2;
    }
    if (models_open(arena, argv[1], &models, &problem)) {
        fprintf(stderr, "eval-names: %.*s\n", SLICE_ARGS(problem.detail));
        return 1;
    }
    while (getline(&line, &capacity, stdin) > 0) {
        json_t *record = json_loads(line, 0, NULL);
        bool done = record && answer(models, record, argc < 3 || strcmp(argv[2], "all") != 0,
                                     rounds, &totals);
        json_decref(record);
        if (!done) {
            fprintf(stderr, "eval-names: a line cannot be read\n");
            return 1;
        }
    }
    free(line);
    fprintf(stderr, "%zu tokens, %.0f tokens/s, %.2f MB/s\n", totals.tokens,
            (double)totals.tokens / totals.seconds, (double)totals.bytes / totals.seconds / 1e6);
    arena_close(arena);
    return 0;
}
