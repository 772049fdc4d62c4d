/* A comparison as text for a person: the verdict, then what changed, with or without colour. */
#ifndef COPYDESK_FORMS_TEXT_H
#define COPYDESK_FORMS_TEXT_H

#include "forms/screen.h"
#include "forms/view.h"

/* Writes to the screen. What went stands in [- -], what came in {+ +} where there is no colour.
 * O(texts). */
void text_write(const struct view *view, const struct screen *screen);

#endif
