/* Articles in JSON: one object, or an array of them. */
#ifndef COPYDESK_INTAKE_JSON_H
#define COPYDESK_INTAKE_JSON_H

#include "intake/delivery.h"

/* Hands the article of one JSON object to the sink, or refuses it: an object of our own, of ninjs
 * (1.x to 3.x), or of an export whose names intake/fields.h knows. fallback_id: the id of an object
 * that has none; no value: such an object is refused. Time O(bytes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error json_read_article(struct slice bytes, struct intake_place place,
                                       struct slice fallback_id, const struct intake_sink *sink);

/* The same for a whole .json file: an object, an array whose elements are told by number, or a
 * JSON Feed (1.0, 1.1) or the like, whose `items` are. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error json_read_file(struct slice bytes, struct delivery *delivery);

#endif
