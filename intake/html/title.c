#include "intake/html/title.h"

#include <strings.h>

enum { HEADLINE_WORDS = 4 };

static const struct slice bars[] = {
    SLICE_INIT(" | "),
    SLICE_INIT(" - "),
    SLICE_INIT(" \xE2\x80\x93 "), /* en dash */
    SLICE_INIT(" \xE2\x80\x94 "), /* em dash */
    SLICE_INIT(" :: "),
    SLICE_INIT(" \xC2\xBB "),     /* » */
    SLICE_INIT(" \xE2\x80\xA2 "), /* bullet */
    SLICE_INIT(" \xC2\xB7 "),     /* middle dot */
};

static size_t count_words(struct slice text)
{
    size_t words = 0;

    for (size_t i = 0; i < text.len; i++)
        words += text.ptr[i] != ' ' && (i == 0 || text.ptr[i - 1] == ' ');
    return words;
}

/* Equal but for case and for all that is no letter or digit of ASCII. */
static bool is_alike(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;

    for (;;) {
        while (i < a.len && strchr(" .,:;'\"-|", a.ptr[i]))
            i++;
        while (j < b.len && strchr(" .,:;'\"-|", b.ptr[j]))
            j++;
        if (i == a.len || j == b.len)
            return i == a.len && j == b.len;
        if ((a.ptr[i++] | 0x20) != (b.ptr[j++] | 0x20))
            return false;
    }
}

/* The last bar in a text; its length when there is none. */
static size_t find_last_bar(struct slice text, size_t *bar_len)
{
    for (size_t at = text.len; at-- > 1;)
        for (size_t k = 0; k < sizeof bars / sizeof *bars; k++)
            if (slice_starts(slice_part(text, at, text.len), bars[k])) {
                *bar_len = bars[k].len;
                return at;
            }
    return text.len;
}

/* Cuts what stands behind a bar while it is the source's name, or shorter than a headline. */
static struct slice cut_site(struct slice title, struct slice source, bool trusts)
{
    size_t len = 0;
    size_t bar = find_last_bar(title, &len);

    while (bar < title.len) {
        struct slice before = slice_part(title, 0, bar);
        struct slice behind = slice_part(title, bar + len, title.len);
        bool is_site = is_alike(behind, source) ||
                       (!trusts && count_words(behind) <= HEADLINE_WORDS) ||
                       title.ptr[bar + 1] == '|';
        if (!is_site || count_words(before) < 2)
            break;
        title = slice_trim(before);
        bar = find_last_bar(title, &len);
    }
    return title;
}

static bool contains(struct slice whole, struct slice part)
{
    return part.len && memmem(whole.ptr, whole.len, part.ptr, part.len);
}

struct slice title_choose(struct slice told, struct slice h1, struct slice title,
                          struct slice source)
{
    if (h1.len && (is_alike(h1, told) || (contains(told, h1) && count_words(h1) >= 3)))
        return h1;
    if (h1.len && count_words(h1) >= HEADLINE_WORDS && contains(title, h1))
        return h1;
    if (told.len)
        return cut_site(told, source, true);
    if (title.len)
        return cut_site(title, source, false);
    return h1;
}
