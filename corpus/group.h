/* Groups of the articles' entities that are one: by type and key, then bare surnames, short forms
 * and acronyms under the one they mean. */
#ifndef COPYDESK_CORPUS_GROUP_H
#define COPYDESK_CORPUS_GROUP_H

#include "base/map.h"
#include "corpus/corpus.h"

#define NO_GROUP UINT32_MAX

enum { NAME_TYPES = ENTITY_MISC + 1 };

struct stock;

struct group {
    enum entity_type type;
    struct slice key;
    uint32_t words; /* of the key */
    uint32_t articles;
    uint32_t last_article; /* while counting them */
    uint32_t root;         /* the group it belongs to; itself when it stands alone */
    bool is_ambiguous;     /* could belong to several: each article decides */
};

struct groups {
    struct group *at;
    size_t count, capacity;
};

/* A group that a form of a name may mean. */
struct tie {
    uint32_t group, next; /* next: index of a tie plus 1, or 0 */
};

struct ties {
    struct tie *at;
    size_t count, capacity;
};

struct grouping {
    struct arena *arena;
    const struct stock *stock;
    uint32_t articles; /* [0, articles) of the stock */
    struct groups groups;
    struct map keys[NAME_TYPES];  /* to groups */
    struct map forms[NAME_TYPES]; /* other forms, to ties plus 1 */
    struct ties ties;
    uint32_t *first_of; /* per article, and one more: its part of group_of */
    uint32_t *group_of; /* of each entity of its analysis: its root, or NO_GROUP */
};

/* Groups the entities of articles [0, articles). Time O(entities) expected, for ambiguous ones a
 * bounded number of steps each. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error grouping_read(struct arena *arena, const struct stock *stock,
                                   uint32_t articles, struct grouping *out);

/* The one root that a form of a name means; NO_GROUP when there is none, or several. O(1). */
uint32_t grouping_meant(const struct grouping *grouping, enum entity_type type, struct slice form);

#endif
