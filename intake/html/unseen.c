#include "intake/html/unseen.h"

#include <strings.h>

#include "intake/html/scan.h"

enum { UNKNOWN, SHOWN, UNSEEN };

static bool is_named(struct slice name, const char *literal)
{
    return name.len == strlen(literal) && strncasecmp(name.ptr, literal, name.len) == 0;
}

/* "display : none", "visibility:hidden" among the declarations of a style. */
static bool hides(struct slice style)
{
    struct slice declaration;

    while (slice_cut(&style, ';', &declaration)) {
        size_t colon = slice_find(declaration, ':', 0);
        struct slice name = slice_trim(slice_part(declaration, 0, colon)), value;
        if (colon == declaration.len)
            continue;
        value = slice_trim(slice_part(declaration, colon + 1, declaration.len));
        value = slice_trim(slice_part(value, 0, slice_find(value, '!', 0)));
        if ((is_named(name, "display") && is_named(value, "none")) ||
            (is_named(name, "visibility") && is_named(value, "hidden")))
            return true;
    }
    return false;
}

/* What a reader opens by a click is of the article: the answers of questions, tabs. */
static bool opens(struct slice bytes)
{
    static const char *const cues[] = {"accordion", "collaps",  "expand", "toggle", "faq",
                                       "x-show",    "tabpanel", "panel",  "answer"};

    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (memmem(bytes.ptr, bytes.len, cues[i], strlen(cues[i])))
            return true;
    return false;
}

static bool is_unseen(const struct html_node *node)
{
    struct slice rest = node->bytes, name, value;
    bool is_open = node->tag != TAG_dialog, is_hidden = false, is_modal = false;

    while (html_next_attribute(&rest, &name, &value)) {
        if (is_named(name, "open"))
            is_open = true;
        else if (is_named(name, "hidden"))
            is_hidden |= !is_named(value, "until-found");
        else if (is_named(name, "style"))
            is_hidden |= hides(value);
        else if (is_named(name, "role"))
            is_modal |= is_named(value, "dialog") || is_named(value, "alertdialog");
        else if (is_named(name, "aria-modal"))
            is_modal |= is_named(value, "true");
    }
    return is_modal || !is_open || (is_hidden && !opens(node->bytes));
}

/* Whether the element or one around it is unseen; what is found is known from then on. */
static bool stands_unseen(const struct html_tree *tree, uint32_t node, uint8_t *known)
{
    uint32_t at = node;
    uint8_t found;

    while (at && known[at] == UNKNOWN && !is_unseen(&tree->at[at]))
        at = tree->at[at].parent;
    found = at && known[at] != SHOWN ? UNSEEN : SHOWN;
    for (uint32_t i = node; i != at; i = tree->at[i].parent)
        known[i] = found;
    if (at)
        known[at] = found;
    return found == UNSEEN;
}

enum error unseen_drop(struct arena *arena, const struct html_view *view, bool *keeps)
{
    const struct html_blocks *blocks = view->blocks;
    uint8_t *known = arena_array(arena, uint8_t, view->tree->count);
    bool *drops = arena_array(arena, bool, blocks->count);
    size_t kept = 0, unseen = 0;

    if (!known || !drops)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < blocks->count; i++) {
        drops[i] = keeps[i] && stands_unseen(view->tree, blocks->at[i].node, known);
        kept += keeps[i] ? blocks->at[i].words : 0;
        unseen += drops[i] ? blocks->at[i].words : 0;
    }
    for (size_t i = 0; i < blocks->count && unseen * 2 < kept; i++)
        keeps[i] = keeps[i] && !drops[i];
    return ERROR_OK;
}
