#include "news/facts.h"

#include "base/array.h"
#include "news/conflict.h"
#include "news/likeness.h"

static const double fact_score = 0.3;     /* least of a pair of sentences that tell the same */
static const double score_of_name = 0.25; /* for a name in both, by how often it comes */
static const double score_of_number = 0.1;
static const double related_names = 0.25; /* share of the fewer names that are in both */
static const double related_words = 0.12; /* share of the fewer telling words that are in both */
static const double alike_words = 0.45;   /* the same, where names tell nothing */

static const double same_words = 0.9; /* the same of both: two reports never share so many */

enum { VISITS = 2000000, RELATED_NAMES = 2, LEAST_SHUFFLED = 8 };

struct sentence_pair {
    uint32_t left, right;
    double score;
};

struct sentence_pairs {
    struct sentence_pair *at;
    size_t count, capacity;
};

/* Mentions of a sentence: [first, last), as mentions stand in text order. */
struct mention_range {
    uint32_t first, last;
};

struct telling {
    struct comparison *c;
    struct parts left, right; /* sentences */
    struct mention_range *left_mentions, *right_mentions;
};

static enum error range_mentions(struct arena *arena, const struct reading *reading,
                                 const struct parts *sentences, struct mention_range **out)
{
    const struct mentions *mentions = &reading->analysis->mentions;
    struct mention_range *ranges = arena_array(arena, struct mention_range, sentences->count);
    uint32_t next = 0;

    if (!ranges)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < sentences->count; i++) {
        while (next < mentions->count && mentions->at[next].first < sentences->at[i].first)
            next++;
        ranges[i].first = next;
        while (next < mentions->count && mentions->at[next].first < sentences->at[i].last)
            next++;
        ranges[i].last = next;
    }
    *out = ranges;
    return ERROR_OK;
}

static const struct mention *left_mention(const struct telling *t, uint32_t i)
{
    return &t->c->left.analysis->mentions.at[i];
}

static const struct mention *right_mention(const struct telling *t, uint32_t i)
{
    return &t->c->right.analysis->mentions.at[i];
}

static struct value value_of(const struct reading *reading, const struct mention *mention)
{
    return mention->entity == NO_ENTITY ? (struct value){0}
                                        : reading->analysis->entities.at[mention->entity].value;
}

/* Whether two mentions mean the same: one entity, or one value of the same kind. */
static bool mean_same(const struct telling *t, const struct mention *left,
                      const struct mention *right)
{
    struct value left_value = value_of(&t->c->left, left);
    struct value right_value = value_of(&t->c->right, right);

    if (left->entity == NO_ENTITY || right->entity == NO_ENTITY ||
        entity_type_is_name(left->type) != entity_type_is_name(right->type))
        return false;
    if (entity_type_is_name(left->type))
        return t->c->right_entity[left->entity] == right->entity;
    return left->type == right->type && left_value.kind != VALUE_NONE &&
           right_value.kind != VALUE_NONE && value_equal(&left_value, &right_value);
}

enum { MOST_MENTIONS = 40 }; /* of a sentence that are compared */

static uint32_t capped(struct mention_range range)
{
    return range.last - range.first > MOST_MENTIONS ? range.first + MOST_MENTIONS : range.last;
}

/* Whether a mention of the left means the same as one of a sentence of the right, and no earlier
 * one of its own sentence does. */
static bool is_shared(const struct telling *t, uint32_t mention, struct mention_range left,
                      struct mention_range right)
{
    const struct mention *own = left_mention(t, mention);
    bool shared = false;

    for (uint32_t j = right.first; !shared && j < capped(right); j++)
        shared = mean_same(t, own, right_mention(t, j));
    for (uint32_t i = left.first; shared && i < mention; i++)
        shared = left_mention(t, i)->entity != own->entity;
    return shared;
}

/* How much two sentences tell the same: shared words, and names and values by how rare they are. */
static double score_pair(const struct telling *t, const struct likeness *like)
{
    const struct entities *entities = &t->c->left.analysis->entities;
    struct mention_range left = t->left_mentions[like->left];
    struct mention_range right = t->right_mentions[like->right];
    double score = (like->in_left + like->in_right) / 2;

    for (uint32_t i = left.first; i < capped(left); i++) {
        const struct mention *mention = left_mention(t, i);

        if (!is_shared(t, i, left, right))
            continue;
        score += entity_type_is_name(mention->type)
                     ? score_of_name / (double)entities->at[mention->entity].mentions.count
                     : score_of_number;
    }
    return score;
}

/* Telling words of a sentence of the left that stand in one of the right, outside names and values:
 * at most two are counted. */
static uint32_t shared_words(const struct telling *t, const struct part *left,
                             const struct part *right)
{
    enum { ENOUGH = 2, MOST_TOKENS = 100 };

    const struct reading *l = &t->c->left, *r = &t->c->right;
    uint32_t count = 0;

    for (uint32_t i = left->first; i < left->last && i < left->first + MOST_TOKENS; i++) {
        bool found = false;

        if ((l->flags[i] & (READING_WORD | READING_STOPWORD)) != READING_WORD ||
            reading_mention(l, i, i + 1, TYPES_NAME | TYPES_VALUE) != NO_MENTION)
            continue;
        for (uint32_t j = right->first; !found && j < right->last && j < right->first + MOST_TOKENS;
             j++)
            found = l->loose[i] == r->loose[j];
        count += found;
        if (count == ENOUGH)
            break;
    }
    return count;
}

/* Whether two sentences share enough to tell one thing: a single name, date or word does not. */
static bool tell_one_thing(const struct telling *t, const struct likeness *like)
{
    struct mention_range left = t->left_mentions[like->left];
    struct mention_range right = t->right_mentions[like->right];
    uint32_t shared = shared_words(t, &t->left.at[like->left], &t->right.at[like->right]);

    for (uint32_t i = left.first; shared < 2 && i < capped(left); i++)
        if (!(1u << left_mention(t, i)->type & TYPES_DATE) && is_shared(t, i, left, right))
            shared++;
    return shared >= 2;
}

/* Whether a sentence tells nothing: a byline, or a headline, which has no full stop. */
static bool is_heading(const struct reading *reading, const struct part *sentence)
{
    enum { LONGEST_HEADING = 14 };

    const struct token *tokens = reading->document->tokens.at;
    uint32_t person;

    if (sentence->words > LONGEST_HEADING || sentence->last - sentence->first < 2)
        return sentence->words <= LONGEST_HEADING;
    person = reading_mention(reading, sentence->first + 1, sentence->first + 2, 1 << ENTITY_PERSON);
    if (tokens[sentence->first].folded == token_folded_id(SLICE("by")) && person != NO_MENTION)
        return true;
    return tokens[sentence->last - 1].kind != TOKEN_STOP &&
           tokens[sentence->last - 2].kind != TOKEN_STOP &&
           tokens[sentence->last - 1].kind != TOKEN_QUOTE;
}

static bool *find_headings(struct arena *arena, const struct reading *reading,
                           const struct parts *sentences)
{
    bool *headings = arena_array(arena, bool, sentences->count);

    for (size_t i = 0; headings && i < sentences->count; i++)
        headings[i] = is_heading(reading, &sentences->at[i]);
    return headings;
}

/* The names and numbers that two sentences share. */
static enum error read_fact(struct telling *t, const struct sentence_pair *pair,
                            struct shared_fact *fact)
{
    const struct reading *reading = &t->c->left;
    struct mention_range left = t->left_mentions[pair->left];
    struct mention_range right = t->right_mentions[pair->right];

    fact->left = pair->left;
    fact->right = pair->right;
    for (uint32_t i = left.first; i < capped(left); i++) {
        const struct mention *mention = left_mention(t, i);
        bool is_name = entity_type_is_name(mention->type);
        struct slice *place;

        if (!is_shared(t, i, left, right))
            continue;
        place = array_push(t->c->arena, is_name ? &fact->entities : &fact->numbers);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = is_name ? reading->analysis->entities.at[mention->entity].name
                         : slice_at(reading->document->text, mention->span);
    }
    return ERROR_OK;
}

static int by_score(const void *a, const void *b)
{
    const struct sentence_pair *x = a, *y = b;

    if (x->score != y->score)
        return x->score < y->score ? 1 : -1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right > y->right) - (x->right < y->right);
}

static int by_left(const void *a, const void *b)
{
    const struct shared_fact *x = a, *y = b;

    return (x->left > y->left) - (x->left < y->left);
}

static enum error score_pairs(struct telling *t, struct sentence_pairs *pairs)
{
    struct likeness_side left = {&t->c->left, &t->left,
                                 find_headings(t->c->arena, &t->c->left, &t->left)};
    struct likeness_side right = {&t->c->right, &t->right,
                                  find_headings(t->c->arena, &t->c->right, &t->right)};
    struct likeness_terms terms = {
        .run = 1, .least = fact_score / 3, .visits = VISITS, .stopword = 1};
    struct likenesses likes;
    enum error error = ERROR_NO_MEMORY;

    if (left.skip && right.skip)
        error = likeness_weigh(t->c, &left, &right, &terms, &likes);
    if (error)
        return error;
    t->c->truncated |= likes.truncated;
    for (size_t i = 0; i < likes.count; i++) {
        struct sentence_pair pair, *place;

        if ((likes.at[i].in_left + likes.at[i].in_right) / 2 < fact_score / 3)
            continue;
        pair = (struct sentence_pair){likes.at[i].left, likes.at[i].right,
                                      score_pair(t, &likes.at[i])};
        if (pair.score < fact_score || !tell_one_thing(t, &likes.at[i]))
            continue;
        place = array_push(t->c->arena, pairs);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = pair;
    }
    if (pairs->count)
        qsort(pairs->at, pairs->count, sizeof *pairs->at, by_score);
    return ERROR_OK;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static enum error list_rest(struct arena *arena, const bool *taken, size_t count,
                            struct indices *out)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *place;

        if (taken[i])
            continue;
        place = array_push(arena, out);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = i;
    }
    return ERROR_OK;
}

static enum error choose_facts(struct telling *t, const struct sentence_pairs *pairs,
                               struct facts *facts)
{
    struct arena *arena = t->c->arena;
    bool *left = arena_array(arena, bool, t->left.count);
    bool *right = arena_array(arena, bool, t->right.count);
    enum error error = left && right ? ERROR_OK : ERROR_NO_MEMORY;

    for (size_t i = 0; !error && i < pairs->count; i++) {
        const struct sentence_pair *pair = &pairs->at[i];
        struct shared_fact *place;

        if (left[pair->left] || right[pair->right])
            continue;
        place = array_push(arena, &facts->shared);
        if (!place)
            return ERROR_NO_MEMORY;
        error = read_fact(t, pair, place);
        left[pair->left] = right[pair->right] = true;
    }
    if (facts->shared.count)
        qsort(facts->shared.at, facts->shared.count, sizeof *facts->shared.at, by_left);
    if (!error)
        error = conflict_find(t->c, &t->left, &t->right, &facts->shared, &facts->conflicts);
    if (!error)
        error = list_rest(arena, left, t->left.count, &facts->left);
    if (!error)
        error = list_rest(arena, right, t->right.count, &facts->right);
    return error;
}

/* Marks the telling words of a side with this bit, by loose number; counts the distinct ones, and
 * those that had another bit already. */
static void count_words(const struct reading *reading, uint8_t bit, uint8_t *words,
                        uint32_t *distinct, uint32_t *both)
{
    for (size_t i = 0; i < reading->document->tokens.count; i++) {
        uint8_t *bits = &words[reading->loose[i]];

        if (!(reading->flags[i] & READING_WORD) || reading->flags[i] & READING_STOPWORD)
            continue;
        *distinct += !(*bits & bit);
        *both += *bits && !(*bits & bit);
        *bits |= bit;
    }
}

static uint32_t count_names(const struct entities *entities)
{
    uint32_t names = 0;

    for (size_t i = 0; i < entities->count; i++)
        names += entity_type_is_name(entities->at[i].type);
    return names;
}

enum error facts_are_related(struct comparison *c, bool *related)
{
    uint8_t *words = arena_array(c->arena, uint8_t, c->lexemes.looses.count);
    uint32_t in_left = 0, in_right = 0, both = 0, none = 0, names = 0;
    uint32_t left_names = count_names(&c->left.analysis->entities);
    uint32_t right_names = count_names(&c->right.analysis->entities);
    double word_share, name_share;

    if (!words)
        return ERROR_NO_MEMORY;
    count_words(&c->left, 1, words, &in_left, &none);
    count_words(&c->right, 2, words, &in_right, &both);
    for (size_t i = 0; i < c->left.analysis->entities.count; i++)
        names += c->right_entity[i] != NO_ENTITY;
    word_share = both ? (double)both / smaller(in_left, in_right) : 0;
    name_share = names ? (double)names / smaller(left_names, right_names) : 0;
    c->is_shuffled = in_left >= LEAST_SHUFFLED && in_right >= LEAST_SHUFFLED &&
                     both >= same_words * in_left && both >= same_words * in_right;
    *related =
        (names >= RELATED_NAMES && name_share >= related_names && word_share >= related_words) ||
        word_share >= alike_words;
    return ERROR_OK;
}

enum error facts_find(struct comparison *c, struct facts *out)
{
    struct telling t = {.c = c};
    struct sentence_pairs pairs = {0};
    struct facts facts = {0};
    enum error error = reading_parts(c->arena, &c->left, LEVEL_SENTENCE, &t.left);

    if (!error)
        error = reading_parts(c->arena, &c->right, LEVEL_SENTENCE, &t.right);
    if (!error)
        error = range_mentions(c->arena, &c->left, &t.left, &t.left_mentions);
    if (!error)
        error = range_mentions(c->arena, &c->right, &t.right, &t.right_mentions);
    if (!error)
        error = score_pairs(&t, &pairs);
    if (!error)
        error = choose_facts(&t, &pairs, &facts);
    if (!error)
        *out = facts;
    return error;
}
