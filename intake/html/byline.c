#include "intake/html/byline.h"

#include <strings.h>

#include "base/array.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { NAME_WORDS_MAX = 6, NAME_BYTES_MAX = 60, LINE_WORDS_MAX = 30, NAMES_MAX = 12 };

/* What ends the part of a line that holds names. */
static const struct slice enders[] = {
    SLICE_INIT("|"),
    SLICE_INIT("\xE2\x80\xA2"),
    SLICE_INIT("\xC2\xB7"),
    SLICE_INIT(" - "),
    SLICE_INIT(" \xE2\x80\x93 "),
    SLICE_INIT(" \xE2\x80\x94 "),
    SLICE_INIT("("),
    SLICE_INIT("\n"),
    SLICE_INIT("Published"),
    SLICE_INIT("Updated"),
    SLICE_INIT("Posted"),
};

/* What stands between names. */
static const struct slice joints[] = {
    SLICE_INIT(","),      SLICE_INIT(" and "), SLICE_INIT(" & "),   SLICE_INIT(";"),
    SLICE_INIT(" with "), SLICE_INIT("/"),     SLICE_INIT(" AND "),
};

/* Words that say of a piece that it is no name but an office, a place or a command. */
static const char *const not_names[] = {
    "writer", "writers",     "reporter",     "reporters", "editor",   "editors",    "correspondent",
    "staff",  "contributor", "contributors", "columnist", "producer", "journalist", "photographer",
    "news",   "published",   "updated",      "posted",    "follow",   "share",      "read",
    "am",     "pm",          "ago",          "min",       "jr",       "sr",         "ii",
    "iii",    "phd",         "md",           "esq",       "special",  "senior",     "chief",
    "author", "view",
};

static bool is_word(struct slice word, const char *literal)
{
    return word.len == strlen(literal) && strncasecmp(word.ptr, literal, word.len) == 0;
}

static size_t find(struct slice line, const struct slice *marks, size_t count, size_t *len)
{
    for (size_t i = 0; i < line.len; i++)
        for (size_t k = 0; k < count; k++)
            if (slice_starts(slice_part(line, i, line.len), marks[k])) {
                *len = marks[k].len;
                return i;
            }
    *len = 0;
    return line.len;
}

static bool has_digit_or_mark(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((name.ptr[i] >= '0' && name.ptr[i] <= '9') || strchr("@:_#", name.ptr[i]))
            return true;
    return false;
}

/* One to six words, the first with a capital, none an office. */
static bool is_name(struct slice piece)
{
    struct slice rest = piece, word;
    size_t words = 0, at = 0;

    if (!piece.len || piece.len > NAME_BYTES_MAX || has_digit_or_mark(piece) ||
        char_is_lower(utf8_next(piece, &at)))
        return false;
    while (slice_cut(&rest, ' ', &word)) {
        while (word.len && strchr(".,", word.ptr[word.len - 1]))
            word.len--;
        words += word.len > 0;
        for (size_t i = 0; i < sizeof not_names / sizeof *not_names; i++)
            if (is_word(word, not_names[i]))
                return false;
    }
    return words <= NAME_WORDS_MAX;
}

/* "By ", "Written by: ", "Story by " in front. */
static struct slice without_by(struct slice line, bool *had_by)
{
    static const struct slice fronts[] = {SLICE_INIT("By "),         SLICE_INIT("BY "),
                                          SLICE_INIT("by "),         SLICE_INIT("By: "),
                                          SLICE_INIT("Written by "), SLICE_INIT("Words by "),
                                          SLICE_INIT("Story by "),   SLICE_INIT("Author: "),
                                          SLICE_INIT("By\xC2\xA0"),  SLICE_INIT("Written by: ")};

    *had_by = false;
    line = slice_trim(line);
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
        if (slice_starts(line, fronts[i])) {
            *had_by = true;
            return slice_trim(slice_part(line, fronts[i].len, line.len));
        }
    return line;
}

static bool is_known(const struct names *names, struct slice name)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->at[i].len == name.len && strncasecmp(names->at[i].ptr, name.ptr, name.len) == 0)
            return true;
    return false;
}

enum error names_add(struct arena *arena, struct names *names, struct slice line)
{
    size_t len;
    bool had_by;

    line = without_by(line, &had_by);
    line = slice_part(line, 0, find(line, enders, sizeof enders / sizeof *enders, &len));
    while (line.len && names->count < NAMES_MAX) {
        size_t end = find(line, joints, sizeof joints / sizeof *joints, &len);
        struct slice piece = without_by(slice_part(line, 0, end), &had_by);
        struct slice *name;
        line = slice_part(line, end + len, line.len);
        if (!is_name(piece) || is_known(names, piece))
            continue;
        name = array_push(arena, names);
        if (!name)
            return ERROR_NO_MEMORY;
        *name = piece;
    }
    return ERROR_OK;
}

static enum error join(struct arena *arena, const struct names *names, struct slice *out)
{
    struct slice line = {NULL, 0};

    for (size_t i = 0; i < names->count; i++)
        if (arena_print(arena, &line, "%.*s%s%.*s", SLICE_ARGS(line), i ? ", " : "",
                        SLICE_ARGS(names->at[i])))
            return ERROR_NO_MEMORY;
    *out = line;
    return ERROR_OK;
}

/* A short block that says "By …" before the text has begun in earnest. */
static enum error add_from_blocks(struct arena *arena, const struct html_blocks *blocks,
                                  struct names *names)
{
    enum { TEXT_WORDS = 30, TEXTS_MAX = 3 };
    enum error error = ERROR_OK;
    size_t texts = 0;

    for (size_t i = 0; !error && !names->count && i < blocks->count && texts < TEXTS_MAX; i++) {
        const struct html_block *block = &blocks->at[i];
        bool had_by;
        if (block->words > LINE_WORDS_MAX)
            texts += block->linked * 2 < block->words;
        if (block->words > LINE_WORDS_MAX || block->words < 2)
            continue;
        (void)without_by(block->text, &had_by);
        if (had_by)
            error = names_add(arena, names, block->text);
    }
    return error;
}

enum error byline_choose(struct arena *arena, struct slice told, const struct names *authors,
                         const struct html_blocks *blocks, struct slice *out)
{
    struct names names = {.count = 0};
    enum error error = names_add(arena, &names, told);

    if (!error && !names.count && authors->count)
        names = *authors;
    if (!error && !names.count)
        error = add_from_blocks(arena, blocks, &names);
    return error ? error : join(arena, &names, out);
}
