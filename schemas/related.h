/* The reply of /v1/related: copies of a text, and other reports of the same event. */
#ifndef COPYDESK_SCHEMAS_RELATED_H
#define COPYDESK_SCHEMAS_RELATED_H

#include "schemas/reading.h"

struct wire_passage {
    struct wire_span left, right;
    uint32_t words;
};

struct wire_related {
    struct slice article, title;
    uint32_t relation; /* enum likeness */
    double containment_left, containment_right, jaccard;
    uint32_t shared_words;
    double boilerplate_share;
    struct wire_list passages;        /* struct wire_passage */
    double score;                     /* NAN unless same_event */
    struct wire_list shared_entities; /* struct slice, corpus ids */
};

struct related_reply {
    struct slice id;
    struct slice text; /* no value unless asked for */
    uint32_t offsets;
    struct wire_list related; /* struct wire_related */
    bool truncated;
    struct slice next;
};

extern const struct shape wire_related_shape, related_reply_shape;

/* list: one page of what was found; next: the cursor of the next one, or no value.
 * reading->generation is that of the list. Time O(text + related texts). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error related_reply_build(struct arena *arena, const struct reading *reading,
                                         const struct related_list *list, struct slice next,
                                         struct related_reply *out);

#endif
