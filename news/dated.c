#include "news/dated.h"

#include "news/change.h"

enum { MOST_TOKENS = 100 }; /* of a sentence that is looked at */

/* A sentence with the only date that it has. */
struct dated {
    const struct reading *reading;
    const struct part *sentence;
    uint32_t mention; /* or NO_MENTION */
};

static const struct mention *mention_of(const struct dated *dated)
{
    return &dated->reading->analysis->mentions.at[dated->mention];
}

static bool is_weekday(const struct dated *dated)
{
    static const char *const days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
    const struct mention *mention = mention_of(dated);
    uint64_t folded = dated->reading->document->tokens.at[mention->first].folded;

    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (mention->last == mention->first + 1 && folded == token_folded_id(slice_of(days[i])))
            return true;
    return false;
}

/* Whether a date says which day (or month, year, hour) it is: not how long something takes. */
static bool is_point(const struct dated *dated)
{
    const struct value *value = mention_value(dated->reading, dated->mention);

    if (value->kind == VALUE_TEXT)
        return !slice_starts(value->text, SLICE("P"));
    return value->kind == VALUE_NONE && is_weekday(dated);
}

static struct dated find_date(const struct reading *reading, const struct part *sentence)
{
    struct dated found = {reading, sentence, NO_MENTION};
    uint32_t from = sentence->first;

    while (sentence->last - sentence->first <= MOST_TOKENS) {
        struct dated next = {reading, sentence,
                             reading_mention(reading, from, sentence->last, TYPES_DATE)};

        if (next.mention == NO_MENTION)
            return found;
        from = mention_of(&next)->last;
        if (!is_point(&next))
            continue;
        if (found.mention != NO_MENTION)
            break; /* more than one */
        found = next;
    }
    return (struct dated){reading, sentence, NO_MENTION};
}

static bool differ(const struct dated *left, const struct dated *right)
{
    const struct value *l = mention_value(left->reading, left->mention);
    const struct value *r = mention_value(right->reading, right->mention);
    const struct token *one = &left->reading->document->tokens.at[mention_of(left)->first];
    const struct token *other = &right->reading->document->tokens.at[mention_of(right)->first];

    if (mention_of(left)->type != mention_of(right)->type || l->kind != r->kind)
        return false;
    if (l->kind == VALUE_NONE)
        return one->folded != other->folded;
    return l->text.len == r->text.len && !slice_equal(l->text, r->text);
}

static bool is_telling(const struct reading *reading, uint32_t i)
{
    return (reading->flags[i] & (READING_WORD | READING_STOPWORD)) == READING_WORD &&
           reading_mention(reading, i, i + 1, TYPES_NAME | TYPES_VALUE) == NO_MENTION;
}

/* Whether one word is the other with an ending of a verb or a noun: open, opens, opened. */
static bool is_form_of(struct slice longer, struct slice shorter)
{
    static const char *const endings[] = {"s", "es", "d", "ed"};

    enum { LEAST = 3 }; /* bytes of a word that has endings */

    if (shorter.len < LEAST || !slice_starts(longer, shorter))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_is(slice_part(longer, shorter.len, longer.len), endings[i]))
            return true;
    return false;
}

static bool same_word(const struct reading *left, uint32_t i, const struct reading *right,
                      uint32_t j)
{
    struct slice one = token_text(left->document->text, &left->document->tokens.at[i]);
    struct slice other = token_text(right->document->text, &right->document->tokens.at[j]);

    return left->loose[i] == right->loose[j] || is_form_of(one, other) || is_form_of(other, one);
}

/* Whether a word of another text stands in the sentence, before a token of it. */
static bool has_word(const struct dated *dated, uint32_t last, const struct reading *reading,
                     uint32_t word)
{
    for (uint32_t i = dated->sentence->first; i < last; i++)
        if (same_word(dated->reading, i, reading, word))
            return true;
    return false;
}

/* The telling words that lead up to a date, back to the last mark. */
struct lead {
    uint32_t first;     /* token that it begins with */
    uint32_t last_word; /* the telling word next to the date, or NO_WORD */
    bool in_other;      /* all telling words stand in the other sentence, and there are some */
};

#define NO_WORD UINT32_MAX

static struct lead lead_of(const struct dated *dated, const struct dated *other)
{
    const struct reading *reading = dated->reading;
    struct lead lead = {mention_of(dated)->first, NO_WORD, false};

    for (; lead.first > dated->sentence->first; lead.first--) {
        uint32_t word = lead.first - 1;

        if (reading->document->tokens.at[word].kind >= TOKEN_QUOTE)
            break;
        if (!is_telling(reading, word))
            continue;
        if (lead.last_word == NO_WORD) {
            lead.last_word = word;
            lead.in_other = true;
        }
        lead.in_other &= has_word(other, other->sentence->last, reading, word);
    }
    return lead;
}

/* Whether a word is of speech: its date is when something was said. */
static bool is_speech(const struct dated *dated, uint32_t word)
{
    static const char *const words[] = {"said", "says", "say", "saying", "told", "tells"};
    uint64_t folded = dated->reading->document->tokens.at[word].folded;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (folded == token_folded_id(slice_of(words[i])))
            return true;
    return false;
}

/* Whether both dates are led up to by the same: "will vote on" Thursday is not "debated it on"
 * Tuesday, and "said on" Monday is not "will resign on" Friday. */
static bool leads_alike(const struct dated *one, const struct dated *other)
{
    struct lead left = lead_of(one, other), right = lead_of(other, one);

    if (!left.in_other && !right.in_other)
        return false;
    if (left.last_word == NO_WORD || right.last_word == NO_WORD) /* it begins its clause */
        return !is_speech(left.last_word == NO_WORD ? other : one,
                          left.last_word == NO_WORD ? right.last_word : left.last_word);
    if (same_word(one->reading, left.last_word, other->reading, right.last_word))
        return true;
    return !is_speech(one, left.last_word) && !is_speech(other, right.last_word) &&
           (has_word(other, mention_of(other)->first, one->reading, left.last_word) ||
            has_word(one, mention_of(one)->first, other->reading, right.last_word));
}

bool dated_apart(const struct reading *left, const struct part *left_sentence,
                 const struct reading *right, const struct part *right_sentence,
                 struct number_pair *out)
{
    struct dated one = find_date(left, left_sentence), other = find_date(right, right_sentence);

    if (one.mention == NO_MENTION || other.mention == NO_MENTION || !differ(&one, &other) ||
        !leads_alike(&one, &other))
        return false;
    *out = (struct number_pair){one.mention, other.mention};
    return true;
}
