/* Articles that share winnowed shingles with a text: the fast first step of a search for copies. */
#ifndef COPYDESK_CORPUS_SHARER_H
#define COPYDESK_CORPUS_SHARER_H

#include "corpus/generation.h"

struct sharer {
    uint32_t article;
    uint32_t hits;   /* winnowed shingles in both; of boilerplate the first articles alone count */
    uint32_t weight; /* a boilerplate shingle counts half */
};

struct sharers {
    struct sharer *at; /* most weight first, then by article */
    size_t count;
    struct posting_list *lists; /* the articles of each shingle that any has */
    size_t list_count;
    uint32_t common;   /* a shingle in more articles is boilerplate */
    bool is_truncated; /* a bound was hit: articles may be missing */
};

/* keys: winnowed shingles, ascending. `except` is left out, or NO_ARTICLE. An article that shares a
 * single shingle counts only where either text is short. At most SHARERS_MOST. Time O(keys +
 * postings read), whatever the size of the corpus. Fails: ERROR_NO_MEMORY. */
enum { SHARERS_MOST = 200 };

NODISCARD enum error sharers_find(const struct stock *stock, struct arena *arena,
                                  struct key_set keys, uint32_t except, struct sharers *out);

/* The share of the shingles that an article shares with the text that are boilerplate, 0 to 1.
 * O(lists · log articles). */
double sharers_boilerplate(const struct sharers *sharers, uint32_t article);

#endif
