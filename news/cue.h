/* Cues: the words and phrases of a document that introduce speech, outside its quotation marks. */
#ifndef COPYDESK_NEWS_CUE_H
#define COPYDESK_NEWS_CUE_H

#include "news/mark.h"

enum cue_form {
    CUE_BASE,
    CUE_PRESENT,
    CUE_PAST,
    CUE_PARTICIPLE,
    CUE_GERUND,
    CUE_PASSIVE,     /* "was quoted as saying", "was told": its subject did not choose the words */
    CUE_PREPOSITION, /* "according to": the speaker follows */
    CUE_FORM_COUNT
};

struct cue {
    uint32_t first, last; /* tokens [first, last) */
    struct span span;
    struct slice lemma;
    char tier;          /* 'A', 'B' or 'C', as in models/cues.tsv */
    enum cue_form form; /* as it is used here */
    bool negated;       /* "did not say", "declined to say" */
    bool infinitive;    /* "to say" */
};

struct cues {
    struct cue *at;
    size_t count, capacity;
};

/* Finds the cues, in text order. A verb form behind an article is a noun ("the report") and no cue.
 * piece_of: for each token the piece that holds it, or PIECE_NONE. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. Source: models/cues.tsv. */
NODISCARD enum error cue_find(struct arena *arena, const struct document *document,
                              const struct lexicon *lexicon, const uint32_t *classes,
                              const uint32_t *piece_of, struct cues *out);

/* True for forms that carry a clause: said, says, "according to". */
static inline bool cue_is_finite(const struct cue *cue)
{
    return cue->form == CUE_PAST || cue->form == CUE_PRESENT;
}

#endif
