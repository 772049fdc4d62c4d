#include "intake/html/surround.h"

#include <strings.h>

#include "intake/html/scan.h"

static const uint8_t landmarks[TAG_COUNT] = {
    [TAG_article] = LANDMARK_ARTICLE + 1, [TAG_main] = LANDMARK_MAIN + 1,
    [TAG_nav] = LANDMARK_NAV + 1,         [TAG_aside] = LANDMARK_ASIDE + 1,
    [TAG_footer] = LANDMARK_FOOTER + 1,   [TAG_header] = LANDMARK_HEADER + 1,
    [TAG_figure] = LANDMARK_FIGURE + 1,   [TAG_ul] = LANDMARK_LIST + 1,
    [TAG_ol] = LANDMARK_LIST + 1,         [TAG_dl] = LANDMARK_LIST + 1,
    [TAG_menu] = LANDMARK_LIST + 1,       [TAG_table] = LANDMARK_TABLE + 1,
    [TAG_form] = LANDMARK_FORM + 1,       [TAG_blockquote] = LANDMARK_QUOTE + 1,
    [TAG_section] = LANDMARK_SECTION + 1,
};

static const struct {
    const char *role;
    uint8_t landmark;
} roles[] = {
    {"main", LANDMARK_MAIN},           {"navigation", LANDMARK_NAV},
    {"complementary", LANDMARK_ASIDE}, {"contentinfo", LANDMARK_FOOTER},
    {"banner", LANDMARK_HEADER},       {"article", LANDMARK_ARTICLE},
};

static bool is_named(struct slice name, const char *literal)
{
    return name.len == strlen(literal) && strncasecmp(name.ptr, literal, name.len) == 0;
}

static bool has_word(struct slice value, const char *literal)
{
    return memmem(value.ptr, value.len, literal, strlen(literal)) != NULL;
}

struct extremes {
    float worst, best;
};

static void take_cue(const struct html_view *view, uint32_t node, uint32_t hash,
                     struct extremes *found)
{
    float score = cue_score(view->cues, hash);

    if (view->watcher)
        view->watcher->take(view->watcher->context, true, node, hash);
    if (score > found->best)
        found->best = score;
    if (score < found->worst)
        found->worst = score;
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_part_byte(char byte)
{
    char lower = (char)(byte | 0x20);

    return lower >= 'a' && lower <= 'z';
}

/* The parts of a name: at marks, digits, and where "camelCase" has a hump. */
static void take_name(const struct html_view *view, uint32_t node, struct slice name,
                      struct extremes *found)
{
    size_t begin = 0;

    take_cue(view, node, cue_of(CUE_NAME, name), found);
    while (begin < name.len) {
        size_t end = begin;
        if (!is_part_byte(name.ptr[begin])) {
            begin++;
            continue;
        }
        do
            end++;
        while (end < name.len && is_part_byte(name.ptr[end]) &&
               !(is_upper(name.ptr[end]) && !is_upper(name.ptr[end - 1])));
        if (end - begin > 1)
            take_cue(view, node, cue_of(CUE_PART, slice_part(name, begin, end)), found);
        begin = end;
    }
}

static void take_names(const struct html_view *view, uint32_t node, struct slice value,
                       struct extremes *found)
{
    size_t begin = 0;

    while (begin < value.len) {
        size_t end = begin;
        while (end < value.len && (unsigned char)value.ptr[end] > ' ')
            end++;
        if (end > begin)
            take_name(view, node, slice_part(value, begin, end), found);
        begin = end + 1;
    }
}

static void take_role(struct slice role, struct surround *at)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (is_named(role, roles[i].role))
            at->to[roles[i].landmark] = 0;
}

static void take_attributes(const struct html_view *view, uint32_t node, struct surround *at)
{
    struct slice rest = view->tree->at[node].bytes, name, value;
    struct extremes found = {0, 0};

    while (html_next_attribute(&rest, &name, &value)) {
        if (is_named(name, "class") || is_named(name, "id"))
            take_names(view, node, value, &found);
        else if (is_named(name, "hidden"))
            at->is_hidden = true;
        else if (is_named(name, "aria-hidden"))
            at->is_hidden = at->is_hidden || is_named(value, "true");
        else if (is_named(name, "style"))
            at->is_hidden = at->is_hidden || has_word(value, "display:none") ||
                            has_word(value, "display: none");
        else if (is_named(name, "role"))
            take_role(value, at);
        else if (is_named(name, "itemprop") && has_word(value, "articleBody"))
            at->to[LANDMARK_BODY] = 0;
    }
    at->own = found.worst + found.best;
}

/* From what is known of the parent. */
static void read_one(const struct html_view *view, uint32_t node, struct surround *known)
{
    const struct surround *up = &known[view->tree->at[node].parent];
    struct surround at = {.is_known = true, .is_hidden = up->is_hidden};
    uint8_t landmark = landmarks[view->tree->at[node].tag];

    for (size_t i = 0; i < LANDMARK_COUNT; i++)
        at.to[i] = (uint8_t)(up->to[i] + (up->to[i] < LANDMARK_FAR - 1));
    if (landmark)
        at.to[landmark - 1] = 0;
    take_attributes(view, node, &at);
    at.sum = up->sum + at.own;
    at.worst = at.own < up->worst ? at.own : up->worst;
    at.best = at.own > up->best ? at.own : up->best;
    known[node] = at;
}

void surround_read(const struct html_view *view, uint32_t node, struct surround *known)
{
    uint32_t path[HTML_DEPTH_MAX + 1];
    size_t count = 0;

    if (!known[0].is_known) {
        known[0].is_known = true;
        memset(known[0].to, LANDMARK_FAR, sizeof known[0].to);
    }
    for (; !known[node].is_known; node = view->tree->at[node].parent)
        path[count++] = node;
    while (count)
        read_one(view, path[--count], known);
}
