#include "news/pairs.h"

#include "base/array.h"
#include "base/map.h"
#include "news/likeness.h"
#include "news/variant.h"
#include "text/edit.h"
#include "text/ids.h"

/* Keys of the right's entities: key of a name or of another name -> entity. */
struct keys {
    struct map names, others;
};

static enum error note_key(struct arena *arena, struct map *map, struct slice key, uint32_t entity)
{
    uint32_t *value = map_at(arena, map, key);

    if (!value)
        return ERROR_NO_MEMORY;
    if (*value == MAP_NONE)
        *value = entity;
    return ERROR_OK;
}

static enum error read_keys(struct arena *arena, const struct entities *entities, struct keys *keys)
{
    enum error error = ERROR_OK;

    for (uint32_t i = 0; !error && i < entities->count; i++) {
        const struct entity *entity = &entities->at[i];

        if (!entity_type_is_name(entity->type))
            continue;
        error = note_key(arena, &keys->names, entity->key, i);
        for (size_t a = 0; !error && a < entity->aliases.count; a++) {
            struct slice key;

            error = entity_key(arena, entity->aliases.at[a], &key);
            if (!error)
                error = note_key(arena, &keys->others, key, i);
        }
    }
    return error;
}

/* The right entity that bears one of the other names of a left one, or whose other name is its
 * name; MAP_NONE when there is none of its type. */
static enum error find_by_alias(struct arena *arena, const struct entities *rights,
                                const struct keys *keys, const struct entity *left, uint32_t *found)
{
    *found = map_find(&keys->others, left->key);
    for (size_t a = 0; *found == MAP_NONE && a < left->aliases.count; a++) {
        struct slice key;
        enum error error = entity_key(arena, left->aliases.at[a], &key);

        if (error)
            return error;
        *found = map_find(&keys->names, key);
    }
    if (*found != MAP_NONE && rights->at[*found].type != left->type)
        *found = MAP_NONE;
    return ERROR_OK;
}

static enum error push_pair(struct arena *arena, struct entity_pairs *pairs, uint32_t left,
                            uint32_t right)
{
    struct entity_pair *place = array_push(arena, pairs);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = (struct entity_pair){left, right};
    return ERROR_OK;
}

/* Pairs what is left where one name is a transliteration of the other. */
static enum error match_variants(struct comparison *c, bool *taken)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    struct id_table keys; /* how a name sounds -> 1 + the first free entity of the right */
    enum error error = id_table_open(c->arena, rights->count, &keys);

    if (error)
        return error;
    for (uint32_t i = (uint32_t)rights->count; i-- > 0;) {
        uint64_t key = variant_key(rights->at[i].name);

        if (key && !taken[i] && entity_type_is_name(rights->at[i].type))
            *id_table_at(&keys, key) = i + 1;
    }
    for (uint32_t i = 0; i < lefts->count; i++) {
        uint64_t key = variant_key(lefts->at[i].name);
        uint32_t found = 0;

        if (key && c->right_entity[i] == NO_ENTITY && entity_type_is_name(lefts->at[i].type))
            found = id_table_find(&keys, key);
        if (!found || taken[found - 1] || rights->at[found - 1].type != lefts->at[i].type)
            continue;
        c->right_entity[i] = found - 1;
        taken[found - 1] = true;
    }
    return ERROR_OK;
}

/* Pairs the entities; taken[right] is set for those that found theirs. */
static enum error match_entities(struct comparison *c, bool *taken)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    struct keys keys = {{0}, {0}};
    enum error error = read_keys(c->arena, rights, &keys);

    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        uint32_t found = MAP_NONE;

        c->right_entity[i] = NO_ENTITY;
        if (entity_type_is_name(lefts->at[i].type))
            found = map_find(&keys.names, lefts->at[i].key);
        if (found == MAP_NONE || taken[found])
            continue;
        c->right_entity[i] = found;
        taken[found] = true;
    }
    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        uint32_t found;

        if (c->right_entity[i] != NO_ENTITY || !entity_type_is_name(lefts->at[i].type))
            continue;
        error = find_by_alias(c->arena, rights, &keys, &lefts->at[i], &found);
        if (error || found == MAP_NONE || taken[found])
            continue;
        c->right_entity[i] = found;
        taken[found] = true;
    }
    return error;
}

enum error pairs_of_entities(struct comparison *c, struct diff *diff)
{
    const struct entities *lefts = &c->left.analysis->entities;
    const struct entities *rights = &c->right.analysis->entities;
    bool *taken = arena_array(c->arena, bool, rights->count);
    enum error error;

    c->right_entity = arena_array(c->arena, uint32_t, lefts->count);
    if (!taken || !c->right_entity)
        return ERROR_NO_MEMORY;
    error = match_entities(c, taken);
    if (!error)
        error = match_variants(c, taken);
    for (uint32_t i = 0; !error && i < lefts->count; i++) {
        if (!entity_type_is_name(lefts->at[i].type))
            continue;
        error = c->right_entity[i] == NO_ENTITY
                    ? push_pair(c->arena, &diff->left_only, i, NO_ENTITY)
                    : push_pair(c->arena, &diff->both, i, c->right_entity[i]);
    }
    for (uint32_t i = 0; !error && i < rights->count; i++)
        if (!taken[i] && entity_type_is_name(rights->at[i].type))
            error = push_pair(c->arena, &diff->right_only, NO_ENTITY, i);
    return error;
}

static bool share_role(const struct entity *left, const struct entity *right)
{
    for (size_t i = 0; i < left->roles.count; i++)
        for (size_t j = 0; j < right->roles.count; j++)
            if (slice_equal(left->roles.at[i], right->roles.at[j]))
                return true;
    return false;
}

bool pairs_are_respelt(const struct comparison *c, uint32_t left, uint32_t right)
{
    const struct entity *l = &c->left.analysis->entities.at[left];
    const struct entity *r = &c->right.analysis->entities.at[right];
    uint32_t same = 0;

    return l->type == ENTITY_PERSON && r->type == ENTITY_PERSON &&
           variant_is_respelt(l->name, r->name, &same) && (same > 0 || share_role(l, r));
}

/* The direct and mixed quotes of a side, as parts without their quotation marks. */
struct quoted {
    struct parts parts;
    uint32_t *quotes;  /* by part: the quote */
    uint32_t *partner; /* by part: 1 + the part of the other side, or 0 */
};

static enum error read_quoted(struct arena *arena, const struct reading *reading,
                              struct quoted *out)
{
    const struct quotes *quotes = &reading->analysis->quotes;
    const struct document *document = reading->document;
    struct quoted quoted = {.quotes = arena_array(arena, uint32_t, quotes->count),
                            .partner = arena_array(arena, uint32_t, quotes->count)};

    if (!quoted.quotes || !quoted.partner || !array_reserve(arena, &quoted.parts, quotes->count))
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        struct part part = {.span = quote->span};

        if (quote->type != QUOTE_DIRECT && quote->type != QUOTE_MIXED)
            continue;
        part.first = part.last = document_token_at(document, quote->span.begin);
        while (part.last < document->tokens.count &&
               document->tokens.at[part.last].span.begin < quote->span.end)
            part.words += (reading->flags[part.last++] & READING_WORD) != 0;
        quoted.quotes[quoted.parts.count] = i;
        quoted.parts.at[quoted.parts.count++] = part;
    }
    *out = quoted;
    return ERROR_OK;
}

static int by_weight(const void *a, const void *b)
{
    const struct likeness *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return (x->right > y->right) - (x->right < y->right);
}

static const double quote_share = 0.5; /* of the words of the shorter quote that the longer has */

static enum error pair_quoted(struct comparison *c, struct quoted *left, struct quoted *right)
{
    enum { VISITS = 1000000 };

    struct likeness_side left_side = {&c->left, &left->parts, NULL};
    struct likeness_side right_side = {&c->right, &right->parts, NULL};
    struct likeness_terms terms = {.run = 1, .least = quote_share, .visits = VISITS};
    struct likenesses likes;
    enum error error = likeness_weigh(c, &left_side, &right_side, &terms, &likes);

    if (error)
        return error;
    c->truncated |= likes.truncated;
    if (likes.count)
        qsort(likes.at, likes.count, sizeof *likes.at, by_weight);
    for (size_t i = 0; i < likes.count; i++) {
        const struct likeness *like = &likes.at[i];
        double share = like->in_left > like->in_right ? like->in_left : like->in_right;

        if (share < quote_share || left->partner[like->left] || right->partner[like->right])
            continue;
        left->partner[like->left] = like->right + 1;
        right->partner[like->right] = like->left + 1;
    }
    return ERROR_OK;
}

/* Loose numbers of the words of a quote; an editor's insertion in brackets is not the speaker's. */
static enum error quote_words(struct arena *arena, const struct reading *reading,
                              const struct part *part, struct number_row *out)
{
    uint32_t *numbers = arena_array(arena, uint32_t, part->last - part->first);

    if (!numbers)
        return ERROR_NO_MEMORY;
    *out = (struct number_row){numbers, 0};
    for (uint32_t i = part->first; i < part->last; i++)
        if (reading->flags[i] & READING_WORD && !(reading->flags[i] & READING_INSERTION))
            numbers[out->count++] = reading->loose[i];
    return ERROR_OK;
}

static uint32_t count_negations(const struct reading *reading, const struct part *part)
{
    uint32_t count = 0;

    for (uint32_t i = part->first; i < part->last; i++)
        count += (reading->flags[i] & READING_NEGATION) != 0;
    return count;
}

/* Whether a row of words is another with its begin, its end or both cut off. */
static bool is_run_of(struct number_row shorter, struct number_row longer)
{
    size_t bytes = shorter.count * sizeof *shorter.at;

    for (uint32_t i = 0; i + shorter.count <= longer.count; i++)
        if (longer.at[i] == shorter.at[0] && memcmp(longer.at + i, shorter.at, bytes) == 0)
            return true;
    return false;
}

/* Whether the right's words are the left's with some cut; within them no negation may be, as that
 * turns their meaning round. */
static bool is_cut(struct number_row left, struct number_row right, bool same_negations)
{
    uint32_t kept = 0;

    if (right.count == 0 || right.count >= left.count)
        return false;
    for (uint32_t i = 0; i < left.count && kept < right.count; i++)
        kept += left.at[i] == right.at[kept];
    return kept == right.count && (same_negations || is_run_of(right, left));
}

static bool same_speaker(const struct comparison *c, const struct quote *left,
                         const struct quote *right)
{
    if (!left->has_speaker || !right->has_speaker)
        return left->has_speaker == right->has_speaker;
    if (left->speaker.entity != NO_ENTITY && right->speaker.entity != NO_ENTITY)
        return c->right_entity[left->speaker.entity] == right->speaker.entity ||
               pairs_are_respelt(c, left->speaker.entity, right->speaker.entity);
    return slice_equal(left->speaker.name, right->speaker.name) ||
           (left->speaker.entity == NO_ENTITY) != (right->speaker.entity == NO_ENTITY);
}

static enum error relate_quotes(struct comparison *c, const struct part *left_part,
                                const struct part *right_part, struct quote_pair *pair)
{
    const struct quote *left = &c->left.analysis->quotes.at[pair->left];
    const struct quote *right = &c->right.analysis->quotes.at[pair->right];
    struct number_row left_words, right_words;
    bool same;
    enum error error = quote_words(c->arena, &c->left, left_part, &left_words);

    if (!error)
        error = quote_words(c->arena, &c->right, right_part, &right_words);
    if (error)
        return error;
    same = left_words.count == right_words.count &&
           (left_words.count == 0 ||
            memcmp(left_words.at, right_words.at, left_words.count * sizeof *left_words.at) == 0);
    if (same && !same_speaker(c, left, right))
        pair->relation = QUOTES_SPEAKER;
    else if (slice_equal(slice_at(c->left.document->text, left->span),
                         slice_at(c->right.document->text, right->span)))
        pair->relation = QUOTES_SAME;
    else if (same)
        pair->relation = QUOTES_TYPOGRAPHY;
    else
        pair->relation =
            is_cut(left_words, right_words,
                   count_negations(&c->left, left_part) == count_negations(&c->right, right_part))
                ? QUOTES_CUT
                : QUOTES_WORDING;
    return ERROR_OK;
}

static enum error push_quote(struct comparison *c, struct quote_pair pair, struct quote_pairs *out)
{
    struct quote_pair *place = array_push(c->arena, out);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = pair;
    return ERROR_OK;
}

/* The quotes of the left from `first` on that have no partner, up to the next that has. */
static enum error push_removed(struct comparison *c, const struct quoted *left, size_t first,
                               struct quote_pairs *out)
{
    enum error error = ERROR_OK;

    for (size_t i = first; !error && i < left->parts.count && !left->partner[i]; i++)
        error = push_quote(c, (struct quote_pair){QUOTES_REMOVED, left->quotes[i], NO_QUOTE}, out);
    return error;
}

enum error pairs_of_quotes(struct comparison *c, struct quote_pairs *out)
{
    struct quoted left, right;
    struct quote_pairs pairs = {0};
    enum error error = read_quoted(c->arena, &c->left, &left);

    if (!error)
        error = read_quoted(c->arena, &c->right, &right);
    if (!error)
        error = pair_quoted(c, &left, &right);
    if (!error)
        error = push_removed(c, &left, 0, &pairs);
    for (size_t j = 0; !error && j < right.parts.count; j++) {
        struct quote_pair pair = {QUOTES_ADDED, NO_QUOTE, right.quotes[j]};
        uint32_t i = right.partner[j];

        if (i) {
            pair.left = left.quotes[i - 1];
            error = relate_quotes(c, &left.parts.at[i - 1], &right.parts.at[j], &pair);
        }
        if (!error)
            error = push_quote(c, pair, &pairs);
        if (!error && i)
            error = push_removed(c, &left, i, &pairs);
    }
    if (!error)
        *out = pairs;
    return error;
}
