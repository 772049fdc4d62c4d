/* Reads articles as JSON lines {"id", "text"} on standard input; writes their quotes in the same
 * form, offsets in code points, for score_quotes.py. A quote over several paragraphs is written as
 * its segments, as the sets have it.
 *
 *     quotes MODELS [--candidates | --kinds | --time N] < articles.jsonl
 *
 * --candidates and --kinds write what the speaker and the kind were chosen by, for tools/train;
 * --time reads all articles N times and tells how many quote_find takes in a second. */
#include <jansson.h>

#include "base/checked.h"
#include "news/quoting.h"

enum output { OUTPUT_QUOTES, OUTPUT_CANDIDATES, OUTPUT_KINDS, OUTPUT_TIME };

struct run {
    const struct models *models;
    enum output output;
    uint64_t rounds;
    struct origin origin; /* of the article at hand */
    json_t *list;         /* of the article at hand */
    double seconds;
    size_t articles, words;
};

struct article {
    struct document document;
    struct mentions mentions;
    struct entities entities;
};

static json_t *span_json(const struct run *run, struct span span)
{
    struct slice part = origin_text(&run->origin, span);
    struct span at = origin_of(&run->origin, span);

    return json_pack("{s:i, s:i, s:s%}", "start", (int)at.begin, "end", (int)at.end, "text",
                     part.ptr, part.len);
}

static json_t *quote_json(const struct run *run, struct slice text, const struct quote *quote,
                          struct span span)
{
    json_t *out = span_json(run, span);
    struct slice name = quote_type_names[quote->type];

    json_object_set_new(out, "type", json_stringn(name.ptr, name.len));
    json_object_set_new(out, "reason", json_stringn(quote->reason.ptr, quote->reason.len));
    json_object_set_new(out, "confidence", json_real(quote->confidence));
    if (quote->group)
        json_object_set_new(out, "group", json_integer(quote->group));
    if (quote->speaker.span.end) {
        /* the sets call a narrator "I": without a speaker the mention stands for the name */
        struct slice mention = slice_at(text, quote->speaker.span);
        struct slice speaker = quote->has_speaker ? quote->speaker.name : mention;
        json_object_set_new(out, "speaker", span_json(run, quote->speaker.span));
        json_object_set_new(out, "speaker_name", json_stringn(speaker.ptr, speaker.len));
    }
    if (quote->cue.end)
        json_object_set_new(out, "cue", span_json(run, quote->cue));
    if (quote->has_addressee)
        json_object_set_new(out, "addressee", span_json(run, quote->addressee.span));
    return out;
}

/* The numbers of the features. */
static json_t *features_json(evidence features)
{
    json_t *out = json_array();

    while (features)
        json_array_append_new(out, json_integer(evidence_take(&features)));
    return out;
}

static void hear_candidate(void *context, const struct scene *scene, uint32_t piece,
                           const struct candidate *candidate)
{
    struct run *run = context;
    struct span span = phrase_span(scene, &scene->phrases.at[candidate->phrase]);
    struct span marked = scene->pieces.at[piece].span;
    json_t *out;

    if (run->output != OUTPUT_CANDIDATES)
        return;
    out = span_json(run, marked);
    json_object_set_new(out, "piece", json_integer(piece));
    json_object_set_new(out, "speaker", span_json(run, span));
    json_object_set_new(out, "features", features_json(candidate->features));
    json_object_set_new(out, "score", json_real(candidate->score));
    if (candidate->cue != NO_CANDIDATE)
        json_object_set_new(out, "cue", span_json(run, scene->cues.at[candidate->cue].span));
    json_array_append_new(run->list, out);
}

static void hear_piece(void *context, const struct scene *scene, uint32_t piece, evidence features)
{
    struct run *run = context;
    json_t *out;

    if (run->output != OUTPUT_KINDS)
        return;
    out = span_json(run, scene->pieces.at[piece].span);
    json_object_set_new(out, "features", features_json(features));
    json_array_append_new(run->list, out);
}

static void write_quotes(struct run *run, struct slice text, const struct quotes *quotes)
{
    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        if (quote->segments.count == 0)
            json_array_append_new(run->list, quote_json(run, text, quote, quote->span));
        for (size_t k = 0; k < quote->segments.count; k++)
            json_array_append_new(run->list, quote_json(run, text, quote, quote->segments.at[k]));
    }
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static enum error time_quotes(struct run *run, const struct article *article)
{
    double begin = now();

    for (uint64_t i = 0; i < run->rounds; i++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct quotes quotes;
        enum error error = quote_find(arena, run->models, &article->document, &article->mentions,
                                      &article->entities, &quotes);
        arena_close(arena);
        if (error)
            return error;
    }
    run->seconds += now() - begin;
    run->articles += run->rounds;
    run->words += run->rounds * article->document.word_count;
    return ERROR_OK;
}

static enum error read_article(struct arena *arena, struct run *run, struct slice text,
                               struct article *article)
{
    enum error error = document_read(arena, text, &article->document);

    if (!error)
        error = origin_read(arena, &article->document.cleaned, OFFSETS_UTF32, &run->origin);
    if (!error)
        error = mention_find(arena, run->models, &article->document, &article->mentions);
    if (!error)
        error = entity_gather(arena, run->models, &article->document, &article->mentions,
                              (struct slice){NULL, 0}, &article->entities);
    return error;
}

static enum error run_article(struct arena *arena, struct run *run, const json_t *line)
{
    const json_t *value = json_object_get(line, "text");
    struct slice text = {json_string_value(value), json_string_length(value)};
    struct quote_listener listener = {{hear_candidate, run}, hear_piece};
    struct article article = {0};
    struct quotes quotes;
    enum error error = read_article(arena, run, text, &article);
    struct scene scene = {.arena = arena,
                          .models = run->models,
                          .document = &article.document,
                          .mentions = &article.mentions,
                          .entities = &article.entities};
    json_t *out;

    if (error)
        return error;
    if (run->output == OUTPUT_TIME)
        return time_quotes(run, &article);
    run->list = json_array();
    error = quote_study(&scene, &listener, &quotes);
    if (error)
        return error;
    if (run->output == OUTPUT_QUOTES)
        write_quotes(run, article.document.text, &quotes);
    out = json_pack("{s:O, s:o}", "id", json_object_get(line, "id"), "quotes", run->list);
    json_dumpf(out, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(out);
    return ERROR_OK;
}

static enum error run_lines(struct run *run)
{
    char *line = NULL;
    size_t room = 0;
    enum error error = ERROR_OK;

    while (!error && getline(&line, &room, stdin) > 0) {
        json_t *root = json_loads(line, 0, NULL);
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        error = root && arena ? run_article(arena, run, root) : ERROR_BAD_JSON;
        arena_close(arena);
        json_decref(root);
    }
    free(line);
    return error;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    struct run run = {0};
    enum error error;

    if (argc < 2 || !arena) {
        fputs("usage: quotes MODELS [--candidates | --kinds | --time N] < articles.jsonl\n",
              stderr);
        return 2;
    }
    for (int i = 2; i < argc; i++) {
        int64_t rounds;
        if (slice_is(slice_of(argv[i]), "--candidates"))
            run.output = OUTPUT_CANDIDATES;
        else if (slice_is(slice_of(argv[i]), "--kinds"))
            run.output = OUTPUT_KINDS;
        else if (slice_is(slice_of(argv[i]), "--time"))
            run.output = OUTPUT_TIME;
        else if (!checked_parse(slice_of(argv[i]), 1, 1000000, &rounds))
            run.rounds = (uint64_t)rounds;
    }
    error = models_open(arena, argv[1], &run.models, &problem);
    if (!error)
        error = run_lines(&run);
    if (error)
        fprintf(stderr, "quotes: %.*s %.*s\n", SLICE_ARGS(error_title(error)),
                SLICE_ARGS(problem.detail));
    if (run.output == OUTPUT_TIME && !error)
        printf("%zu articles of %zu words each: %.0f articles/s, %.1f million words/s\n",
               run.articles, run.words / run.articles, (double)run.articles / run.seconds,
               (double)run.words / run.seconds / 1e6);
    arena_close(arena);
    return error ? 1 : 0;
}
