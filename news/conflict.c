#include "news/conflict.h"

#include "base/array.h"
#include "news/dated.h"
#include "news/tally.h"

enum {
    HEAD_BACK = 2,     /* tokens before a figure in which a verb is looked for */
    MOST_TOKENS = 100, /* of a sentence that are looked at */
    MOST_FIGURES = 40, /* of a sentence that are compared */
    MOST_CONFLICTS = 200,
    AROUND_WORDS = 2, /* telling words in common around figures of sentences that are not paired */
    FEW = 12          /* figures up to it may be equal by chance */
};

struct finding {
    struct comparison *c;
    struct tally left, right;
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
                       : left->mention->type == ENTITY_DATE    ? "time"
                                                               : "number";
    struct slice what;
    enum error error =
        arena_print(f->c->arena, &what, "%s%s %.*s", kind, is_noun ? " of" : "",
                    SLICE_ARGS(token_text(document->text, &document->tokens.at[word])));

    return error ? error : push_conflict(f, left, right, what);
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
            if (tally_is_plain(f->left.reading, i - 1) &&
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

/* Figures of a sentence [first, last), no more than are compared. */
static struct span figures_of(const struct tally *tally, uint32_t sentence)
{
    struct span span = {tally->first[sentence], tally->first[sentence + 1]};

    if (span.end - span.begin > MOST_FIGURES)
        span.end = span.begin + MOST_FIGURES;
    return span;
}

/* Whether figures of a sentence that stand in a row make up a figure: "two men and three women" are
 * five, but two who were killed and three who were hurt are not. */
static bool make_up(const struct tally *tally, uint32_t sentence, const struct figure_use *whole)
{
    struct span span = figures_of(tally, sentence);

    for (uint32_t first = span.begin; first < span.end; first++) {
        struct rough sum = {0, 0};
        enum toll toll = TOLL_COUNT;

        for (uint32_t i = first; i < span.end; i++) {
            const struct figure_use *use = &tally->figures.at[i];

            if (use->mention->type != whole->mention->type || !slice_equal(use->unit, whole->unit))
                break;
            if (use->toll != TOLL_COUNT && toll != TOLL_COUNT && use->toll != toll)
                break;
            if (toll == TOLL_COUNT)
                toll = use->toll;
            sum = (struct rough){sum.least + use->rough.least, sum.most + use->rough.most};
            if (i > first && rough_agree(sum, whole->rough))
                return true;
        }
    }
    return false;
}

static bool is_sum(const struct finding *f, const struct figure_use *left,
                   const struct figure_use *right)
{
    return make_up(&f->left, left->sentence, right) || make_up(&f->right, right->sentence, left);
}

static bool count_same(const struct finding *f, const struct figure_use *left,
                       const struct figure_use *right)
{
    return nouns_equal(f, left, right) || verb_of(f, left, right) != NO_NOUN ||
           (left->toll != TOLL_COUNT && left->toll == right->toll);
}

/* Whether a figure means the same as one of a sentence of the other report: small ones only where
 * they count the same. */
static bool is_met(const struct finding *f, const struct figure_use *use, bool is_left,
                   struct span others)
{
    const struct tally *tally = is_left ? &f->right : &f->left;

    for (uint32_t i = others.begin; i < others.end; i++) {
        const struct figure_use *other = &tally->figures.at[i];

        if (use->mention->type != other->mention->type || !slice_equal(use->unit, other->unit) ||
            !rough_agree(use->rough, other->rough))
            continue;
        if (use->number > FEW || use->mention->type != ENTITY_NUMBER || other->is_part ||
            count_same(f, is_left ? use : other, is_left ? other : use))
            return true;
    }
    return false;
}

/* Whether one of two figures stands in the other's sentence, too, or makes it up. */
static bool is_told(const struct finding *f, const struct figure_use *left,
                    const struct figure_use *right)
{
    return is_met(f, left, true, figures_of(&f->right, right->sentence)) ||
           is_met(f, right, false, figures_of(&f->left, left->sentence)) || is_sum(f, left, right);
}

/* Whether no other figure of its sentence may be of its kind. */
static bool is_sole(const struct tally *tally, const struct figure_use *use)
{
    struct span span = figures_of(tally, use->sentence);

    for (uint32_t i = span.begin; i < span.end; i++) {
        const struct figure_use *other = &tally->figures.at[i];

        if (other != use && other->mention->type == use->mention->type &&
            slice_equal(other->unit, use->unit) &&
            (other->toll == use->toll || other->toll == TOLL_COUNT))
            return false;
    }
    return true;
}

/* Plain words that the sentences of two figures have in common; enough is enough. */
static uint32_t count_shared(const struct finding *f, const struct figure_use *left,
                             const struct figure_use *right, uint32_t enough)
{
    const struct reading *l = f->left.reading, *r = f->right.reading;
    const struct part *sentence = &f->left.sentences->at[left->sentence];
    const struct part *other = &f->right.sentences->at[right->sentence];
    uint32_t words = 0;

    for (uint32_t i = sentence->first;
         words < enough && i < sentence->last && i < sentence->first + MOST_TOKENS; i++) {
        if (!tally_is_plain(l, i))
            continue;
        for (uint32_t j = other->first; j < other->last && j < other->first + MOST_TOKENS; j++)
            if (l->loose[i] == r->loose[j]) {
                words++;
                break;
            }
    }
    return words;
}

/* Tells of two figures that are the only ones of their kind in sentences that tell the same. */
static enum error compare_sole(struct finding *f, const struct figure_use *left,
                               const struct figure_use *right)
{
    enum { ENOUGH = 3 };

    if (left->toll != right->toll || !is_sole(&f->left, left) || !is_sole(&f->right, right))
        return ERROR_OK;
    if (left->toll != TOLL_COUNT)
        return push_conflict(f, left, right, tally_toll_name(left->toll));
    if (!(1u << left->mention->type & (TYPES_MONEY | 1u << ENTITY_PERCENT)) ||
        count_shared(f, left, right, ENOUGH) < ENOUGH)
        return ERROR_OK;
    return push_conflict(f, left, right,
                         left->mention->type == ENTITY_MONEY ? SLICE("amount") : SLICE("share"));
}

static enum error compare_ages(struct finding *f, const struct figure_use *left,
                               const struct figure_use *right)
{
    struct slice what;
    enum error error;

    if (left->person == NO_ENTITY || right->person == NO_ENTITY ||
        f->c->right_entity[left->person] != right->person)
        return ERROR_OK;
    error = arena_print(f->c->arena, &what, "age of %.*s",
                        SLICE_ARGS(f->left.reading->analysis->entities.at[left->person].name));
    return error ? error : push_conflict(f, left, right, what);
}

/* Tells what two figures count alike, where they do. */
static enum error compare_figures(struct finding *f, const struct figure_use *left,
                                  const struct figure_use *right)
{
    uint32_t verb = verb_of(f, left, right);

    if (left->person != NO_ENTITY || right->person != NO_ENTITY)
        return compare_ages(f, left, right);
    if (left->toll != right->toll && left->toll != TOLL_COUNT && right->toll != TOLL_COUNT)
        return ERROR_OK;
    if (nouns_equal(f, left, right))
        return push_counted(f, left, right, left->noun, true);
    if (verb != NO_NOUN)
        return push_counted(f, left, right, verb, false);
    return compare_sole(f, left, right);
}

static enum error compare_dates(struct finding *f, uint32_t left, uint32_t right)
{
    const struct reading *l = f->left.reading, *r = f->right.reading;
    struct number_pair pair;
    struct figure_use one = {.sentence = left}, other = {.sentence = right};

    if (!dated_apart(l, &f->left.sentences->at[left], r, &f->right.sentences->at[right], &pair))
        return ERROR_OK;
    one.mention = &l->analysis->mentions.at[pair.left];
    other.mention = &r->analysis->mentions.at[pair.right];
    return push_conflict(f, &one, &other,
                         one.mention->type == ENTITY_TIME ? SLICE("time") : SLICE("date"));
}

/* Compares the figures and the dates of two sentences that tell the same. */
static enum error compare_pair(struct finding *f, uint32_t left, uint32_t right)
{
    struct span lefts = figures_of(&f->left, left), rights = figures_of(&f->right, right);
    enum error error = compare_dates(f, left, right);

    for (uint32_t i = lefts.begin; !error && i < lefts.end; i++)
        for (uint32_t j = rights.begin; !error && j < rights.end; j++) {
            const struct figure_use *l = &f->left.figures.at[i], *r = &f->right.figures.at[j];

            if (tally_differ(l, r) && !is_told(f, l, r))
                error = compare_figures(f, l, r);
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
    const struct reading *l = f->left.reading, *r = f->right.reading;
    const struct part *sentence = &f->left.sentences->at[left->sentence];
    const struct part *other = &f->right.sentences->at[right->sentence];
    uint32_t words = 0;

    for (uint32_t i = sentence->first; i < sentence->last && i < sentence->first + MOST_TOKENS;
         i++) {
        uint32_t name = reading_mention(l, i, i + 1, TYPES_NAME);

        if (name != NO_MENTION && share_name(f, &l->analysis->mentions.at[name], other))
            return true;
        if (i == left->noun || !tally_is_telling(l, i))
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
        if (tally_differ(left, right) && !is_told(f, left, right) && share_more(f, left, right))
            error = push_counted(f, left, right, left->noun, true);
    }
    return error;
}

/* Compares the tolls that each text tells once. */
static enum error compare_tolls(struct finding *f)
{
    enum error error = ERROR_OK;

    for (enum toll toll = TOLL_KILLED; !error && toll < TOLL_COUNT; toll++) {
        uint32_t left = id_table_find(&f->left.nouns, tally_toll_key(toll));
        uint32_t right = id_table_find(&f->right.nouns, tally_toll_key(toll));
        const struct figure_use *l, *r;

        if (left == 0 || left == MANY || right == 0 || right == MANY)
            continue;
        l = &f->left.figures.at[left - 1];
        r = &f->right.figures.at[right - 1];
        if (tally_differ(l, r) && !is_told(f, l, r))
            error = push_conflict(f, l, r, tally_toll_name(toll));
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
    enum error error = tally_read(comparison->arena, &comparison->left, left, &f.left);

    if (!error)
        error = tally_read(comparison->arena, &comparison->right, right, &f.right);
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
