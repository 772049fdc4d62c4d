#include "news/versions.h"

#include "base/array.h"
#include "text/edit.h"

enum { STEPS = 20000000, LEFT_ID = 1, RIGHT_ID = 2 };

/* Where the tokens of one version come from. */
struct origins {
    const struct document *document;
    enum diff_level level;
    uint8_t *versions; /* by token */
};

/* Tokens of the parts [first, last). */
static struct span tokens_of(const struct origins *origins, uint32_t first, uint32_t last)
{
    const struct sentences *sentences = &origins->document->sentences;
    const struct paragraphs *paragraphs = &origins->document->paragraphs;

    if (first == last)
        return (struct span){0, 0};
    if (origins->level == LEVEL_PARAGRAPH) {
        first = paragraphs->at[first].first;
        last = paragraphs->at[last - 1].last;
    }
    return (struct span){sentences->at[first].first, sentences->at[last - 1].last};
}

/* What stands in the gap of a unit gets `no_id`, which the other side does not have. */
static enum error read_ids(struct arena *arena, const struct origins *origins, struct span tokens,
                           struct span gap, uint64_t no_id, struct id_row *out)
{
    uint32_t count = span_length(tokens);
    uint64_t *ids = arena_array(arena, uint64_t, count);

    if (!ids)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t token = tokens.begin + i;
        bool is_own = token < gap.begin || token >= gap.end;

        ids[i] = is_own ? origins->document->tokens.at[token].exact : no_id;
    }
    *out = (struct id_row){ids, count};
    return ERROR_OK;
}

/* What a unit keeps of the left side has its origin on the right side too. */
static enum error carry_unit(struct arena *scratch, const struct origins *left,
                             struct origins *right, const struct unit *unit)
{
    struct span lefts = tokens_of(left, unit->left_first, unit->left_last);
    struct span rights = tokens_of(right, unit->right_first, unit->right_last);
    struct span left_gap = tokens_of(left, unit->left_gap.begin, unit->left_gap.end);
    struct span right_gap = tokens_of(right, unit->right_gap.begin, unit->right_gap.end);
    uint32_t i = 0, j = 0;
    struct id_row left_ids, right_ids;
    struct edit_script script;
    enum error error = read_ids(scratch, left, lefts, left_gap, LEFT_ID, &left_ids);

    if (!error)
        error = read_ids(scratch, right, rights, right_gap, RIGHT_ID, &right_ids);
    if (!error)
        error = edit_find(scratch, left_ids, right_ids, STEPS, &script);
    if (error)
        return error;
    for (size_t n = 0; n <= script.runs.count; n++) {
        bool is_end = n == script.runs.count;
        uint32_t until = is_end ? right_ids.count : script.runs.at[n].right_first;

        for (; j < until; i++, j++)
            right->versions[rights.begin + j] = left->versions[lefts.begin + i];
        if (!is_end) {
            i = script.runs.at[n].left_last;
            j = script.runs.at[n].right_last;
        }
    }
    return ERROR_OK;
}

static enum error carry_units(struct arena *arena, const struct origins *left,
                              struct origins *right, const struct units *units)
{
    struct arena *scratch = arena_open_within(arena);
    enum error error = scratch ? ERROR_OK : ERROR_NO_MEMORY;

    for (size_t i = 0; !error && i < units->count; i++)
        if (units->at[i].left_first < units->at[i].left_last &&
            units->at[i].right_first < units->at[i].right_last)
            error = carry_unit(scratch, left, right, &units->at[i]);
    arena_close(scratch);
    return error;
}

static enum error open_origins(struct arena *arena, const struct document *document,
                               enum diff_level level, uint32_t version, struct origins *out)
{
    *out = (struct origins){document, level, arena_array(arena, uint8_t, document->tokens.count)};
    if (!out->versions)
        return ERROR_NO_MEMORY;
    memset(out->versions, (int)version, document->tokens.count);
    return ERROR_OK;
}

static enum error gather_passages(struct arena *arena, const struct origins *last,
                                  struct versions *versions)
{
    const struct tokens *tokens = &last->document->tokens;
    struct provenance *passage = NULL;

    for (size_t i = 0; i < tokens->count; i++) {
        uint32_t version = last->versions[i];

        versions->words[version] += (tokens->at[i].flags & TOKEN_SPACE_BEFORE) != 0;
        if (passage && passage->version == version)
            continue;
        if (passage)
            passage->span.end = tokens->at[i].span.begin;
        passage = array_push(arena, &versions->passages);
        if (!passage)
            return ERROR_NO_MEMORY;
        *passage = (struct provenance){{i ? tokens->at[i].span.begin : 0, 0}, version};
    }
    if (passage)
        passage->span.end = (uint32_t)last->document->text.len;
    return ERROR_OK;
}

static uint32_t percent_of(uint32_t words, uint32_t all)
{
    return all ? (100 * words + all / 2) / all : 0;
}

/* "5 versions: 61 % of the last one stood in the first; most of the rest, 12 %, came with version
 * 3; 4 edits on the way are factual." */
static enum error write_verdict(struct arena *arena, const struct versions *versions, uint32_t all,
                                struct slice *out)
{
    uint32_t most = 1, factual = 0;
    struct slice rest = SLICE("");
    enum error error = ERROR_OK;

    for (uint32_t i = 1; i < versions->count; i++) {
        if (versions->words[i] > versions->words[most])
            most = i;
        factual += versions->steps[i - 1].factual;
    }
    if (versions->words[most])
        error = arena_print(arena, &rest, "; most of the rest, %u %%, came with version %u",
                            percent_of(versions->words[most], all), most + 1);
    if (error)
        return error;
    return arena_print(arena, out,
                       "%u versions: %u %% of the last one stood in the first%.*s; %u edit%s on "
                       "the way %s factual.",
                       versions->count, percent_of(versions->words[0], all), SLICE_ARGS(rest),
                       factual, factual == 1 ? "" : "s", factual == 1 ? "is" : "are");
}

enum error versions_compare(struct arena *arena, const struct models *models,
                            const struct diff_side *sides, uint32_t count,
                            const struct diff_options *options, struct versions *out)
{
    struct versions versions = {.steps = arena_array(arena, struct diff, count),
                                .words = arena_array(arena, uint32_t, count),
                                .count = count};
    struct origins before, now;
    enum error error = versions.steps && versions.words
                           ? open_origins(arena, sides[0].document, options->level, 0, &before)
                           : ERROR_NO_MEMORY;

    for (uint32_t i = 1; !error && i < count; i++) {
        struct diff *step = &versions.steps[i - 1];

        error = diff_compute(arena, models, &sides[i - 1], &sides[i], options, step);
        if (!error)
            error = open_origins(arena, sides[i].document, options->level, i, &now);
        if (!error)
            error = carry_units(arena, &before, &now, &step->units);
        before = now;
    }
    if (!error)
        error = gather_passages(arena, &before, &versions);
    if (!error)
        error = write_verdict(arena, &versions, sides[count - 1].document->word_count,
                              &versions.verdict);
    if (!error)
        *out = versions;
    return error;
}

bool versions_read_names(const struct diff_side *sides, uint32_t count, uint32_t version)
{
    const struct document *document = sides[version].document;

    return (version > 0 && diff_reads_names(sides[version - 1].document, document)) ||
           (version + 1 < count && diff_reads_names(document, sides[version + 1].document));
}
