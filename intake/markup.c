#include "intake/markup.h"

#include <strings.h>

#include "intake/html/byline.h"
#include "intake/html/page.h"
#include "intake/html/reference.h"
#include "intake/html/scan.h"
#include "text/chars.h"
#include "text/utf8.h"

/* More is no name, and more names are no byline. */
enum { NAME_BYTES_MAX = 500, BYLINE_BYTES_MAX = 1000 };

static bool begins_reference(struct slice bytes)
{
    char text[HTML_REFERENCE_BYTES];
    size_t len, taken = html_resolve(bytes, true, text, &len);

    return taken && bytes.ptr[taken - 1] == ';';
}

/* Elements that the parser of pages has no need to know. */
static const char *const old_names[] = {
    "acronym", "applet", "big", "blink", "frame", "frameset", "marquee", "nobr", "s",  "strike",
    "tt",      "abbr",   "del", "ins",   "kbd",   "var",      "samp",    "bdo",  "map"};

static bool is_name(struct slice name)
{
    if (tag_of(name) != TAG_OTHER)
        return true;
    for (size_t i = 0; i < sizeof old_names / sizeof *old_names; i++)
        if (name.len == strlen(old_names[i]) && strncasecmp(name.ptr, old_names[i], name.len) == 0)
            return true;
    return false;
}

static bool begins_tag(struct slice bytes)
{
    size_t begin = bytes.len > 1 && bytes.ptr[1] == '/' ? 2 : 1, end = begin;

    if (slice_starts(bytes, SLICE("<!--")))
        return true;
    while (end < bytes.len && end - begin < 16 && !strchr(" \t\r\n/>", bytes.ptr[end]))
        end++;
    return end < bytes.len && is_name(slice_part(bytes, begin, end)) &&
           slice_find(slice_part(bytes, end, end + 4096), '>', 0) < bytes.len - end;
}

bool markup_is_html(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        struct slice rest = slice_part(text, i, text.len);
        if ((text.ptr[i] == '<' && begins_tag(rest)) ||
            (text.ptr[i] == '&' && begins_reference(rest)))
            return true;
    }
    return false;
}

enum error markup_line(struct arena *arena, struct slice text, struct slice *out)
{
    size_t count = 0;
    bool is_wanted = false, is_same = true;
    char *at;

    text = slice_trim(text);
    at = arena_unset(arena, char, text.len + 1);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < text.len;) {
        size_t begin = i;
        uint32_t code_point = utf8_next(text, &i);
        if (char_is_space(code_point)) {
            is_same &= code_point == ' ' && !is_wanted;
            is_wanted = count > 0;
            continue;
        }
        if (is_wanted)
            at[count++] = ' ';
        is_wanted = false;
        memcpy(at + count, text.ptr + begin, i - begin);
        count += i - begin;
    }
    is_same &= count == text.len;
    arena_trim(arena, at, text.len + 1, is_same ? 0 : count);
    *out = is_same ? text : (struct slice){at, count};
    return ERROR_OK;
}

/* Elements that show nowhere what is in them, and the names of their tags. */
static const struct {
    struct slice begin, end;
} frames[] = {{SLICE_INIT("<iframe"), SLICE_INIT("</iframe")},
              {SLICE_INIT("<object"), SLICE_INIT("</object")}};

enum { FRAMES = sizeof frames / sizeof *frames };

static bool begins_with(struct slice html, size_t at, struct slice what)
{
    return html.len - at > what.len && strncasecmp(html.ptr + at, what.ptr, what.len) == 0;
}

/* An iframe or object that nobody closed would take the rest of the article with it: it is made
 * one that has no content. */
static enum error close_frames(struct arena *arena, struct slice *html)
{
    static const struct slice closed = SLICE_INIT("<embed ");
    size_t behind[FRAMES] = {0}; /* the last end tag of each */
    bool is_open = false;
    char *copy;

    for (size_t i = slice_find(*html, '<', 0); i < html->len; i = slice_find(*html, '<', i + 1))
        for (size_t k = 0; k < FRAMES; k++) {
            is_open |= begins_with(*html, i, frames[k].begin);
            if (begins_with(*html, i, frames[k].end))
                behind[k] = i;
        }
    if (!is_open)
        return ERROR_OK;
    copy = arena_unset(arena, char, html->len);
    if (!copy)
        return ERROR_NO_MEMORY;
    memcpy(copy, html->ptr, html->len);
    for (size_t i = slice_find(*html, '<', 0); i < html->len; i = slice_find(*html, '<', i + 1))
        for (size_t k = 0; k < FRAMES; k++)
            if (i >= behind[k] && begins_with(*html, i, frames[k].begin))
                memcpy(copy + i, closed.ptr, closed.len);
    *html = (struct slice){copy, html->len};
    return ERROR_OK;
}

enum error markup_text(struct arena *arena, struct slice text, bool is_html, struct slice *out)
{
    if (is_html || markup_is_html(text)) {
        enum error error = close_frames(arena, &text);
        return error ? error : page_read_fragment(arena, text, out);
    }
    *out = slice_trim(text);
    return ERROR_OK;
}

/* A line without the "By" that it begins with. */
static struct slice skip_by(struct slice line)
{
    line = slice_trim(line);
    return line.len > 3 && strncasecmp(line.ptr, "by ", 3) == 0
               ? slice_trim(slice_part(line, 3, line.len))
               : line;
}

enum error markup_add_name(struct arena *arena, struct slice name, struct slice *byline)
{
    enum error error = markup_line(arena, name, &name);

    name = skip_by(name);
    if (error || !name.len || name.len > NAME_BYTES_MAX || byline->len > BYLINE_BYTES_MAX)
        return error;
    if (!byline->ptr) {
        *byline = name;
        return ERROR_OK;
    }
    if (memmem(byline->ptr, byline->len, name.ptr, name.len))
        return ERROR_OK;
    return arena_print(arena, byline, "%.*s, %.*s", SLICE_ARGS(*byline), SLICE_ARGS(name));
}

enum error markup_byline(struct arena *arena, struct slice line, struct slice *out)
{
    struct names names = {0};
    enum error error = names_add(arena, &names, line);

    *out = (struct slice){NULL, 0};
    for (size_t i = 0; !error && i < names.count; i++)
        error = markup_add_name(arena, names.at[i], out);
    if (!error && !names.count)
        error = markup_add_name(arena, line, out);
    return error;
}
