/* A comparison as a patch: the unified format of GNU diff, which `patch` and `git apply` take. */
#ifndef COPYDESK_FORMS_PATCH_H
#define COPYDESK_FORMS_PATCH_H

#include "base/sheet.h"
#include "forms/view.h"

/* The lines of the texts as they were sent; nothing where they are equal. context: lines around
 * each change. Applied to the left text it yields the right one, byte for byte. Time as edit_find
 * over the lines. Fails: ERROR_NO_MEMORY (also of the sheet, told by sheet_finish).
 * Source: POSIX.1-2017, diff -u; "\ No newline at end of file" as GNU diff says it. */
NODISCARD enum error patch_write(const struct view *view, struct sheet *sheet);

#endif
