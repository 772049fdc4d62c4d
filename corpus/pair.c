#include "corpus/pair.h"

enum { STEPS = 1 << 16 }; /* for the word script of one pair */

/* Shares of words that must stay the same, of the longer and of the shorter quote. */
static const double words_share = 0.6;
static const double part_share = 0.8;
static const double indirect_share = 0.5;

static bool rows_equal(struct id_row left, struct id_row right)
{
    return left.count == right.count &&
           (left.count == 0 || memcmp(left.at, right.at, left.count * sizeof *left.at) == 0);
}

/* The text between the outer marks, without the stop or comma that goes with them. */
static struct slice inner_text(struct slice text)
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
    if (slice_equal(inner_text(left->text), inner_text(right->text)))
        return MATCH_IDENTICAL;
    return same_brackets(left->text, right->text) ? MATCH_TYPOGRAPHY : MATCH_BRACKETS;
}

static bool all_inserted(const struct quoted *quoted, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (!quoted->inserted[i])
            return false;
    return first < last;
}

/* True when only the begin and the end of one side changed, and nothing of the other. */
static bool is_part(const struct edit_script *script, uint32_t left_count, uint32_t right_count)
{
    bool in_right = true, in_left = true;

    for (size_t r = 0; r < script->runs.count; r++) {
        const struct edit_run *run = &script->runs.at[r];
        in_right &= run->left_first == run->left_last &&
                    (run->left_first == 0 || run->left_first == left_count);
        in_left &= run->right_first == run->right_last &&
                   (run->right_first == 0 || run->right_first == right_count);
    }
    return in_right || in_left;
}

enum error pair_keep(struct arena *arena, const struct quoted *left, const struct quoted *right,
                     struct pair_kept *out)
{
    struct edit_script script = {0};
    enum error error = edit_find(arena, left->words, right->words, STEPS, &script);

    if (error)
        return error;
    out->count = left->words.count;
    out->only_insertions = true;
    for (size_t r = 0; r < script.runs.count; r++) {
        const struct edit_run *run = &script.runs.at[r];
        out->count -= run->left_last - run->left_first;
        out->only_insertions &= all_inserted(left, run->left_first, run->left_last) ||
                                all_inserted(right, run->right_first, run->right_last);
    }
    out->is_part = is_part(&script, left->words.count, right->words.count);
    return ERROR_OK;
}

/* MATCH_RELATION_COUNT: no match. */
static enum match_relation relation_of_words(const struct pair_kept *kept, uint32_t longer,
                                             uint32_t shorter, bool is_indirect)
{
    if (is_indirect)
        return kept->count >= PIECE_WORDS_LEAST && kept->count >= indirect_share * shorter
                   ? MATCH_INDIRECT
                   : MATCH_RELATION_COUNT;
    if (kept->only_insertions && kept->count * 2 >= longer)
        return MATCH_BRACKETS;
    if (kept->is_part && shorter >= PIECE_WORDS_LEAST)
        return MATCH_TRUNCATED;
    if (kept->count >= PIECE_WORDS_LEAST - 1 &&
        (kept->count >= words_share * longer ||
         (kept->count >= part_share * shorter && shorter >= (uint32_t)PIECE_WORDS_LEAST * 2)))
        return MATCH_WORDS;
    return MATCH_RELATION_COUNT;
}

enum error pair_relate(struct arena *arena, const struct quoted *left, const struct quoted *right,
                       bool is_indirect, enum match_relation *out)
{
    uint32_t one = left->words.count, two = right->words.count;
    struct pair_kept kept = {0};
    enum error error;

    if (!is_indirect && rows_equal(left->words, right->words)) {
        *out = relation_of_spelling(left, right);
        return ERROR_OK;
    }
    error = pair_keep(arena, left, right, &kept);
    if (!error)
        *out = relation_of_words(&kept, one > two ? one : two, one < two ? one : two, is_indirect);
    return error;
}
