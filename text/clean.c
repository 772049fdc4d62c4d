#include "text/clean.h"

#include "base/array.h"
#include "text/chars.h"

/* ---- what is to be cleaned ---- */

enum { REPAIR_BYTES = 4 };

/* What stands in place of `length` bytes. */
struct repair {
    size_t length, count;
    char bytes[REPAIR_BYTES];
};

/* Code points that become something else, in order; nothing in `becomes` for those that go. */
static const struct {
    uint32_t first, last;
    char becomes[REPAIR_BYTES];
} rules[] = {
    {0x85, 0x85, "\n"},      {0xA0, 0xA0, " "},       {0xAD, 0xAD, ""},
    {0x61C, 0x61C, ""},      {0x1680, 0x1680, " "},   {0x2000, 0x200A, " "},
    {0x200B, 0x200F, ""},    {0x2028, 0x2028, "\n"},  {0x2029, 0x2029, "\n\n"},
    {0x202A, 0x202E, ""},    {0x202F, 0x202F, " "},   {0x205F, 0x205F, " "},
    {0x2060, 0x2060, ""},    {0x2066, 0x2069, ""},    {0x3000, 0x3000, " "},
    {0xFB00, 0xFB00, "ff"},  {0xFB01, 0xFB01, "fi"},  {0xFB02, 0xFB02, "fl"},
    {0xFB03, 0xFB03, "ffi"}, {0xFB04, 0xFB04, "ffl"}, {0xFB05, 0xFB06, "st"},
    {0xFEFF, 0xFEFF, ""},
};

/* Character references of HTML that stand in texts taken from it, and what they mean. */
static const struct {
    const char *name;
    char becomes[REPAIR_BYTES];
} references[] = {
    {"quot", "\""},      {"#34", "\""},       {"#x22", "\""},      {"apos", "'"},
    {"#39", "'"},        {"#039", "'"},       {"#x27", "'"},       {"amp", "&"},
    {"#38", "&"},        {"lt", "<"},         {"gt", ">"},         {"nbsp", " "},
    {"#160", " "},       {"ldquo", "\u201C"}, {"#8220", "\u201C"}, {"rdquo", "\u201D"},
    {"#8221", "\u201D"}, {"lsquo", "\u2018"}, {"#8216", "\u2018"}, {"rsquo", "\u2019"},
    {"#8217", "\u2019"}, {"laquo", "\u00AB"}, {"raquo", "\u00BB"}, {"ndash", "\u2013"},
    {"#8211", "\u2013"}, {"mdash", "\u2014"}, {"#8212", "\u2014"}, {"hellip", "\u2026"},
    {"#8230", "\u2026"},
};

/* Lead bytes of the rules' code points, and of what Windows-1252 makes of UTF-8's lead bytes. */
static bool is_suspect(unsigned char lead)
{
    return lead == 0xE2 || lead == 0xC2 || lead == 0xC3 || lead == 0xE3 || lead == 0xEF ||
           lead == 0xD8 || lead == 0xE1;
}

/* Windows-1252's characters of the bytes 80 to 9F; those it leaves free are C1 controls. */
static const uint16_t windows_1252[] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
};

/* The byte that Windows-1252 shows as this character, 0x80 to 0xFF; 0 when none. */
static unsigned char windows_byte(uint32_t code_point)
{
    if (code_point >= 0xA0 && code_point <= 0xFF)
        return (unsigned char)code_point;
    for (size_t i = 0; i < sizeof windows_1252 / sizeof *windows_1252; i++)
        if (windows_1252[i] == code_point)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* What a twice encoded text may hold. Two bytes are too common by chance ("CAFÉ”" is no U+0254) to
 * take them for more than Latin letters and signs. */
static const struct {
    uint32_t first, last;
} plausible[] = {
    {0xA0, 0x17F},    {0x2010, 0x203A}, {0x20AC, 0x20AC}, {0x2122, 0x2122},   {0x2190, 0x27BF},
    {0xFB00, 0xFB06}, {0xFE0F, 0xFE0F}, {0xFEFF, 0xFEFF}, {0x1F300, 0x1FAFF},
};

static bool is_plausible(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof plausible / sizeof *plausible; i++)
        if (code_point >= plausible[i].first && code_point <= plausible[i].last)
            return true;
    return false;
}

static size_t sequence_bytes(unsigned char lead)
{
    return lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
}

/* Behind one capital a curly mark, a dash or a guillemet is what it is: “CAFÉ”; but not behind Â,
 * which ends no word. */
static bool ends_word(uint32_t code_point, char lead)
{
    return (code_point >= 0x2010 && code_point <= 0x203A) ||
           ((code_point == 0xAB || code_point == 0xBB) && (unsigned char)lead != 0xC2);
}

/* The character that was encoded twice and begins here; false when none did. */
static bool decode_twice(struct slice sent, size_t at, struct repair *out, uint32_t *code_point)
{
    size_t next = at, begin = 0;
    char bytes[REPAIR_BYTES] = {(char)windows_byte(utf8_next(sent, &next))};
    struct slice decoded = {bytes, sequence_bytes((unsigned char)bytes[0])};

    for (size_t i = 1; i < decoded.len; i++) {
        uint32_t part;
        if (next == sent.len || !(sent.ptr[next] & 0x80))
            return false;
        part = utf8_next(sent, &next);
        if (decoded.len == 2 && ends_word(part, bytes[0]))
            return false;
        bytes[i] = (char)windows_byte(part);
    }
    if (!decoded.len || utf8_valid_prefix(decoded) != decoded.len)
        return false;
    *code_point = utf8_next(decoded, &begin);
    *out = (struct repair){.length = next - at, .count = decoded.len};
    memcpy(out->bytes, bytes, sizeof bytes);
    return is_plausible(*code_point);
}

/* What a rule makes of a code point, in place of the repair's bytes; false when no rule does. */
static bool follow_rule(uint32_t code_point, struct repair *repair)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules && rules[i].first <= code_point; i++) {
        if (code_point > rules[i].last)
            continue;
        repair->count = strnlen(rules[i].becomes, REPAIR_BYTES);
        memcpy(repair->bytes, rules[i].becomes, REPAIR_BYTES);
        return true;
    }
    return false;
}

/* "&quot;" and its like at an ampersand. */
static bool follow_reference(struct slice sent, size_t at, struct repair *out)
{
    enum { LONGEST = 8 };

    size_t end = at + 1;

    while (end < sent.len && end < at + LONGEST && sent.ptr[end] != ';')
        end++;
    if (end == sent.len || sent.ptr[end] != ';')
        return false;
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        if (!slice_is(slice_part(sent, at + 1, end), references[i].name))
            continue;
        *out = (struct repair){end + 1 - at, strnlen(references[i].becomes, REPAIR_BYTES), ""};
        memcpy(out->bytes, references[i].becomes, REPAIR_BYTES);
        return true;
    }
    return false;
}

/* Whether a joiner here makes one picture of two; others go. */
static bool joins_pictures(struct slice sent, size_t at, size_t next)
{
    size_t before = at;

    while (before > 0 && ((unsigned char)sent.ptr[--before] & 0xC0) == 0x80)
        ;
    return at > 0 && next < sent.len && char_is_picture(utf8_next(sent, &before)) &&
           char_is_picture(utf8_next(sent, &next));
}

/* What is to be put in place of the character here; false when it stays. */
static bool find_repair(struct slice sent, size_t at, struct repair *out)
{
    size_t next = at;
    uint32_t code_point;

    if (sent.ptr[at] == '\r') {
        bool is_pair = at + 1 < sent.len && sent.ptr[at + 1] == '\n';
        *out = (struct repair){is_pair ? 2 : 1, 1, "\n"};
        return true;
    }
    if (sent.ptr[at] == '&')
        return follow_reference(sent, at, out);
    if (!is_suspect((unsigned char)sent.ptr[at]))
        return false;
    code_point = utf8_next(sent, &next);
    *out = (struct repair){.length = next - at};
    if (code_point == CHAR_JOINER && joins_pictures(sent, at, next))
        return false;
    if (follow_rule(code_point, out))
        return true;
    if (code_point < 0xC2 || code_point > 0xF4 || !decode_twice(sent, at, out, &code_point))
        return false;
    (void)follow_rule(code_point, out);
    return true;
}

#define EVERY_BYTE(value) ((uint64_t)(value)*0x0101010101010101u)

/* The next byte from here on that is not ASCII, or is a CR or an ampersand. */
static size_t next_suspect(struct slice sent, size_t at)
{
    uint64_t eight;

    for (; sent.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, sent.ptr + at, sizeof eight);
        uint64_t returns = eight ^ EVERY_BYTE('\r'), ampersands = eight ^ EVERY_BYTE('&');
        uint64_t below = (returns - EVERY_BYTE(1)) | (ampersands - EVERY_BYTE(1));
        if ((eight | below) & EVERY_BYTE(0x80))
            break;
    }
    while (at < sent.len && sent.ptr[at] != '\r' && sent.ptr[at] != '&' && !(sent.ptr[at] & 0x80))
        at++;
    return at;
}

static size_t next_repair(struct slice sent, size_t at, struct repair *out)
{
    while ((at = next_suspect(sent, at)) < sent.len && !find_repair(sent, at, out))
        (void)utf8_next(sent, &at);
    return at;
}

/* ---- the cleaned text ---- */

struct cleaning {
    struct slice sent;
    char *bytes;
    size_t len;

    struct {
        struct clean_edit *at;
        size_t count, capacity;
    } edits;
};

static void copy(struct cleaning *cleaning, const char *from, size_t len)
{
    memcpy(cleaning->bytes + cleaning->len, from, len);
    cleaning->len += len;
}

/* Notes what was done; characters that go beside each other are one edit. */
static enum error note(struct arena *arena, struct cleaning *cleaning, size_t sent_at,
                       const struct repair *repair)
{
    struct clean_edit *edit =
        cleaning->edits.count ? &cleaning->edits.at[cleaning->edits.count - 1] : NULL;
    uint32_t sent_end = (uint32_t)(sent_at + repair->length);

    if (edit && !repair->count && edit->sent_end == sent_at && edit->begin == edit->end) {
        edit->sent_end = sent_end;
        return ERROR_OK;
    }
    edit = array_push(arena, &cleaning->edits);
    if (!edit)
        return ERROR_NO_MEMORY;
    *edit = (struct clean_edit){(uint32_t)cleaning->len, (uint32_t)(cleaning->len + repair->count),
                                (uint32_t)sent_at, sent_end};
    return ERROR_OK;
}

/* From the first repair on. */
static enum error clean_from(struct arena *arena, struct cleaning *cleaning, size_t at,
                             struct repair *repair)
{
    struct slice sent = cleaning->sent;
    size_t done = 0;

    for (; at < sent.len; at = next_repair(sent, done, repair)) {
        enum error error;
        copy(cleaning, sent.ptr + done, at - done);
        error = note(arena, cleaning, at, repair);
        if (error)
            return error;
        copy(cleaning, repair->bytes, repair->count);
        done = at + repair->length;
    }
    copy(cleaning, sent.ptr + done, sent.len - done);
    return ERROR_OK;
}

enum error clean_read(struct arena *arena, struct slice sent, struct cleaned *out)
{
    struct cleaning cleaning = {.sent = sent};
    struct repair repair;
    size_t at = next_repair(sent, 0, &repair);
    enum error error;

    if (at == sent.len) {
        *out = (struct cleaned){.text = sent, .sent = sent};
        return ERROR_OK;
    }
    cleaning.bytes = arena_alloc_unset(arena, sent.len, 1, 1); /* nothing grows */
    if (!cleaning.bytes)
        return ERROR_NO_MEMORY;
    error = clean_from(arena, &cleaning, at, &repair);
    if (error)
        return error;
    *out = (struct cleaned){
        .text = {cleaning.bytes, cleaning.len},
        .sent = sent,
        .edits = cleaning.edits.at,
        .edit_count = (uint32_t)cleaning.edits.count,
    };
    return ERROR_OK;
}

/* ---- the way back ---- */

/* How many edits begin before this byte, or at it when `at_too`. */
static uint32_t edits_before(const struct cleaned *cleaned, uint32_t byte, bool at_too)
{
    uint32_t low = 0, high = cleaned->edit_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cleaned->edits[middle].begin < byte || (at_too && cleaned->edits[middle].begin == byte))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t sent_begin(const struct cleaned *cleaned, uint32_t byte)
{
    uint32_t count = edits_before(cleaned, byte, true);
    const struct clean_edit *edit = count ? &cleaned->edits[count - 1] : NULL;

    if (!edit)
        return byte;
    return byte < edit->end ? edit->sent_begin : edit->sent_end + (byte - edit->end);
}

static uint32_t sent_end(const struct cleaned *cleaned, uint32_t byte)
{
    uint32_t count = edits_before(cleaned, byte, false);
    const struct clean_edit *edit = count ? &cleaned->edits[count - 1] : NULL;

    if (!edit)
        return byte;
    return byte < edit->end ? edit->sent_end : edit->sent_end + (byte - edit->end);
}

struct span clean_sent_span(const struct cleaned *cleaned, struct span span)
{
    uint32_t begin = sent_begin(cleaned, span.begin);

    return (struct span){begin, span.begin < span.end ? sent_end(cleaned, span.end) : begin};
}

enum error origin_read(struct arena *arena, const struct cleaned *cleaned, enum offsets unit,
                       struct origin *out)
{
    struct positions positions;
    enum error error = positions_read(arena, cleaned->sent, unit, &positions);

    if (!error)
        *out = (struct origin){*cleaned, positions};
    return error;
}

struct span origin_of(const struct origin *origin, struct span span)
{
    struct span sent = clean_sent_span(&origin->cleaned, span);

    return (struct span){positions_of(&origin->positions, sent.begin),
                         positions_of(&origin->positions, sent.end)};
}

struct slice origin_text(const struct origin *origin, struct span span)
{
    return slice_at(origin->cleaned.sent, clean_sent_span(&origin->cleaned, span));
}
