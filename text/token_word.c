/* Where words and numbers end: the joiners inside them, their clitics, their own full stops. */
#include "text/abbreviation.h"
#include "text/token_scan.h"

enum {
    DOTTED_LABEL_BYTES = 6, /* look ahead for the next part of "Ph.D." */
    DOTTED_WORD_BYTES = 12,
};

static bool wordly_at(struct slice text, size_t at)
{
    size_t length;

    return char_is_wordly(char_at(text, at, &length));
}

static bool letter_at(struct slice text, size_t at)
{
    size_t length;

    return char_is_letter(char_at(text, at, &length));
}

static bool digit_at(struct slice text, size_t at)
{
    size_t length;

    return char_is_digit(char_at(text, at, &length));
}

static const struct slice clitics[] = {
    SLICE_INIT("s"), SLICE_INIT("re"), SLICE_INIT("ve"), SLICE_INIT("ll"), SLICE_INIT("d"),
};

/* True when the letters at `at` are these, in any case, and the word ends behind them. */
static bool ends_in(struct slice text, size_t at, struct slice letters)
{
    for (size_t i = 0; i < letters.len; i++)
        if (!byte_is_letter(byte_at(text, at + i)) ||
            (byte_at(text, at + i) | 0x20) != letters.ptr[i])
            return false;
    at += letters.len;
    return !wordly_at(text, at) && !(byte_at(text, at) == '-' && wordly_at(text, at + 1));
}

size_t clitic_length(struct slice text, size_t word_begin, size_t at)
{
    size_t mark;

    if (!char_is_apostrophe(char_at(text, at, &mark)))
        return 0;
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (ends_in(text, at + mark, clitics[i]))
            return mark + clitics[i].len;
    if (at - word_begin == 1 && (text.ptr[word_begin] | 0x20) == 'i' &&
        ends_in(text, at + mark, SLICE("m")))
        return mark + 1;
    return 0;
}

struct word {
    struct slice text;
    size_t begin, label; /* label: begin of the part behind the last hyphen or inner stop */
    size_t end;
    size_t stops; /* inner stops of the dotted part: U.S. */
    bool is_number;
    struct word_scan scan;
};

/* The clitic at the apostrophe at word->end; "n't" takes the n from the word. */
static bool word_finds_clitic(struct word *word, size_t mark)
{
    struct slice text = word->text;
    size_t length = clitic_length(text, word->begin, word->end);

    if (length) {
        word->scan.clitic_end = word->end + length;
        return true;
    }
    if (word->end - word->begin >= 2 && (text.ptr[word->end - 1] | 0x20) == 'n' &&
        ends_in(text, word->end + mark, SLICE("t"))) {
        word->scan.clitic_end = word->end + mark + 1;
        word->end--;
        return true;
    }
    return false;
}

static bool word_joins_apostrophe(struct word *word, size_t mark)
{
    if (!letter_at(word->text, word->end + mark) || word_finds_clitic(word, mark))
        return false;
    if (!letter_at(word->text, word->label) && !wordly_at(word->text, word->label))
        return false;
    word->end += mark;
    return true;
}

/* One letter since the last hyphen or inner stop, as the parts of U.S. are. */
static bool word_has_letter_label(const struct word *word)
{
    size_t length;

    return char_is_letter(char_at(word->text, word->label, &length)) &&
           word->end - word->label == length;
}

/* The next part of an acronym: one letter, and a stop or no further letter behind it. */
static bool word_joins_acronym(struct word *word)
{
    size_t next = word->end + 1;
    size_t length;

    if (!word_has_letter_label(word) || !char_is_letter(char_at(word->text, next, &length)) ||
        wordly_at(word->text, next + length))
        return false;
    word->end = word->label = next;
    word->stops++;
    return true;
}

/* A listed word with stops inside: Ph.D., a.m. behind a digit has been cut off before. */
static bool word_joins_listed(struct word *word)
{
    struct slice text = word->text;
    size_t end = word->end + 1;
    size_t limit = end + DOTTED_LABEL_BYTES;

    while (end < limit && byte_is_letter(byte_at(text, end)))
        end++;
    if (byte_at(text, end) != '.' || end - word->label > DOTTED_WORD_BYTES ||
        !abbreviation_find(slice_part(text, word->label, end)))
        return false;
    word->end = end;
    word->stops++;
    return true;
}

static size_t skip_blanks(struct slice text, size_t at)
{
    while (byte_at(text, at) == ' ')
        at++;
    return at;
}

/* A single letter and its stop: an initial, if a name goes on behind it. */
static bool keeps_initial(struct slice text, size_t begin, size_t end)
{
    size_t length;
    uint32_t letter = char_at(text, begin, &length);
    size_t next = skip_blanks(text, end + 1);
    uint32_t follows = char_at(text, next, &length);
    bool word_before =
        begin >= 2 && text.ptr[begin - 1] == ' ' && byte_is_letter(text.ptr[begin - 2]);

    if (!char_is_upper(letter))
        return false;
    if (letter == 'I' && word_before) {
        size_t at = begin - 1;
        while (at && end - at < 32 && byte_is_letter(text.ptr[at - 1]))
            at--;
        if (text.ptr[at] & 0x20)
            return false;
    }
    return char_is_upper(follows) || char_is_apostrophe(follows) || follows == ',' ||
           follows == '-' || char_is_lower(follows);
}

/* Whether the full stop at word->end belongs to the word. */
static bool word_keeps_stop(const struct word *word)
{
    struct slice text = word->text;
    struct slice label = slice_part(text, word->label, word->end);
    enum abbreviation kind;

    if (word->stops)
        return true;
    if (byte_at(text, word->end + 1) == '.')
        return false;
    kind = abbreviation_find(label);
    if (kind == ABBREVIATION_NUMBERED) {
        size_t next = skip_blanks(text, word->end + 1);
        if (byte_is_digit(byte_at(text, next)))
            return true;
    } else if (kind) {
        return true;
    }
    return word_has_letter_label(word) && keeps_initial(text, word->label, word->end);
}

/* A stop or separator between digits; a comma only before groups of three (or two, as in lakhs). */
static bool digits_join(struct slice text, size_t at, size_t separator)
{
    size_t count = 0;

    if (!at || !char_is_digit(char_ending(text, at)) ||
        !byte_is_digit(byte_at(text, at + separator)))
        return false;
    if (byte_at(text, at) != ',')
        return true;
    while (count < 4 && byte_is_digit(byte_at(text, at + 1 + count)))
        count++;
    return count == 3 || (count == 2 && byte_at(text, at + 3) == ',');
}

/* 10a.m.: the number ends before the letters of the clock. */
static bool word_cuts_clock(struct word *word)
{
    struct slice text = word->text;
    char half = (char)(text.ptr[word->end - 1] | 0x20);

    if (!word->is_number || (half != 'a' && half != 'p') || word->end - word->begin < 2 ||
        !byte_is_digit(text.ptr[word->end - 2]) || (byte_at(text, word->end + 1) | 0x20) != 'm' ||
        wordly_at(text, word->end + 2))
        return false;
    word->end--;
    return true;
}

static bool word_joins_hyphen(struct word *word, size_t length)
{
    if (!wordly_at(word->text, word->end + length))
        return false;
    word->end += length;
    word->label = word->end;
    word->stops = 0;
    word->scan.abbreviation = false;
    word->scan.hyphenated = true;
    return true;
}

/* At a full stop: true when the word goes on behind it. */
static bool word_joins_stop(struct word *word)
{
    size_t length;

    if (digits_join(word->text, word->end, 1)) {
        word->end++;
        return true;
    }
    if (word_cuts_clock(word))
        return false;
    if (word_joins_acronym(word) || word_joins_listed(word))
        return true;
    if (!word_keeps_stop(word))
        return false;
    word->end++;
    word->scan.abbreviation = true;
    if (byte_at(word->text, word->end) == '-' && word_joins_hyphen(word, 1))
        return true;
    if (char_is_apostrophe(char_at(word->text, word->end, &length)))
        (void)word_finds_clitic(word, length);
    return false;
}

/* Soft hyphens and the like inside a word. */
static bool word_joins_ignorable(struct word *word)
{
    size_t at = word->end;
    size_t length;

    while (char_is_ignorable(char_at(word->text, at, &length)))
        at += length;
    if (!wordly_at(word->text, at))
        return false;
    word->end = at;
    return true;
}

/* Between digits, or between words: true when the character at word->end joins what is around. */
static bool word_joins(struct word *word)
{
    size_t length;
    uint32_t code_point = char_at(word->text, word->end, &length);
    size_t next = word->end + length;

    if (!length || char_is_space(code_point))
        return false;
    if (code_point == '.')
        return word_joins_stop(word);
    if (char_is_apostrophe(code_point))
        return word_joins_apostrophe(word, length);
    if (code_point == '-' || code_point == 0x2010 || code_point == 0x2011)
        return word_joins_hyphen(word, length);
    if (char_is_ignorable(code_point))
        return word_joins_ignorable(word);
    if (code_point == '_' && wordly_at(word->text, next)) {
        word->end = next;
        return true;
    }
    if (code_point == '&') {
        size_t after;
        if (!char_is_upper(char_ending(word->text, word->end)) ||
            !char_is_upper(char_at(word->text, next, &after)))
            return false;
        word->end = next;
        return true;
    }
    if (!(word->is_number || digit_at(word->text, word->label)) ||
        !(code_point == ',' || code_point == ':' || code_point == '/' || code_point == 0x2013) ||
        !digits_join(word->text, word->end, length))
        return false;
    word->end = next;
    return true;
}

struct word_scan word_scan(struct slice text, size_t begin)
{
    struct word word = {.text = text, .begin = begin, .label = begin, .end = begin};
    size_t length;

    word.is_number = char_is_digit(char_at(text, begin, &length));
    for (;;) {
        while (word.end < text.len && byte_is_alnum(text.ptr[word.end]))
            word.end++;
        if (word.end < text.len && text.ptr[word.end] & 0x80 &&
            char_is_wordly(char_at(text, word.end, &length)))
            word.end += length;
        else if (!word_joins(&word))
            break;
    }
    word.scan.end = word.end;
    return word.scan;
}

static const struct slice elided[] = {
    SLICE_INIT("em"), SLICE_INIT("tis"), SLICE_INIT("twas"), SLICE_INIT("til"), SLICE_INIT("n"),
};

size_t elision_scan(struct slice text, size_t at, enum token_kind *kind)
{
    size_t mark, length;
    uint32_t code_point = char_at(text, at, &mark);
    size_t letters = at + mark;

    if (byte_is_digit(byte_at(text, letters)) && byte_is_digit(byte_at(text, letters + 1))) {
        size_t end = letters + 2 + (byte_at(text, letters + 2) == 's');
        *kind = TOKEN_NUMBER;
        return wordly_at(text, end) ? 0 : end;
    }
    *kind = TOKEN_WORD;
    for (size_t i = 0; code_point != 0x2018 && i < sizeof elided / sizeof *elided; i++) {
        size_t end = letters + elided[i].len;
        if (!ends_in(text, letters, elided[i]))
            continue;
        if (elided[i].len > 1)
            return end;
        return char_is_apostrophe(char_at(text, end, &length)) ? end + length : 0;
    }
    return 0;
}
