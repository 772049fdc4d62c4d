/* The reply of /v1/diff: what differs between two reports. */
#ifndef COPYDESK_SCHEMAS_DIFF_H
#define COPYDESK_SCHEMAS_DIFF_H

#include "news/diff.h"
#include "schemas/reading.h"

struct wire_side {
    struct slice id;
    uint32_t words;
    struct slice text; /* no value unless asked for */
};

struct wire_similarity {
    double containment_left, containment_right, jaccard;
};

struct wire_severity_counts {
    uint32_t cosmetic, wording, factual;
};

struct wire_class_counts {
    uint32_t of[CLASS_COUNT];
};

struct wire_diff_counts {
    uint32_t same, edited, moved, merged, split, added, removed;
    struct wire_severity_counts severity;
    struct wire_class_counts class;
};

struct wire_edit {
    uint32_t op; /* enum edit_op */
    struct wire_excerpt left, right;
    uint32_t class;    /* enum edit_class */
    uint32_t severity; /* enum severity */
    struct slice note;
};

struct wire_unit {
    uint32_t level;                           /* enum diff_level */
    uint32_t relation;                        /* enum relation */
    struct wire_list left, right;             /* uint32_t */
    struct wire_list left_spans, right_spans; /* struct wire_span */
    struct wire_list edits;                   /* struct wire_edit */
    bool moved;
    uint32_t block; /* WIRE_NONE of one that did not move */
};

struct wire_quote_pair {
    uint32_t relation; /* enum quote_relation */
    struct wire_span *left, *right;
    struct slice speaker_left, speaker_right;
};

struct wire_entity_pair {
    struct slice name;
    uint32_t type;
    struct wire_list left_names, right_names; /* struct slice; only on the wire of `both` */
};

struct wire_diff_entities {
    struct wire_list both, left, right; /* struct wire_entity_pair */
};

struct wire_number {
    uint32_t start, end;
    struct slice text;
    struct wire_value value;
    struct slice context; /* its sentence */
};

struct wire_number_pair {
    struct wire_number *left, *right;
};

struct wire_operation {
    uint32_t op;         /* 0: copy, 1: insert */
    uint32_t start, end; /* of a copy */
    struct slice text;   /* of an insert */
};

struct wire_shared_fact {
    struct wire_excerpt left, right;
    struct wire_list entities, numbers; /* struct slice */
};

struct wire_conflict {
    struct slice what;
    struct wire_excerpt left, right;
};

struct wire_facts {
    struct wire_list shared;      /* struct wire_shared_fact */
    struct wire_list left, right; /* struct wire_excerpt */
    struct wire_list conflicts;   /* struct wire_conflict */
};

struct diff_reply {
    struct wire_side left, right;
    uint32_t offsets;
    uint32_t mode; /* enum diff_mode */
    struct slice verdict;
    struct wire_similarity similarity;
    bool truncated;
    struct wire_list limits_hit; /* struct slice */
    struct wire_diff_counts counts;
    struct wire_list units;  /* struct wire_unit */
    struct wire_list quotes; /* struct wire_quote_pair */
    struct wire_diff_entities entities;
    struct wire_list numbers;    /* struct wire_number_pair */
    struct wire_list operations; /* struct wire_operation */
    struct wire_facts *facts;
};

extern const struct shape diff_reply_shape;

/* How a diff was asked for. */
struct diff_form {
    enum diff_level level;
    bool operations; /* else the list is empty */
};

/* Both readings have an analysis and the same offsets. Time O(texts + diff).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error diff_reply_build(struct arena *arena, const struct reading *left,
                                      const struct reading *right, const struct diff *diff,
                                      const struct diff_form *form, struct diff_reply *out);

#endif
