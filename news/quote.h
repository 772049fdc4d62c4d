/* Quotations of a document: what was said, with its cue; news/speaker.h says by whom. */
#ifndef COPYDESK_NEWS_QUOTE_H
#define COPYDESK_NEWS_QUOTE_H

#include "news/entity.h"

enum quote_type { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT, QUOTE_SCARE, QUOTE_TYPE_COUNT };

extern const struct slice quote_type_names[QUOTE_TYPE_COUNT]; /* "direct", … */

struct spans {
    struct span *at;
    size_t count, capacity;
};

/* What the mention of a speaker is. */
enum mention_kind { MENTION_NAME, MENTION_PRONOUN, MENTION_NOMINAL, MENTION_KIND_COUNT };

extern const struct slice mention_kind_names[MENTION_KIND_COUNT]; /* "name", … */

/* Who spoke. An empty span: no mention of its own (a continued quote keeps the first one's). */
struct speaker {
    struct slice name; /* canonical name of the entity, else the mention as printed */
    struct slice role; /* "a Taliban spokesman"; no value when not told */
    struct span span;  /* the mention next to the cue: name, pronoun or nominal */
    uint32_t entity;   /* index into entities, or NO_ENTITY */
    enum mention_kind kind;
};

#define NO_QUOTE UINT32_MAX

struct quote {
    enum quote_type type;
    struct span span;      /* with its quotation marks when direct or mixed */
    struct spans parts;    /* the marked pieces of a mixed quote */
    struct spans segments; /* the paragraphs' pieces of a quote that runs over several */
    struct spans brackets; /* editorial insertions, with their brackets */
    struct span cue;       /* "said"; empty when there is none */
    bool has_speaker;
    struct speaker speaker; /* without one: the span alone of a pronoun that means nobody known */
    bool has_addressee;
    struct speaker addressee; /* who was told: "told Reuters" */
    uint32_t group;           /* pieces of one utterance share it; 0: a group of its own */
    uint32_t sentence, paragraph;
    uint32_t words;
    uint32_t duplicate_of; /* index of the quote that has these words too, or NO_QUOTE */
    bool negated;          /* "did not say" */
    bool unclosed;         /* its closing mark is missing */
    double confidence;     /* 0 to 1 */
    struct slice reason;   /* why this speaker, or why none, for a reader */
};

struct quotes {
    struct quote *at;
    size_t count, capacity;
};

/* Finds the quotations of a document in text order with cue and speaker; spans never overlap, but
 * a scare quote may lie inside an indirect one. Time O(tokens + mentions).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quote_find(struct arena *arena, const struct models *models,
                                const struct document *document, const struct mentions *mentions,
                                const struct entities *entities, struct quotes *out);

#endif
