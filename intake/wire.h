/* XML of news agencies: NITF and NewsML-G2. */
#ifndef COPYDESK_INTAKE_WIRE_H
#define COPYDESK_INTAKE_WIRE_H

#include "intake/delivery.h"
#include "intake/xml.h"

/* Whether the root element is that of NITF, or of a news item or message of NewsML-G2. */
bool wire_is_nitf(const struct xml_tree *tree);
bool wire_is_newsml(const struct xml_tree *tree);

/* Hands the article of a NITF document (3.x) to the sink: hl1 is its title, the blocks of
 * body.content its text, without media and their captions. Time O(tree). Fails: ERROR_NO_MEMORY.
 * Source: IPTC, NITF 3.6. */
NODISCARD enum error wire_read_nitf(struct arena *arena, const struct xml_tree *tree,
                                    struct delivery *delivery);

/* Hands each newsItem of NewsML-G2 to the sink, one alone or those of a newsMessage: the text is
 * inlineXML (XHTML or NITF), else inlineData that is text. Items of pictures and packages have
 * none, and are refused as such. Time O(tree). Fails: ERROR_NO_MEMORY. Source: IPTC, NewsML-G2
 * 2.34. */
NODISCARD enum error wire_read_newsml(struct arena *arena, const struct xml_tree *tree,
                                      struct delivery *delivery);

#endif
