#include "corpus/pair.h"

enum { STEPS = 1 << 16 }; /* for the word script of one pair */

/* What must be kept to be the same words and no phrase of speech. */
enum {
    TELLING_LEAST = 2,     /* telling words of four at least; one where the voice is the same; or */
    PLAIN_LEAST = 8,       /* so many words of any kind */
    FRAGMENT_LEAST = 3,    /* words of a part, where the voice is the same */
    INSERTION_FOR_MOST = 4 /* words that an editor's insertion stands for */
};

/* Shares of words that must stay the same, of the longer and of the shorter quote. */
static const double words_share = 0.6;
static const double part_share = 0.8;
static const double indirect_share = 0.5; /* of the shorter one, where the voice is the same */
static const double hearsay_share = 0.8;  /* where it is another or not known */

static bool rows_equal(struct id_row left, struct id_row right)
{
    return left.count == right.count &&
           (left.count == 0 || memcmp(left.at, right.at, left.count * sizeof *left.at) == 0);
}

struct slice pair_inner_text(struct slice text)
{
    static const char *const edges[] = {"\"",
                                        "'",
                                        ",",
                                        ".",
                                        " ",
                                        "\n",
                                        "\r",
                                        "\t",
                                        "\xE2\x80\x9C",
                                        "\xE2\x80\x9D",
                                        "\xE2\x80\x98",
                                        "\xE2\x80\x99"};
    bool cut = true;

    while (cut) {
        cut = false;
        for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
            struct slice edge = slice_of(edges[i]);
            if (slice_starts(text, edge)) {
                text = slice_part(text, edge.len, text.len);
                cut = true;
            } else if (slice_ends(text, edge)) {
                text = slice_part(text, 0, text.len - edge.len);
                cut = true;
            }
        }
    }
    return text;
}

/* True when both texts have the same brackets in the same order. */
static bool same_brackets(struct slice left, struct slice right)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < left.len && !memchr("()[]{}", left.ptr[i], 6))
            i++;
        while (j < right.len && !memchr("()[]{}", right.ptr[j], 6))
            j++;
        if (i == left.len || j == right.len)
            return i == left.len && j == right.len;
        if (left.ptr[i++] != right.ptr[j++])
            return false;
    }
}

static enum match_relation relation_of_spelling(const struct quoted *left,
                                                const struct quoted *right)
{
    if (slice_equal(pair_inner_text(left->text), pair_inner_text(right->text)))
        return MATCH_IDENTICAL;
    return same_brackets(left->text, right->text) ? MATCH_TYPOGRAPHY : MATCH_BRACKETS;
}

/* True when all words [first, last) are an editor's, and `others` may be what they stand for. */
static bool all_inserted(const struct quoted *quoted, uint32_t first, uint32_t last,
                         uint32_t others)
{
    for (uint32_t i = first; i < last; i++)
        if (!(quoted->flags[i] & QUOTED_INSERTED))
            return false;
    return first < last && others <= INSERTION_FOR_MOST;
}

/* True when nothing stands at this place of a quote, which is its edge or an ellipsis. */
static bool is_cut(const struct quoted *quoted, uint32_t first, uint32_t last)
{
    return first == last &&
           (first == 0 || first == quoted->words.count || quoted->flags[first] & QUOTED_GAP);
}

/* True when words of one side alone are missing on the other, and there only where it is cut. */
static bool is_part(const struct edit_script *script, const struct quoted *left,
                    const struct quoted *right)
{
    bool in_right = true, in_left = true;

    for (size_t r = 0; r < script->runs.count; r++) {
        const struct edit_run *run = &script->runs.at[r];
        in_right &= is_cut(left, run->left_first, run->left_last);
        in_left &= is_cut(right, run->right_first, run->right_last);
    }
    return in_right || in_left;
}

static uint32_t telling_words(const struct quoted *quoted, uint32_t first, uint32_t last)
{
    uint32_t telling = 0;

    for (uint32_t i = first; i < last; i++)
        telling += !(quoted->flags[i] & QUOTED_PLAIN);
    return telling;
}

enum error pair_keep(struct arena *arena, const struct quoted *left, const struct quoted *right,
                     struct pair_kept *out)
{
    struct edit_script script = {0};
    struct pair_kept kept = {.count = left->words.count, .only_insertions = true};
    enum error error = edit_find(arena, left->words, right->words, STEPS, &script);
    uint32_t at = 0;

    if (error)
        return error;
    for (size_t r = 0; r < script.runs.count; r++) {
        const struct edit_run *run = &script.runs.at[r];
        uint32_t one = run->left_last - run->left_first, two = run->right_last - run->right_first;
        kept.count -= one;
        kept.telling += telling_words(left, at, run->left_first);
        at = run->left_last;
        kept.only_insertions &= all_inserted(left, run->left_first, run->left_last, two) ||
                                all_inserted(right, run->right_first, run->right_last, one);
    }
    kept.telling += telling_words(left, at, left->words.count);
    kept.is_part = is_part(&script, left, right);
    *out = kept;
    return ERROR_OK;
}

static bool tells_enough(const struct pair_kept *kept, bool same_voice)
{
    if (kept->count >= PLAIN_LEAST || (kept->telling && same_voice))
        return true;
    return kept->telling >= TELLING_LEAST && kept->count >= PIECE_WORDS_LEAST;
}

/* MATCH_RELATION_COUNT: no match. */
static enum match_relation relation_of_words(const struct pair_kept *kept, uint32_t longer,
                                             uint32_t shorter, struct pair_terms terms)
{
    uint32_t part_least = terms.same_voice ? FRAGMENT_LEAST : PIECE_WORDS_LEAST;

    if (!tells_enough(kept, terms.same_voice))
        return MATCH_RELATION_COUNT;
    if (terms.is_indirect)
        return kept->count >= PIECE_WORDS_LEAST &&
                       kept->count >= (terms.same_voice ? indirect_share : hearsay_share) * shorter
                   ? MATCH_INDIRECT
                   : MATCH_RELATION_COUNT;
    if (kept->only_insertions && kept->count * 2 >= longer)
        return MATCH_BRACKETS;
    if (kept->is_part && shorter >= part_least)
        return MATCH_TRUNCATED;
    if (kept->count >= PIECE_WORDS_LEAST - 1 &&
        (kept->count >= words_share * longer ||
         (kept->count >= part_share * shorter && shorter >= (uint32_t)PIECE_WORDS_LEAST * 2)))
        return MATCH_WORDS;
    return MATCH_RELATION_COUNT;
}

enum error pair_relate(struct arena *arena, const struct quoted *left, const struct quoted *right,
                       struct pair_terms terms, enum match_relation *out)
{
    uint32_t one = left->words.count, two = right->words.count;
    struct pair_kept kept = {.count = one};
    enum error error;

    if (!terms.is_indirect && rows_equal(left->words, right->words)) {
        kept.telling = telling_words(left, 0, one);
        *out = tells_enough(&kept, terms.same_voice) ? relation_of_spelling(left, right)
                                                     : MATCH_RELATION_COUNT;
        return ERROR_OK;
    }
    error = pair_keep(arena, left, right, &kept);
    if (!error)
        *out = relation_of_words(&kept, one > two ? one : two, one < two ? one : two, terms);
    return error;
}
