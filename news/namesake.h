/* Which entity a name means: the one that has been named by this or another form of it. */
#ifndef COPYDESK_NEWS_NAMESAKE_H
#define COPYDESK_NEWS_NAMESAKE_H

#include "base/map.h"
#include "news/entity.h"

/* One mention's name in the forms it is looked up by. */
struct form {
    struct slice text;
    struct slice house; /* the house spelling; no value when the name has none */
    struct slice key;   /* of the house spelling, else of the text; of a body with its place in the
                           house spelling and "of" turned */
    struct slice bare;  /* without a place before it and a legal form behind it */
    size_t words;       /* as printed */
    bool is_capitals;
};

/* A form of a name as the article prints it. */
struct shown_form {
    struct slice text, key, bare;
    size_t words;
    uint32_t uses;
};

struct shown_forms {
    struct shown_form *at;
    size_t count, capacity;
};

/* What is known of an entity besides what it shows. */
struct about {
    struct slice key; /* of its fullest form */
    size_t words;     /* of that form */
    bool has_house;
    int pronouns;             /* he less she */
    struct shown_forms forms; /* in order of first use */
};

/* An entity that a word may mean. */
struct link {
    uint32_t entity, next; /* next: index of a link plus 1, or 0 */
};

struct links {
    struct link *at;
    size_t count, capacity;
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
    struct links links;
    struct map names; /* kind of look-up, type, words -> entity */
    struct map shown; /* entity and form or role that it already lists -> its place */
};

/* Look-ups share one map: the first byte tells which it is. */
enum lookup {
    LOOKUP_KEY = 'k',
    LOOKUP_WORD = 'p',  /* a word of a person's name -> link + 1 */
    LOOKUP_SOUND = 's', /* the sound of the last one -> link + 1 */
    LOOKUP_INITIALS = 'i',
    LOOKUP_LEAD = 'w',
    LOOKUP_TAIL = 't',
    LOOKUP_PLACE_SOUND = 'z',
    LOOKUP_VALUE = 'v'
};

/* The slot of a look-up; NULL without memory. O(1) expected. */
uint32_t *namesake_slot(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words);

/* Makes a person found again by each word of the fullest form, and by the sound of the last.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_point_person(struct gatherer *gatherer, uint32_t entity);

/* The person a form means, or NO_ENTITY: of those with a word or the sound in common the one whose
 * name agrees best, then whom the form has meant before, then whom the article names most.
 * `gender` is what the words at the mention tell. Bounded steps. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_person(struct gatherer *gatherer, const struct form *form,
                                     enum gender gender, uint32_t *out);

/* The gender that a person's forename or the pronouns around tell, where no title does. */
enum gender namesake_likely_gender(const struct gatherer *gatherer, uint32_t entity);

/* In LOOKUP_LEAD: bodies that begin with the same words. */
#define SEVERAL_ENTITIES (NO_ENTITY - 1)

/* Notes by which first and last words a body or a place may be called from now on.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_point_parts(struct gatherer *gatherer, enum entity_type type,
                                          const struct form *form, uint32_t entity);

/* The place, body or thing a form means, or NO_ENTITY: by name, without a place before it or a
 * legal form behind it, as an acronym, a body by its first or last words, by another spelling.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error namesake_thing(struct gatherer *gatherer, enum entity_type type,
                                    const struct form *form, uint32_t *out);

/* The body that the mention `at` is the short form of, in brackets directly behind its name
 * whatever the initials: "Social Democratic Party (SPD)"; or NO_ENTITY. Not for a news agency, nor
 * where the letters are the initials of a name further on. Time O(names of the text). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error namesake_bracketed(struct gatherer *gatherer, size_t at, uint32_t *out);

#endif
