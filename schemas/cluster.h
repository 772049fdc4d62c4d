/* The list of clusters: groups of copies, each with its likely original and who was made from whom.
 */
#ifndef COPYDESK_SCHEMAS_CLUSTER_H
#define COPYDESK_SCHEMAS_CLUSTER_H

#include "schemas/page.h"

/* Members told of one cluster, as each is compared with its parent; `size` tells how many it has.
 * Of a page of many clusters fewer, so that a page has no more than MEMBERS_OF_PAGE, but two of
 * each. */
enum { CLUSTER_MEMBERS_MOST = 100, MEMBERS_OF_PAGE = 5000, CLUSTER_MEMBERS_LEAST = 2 };

struct wire_cluster_member {
    struct slice article, title, source, published;
    struct slice parent; /* id; no value of the original */
    uint32_t relation;   /* enum likeness: what the article is to its parent; WIRE_NONE: none */
    double containment_left, containment_right,
        jaccard; /* left: the article; NAN of the original */
};

struct wire_cluster {
    struct slice original; /* id of the first member */
    uint32_t size;
    struct slice first_published, last_published;
    struct wire_list sources; /* struct slice, distinct */
    struct wire_list members; /* struct wire_cluster_member */
};

/* GET /v1/clusters */
struct clusters_reply {
    struct wire_list clusters; /* struct wire_cluster */
    struct wire_list_end end;
};

extern const struct shape clusters_reply_shape;

/* page->at: clusters. Reads the texts of all members told. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error clusters_reply_build(struct arena *arena, const struct generation *generation,
                                          const struct page *page, struct clusters_reply *out);

#endif
