/* The quotes of a corpus, numbered through in order of article and text, and what they are found
 * by. */
#ifndef COPYDESK_CORPUS_SAID_H
#define COPYDESK_CORPUS_SAID_H

#include "corpus/corpus.h"
#include "corpus/postings.h"
#include "corpus/sieve.h"

struct gathered;
struct stock;

/* What is known of where else a quote's words stand. */
enum {
    ECHO_THERE = 1 << 0,  /* they stand elsewhere */
    ECHO_ALTERED = 1 << 1 /* and there in other words, cut, or from another mouth */
};

struct said {
    uint32_t count;
    uint32_t *first_of;      /* per article, and one more: its first quote */
    struct sieved *articles; /* per article */
    uint32_t *article_of;
    uint8_t *types;            /* enum quote_type */
    uint8_t *sizes;            /* words it is searched by, 255 for more */
    uint32_t common;           /* a word in more quotes than this is common */
    struct postings words;     /* folded words, and the parts of hyphenated ones */
    struct postings pairs;     /* two common words side by side */
    struct postings shingles;  /* three words side by side; of a quote of two words those */
    struct postings speakers;  /* keys of said_name_key and said_entity_key */
    _Atomic(uint8_t *) echoes; /* ECHO_ bits per quote; NULL: not looked up yet */
};

uint64_t said_name_key(uint64_t folded_id);
uint64_t said_entity_key(uint32_t entity);

/* Indexes the quotes of a gathered piece whose names are there. Time O(words of the quotes), log
 * factors aside. Fails: ERROR_NO_MEMORY; said_done releases what is there. */
NODISCARD enum error said_gather(struct gathered *gathered, const struct stock *stock,
                                 unsigned threads);

/* Accepts a zeroed one. */
void said_done(struct said *said);

/* Bytes that the index takes, the words of the quotes aside. */
size_t said_bytes(const struct gathered *gathered);

#endif
