/* What differs between two reports: units aligned, words edited, meaning classed, in words. */
#ifndef COPYDESK_NEWS_DIFF_H
#define COPYDESK_NEWS_DIFF_H

#include "news/analysis.h"
#include "text/shingle.h"

enum diff_level { LEVEL_PARAGRAPH, LEVEL_SENTENCE };

enum diff_mode { MODE_EDIT, MODE_REPORT, MODE_UNRELATED, MODE_AUTO /* in options only */ };

enum relation {
    RELATION_SAME,
    RELATION_EDITED,
    RELATION_MOVED,
    RELATION_MERGED,
    RELATION_SPLIT,
    RELATION_ADDED,
    RELATION_REMOVED,
    RELATION_COUNT
};

enum edit_op { EDIT_INSERT, EDIT_DELETE, EDIT_REPLACE };

enum edit_class {
    CLASS_TYPOGRAPHY,
    CLASS_CASE,
    CLASS_SPELLING,
    CLASS_STYLE,
    CLASS_WORDING,
    CLASS_HEDGE,
    CLASS_TENSE,
    CLASS_DATELINE,
    CLASS_NUMBER,
    CLASS_DATE,
    CLASS_MONEY,
    CLASS_NAME,
    CLASS_NEGATION,
    CLASS_QUOTE,
    CLASS_SPEAKER,
    CLASS_COUNT
};

enum severity { SEVERITY_COSMETIC, SEVERITY_WORDING, SEVERITY_FACTUAL, SEVERITY_COUNT };

enum quote_relation {
    QUOTES_SAME,
    QUOTES_TYPOGRAPHY,
    QUOTES_WORDING,
    QUOTES_CUT,
    QUOTES_ADDED,
    QUOTES_REMOVED,
    QUOTES_SPEAKER,
    QUOTES_RELATION_COUNT
};

extern const struct slice diff_level_names[2], diff_mode_names[4], relation_names[RELATION_COUNT];
extern const struct slice edit_op_names[3], edit_class_names[CLASS_COUNT];
extern const struct slice severity_names[SEVERITY_COUNT];
extern const struct slice quote_relation_names[QUOTES_RELATION_COUNT];
extern const enum severity edit_class_severity[CLASS_COUNT]; /* the contract's table */

struct edit {
    enum edit_op op;
    struct span left, right; /* bytes of either text; empty on the side that has nothing */
    enum edit_class class;
    enum severity severity;
    struct slice note; /* for a reader; no value when there is nothing to say */
};

struct edits {
    struct edit *at;
    size_t count, capacity;
};

/* Paragraphs or sentences [first, last) of the two sides that belong together; empty on the left of
 * an added one, on the right of a removed one. Between the pieces of a split or a merge may stand
 * others, units of their own: the gap. */
struct unit {
    enum relation relation;
    bool moved; /* also true for RELATION_MOVED itself */
    uint32_t left_first, left_last, right_first, right_last;
    struct edits edits;
    struct span left_gap, right_gap; /* parts inside that are none of its own; begin == end: none */
    uint32_t block; /* of a moved one, from 1: those that moved side by side have one number */
};

struct units {
    struct unit *at;
    size_t count, capacity;
};

/* One piece of the script that yields the right text; of the texts as they were sent. */
struct operation {
    bool is_copy;
    struct span span; /* of the left when copied, of the right when inserted */
};

struct operations {
    struct operation *at;
    size_t count, capacity;
};

/* A quote on both sides, or on one; indices into the analyses' quotes, or NO_QUOTE. */
#define NO_QUOTE UINT32_MAX

struct quote_pair {
    enum quote_relation relation;
    uint32_t left, right;
};

struct quote_pairs {
    struct quote_pair *at;
    size_t count, capacity;
};

/* An entity (PERSON to MISC) in both texts, or in one; indices into the analyses' entities, or
 * NO_ENTITY. */
struct entity_pair {
    uint32_t left, right;
};

struct entity_pairs {
    struct entity_pair *at;
    size_t count, capacity;
};

/* Two mentions (DATE to NUMBER) at corresponding places whose values differ; indices into mentions.
 */
struct number_pair {
    uint32_t left, right;
};

struct number_pairs {
    struct number_pair *at;
    size_t count, capacity;
};

/* Report mode. Sentences by index; entities by index into the left analysis. */
struct shared_fact {
    uint32_t left, right;
    struct slices entities; /* names in both */
    struct slices numbers;  /* number texts in both, as on the left */
};

struct shared_facts {
    struct shared_fact *at;
    size_t count, capacity;
};

struct conflict {
    struct slice what;       /* "number of killed" or such, for a reader */
    struct span left, right; /* the two mentions */
};

struct conflicts {
    struct conflict *at;
    size_t count, capacity;
};

struct facts {
    struct shared_facts shared;
    struct indices left, right; /* sentences only there */
    struct conflicts conflicts;
};

struct diff_options {
    enum diff_level level;
    enum diff_mode mode;
    uint32_t ignore; /* bit set of edit classes whose edits are left out */
};

struct diff_counts {
    uint32_t relation[RELATION_COUNT];
    uint32_t severity[SEVERITY_COUNT];
    uint32_t class[CLASS_COUNT];
};

struct diff {
    enum diff_mode mode; /* never MODE_AUTO */
    struct overlap similarity;
    struct slice verdict; /* one sentence of plain English, of all edits, the ignored ones too */
    bool truncated;
    struct slices limits_hit;
    struct diff_counts counts;
    uint32_t factual; /* edits that change what is said, the ignored ones too */
    uint32_t moved_blocks;
    struct units units; /* in the order of the right side, removed ones where they stood */
    struct operations operations;
    struct quote_pairs quotes;
    struct entity_pairs both, left_only, right_only;
    struct number_pairs numbers;
    bool has_facts; /* report mode */
    struct facts facts;
};

/* One side of a comparison; all borrowed. */
struct diff_side {
    const struct document *document;
    const struct analysis *analysis; /* NULL: names, dates and quotes are not compared */
};

/* Bytes of both texts together. Of longer ones names, dates and quotes are not compared: reading
 * them takes longer than all the rest. Figures are, by their digits. */
enum { DIFF_NAMES_BYTES = 512 * 1024 };

/* Whether two texts are short enough for it: what the analyses of both are needed for. */
static inline bool diff_reads_names(const struct document *left, const struct document *right)
{
    return left->text.len <= DIFF_NAMES_BYTES &&
           right->text.len <= DIFF_NAMES_BYTES - left->text.len;
}

/* Time O(n · changes), bounded by step budgets (then `truncated`). Fails: ERROR_NO_MEMORY.
 * Source: docs/algorithms.md; alignment by shared bigrams, words by text/edit.h. */
NODISCARD enum error diff_compute(struct arena *arena, const struct models *models,
                                  const struct diff_side *left, const struct diff_side *right,
                                  const struct diff_options *options, struct diff *out);

#endif
