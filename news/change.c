/* How: a row of tests, the first that holds gives the class. What differs in form alone is
 * cosmetic; words inside quotation marks, values, names and negations are factual; the rest is
 * wording. */
#include "news/change.h"

#include "news/form.h"
#include "news/pairs.h"

enum {
    LONGEST_TELLING = 12, /* words of a change that still speaks of one thing */
    LONGEST_DATELINE = 14
};

/* One side of a change, as the tests look at it. */
struct phrase {
    const struct reading *reading;
    uint32_t first, last;
};

static struct phrase left_of(const struct comparison *c, const struct change *change)
{
    return (struct phrase){&c->left, change->left_first, change->left_last};
}

static struct phrase right_of(const struct comparison *c, const struct change *change)
{
    return (struct phrase){&c->right, change->right_first, change->right_last};
}

static bool is_empty(struct phrase phrase)
{
    return phrase.first == phrase.last;
}

static const struct token *token_of(struct phrase phrase, uint32_t i)
{
    return &phrase.reading->document->tokens.at[i];
}

static uint32_t count_flag(struct phrase phrase, enum reading_flag flag)
{
    uint32_t count = 0;

    for (uint32_t i = phrase.first; i < phrase.last; i++)
        count += (phrase.reading->flags[i] & flag) != 0;
    return count;
}

static bool is_telling(struct phrase left, struct phrase right)
{
    return count_flag(left, READING_WORD) <= LONGEST_TELLING &&
           count_flag(right, READING_WORD) <= LONGEST_TELLING;
}

/* A mention of these types that the phrase touches; for an empty phrase the one around its place.
 */
static uint32_t mention_of(struct phrase phrase, uint32_t types)
{
    uint32_t count = (uint32_t)phrase.reading->document->tokens.count;
    uint32_t first = phrase.first, last = phrase.last;

    if (is_empty(phrase)) {
        first -= first > 0;
        last += last < count;
    }
    return reading_mention(phrase.reading, first, last, types);
}

/* A mention that lies in the phrase alone has no counterpart around an empty place. */
static bool stays_inside(struct phrase phrase, uint32_t mention)
{
    const struct mention *m = &phrase.reading->analysis->mentions.at[mention];

    return phrase.first <= m->first && m->last <= phrase.last;
}

/* Mentions of these types on both sides. */
static bool mentions_of(const struct comparison *c, const struct change *change, uint32_t types,
                        uint32_t *left, uint32_t *right)
{
    struct phrase l = left_of(c, change), r = right_of(c, change);

    *left = mention_of(l, types);
    *right = mention_of(r, types);
    if (*left == NO_MENTION || *right == NO_MENTION)
        return false;
    return !(is_empty(l) && stays_inside(r, *right)) && !(is_empty(r) && stays_inside(l, *left));
}

const struct value *mention_value(const struct reading *reading, uint32_t mention)
{
    static const struct value unknown = {0};
    uint32_t entity = reading->analysis->mentions.at[mention].entity;

    return entity == NO_ENTITY ? &unknown : &reading->analysis->entities.at[entity].value;
}

bool values_differ(const struct value *left, const struct value *right)
{
    return left->kind == VALUE_NONE || right->kind == VALUE_NONE || !value_equal(left, right);
}

bool change_values(const struct comparison *c, const struct change *change, struct number_pair *out)
{
    return is_telling(left_of(c, change), right_of(c, change)) &&
           mentions_of(c, change, TYPES_VALUE, &out->left, &out->right);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The tests. Each tells whether it knows the class. */
struct look {
    struct comparison *c;
    struct change *change;
    struct phrase left, right;
    enum error error;
};

typedef bool test_of_class(struct look *look);

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

static bool test_dateline(struct look *look)
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

/* The next run of digits from *at on, commas inside left out; false at the end. */
static bool next_digits(struct slice text, size_t *at, char *out, size_t room)
{
    size_t count = 0;

    while (*at < text.len && !is_digit(text.ptr[*at]))
        ++*at;
    for (; *at < text.len && (is_digit(text.ptr[*at]) || text.ptr[*at] == ','); ++*at)
        if (text.ptr[*at] != ',' && count + 1 < room)
            out[count++] = text.ptr[*at];
    out[count] = 0;
    return count > 0;
}

/* Whether both sides have digits and a mark between them makes other numbers: 6.8 and 68. */
static bool digits_differ(struct phrase left, struct phrase right)
{
    enum { MOST_DIGITS = 32 };

    struct slice l =
        slice_at(left.reading->document->text, reading_span(left.reading, left.first, left.last));
    struct slice r = slice_at(right.reading->document->text,
                              reading_span(right.reading, right.first, right.last));
    char left_run[MOST_DIGITS], right_run[MOST_DIGITS];
    size_t i = 0, j = 0;
    bool more_left = next_digits(l, &i, left_run, MOST_DIGITS);
    bool more_right = next_digits(r, &j, right_run, MOST_DIGITS);

    if (!more_left || !more_right)
        return false;
    while (more_left && more_right) {
        if (strcmp(left_run, right_run) != 0)
            return true;
        more_left = next_digits(l, &i, left_run, MOST_DIGITS);
        more_right = next_digits(r, &j, right_run, MOST_DIGITS);
    }
    return more_left != more_right;
}

static bool test_form(struct look *look)
{
    return !digits_differ(look->left, look->right) && form_class(look->c, look->change);
}

/* Whether all tokens stand in quotation marks; an empty place counts when both neighbours do. */
static bool is_quoted(struct phrase phrase)
{
    const uint32_t *quotes = phrase.reading->quotes;
    uint32_t count = (uint32_t)phrase.reading->document->tokens.count;

    if (is_empty(phrase))
        return phrase.first > 0 && phrase.first < count && quotes[phrase.first] != NO_QUOTE &&
               quotes[phrase.first - 1] == quotes[phrase.first];
    for (uint32_t i = phrase.first; i < phrase.last; i++)
        if (quotes[i] == NO_QUOTE || quotes[i] != quotes[phrase.first])
            return false;
    return true;
}

/* An editor's insertion that went, came or changed is not what the speaker said. */
static bool test_insertion(struct look *look)
{
    uint32_t tokens = look->left.last - look->left.first + look->right.last - look->right.first;

    if (count_flag(look->left, READING_INSERTION) + count_flag(look->right, READING_INSERTION) !=
        tokens)
        return false;
    look->change->class = CLASS_TYPOGRAPHY;
    look->change->note = SLICE("an insertion in brackets");
    return true;
}

static bool test_quote(struct look *look)
{
    if (!is_quoted(look->left) || !is_quoted(look->right))
        return false;
    look->change->class = CLASS_QUOTE;
    return true;
}

/* Words put into a speaker's mouth or cut out of it, whatever they are. */
static bool test_quoted_words(struct look *look)
{
    return (is_empty(look->left) || is_empty(look->right)) && test_quote(look);
}

static bool test_negation(struct look *look)
{
    if (!is_telling(look->left, look->right) || count_flag(look->left, READING_NEGATION) % 2 ==
                                                    count_flag(look->right, READING_NEGATION) % 2)
        return false;
    look->change->class = CLASS_NEGATION;
    return true;
}

static bool test_value(struct look *look)
{
    struct number_pair pair;
    const struct value *left, *right;
    uint32_t types;

    if (!change_values(look->c, look->change, &pair))
        return false;
    left = mention_value(look->left.reading, pair.left);
    right = mention_value(look->right.reading, pair.right);
    if (!values_differ(left, right)) {
        look->change->class = CLASS_STYLE;
        look->change->note = SLICE("the same value");
        return true;
    }
    types = 1u << look->right.reading->analysis->mentions.at[pair.right].type;
    look->change->class = types & TYPES_DATE    ? CLASS_DATE
                          : types & TYPES_MONEY ? CLASS_MONEY
                                                : CLASS_NUMBER;
    return true;
}

/* From the first digit of a word on, up to a hyphen before a letter: 6.8 of magnitude-6.8, 30 of
 * 30-year, 6-2. Empty when it has no digit. */
static struct slice figure_in(struct slice word)
{
    size_t begin = 0, end;

    while (begin < word.len && !is_digit(word.ptr[begin]))
        begin++;
    for (end = begin; end < word.len; end++)
        if (word.ptr[end] == '-' && (end + 1 == word.len || !is_digit(word.ptr[end + 1])))
            break;
    return (struct slice){word.ptr + begin, end - begin};
}

/* The first number of a phrase, its digits alone when it has some; empty when there is none. */
static struct slice number_of(struct phrase phrase)
{
    for (uint32_t i = phrase.first; i < phrase.last; i++) {
        const struct token *token = token_of(phrase, i);
        struct slice word = token_text(phrase.reading->document->text, token);
        struct slice figure = figure_in(word);

        if (figure.len && (token->kind == TOKEN_NUMBER || token->flags & TOKEN_HYPHENATED))
            return figure;
        if (phrase.reading->flags[i] & READING_NUMBER)
            return word;
    }
    return (struct slice){0};
}

/* Figures that no mention covers. */
static bool test_figure(struct look *look)
{
    struct slice left = number_of(look->left), right = number_of(look->right);

    if (!left.len || !right.len || slice_equal(left, right) || !is_telling(look->left, look->right))
        return false;
    look->change->class = CLASS_NUMBER;
    return true;
}

static bool is_joined(struct phrase phrase)
{
    return phrase.last - phrase.first == 1 &&
           token_of(phrase, phrase.first)->flags & TOKEN_HYPHENATED;
}

/* Figures inside hyphenated words, also where the word is a name. */
static bool test_joined_figure(struct look *look)
{
    return is_joined(look->left) && is_joined(look->right) && test_figure(look);
}

/* One entity under two forms: a shared word or an acronym is a matter of style. */
static enum edit_class class_of_form(const struct look *look, const struct mention *left,
                                     const struct mention *right)
{
    for (uint32_t i = left->first; i < left->last; i++)
        for (uint32_t j = right->first; j < right->last; j++)
            if (look->c->left.loose[i] == look->c->right.loose[j])
                return CLASS_STYLE;
    if ((token_of(look->left, left->first)->flags | token_of(look->right, right->first)->flags) &
        TOKEN_ALL_CAPS)
        return CLASS_STYLE;
    return CLASS_SPELLING;
}

static bool test_name(struct look *look)
{
    uint32_t left, right;
    const struct mention *l, *r;

    if (!is_telling(look->left, look->right) ||
        !mentions_of(look->c, look->change, TYPES_NAME, &left, &right))
        return false;
    l = &look->c->left.analysis->mentions.at[left];
    r = &look->c->right.analysis->mentions.at[right];
    if (l->entity == NO_ENTITY || r->entity == NO_ENTITY)
        return false;
    if (look->c->right_entity[l->entity] == r->entity) {
        look->change->class = class_of_form(look, l, r);
        look->error = arena_print(look->c->arena, &look->change->note, "both name %.*s",
                                  SLICE_ARGS(look->c->right.analysis->entities.at[r->entity].name));
        return true;
    }
    look->change->class = count_flag(look->left, READING_SPEAKER) &&
                                  count_flag(look->right, READING_SPEAKER) &&
                                  !pairs_are_respelt(look->c, l->entity, r->entity)
                              ? CLASS_SPEAKER
                              : CLASS_NAME;
    return true;
}

/* Whether all words are capitalised inside a sentence: a name that no mention covers. */
static bool is_named(struct phrase phrase)
{
    enum { MOST_WORDS = 4 };

    if (is_empty(phrase) || phrase.last - phrase.first > MOST_WORDS)
        return false;
    for (uint32_t i = phrase.first; i < phrase.last; i++)
        if (token_of(phrase, i)->kind != TOKEN_WORD ||
            !(token_of(phrase, i)->flags & TOKEN_CAPITAL) ||
            phrase.reading->flags[i] & (READING_SENTENCE_START | READING_STOPWORD))
            return false;
    return true;
}

static bool test_capitals(struct look *look)
{
    if (!is_named(look->left) || !is_named(look->right))
        return false;
    look->change->class = CLASS_NAME;
    return true;
}

static bool test_hedge(struct look *look)
{
    bool left = count_flag(look->left, READING_HEDGE),
         right = count_flag(look->right, READING_HEDGE);

    if (left == right || !is_telling(look->left, look->right))
        return false;
    look->change->class = CLASS_HEDGE;
    return true;
}

static bool test_tense(struct look *look)
{
    if (!form_is_tense(look->c, look->change))
        return false;
    look->change->class = CLASS_TENSE;
    return true;
}

enum error change_class(struct comparison *comparison, struct change *change)
{
    static test_of_class *const tests[] = {
        test_dateline, test_form,  test_insertion,     test_quoted_words, test_negation,
        test_quote,    test_value, test_joined_figure, test_name,         test_figure,
        test_capitals, test_hedge, test_tense,
    };
    struct look look = {.c = comparison,
                        .change = change,
                        .left = left_of(comparison, change),
                        .right = right_of(comparison, change)};

    change->class = CLASS_WORDING;
    change->note = (struct slice){0};
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (tests[i](&look))
            break;
    return look.error;
}
