/* What a report counts: its figures, with the words that say what each one is of. */
#ifndef COPYDESK_NEWS_TALLY_H
#define COPYDESK_NEWS_TALLY_H

#include "news/rough.h"
#include "text/ids.h"

/* What befell people, as reports of one event tell it in whatever words. */
enum toll { TOLL_KILLED, TOLL_HURT, TOLL_MISSING, TOLL_HELD, TOLL_COUNT };

/* A figure with what it means, the sentence it stands in and the words it may count. */
struct figure_use {
    const struct mention *mention;
    double number;
    struct slice unit; /* a currency, "points", the letter of a duration; empty: things */
    struct rough rough;
    uint32_t sentence;
    uint32_t noun; /* token, or NO_NOUN */
    enum toll toll;
    bool is_part;    /* "three of them" */
    uint32_t person; /* whose age it is, an entity, or NO_ENTITY */
};

#define NO_NOUN UINT32_MAX

struct figure_uses {
    struct figure_use *at;
    size_t count, capacity;
};

/* One report: its figures, and for each noun 1 + the only figure that counts it, or MANY. */
#define MANY UINT32_MAX

struct tally {
    const struct reading *reading;
    const struct parts *sentences;
    struct figure_uses figures;
    uint32_t *first; /* by sentence: its first figure; one more at the end */
    struct id_table nouns;
};

/* Reads the numbers, shares, amounts and durations of all sentences. O(tokens + figures).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error tally_read(struct arena *arena, const struct reading *reading,
                                const struct parts *sentences, struct tally *out);

/* The key of a toll in the table of nouns, beyond all loose numbers. */
static inline uint64_t tally_toll_key(enum toll toll)
{
    return UINT64_MAX - toll;
}

/* For a reader: "number killed". */
struct slice tally_toll_name(enum toll toll);

/* Whether two figures are of one kind and may not mean the same. */
bool tally_differ(const struct figure_use *left, const struct figure_use *right);

/* Whether a token is a word that tells something; a plain one is of no name or value either. */
bool tally_is_telling(const struct reading *reading, uint32_t token);
bool tally_is_plain(const struct reading *reading, uint32_t token);

#endif
