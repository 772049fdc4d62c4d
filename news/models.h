/* Everything the craft reads from models/, opened once, read-only after, shared by all threads. */
#ifndef COPYDESK_NEWS_MODELS_H
#define COPYDESK_NEWS_MODELS_H

#include "text/lexicon.h"

struct network;

/* Word lists by what they tell; news/models.c holds the table of their files. */
enum list {
    LIST_VARIANTS,      /* variants.tsv: variant -> house spelling, type (Al Qaida -> al-Qaeda) */
    LIST_TITLES,        /* titles.tsv: Mr, President, Gen. -> gender (m, f, -) (before a name) */
    LIST_ROLES,         /* roles.tsv: role nouns (spokesman, minister, police) -> number, gender */
    LIST_FORENAMES,     /* forenames.tsv: forename -> gender */
    LIST_NICKNAMES,     /* nicknames.tsv: Bill -> William; several apart by | */
    LIST_SURNAMES,      /* surnames.tsv */
    LIST_PLACES,        /* places.tsv: countries, cities, regions -> kind */
    LIST_DEMONYMS,      /* demonyms.tsv: Afghan, French -> place */
    LIST_ORGANIZATIONS, /* organizations.tsv: agencies, media, bodies -> kind */
    LIST_CUES,          /* cues.tsv: verbs and phrases of speech -> lemma, tier A B C, form */
    LIST_SPELLINGS,     /* spellings.tsv: centre -> center, per cent -> percent (same word) */
    LIST_HEDGES,        /* hedges.tsv: may, allegedly, reportedly */
    LIST_NEGATIONS,     /* negations.tsv: not, no, never, n't */
    LIST_STOPWORDS,     /* stopwords.tsv */
    LIST_COUNT
};

struct models {
    struct slice version; /* "en-news-1", the wire's `model` */
    const struct lexicon *lists[LIST_COUNT];
    const struct network *network;
};

/* Opens word lists alone, for a program that looks for no names. which: bits of enum list; the
 * others stay as they are. Fails as models_open does. */
NODISCARD enum error models_open_lists(struct arena *arena, const char *folder, uint32_t which,
                                       const struct lexicon *lists[LIST_COUNT],
                                       struct problem *problem);

/* Opens all files below `folder`; the models live as long as the arena.
 * Fails: ERROR_BAD_MODEL naming the file looked for; ERROR_NO_MEMORY. */
NODISCARD enum error models_open(struct arena *arena, const char *folder, const struct models **out,
                                 struct problem *problem);

#endif
