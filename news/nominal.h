/* Who is meant by a noun: "the company", "the ministry"; and whose a document is: "her letter". */
#ifndef COPYDESK_NEWS_NOMINAL_H
#define COPYDESK_NEWS_NOMINAL_H

#include "news/phrase.h"

/* What the text has told so far of its organisations. */
struct nominals {
    const struct scene *scene;
    uint32_t *by_noun; /* the organisation last named with each noun, or NO_ENTITY */
    uint8_t *nouns;    /* what each entity was introduced as, or 0 */
    uint32_t actor;    /* the last organisation that acted, of no other kind than a company */
    uint32_t phrase;   /* where it acted */
};

/* Fails: ERROR_NO_MEMORY. */
NODISCARD enum error nominal_begin(const struct scene *scene, struct nominals *nominals);

/* Remembers a name of an organisation; to be called in text order. Time O(words of the name). */
void nominal_note(struct nominals *nominals, uint32_t phrase, uint32_t entity);

/* The organisation that "the" and one noun stand for: the last one with this noun in its name or in
 * the words that introduced it; for a company also the last that acted nearby. NO_ENTITY when
 * there is none. */
uint32_t nominal_find(const struct nominals *nominals, uint32_t phrase);

/* Whose words a document is: "Ruiz's statement", "an AEW press release", "a tweet by Ana Ruiz". The
 * entity, or NO_ENTITY where the phrase is no document or names nobody. Time O(log mentions). */
uint32_t nominal_author(const struct scene *scene, uint32_t phrase);

#endif
