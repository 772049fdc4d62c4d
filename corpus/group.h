/* Groups of the articles' entities that are one: by type and key; then other spellings of a name,
 * surnames, short forms and acronyms under the one they mean, where the names beside them fit. */
#ifndef COPYDESK_CORPUS_GROUP_H
#define COPYDESK_CORPUS_GROUP_H

#include "base/map.h"
#include "corpus/corpus.h"

#define NO_GROUP UINT32_MAX

enum { NAME_TYPES = ENTITY_MISC + 1 };

struct stock;

struct group {
    enum entity_type type;
    struct slice key, bare, name; /* as its first entity has them */
    uint32_t fullness;            /* of the key, see grouping_fullness */
    uint32_t articles;
    uint32_t last_article; /* while counting them */
    uint32_t same;         /* the group that is the same name spelt otherwise, or itself */
    uint32_t root;         /* the group it belongs to; itself when it stands alone */
    bool is_ambiguous;     /* could belong to several, or to one by its company: articles decide */
};

struct groups {
    struct group *at;
    size_t count, capacity;
};

/* A group that a form of a name may mean. */
struct tie {
    uint32_t group, next; /* next: index of a tie plus 1, or 0 */
    bool is_loose;        /* only in articles whose company speaks for it */
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
    struct map forms[NAME_TYPES]; /* other forms, to ties plus 1, or 0 */
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

/* -- for the modules of grouping alone --------------------------------------------------------- */

enum { TIES_MAX = 16 }; /* a form that may mean more is left alone */

/* What a form may mean. */
struct candidates {
    uint32_t roots[TIES_MAX];
    uint32_t groups[TIES_MAX]; /* the fuller name of each, whose root it is */
    bool is_loose[TIES_MAX];
    unsigned count;
};

/* Notes that the form may mean the group; once. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error grouping_tie(struct grouping *grouping, struct slice form, uint32_t group,
                                  bool is_loose);

/* The distinct roots of fuller names that a form may mean, but `group` itself. O(1). */
struct candidates grouping_candidates(const struct grouping *grouping, enum entity_type type,
                                      struct slice form, uint32_t group);

/* How much of a name a key tells: two for each word, one less where the first is an initial. */
uint32_t grouping_fullness(struct slice key);

/* Finds groups that are one name in two spellings (`same`), and ties short forms of people and
 * bodies that hold by company alone. Time O(groups) expected. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error grouping_find_kin(struct grouping *grouping);

/* Lets each article decide what its ambiguous forms mean, by the company they keep: group_of
 * becomes the roots. Bounded steps for each. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error grouping_settle(struct grouping *grouping);

#endif
