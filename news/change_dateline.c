#include "news/change_look.h"

enum { LONGEST_DATELINE = 14 };

/* The place of a dateline: before anything else of the text, up to a dash or a colon. */
static bool is_dateline(struct phrase phrase)
{
    const struct token *last;

    if (is_empty(phrase) || phrase.first != 0 || phrase.last > LONGEST_DATELINE)
        return false;
    last = token_of(phrase, phrase.last - 1);
    return (token_of(phrase, 0)->flags & TOKEN_ALL_CAPS) &&
           (last->kind == TOKEN_DASH || last->kind == TOKEN_BRACKET || last->kind == TOKEN_COMMA);
}

/* Whether a token can stand in a dateline: places, agencies and dates have no small letters first.
 */
static bool fits_dateline(const struct token *token)
{
    return token->kind == TOKEN_NUMBER || token->kind == TOKEN_COMMA || token->kind == TOKEN_STOP ||
           token->kind == TOKEN_BRACKET ||
           (token->kind == TOKEN_WORD && token->flags & TOKEN_CAPITAL);
}

/* One past the dash or colon of the dateline that begins at token `first`; `first` when there is
 * none. It begins in capitals, or holds a date or an agency in brackets; a sentence follows. */
static uint32_t dateline_end(const struct reading *reading, uint32_t first)
{
    const struct tokens *tokens = &reading->document->tokens;
    bool is_sure = tokens->at[first].flags & TOKEN_ALL_CAPS;
    uint32_t last = first;

    while (last < tokens->count && last < first + LONGEST_DATELINE &&
           fits_dateline(&tokens->at[last]) &&
           !slice_is(token_text(reading->document->text, &tokens->at[last]), ":"))
        is_sure |= tokens->at[last++].kind == TOKEN_BRACKET;
    if (last == first || last + 1 >= tokens->count ||
        (tokens->at[last].kind != TOKEN_DASH &&
         !slice_is(token_text(reading->document->text, &tokens->at[last]), ":")))
        return first;
    is_sure |= reading_mention(reading, first, last, TYPES_DATE) != NO_MENTION;
    return is_sure && tokens->at[last + 1].flags & TOKEN_CAPITAL ? last + 1 : first;
}

/* Whether a phrase lies in a dateline, or stands empty at the begin of a paragraph without one;
 * *has_dateline: there is one. */
static bool is_in_dateline(struct phrase phrase, bool *has_dateline)
{
    enum { MOST_PARAGRAPHS = 3 }; /* headlines may stand above */

    const struct document *document = phrase.reading->document;

    for (size_t i = 0; i < document->paragraphs.count && i < MOST_PARAGRAPHS; i++) {
        uint32_t first = document->sentences.at[document->paragraphs.at[i].first].first;
        uint32_t end = dateline_end(phrase.reading, first);

        if (phrase.first < first || phrase.last > end)
            continue;
        *has_dateline |= end > first;
        return true;
    }
    return false;
}

bool test_dateline(struct look *look)
{
    bool left = is_dateline(look->left), right = is_dateline(look->right), has_dateline = false;
    bool whole =
        (left || is_empty(look->left)) && (right || is_empty(look->right)) && (left || right);

    if (!whole && !(is_in_dateline(look->left, &has_dateline) &&
                    is_in_dateline(look->right, &has_dateline) && has_dateline))
        return false;
    look->change->class = CLASS_DATELINE;
    return true;
}
