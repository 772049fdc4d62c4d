#include "news/change_look.h"

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

bool digits_differ(struct phrase left, struct phrase right)
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

/* The sign that stands before a number and directly at it; 0 for none, also for the dash of a
 * range. A phrase is the sign alone, or an empty place. */
static char sign_before(struct phrase phrase)
{
    static const struct {
        const char *mark;
        char sign;
    } signs[] = {{"-", '-'}, {"\u2212", '-'}, {"\u2013", '-'}, {"+", '+'}};

    const struct tokens *tokens = &phrase.reading->document->tokens;
    struct slice mark;

    if (phrase.last - phrase.first != 1 || phrase.last >= tokens->count ||
        !(tokens->at[phrase.first].flags & TOKEN_SPACE_BEFORE) ||
        tokens->at[phrase.last].flags & TOKEN_SPACE_BEFORE ||
        tokens->at[phrase.last].kind != TOKEN_NUMBER)
        return 0;
    mark = token_text(phrase.reading->document->text, &tokens->at[phrase.first]);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_is(mark, signs[i].mark))
            return signs[i].sign;
    return 0;
}

bool test_sign(struct look *look)
{
    char left = sign_before(look->left), right = sign_before(look->right);

    if ((!is_empty(look->left) && !left) || (!is_empty(look->right) && !right) ||
        (left == '-') == (right == '-'))
        return false;
    look->change->class = CLASS_NUMBER;
    look->change->note = SLICE("another sign");
    return true;
}

/* How long something takes, how old somebody is: a number of years, though its mention is a date's.
 */
static bool is_duration(const struct value *value)
{
    return value->kind == VALUE_TEXT && value->text.len > 1 && value->text.ptr[0] == 'P';
}

static enum edit_class class_of_value(const struct reading *reading, uint32_t mention)
{
    uint32_t types = 1u << reading->analysis->mentions.at[mention].type;

    if (types & TYPES_DATE && !is_duration(mention_value(reading, mention)))
        return CLASS_DATE;
    return types & TYPES_MONEY ? CLASS_MONEY : CLASS_NUMBER;
}

bool test_value(struct look *look)
{
    struct number_pair pair;
    const struct value *left, *right;

    if (!change_values(look->c, look->change, &pair))
        return false;
    left = mention_value(look->left.reading, pair.left);
    right = mention_value(look->right.reading, pair.right);
    if (!values_differ(left, right)) {
        look->change->class = CLASS_STYLE;
        look->change->note = SLICE("the same value");
        return true;
    }
    look->change->class = class_of_value(look->right.reading, pair.right);
    return true;
}

/* Whether a word has letters or a decimal point. */
static bool has_more_than_digits(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] == '.' || ((word.ptr[i] | 0x20) >= 'a' && (word.ptr[i] | 0x20) <= 'z'))
            return true;
    return false;
}

/* Whether a phrase is digits, marks and "to" alone: 5 to 4, 5-4. */
static bool is_range(struct phrase phrase)
{
    for (uint32_t i = phrase.first; i < phrase.last; i++) {
        struct slice word = token_text(phrase.reading->document->text, token_of(phrase, i));

        if (has_more_than_digits(word) && !slice_is(word, "to"))
            return false;
    }
    return !is_empty(phrase);
}

bool test_range(struct look *look)
{
    if (!is_range(look->left) || !is_range(look->right) ||
        count_flag(look->left, READING_NUMBER) == 0 ||
        count_flag(look->right, READING_NUMBER) == 0 || digits_differ(look->left, look->right))
        return false;
    look->change->class = CLASS_STYLE;
    look->change->note = SLICE("the same value");
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

/* The first number of a phrase, its digits alone when it has some; empty when there is none.
 * *loose: what its token counts as. */
static struct slice number_of(struct phrase phrase, uint32_t *loose)
{
    for (uint32_t i = phrase.first; i < phrase.last; i++) {
        const struct token *token = token_of(phrase, i);
        struct slice word = token_text(phrase.reading->document->text, token);
        struct slice figure = figure_in(word);

        *loose = phrase.reading->loose[i];
        if (figure.len && (token->kind == TOKEN_NUMBER || token->flags & TOKEN_HYPHENATED))
            return figure;
        if (phrase.reading->flags[i] & (READING_NUMBER | READING_MAYBE_NUMBER))
            return word;
    }
    return (struct slice){0};
}

/* Figures that no mention covers. */
bool test_figure(struct look *look)
{
    uint32_t left_loose, right_loose;
    struct slice left = number_of(look->left, &left_loose);
    struct slice right = number_of(look->right, &right_loose);

    if (!left.len || !right.len || slice_equal(left, right) || left_loose == right_loose ||
        !is_telling(look->left, look->right))
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
bool test_joined_figure(struct look *look)
{
    return is_joined(look->left) && is_joined(look->right) && test_figure(look);
}

/* How often a value is named in tokens [first, last) of a side. */
static uint32_t count_value(const struct reading *reading, uint32_t first, uint32_t last,
                            const struct value *value)
{
    uint32_t count = 0;

    for (uint32_t m = reading_mention(reading, first, last, TYPES_VALUE);
         m < reading->analysis->mentions.count && reading->analysis->mentions.at[m].first < last;
         m++)
        count += !values_differ(mention_value(reading, m), value);
    return count;
}

/* Whether a value that stands on one side of a change alone stands in its unit as often on the
 * other: it went elsewhere. */
static bool is_moved(const struct look *look, const struct value *value)
{
    const struct change *unit = look->unit;

    return value->kind != VALUE_NONE &&
           count_value(&look->c->left, unit->left_first, unit->left_last, value) ==
               count_value(&look->c->right, unit->right_first, unit->right_last, value);
}

/* A value inside the phrase that its unit has gained or lost. */
static uint32_t lone_value(const struct look *look, struct phrase phrase, struct phrase other)
{
    const struct mentions *mentions = &phrase.reading->analysis->mentions;

    if (is_empty(phrase) ||
        reading_mention(other.reading, other.first, other.last, TYPES_VALUE) != NO_MENTION)
        return NO_MENTION;
    for (uint32_t m = reading_mention(phrase.reading, phrase.first, phrase.last, TYPES_VALUE);
         m < mentions->count && mentions->at[m].last <= phrase.last; m++)
        if (TYPES_VALUE >> mentions->at[m].type & 1 && mentions->at[m].first >= phrase.first &&
            !is_moved(look, mention_value(phrase.reading, m)))
            return m;
    return NO_MENTION;
}

bool test_lone_value(struct look *look)
{
    uint32_t left, right;

    if (!is_telling(look->left, look->right))
        return false;
    left = lone_value(look, look->left, look->right);
    right = lone_value(look, look->right, look->left);
    if (left == NO_MENTION && right == NO_MENTION)
        return false;
    look->change->class = right == NO_MENTION ? class_of_value(&look->c->left, left)
                                              : class_of_value(&look->c->right, right);
    return true;
}
