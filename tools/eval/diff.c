/* Compares pairs of texts, JSON lines {"id", "a", "b"} on standard input (a text or a list of
 * pieces, joined by blanks), and writes for each what tools/eval/diff.py scores: which paragraphs
 * belong together, the edits with their classes, whether the operations rebuild b, how many words
 * they change, seconds.
 *
 *     eval-diff MODELS [--plain] [--sentences] < pairs.jsonl
 *
 * --plain compares without names and quotes, --sentences by sentences instead of paragraphs. */
#include <jansson.h>

#include "news/diff.h"

struct side {
    struct document document;
    struct analysis analysis;
};

static json_t *string_json(struct slice slice)
{
    return json_stringn(slice.len ? slice.ptr : "", slice.len);
}

static json_t *text_json(struct slice text, struct span span)
{
    return string_json(slice_at(text, span));
}

static enum error side_text(struct arena *arena, const json_t *value, struct slice *out)
{
    size_t pieces = json_array_size(value);

    *out = (struct slice){json_string_value(value), json_string_length(value)};
    for (size_t i = 0; i < pieces; i++) {
        const char *piece = json_string_value(json_array_get(value, i));
        enum error error =
            arena_print(arena, out, "%.*s%s%s", SLICE_ARGS(*out), i ? " " : "", piece);

        if (error)
            return error;
    }
    return ERROR_OK;
}

static enum error side_read(struct arena *arena, const struct models *models, const json_t *value,
                            bool plain, struct side *side)
{
    struct slice text;
    struct analysis *analysis = &side->analysis;
    enum error error = side_text(arena, value, &text);

    if (!error)
        error = document_read(arena, text, &side->document);
    if (error || plain)
        return error;
    error = mention_find(arena, models, &side->document, &analysis->mentions);
    if (!error)
        error = entity_gather(arena, models, &side->document, &analysis->mentions,
                              (struct slice){0}, &analysis->entities);
    if (!error)
        error = quote_find(arena, models, &side->document, &analysis->mentions, &analysis->entities,
                           &analysis->quotes);
    return error;
}

static json_t *edits_json(const struct side *left, const struct side *right,
                          const struct edits *edits)
{
    json_t *list = json_array();

    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->at[i];
        json_t *row = json_object();

        json_object_set_new(row, "old", text_json(left->document.text, edit->left));
        json_object_set_new(row, "new", text_json(right->document.text, edit->right));
        json_object_set_new(row, "class", string_json(edit_class_names[edit->class]));
        json_array_append_new(list, row);
    }
    return list;
}

static void append_parts(json_t *list, uint32_t first, uint32_t last, struct span gap)
{
    for (uint32_t part = first; part < last; part++)
        if (part < gap.begin || part >= gap.end)
            json_array_append_new(list, json_integer(part));
}

static json_t *units_json(const struct side *left, const struct side *right,
                          const struct units *units)
{
    json_t *list = json_array();

    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->at[i];
        json_t *row = json_object(), *lefts = json_array(), *rights = json_array();

        append_parts(lefts, unit->left_first, unit->left_last, unit->left_gap);
        append_parts(rights, unit->right_first, unit->right_last, unit->right_gap);
        json_object_set_new(row, "relation", string_json(relation_names[unit->relation]));
        json_object_set_new(row, "moved", json_boolean(unit->moved));
        json_object_set_new(row, "left", lefts);
        json_object_set_new(row, "right", rights);
        json_object_set_new(row, "edits", edits_json(left, right, &unit->edits));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *quotes_json(const struct side *left, const struct side *right,
                           const struct quote_pairs *pairs)
{
    json_t *list = json_array();

    for (size_t i = 0; i < pairs->count; i++) {
        const struct quote_pair *pair = &pairs->at[i];
        json_t *row = json_object();

        json_object_set_new(row, "relation", string_json(quote_relation_names[pair->relation]));
        if (pair->left != NO_QUOTE)
            json_object_set_new(
                row, "left",
                text_json(left->document.text, left->analysis.quotes.at[pair->left].span));
        if (pair->right != NO_QUOTE)
            json_object_set_new(
                row, "right",
                text_json(right->document.text, right->analysis.quotes.at[pair->right].span));
        json_array_append_new(list, row);
    }
    return list;
}

static json_t *pair_json(struct slice left, struct span left_span, struct slice right,
                         struct span right_span)
{
    json_t *row = json_object();

    json_object_set_new(row, "left", text_json(left, left_span));
    json_object_set_new(row, "right", text_json(right, right_span));
    return row;
}

static json_t *numbers_json(const struct side *left, const struct side *right,
                            const struct diff *diff)
{
    json_t *list = json_array();

    for (size_t i = 0; i < diff->numbers.count; i++)
        json_array_append_new(
            list, pair_json(left->document.text,
                            left->analysis.mentions.at[diff->numbers.at[i].left].span,
                            right->document.text,
                            right->analysis.mentions.at[diff->numbers.at[i].right].span));
    for (size_t i = 0; i < diff->facts.conflicts.count; i++)
        json_array_append_new(list,
                              pair_json(left->document.text, diff->facts.conflicts.at[i].left,
                                        right->document.text, diff->facts.conflicts.at[i].right));
    return list;
}

/* Puts the operations together; NULL instead of a count of changes when the result is not b. */
static json_t *operations_json(struct slice left, struct slice right,
                               const struct operations *operations)
{
    json_t *list = json_array();
    size_t at = 0;

    for (size_t i = 0; i < operations->count; i++) {
        const struct operation *operation = &operations->at[i];
        struct slice piece = slice_at(operation->is_copy ? left : right, operation->span);

        if (!slice_equal(piece, slice_part(right, at, at + piece.len)))
            break;
        at += piece.len;
        json_array_append_new(list,
                              json_pack("[b, s#]", operation->is_copy, piece.ptr, (int)piece.len));
    }
    if (at == right.len)
        return list;
    json_decref(list);
    return json_null();
}

static double seconds_now(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* How pairs are compared. */
struct terms {
    bool plain; /* without names and quotes */
    enum diff_level level;
};

static enum error compare(struct arena *arena, const struct models *models, const json_t *row,
                          const struct terms *terms)
{
    bool plain = terms->plain;
    struct side left = {0}, right = {0};
    struct diff_side left_side = {&left.document, plain ? NULL : &left.analysis};
    struct diff_side right_side = {&right.document, plain ? NULL : &right.analysis};
    struct diff_options options = {.level = terms->level, .mode = plain ? MODE_EDIT : MODE_AUTO};
    struct diff diff;
    json_t *out = json_object();
    double begin;
    enum error error = side_read(arena, models, json_object_get(row, "a"), plain, &left);

    if (!error)
        error = side_read(arena, models, json_object_get(row, "b"), plain, &right);
    begin = seconds_now();
    if (!error)
        error = diff_compute(arena, models, &left_side, &right_side, &options, &diff);
    if (error)
        return error;
    json_object_set(out, "id", json_object_get(row, "id"));
    json_object_set_new(out, "seconds", json_real(seconds_now() - begin));
    json_object_set_new(out, "mode", string_json(diff_mode_names[diff.mode]));
    json_object_set_new(out, "verdict", string_json(diff.verdict));
    json_object_set_new(out, "truncated", json_boolean(diff.truncated));
    json_object_set_new(out, "units", units_json(&left, &right, &diff.units));
    json_object_set_new(out, "quotes", quotes_json(&left, &right, &diff.quotes));
    json_object_set_new(out, "numbers", numbers_json(&left, &right, &diff));
    json_object_set_new(
        out, "operations",
        operations_json(left.document.cleaned.sent, right.document.cleaned.sent, &diff.operations));
    (void)json_dumpf(out, stdout, JSON_COMPACT);
    (void)putchar('\n');
    json_decref(out);
    return ERROR_OK;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models;
    struct terms terms = {.level = LEVEL_PARAGRAPH};
    char *line = NULL;
    size_t capacity = 0;
    ssize_t len;
    enum error error = ERROR_OK;

    if (argc < 2 || models_open(arena, argv[1], &models, &problem)) {
        (void)fprintf(stderr, "usage: eval-diff MODELS [--plain] [--sentences] < pairs.jsonl\n");
        return EXIT_FAILURE;
    }
    for (int i = 2; i < argc; i++) {
        terms.plain |= slice_is(slice_of(argv[i]), "--plain");
        if (slice_is(slice_of(argv[i]), "--sentences"))
            terms.level = LEVEL_SENTENCE;
    }
    while (!error && (len = getline(&line, &capacity, stdin)) > 0) {
        struct arena *own = arena_open(ARENA_NO_BUDGET);
        json_t *row = json_loadb(line, (size_t)len, 0, NULL);

        error = row ? compare(own, models, row, &terms) : ERROR_BAD_JSON;
        json_decref(row);
        arena_close(own);
    }
    free(line);
    arena_close(arena);
    return error ? EXIT_FAILURE : EXIT_SUCCESS;
}
