/* The narration around a marked piece: where its attribution may stand. */
#ifndef COPYDESK_NEWS_WINDOW_H
#define COPYDESK_NEWS_WINDOW_H

#include "news/evidence.h"
#include "news/phrase.h"

enum place {
    PLACE_AFTER,            /* behind the piece, up to the next full stop */
    PLACE_BEFORE,           /* before it, back to the last full stop */
    PLACE_SENTENCE_BEFORE,  /* the sentence before that, in the same paragraph */
    PLACE_PARAGRAPH_BEFORE, /* the last sentence of the paragraph before */
    PLACE_SENTENCE_AFTER,   /* the sentence behind the first */
    PLACE_PARAGRAPH_AFTER, /* the first sentence of the next paragraph, behind one of marks alone */
    PLACE_COUNT
};

struct window {
    enum place place;
    uint32_t piece;
    uint32_t first, last; /* tokens [first, last); empty when there is none */
};

/* At most WINDOW_REACH tokens, within one paragraph. */
struct window window_of(const struct scene *scene, uint32_t piece, enum place place);

enum { WINDOW_REACH = 60 };

/* Bits of enum speaker_feature that tell where the cue (or the window, when NULL) stands. */
evidence window_features(const struct scene *scene, const struct window *window,
                         const struct cue *cue);

bool window_is_before(const struct window *window);

/* True for a passive with its agent: "was told by Smith". */
bool window_is_by(const struct scene *scene, const struct cue *cue);

/* Words among tokens [first, last). */
uint32_t window_words(const struct scene *scene, uint32_t first, uint32_t last);

/* True when a colon stands right before a token of the same paragraph. */
bool window_is_colon(const struct scene *scene, uint32_t token);

/* True when the paragraph opens with the piece, or holds nothing else. */
bool window_opens_paragraph(const struct scene *scene, const struct piece *piece);
bool window_is_paragraph(const struct scene *scene, const struct piece *piece);

/* True when nothing but the attribution with this cue stands between two pieces. */
bool window_is_split(const struct scene *scene, const struct piece *left, const struct piece *right,
                     uint32_t cue);

/* The last token within the marks of a piece. */
uint32_t window_inner_last(const struct scene *scene, const struct piece *piece);
uint32_t window_inner_first(const struct scene *scene, const struct piece *piece);

/* What stands between a subject and its verb. */
enum gap {
    GAP_VERBAL,   /* nothing, or "has also" */
    GAP_COMMENT,  /* ", a doctor," */
    GAP_COMMA,    /* one comma */
    GAP_MODIFIER, /* "of the agency", "who asked not to be named" */
    GAP_SHARED,   /* "smiled and" */
    GAP_OTHER
};

enum gap gap_between(const struct scene *scene, uint32_t first, uint32_t last);

/* True when tokens [first, last) can be the title of a name: no comma, preposition or verb. */
bool gap_is_title(const struct scene *scene, uint32_t first, uint32_t last);

#endif
