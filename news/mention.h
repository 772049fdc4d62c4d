/* Name mentions of a document: who, what, where, when and how much stands where. */
#ifndef COPYDESK_NEWS_MENTION_H
#define COPYDESK_NEWS_MENTION_H

#include "news/models.h"
#include "text/document.h"

enum entity_type {
    ENTITY_PERSON,
    ENTITY_ORGANIZATION,
    ENTITY_LOCATION,
    ENTITY_MISC,
    ENTITY_DATE,
    ENTITY_TIME,
    ENTITY_MONEY,
    ENTITY_PERCENT,
    ENTITY_NUMBER,
    ENTITY_TYPE_COUNT
};

/* "PERSON", …: the wire's names. */
extern const struct slice entity_type_names[ENTITY_TYPE_COUNT];

/* True for the types whose entities are gathered over the corpus: PERSON to MISC. */
static inline bool entity_type_is_name(enum entity_type type)
{
    return type <= ENTITY_MISC;
}

#define NO_ENTITY UINT32_MAX

struct mention {
    struct span span;     /* bytes, by the contract's "What counts as a name" */
    uint32_t first, last; /* tokens [first, last) */
    uint32_t sentence;
    enum entity_type type;
    uint32_t entity; /* index into entities, set by entity_gather; NO_ENTITY before */
    double score;    /* 0 to 1 */
};

struct mentions {
    struct mention *at;
    size_t count, capacity;
};

/* Finds the mentions of all types, in text order, never overlapping. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error mention_find(struct arena *arena, const struct models *models,
                                  const struct document *document, struct mentions *out);

/* Index of the mention that covers this byte; mentions->count when none. O(log mentions). */
size_t mention_at(const struct mentions *mentions, uint32_t byte);

#endif
