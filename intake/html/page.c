#include "intake/html/page.h"

#include "base/map.h"
#include "intake/html/choice.h"
#include "intake/html/reading.h"

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
        error = drop_repeats(arena, &reading->blocks, keeps);
    if (!error)
        error = html_join_blocks(arena, &reading->blocks, keeps, text);
    if (error || count_words(*text) * 2 >= count_words(reading->view.linked_body))
        return error;
    /* a page whose text is written by its scripts has it in its data only */
    error = page_read_fragment(arena, reading->view.linked_body, &body);
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
