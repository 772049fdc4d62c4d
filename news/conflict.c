#include "news/conflict.h"

#include "base/array.h"
#include "news/change.h"
#include "text/ids.h"

enum {
    HEAD_WINDOW = 3,   /* tokens behind a figure in which its noun is looked for */
    HEAD_BACK = 2,     /* and before it, a verb */
    MOST_FIGURES = 40, /* of a sentence that are compared */
    MOST_CONFLICTS = 200,
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

/* Notes which figure a noun is counted by; one of an equal value changes nothing. */
static void note_noun(struct report *report, uint32_t figure)
{
    const struct figure_use *use = &report->figures.at[figure];
    uint32_t *only;

    if (use->noun == NO_NOUN)
        return;
    only = id_table_at(&report->nouns, report->reading->loose[use->noun]);
    if (*only == 0)
        *only = figure + 1;
    else if (*only != MANY && !value_equal(report->figures.at[*only - 1].value, use->value))
        *only = MANY;
}

static enum error report_open(struct arena *arena, const struct reading *reading,
                              const struct parts *sentences, struct report *out)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    struct report report = {.reading = reading, .sentences = sentences};
    uint32_t next = 0;
    enum error error = id_table_open(arena, mentions->count, &report.nouns);

    report.first = arena_array(arena, uint32_t, sentences->count + 1);
    if (error || !report.first || !array_reserve(arena, &report.figures, mentions->count))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < sentences->count; i++) {
        const struct part *sentence = &sentences->at[i];

        report.first[i] = (uint32_t)report.figures.count;
        for (; next < mentions->count && mentions->at[next].first < sentence->last; next++) {
            const struct mention *mention = &mentions->at[next];
            const struct value *value = mention_value(reading, next);

            if (!(1u << mention->type & (TYPES_NUMBER | TYPES_MONEY)) || value->kind == VALUE_NONE)
                continue;
            report.figures.at[report.figures.count++] =
                (struct figure_use){mention, value, i, noun_of(reading, sentence, mention)};
            note_noun(&report, (uint32_t)report.figures.count - 1);
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

static enum error push_conflict(struct finding *f, const struct figure_use *left,
                                const struct figure_use *right, uint32_t word, bool is_noun)
{
    const struct document *document = f->left.reading->document;
    const char *kind = left->mention->type == ENTITY_MONEY     ? "amount"
                       : left->mention->type == ENTITY_PERCENT ? "share"
                                                               : "number";
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
    *place = (struct conflict){.left = left->mention->span, .right = right->mention->span};
    return arena_print(f->c->arena, &place->what, "%s%s %.*s", kind, is_noun ? " of" : "",
                       SLICE_ARGS(token_text(document->text, &document->tokens.at[word])));
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
                error = push_conflict(f, l, r, l->noun, true);
            else if (verb != NO_NOUN)
                error = push_conflict(f, l, r, verb, false);
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
            error = push_conflict(f, left, right, left->noun, true);
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
        error = compare_nouns(&f);
    if (error)
        return error;
    if (f.conflicts.count)
        qsort(f.conflicts.at, f.conflicts.count, sizeof *f.conflicts.at, by_left);
    *out = f.conflicts;
    return ERROR_OK;
}
