/* Phrases that can name a speaker: names, pronouns, nominals, outside quotation marks. */
#ifndef COPYDESK_NEWS_PHRASE_H
#define COPYDESK_NEWS_PHRASE_H

#include "news/cue.h"
#include "news/entity.h"

enum phrase_kind {
    PHRASE_NAME,    /* a mention of a PERSON, ORGANIZATION, LOCATION or MISC */
    PHRASE_PRONOUN, /* he, she, they, it, I, we */
    PHRASE_ROLE,    /* "an official", "Karzai's spokesman": its head is in models/roles.tsv */
    PHRASE_PLAIN    /* any other subject of a cue: "the study" */
};

struct phrase {
    enum phrase_kind kind;
    uint32_t first, last; /* tokens [first, last) */
    uint32_t head;        /* the token that names it */
    uint32_t mention;     /* of a PHRASE_NAME; else PHRASE_NONE */
    uint32_t classes;     /* of a pronoun: WORD_HE, … */
    bool is_plural;
    enum gender gender;
    bool is_possessor;  /* 's stands behind it */
    bool is_object;     /* a preposition stands before it */
    bool is_in_title;   /* part of a title: "Treasury" in "Treasury spokesman Smith" */
    bool is_apposition; /* ", a Taliban spokesman": it explains the name before it */
};

#define PHRASE_NONE UINT32_MAX

struct phrases {
    struct phrase *at;
    size_t count, capacity;
};

/* Everything that has been read of a document for its quotes; see quote.c for the order. */
struct scene {
    struct arena *arena;
    const struct models *models;
    const struct document *document;
    const struct mentions *mentions;
    const struct entities *entities;
    const uint32_t *classes; /* of each token, see word.h */
    struct pieces pieces;
    uint32_t *piece_of; /* the piece that holds each token, or PIECE_NONE */
    struct cues cues;
    struct phrases phrases;
};

/* Finds the phrases outside the pieces, in text order, never overlapping. Time O(tokens).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error phrase_find(struct scene *scene);

/* Index of the first phrase, cue or piece that begins at or behind a token. O(log count). */
size_t phrase_from(const struct phrases *phrases, uint32_t token);
size_t cue_from(const struct cues *cues, uint32_t token);

/* "Ana Ruiz, Ben Okafor and Mayor Eve Lind": the first of the persons that lead up to this one, the
 * last that is joined behind it (the phrase itself when it is alone), and the next one in their
 * list, or PHRASE_NONE. Time O(1). */
uint32_t phrase_joined_before(const struct scene *scene, uint32_t phrase);
uint32_t phrase_joined_behind(const struct scene *scene, uint32_t phrase);
uint32_t phrase_joined_next(const struct scene *scene, uint32_t phrase);

/* The span of a phrase, in bytes. */
struct span phrase_span(const struct scene *scene, const struct phrase *phrase);

#endif
