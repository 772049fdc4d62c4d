/* The replies with quotes: /v1/quotes of one article, and the corpus-wide list. */
#ifndef COPYDESK_SCHEMAS_QUOTES_H
#define COPYDESK_SCHEMAS_QUOTES_H

#include "schemas/page.h"

struct wire_speaker {
    struct slice name, role;
    uint32_t start, end; /* WIRE_NONE: the speaker is not mentioned beside the quote */
    struct slice text;
    uint32_t kind; /* enum mention_kind */
    uint32_t type; /* enum entity_type, or WIRE_NONE */
    struct slice corpus_id;
    struct slice entity; /* local id; only on the wire of /v1/analysis */
};

struct wire_addressee {
    struct slice name;
    uint32_t start, end;
    struct slice text;
};

struct wire_match {
    struct slice article;
    uint32_t start, end;
    uint32_t relation; /* enum match_relation */
    bool same_speaker, alarm;
    struct slice speaker;
    struct wire_list changes; /* struct wire_change */
};

struct wire_change {
    struct wire_excerpt left, right;
};

/* What is to be known of a quote besides. */
enum quote_flag {
    FLAG_UNCLOSED,        /* its closing mark is missing */
    FLAG_MULTI_PARAGRAPH, /* it runs over several */
    FLAG_BRACKETS,        /* an editor put something in */
    FLAG_ELLIPSIS,        /* something was left out */
    FLAG_NEGATED,         /* "did not say" */
    FLAG_UNATTRIBUTED,    /* no speaker */
    FLAG_COUNT
};

struct wire_quote {
    struct slice id; /* local: "q1"; scare quotes count apart: "s1" */
    uint32_t type;   /* enum quote_type */
    uint32_t start, end;
    struct slice text;
    uint32_t group; /* WIRE_NONE: a group of its own */
    struct wire_speaker *speaker;
    struct wire_excerpt *cue;
    struct wire_addressee *addressee;
    double confidence;
    struct slice reason;
    bool negated;
    uint32_t sentence, paragraph;
    uint32_t flags;                   /* bit set of quote_flag */
    struct slice duplicate_of;        /* id of the quote with the same words; no value: none */
    struct wire_list segments, parts; /* struct wire_excerpt */
    struct wire_list brackets;        /* struct wire_excerpt */
    struct wire_list matches;         /* struct wire_match */
    struct slice article;             /* only on the wire of the list */
};

struct wire_speaker_count {
    struct slice name;
    uint32_t quotes, words;
};

enum source_kind { SOURCE_PERSON, SOURCE_ORGANIZATION, SOURCE_UNNAMED, SOURCE_KIND_COUNT };

struct wire_source_count {
    uint32_t kind;     /* enum source_kind */
    struct slice role; /* "mayor", "official"; no value when not told */
    uint32_t speakers, quotes, words;
};

/* Scare quotes and duplicates do not count. */
struct wire_quote_counts {
    struct wire_list by_speaker; /* struct wire_speaker_count, most quotes first */
    struct wire_list by_role;    /* struct wire_source_count, most quotes first */
    uint32_t words, without_speaker;
    double share_without_speaker; /* NAN where nothing is quoted */
};

extern const struct slice source_kind_names[SOURCE_KIND_COUNT]; /* "person", … */
extern const struct slice quote_flag_names[FLAG_COUNT];         /* "unclosed", … */

struct quotes_reply {
    struct slice id;
    struct slice text; /* no value unless asked for */
    uint32_t offsets;
    struct slice model;
    struct wire_list quotes; /* struct wire_quote */
    struct wire_quote_counts counts;
};

/* GET /v1/quotes */
struct quote_list_reply {
    struct wire_list quotes; /* struct wire_quote with `article` */
    struct wire_list_end end;
    uint32_t offsets;
};

extern const struct shape quotes_reply_shape, quote_list_reply_shape;
/* As quotes_reply's, with the speaker's `entity`. */
extern const struct shape wire_quote_with_entity_shape, wire_quote_counts_shape;

/* Counts of the quotes whose type is in the bit set `types`. Time O(quotes · log quotes).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quote_counts_build(struct arena *arena, const struct analysis *analysis,
                                        uint32_t types, struct wire_quote_counts *out);

/* The quotes whose type is in the bit set `types`, in text order. matches: one for each quote of
 * the analysis (an empty one for those left out), or NULL for none. Time O(text + matched texts).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quotes_reply_build(struct arena *arena, const struct reading *reading,
                                        uint32_t types, const struct quote_matches *matches,
                                        struct quotes_reply *out);

/* One page of quotes of the corpus with their matches. Articles whose analysis is not stored are
 * read now. Time O(texts of the page + matched texts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error quote_list_reply_build(struct arena *arena,
                                            const struct generation *generation,
                                            const struct quote_ref *at, const struct page *page,
                                            enum offsets offsets, struct quote_list_reply *out);

#endif
