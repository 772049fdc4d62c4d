/* Originals: whole documents in memory, as a file, a body, an archive or a site has them. */
#ifndef COPYDESK_INTAKE_ORIGINAL_H
#define COPYDESK_INTAKE_ORIGINAL_H

#include "intake/delivery.h"

struct original {
    enum intake_kind kind;
    struct slice bytes;
    struct slice charset; /* label of the HTTP head, or no value */
    struct slice url;     /* where it was, or no value */
};

/* The media types that are read, NULL at the end. */
extern const char *const original_types[];

/* The kind of a media type, in any case and without its parameters; false when it is none that is
 * read. Time O(types). Source: IANA's registry; RFC 4287; jsonfeed.org; IPTC. */
bool original_kind(struct slice media, enum intake_kind *kind);

/* Hands the articles of an original to the sink, of XML by its root element (a feed, NITF,
 * NewsML-G2, XHTML). A page that is a feed in truth is read as one. A
 * list of addresses is not read here. Time O(bytes). Fails: ERROR_NO_MEMORY.
 */
NODISCARD enum error original_read(struct arena *arena, const struct original *original,
                                   struct delivery *delivery);

/* The one article of an original, which needs no id. */
struct original_article {
    struct article article; /* on the arena */
    uint64_t count; /* of articles that there are, fit or not; article is the first fit one */
    bool is_fit;
    bool is_broken;   /* JSON that cannot be parsed */
    struct slice why; /* the first that is not fit, is not */
};

/* Reads an original for the one article that it should hold. Time O(bytes). Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error original_read_one(struct arena *arena, const struct original *original,
                                       struct original_article *out);

#endif
