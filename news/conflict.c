#include "news/conflict.h"

#include "base/array.h"
#include "news/change.h"
#include "text/ids.h"

enum {
    HEAD_WINDOW = 3,   /* tokens behind a figure in which its noun is looked for */
    HEAD_BACK = 2,     /* and before it, a verb */
    MOST_FIGURES = 40, /* of a sentence that are compared */
    MOST_CONFLICTS = 200,
    TOLL_BEHIND = 4, /* tokens behind a figure in which what befell those it counts is looked for */
    TOLL_BEFORE = 5,
    TOLL_OWNER = 3,  /* and before such a word, for another figure that it belongs to */
    AROUND_WORDS = 2 /* telling words in common around figures of sentences that are not paired */
};

#define MANY UINT32_MAX

/* A figure with its value, the sentence it stands in and the words it may count. */
struct figure_use {
    const struct mention *mention;
    const struct value *value;
    uint32_t sentence;
    uint32_t noun; /* token, or NO_NOUN */
};

#define NO_NOUN UINT32_MAX

struct figure_uses {
    struct figure_use *at;
    size_t count, capacity;
};

/* One report: its figures, and for each noun 1 + the only figure that counts it, or MANY. */
struct report {
    const struct reading *reading;
    const struct parts *sentences;
    struct figure_uses figures;
    uint32_t *first; /* by sentence: its first figure; one more at the end */
    struct id_table nouns;
};

/* What befell people, as reports of one event tell it in whatever words. */
enum toll { TOLL_KILLED, TOLL_HURT, TOLL_MISSING, TOLL_HELD, TOLL_COUNT };

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

static bool is_telling(const struct reading *reading, uint32_t token)
{
    return (reading->flags[token] & (READING_WORD | READING_STOPWORD)) == READING_WORD &&
           !(reading->flags[token] & READING_NUMBER);
}

/* The first telling word behind a figure. */
static uint32_t noun_of(const struct reading *reading, const struct part *sentence,
                        const struct mention *mention)
{
    for (uint32_t i = mention->last; i < sentence->last && i < mention->last + HEAD_WINDOW; i++)
        if (is_telling(reading, i))
            return i;
    return NO_NOUN;
}

/* Notes which figure a noun or a toll is counted by; one of an equal value changes nothing. */
static void note_key(struct report *report, uint64_t key, uint32_t figure)
{
    const struct figure_use *use = &report->figures.at[figure];
    uint32_t *only = id_table_at(&report->nouns, key);

    if (*only == 0)
        *only = figure + 1;
    else if (*only != MANY && !value_equal(report->figures.at[*only - 1].value, use->value))
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

/* Keys of the tolls in the table of nouns, beyond all loose numbers. */
static uint64_t toll_key(enum toll toll)
{
    return UINT64_MAX - toll;
}

static enum error report_open(struct arena *arena, const struct reading *reading,
                              const struct parts *sentences, struct report *out)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    struct report report = {.reading = reading, .sentences = sentences};
    uint32_t next = 0;
    enum error error = id_table_open(arena, 2 * mentions->count, &report.nouns);

    report.first = arena_array(arena, uint32_t, sentences->count + 1);
    if (error || !report.first || !array_reserve(arena, &report.figures, mentions->count))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < sentences->count; i++) {
        const struct part *sentence = &sentences->at[i];

        report.first[i] = (uint32_t)report.figures.count;
        for (; next < mentions->count && mentions->at[next].first < sentence->last; next++) {
            const struct mention *mention = &mentions->at[next];
            const struct value *value = mention_value(reading, next);
            uint32_t noun = noun_of(reading, sentence, mention);
            enum toll toll = toll_of(reading, sentence, mention);

            if (!(1u << mention->type & (TYPES_NUMBER | TYPES_MONEY)) || value->kind == VALUE_NONE)
                continue;
            report.figures.at[report.figures.count++] =
                (struct figure_use){mention, value, i, noun};
            if (noun != NO_NOUN)
                note_key(&report, reading->loose[noun], (uint32_t)report.figures.count - 1);
            if (toll != TOLL_COUNT)
                note_key(&report, toll_key(toll), (uint32_t)report.figures.count - 1);
        }
    }
    report.first[sentences->count] = (uint32_t)report.figures.count;
    *out = report;
    return ERROR_OK;
}

struct finding {
    struct comparison *c;
    struct report left, right;
    struct conflicts conflicts;
};

/* what: for a reader, made up already. */
static enum error push_conflict(struct finding *f, const struct figure_use *left,
                                const struct figure_use *right, struct slice what)
{
    struct conflict *place;

    if (f->conflicts.count == MOST_CONFLICTS)
        return ERROR_OK;
    for (size_t i = 0; i < f->conflicts.count; i++)
        if (f->conflicts.at[i].left.begin == left->mention->span.begin &&
            f->conflicts.at[i].right.begin == right->mention->span.begin)
            return ERROR_OK;
    place = array_push(f->c->arena, &f->conflicts);
    if (!place)
        return ERROR_NO_MEMORY;
    *place = (struct conflict){what, left->mention->span, right->mention->span};
    return ERROR_OK;
}

/* "number of workers", "amount paid" */
static enum error push_counted(struct finding *f, const struct figure_use *left,
                               const struct figure_use *right, uint32_t word, bool is_noun)
{
    const struct document *document = f->left.reading->document;
    const char *kind = left->mention->type == ENTITY_MONEY     ? "amount"
                       : left->mention->type == ENTITY_PERCENT ? "share"
                                                               : "number";
    struct slice what;
    enum error error =
        arena_print(f->c->arena, &what, "%s%s %.*s", kind, is_noun ? " of" : "",
                    SLICE_ARGS(token_text(document->text, &document->tokens.at[word])));

    return error ? error : push_conflict(f, left, right, what);
}

static bool differ(const struct figure_use *left, const struct figure_use *right)
{
    return left->mention->type == right->mention->type && !value_equal(left->value, right->value);
}

/* A telling word that stands close before both figures; NO_NOUN when there is none. */
static uint32_t verb_of(const struct finding *f, const struct figure_use *left,
                        const struct figure_use *right)
{
    const struct part *l = &f->left.sentences->at[left->sentence];
    const struct part *r = &f->right.sentences->at[right->sentence];

    for (uint32_t i = left->mention->first; i > l->first && i + HEAD_BACK > left->mention->first;
         i--)
        for (uint32_t j = right->mention->first;
             j > r->first && j + HEAD_BACK > right->mention->first; j--)
            if (is_telling(f->left.reading, i - 1) &&
                f->left.reading->loose[i - 1] == f->right.reading->loose[j - 1])
                return i - 1;
    return NO_NOUN;
}

static bool nouns_equal(const struct finding *f, const struct figure_use *left,
                        const struct figure_use *right)
{
    return left->noun != NO_NOUN && right->noun != NO_NOUN &&
           f->left.reading->loose[left->noun] == f->right.reading->loose[right->noun];
}

/* Compares the figures of two sentences that tell the same. */
static enum error compare_pair(struct finding *f, uint32_t left, uint32_t right)
{
    uint32_t last = f->left.first[left + 1], other_last = f->right.first[right + 1];
    enum error error = ERROR_OK;

    if (last > f->left.first[left] + MOST_FIGURES)
        last = f->left.first[left] + MOST_FIGURES;
    if (other_last > f->right.first[right] + MOST_FIGURES)
        other_last = f->right.first[right] + MOST_FIGURES;
    for (uint32_t i = f->left.first[left]; !error && i < last; i++) {
        for (uint32_t j = f->right.first[right]; !error && j < other_last; j++) {
            const struct figure_use *l = &f->left.figures.at[i], *r = &f->right.figures.at[j];
            uint32_t verb;

            if (!differ(l, r))
                continue;
            verb = verb_of(f, l, r);
            if (nouns_equal(f, l, r))
                error = push_counted(f, l, r, l->noun, true);
            else if (verb != NO_NOUN)
                error = push_counted(f, l, r, verb, false);
        }
    }
    return error;
}

static bool share_name(const struct finding *f, const struct mention *left,
                       const struct part *right)
{
    const struct mentions *mentions = &f->right.reading->analysis->mentions;
    uint32_t entity = entity_type_is_name(left->type) && left->entity != NO_ENTITY
                          ? f->c->right_entity[left->entity]
                          : NO_ENTITY;
    uint32_t from = right->first;

    for (uint32_t n = 0; entity != NO_ENTITY && n < MOST_FIGURES; n++) {
        uint32_t found = reading_mention(f->right.reading, from, right->last, TYPES_NAME);

        if (found == NO_MENTION)
            return false;
        if (mentions->at[found].entity == entity)
            return true;
        from = mentions->at[found].last;
    }
    return false;
}

/* Whether two sentences have a name in common, or telling words beside the noun. */
static bool share_more(const struct finding *f, const struct figure_use *left,
                       const struct figure_use *right)
{
    enum { MOST_TOKENS = 100 };

    const struct reading *l = f->left.reading, *r = f->right.reading;
    const struct part *sentence = &f->left.sentences->at[left->sentence];
    const struct part *other = &f->right.sentences->at[right->sentence];
    uint32_t words = 0;

    for (uint32_t i = sentence->first; i < sentence->last && i < sentence->first + MOST_TOKENS;
         i++) {
        uint32_t name = reading_mention(l, i, i + 1, TYPES_NAME);

        if (name != NO_MENTION && share_name(f, &l->analysis->mentions.at[name], other))
            return true;
        if (i == left->noun || !is_telling(l, i))
            continue;
        for (uint32_t j = other->first; j < other->last && j < other->first + MOST_TOKENS; j++)
            if (l->loose[i] == r->loose[j]) {
                words++;
                break;
            }
    }
    return words >= AROUND_WORDS;
}

/* Compares what each text counts once. */
static enum error compare_nouns(struct finding *f)
{
    enum error error = ERROR_OK;

    for (uint32_t i = 0; !error && i < f->left.figures.count; i++) {
        const struct figure_use *left = &f->left.figures.at[i], *right;
        uint64_t noun = left->noun == NO_NOUN ? 0 : f->left.reading->loose[left->noun];
        uint32_t there;

        if (left->noun == NO_NOUN || id_table_find(&f->left.nouns, noun) != i + 1)
            continue;
        there = id_table_find(&f->right.nouns, noun);
        if (there == 0 || there == MANY)
            continue;
        right = &f->right.figures.at[there - 1];
        if (differ(left, right) && share_more(f, left, right))
            error = push_counted(f, left, right, left->noun, true);
    }
    return error;
}

/* Compares the tolls that each text tells once. */
static enum error compare_tolls(struct finding *f)
{
    enum error error = ERROR_OK;

    for (enum toll toll = TOLL_KILLED; !error && toll < TOLL_COUNT; toll++) {
        uint32_t left = id_table_find(&f->left.nouns, toll_key(toll));
        uint32_t right = id_table_find(&f->right.nouns, toll_key(toll));

        if (left == 0 || left == MANY || right == 0 || right == MANY ||
            !differ(&f->left.figures.at[left - 1], &f->right.figures.at[right - 1]))
            continue;
        error = push_conflict(f, &f->left.figures.at[left - 1], &f->right.figures.at[right - 1],
                              slice_of(tolls[toll].what));
    }
    return error;
}

static int by_left(const void *a, const void *b)
{
    const struct conflict *x = a, *y = b;

    if (x->left.begin != y->left.begin)
        return x->left.begin < y->left.begin ? -1 : 1;
    return (x->right.begin > y->right.begin) - (x->right.begin < y->right.begin);
}

enum error conflict_find(struct comparison *comparison, const struct parts *left,
                         const struct parts *right, const struct shared_facts *shared,
                         struct conflicts *out)
{
    struct finding f = {.c = comparison};
    enum error error = report_open(comparison->arena, &comparison->left, left, &f.left);

    if (!error)
        error = report_open(comparison->arena, &comparison->right, right, &f.right);
    for (size_t i = 0; !error && i < shared->count; i++)
        error = compare_pair(&f, shared->at[i].left, shared->at[i].right);
    if (!error)
        error = compare_tolls(&f);
    if (!error)
        error = compare_nouns(&f);
    if (error)
        return error;
    if (f.conflicts.count)
        qsort(f.conflicts.at, f.conflicts.count, sizeof *f.conflicts.at, by_left);
    *out = f.conflicts;
    return ERROR_OK;
}
