/* Names as words: which forms of a name may mean the same person, place or body. */
#ifndef COPYDESK_NEWS_ALIAS_H
#define COPYDESK_NEWS_ALIAS_H

#include "news/entity.h"

/* The first word of a key ("zabiullah-mujahid"), and the last without "jr" and such. */
struct slice alias_first(struct slice key);
struct slice alias_last(struct slice key);

/* "jr", "sr", "iii": what follows a surname. */
bool alias_is_suffix(struct slice word);

/* The "jr" of a key of two words or more, else empty; and the key without it. */
struct slice alias_suffix(struct slice key);
struct slice alias_plain(struct slice key);

/* How many sounds two words have when they sound alike, else 0. O(length). */
size_t alias_same_sounds(struct slice left, struct slice right);

/* Is it an acronym or shouted: two or more letters, all capitals, with stops or hyphens at most? */
bool alias_is_capitals(struct slice text);

/* Is it an acronym: all capitals, or with one small letter between two ("BoE")? */
bool alias_is_acronym(struct slice text);

/* May it stand in brackets behind the name of a body as its short form: two to six letters, most of
 * them capitals ("AfD"), and no code of a country ("ENG")? */
bool alias_is_short_form(struct slice text);

/* Words of a key; 0 for an empty one. */
size_t alias_words(struct slice key);

/* The first letters of a name's words, in capitals: "WHO"; of, the, and, for count `with_small`
 * alone ("UNSMIL": Support Mission in Libya). An empty slice when fewer than two words count.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error alias_initials(struct arena *arena, struct slice name, bool with_small,
                                    struct slice *out);

/* Is the whole name in capitals, of one word or more: "PORT SUDAN"? */
bool alias_is_shouted(struct slice text);

/* May the first words of a body's key name it: "acme" of "acme-bulk-lines", but not "senate" of
 * "senate-budget-committee"? */
bool alias_may_lead(struct slice key);

/* A name as it may sound, for spellings from other scripts: Gadhafi, Qaddafi and Gaddafi are one.
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error alias_sound(struct arena *arena, struct slice key, struct slice *out);

/* Letters that must be added, dropped or changed to turn one key into the other, up to `most`; more
 * than that counts as most + 1. O(length · most). */
uint32_t alias_distance(struct slice a, struct slice b, uint32_t most);

/* A company's key without its legal form: "apple-inc" is "apple". */
struct slice alias_company(struct slice key);

#endif
