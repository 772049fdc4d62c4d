/* Named values become an article: the names that exports, wires and crawlers give to the same
 * things. */
#ifndef COPYDESK_INTAKE_FIELDS_H
#define COPYDESK_INTAKE_FIELDS_H

#include "base/arena.h"
#include "intake/article.h"

/* What a value is of an article, and how it is read. */
enum field {
    FIELD_ID,
    FIELD_TITLE,
    FIELD_TEXT,   /* as it stands */
    FIELD_MARKUP, /* text, or HTML where it looks like it */
    FIELD_HTML,   /* a piece of HTML that is all text */
    FIELD_PAGE,   /* a whole page */
    FIELD_BYLINE,
    FIELD_SOURCE,
    FIELD_PUBLISHED,
    FIELD_MODIFIED,
    FIELD_URL,
    FIELD_LANGUAGE,
    FIELD_COUNT,
    FIELD_NONE = FIELD_COUNT
};

/* Begins as zeros. Of two values for one field that with the better known name counts. */
struct fields {
    struct slice at[FIELD_COUNT];
    unsigned rank[FIELD_COUNT];
};

/* The field of a name, in any case, with or without '_', '-' and blanks between words; FIELD_NONE
 * when it is none of those known. rank: the lower the better the name is known, from 100. Time
 * O(names). */
enum field field_of(struct slice name, unsigned *rank);

/* Keeps a value unless a better named one is there. Empty ones are kept only as text and id, to be
 * told as such. Slices are borrowed. */
void fields_put(struct fields *fields, enum field field, unsigned rank, struct slice value);

/* The article of the values: the text is the plain one as it stands, unless it is all on one line
 * and HTML tells its paragraphs; else HTML's. Dates in any form become ISO 8601; one that cannot be
 * read stays as it is where it is `published`, and is dropped where it is `modified`. On the arena,
 * or borrowed. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error fields_read(struct arena *arena, const struct fields *fields,
                                 struct article *out);

#endif
