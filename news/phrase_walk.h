/* How phrase_find walks a document: one step a token, name, pronoun, role or cue. */
#ifndef COPYDESK_NEWS_PHRASE_WALK_H
#define COPYDESK_NEWS_PHRASE_WALK_H

#include "news/phrase.h"
#include "news/word.h"

enum { MODIFIERS = 6 /* words before the head of a nominal */ };

/* Walks a document's tokens, mentions and cues together. */
struct walk {
    struct scene *scene;
    const struct token *at;
    uint32_t token, last; /* the token at hand; the end of its sentence */
    uint32_t first;       /* the begin of its sentence */
    uint32_t spoken;      /* the end of the last cue */
    size_t mention, cue;  /* the next ones */
};

static inline uint32_t class_at(const struct walk *walk, uint32_t i)
{
    return walk->scene->classes[i];
}

/* A word that may stand inside a noun phrase before its head. */
static inline bool is_modifier(const struct walk *walk, uint32_t i)
{
    uint32_t class = class_at(walk, i);

    return walk->scene->piece_of[i] == PIECE_NONE &&
           (walk->at[i].kind == TOKEN_WORD || walk->at[i].kind == TOKEN_NUMBER) &&
           (class & ~(uint32_t)WORD_DETERMINER) == 0;
}

/* Where the last phrase or cue ends: no phrase reaches back beyond it. */
static inline uint32_t floor_of(const struct walk *walk)
{
    const struct phrases *phrases = &walk->scene->phrases;
    uint32_t floor = phrases->count ? phrases->at[phrases->count - 1].last : 0;

    if (floor < walk->spoken)
        floor = walk->spoken;
    return floor > walk->first ? floor : walk->first;
}

/* A phrase at [first, last), in place of one that reaches into it. NULL: no memory. */
struct phrase *walk_add(struct walk *walk, enum phrase_kind kind, uint32_t first, uint32_t last);

/* Notes what stands around the phrase: a preposition, a comma behind a name, a possessive. */
void walk_read_place(const struct walk *walk, struct phrase *phrase);

/* Index of the token in models/roles.tsv; LEXICON_NONE when it is no role word. */
uint32_t walk_role_at(const struct walk *walk, uint32_t i);

/* True when a cue begins at a token. */
bool walk_cue_begins(const struct walk *walk, uint32_t token);

/* Back from the end of a noun phrase over its modifiers, "of" and possessors, no further than
 * `floor`. */
uint32_t walk_noun_begin(const struct walk *walk, uint32_t end, uint32_t floor);

/* Back over "one of", "some of". */
uint32_t walk_over_quantifier(const struct walk *walk, uint32_t first);

/* -- noun phrases without a name or a role; each adds none where there is none ------------------
 */

/* The subject of a cue: "The study said", "the summary of the decision read". */
NODISCARD enum error walk_subject(struct walk *walk, const struct cue *cue);

/* "One of them" */
NODISCARD enum error walk_quantified(struct walk *walk);

/* "A source in the ministry", "The family's statement": the noun phrase that opens a sentence. */
NODISCARD enum error walk_opening(struct walk *walk);

/* "according to the document", "reads an AEW press release". */
NODISCARD enum error walk_governed(struct walk *walk);

/* "BOB RAY:" before a line of a transcript, where no mention stands. */
NODISCARD enum error walk_label(struct walk *walk);

#endif
