/* Plain text: an article as it stands. */
#ifndef COPYDESK_INTAKE_PLAIN_H
#define COPYDESK_INTAKE_PLAIN_H

#include "intake/delivery.h"

/* The headline of a text: its first line, where that is short, ends like none of a sentence's, and
 * a blank line and more text follow; else no value. The text itself keeps it, so that offsets
 * hold. O(line). */
struct slice plain_headline(struct slice text);

/* Hands a text in UTF-8 to the sink, or refuses it. Time O(bytes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error plain_read(struct arena *arena, struct slice bytes, struct delivery *delivery);

#endif
