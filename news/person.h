/* Whether two forms of a name may mean one person: words, initials, short forms, spellings. */
#ifndef COPYDESK_NEWS_PERSON_H
#define COPYDESK_NEWS_PERSON_H

#include "news/models.h"

/* How well a form agrees with a fuller one, the least first. */
enum agreement {
    AGREEMENT_NONE,
    AGREEMENT_GIVEN,    /* the first word alone: "Angela", "Kim" of "Kim Jong-un" */
    AGREEMENT_SPELT,    /* another spelling: "Gadhafi" of "Muammar Qaddafi" */
    AGREEMENT_SURNAME,  /* surnames alone: "Merkel", "van der Berghe", "García" of "Lucía García
                           Ruiz" */
    AGREEMENT_FORENAME, /* surname and forename or a short form of it: "Joe Biden", "J. Biden" */
    AGREEMENT_FULL      /* all words */
};

/* Agreement of two names, given as keys (entity_key); which is the fuller one does not matter.
 * Short forms are those of models/nicknames.tsv. O(length²) of the keys, at most 64 bytes each;
 * longer ones agree only when they are equal. */
enum agreement person_agreement(const struct models *models, struct slice left, struct slice right);

/* Whether two words spell one name in two ways: the same sound (alias_sound's classes), few letters
 * changed, and not two forenames of different gender or two surnames that are well known apart. */
bool person_is_respelt(const struct models *models, struct slice left, struct slice right);

#endif
