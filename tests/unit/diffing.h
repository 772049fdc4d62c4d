/* What the tests of the comparison share: two texts read and compared, and what must hold of any
 * comparison. */
#ifndef COPYDESK_TESTS_UNIT_DIFFING_H
#define COPYDESK_TESTS_UNIT_DIFFING_H

#include <check.h>

#include "news/diff.h"

static struct arena *diffing_models; /* of the models, which all tests of a program use */

static inline void diffing_close_models(void)
{
    arena_close(diffing_models);
}

struct diffing {
    struct arena *arena;
    const struct models *models; /* NULL: compared without names and lists */
    struct document left, right;
    struct analysis left_analysis, right_analysis;
    struct diff diff;
};

/* The names and quotes of one side, without a date. */
static inline enum error analyse(struct arena *arena, const struct models *models,
                                 const struct document *document, struct analysis *out)
{
    enum error error = mention_find(arena, models, document, &out->mentions);

    if (!error)
        error = entity_gather(arena, models, document, &out->mentions, (struct slice){0},
                              &out->entities);
    if (!error)
        error = quote_find(arena, models, document, &out->mentions, &out->entities, &out->quotes);
    return error;
}

static inline void diffing_analyse(struct diffing *d, const struct document *document,
                                   struct analysis *out)
{
    if (d->models)
        ck_assert_int_eq(analyse(d->arena, d->models, document, out), ERROR_OK);
}

/* Reads and compares two texts. */
static inline void diffing_run(struct diffing *d, struct slice left, struct slice right,
                               struct diff_options options)
{
    struct diff_side left_side = {&d->left, d->models ? &d->left_analysis : NULL};
    struct diff_side right_side = {&d->right, d->models ? &d->right_analysis : NULL};

    ck_assert_int_eq(document_read(d->arena, left, &d->left), ERROR_OK);
    ck_assert_int_eq(document_read(d->arena, right, &d->right), ERROR_OK);
    diffing_analyse(d, &d->left, &d->left_analysis);
    diffing_analyse(d, &d->right, &d->right_analysis);
    ck_assert_int_eq(diff_compute(d->arena, d->models, &left_side, &right_side, &options, &d->diff),
                     ERROR_OK);
}

/* The operations, put together, are the right text. */
static inline void check_operations(const struct diffing *d)
{
    const struct operations *operations = &d->diff.operations;
    struct slice right = d->right.cleaned.sent, left = d->left.cleaned.sent;
    size_t at = 0;

    for (size_t i = 0; i < operations->count; i++) {
        const struct operation *operation = &operations->at[i];
        struct slice piece = slice_at(operation->is_copy ? left : right, operation->span);

        ck_assert_uint_gt(span_length(operation->span), 0);
        ck_assert_uint_eq(piece.len, span_length(operation->span));
        ck_assert(slice_equal(piece, slice_part(right, at, at + piece.len)));
        at += piece.len;
    }
    ck_assert_uint_eq(at, right.len);
}

/* Spans of what a unit holds on one side: parts [first, last) of the level. */
static inline struct span parts_span(const struct document *document, enum diff_level level,
                                     uint32_t first, uint32_t last)
{
    if (level == LEVEL_PARAGRAPH)
        return (struct span){document->paragraphs.at[first].span.begin,
                             document->paragraphs.at[last - 1].span.end};
    return (struct span){document->sentences.at[first].span.begin,
                         document->sentences.at[last - 1].span.end};
}

/* Edits ascend on both sides, lie inside their unit and change something. */
static inline void check_edits(const struct diffing *d, const struct unit *unit,
                               enum diff_level level)
{
    struct span left, right;

    if (unit->edits.count == 0)
        return;
    ck_assert_uint_lt(unit->left_first, unit->left_last);
    ck_assert_uint_lt(unit->right_first, unit->right_last);
    left = parts_span(&d->left, level, unit->left_first, unit->left_last);
    right = parts_span(&d->right, level, unit->right_first, unit->right_last);
    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];

        ck_assert_uint_le(left.begin, edit->left.begin);
        ck_assert_uint_le(edit->left.begin, edit->left.end);
        ck_assert_uint_le(edit->left.end, left.end);
        ck_assert_uint_le(right.begin, edit->right.begin);
        ck_assert_uint_le(edit->right.begin, edit->right.end);
        ck_assert_uint_le(edit->right.end, right.end);
        left.begin = edit->left.end;
        right.begin = edit->right.end;
        ck_assert(
            !slice_equal(slice_at(d->left.text, edit->left), slice_at(d->right.text, edit->right)));
        ck_assert_int_eq(edit->op == EDIT_INSERT, edit->left.begin == edit->left.end);
        ck_assert_int_eq(edit->op == EDIT_DELETE, edit->right.begin == edit->right.end);
        ck_assert_int_eq(edit->severity, edit_class_severity[edit->class]);
    }
}

/* Notes the parts of a unit on one side, none of them seen before; returns how many. */
static inline uint32_t note_parts(bool *seen, size_t count, uint32_t first, uint32_t last,
                                  struct span gap)
{
    uint32_t parts = 0;

    for (uint32_t part = first; part < last; part++) {
        if (part >= gap.begin && part < gap.end)
            continue;
        ck_assert_uint_lt(part, count);
        ck_assert(!seen[part]);
        seen[part] = true;
        parts++;
    }
    return parts;
}

/* Every part of either side stands in one unit; the counts agree. */
static inline void check_units(const struct diffing *d, enum diff_level level)
{
    size_t lefts = level == LEVEL_PARAGRAPH ? d->left.paragraphs.count : d->left.sentences.count;
    size_t rights = level == LEVEL_PARAGRAPH ? d->right.paragraphs.count : d->right.sentences.count;
    bool *seen = arena_array(d->arena, bool, lefts + 1);
    bool *seen_right = arena_array(d->arena, bool, rights + 1);
    uint32_t right = 0, left = 0, next = 0, edits = 0, counted = 0;

    ck_assert(seen && seen_right);
    for (size_t i = 0; i < d->diff.units.count; i++) {
        const struct unit *unit = &d->diff.units.at[i];

        left += note_parts(seen, lefts, unit->left_first, unit->left_last, unit->left_gap);
        right +=
            note_parts(seen_right, rights, unit->right_first, unit->right_last, unit->right_gap);
        ck_assert_int_eq(unit->relation == RELATION_ADDED, unit->left_first == unit->left_last);
        ck_assert_int_eq(unit->relation == RELATION_REMOVED, unit->right_first == unit->right_last);
        if (unit->relation != RELATION_REMOVED) {
            ck_assert_uint_le(next, unit->right_first); /* in the order of the right */
            next = unit->right_first;
        }
        edits += (uint32_t)unit->edits.count;
        check_edits(d, unit, level);
    }
    ck_assert_uint_eq(left, lefts);
    ck_assert_uint_eq(right, rights);
    for (int i = 0; i < CLASS_COUNT; i++)
        counted += d->diff.counts.class[i];
    ck_assert_uint_eq(counted, edits);
}

static inline void check_diff(const struct diffing *d, enum diff_level level)
{
    check_operations(d);
    if (d->diff.mode == MODE_REPORT)
        ck_assert_uint_eq(d->diff.units.count, 0);
    else
        check_units(d, level);
    ck_assert_uint_gt(d->diff.verdict.len, 0);
    ck_assert_int_eq(d->diff.verdict.ptr[d->diff.verdict.len - 1], '.');
}

/* The models, which are read once. */
static inline const struct models *diffing_read_models(void)
{
    static const struct models *models;

    if (!models) {
        struct problem problem = {0};

        diffing_models = problem.arena = arena_open(ARENA_NO_BUDGET);
        ck_assert_int_eq(models_open(diffing_models, MODELS_FOLDER, &models, &problem), ERROR_OK);
        (void)atexit(diffing_close_models);
    }
    return models;
}

/* Compares two texts with names and lists, and checks what holds of any comparison. */
static inline struct diffing diffing_texts(const char *left, const char *right,
                                           struct diff_options options)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET), .models = diffing_read_models()};

    diffing_run(&d, slice_of(left), slice_of(right), options);
    check_diff(&d, options.level);
    return d;
}

#endif
