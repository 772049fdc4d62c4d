#include "intake/html/tree.h"

#include "base/array.h"
#include "intake/html/scan.h"

/* Elements that are open. */
struct builder {
    struct arena *arena;
    struct html_tree tree;
    uint32_t open[HTML_DEPTH_MAX];
    size_t depth;     /* of them; the page itself is always open */
    size_t unentered; /* elements that are open but too deep to be entered */
};

/* What an element's begin ends, up to which elements: those of the same group that stand open. */
static const struct {
    uint8_t tag, group;
} grouped[] = {
    {TAG_li, 1},    {TAG_dd, 2},    {TAG_dt, 2},    {TAG_td, 3},     {TAG_th, 3}, {TAG_tr, 4},
    {TAG_tbody, 5}, {TAG_thead, 5}, {TAG_tfoot, 5}, {TAG_option, 6}, {TAG_h1, 7}, {TAG_h2, 7},
    {TAG_h3, 7},    {TAG_h4, 7},    {TAG_h5, 7},    {TAG_h6, 7},
};

enum { GROUP_NONE, GROUP_LI, GROUP_DD, GROUP_TD, GROUP_TR, GROUP_TBODY, GROUP_OPTION, GROUP_H };

static unsigned group_of(unsigned tag)
{
    for (size_t i = 0; i < sizeof grouped / sizeof *grouped; i++)
        if (grouped[i].tag == tag)
            return grouped[i].group;
    return GROUP_NONE;
}

/* Elements that a search for a group's open element does not leave. */
static bool is_border(unsigned group, unsigned tag)
{
    switch (group) {
    case GROUP_LI:
        return tag == TAG_ul || tag == TAG_ol || tag == TAG_menu || tag == TAG_table;
    case GROUP_DD:
        return tag == TAG_dl || tag == TAG_table;
    case GROUP_TD:
    case GROUP_TR:
    case GROUP_TBODY:
        return tag == TAG_table;
    default:
        return (tag_flags((enum html_tag)tag) & TAG_IS_WALL) != 0;
    }
}

static uint16_t tag_at(const struct builder *builder, size_t depth)
{
    return builder->tree.at[builder->open[depth]].tag;
}

/* Closes elements until `depth` of them are open. */
static void close_to(struct builder *builder, size_t depth)
{
    while (builder->depth > depth) {
        builder->depth--;
        builder->tree.at[builder->open[builder->depth]].end = (uint32_t)builder->tree.count;
    }
    builder->unentered = 0;
}

/* A paragraph, or another element of the group, ends where the next begins. */
static void close_implied(struct builder *builder, enum html_tag tag)
{
    unsigned group = group_of(tag);

    if (tag_flags(tag) & TAG_CLOSES_P)
        for (size_t i = builder->depth; i-- > 1;) {
            uint16_t open = tag_at(builder, i);
            if (open == TAG_p)
                close_to(builder, i);
            if (open == TAG_p || open == TAG_button || tag_flags(open) & TAG_IS_WALL)
                break;
        }
    if (group == GROUP_H) {
        if (group_of(tag_at(builder, builder->depth - 1)) == GROUP_H)
            close_to(builder, builder->depth - 1);
        return;
    }
    for (size_t i = builder->depth; group && i-- > 1;) {
        uint16_t open = tag_at(builder, i);
        if (is_border(group, open))
            break;
        if (group_of(open) == group) {
            close_to(builder, i);
            break;
        }
    }
}

static struct html_node *add_node(struct builder *builder, struct slice bytes)
{
    struct html_node *node = array_push(builder->arena, &builder->tree);

    if (node)
        *node = (struct html_node){.bytes = bytes,
                                   .parent = builder->open[builder->depth - 1],
                                   .end = (uint32_t)builder->tree.count,
                                   .depth = (uint16_t)builder->depth};
    return node;
}

static enum error begin_element(struct builder *builder, const struct html_piece *piece)
{
    struct html_node *node;

    if ((piece->tag == TAG_html || piece->tag == TAG_body) && builder->tree.count > 1)
        for (size_t i = 1; i < builder->depth; i++)
            if (tag_at(builder, i) == piece->tag)
                return ERROR_OK;
    if (piece->tag == TAG_body && builder->depth > 1 &&
        tag_at(builder, builder->depth - 1) == TAG_head)
        close_to(builder, builder->depth - 1);
    close_implied(builder, piece->tag);
    node = add_node(builder, piece->bytes);
    if (!node)
        return ERROR_NO_MEMORY;
    node->tag = (uint16_t)piece->tag;
    node->name = piece->name;
    if (tag_flags(piece->tag) & TAG_IS_VOID)
        return ERROR_OK;
    if (piece->bytes.len && piece->bytes.ptr[piece->bytes.len - 1] == '/' &&
        piece->tag == TAG_OTHER)
        return ERROR_OK; /* <path …/> */
    if (builder->depth < HTML_DEPTH_MAX)
        builder->open[builder->depth++] = (uint32_t)(builder->tree.count - 1);
    else
        builder->unentered++;
    return ERROR_OK;
}

/* Whether an end tag stays within an open element: an inline one within a block, and all but those
 * of tables within a cell. */
static bool stays_within(enum html_tag tag, unsigned open)
{
    unsigned flags = tag_flags((enum html_tag)open);

    if (flags & TAG_IS_WALL)
        return group_of(tag) < GROUP_TD || group_of(tag) > GROUP_TBODY ? tag != TAG_table : false;
    return flags & TAG_IS_BLOCK && tag != TAG_a && tag != TAG_OTHER &&
           !(tag_flags(tag) & (TAG_IS_BLOCK | TAG_IS_UNSHOWN));
}

static void end_element(struct builder *builder, const struct html_piece *piece)
{
    const enum html_tag tag = piece->tag;

    if (builder->unentered) {
        builder->unentered--;
        return;
    }
    if (tag == TAG_html || tag == TAG_body || tag_flags(tag) & TAG_IS_VOID)
        return; /* what follows is of the page too */
    for (size_t i = builder->depth; i-- > 1;) {
        uint16_t open = tag_at(builder, i);
        if (open == tag && builder->tree.at[builder->open[i]].name == piece->name) {
            close_to(builder, i);
            return;
        }
        if (stays_within(tag, open))
            return;
    }
}

/* "</p>" without a paragraph is an empty one, which has no text; "</br>" is a line break. */
static enum error take_piece(struct builder *builder, const struct html_piece *piece)
{
    struct html_node *node;

    if (piece->token == HTML_BEGIN)
        return begin_element(builder, piece);
    if (piece->token == HTML_END && piece->tag == TAG_br)
        return begin_element(builder, &(struct html_piece){.token = HTML_BEGIN, .tag = TAG_br});
    if (piece->token == HTML_END) {
        end_element(builder, piece);
        return ERROR_OK;
    }
    node = add_node(builder, piece->bytes);
    if (!node)
        return ERROR_NO_MEMORY;
    node->is_text = true;
    return ERROR_OK;
}

enum error html_read(struct arena *arena, struct slice html, struct html_tree *out)
{
    struct html_scan scan = {.rest = html};
    struct builder builder = {.arena = arena};
    struct html_piece piece;
    enum error error = ERROR_OK;

    if (!array_reserve(arena, &builder.tree, html.len / 64 + 16))
        return ERROR_NO_MEMORY;
    builder.tree.at[0] = (struct html_node){.tag = TAG_OTHER};
    builder.tree.count = 1;
    builder.depth = 1;
    while (!error && html_next(&scan, &piece))
        error = take_piece(&builder, &piece);
    if (error)
        return error;
    close_to(&builder, 0);
    *out = builder.tree;
    return ERROR_OK;
}
