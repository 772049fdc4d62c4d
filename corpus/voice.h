/* Who speaks, as one voice over the whole corpus. */
#ifndef COPYDESK_CORPUS_VOICE_H
#define COPYDESK_CORPUS_VOICE_H

#include "corpus/gather.h"

struct voice {
    bool is_known;   /* the text says who speaks */
    bool is_named;   /* and it is a person or body with a name, no "spokesman" */
    uint32_t entity; /* of the corpus, or NO_ENTITY */
    uint64_t name;   /* folded id */
    uint64_t last;   /* of the name's last word */
    uint64_t first;  /* and of its first */
};

/* The voice of a quote that stands in an article of the corpus, or (NO_ARTICLE) does not.
 * Time O(name). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error voice_of(const struct gathered *gathered, struct arena *arena,
                              const struct quote *quote, uint32_t article, struct voice *out);

/* True when both are known and the same. */
bool voice_same(const struct voice *left, const struct voice *right);

/* True when both are known by name and cannot be the same: two people, or two bodies; Miller and
 * John Miller can be one, and a ministry's words may be its minister's. */
bool voice_differs(const struct gathered *gathered, const struct voice *left,
                   const struct voice *right);

#endif
