/* What a page holds and does not show: hidden elements and dialogs. */
#ifndef COPYDESK_INTAKE_HTML_UNSEEN_H
#define COPYDESK_INTAKE_HTML_UNSEEN_H

#include "intake/html/surround.h"

/* Takes blocks back that stand in hidden elements or in dialogs, unless that is where most of what
 * is kept stands: some pages show their article by a script only. Time O(bytes of tags).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error unseen_drop(struct arena *arena, const struct html_view *view, bool *keeps);

#endif
