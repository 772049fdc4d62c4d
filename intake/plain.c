#include "intake/plain.h"

#include <stdio.h>
#include <strings.h>

#include "intake/files.h"
#include "text/utf8.h"

enum { HEADLINE_BYTES_MAX = 150 };

struct slice plain_headline(struct slice text)
{
    const struct slice none = {NULL, 0};
    struct slice rest = text, line = none, blank;

    while (!line.len) /* blank lines before it */
        if (!slice_cut(&rest, '\n', &line))
            return none;
        else
            line = slice_trim(line);
    if (line.len > HEADLINE_BYTES_MAX || strchr(".,:;", line.ptr[line.len - 1]) ||
        (line.len > 3 && strncasecmp(line.ptr, "by ", 3) == 0))
        return none;
    if (!slice_cut(&rest, '\n', &blank) || slice_trim(blank).len || !slice_trim(rest).len)
        return none;
    return line;
}

enum error plain_read(struct arena *arena, struct slice bytes, struct delivery *delivery)
{
    size_t valid = utf8_valid_prefix(bytes), nul = slice_find(bytes, '\0', 0);
    struct article article = {.id = delivery->id, .text = file_skip_mark(bytes)};
    char why[FILE_WHY_BYTES];

    why[0] = '\0';
    if (valid < bytes.len)
        (void)snprintf(why, sizeof why, "not UTF-8 at byte %zu", valid);
    else if (nul < bytes.len)
        (void)snprintf(why, sizeof why, "a NUL character at byte %zu", nul);
    else if (utf8_valid_prefix(delivery->id) < delivery->id.len)
        (void)snprintf(why, sizeof why, "the file's name is not UTF-8");
    if (why[0]) {
        delivery_refuse(delivery, why);
        return ERROR_OK;
    }
    article.title = plain_headline(article.text);
    return delivery_make(arena, delivery, &article);
}
