/* Names and quotes gathered over the articles of a stock: one read-only piece. */
#ifndef COPYDESK_CORPUS_GATHER_H
#define COPYDESK_CORPUS_GATHER_H

#include "base/map.h"
#include "corpus/corpus.h"
#include "corpus/postings.h"

enum { NAME_TYPES = ENTITY_MISC + 1 };

struct stock;

struct gathered {
    struct arena *arena;     /* holds the piece itself too */
    struct gathered *before; /* older ones live as long: a borrower may still read them */
    bool is_complete;
    uint32_t articles; /* [0, articles) of the stock are in it */
    struct corpus_entity *entities;
    uint32_t entity_count;
    struct map ids;               /* corpus_id to entity number */
    struct map names[NAME_TYPES]; /* by type: each key that means one entity, to its number */
    const uint32_t *first_of;     /* per article, and one more: its part of entity_of */
    const uint32_t *entity_of;    /* the corpus entity of each entity of its analysis */
};

/* Gathers articles [0, articles). Time O(entities + quotes) of them, log factors aside.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error gather(const struct stock *stock, uint32_t articles, struct gathered **out);

/* Frees a piece and all before it. Accepts NULL. */
void gathered_free(struct gathered *gathered);

/* The corpus entity of entity `local` of an article's analysis; NO_ENTITY when it has none or the
 * article is not gathered yet. O(1). */
uint32_t gathered_entity_of(const struct gathered *gathered, uint32_t article, uint32_t local);

#endif
