/* How: a row of tests, the first that holds gives the class. What differs in form alone is
 * cosmetic; words inside quotation marks, values, names and negations are factual; the rest is
 * wording. */
#include "news/change.h"

#include "news/change_look.h"
#include "news/counterpart.h"
#include "news/form.h"

enum { LONGEST_TELLING = 12 }; /* words of a change that still speaks of one thing */

uint32_t count_flag(struct phrase phrase, enum reading_flag flag)
{
    uint32_t count = 0;

    for (uint32_t i = phrase.first; i < phrase.last; i++)
        count += (phrase.reading->flags[i] & flag) != 0;
    return count;
}

bool is_telling(struct phrase left, struct phrase right)
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

bool mentions_of(const struct comparison *c, const struct change *change, uint32_t types,
                 uint32_t *left, uint32_t *right)
{
    struct phrase l = left_of(c, change), r = right_of(c, change);

    *left = mention_of(l, types);
    *right = mention_of(r, types);
    if (*left == NO_MENTION || *right == NO_MENTION)
        return false;
    return !(is_empty(l) && stays_inside(r, *right)) && !(is_empty(r) && stays_inside(l, *left));
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
               quotes[phrase.first - 1] == quotes[phrase.first] &&
               !(phrase.reading->flags[phrase.first - 1] & phrase.reading->flags[phrase.first] &
                 READING_INSERTION);
    for (uint32_t i = phrase.first; i < phrase.last; i++)
        if (quotes[i] == NO_QUOTE || quotes[i] != quotes[phrase.first])
            return false;
    return count_flag(phrase, READING_INSERTION) < phrase.last - phrase.first;
}

/* Whether a phrase is of editors' insertions with their brackets; an empty one is. */
static bool is_insertion(struct phrase phrase)
{
    if (count_flag(phrase, READING_INSERTION) < phrase.last - phrase.first)
        return false;
    return count_flag(phrase, READING_WORD) == 0 ||
           (phrase.reading->loose[phrase.first] == LOOSE_BRACKET_OPEN &&
            phrase.reading->loose[phrase.last - 1] == LOOSE_BRACKET_CLOSE);
}

/* An editor's insertion that went or came is not what the speaker said; it may turn it round. */
static bool test_insertion(struct look *look)
{
    bool in_both =
        count_flag(look->left, READING_WORD) > 0 && count_flag(look->right, READING_WORD) > 0;

    if (in_both || !is_insertion(look->left) || !is_insertion(look->right) ||
        count_flag(look->left, READING_NEGATION) != count_flag(look->right, READING_NEGATION))
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

/* A sentence that came or went as a whole changes none that is kept. */
static bool test_sentence(struct look *look)
{
    struct phrase phrase = is_empty(look->left) ? look->right : look->left;
    const struct reading *reading = phrase.reading;

    return (is_empty(look->left) || is_empty(look->right)) &&
           reading->flags[phrase.first] & READING_SENTENCE_START &&
           (phrase.last == reading->document->tokens.count ||
            reading->flags[phrase.last] & READING_SENTENCE_START);
}

/* Whether a phrase that came or went alone has words of its own, which it may turn round instead of
 * what is kept: "who did not reply". */
static bool turns_itself(struct phrase phrase)
{
    for (uint32_t i = phrase.first; i < phrase.last; i++)
        if ((phrase.reading->flags[i] & (READING_WORD | READING_STOPWORD | READING_NEGATION)) ==
            READING_WORD)
            return true;
    return false;
}

static bool test_negation(struct look *look)
{
    if ((is_empty(look->left) && turns_itself(look->right)) ||
        (is_empty(look->right) && turns_itself(look->left)))
        return false;
    if (!is_telling(look->left, look->right) || count_flag(look->left, READING_NEGATION) % 2 ==
                                                    count_flag(look->right, READING_NEGATION) % 2)
        return false;
    look->change->class = CLASS_NEGATION;
    return true;
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

/* Notes the fuller of the two forms of a name. */
static enum error note_name(struct look *look, uint32_t left, uint32_t right)
{
    struct slice l = look->c->left.analysis->entities.at[left].name;
    struct slice r = look->c->right.analysis->entities.at[right].name;

    return arena_print(look->c->arena, &look->change->note, "both name %.*s",
                       SLICE_ARGS(l.len > r.len ? l : r));
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
        look->error = note_name(look, l->entity, r->entity);
        return true;
    }
    look->change->class = count_flag(look->left, READING_SPEAKER) &&
                                  count_flag(look->right, READING_SPEAKER) &&
                                  !counterpart_is_respelt(look->c, l->entity, r->entity)
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

/* Whether a phrase names somebody, a body or a place that the other text does not know; "Islamist"
 * and such only describe. */
static bool has_new_name(const struct look *look, struct phrase phrase)
{
    enum { TYPES_NAMED = TYPES_NAME & ~(1 << ENTITY_MISC) };

    const struct mentions *mentions = &phrase.reading->analysis->mentions;
    const uint32_t *others =
        phrase.reading == &look->c->left ? look->c->right_entity : look->c->left_entity;

    for (uint32_t m = reading_mention(phrase.reading, phrase.first, phrase.last, TYPES_NAMED);
         m < mentions->count && mentions->at[m].last <= phrase.last; m++)
        if (TYPES_NAMED >> mentions->at[m].type & 1 && mentions->at[m].first >= phrase.first &&
            mentions->at[m].entity != NO_ENTITY && others[mentions->at[m].entity] == NO_ENTITY)
            return true;
    return false;
}

static bool test_new_name(struct look *look)
{
    if (!is_telling(look->left, look->right) ||
        (!has_new_name(look, look->left) && !has_new_name(look, look->right)))
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

enum error change_class(struct comparison *comparison, const struct change *unit,
                        struct change *change)
{
    static test_of_class *const tests[] = {
        test_dateline,      test_sign,     test_form,   test_insertion, test_quoted_words,
        test_sentence,      test_negation, test_range,  test_quote,     test_value,
        test_joined_figure, test_name,     test_figure, test_capitals,  test_lone_value,
        test_new_name,      test_hedge,    test_tense,
    };
    struct look look = {.c = comparison,
                        .unit = unit,
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
