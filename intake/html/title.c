#include "intake/html/title.h"

#include <strings.h>

enum { HEADLINE_WORDS = 4, COMPARED_BYTES = 1000 };

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

/* Share of the words of the shorter that the longer has, of three letters or more. */
static double overlap(struct slice a, struct slice b)
{
    struct slice word;
    size_t all = 0, shared = 0;

    a = slice_part(a, 0, COMPARED_BYTES);
    b = slice_part(b, 0, COMPARED_BYTES);
    if (a.len > b.len) {
        struct slice swap = a;
        a = b;
        b = swap;
    }
    while (slice_cut(&a, ' ', &word)) {
        struct slice rest = b, other;
        bool is_shared = false;
        if (word.len < 3)
            continue;
        all++;
        while (!is_shared && slice_cut(&rest, ' ', &other))
            is_shared = is_alike(word, other);
        shared += is_shared;
    }
    return all ? (double)shared / (double)all : 0;
}

/* The site's name or a section's stands in an h1 too, on some. */
static bool is_heading(const struct titles *titles, struct slice h1)
{
    return count_words(h1) >= 2 && !is_alike(h1, titles->source);
}

struct slice title_choose(const struct titles *titles)
{
    struct slice told = cut_site(titles->told, titles->source, true);
    struct slice window = cut_site(titles->window, titles->source, false);
    struct slice best = {NULL, 0}, only = {NULL, 0};
    double most = 0.3; /* less is chance */
    size_t count = 0;

    for (size_t i = 0; i < titles->h1_count; i++) {
        struct slice h1 = titles->h1[i];
        double shared = overlap(h1, told), in_window = overlap(h1, window);
        if (!is_heading(titles, h1))
            continue;
        only = h1;
        count++;
        if (in_window > shared)
            shared = in_window;
        if (shared > most) {
            most = shared;
            best = h1;
        }
    }
    if (best.ptr)
        return best;
    if (count == 1 && count_words(only) >= HEADLINE_WORDS)
        return only;
    return told.len ? told : window.len ? window : only;
}
