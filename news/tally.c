#include "news/tally.h"

#include "base/array.h"
#include "news/change.h"

enum {
    HEAD_WINDOW = 3, /* tokens behind a figure in which its noun is looked for */
    TOLL_BEHIND = 4, /* and in which what befell those it counts is looked for */
    TOLL_BEFORE = 5,
    TOLL_OWNER = 3 /* and before such a word, for another figure that it belongs to */
};

static const struct {
    const char *what;
    const char *words; /* one after another, each behind a blank */
} tolls[TOLL_COUNT] = {
    [TOLL_KILLED] = {"number killed",
                     " killed killing kills kill dead died dies dying deaths slain "
                     "fatalities "},
    [TOLL_HURT] = {"number hurt", " hurt injured injuring injures injure wounded wounding wounds "
                                  "injuries "},
    [TOLL_MISSING] = {"number missing", " missing unaccounted "},
    [TOLL_HELD] = {"number held", " arrested arresting arrests detained detaining detains "},
};

struct slice tally_toll_name(enum toll toll)
{
    return slice_of(tolls[toll].what);
}

/* The kind of toll that a word is of; TOLL_COUNT when it is of none. */
static enum toll toll_of_word(struct slice word)
{
    enum { LONGEST = 16 };

    char padded[LONGEST + 3];

    if (word.len > LONGEST)
        return TOLL_COUNT;
    (void)snprintf(padded, sizeof padded, " %.*s ", SLICE_ARGS(word));
    for (enum toll toll = TOLL_KILLED; toll < TOLL_COUNT; toll++)
        if (strstr(tolls[toll].words, padded))
            return toll;
    return TOLL_COUNT;
}

bool tally_is_telling(const struct reading *reading, uint32_t token)
{
    return (reading->flags[token] & (READING_WORD | READING_STOPWORD)) == READING_WORD &&
           !(reading->flags[token] & READING_NUMBER);
}

bool tally_is_plain(const struct reading *reading, uint32_t token)
{
    return tally_is_telling(reading, token) &&
           reading_mention(reading, token, token + 1, TYPES_NAME | TYPES_VALUE) == NO_MENTION;
}

/* The first telling word behind a figure. */
static uint32_t noun_of(const struct reading *reading, const struct part *sentence,
                        const struct mention *mention)
{
    for (uint32_t i = mention->last; i < sentence->last && i < mention->last + HEAD_WINDOW; i++)
        if (tally_is_plain(reading, i))
            return i;
    return NO_NOUN;
}

bool tally_differ(const struct figure_use *left, const struct figure_use *right)
{
    return left->mention->type == right->mention->type && left->is_part == right->is_part &&
           slice_equal(left->unit, right->unit) && !rough_agree(left->rough, right->rough);
}

/* Notes which figure a noun or a toll is counted by; one that agrees changes nothing. */
static void note_key(struct tally *tally, uint64_t key, uint32_t figure)
{
    const struct figure_use *use = &tally->figures.at[figure];
    uint32_t *only = id_table_at(&tally->nouns, key);

    if (*only == 0)
        *only = figure + 1;
    else if (*only != MANY && tally_differ(&tally->figures.at[*only - 1], use))
        *only = MANY;
}

/* The toll told right behind what a figure counts: "five people were hurt". */
static enum toll toll_behind(const struct reading *reading, const struct part *sentence,
                             uint32_t from)
{
    const struct document *document = reading->document;
    enum toll toll = TOLL_COUNT;

    for (uint32_t i = from; toll == TOLL_COUNT && i < sentence->last && i < from + TOLL_BEHIND;
         i++) {
        const struct token *token = &document->tokens.at[i];

        if (token->kind >= TOKEN_QUOTE ||
            (i == from && slice_is(token_text(document->text, token), "of")))
            break; /* "two of the injured" are not all */
        toll = toll_of_word(token_text(document->text, token));
    }
    return toll;
}

/* The toll told before a figure: "killed at least five"; not one that an earlier figure has. */
static enum toll toll_before(const struct reading *reading, const struct part *sentence,
                             uint32_t from)
{
    const struct document *document = reading->document;
    enum toll toll = TOLL_COUNT;
    uint32_t i = from;

    for (; toll == TOLL_COUNT && i > sentence->first && i + TOLL_BEFORE > from; i--) {
        const struct token *token = &document->tokens.at[i - 1];

        if (token->kind >= TOKEN_QUOTE || reading->flags[i - 1] & READING_NUMBER)
            return TOLL_COUNT;
        toll = toll_of_word(token_text(document->text, token));
    }
    if (i + 1 == from) /* "killed two", whatever stands before */
        return toll;
    for (uint32_t back = 0; toll != TOLL_COUNT && back < TOLL_OWNER && i > sentence->first;
         back++, i--)
        if (reading->flags[i - 1] & READING_NUMBER)
            return TOLL_COUNT;
    return toll;
}

static enum toll toll_of(const struct reading *reading, const struct part *sentence,
                         const struct mention *mention)
{
    enum toll toll = TOLL_COUNT;

    if (mention->type == ENTITY_NUMBER)
        toll = toll_before(reading, sentence, mention->first);
    if (mention->type == ENTITY_NUMBER && toll == TOLL_COUNT)
        toll = toll_behind(reading, sentence, mention->last);
    return toll;
}

/* The number of a duration such as P12Y, and the letter that says what it counts. */
static bool read_duration(struct slice text, double *number, struct slice *unit)
{
    double read = 0;
    size_t at = 1;

    if (!slice_starts(text, SLICE("P")))
        return false;
    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
        read = 10 * read + (text.ptr[at] - '0');
    *number = read;
    *unit = slice_part(text, at, text.len);
    return at > 1 && unit->len == 1;
}

/* Whether a mention is a figure that can be compared; number and unit are set when it is. */
static bool read_figure(const struct reading *reading, uint32_t mention, struct figure_use *use)
{
    const struct value *value = mention_value(reading, mention);

    if (TYPES_DATE >> use->mention->type & 1)
        return value->kind == VALUE_TEXT && read_duration(value->text, &use->number, &use->unit);
    use->number = value->number;
    use->unit = value->text;
    return value->kind == VALUE_NUMBER || value->kind == VALUE_MONEY;
}

static bool is_part(const struct reading *reading, const struct part *sentence,
                    const struct mention *mention)
{
    return mention->last < sentence->last &&
           reading->document->tokens.at[mention->last].folded == token_folded_id(SLICE("of"));
}

/* Whose age a figure is: "Ana Cole, 34, said". NO_ENTITY when it is none. */
static uint32_t person_of(const struct reading *reading, const struct part *sentence,
                          const struct figure_use *use)
{
    enum { OLDEST = 120 };

    const struct token *tokens = reading->document->tokens.at;
    uint32_t first = use->mention->first, last = use->mention->last, person;

    if (use->mention->type != ENTITY_NUMBER || use->number > OLDEST ||
        first < sentence->first + 2 || tokens[first - 1].kind != TOKEN_COMMA ||
        (last < sentence->last && tokens[last].kind < TOKEN_QUOTE))
        return NO_ENTITY;
    person = reading_mention(reading, first - 2, first - 1, 1u << ENTITY_PERSON);
    return person == NO_MENTION ? NO_ENTITY : reading->analysis->mentions.at[person].entity;
}

static void note_figure(struct tally *tally, const struct figure_use *use)
{
    uint32_t place = (uint32_t)tally->figures.count;

    tally->figures.at[tally->figures.count++] = *use;
    if (TYPES_DATE >> use->mention->type & 1 || use->person != NO_ENTITY)
        return; /* many a thing takes two years, and many are 34 */
    if (use->noun != NO_NOUN)
        note_key(tally, tally->reading->loose[use->noun], place);
    if (use->toll != TOLL_COUNT)
        note_key(tally, tally_toll_key(use->toll), place);
}

enum error tally_read(struct arena *arena, const struct reading *reading,
                      const struct parts *sentences, struct tally *out)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    struct tally tally = {.reading = reading, .sentences = sentences};
    uint32_t next = 0;
    enum error error = id_table_open(arena, 2 * mentions->count, &tally.nouns);

    tally.first = arena_array(arena, uint32_t, sentences->count + 1);
    if (error || !tally.first || !array_reserve(arena, &tally.figures, mentions->count))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < sentences->count; i++) {
        const struct part *sentence = &sentences->at[i];

        tally.first[i] = (uint32_t)tally.figures.count;
        for (; next < mentions->count && mentions->at[next].first < sentence->last; next++) {
            const struct mention *mention = &mentions->at[next];
            struct figure_use use = {.mention = mention, .sentence = i};

            if (!(1u << mention->type & TYPES_VALUE) || !read_figure(reading, next, &use))
                continue;
            use.rough = rough_read(reading, sentence, mention, use.number);
            use.noun = noun_of(reading, sentence, mention);
            use.toll = toll_of(reading, sentence, mention);
            use.is_part = is_part(reading, sentence, mention);
            use.person = person_of(reading, sentence, &use);
            note_figure(&tally, &use);
        }
    }
    tally.first[sentences->count] = (uint32_t)tally.figures.count;
    *out = tally;
    return ERROR_OK;
}
