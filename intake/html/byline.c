#include "intake/html/byline.h"

#include <strings.h>

#include "base/array.h"
#include "text/chars.h"
#include "text/utf8.h"

enum {
    NAME_WORDS_MAX = 6,
    NAME_BYTES_MAX = 60,
    LINE_WORDS_MAX = 30,
    NAMES_MAX = 12,
    DEGREE_BYTES_MAX = 5
};

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

/* Words that say of a piece that it is no name but an office or a command; two of them never make a
 * name, one does in a name of two words: Jo Reporter. */
static const char *const not_names[] = {
    "writer",       "writers",      "reporter",      "reporters",
    "editor",       "editors",      "staff",         "news",
    "sports",       "political",    "business",      "health",
    "science",      "education",    "managing",      "deputy",
    "executive",    "senior",       "chief",         "special",
    "contributor",  "columnist",    "producer",      "author",
    "published",    "contributors", "updated",       "posted",
    "follow",       "share",        "read",          "am",
    "pm",           "ago",          "min",           "jr",
    "sr",           "ii",           "iii",           "phd",
    "md",           "esq",          "view",          "the",
    "at",           "of",           "correspondent", "journalist",
    "photographer", "event",        "type",          "company",
    "role",
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

/* "RDN", "MS". */
static bool is_degree(struct slice piece)
{
    for (size_t i = 0; i < piece.len; i++)
        if (!(piece.ptr[i] >= 'A' && piece.ptr[i] <= 'Z'))
            return false;
    return piece.len <= DEGREE_BYTES_MAX;
}

/* One to six words, the first with a capital, none an office. */
static bool is_name(struct slice piece)
{
    struct slice rest = piece, word;
    size_t words = 0, other = 0, at = 0;

    if (!piece.len || piece.len > NAME_BYTES_MAX || has_digit_or_mark(piece) ||
        char_is_lower(utf8_next(piece, &at)))
        return false;
    while (slice_cut(&rest, ' ', &word)) {
        while (word.len && strchr(".,", word.ptr[word.len - 1]))
            word.len--;
        words += word.len > 0;
        for (size_t i = 0; i < sizeof not_names / sizeof *not_names; i++)
            other += is_word(word, not_names[i]);
    }
    return words <= NAME_WORDS_MAX && !is_degree(piece) && (!other || (other == 1 && words == 2));
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

/* Dashes and no-break spaces around a name, and degrees behind it. */
static struct slice trim_marks(struct slice name)
{
    static const struct slice marks[] = {SLICE_INIT("\xE2\x80\x94"), SLICE_INIT("\xE2\x80\x93"),
                                         SLICE_INIT("\xC2\xA0"),     SLICE_INIT("-"),
                                         SLICE_INIT(" MS"),          SLICE_INIT(" MD"),
                                         SLICE_INIT(" RD"),          SLICE_INIT(" PhD"),
                                         SLICE_INIT("Reviewed by ")};
    bool was_cut = true;

    while (was_cut) {
        was_cut = false;
        name = slice_trim(name);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (slice_starts(name, marks[i]))
                name = slice_part(name, marks[i].len, name.len);
            else if (slice_ends(name, marks[i]))
                name.len -= marks[i].len;
            else
                continue;
            was_cut = true;
        }
    }
    return name;
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
        struct slice piece = trim_marks(without_by(slice_part(line, 0, end), &had_by));
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
        struct slice rest, line;
        bool had_by;
        if (block->words > LINE_WORDS_MAX)
            texts += block->linked * 2 < block->words;
        if (block->words > LINE_WORDS_MAX || block->words < 2)
            continue;
        rest = block->text;
        had_by = false;
        while (!had_by && slice_cut(&rest, '\n', &line))
            (void)without_by(line, &had_by);
        if (had_by)
            error = names_add(arena, names, line);
    }
    return error;
}

static bool is_same(struct slice a, struct slice b)
{
    return a.len == b.len && strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

/* Not a person: the publisher, an agency, or a name that says so. */
static bool is_organization(struct slice name, struct slice source)
{
    static const char *const organizations[] = {
        "Associated Press", "The Associated Press", "Reuters",         "AFP",       "AP",
        "Bloomberg",        "Bloomberg News",       "Financial Times", "USA TODAY", "CNN",
        "Press Association"};
    static const struct slice ends[] = {
        SLICE_INIT(".com"),      SLICE_INIT(" News"),   SLICE_INIT(" Press"),
        SLICE_INIT(" Times"),    SLICE_INIT(" Team"),   SLICE_INIT(" Tribune"),
        SLICE_INIT(" Service"),  SLICE_INIT(" Media"),  SLICE_INIT(" Channel"),
        SLICE_INIT(" Magazine"), SLICE_INIT(" Appeal"), SLICE_INIT(" Redazione"),
        SLICE_INIT(" Review")};

    for (size_t i = 0; i < sizeof organizations / sizeof *organizations; i++)
        if (is_same(name, slice_of(organizations[i])))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(name, ends[i]))
            return true;
    return is_same(name, source);
}

/* The persons, and where there are none all. */
static enum error pick(struct arena *arena, const struct names *names, struct slice source,
                       struct names *out)
{
    struct names persons = {.count = 0};

    for (size_t i = 0; i < names->count; i++) {
        struct slice *name;
        if (is_organization(names->at[i], source))
            continue;
        name = array_push(arena, &persons);
        if (!name)
            return ERROR_NO_MEMORY;
        *name = names->at[i];
    }
    if (persons.count)
        *out = persons;
    else if (names->count && !out->count)
        *out = *names;
    return ERROR_OK;
}

static bool has_person(const struct names *names, struct slice source)
{
    for (size_t i = 0; i < names->count; i++)
        if (!is_organization(names->at[i], source))
            return true;
    return false;
}

enum error byline_choose(struct arena *arena, const struct byline *byline, struct slice *out)
{
    struct names told = {.count = 0}, lines = {.count = 0}, chosen = {.count = 0};
    enum error error = names_add(arena, &told, byline->told);

    if (!error)
        error = pick(arena, &told, byline->source, &chosen);
    if (!error && !has_person(&chosen, byline->source))
        error = pick(arena, byline->authors, byline->source, &chosen);
    if (!error && !has_person(&chosen, byline->source))
        error = add_from_blocks(arena, byline->blocks, &lines);
    if (!error)
        error = has_person(&chosen, byline->source) ? ERROR_OK
                                                    : pick(arena, &lines, byline->source, &chosen);
    return error ? error : join(arena, &chosen, out);
}
