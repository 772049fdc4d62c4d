#include "news/pairs.h"

#include "base/array.h"
#include "news/counterpart.h"
#include "news/form.h"
#include "news/likeness.h"

/* The direct and mixed quotes of a side, as parts without their quotation marks. */
struct quoted {
    struct parts parts;
    uint32_t *quotes;         /* by part: the quote */
    uint32_t *partner;        /* by part: 1 + the part of the other side, or 0 */
    struct number_row *words; /* by part: loose numbers, without editors' insertions */
    bool *is_piece;           /* by part: one of several that together have their partner's words */
};

/* Loose numbers of the words of a quote; an editor's insertion in brackets is not the speaker's. */
static enum error quote_words(struct arena *arena, const struct reading *reading,
                              const struct part *part, struct number_row *out)
{
    uint32_t *numbers = arena_array(arena, uint32_t, part->last - part->first);

    if (!numbers)
        return ERROR_NO_MEMORY;
    *out = (struct number_row){numbers, 0};
    for (uint32_t i = part->first; i < part->last; i++)
        if (reading->flags[i] & READING_WORD && !(reading->flags[i] & READING_INSERTION))
            numbers[out->count++] = reading->loose[i];
    return ERROR_OK;
}

static enum error read_quoted(struct arena *arena, const struct reading *reading,
                              struct quoted *out)
{
    const struct quotes *quotes = &reading->analysis->quotes;
    const struct document *document = reading->document;
    struct quoted quoted = {.quotes = arena_array(arena, uint32_t, quotes->count),
                            .partner = arena_array(arena, uint32_t, quotes->count),
                            .words = arena_array(arena, struct number_row, quotes->count),
                            .is_piece = arena_array(arena, bool, quotes->count)};

    if (!quoted.quotes || !quoted.partner || !quoted.words || !quoted.is_piece ||
        !array_reserve(arena, &quoted.parts, quotes->count))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        struct part part = {.span = quote->span};
        enum error error;

        if (quote->type != QUOTE_DIRECT && quote->type != QUOTE_MIXED)
            continue;
        part.first = part.last = document_token_at(document, quote->span.begin);
        while (part.last < document->tokens.count &&
               document->tokens.at[part.last].span.begin < quote->span.end)
            part.words += (reading->flags[part.last++] & READING_WORD) != 0;
        error = quote_words(arena, reading, &part, &quoted.words[quoted.parts.count]);
        if (error)
            return error;
        quoted.quotes[quoted.parts.count] = i;
        quoted.parts.at[quoted.parts.count++] = part;
    }
    *out = quoted;
    return ERROR_OK;
}

static int by_weight(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right > y->right) - (x->right < y->right);
}

static const double quote_share = 0.5; /* of the words of the shorter quote that the longer has */

static enum error pair_quoted(struct comparison *c, struct quoted *left, struct quoted *right)
{
    enum { VISITS = 1000000 };

    struct likeness_side left_side = {&c->left, &left->parts, NULL};
    struct likeness_side right_side = {&c->right, &right->parts, NULL};
    struct likeness_terms terms = {.run = 1, .least = quote_share, .visits = VISITS, .stopword = 1};
    struct likenesses likes;
    enum error error = likeness_weigh(c, &left_side, &right_side, &terms, &likes);

    if (error)
        return error;
    c->truncated |= likes.truncated;
    if (likes.count)
        qsort(likes.at, likes.count, sizeof *likes.at, by_weight);
    for (size_t i = 0; i < likes.count; i++) {
        const struct likeness *like = &likes.at[i];
        double share = like->in_left > like->in_right ? like->in_left : like->in_right;

        if (share < quote_share || left->partner[like->left] || right->partner[like->right])
            continue;
        left->partner[like->left] = like->right + 1;
        right->partner[like->right] = like->left + 1;
    }
    return ERROR_OK;
}

/* Whether the words of the parts [first, last) of one side, one after another, are a row. */
static bool make_up(const struct quoted *side, size_t first, size_t last, struct number_row whole)
{
    uint32_t at = 0;

    for (size_t i = first; i < last; i++) {
        struct number_row words = side->words[i];

        if (words.count > whole.count - at ||
            memcmp(words.at, whole.at + at, words.count * sizeof *words.at) != 0)
            return false;
        at += words.count;
    }
    return at == whole.count;
}

/* Gives a quote that the other side tells in several pieces all of them: those beside its partner
 * that have none, when together they have its words. */
static void join_pieces(struct quoted *wholes, struct quoted *pieces)
{
    for (uint32_t w = 0; w < wholes->parts.count; w++) {
        uint32_t words = 0, first, last;

        if (!wholes->partner[w])
            continue;
        first = last = wholes->partner[w] - 1;
        for (words = pieces->words[last++].count;
             last < pieces->parts.count && !pieces->partner[last] && words < wholes->words[w].count;
             last++)
            words += pieces->words[last].count;
        while (first > 0 && !pieces->partner[first - 1] && words < wholes->words[w].count)
            words += pieces->words[--first].count;
        if (last - first < 2 || !make_up(pieces, first, last, wholes->words[w]))
            continue;
        for (uint32_t p = first; p < last; p++) {
            pieces->partner[p] = w + 1;
            pieces->is_piece[p] = true;
        }
    }
}

static uint32_t count_negations(const struct reading *reading, const struct part *part)
{
    uint32_t count = 0;

    for (uint32_t i = part->first; i < part->last; i++)
        count += (reading->flags[i] & READING_NEGATION) != 0;
    return count;
}

/* Whether a row of words is another with its begin, its end or both cut off. */
static bool is_run_of(struct number_row shorter, struct number_row longer)
{
    size_t bytes = shorter.count * sizeof *shorter.at;

    for (uint32_t i = 0; i + shorter.count <= longer.count; i++)
        if (longer.at[i] == shorter.at[0] && memcmp(longer.at + i, shorter.at, bytes) == 0)
            return true;
    return false;
}

/* Whether the right's words are the left's with some cut; within them no negation may be, as that
 * turns their meaning round. */
static bool is_cut(struct number_row left, struct number_row right, bool same_negations)
{
    uint32_t kept = 0;

    if (right.count == 0 || right.count >= left.count)
        return false;
    for (uint32_t i = 0; i < left.count && kept < right.count; i++)
        kept += left.at[i] == right.at[kept];
    return kept == right.count && (same_negations || is_run_of(right, left));
}

static bool same_speaker(const struct comparison *c, const struct quote *left,
                         const struct quote *right)
{
    if (!left->has_speaker || !right->has_speaker)
        return left->has_speaker == right->has_speaker;
    if (left->speaker.entity != NO_ENTITY && right->speaker.entity != NO_ENTITY)
        return c->right_entity[left->speaker.entity] == right->speaker.entity ||
               counterpart_is_respelt(c, left->speaker.entity, right->speaker.entity);
    return slice_equal(left->speaker.name, right->speaker.name) ||
           (left->speaker.entity == NO_ENTITY) != (right->speaker.entity == NO_ENTITY);
}

/* Whether two parts have the same words, or the same letters: "[T]he" is "the". */
static bool say_the_same(struct comparison *c, const struct quoted *left, uint32_t i,
                         const struct quoted *right, uint32_t j)
{
    struct number_row l = left->words[i], r = right->words[j];
    struct change change = {.left_first = left->parts.at[i].first,
                            .left_last = left->parts.at[i].last,
                            .right_first = right->parts.at[j].first,
                            .right_last = right->parts.at[j].last};

    if (l.count == r.count && (!l.count || memcmp(l.at, r.at, l.count * sizeof *l.at) == 0))
        return true;
    return form_same_letters(c, &change);
}

static enum quote_relation relate_quotes(struct comparison *c, const struct quoted *lefts,
                                         uint32_t i, const struct quoted *rights, uint32_t j)
{
    const struct quote *left = &c->left.analysis->quotes.at[lefts->quotes[i]];
    const struct quote *right = &c->right.analysis->quotes.at[rights->quotes[j]];
    bool same = lefts->is_piece[i] || rights->is_piece[j] || say_the_same(c, lefts, i, rights, j);

    if (same && !same_speaker(c, left, right))
        return QUOTES_SPEAKER;
    if (slice_equal(slice_at(c->left.document->text, left->span),
                    slice_at(c->right.document->text, right->span)))
        return QUOTES_SAME;
    if (same)
        return QUOTES_TYPOGRAPHY;
    return is_cut(lefts->words[i], rights->words[j],
                  count_negations(&c->left, &lefts->parts.at[i]) ==
                      count_negations(&c->right, &rights->parts.at[j]))
               ? QUOTES_CUT
               : QUOTES_WORDING;
}

static enum error push_quote(struct comparison *c, struct quote_pair pair, struct quote_pairs *out)
{
    struct quote_pair *place = array_push(c->arena, out);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = pair;
    return ERROR_OK;
}

/* The quotes of the left from `first` on that have no partner, up to the next that has. */
static enum error push_removed(struct comparison *c, const struct quoted *left, size_t first,
                               struct quote_pairs *out)
{
    enum error error = ERROR_OK;

    for (size_t i = first; !error && i < left->parts.count && !left->partner[i]; i++)
        error = push_quote(c, (struct quote_pair){QUOTES_REMOVED, left->quotes[i], NO_QUOTE}, out);
    return error;
}

/* The pairs of one quote of the right: of each that it has the words of, or of none. */
static enum error push_right(struct comparison *c, const struct quoted *left,
                             const struct quoted *right, uint32_t j, struct quote_pairs *out)
{
    uint32_t i = right->partner[j] - 1;
    enum error error = ERROR_OK;

    if (!right->partner[j])
        return push_quote(c, (struct quote_pair){QUOTES_ADDED, NO_QUOTE, right->quotes[j]}, out);
    while (i > 0 && left->is_piece[i] && left->partner[i - 1] == j + 1)
        i--;
    do {
        struct quote_pair pair = {relate_quotes(c, left, i, right, j), left->quotes[i],
                                  right->quotes[j]};

        error = push_quote(c, pair, out);
        i++;
    } while (!error && i < left->parts.count && left->is_piece[i] && left->partner[i] == j + 1);
    if (error || (j + 1 < right->parts.count && right->partner[j + 1] == i))
        return error;
    return push_removed(c, left, i, out);
}

enum error pairs_of_quotes(struct comparison *c, struct quote_pairs *out)
{
    struct quoted left, right;
    struct quote_pairs pairs = {0};
    enum error error = read_quoted(c->arena, &c->left, &left);

    if (!error)
        error = read_quoted(c->arena, &c->right, &right);
    if (!error)
        error = pair_quoted(c, &left, &right);
    if (error)
        return error;
    join_pieces(&left, &right);
    join_pieces(&right, &left);
    error = push_removed(c, &left, 0, &pairs);
    for (uint32_t j = 0; !error && j < right.parts.count; j++)
        error = push_right(c, &left, &right, j, &pairs);
    if (!error)
        *out = pairs;
    return error;
}
