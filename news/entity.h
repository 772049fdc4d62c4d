/* Entities: the mentions of one person, place, organisation or thing under one canonical name. */
#ifndef COPYDESK_NEWS_ENTITY_H
#define COPYDESK_NEWS_ENTITY_H

#include "news/value.h"

struct slices {
    struct slice *at;
    size_t count, capacity;
};

struct indices {
    uint32_t *at;
    size_t count, capacity;
};

enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE };

struct entity {
    struct slice name; /* fullest form in the article, or the house spelling */
    /* Folded name, words joined by '-', the same for one name in all articles: "United States
     * Department of Justice" is "united-states-justice-department", "Americans" is "american"; the
     * corpus makes its corpus_id of it. */
    struct slice key;
    struct slice bare; /* of a body: its key without country and legal form, else the key */
    enum entity_type type;
    enum gender gender;      /* of a PERSON */
    bool gender_is_guess;    /* it is the forename's, no title or role tells it */
    struct slices aliases;   /* other forms in the article, in order of first use */
    struct slices roles;     /* "a Taliban spokesman", "President", in order of first use */
    struct indices mentions; /* indices into mentions, ascending */
    struct value value;      /* of DATE to NUMBER */
};

struct entities {
    struct entity *at;
    size_t count, capacity;
};

/* Gathers mentions into entities, in order of first mention, and sets each mention's `entity`.
 * DATE to NUMBER: one entity for each distinct name. Time O(mentions · log mentions).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error entity_gather(struct arena *arena, const struct models *models,
                                   const struct document *document, struct mentions *mentions,
                                   struct slice published, struct entities *out);

/* Folded key of a name, as in entity.key: letters and digits, words joined by '-', initials one
 * word
 * ("J. K. Rowling" is "jk-rowling"), "&" between blanks "and". O(length). Fails: ERROR_NO_MEMORY.
 */
NODISCARD enum error entity_key(struct arena *arena, struct slice name, struct slice *out);

#endif
