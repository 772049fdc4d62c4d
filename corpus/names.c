/* Corpus entities as they are asked for: by id, by what an article calls them, by the begin of
 * their words, by their company. */
#include "base/array.h"
#include "corpus/generation.h"
#include "corpus/sieve.h"

uint32_t corpus_entity_count(const struct generation *generation)
{
    return generation->gathered->entities.count;
}

const struct corpus_entity *corpus_entity(const struct generation *generation, uint32_t entity)
{
    return &generation->gathered->entities.at[entity];
}

uint32_t corpus_find_entity(const struct generation *generation, struct slice id)
{
    uint32_t entity = map_find(&generation->gathered->entities.ids, id);

    return entity == MAP_NONE ? NO_ENTITY : entity;
}

uint32_t corpus_resolve(const struct generation *generation, const struct entity *entity)
{
    uint32_t known;

    if (!entity_type_is_name(entity->type))
        return NO_ENTITY;
    known = map_find(&generation->gathered->names[entity->type], entity->key);
    return known == MAP_NONE ? NO_ENTITY : known;
}

/* True when a word of the forms begins so; words end at '-' and ' '. */
static bool has_word(struct slice forms, struct slice begin)
{
    bool at_word = true;

    for (size_t i = 0; i + begin.len <= forms.len; i++) {
        if (at_word && memcmp(forms.ptr + i, begin.ptr, begin.len) == 0)
            return true;
        at_word = forms.ptr[i] == '-' || forms.ptr[i] == ' ';
    }
    return false;
}

static bool has_words(struct slice forms, struct slice words)
{
    struct slice word;

    while (slice_cut(&words, '-', &word))
        if (word.len && !has_word(forms, word))
            return false;
    return true;
}

static bool is_seen(const struct generation *generation, const struct corpus_entity *entity,
                    const struct sieve *sieve)
{
    if (sieve_is_open(sieve))
        return true;
    for (uint32_t i = 0; i < entity->article_count; i++)
        if (sieve_passes(sieve, generation_stored(generation, entity->in[i].article)))
            return true;
    return false;
}

enum error corpus_find_entities(const struct generation *generation, struct arena *arena,
                                const struct entity_filter *filter, struct indices *out)
{
    const struct corpus_entities *entities = &generation->gathered->entities;
    struct sieve sieve = sieve_make(filter->source, filter->from, filter->to);
    struct indices found = {0};
    struct slice words;
    enum error error = entity_key(arena, filter->q, &words);

    if (error)
        return error;
    for (uint32_t e = 0; e < entities->count; e++) {
        const struct corpus_entity *entity = &entities->at[e];
        uint32_t *added;
        if ((filter->types && !(filter->types & 1u << entity->type)) ||
            !has_words(entities->forms[e], words) || !is_seen(generation, entity, &sieve))
            continue;
        added = array_push(arena, &found);
        if (!added)
            return ERROR_NO_MEMORY;
        *added = e;
    }
    *out = found;
    return ERROR_OK;
}

static int most_articles_first(const void *a, const void *b)
{
    const struct company *left = a, *right = b;

    if (left->articles != right->articles)
        return left->articles < right->articles ? 1 : -1;
    return (left->entity > right->entity) - (left->entity < right->entity);
}

/* Counts, for each other entity, the articles it shares with this one. */
static enum error count_company(const struct gathered *gathered, struct arena *arena,
                                uint32_t entity, struct companies *out)
{
    const struct corpus_entity *of = &gathered->entities.at[entity];
    uint32_t *place = arena_array(arena, uint32_t, gathered->entities.count); /* plus 1 */
    uint32_t *stamp = arena_array(arena, uint32_t, gathered->entities.count); /* article plus 1 */

    if (!place || !stamp)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < of->article_count; i++) {
        struct posting_list others = gathered_entities_of(gathered, of->in[i].article);
        for (uint32_t o = 0; o < others.count; o++) {
            uint32_t other = others.at[o];
            if (other == NO_ENTITY || other == entity || stamp[other] == of->in[i].article + 1)
                continue;
            stamp[other] = of->in[i].article + 1;
            if (!place[other]) {
                struct company *company = array_push(arena, out);
                if (!company)
                    return ERROR_NO_MEMORY;
                company->entity = other;
                place[other] = (uint32_t)out->count;
            }
            out->at[place[other] - 1].articles++;
        }
    }
    return ERROR_OK;
}

enum error corpus_company(const struct generation *generation, struct arena *arena, uint32_t entity,
                          uint32_t limit, struct companies *out)
{
    struct companies found = {0};
    enum error error = count_company(generation->gathered, arena, entity, &found);

    if (error)
        return error;
    if (found.count)
        qsort(found.at, found.count, sizeof *found.at, most_articles_first);
    if (found.count > limit)
        found.count = limit;
    *out = found;
    return ERROR_OK;
}
