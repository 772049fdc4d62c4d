/* A comparison as a page of HTML: what went and what came, marked with class and severity. */
#ifndef COPYDESK_FORMS_PAGE_H
#define COPYDESK_FORMS_PAGE_H

#include "base/sheet.h"
#include "forms/view.h"

enum page_layout { LAYOUT_INLINE, LAYOUT_SIDE_BY_SIDE };

extern const struct slice page_layout_names[2];

/* Writes a whole page, in itself complete: no script, nothing fetched. Edits are <mark> with <del>
 * and <ins>, data-class and data-severity; what colour tells is told in words too. O(texts). */
void page_write(const struct view *view, enum page_layout layout, struct sheet *sheet);

#endif
