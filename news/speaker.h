/* Who spoke: the candidates for a marked piece, their features, and the choice among them. */
#ifndef COPYDESK_NEWS_SPEAKER_H
#define COPYDESK_NEWS_SPEAKER_H

#include "news/evidence.h"
#include "news/phrase.h"

enum speaker_feature {

#define FEATURE(name, weight, doc) SPEAKER_##name,
#include "news/speaker.def"
#undef FEATURE
    SPEAKER_FEATURE_COUNT
};

_Static_assert((int)SPEAKER_FEATURE_COUNT <= (int)EVIDENCE_MAX, "a set holds them");

#define NO_CANDIDATE UINT32_MAX

/* One phrase, with or without a cue, that may have spoken; or the speaker of an earlier piece. */
struct candidate {
    uint32_t phrase;   /* index into phrases */
    uint32_t cue;      /* index into cues, or NO_CANDIDATE */
    uint32_t earlier;  /* the piece whose speaker is taken over, or NO_CANDIDATE */
    evidence features; /* bits of enum speaker_feature */
    double score;
};

/* What was found for one piece. */
struct attribution {
    bool has_speaker;
    struct candidate best; /* the best candidate, also when it was not good enough */
    uint32_t phrase, cue;  /* those of the quote where it began, when taken over */
    uint32_t entity;       /* index into entities, or NO_ENTITY */
    double confidence;     /* 0 to 1 */
};

/* Called with each candidate of a piece, for training. */
struct speaker_listener {
    void (*hear)(void *context, const struct scene *scene, uint32_t piece,
                 const struct candidate *candidate);
    void *context;
};

/* The attribution of a document's pieces, one after the other in text order. */
struct voices {
    const struct scene *scene;
    const uint32_t *resolved;                /* the entity each phrase stands for */
    const struct speaker_listener *listener; /* may be NULL */
    struct attribution *done;                /* of each piece before the one at hand */
    uint32_t last_spoken; /* the last piece that is speech and has a speaker, or NO_CANDIDATE */
};

/* Fails: ERROR_NO_MEMORY. */
NODISCARD enum error speaker_begin(const struct scene *scene, const uint32_t *resolved,
                                   struct voices *voices);

/* Chooses the speaker of a piece among the phrases around it and the speakers of earlier pieces;
 * the result is also kept for later pieces. Time O(1): windows are bounded. */
struct attribution *speaker_choose(struct voices *voices, uint32_t piece);

/* Who is meant: of each phrase the entity or NO_ENTITY, of each entity the gender as told or as
 * pronouns have shown. */
struct referents {
    uint32_t *entities;
    enum gender *genders;
};

/* Finds the entity each phrase stands for, or NO_ENTITY: names by their mention, pronouns by
 * recency, gender and subject position, nominals by the one person with that role.
 * Time O(phrases · window + roles). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error speaker_resolve(const struct scene *scene, struct referents *out);

/* The person that his, her or him at a token means, by the phrases before it; NO_ENTITY where two
 * are as likely. is_object: as him does it means nobody who acts in its own clause. Time
 * O(window). */
uint32_t speaker_refer(const struct scene *scene, const struct referents *referents, uint32_t token,
                       enum gender gender, bool is_object);

/* Why this speaker, or why none, for a reader. earlier: the number of the quote whose speaker was
 * taken over, as its id has it ("q3"); 0 when none was. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error speaker_reason(struct arena *arena, const struct attribution *attribution,
                                    uint32_t earlier, struct slice *out);

#endif
