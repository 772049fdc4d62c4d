/* Cuts a text into tokens: looks at one character, asks the scanner of its kind where it ends. */
#include "text/token.h"

#include "base/array.h"
#include "base/checked.h"
#include "text/token_scan.h"
#include "text/utf8.h"

enum {
    BYTES_PER_TOKEN = 5, /* of English prose, for the first guess of the array's size */
    MARK_LOOK_AHEAD = 400,
};

/* White space before a token, and what it means for it. */
static uint16_t skip_space(struct token_reader *reader)
{
    uint16_t flags = reader->at ? 0 : TOKEN_SPACE_BEFORE | TOKEN_LINE_START;
    size_t line_ends = 0;
    size_t length;

    for (;;) {
        uint32_t code_point = char_at(reader->text, reader->at, &length);
        if (!length || (!char_is_space(code_point) && !char_is_ignorable(code_point)))
            break;
        if (char_is_space(code_point))
            flags |= TOKEN_SPACE_BEFORE;
        if (code_point == '\n' || code_point == '\r' || code_point == 0x85 ||
            code_point == 0x2028 || code_point == 0x2029) {
            flags |= TOKEN_LINE_START;
            line_ends += code_point != '\r';
        }
        reader->at += length;
    }
    if (line_ends > 1)
        reader->in_single_mark = false;
    return flags;
}

/* Kinds of the characters that are tokens by themselves. */
static const struct {
    uint32_t code_point;
    enum token_kind kind;
} single_kinds[] = {
    {',', TOKEN_COMMA},    {';', TOKEN_COMMA},    {':', TOKEN_COMMA},    {'.', TOKEN_STOP},
    {'!', TOKEN_STOP},     {'?', TOKEN_STOP},     {0x61B, TOKEN_COMMA},  {0x60C, TOKEN_COMMA},
    {0x61F, TOKEN_STOP},   {0x6D4, TOKEN_STOP},   {0x964, TOKEN_STOP},   {0x203C, TOKEN_STOP},
    {0x203D, TOKEN_STOP},  {0x2047, TOKEN_STOP},  {0x2048, TOKEN_STOP},  {0x2049, TOKEN_STOP},
    {0x3001, TOKEN_COMMA}, {0x3002, TOKEN_STOP},  {0xFF01, TOKEN_STOP},  {0xFF0C, TOKEN_COMMA},
    {0xFF0E, TOKEN_STOP},  {0xFF1A, TOKEN_COMMA}, {0xFF1B, TOKEN_COMMA}, {0xFF1F, TOKEN_STOP},
};

static enum token_kind single_kind(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof single_kinds / sizeof *single_kinds; i++)
        if (single_kinds[i].code_point == code_point)
            return single_kinds[i].kind;
    return char_is_bracket(code_point) ? TOKEN_BRACKET : TOKEN_SYMBOL;
}

static size_t run_end(struct slice text, size_t at, bool (*is_part)(uint32_t code_point))
{
    size_t length;

    while (is_part(char_at(text, at, &length)) && length)
        at += length;
    return at;
}

static bool is_call(uint32_t code_point)
{
    return code_point == '!' || code_point == '?';
}

static bool is_ellipsis_char(uint32_t code_point)
{
    return code_point == 0x2026;
}

static bool is_tag_char(uint32_t code_point)
{
    return code_point == '_' || char_is_wordly(code_point);
}

/* End of the stops at `at`: "...", ". . .", "?!", or one; *kind tells which. */
static size_t stops_end(struct slice text, size_t at, bool spaced, enum token_kind *kind)
{
    size_t end = at;

    *kind = TOKEN_STOP;
    if (text.ptr[at] != '.')
        return run_end(text, at, is_call);
    while (byte_at(text, end) == '.')
        end++;
    if (spaced && end == at + 1)
        while (byte_at(text, end) == ' ' && byte_at(text, end + 1) == '.' &&
               byte_at(text, end + 2) != '.')
            end += 2;
    if (end == at + 3 && text.ptr[at + 1] == ' ')
        return at + 1; /* two stops with a blank are no ellipsis */
    if (end - at >= 2)
        *kind = TOKEN_ELLIPSIS;
    return end;
}

/* A mark that could end a word's possessive stands before the closing one of its quotation:
 * 'the workers' union' has another one to come. */
static bool closes_later(struct slice text, size_t at)
{
    size_t limit = at + MARK_LOOK_AHEAD;
    size_t length;

    if (byte_at(text, at) != ' ' || !char_is_lower(char_at(text, at + 1, &length)))
        return false;
    for (; at < limit && byte_at(text, at) != '\n'; at += length) {
        uint32_t code_point = char_at(text, at, &length);
        if (!length || code_point == 0x2018)
            return false;
        if (!char_is_apostrophe(code_point))
            continue;
        if (text.ptr[at - 1] == ' ')
            return false;
        if (!byte_is_letter(byte_at(text, at + length)))
            return text.ptr[at - 1] != 's';
    }
    return false;
}

/* An apostrophe behind a word: the possessive of a plural, or a dropped g. */
static size_t trailing_apostrophe(const struct token_reader *reader, size_t end)
{
    struct slice text = reader->text;
    size_t length;
    char last = (char)(text.ptr[end - 1] | 0x20);

    if (!char_is_apostrophe(char_at(text, end, &length)) || (last != 's' && last != 'z') ||
        char_is_apostrophe(char_at(text, end + length, &(size_t){0})))
        return 0;
    if (reader->in_single_mark && !closes_later(text, end + length))
        return 0;
    return end + length;
}

/* A word that has lost its g keeps the apostrophe: goin'. */
static size_t dropped_letter_end(const struct token_reader *reader, size_t end)
{
    struct slice text = reader->text;
    size_t length;

    if (reader->in_single_mark || end - reader->at < 4 ||
        !slice_ends(slice_part(text, reader->at, end), SLICE("in")) ||
        !char_is_apostrophe(char_at(text, end, &length)) || byte_at(text, end + length) != ' ')
        return end;
    return end + length;
}

/* Flags that the spelling of a word gives. */
static uint16_t word_flags(struct slice word)
{
    uint16_t flags = 0;
    size_t letters = 0, uppers = 0;

    for (size_t at = 0; at < word.len;) {
        size_t begin = at;
        uint32_t code_point = utf8_next(word, &at);
        if (char_is_digit(code_point)) {
            flags |= TOKEN_HAS_DIGIT;
        } else if (char_is_letter(code_point)) {
            bool upper = char_is_upper(code_point);
            if (upper && begin == 0)
                flags |= TOKEN_CAPITAL;
            letters++;
            uppers += upper;
        }
    }
    if (letters >= 2 && letters == uppers)
        flags |= TOKEN_ALL_CAPS;
    return flags;
}

static void token_make(struct token_reader *reader, enum token_kind kind, size_t end,
                       uint16_t flags, struct token *out)
{
    struct slice word = slice_part(reader->text, reader->at, end);

    *out = (struct token){
        .span = {(uint32_t)reader->at, (uint32_t)end},
        .exact = token_exact_id(word),
        .folded = token_folded_id(word),
        .flags = flags | (kind <= TOKEN_HASHTAG ? word_flags(word) : 0),
        .kind = (uint8_t)kind,
    };
    reader->at = end;
}

static void read_word(struct token_reader *reader, uint32_t first, uint16_t flags,
                      struct token *out)
{
    struct slice text = reader->text;
    struct word_scan scan = word_scan(text, reader->at);
    enum token_kind kind = char_is_digit(first) ? TOKEN_NUMBER : TOKEN_WORD;
    char follows = byte_at(text, scan.end);
    size_t address = 0;

    if (scan.abbreviation || (follows && memchr("@.:+%", follows, 5)))
        address = address_scan(text, reader->at, scan.end, &kind);
    if (address) {
        size_t length = clitic_length(text, reader->at, address);
        token_make(reader, kind, address, flags, out);
        reader->clitic_end = length ? address + length : 0;
        return;
    }
    kind = char_is_digit(first) ? TOKEN_NUMBER : TOKEN_WORD;
    flags |= scan.abbreviation ? TOKEN_ABBREVIATION : 0;
    flags |= scan.hyphenated ? TOKEN_HYPHENATED : 0;
    if (!scan.clitic_end) {
        scan.end = dropped_letter_end(reader, scan.end);
        scan.clitic_end = trailing_apostrophe(reader, scan.end);
    }
    token_make(reader, kind, scan.end, flags, out);
    reader->clitic_end = scan.clitic_end;
}

static void read_clitic(struct token_reader *reader, struct token *out)
{
    size_t begin = reader->at;
    size_t end = reader->clitic_end;
    size_t more = clitic_length(reader->text, begin, end); /* didn't've */
    char last = (char)(reader->text.ptr[end - 1] | 0x20);
    bool possessive = !byte_is_letter(last) || last == 's';

    reader->clitic_end = more ? end + more : 0;
    token_make(reader, TOKEN_WORD, end, possessive ? TOKEN_CLITIC | TOKEN_POSSESSIVE : TOKEN_CLITIC,
               out);
}

/* Nothing that a mark could close stands before it: blank, bracket, dash or another mark. */
static bool may_open(const struct token_reader *reader, uint16_t flags)
{
    uint32_t before = char_ending(reader->text, reader->at);

    return (flags & TOKEN_SPACE_BEFORE) || char_is_bracket(before) || char_is_dash(before) ||
           char_quote_mark(before);
}

static void read_mark(struct token_reader *reader, enum quote_mark mark, uint16_t flags,
                      struct token *out)
{
    struct slice text = reader->text;
    enum token_kind kind;
    size_t length, end;
    bool opens = may_open(reader, flags);
    bool single =
        mark == MARK_STRAIGHT_SINGLE || mark == MARK_SINGLE_OPEN || mark == MARK_SINGLE_CLOSE;
    char byte = text.ptr[reader->at];

    end = single && opens && byte != '`' ? elision_scan(text, reader->at, &kind) : 0;
    if (end) {
        token_make(reader, kind, end, flags, out);
        return;
    }
    (void)char_at(text, reader->at, &length);
    if ((byte == '\'' || byte == '`') && byte_at(text, reader->at + 1) == byte) {
        mark = byte == '`' ? MARK_DOUBLE_OPEN : MARK_DOUBLE_CLOSE;
        length = 2;
        single = false;
    }
    if (single)
        reader->in_single_mark =
            mark == MARK_SINGLE_OPEN || (mark == MARK_STRAIGHT_SINGLE && opens);
    token_make(reader, TOKEN_QUOTE, reader->at + length, flags, out);
    out->mark = (uint8_t)mark;
}

/* @name and #tag; 0 when the sign stands alone. A tag needs a letter: #1 is a number. */
static size_t tag_end(struct slice text, size_t at, uint32_t sign)
{
    size_t length;
    uint32_t first = char_at(text, at + 1, &length);

    if (char_is_wordly(char_ending(text, at)))
        return 0;
    if (sign == '#' ? !char_is_letter(first) : !is_tag_char(first) || first >= 128)
        return 0;
    return run_end(text, at + 1, is_tag_char);
}

/* One symbol with its combining marks; a rule of *, =, _ or ~ is one token. */
static size_t symbol_end(struct slice text, size_t at)
{
    size_t length;
    uint32_t code_point = char_at(text, at, &length);
    size_t end = at + length;

    if (code_point && code_point < 128 && memchr("*=_~#", (int)code_point, 5))
        while (byte_at(text, end) == (char)code_point)
            end++;
    return run_end(text, end, char_is_mark);
}

static void read_other(struct token_reader *reader, uint32_t first, uint16_t flags,
                       struct token *out)
{
    struct slice text = reader->text;
    enum token_kind kind = single_kind(first);
    size_t at = reader->at;
    size_t end = first == '@' || first == '#' ? tag_end(text, at, first) : 0;
    size_t length;

    if (end) {
        kind = first == '@' ? TOKEN_HANDLE : TOKEN_HASHTAG;
    } else if (char_is_dash(first)) {
        kind = TOKEN_DASH;
        end = run_end(text, at, char_is_dash);
    } else if (is_ellipsis_char(first)) {
        kind = TOKEN_ELLIPSIS;
        end = run_end(text, at, is_ellipsis_char);
    } else if (first == '.' || is_call(first)) {
        end = stops_end(text, at, flags & TOKEN_SPACE_BEFORE, &kind);
    } else if (kind == TOKEN_SYMBOL) {
        end = symbol_end(text, at);
    } else {
        (void)char_at(text, at, &length);
        end = at + length;
    }
    token_make(reader, kind, end, flags, out);
}

bool token_next(struct token_reader *reader, struct token *out)
{
    uint16_t flags;
    uint32_t first;
    size_t length;
    enum quote_mark mark;

    if (reader->clitic_end) {
        read_clitic(reader, out);
        return true;
    }
    flags = skip_space(reader);
    first = char_at(reader->text, reader->at, &length);
    if (!length)
        return false;
    if (char_is_wordly(first) && !char_is_mark(first)) {
        read_word(reader, first, flags, out);
        return true;
    }
    if (char_is_ideograph(first)) {
        token_make(reader, TOKEN_WORD, reader->at + length, flags, out);
        return true;
    }
    mark = char_quote_mark(first);
    if (mark)
        read_mark(reader, mark, flags, out);
    else if (first == '.' && (flags & TOKEN_SPACE_BEFORE) &&
             byte_is_digit(byte_at(reader->text, reader->at + 1)))
        token_make(reader, TOKEN_NUMBER, word_scan(reader->text, reader->at + 1).end, flags, out);
    else
        read_other(reader, first, flags, out);
    return true;
}

enum error token_split(struct arena *arena, struct slice text, struct tokens *out)
{
    struct token_reader reader = {.text = text};
    struct tokens tokens = {0};
    struct token token;

    if (text.len && !array_reserve(arena, &tokens, text.len / BYTES_PER_TOKEN + 1))
        return ERROR_NO_MEMORY;
    while (token_next(&reader, &token)) {
        struct token *place = array_push(arena, &tokens);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = token;
    }
    *out = tokens;
    return ERROR_OK;
}
