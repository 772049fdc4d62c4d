#include "intake/html/page.h"

#include <strings.h>

#include "base/map.h"
#include "intake/html/choice.h"
#include "intake/html/reading.h"
#include "intake/html/reference.h"
#include "intake/html/unseen.h"

enum { REPEATED_WORDS = 8, JUDGED_WORDS = 40 };

/* A page has a head or a body; what has none is a piece of one, all of which is meant. */
static bool is_whole(const struct html_tree *tree)
{
    for (size_t i = 1; i < tree->count; i++)
        if (tree->at[i].tag == TAG_html || tree->at[i].tag == TAG_body ||
            tree->at[i].tag == TAG_head)
            return true;
    return false;
}

static size_t count_words(struct slice text)
{
    size_t words = 0;

    for (size_t i = 0; i < text.len; i++)
        words +=
            (unsigned char)text.ptr[i] > ' ' && (i == 0 || (unsigned char)text.ptr[i - 1] <= ' ');
    return words;
}

/* Where a page shows the same text twice, to wide and to narrow screens, the first one counts. */
static enum error drop_repeats(struct arena *arena, const struct html_blocks *blocks, bool *keeps)
{
    struct map seen = {.count = 0};

    for (size_t i = 0; i < blocks->count; i++) {
        uint32_t *times;
        if (!keeps[i] || blocks->at[i].words < REPEATED_WORDS)
            continue;
        times = map_at(arena, &seen, blocks->at[i].text);
        if (!times)
            return ERROR_NO_MEMORY;
        keeps[i] = *times == MAP_NONE;
        *times = 0;
    }
    return ERROR_OK;
}

/* Elements whose text is not of an article, where nothing else tells. */
static bool is_beside(const struct html_tree *tree, uint32_t node)
{
    static const bool beside[TAG_COUNT] = {
        [TAG_nav] = true,   [TAG_header] = true,     [TAG_footer] = true,
        [TAG_aside] = true, [TAG_form] = true,       [TAG_button] = true,
        [TAG_label] = true, [TAG_figcaption] = true, [TAG_summary] = true};

    while (node && !beside[tree->at[node].tag])
        node = tree->at[node].parent;
    return node != 0;
}

/* A page that is too short to be judged by what pages are like, or of which nothing was kept: all
 * counts but links, the headline, and what stands beside. */
static void keep_plainly(const struct page_reading *reading, bool *keeps)
{
    for (size_t i = 0; i < reading->blocks.count; i++) {
        const struct html_block *block = &reading->blocks.at[i];
        keeps[i] = block->linked * 2 < block->words && !is_beside(&reading->tree, block->node) &&
                   !slice_equal(block->text, reading->article.title);
    }
}

static size_t count_kept(const struct html_blocks *blocks, const bool *keeps)
{
    size_t words = 0;

    for (size_t i = 0; i < blocks->count; i++)
        words += !keeps || keeps[i] ? blocks->at[i].words : 0;
    return words;
}

/* Blocks that only say that an advertisement follows. */
static void drop_labels(const struct html_blocks *blocks, bool *keeps)
{
    static const char *const labels[] = {
        "advertisement",
        "advertisements",
        "advertising",
        "- advertisement -",
        "-advertisement-",
        "article continues after advertisement",
        "article continues below",
        "article continues below advertisement",
        "article continues after ad",
        "story continues below",
        "story continues below advertisement",
        "story continues after advertisement",
        "continue reading below",
        "continue reading",
        "read more",
        "scroll to continue",
        "scroll to continue with content",
        "after newsletter promotion",
        "skip advertisement",
        "sponsored",
        "subscribe to continue reading",
        "sign up",
        "share this article",
        "share this story",
        "loading...",
    };

    for (size_t i = 0; i < blocks->count; i++)
        for (size_t k = 0; keeps[i] && k < sizeof labels / sizeof *labels; k++)
            keeps[i] = blocks->at[i].text.len != strlen(labels[k]) ||
                       strncasecmp(blocks->at[i].text.ptr, labels[k], strlen(labels[k])) != 0;
}

/* Above the text, a line that says "By …" with the names of the byline. */
static void drop_byline(const struct page_reading *reading, bool *keeps)
{
    enum { LINE_WORDS = 10, TEXT_WORDS = 20 };
    struct slice name = reading->article.byline;

    name = slice_part(name, 0, slice_find(name, ',', 0));
    for (size_t i = 0; name.len && i < reading->blocks.count; i++) {
        const struct html_block *block = &reading->blocks.at[i];
        struct slice text = block->text;
        if (keeps[i] && block->words > TEXT_WORDS)
            return;
        if (!keeps[i] || block->words > LINE_WORDS)
            continue;
        if (text.len > 3 && strncasecmp(text.ptr, "by ", 3) == 0)
            text = slice_part(text, 3, text.len);
        keeps[i] = text.len < name.len || strncasecmp(text.ptr, name.ptr, name.len) != 0;
    }
}

/* The outermost article element around a node; 0: none. */
static uint32_t outer_article(const struct html_tree *tree, uint32_t node)
{
    uint32_t found = 0;

    for (; node; node = tree->at[node].parent)
        if (tree->at[node].tag == TAG_article)
            found = node;
    return found;
}

/* Where the page's one heading stands in an article element, others hold other articles. */
static void drop_others(const struct page_reading *reading, bool *keeps)
{
    const struct html_blocks *blocks = &reading->blocks;
    const struct html_tree *tree = &reading->tree;
    uint32_t own = 0, headings = 0;
    size_t inside = 0, others = 0;

    for (uint32_t i = 1; i < tree->count; i++)
        if (!tree->at[i].is_text && tree->at[i].tag == TAG_h1) {
            own = outer_article(tree, i);
            headings++;
        }
    if (headings != 1 || !own)
        return;
    for (size_t i = 0; i < blocks->count; i++) {
        uint32_t outer = keeps[i] ? outer_article(tree, blocks->at[i].node) : 0;
        inside += outer == own ? blocks->at[i].words : 0;
        others += outer && outer != own ? blocks->at[i].words : 0;
    }
    for (size_t i = 0; i < blocks->count && others < inside; i++) {
        uint32_t outer = keeps[i] ? outer_article(tree, blocks->at[i].node) : 0;
        keeps[i] = keeps[i] && (!outer || outer == own);
    }
}

static bool has_one_of(struct slice text, const struct slice *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (memmem(text.ptr, text.len, marks[i].ptr, marks[i].len))
            return true;
    return false;
}

/* The text that a page's data tells: HTML, the same with its tags escaped, or plain text whose
 * paragraphs are lines. */
static enum error read_linked(struct arena *arena, struct slice body, struct slice *text)
{
    static const struct slice tags[] = {SLICE_INIT("<p"), SLICE_INIT("<br"), SLICE_INIT("<div"),
                                        SLICE_INIT("<P"), SLICE_INIT("<BR"), SLICE_INIT("<DIV")};
    static const struct slice escaped[] = {SLICE_INIT("&lt;p"), SLICE_INIT("&lt;br"),
                                           SLICE_INIT("&lt;div")};
    static const struct slice line_end = SLICE_INIT("<br><br>");
    size_t lines = 0, count = 0;
    enum error error = ERROR_OK;
    char *at;

    if (has_one_of(body, escaped, sizeof escaped / sizeof *escaped) &&
        !has_one_of(body, tags, sizeof tags / sizeof *tags))
        error = html_unescape(arena, body, false, &body);
    if (error || has_one_of(body, tags, sizeof tags / sizeof *tags))
        return error ? error : page_read_fragment(arena, body, text);
    for (size_t i = 0; i < body.len; i++)
        lines += body.ptr[i] == '\n';
    at = arena_unset(arena, char, body.len + lines * line_end.len + 1);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < body.len; i++) {
        if (body.ptr[i] != '\n') {
            at[count++] = body.ptr[i];
            continue;
        }
        memcpy(at + count, line_end.ptr, line_end.len);
        count += line_end.len;
    }
    return page_read_fragment(arena, (struct slice){at, count}, text);
}

static enum error read_whole(struct arena *arena, struct page_reading *reading, struct slice *text)
{
    struct slice body;
    bool *keeps;
    enum error error;

    reading->view.cues = &html_weights.cues;
    error = html_choose(arena, &reading->view, &html_weights, &keeps);
    if (!error &&
        (count_kept(&reading->blocks, NULL) < JUDGED_WORDS || !count_kept(&reading->blocks, keeps)))
        keep_plainly(reading, keeps);
    if (!error)
        error = unseen_drop(arena, &reading->view, keeps);
    if (!error) {
        drop_byline(reading, keeps);
        drop_others(reading, keeps);
        drop_labels(&reading->blocks, keeps);
    }
    if (!error)
        error = drop_repeats(arena, &reading->blocks, keeps);
    if (!error)
        error = html_join_blocks(arena, &reading->blocks, keeps, text);
    if (error || count_words(*text) * 2 >= count_words(reading->view.linked_body))
        return error;
    /* a page whose text is written by its scripts has it in its data only */
    error = read_linked(arena, reading->view.linked_body, &body);
    if (!error)
        *text = body;
    return error;
}

enum error page_read(struct arena *arena, const struct web_page *page, struct article *out)
{
    struct page_reading reading;
    struct article article;
    enum error error = page_reading_open(arena, page, &reading);

    if (error)
        return error;
    article = reading.article;
    if (is_whole(&reading.tree))
        error = read_whole(arena, &reading, &article.text);
    else
        error = html_join_blocks(arena, &reading.blocks, NULL, &article.text);
    if (!error)
        *out = article;
    return error;
}

enum error page_read_fragment(struct arena *arena, struct slice html, struct slice *text)
{
    struct html_tree tree;
    struct html_blocks blocks;
    enum error error = html_read(arena, html, &tree);

    if (!error)
        error = html_find_blocks(arena, &tree, &blocks);
    if (!error)
        error = html_join_blocks(arena, &blocks, NULL, text);
    return error;
}
