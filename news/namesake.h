/* Which entity a name means: the one that has been named by this or another form of it. */
#ifndef COPYDESK_NEWS_NAMESAKE_H
#define COPYDESK_NEWS_NAMESAKE_H

#include "base/map.h"
#include "news/entity.h"

/* One mention's name in the forms it is looked up by. */
struct form {
    struct slice text;
    struct slice house; /* the house spelling; no value when the name has none */
    struct slice key;   /* of the house spelling, else of the text */
    struct slice bare;  /* without a place before it and a legal form behind it */
    size_t words;
    bool is_capitals;
};

/* What is known of an entity besides what it shows. */
struct about {
    struct slice key; /* of its fullest form */
    size_t words;     /* of that form */
    bool has_house;
    int pronouns;    /* he less she */
    uint32_t before; /* the entity before it with the same last word, + 1 */
};

struct abouts {
    struct about *at;
    size_t count, capacity;
};

struct gatherer {
    struct arena *arena;
    const struct models *models;
    const struct document *document;
    struct mentions *mentions;
    struct slice published;
    struct entities entities;
    struct abouts abouts;
    struct map names; /* kind of look-up, type, words -> entity */
    struct map shown; /* entity and form that it already lists */
};

/* Look-ups share one map: the first byte tells which it is. */
enum lookup {
    LOOKUP_KEY = 'k',
    LOOKUP_FIRST = 'f',
    LOOKUP_LAST = 'l',
    LOOKUP_SOUND = 's',
    LOOKUP_INITIALS = 'i',
    LOOKUP_LEAD = 'w',
    LOOKUP_VALUE = 'v'
};

/* The slot of a look-up; NULL without memory. O(1) expected. */
uint32_t *namesake_slot(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words);

/* The person a form means, or NO_ENTITY: by full name, by last word (the one named last), by first
 * word, by sound. `gender` is what the words at the mention tell. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_person(struct gatherer *gatherer, const struct form *form,
                                     enum gender gender, uint32_t *out);

/* In LOOKUP_LEAD: bodies that begin with the same words. */
#define SEVERAL_ENTITIES (NO_ENTITY - 1)

/* Notes by which first words a body may be called from now on. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_point_lead(struct gatherer *gatherer, const struct form *form,
                                         uint32_t entity);

/* The place, body or thing a form means, or NO_ENTITY: by name, without a place before it or a
 * legal form behind it, as an acronym, a body by its first words. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_thing(struct gatherer *gatherer, enum entity_type type,
                                    const struct form *form, uint32_t *out);

#endif
