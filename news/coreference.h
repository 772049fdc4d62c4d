/* Coreference: the pronouns and nouns that mean an entity without naming it. */
#ifndef COPYDESK_NEWS_COREFERENCE_H
#define COPYDESK_NEWS_COREFERENCE_H

#include "news/analysis.h"

/* "she", "his", "the president", "I" in what she said. */
struct reference {
    struct span span;  /* bytes */
    uint32_t sentence; /* where it begins */
    uint32_t entity;   /* index into entities */
};

struct references {
    struct reference *at;
    size_t count, capacity;
};

/* Finds the references of a document to the people and bodies it names, in text order; precise
 * rather than complete: outside quotations he, she, his, her, him, a role or a kind of body that
 * one alone has ("the spokesman", "the ministry"), the speaker of a quote that is a pronoun or
 * noun; inside a direct quote I, me, my of its speaker. Time O(tokens). Fails: ERROR_NO_MEMORY.
 * Source: after J. Hobbs, Resolving pronoun references (1978), by recency, subject and gender. */
NODISCARD enum error coreference_find(struct arena *arena, const struct models *models,
                                      const struct document *document,
                                      const struct analysis *analysis, struct references *out);

#endif
