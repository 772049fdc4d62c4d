/* Names and quotes gathered over the articles of a stock: one read-only piece. */
#ifndef COPYDESK_CORPUS_GATHER_H
#define COPYDESK_CORPUS_GATHER_H

#include "corpus/entities.h"
#include "corpus/postings.h"
#include "corpus/said.h"

struct gathered {
    struct arena *arena;     /* holds the piece itself too */
    struct gathered *before; /* older ones live as long: a borrower may still read them */
    bool is_complete;
    uint32_t articles; /* [0, articles) of the stock are in it */
    struct corpus_entities entities;
    struct map names[NAME_TYPES]; /* by type: each form that means one entity, to its number */
    uint32_t *first_of;           /* per article, and one more: its part of entity_of */
    uint32_t *entity_of;          /* the corpus entity of each entity of its analysis */
    struct said said;
};

/* Gathers articles [0, articles), with up to `threads` threads. Time O(mentions + quotes) of them,
 * log factors aside. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error gather(const struct stock *stock, uint32_t articles, unsigned threads,
                            struct gathered **out);

/* Frees a piece and all before it. Accepts NULL. */
void gathered_free(struct gathered *gathered);

/* The corpus entities of the entities of an article's analysis, one for each (NO_ENTITY where there
 * is none); count is 0 when the article is not gathered yet. O(1). */
struct posting_list gathered_entities_of(const struct gathered *gathered, uint32_t article);

/* The same for one of them. */
uint32_t gathered_entity_of(const struct gathered *gathered, uint32_t article, uint32_t local);

#endif
