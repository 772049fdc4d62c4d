/* Cuts a text into tokens: looks at one character, asks the scanner of its kind where it ends. */
#include "text/token.h"

#include "text/abbreviation.h"
#include "text/token_id.h"
#include "text/token_scan.h"

enum {
    BYTES_PER_TOKEN = 4, /* of English prose it is five: the first guess of the array's size */
    MARK_LOOK_AHEAD = 400,
};

/* What a byte of ASCII means to the tokenizer. */
enum byte_rule {
    BYTE_LETTER = 1 << 0,
    BYTE_PARTS = 1 << 1, /* joins nothing to the letters before it */
    BYTE_ALONE = 1 << 2, /* is a token, unless a combining mark follows */
    BYTE_STOP = 1 << 3,  /* is a token, unless another stop follows */
};

#define LETTER                                                                                     \
    {                                                                                              \
        BYTE_LETTER, TOKEN_WORD                                                                    \
    }
#define PARTS(kind)                                                                                \
    {                                                                                              \
        BYTE_PARTS | BYTE_ALONE, TOKEN_##kind                                                      \
    }

// clang-format off
static const struct {
    uint8_t rule, kind;
} bytes[256] = {
    ['\t'] = {BYTE_PARTS, 0}, ['\n'] = {BYTE_PARTS, 0}, ['\r'] = {BYTE_PARTS, 0},
    [' '] = {BYTE_PARTS, 0},
    [','] = PARTS(COMMA), [';'] = PARTS(COMMA), [':'] = {BYTE_ALONE, TOKEN_COMMA},
    ['('] = PARTS(BRACKET), [')'] = PARTS(BRACKET), ['['] = PARTS(BRACKET),
    [']'] = PARTS(BRACKET), ['{'] = PARTS(BRACKET), ['}'] = PARTS(BRACKET),
    ['!'] = {BYTE_PARTS | BYTE_STOP, TOKEN_STOP}, ['?'] = {BYTE_PARTS | BYTE_STOP, TOKEN_STOP},
    ['.'] = {BYTE_STOP, TOKEN_STOP}, ['"'] = PARTS(QUOTE),
    ['$'] = PARTS(SYMBOL), ['/'] = PARTS(SYMBOL), ['<'] = PARTS(SYMBOL), ['>'] = PARTS(SYMBOL),
    ['|'] = PARTS(SYMBOL), ['^'] = PARTS(SYMBOL), ['\\'] = PARTS(SYMBOL),
    ['%'] = {BYTE_ALONE, TOKEN_SYMBOL}, ['+'] = {BYTE_ALONE, TOKEN_SYMBOL},
    ['&'] = {BYTE_ALONE, TOKEN_SYMBOL},
    ['*'] = {BYTE_PARTS, 0}, ['='] = {BYTE_PARTS, 0}, ['~'] = {BYTE_PARTS, 0},
    ['#'] = {BYTE_PARTS, 0},
    ['a'] = LETTER, ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER,
    ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER, ['i'] = LETTER, ['j'] = LETTER,
    ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER,
    ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER,
    ['u'] = LETTER, ['v'] = LETTER, ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER,
    ['z'] = LETTER,
    ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER, ['D'] = LETTER, ['E'] = LETTER,
    ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER,
    ['K'] = LETTER, ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER,
    ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER, ['S'] = LETTER, ['T'] = LETTER,
    ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER,
    ['Z'] = LETTER,
};

// clang-format on

#undef LETTER
#undef PARTS

/* White space before a token, and what it means for it. */
static uint16_t skip_space(struct token_reader *reader)
{
    struct slice text = reader->text;
    size_t begin = reader->at;
    uint16_t flags = begin ? 0 : TOKEN_SPACE_BEFORE | TOKEN_LINE_START;
    size_t line_ends = 0;
    size_t length;

    for (;; reader->at += length) {
        uint32_t code_point = char_at(text, reader->at, &length);
        unsigned classes = char_classes(code_point);
        if (!length || !(classes & (CHAR_SPACE | CHAR_IGNORABLE)))
            break;
        if (classes & CHAR_SPACE)
            flags |= TOKEN_SPACE_BEFORE;
        if (code_point == '\n' || code_point == 0x85 || code_point == 0x2028 ||
            (code_point == '\r' && byte_at(text, reader->at + 1) != '\n'))
            line_ends++;
        else if (code_point == 0x2029)
            line_ends += 2;
    }
    if (line_ends)
        flags |= TOKEN_LINE_START;
    if (line_ends > 1) {
        flags |= begin ? TOKEN_BLANK_LINE : 0;
        reader->in_single_mark = false;
    }
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

static void token_make(struct token_reader *reader, enum token_kind kind, size_t end,
                       uint16_t flags, struct token *out)
{
    struct slice word = slice_part(reader->text, reader->at, end);
    uint16_t spelling = token_spell(word, out);

    out->span = (struct span){(uint32_t)reader->at, (uint32_t)end};
    out->flags = flags | (kind <= TOKEN_HASHTAG ? spelling : 0);
    out->kind = (uint8_t)kind;
    out->mark = MARK_NONE;
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

static bool is_flag_letter(uint32_t code_point)
{
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

/* What belongs to the picture before it: a mark, a tone of skin, a tag. */
static bool is_picture_part(uint32_t code_point)
{
    return char_is_mark(code_point) || (code_point >= 0x1F3FB && code_point <= 0x1F3FF) ||
           (code_point >= 0xE0020 && code_point <= 0xE007F);
}

/* End of what is shown as one picture and goes on at `end`: the second letter of a flag, tones,
 * what joiners join. Source: Unicode Standard Annex 29, GB11 to GB13. */
static size_t picture_end(struct slice text, uint32_t first, size_t end)
{
    size_t length, joined;
    uint32_t next = char_at(text, end, &length);

    if (is_flag_letter(first) && is_flag_letter(next))
        return end + length;
    end = run_end(text, end, is_picture_part);
    while (char_at(text, end, &length) == CHAR_JOINER &&
           char_is_picture(char_at(text, end + length, &joined)))
        end = run_end(text, end + length + joined, is_picture_part);
    return end;
}

/* One symbol with its combining marks, or a picture; a rule of *, =, _ or ~ is one token. */
static size_t symbol_end(struct slice text, size_t at)
{
    size_t length;
    uint32_t code_point = char_at(text, at, &length);
    size_t end = at + length;

    if (code_point && code_point < 128 && memchr("*=_~#", (int)code_point, 5))
        while (byte_at(text, end) == (char)code_point)
            end++;
    return char_is_picture(code_point) ? picture_end(text, code_point, end)
                                       : run_end(text, end, char_is_mark);
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

/* A curly mark or a dash (U+2013 to U+201F without the apostrophe), or an ellipsis, stands here. */
static bool curly_parts(struct slice text, size_t at)
{
    unsigned char last;

    if (text.len - at < 3 || (unsigned char)text.ptr[at + 1] != 0x80)
        return false;
    last = (unsigned char)text.ptr[at + 2];
    return (last >= 0x93 && last <= 0x9F && last != 0x99) || last == 0xA6;
}

/* The full stop behind letters is the sentence's: nothing that a word or an address could go on
 * with follows, and no abbreviation ends with it. */
static bool stop_parts(struct slice text, size_t begin, size_t stop)
{
    return stop - begin > 1 &&
           (stop + 1 == text.len || bytes[(unsigned char)text.ptr[stop + 1]].rule & BYTE_PARTS) &&
           abbreviation_find(slice_part(text, begin, stop)) == ABBREVIATION_NONE;
}

/* The commonest token: up to sixteen ASCII letters, and behind them a byte that joins nothing to
 * them. Read, folded and hashed eight bytes at a time; false when the word is of another sort. */
static inline __attribute__((always_inline)) bool read_letters(struct slice text, size_t begin,
                                                               uint16_t flags, struct token *out)
{
    uint64_t word[2] = {eight_bytes(text, begin), 0}, folded[2] = {0, 0};
    uint64_t letters = letter_places(word[0]), uppers;
    size_t length = 8, end;
    unsigned char next;

    if (letters != EVERY_BYTE(0x80u)) {
        length = (size_t)__builtin_ctzll(~letters & EVERY_BYTE(0x80u)) / 8;
        word[0] &= ((uint64_t)1 << 8 * length) - 1;
        letters &= ((uint64_t)1 << 8 * length) - 1;
    }
    uppers = letters & ~(word[0] << 2);
    folded[0] = word[0] | uppers >> 2;
    if (uppers)
        flags |= (uppers & 0x80 ? TOKEN_CAPITAL : 0) |
                 (uppers == letters && length > 1 ? TOKEN_ALL_CAPS : 0);
    if (length == 8) {
        letters = letter_places(eight_bytes(text, begin + 8));
        if (letters == EVERY_BYTE(0x80u))
            return false;
        length = (size_t)__builtin_ctzll(~letters & EVERY_BYTE(0x80u)) / 8;
        word[1] = eight_bytes(text, begin + 8) & (((uint64_t)1 << 8 * length) - 1);
        letters &= ((uint64_t)1 << 8 * length) - 1;
        uppers = letters & ~(word[1] << 2);
        folded[1] = word[1] | uppers >> 2;
        if (uppers != letters)
            flags &= (uint16_t)~TOKEN_ALL_CAPS;
        length += 8;
    }
    end = begin + length;
    next = end < text.len ? (unsigned char)text.ptr[end] : ' ';
    if (!(bytes[next].rule & BYTE_PARTS) && !(next == '.' && stop_parts(text, begin, end)) &&
        !(next == 0xE2 && curly_parts(text, end)))
        return false;
    out->span = (struct span){(uint32_t)begin, (uint32_t)end};
    out->exact = short_id(word[0], word[1], length);
    out->folded = short_id(folded[0], folded[1], length);
    out->flags = flags;
    out->kind = TOKEN_WORD;
    out->mark = MARK_NONE;
    return true;
}

/* One byte of ASCII that is a token whatever stands around it. */
static inline bool read_alone(struct slice text, size_t at, uint16_t flags, struct token *out)
{
    unsigned char byte = (unsigned char)text.ptr[at], next = (unsigned char)byte_at(text, at + 1);
    bool is_alone = bytes[byte].rule & BYTE_STOP ? !(bytes[next].rule & BYTE_STOP) &&
                                                       !(byte == '.' && flags & TOKEN_SPACE_BEFORE)
                                                 : bytes[byte].rule & BYTE_ALONE && next < 0x80;

    if (!is_alone)
        return false;
    out->span = (struct span){(uint32_t)at, (uint32_t)at + 1};
    out->exact = out->folded = short_id(byte, 0, 1);
    out->flags = flags;
    out->kind = bytes[byte].kind;
    out->mark = byte == '"' ? MARK_STRAIGHT_DOUBLE : MARK_NONE;
    return true;
}

/* Any token, by its first character. */
static bool read_any(struct token_reader *reader, struct token *out)
{
    uint16_t flags = skip_space(reader);
    size_t length;
    uint32_t first = char_at(reader->text, reader->at, &length);
    unsigned classes = char_classes(first);
    enum quote_mark mark;

    if (!length)
        return false;
    if (classes_are_wordly(classes) && !(classes & CHAR_MARK)) {
        if (!(first < 0x80 && classes & CHAR_LETTER &&
              read_letters(reader->text, reader->at, flags, out)))
            read_word(reader, first, flags, out);
        else
            reader->at = out->span.end;
        return true;
    }
    if (classes & CHAR_IDEOGRAPH) {
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

static inline bool read_next(struct token_reader *reader, struct token *out)
{
    struct slice text = reader->text;
    size_t at = reader->at;
    uint16_t flags = 0;
    uint8_t rule;

    if (reader->clitic_end) {
        read_clitic(reader, out);
        return true;
    }
    if (at && at < text.len && text.ptr[at] == ' ') {
        flags = TOKEN_SPACE_BEFORE;
        at++;
    }
    if (!at || at >= text.len)
        return read_any(reader, out);
    rule = bytes[(unsigned char)text.ptr[at]].rule;
    if (rule & BYTE_LETTER) {
        if (read_letters(text, at, flags, out)) {
            reader->at = out->span.end;
        } else {
            reader->at = at;
            read_word(reader, (unsigned char)text.ptr[at], flags, out);
        }
        return true;
    }
    if (!rule || !read_alone(text, at, flags, out))
        return read_any(reader, out);
    reader->at = out->span.end;
    return true;
}

bool token_next(struct token_reader *reader, struct token *out)
{
    return read_next(reader, out);
}

/* More room, as much as the text that is left will need if it goes on as it began. */
static bool tokens_grow(struct arena *arena, struct tokens *tokens, size_t at, struct slice text)
{
    double density = at ? (double)tokens->count / (double)at : 1.0 / BYTES_PER_TOKEN;
    size_t most = tokens->count + (text.len - at) + 1; /* a token has a byte at least */
    size_t more = (size_t)(density * 1.1 * (double)(text.len - at)) + tokens->count / 4 + 16;
    size_t capacity = more < most - tokens->count ? tokens->count + more : most;
    struct token *grown =
        arena_alloc_unset(arena, capacity, sizeof *tokens->at, _Alignof(struct token));

    if (!grown)
        return false;
    if (tokens->count)
        memcpy(grown, tokens->at, tokens->count * sizeof *grown);
    arena_release(arena, tokens->at, tokens->capacity * sizeof *grown);
    tokens->at = grown;
    tokens->capacity = capacity;
    return true;
}

enum error token_split(struct arena *arena, struct slice text, struct tokens *out)
{
    struct token_reader reader = {.text = text};
    struct tokens tokens = {0};

    for (;; tokens.count++) {
        struct token *token;
        if (tokens.count == tokens.capacity && !tokens_grow(arena, &tokens, reader.at, text))
            return ERROR_NO_MEMORY;
        token = &tokens.at[tokens.count];
        if (!read_next(&reader, token))
            break;
        tokens.flags |= token->flags;
        tokens.piece_count += token->flags / TOKEN_SPACE_BEFORE & 1;
    }
    arena_trim(arena, tokens.at, tokens.capacity * sizeof *tokens.at,
               tokens.count * sizeof *tokens.at);
    tokens.capacity = tokens.count;
    *out = tokens;
    return ERROR_OK;
}
