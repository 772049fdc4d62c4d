/* Cues: classes, ids and words of which was learned how much they tell of an article. */
#ifndef COPYDESK_INTAKE_HTML_CUE_H
#define COPYDESK_INTAKE_HTML_CUE_H

#include "base/slice.h"

/* What a cue is, which its hash depends on. */
enum html_cue {
    CUE_NAME,     /* a class or id as it stands */
    CUE_PART,     /* a part of one: "body" of "article-body__2" and of "articleBody" */
    CUE_PREFIX_1, /* the first word of a block, the first two, the first three */
    CUE_PREFIX_2,
    CUE_PREFIX_3,
    CUE_WORD,
    CUE_WHOLE /* a short block as a whole */
};

/* Scores by hash: an open hash table. A cue without an entry scores 0. */
struct html_cues {
    const uint32_t *hashes; /* 0: free */
    const int8_t *scores;   /* in 1/16 */
    uint32_t mask;          /* entries - 1; a power of two less one, and not all are taken */
};

/* The hash that a cue of this kind begins with; never 0 when bytes were added. */
uint32_t cue_begin(enum html_cue kind);

/* Adds a byte in lower case, digits as 0. FNV-1a. */
static inline uint32_t cue_add(uint32_t hash, char byte)
{
    unsigned char c = (unsigned char)byte;

    if (c >= 'A' && c <= 'Z')
        c |= 0x20;
    else if (c >= '0' && c <= '9')
        c = '0';
    return (hash ^ c) * 16777619U;
}

/* Its score, about -4 to 4. O(1) expected. */
float cue_score(const struct html_cues *cues, uint32_t hash);

/* The next word of a text: a run of bytes that are no blank, without the marks around it. False at
 * the end. */
bool cue_next_word(struct slice *rest, struct slice *word);

/* Its hash when it is the cue of the kind. */
uint32_t cue_of(enum html_cue kind, struct slice bytes);

#endif
