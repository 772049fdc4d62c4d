/* How: the shortest script over loose ids (form set aside) gives runs; kept pairs of unlike form
 * are changes too. Runs are cut at values and names that face each other, insertions and deletions
 * slide to an edge, each change gets its class, and neighbours that read as one are joined. */
#include "news/wording.h"

#include "base/array.h"
#include "text/edit.h"

enum {
    ISLAND_STOPWORDS = 2, /* small words and marks that may lie between two joined changes */
    ISLAND_WORDS = 1,     /* and other words, where enough changes around them */
    ENOUGH_AROUND = 4     /* changed words on both sides of such an island */
};

struct wording {
    struct comparison *c;
    struct change unit; /* the tokens of the unit */
    struct changes changes;
};

static const struct token *left_token(const struct wording *w, uint32_t i)
{
    return &w->c->left.document->tokens.at[i];
}

static const struct token *right_token(const struct wording *w, uint32_t j)
{
    return &w->c->right.document->tokens.at[j];
}

static bool push_change(struct wording *w, struct changes *changes, struct change change)
{
    struct change *place;

    if (change.left_first == change.left_last && change.right_first == change.right_last)
        return true;
    place = array_push(w->c->arena, changes);
    if (place)
        *place = change;
    return place != NULL;
}

/* Value and name mentions of a run, as what it can be cut at. */
struct marker {
    uint32_t first, last;
    uint32_t types;
};

enum { MOST_MARKERS = 8 };

static uint32_t markers_of(const struct reading *reading, uint32_t first, uint32_t last,
                           struct marker *out)
{
    static const uint32_t kinds[] = {TYPES_NAME, TYPES_DATE, TYPES_MONEY, TYPES_NUMBER};
    const struct mentions *mentions = &reading->analysis->mentions;
    uint32_t count = 0;

    for (uint32_t i = first; i < last;) {
        uint32_t mention = reading_mention(reading, i, last, TYPES_NAME | TYPES_VALUE);
        struct marker marker = {i, last, 0};

        if (mention == NO_MENTION)
            break;
        if (count == MOST_MARKERS)
            return 0;
        if (mentions->at[mention].first > marker.first)
            marker.first = mentions->at[mention].first;
        if (mentions->at[mention].last < marker.last)
            marker.last = mentions->at[mention].last;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (kinds[k] >> mentions->at[mention].type & 1)
                marker.types = kinds[k];
        out[count++] = marker;
        i = marker.last;
    }
    return count;
}

/* Cuts a run at the markers of its sides when they are of the same kinds in the same order. */
static bool push_run(struct wording *w, struct changes *changes, struct change run)
{
    struct marker left[MOST_MARKERS], right[MOST_MARKERS];
    uint32_t count = markers_of(&w->c->left, run.left_first, run.left_last, left);
    bool same = count == markers_of(&w->c->right, run.right_first, run.right_last, right);
    struct change rest = run;

    for (uint32_t i = 0; same && i < count; i++)
        same = left[i].types == right[i].types;
    for (uint32_t i = 0; same && i < count; i++) {
        struct change before = rest;
        struct change marked = {left[i].first, left[i].last, right[i].first, right[i].last, 0, {0}};

        before.left_last = marked.left_first;
        before.right_last = marked.right_first;
        rest.left_first = marked.left_last;
        rest.right_first = marked.right_last;
        if (!push_change(w, changes, before) || !push_change(w, changes, marked))
            return false;
    }
    return push_change(w, changes, rest);
}

static enum error find_changes(struct wording *w)
{
    struct comparison *c = w->c;
    uint32_t i = w->unit.left_first, j = w->unit.right_first;
    struct edit_script script;
    struct number_row left = {c->left.loose + i, w->unit.left_last - i};
    struct number_row right = {c->right.loose + j, w->unit.right_last - j};
    enum error error = editor_find(c->editor, left, right, c->steps, &script);

    if (error)
        return error;
    c->steps -= script.steps < c->steps ? script.steps : c->steps;
    c->truncated |= script.truncated;
    for (size_t n = 0; n <= script.runs.count; n++) {
        struct edit_run end = {left.count, left.count, right.count, right.count};
        struct edit_run run = n < script.runs.count ? script.runs.at[n] : end;
        struct change change = {w->unit.left_first + run.left_first,
                                w->unit.left_first + run.left_last,
                                w->unit.right_first + run.right_first,
                                w->unit.right_first + run.right_last,
                                0,
                                {0}};

        for (; i < change.left_first; i++, j++)
            if (left_token(w, i)->exact != right_token(w, j)->exact &&
                !push_change(w, &w->changes, (struct change){i, i + 1, j, j + 1, 0, {0}}))
                return ERROR_NO_MEMORY;
        if (!push_run(w, &w->changes, change))
            return ERROR_NO_MEMORY;
        i = change.left_last;
        j = change.right_last;
    }
    return ERROR_OK;
}

/* How well an inserted or deleted run [first, last) of one side begins and ends. */
static int edge_score(const struct reading *reading, uint32_t first, uint32_t last, uint32_t end)
{
    const struct token *tokens = reading->document->tokens.at;
    uint16_t begin_flags = reading->flags[first];
    uint16_t end_flags = last < end ? reading->flags[last] : READING_SENTENCE_START;
    int score = 0;

    if (begin_flags & READING_SENTENCE_START && end_flags & READING_SENTENCE_START)
        score += 8;
    if (first && (tokens[first - 1].kind == TOKEN_COMMA || tokens[first - 1].kind == TOKEN_DASH) &&
        (tokens[last - 1].kind == TOKEN_COMMA || tokens[last - 1].kind == TOKEN_DASH))
        score += 4;
    if (tokens[first].kind == TOKEN_COMMA && last < end && tokens[last].kind == TOKEN_COMMA)
        score += 3;
    if (tokens[first].flags & TOKEN_SPACE_BEFORE)
        score += 2;
    if (last == end || tokens[last].flags & TOKEN_SPACE_BEFORE)
        score += 1;
    return score;
}

/* Moves one insertion or deletion to its best edge. back, ahead: how far kept tokens reach before
 * and behind it. */
static void slide(const struct reading *reading, struct change *change, bool is_left, uint32_t back,
                  uint32_t ahead, uint32_t end)
{
    const struct token *tokens = reading->document->tokens.at;
    uint32_t first = is_left ? change->left_first : change->right_first;
    uint32_t last = is_left ? change->left_last : change->right_last;
    uint32_t lowest = 0, highest = 0, best;
    int32_t shift;

    while (lowest < back && tokens[first - lowest - 1].exact == tokens[last - lowest - 1].exact)
        lowest++;
    while (highest < ahead && tokens[first + highest].exact == tokens[last + highest].exact)
        highest++;
    best = first;
    for (uint32_t at = first - lowest; at <= first + highest; at++)
        if (edge_score(reading, at, at + last - first, end) >
            edge_score(reading, best, best + last - first, end))
            best = at;
    shift = (int32_t)(best - first);
    change->left_first += (uint32_t)shift;
    change->left_last += (uint32_t)shift;
    change->right_first += (uint32_t)shift;
    change->right_last += (uint32_t)shift;
}

static void slide_changes(struct wording *w)
{
    struct changes *changes = &w->changes;

    for (size_t n = 0; n < changes->count; n++) {
        struct change *change = &changes->at[n];
        uint32_t before = n ? changes->at[n - 1].left_last : w->unit.left_first;
        uint32_t behind =
            n + 1 < changes->count ? changes->at[n + 1].left_first : w->unit.left_last;
        uint32_t back = change->left_first - before, ahead = behind - change->left_last;

        /* A kept token stays between neighbours, or they would be one change. */
        back -= n > 0 && back > 0;
        ahead -= n + 1 < changes->count && ahead > 0;
        if (change->left_first == change->left_last)
            slide(&w->c->right, change, false, back, ahead, w->unit.right_last);
        else if (change->right_first == change->right_last)
            slide(&w->c->left, change, true, back, ahead, w->unit.left_last);
    }
}

/* A change that begins with a clitic takes the word it leans on with it. */
static void widen_changes(struct wording *w)
{
    uint32_t kept = w->unit.left_first; /* first kept token of the left behind the change before */

    for (size_t n = 0; n < w->changes.count; n++) {
        struct change *change = &w->changes.at[n];
        bool left = change->left_first < change->left_last &&
                    left_token(w, change->left_first)->flags & TOKEN_CLITIC;
        bool right = change->right_first < change->right_last &&
                     right_token(w, change->right_first)->flags & TOKEN_CLITIC;

        if ((left || right) && change->left_first > kept) {
            change->left_first--;
            change->right_first--;
        }
        kept = change->left_last;
    }
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t count_words(const struct reading *reading, uint32_t first, uint32_t last)
{
    uint32_t words = 0;

    for (uint32_t i = first; i < last; i++)
        words += (reading->flags[i] & READING_WORD) != 0;
    return words;
}

static uint32_t changed_words(const struct wording *w, const struct change *change)
{
    return larger(count_words(&w->c->left, change->left_first, change->left_last),
                  count_words(&w->c->right, change->right_first, change->right_last));
}

/* Whether the kept tokens between two changes, and the next token's begin, hold no white space. */
static bool is_one_word(const struct wording *w, const struct change *a, const struct change *b)
{
    for (uint32_t i = a->left_last; i <= b->left_first && i < w->unit.left_last; i++)
        if (left_token(w, i)->flags & TOKEN_SPACE_BEFORE)
            return false;
    for (uint32_t j = a->right_last; j <= b->right_first && j < w->unit.right_last; j++)
        if (right_token(w, j)->flags & TOKEN_SPACE_BEFORE)
            return false;
    return a->left_last < b->left_first;
}

/* Whether what lies between two changes is too little to keep them apart. */
static bool is_island(const struct wording *w, const struct change *a, const struct change *b)
{
    uint32_t small = 0, words = 0, around = changed_words(w, a) + changed_words(w, b);

    for (uint32_t i = a->left_last; i < b->left_first; i++) {
        uint16_t flags = w->c->left.flags[i];

        if (left_token(w, i)->kind == TOKEN_STOP || flags & (READING_NEGATION | READING_PART_START))
            return false;
        if (flags & READING_WORD && !(flags & READING_STOPWORD))
            words++;
        else
            small++;
    }
    if (words == 0)
        return small <= ISLAND_STOPWORDS;
    return words <= ISLAND_WORDS && small <= 1 && around >= ENOUGH_AROUND;
}

/* Whether two changes lie in one date or figure on either side: Aug. 15, 15 August. */
static bool is_one_value(const struct wording *w, const struct change *a, const struct change *b)
{
    struct number_pair first, second;

    return change_values(w->c, a, &first) && change_values(w->c, b, &second) &&
           first.left == second.left && first.right == second.right;
}

static bool is_reworded(const struct change *change)
{
    return edit_class_severity[change->class] == SEVERITY_WORDING &&
           change->class != CLASS_DATELINE;
}

/* Whether two neighbours read as one change: facts stay apart from each other and from wording. */
static bool reads_as_one(const struct wording *w, const struct change *a, const struct change *b)
{
    if (a->class == b->class && a->class == CLASS_TYPOGRAPHY)
        return is_one_word(w, a, b);
    if ((is_reworded(a) && is_reworded(b)) || (a->class == CLASS_QUOTE && b->class == CLASS_QUOTE))
        return is_island(w, a, b);
    return is_one_value(w, a, b);
}

/* Gives each change its class and joins those that read as one. */
static enum error join_changes(struct wording *w)
{
    struct changes *changes = &w->changes;
    size_t kept = 0;

    for (size_t n = 0; n < changes->count; n++) {
        struct change change = changes->at[n];
        struct change *last = kept ? &changes->at[kept - 1] : NULL;
        enum error error = change_class(w->c, &w->unit, &change);

        if (!error && last && reads_as_one(w, last, &change)) {
            enum edit_class class = last->class;

            last->left_last = change.left_last;
            last->right_last = change.right_last;
            error = change_class(w->c, &w->unit, last);
            if (class == CLASS_QUOTE || edit_class_severity[last->class] == SEVERITY_FACTUAL)
                last->class = class;
        } else {
            changes->at[kept++] = change;
        }
        if (error)
            return error;
    }
    changes->count = kept;
    return ERROR_OK;
}

/* One side of a change within its unit. */
struct extent {
    const struct reading *reading;
    uint32_t first, last, unit_first, unit_last;
};

static bool gaps_equal(const struct reading *a, uint32_t i, const struct reading *b, uint32_t j)
{
    return slice_equal(slice_at(a->document->text, reading_gap(a, i)),
                       slice_at(b->document->text, reading_gap(b, j)));
}

/* Bytes of an inserted or deleted run with the white space that came or went with it, and the empty
 * place on the other side. */
static void span_run(const struct extent *run, const struct extent *empty, struct span *bytes,
                     struct span *place)
{
    uint32_t at = empty->first;
    bool before = run->first > run->unit_first && at > empty->unit_first;
    bool behind = run->last < run->unit_last && at < empty->unit_last;

    *bytes = reading_span(run->reading, run->first, run->last);
    if (behind && (!before || gaps_equal(run->reading, run->first, empty->reading, at))) {
        bytes->end = run->reading->document->tokens.at[run->last].span.begin;
        *place = reading_span(empty->reading, at, at);
        return;
    }
    if (before && (!behind || gaps_equal(run->reading, run->last, empty->reading, at))) {
        bytes->begin = reading_gap(run->reading, run->first).begin;
        place->begin = place->end = empty->reading->document->tokens.at[at - 1].span.end;
        return;
    }
    place->begin = at < empty->unit_last ? empty->reading->document->tokens.at[at].span.begin
                                         : empty->reading->document->tokens.at[at - 1].span.end;
    place->end = place->begin;
}

static struct edit edit_of(const struct wording *w, const struct change *change)
{
    struct extent left = {&w->c->left, change->left_first, change->left_last, w->unit.left_first,
                          w->unit.left_last};
    struct extent right = {&w->c->right, change->right_first, change->right_last,
                           w->unit.right_first, w->unit.right_last};
    struct edit edit = {.op = EDIT_REPLACE,
                        .left = reading_span(left.reading, left.first, left.last),
                        .right = reading_span(right.reading, right.first, right.last),
                        .class = change->class,
                        .severity = edit_class_severity[change->class],
                        .note = change->note};

    if (left.first == left.last) {
        edit.op = EDIT_INSERT;
        span_run(&right, &left, &edit.right, &edit.left);
    } else if (right.first == right.last) {
        edit.op = EDIT_DELETE;
        span_run(&left, &right, &edit.left, &edit.right);
    }
    return edit;
}

static enum error push_edit(struct wording *w, struct edit edit, struct edits *edits)
{
    struct edit *place = array_push(w->c->arena, edits);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = edit;
    return ERROR_OK;
}

/* Adds an edit when white space came or went before a kept pair and no part begins there. */
static enum error push_gap(struct wording *w, uint32_t i, uint32_t j, struct edits *edits)
{
    const struct reading *left = &w->c->left, *right = &w->c->right;
    struct edit edit = {.op = EDIT_REPLACE,
                        .left = reading_gap(left, i),
                        .right = reading_gap(right, j),
                        .class = CLASS_TYPOGRAPHY,
                        .severity = edit_class_severity[CLASS_TYPOGRAPHY],
                        .note = SLICE("white space")};

    if (reading_gaps_alike(left, i, right, j) ||
        (left->flags[i] | right->flags[j]) & READING_PART_START)
        return ERROR_OK;
    if (edit.left.begin == edit.left.end)
        edit.op = EDIT_INSERT;
    else if (edit.right.begin == edit.right.end)
        edit.op = EDIT_DELETE;
    return push_edit(w, edit, edits);
}

static enum error write_edits(struct wording *w, struct edits *edits)
{
    uint32_t i = w->unit.left_first, j = w->unit.right_first;
    bool behind_kept = false;

    for (size_t n = 0; n <= w->changes.count; n++) {
        const struct change *change = n < w->changes.count ? &w->changes.at[n] : NULL;
        enum error error = ERROR_OK;

        for (; !error && i < (change ? change->left_first : w->unit.left_last); i++, j++) {
            if (behind_kept)
                error = push_gap(w, i, j, edits);
            behind_kept = true;
        }
        if (!error && change) {
            error = push_edit(w, edit_of(w, change), edits);
            i = change->left_last;
            j = change->right_last;
            behind_kept = false;
        }
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* Notes the values that the changes replace by others, before changes are joined. */
static enum error note_numbers(struct wording *w, struct number_pairs *numbers)
{
    for (size_t n = 0; n < w->changes.count; n++) {
        struct number_pair pair, *place, *last;

        last = numbers->count ? &numbers->at[numbers->count - 1] : NULL;
        if (!change_values(w->c, &w->changes.at[n], &pair) ||
            !values_differ(mention_value(&w->c->left, pair.left),
                           mention_value(&w->c->right, pair.right)) ||
            (last && last->left == pair.left && last->right == pair.right))
            continue;
        place = array_push(w->c->arena, numbers);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = pair;
    }
    return ERROR_OK;
}

/* Tokens of the parts [first, last) of a side. */
static struct span part_tokens(const struct reading *reading, uint32_t first, uint32_t last)
{
    const struct part *parts = reading->parts.at;

    return (struct span){parts[first].first, parts[last - 1].last};
}

/* The edits of one run of tokens against another. */
static enum error find_edits(struct wording *w, struct span left, struct span right,
                             struct edits *edits, struct number_pairs *numbers)
{
    enum error error;

    w->unit = (struct change){left.begin, left.end, right.begin, right.end, 0, {0}};
    w->changes.count = 0;
    error = find_changes(w);
    if (error)
        return error;
    slide_changes(w);
    widen_changes(w);
    error = note_numbers(w, numbers);
    if (!error)
        error = join_changes(w);
    return error ? error : write_edits(w, edits);
}

/* Where the single part is cut whose pieces have a gap: before its first token that a script keeps
 * in the second run. */
static enum error cut_single(struct comparison *c, struct number_row single, struct number_row one,
                             struct number_row two, uint32_t *cut)
{
    uint32_t *joined = arena_unset(c->arena, uint32_t, (size_t)one.count + two.count);
    struct edit_script script;
    uint32_t i = 0, j = 0;
    enum error error;

    if (!joined)
        return ERROR_NO_MEMORY;
    memcpy(joined, one.at, one.count * sizeof *joined);
    memcpy(joined + one.count, two.at, two.count * sizeof *joined);
    error = editor_find(c->editor, single, (struct number_row){joined, one.count + two.count},
                        c->steps, &script);
    *cut = single.count;
    for (size_t n = 0; !error && n <= script.runs.count && *cut == single.count; n++) {
        bool is_end = n == script.runs.count;
        uint32_t until = is_end ? single.count : script.runs.at[n].left_first;

        if (j + (until - i) > one.count && until > i)
            *cut = j >= one.count ? i : i + (one.count - j);
        if (!is_end) {
            i = script.runs.at[n].left_last;
            j = script.runs.at[n].right_last;
        }
    }
    if (*cut == 0) /* both runs get something */
        *cut = 1;
    else if (*cut == single.count)
        *cut = single.count - 1;
    return error;
}

/* A unit with a gap is two runs on that side, each against its share of the single part. */
static enum error find_around_gap(struct wording *w, const struct unit *unit, struct edits *edits,
                                  struct number_pairs *numbers)
{
    bool splits = span_length(unit->right_gap) > 0;
    struct reading *l = &w->c->left, *r = &w->c->right;
    const struct reading *pieces = splits ? r : l, *single = splits ? l : r;
    struct span gap = splits ? unit->right_gap : unit->left_gap;
    struct span one = part_tokens(pieces, splits ? unit->right_first : unit->left_first, gap.begin);
    struct span two = part_tokens(pieces, gap.end, splits ? unit->right_last : unit->left_last);
    struct span whole = splits ? part_tokens(l, unit->left_first, unit->left_last)
                               : part_tokens(r, unit->right_first, unit->right_last);
    uint32_t cut = 0;
    enum error error =
        cut_single(w->c, (struct number_row){single->loose + whole.begin, span_length(whole)},
                   (struct number_row){pieces->loose + one.begin, span_length(one)},
                   (struct number_row){pieces->loose + two.begin, span_length(two)}, &cut);
    struct span before = {whole.begin, whole.begin + cut}, behind = {whole.begin + cut, whole.end};

    if (!error)
        error = splits ? find_edits(w, before, one, edits, numbers)
                       : find_edits(w, one, before, edits, numbers);
    if (!error)
        error = splits ? find_edits(w, behind, two, edits, numbers)
                       : find_edits(w, two, behind, edits, numbers);
    return error;
}

enum error wording_find(struct comparison *comparison, struct unit *unit, struct changes *room,
                        struct number_pairs *numbers)
{
    struct wording w = {.c = comparison, .changes = {room->at, 0, room->capacity}};
    struct edits edits = {0};
    enum error error;

    if (span_length(unit->left_gap) || span_length(unit->right_gap))
        error = find_around_gap(&w, unit, &edits, numbers);
    else
        error = find_edits(&w, part_tokens(&comparison->left, unit->left_first, unit->left_last),
                           part_tokens(&comparison->right, unit->right_first, unit->right_last),
                           &edits, numbers);
    *room = w.changes;
    if (!error)
        unit->edits = edits;
    return error;
}
