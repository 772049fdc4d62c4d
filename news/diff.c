#include "news/diff.h"

#include "base/array.h"
#include "news/align.h"
#include "news/counterpart.h"
#include "news/facts.h"
#include "news/moved.h"
#include "news/pairs.h"
#include "news/script.h"
#include "news/verdict.h"
#include "news/wording.h"

const struct slice diff_level_names[2] = {SLICE_INIT("paragraph"), SLICE_INIT("sentence")};

const struct slice diff_mode_names[4] = {SLICE_INIT("edit"), SLICE_INIT("report"),
                                         SLICE_INIT("unrelated"), SLICE_INIT("auto")};

const struct slice relation_names[RELATION_COUNT] = {
    [RELATION_SAME] = SLICE_INIT("same"),       [RELATION_EDITED] = SLICE_INIT("edited"),
    [RELATION_MOVED] = SLICE_INIT("moved"),     [RELATION_MERGED] = SLICE_INIT("merged"),
    [RELATION_SPLIT] = SLICE_INIT("split"),     [RELATION_ADDED] = SLICE_INIT("added"),
    [RELATION_REMOVED] = SLICE_INIT("removed"),
};

const struct slice edit_op_names[3] = {SLICE_INIT("insert"), SLICE_INIT("delete"),
                                       SLICE_INIT("replace")};

const struct slice edit_class_names[CLASS_COUNT] = {
    [CLASS_TYPOGRAPHY] = SLICE_INIT("typography"), [CLASS_CASE] = SLICE_INIT("case"),
    [CLASS_SPELLING] = SLICE_INIT("spelling"),     [CLASS_STYLE] = SLICE_INIT("style"),
    [CLASS_WORDING] = SLICE_INIT("wording"),       [CLASS_HEDGE] = SLICE_INIT("hedge"),
    [CLASS_TENSE] = SLICE_INIT("tense"),           [CLASS_DATELINE] = SLICE_INIT("dateline"),
    [CLASS_NUMBER] = SLICE_INIT("number"),         [CLASS_DATE] = SLICE_INIT("date"),
    [CLASS_MONEY] = SLICE_INIT("money"),           [CLASS_NAME] = SLICE_INIT("name"),
    [CLASS_NEGATION] = SLICE_INIT("negation"),     [CLASS_QUOTE] = SLICE_INIT("quote"),
    [CLASS_SPEAKER] = SLICE_INIT("speaker"),
};

const struct slice severity_names[SEVERITY_COUNT] = {SLICE_INIT("cosmetic"), SLICE_INIT("wording"),
                                                     SLICE_INIT("factual")};

const struct slice quote_relation_names[QUOTES_RELATION_COUNT] = {
    [QUOTES_SAME] = SLICE_INIT("same"),       [QUOTES_TYPOGRAPHY] = SLICE_INIT("typography"),
    [QUOTES_WORDING] = SLICE_INIT("wording"), [QUOTES_CUT] = SLICE_INIT("cut"),
    [QUOTES_ADDED] = SLICE_INIT("added"),     [QUOTES_REMOVED] = SLICE_INIT("removed"),
    [QUOTES_SPEAKER] = SLICE_INIT("speaker"),
};

const enum severity edit_class_severity[CLASS_COUNT] = {
    [CLASS_TYPOGRAPHY] = SEVERITY_COSMETIC, [CLASS_CASE] = SEVERITY_COSMETIC,
    [CLASS_SPELLING] = SEVERITY_COSMETIC,   [CLASS_STYLE] = SEVERITY_COSMETIC,
    [CLASS_WORDING] = SEVERITY_WORDING,     [CLASS_HEDGE] = SEVERITY_WORDING,
    [CLASS_TENSE] = SEVERITY_WORDING,       [CLASS_DATELINE] = SEVERITY_WORDING,
    [CLASS_NUMBER] = SEVERITY_FACTUAL,      [CLASS_DATE] = SEVERITY_FACTUAL,
    [CLASS_MONEY] = SEVERITY_FACTUAL,       [CLASS_NAME] = SEVERITY_FACTUAL,
    [CLASS_NEGATION] = SEVERITY_FACTUAL,    [CLASS_QUOTE] = SEVERITY_FACTUAL,
    [CLASS_SPEAKER] = SEVERITY_FACTUAL,
};

enum {
    SCRIPT_STEPS = 20000000, /* of the script over the whole texts, and as many for each token: */
    SCRIPT_TOKEN_STEPS = 16,
    UNIT_STEPS = 10000000, /* of the scripts inside all units, and: */
    UNIT_TOKEN_STEPS = 4,
    SHORT_WORDS = 60 /* of a text whose shingles alone tell too little */
};

static const double edited_containment = 0.2; /* of shingles: edits of one text have more */
static const double edited_kept = 0.5;        /* of the words of the shorter of two short texts */

static enum error note_limit(struct arena *arena, struct diff *diff, struct slice limit)
{
    struct slice *place = array_push(arena, &diff->limits_hit);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = limit;
    diff->truncated = true;
    return ERROR_OK;
}

static enum error measure(const struct comparison *c, struct diff *diff)
{
    struct arena *scratch = arena_open_within(c->arena);
    struct shingles left, right;
    enum error error =
        scratch ? shingle_read(scratch, c->left.document, SHINGLE_WORDS, &left) : ERROR_NO_MEMORY;

    if (!error)
        error = shingle_read(scratch, c->right.document, SHINGLE_WORDS, &right);
    if (!error)
        error = shingle_overlap(scratch, &left, &right, &diff->similarity);
    arena_close(scratch);
    return error;
}

static bool are_edits(const struct diff *diff, const struct word_script *script)
{
    uint32_t fewer =
        script->left_words < script->right_words ? script->left_words : script->right_words;

    if (diff->similarity.containment_left >= edited_containment ||
        diff->similarity.containment_right >= edited_containment)
        return true;
    if (script->left_words == 0 || script->right_words == 0)
        return script->left_words == script->right_words;
    return fewer <= SHORT_WORDS && script->kept >= edited_kept * fewer;
}

static bool has_both_sides(const struct unit *unit)
{
    return unit->left_first < unit->left_last && unit->right_first < unit->right_last;
}

/* Numbers the blocks of moved units: neighbours on both sides moved as one. Returns how many. */
static uint32_t number_blocks(const struct units *units)
{
    const struct unit *before = NULL; /* the moved unit right before, on the right side */
    uint32_t blocks = 0;

    for (size_t i = 0; i < units->count; i++) {
        struct unit *unit = &units->at[i];

        if (unit->relation == RELATION_REMOVED)
            continue; /* stands nowhere on the right */
        if (unit->moved)
            unit->block = before && before->left_last == unit->left_first ? blocks : ++blocks;
        before = unit->moved ? unit : NULL;
    }
    return blocks;
}

static void count_units(const struct units *units, struct diff_counts *counts)
{
    *counts = (struct diff_counts){{0}, {0}, {0}};
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->at[i];

        counts->relation[unit->relation]++;
        for (size_t e = 0; e < unit->edits.count; e++) {
            counts->class[unit->edits.at[e].class]++;
            counts->severity[unit->edits.at[e].severity]++;
        }
    }
}

/* Leaves out the edits of the classes in the set, which the verdict has told. */
static void ignore_edits(uint32_t ignore, struct diff *diff)
{
    for (size_t i = 0; i < diff->units.count; i++) {
        struct edits *edits = &diff->units.at[i].edits;
        size_t kept = 0;

        for (size_t e = 0; e < edits->count; e++)
            if (!(ignore >> edits->at[e].class & 1))
                edits->at[kept++] = edits->at[e];
        edits->count = kept;
    }
    count_units(&diff->units, &diff->counts);
}

/* Aligns the parts of both sides and finds the edits inside each unit. */
static enum error find_units(struct comparison *c, struct diff *diff)
{
    struct changes changes = {0};
    bool truncated = false;
    enum error error = align_find(c, diff->mode != MODE_UNRELATED, &diff->units, &truncated);

    diff->moved_blocks = number_blocks(&diff->units);
    if (!error && truncated)
        error = note_limit(c->arena, diff, SLICE("alignment"));
    for (size_t i = 0; !error && i < diff->units.count; i++) {
        struct unit *unit = &diff->units.at[i];

        if (has_both_sides(unit) && unit->relation != RELATION_SAME &&
            unit->relation != RELATION_MOVED)
            error = wording_find(c, unit, &changes, &diff->numbers);
        if (!error && unit->edits.count > 1)
            moved_note(c, unit);
    }
    count_units(&diff->units, &diff->counts);
    diff->factual = diff->counts.severity[SEVERITY_FACTUAL];
    if (!error && c->truncated)
        error = note_limit(c->arena, diff, SLICE("edits"));
    return error;
}

static enum error open_sides(struct comparison *c, const struct diff_side *left,
                             const struct diff_side *right)
{
    enum error error =
        lexemes_open(c->arena, c->models,
                     left->document->tokens.count + right->document->tokens.count, &c->lexemes);

    if (!error)
        error = reading_open(c->arena, &c->lexemes, left, c->level, &c->left);
    if (!error)
        error = reading_open(c->arena, &c->lexemes, right, c->level, &c->right);
    if (!error)
        error = editor_open(c->arena, c->lexemes.looses.count, &c->editor);
    return error;
}

static enum error find_script(struct comparison *c, struct diff *diff, struct word_script *script)
{
    enum error error =
        script_find(c, SCRIPT_STEPS + SCRIPT_TOKEN_STEPS * comparison_tokens(c), script);

    if (error)
        return error;
    diff->operations = script->operations;
    c->kept = script->left_words ? (double)script->kept / script->left_words : 0;
    return script->truncated ? note_limit(c->arena, diff, SLICE("operations")) : ERROR_OK;
}

/* Finds what two reports tell; tells whether they are any, where that is asked. */
static enum error tell_facts(struct comparison *c, struct diff *diff)
{
    bool related = false;
    enum error error = facts_are_related(c, &related);

    if (!error && (related || diff->mode == MODE_REPORT) &&
        !(diff->mode == MODE_AUTO && c->is_shuffled))
        error = facts_find(c, &diff->facts);
    related &= diff->facts.shared.count > 0;
    c->is_forced |= diff->mode == MODE_REPORT && diff->facts.shared.count == 0;
    if (diff->mode == MODE_AUTO)
        diff->mode = c->is_shuffled ? MODE_EDIT : related ? MODE_REPORT : MODE_UNRELATED;
    return error;
}

/* The comparison of two sides that are open. */
static enum error compare(struct comparison *c, const struct diff_options *options,
                          struct diff *diff)
{
    struct word_script script;
    bool edits;
    enum error error = measure(c, diff);

    if (!error)
        error = find_script(c, diff, &script);
    if (!error)
        error = counterpart_find(c, diff);
    if (!error)
        error = pairs_of_quotes(c, &diff->quotes);
    edits = !error && are_edits(diff, &script);
    c->is_forced = edits ? diff->mode == MODE_REPORT : diff->mode == MODE_EDIT;
    if (!error && diff->mode == MODE_AUTO && edits)
        diff->mode = MODE_EDIT;
    if (!error && (diff->mode == MODE_AUTO || diff->mode == MODE_REPORT))
        error = tell_facts(c, diff);
    if (error)
        return error;
    diff->has_facts = diff->mode == MODE_REPORT;
    if (c->truncated)
        error = note_limit(c->arena, diff, SLICE("pairs"));
    c->truncated = false;
    if (!error && !diff->has_facts)
        error = find_units(c, diff);
    if (!error)
        error = verdict_write(c, diff, &diff->verdict);
    if (!error)
        ignore_edits(options->ignore, diff);
    return error;
}

enum error diff_compute(struct arena *arena, const struct models *models,
                        const struct diff_side *left, const struct diff_side *right,
                        const struct diff_options *options, struct diff *out)
{
    struct comparison c = {.arena = arena, .models = models, .level = options->level};
    struct diff diff = {.mode = options->mode};
    struct diff_side bare_left = {left->document, NULL}, bare_right = {right->document, NULL};
    bool is_long = !diff_reads_names(left->document, right->document);
    enum error error = ERROR_OK;

    c.lacks_names = is_long || !left->analysis || !right->analysis;
    if (is_long)
        error = note_limit(arena, &diff, SLICE("names"));
    if (!error && is_long)
        error = note_limit(arena, &diff, SLICE("quotes"));
    if (!error)
        error =
            c.lacks_names ? open_sides(&c, &bare_left, &bare_right) : open_sides(&c, left, right);
    if (!error) {
        c.steps = UNIT_STEPS + UNIT_TOKEN_STEPS * comparison_tokens(&c);
        error = compare(&c, options, &diff);
    }
    if (!error)
        *out = diff;
    return error;
}
