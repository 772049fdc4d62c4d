/* The reply of /v1/diff to a list of versions: the chain of changes, and what came when. */
#ifndef COPYDESK_SCHEMAS_VERSIONS_H
#define COPYDESK_SCHEMAS_VERSIONS_H

#include "news/versions.h"
#include "schemas/diff.h"

struct wire_version {
    struct slice id;
    struct slice text; /* no value unless asked for */
    uint32_t words;
    uint32_t introduced; /* words of the last version that came with this one */
    double share;        /* of the last version's words, 0 to 1 */
};

struct wire_step {
    uint32_t from, to; /* versions, from 0 */
    struct diff_reply diff;
};

struct wire_provenance {
    uint32_t start, end;
    struct slice text;
    uint32_t version;
    struct slice id; /* of the version */
};

struct versions_reply {
    uint32_t offsets;
    struct slice verdict;
    struct wire_list versions; /* struct wire_version */
    struct wire_list passages; /* struct wire_provenance */
    struct wire_list steps;    /* struct wire_step */
};

extern const struct shape versions_reply_shape;

/* readings: of each version, with an analysis and all with the same offsets. Time O(texts + diffs).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error versions_reply_build(struct arena *arena, const struct reading *readings,
                                          const struct versions *versions,
                                          const struct diff_form *form, struct versions_reply *out);

#endif
