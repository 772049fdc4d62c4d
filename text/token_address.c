/* URLs, e-mail addresses and bare domains. */
#include "text/token_scan.h"

enum {
    LOCAL_BYTES = 64,   /* longest local part of an e-mail address (RFC 5321) */
    DOMAIN_BYTES = 128, /* half of what DNS allows: longer ones are floods */
};

/* Top-level domains that a bare domain may end in; none of them is an English word. */
static const struct slice top_domains[] = {
    SLICE_INIT("com"), SLICE_INIT("org"),  SLICE_INIT("net"), SLICE_INIT("edu"), SLICE_INIT("gov"),
    SLICE_INIT("mil"), SLICE_INIT("int"),  SLICE_INIT("biz"), SLICE_INIT("tv"),  SLICE_INIT("io"),
    SLICE_INIT("eu"),  SLICE_INIT("uk"),   SLICE_INIT("de"),  SLICE_INIT("fr"),  SLICE_INIT("ru"),
    SLICE_INIT("cn"),  SLICE_INIT("jp"),   SLICE_INIT("au"),  SLICE_INIT("ca"),  SLICE_INIT("nl"),
    SLICE_INIT("ch"),  SLICE_INIT("info"), SLICE_INIT("nz"),  SLICE_INIT("za"),  SLICE_INIT("ie"),
    SLICE_INIT("kr"),  SLICE_INIT("br"),   SLICE_INIT("pl"),  SLICE_INIT("ua"),  SLICE_INIT("ly"),
};

static const struct slice schemes[] = {
    SLICE_INIT("http"),
    SLICE_INIT("https"),
    SLICE_INIT("ftp"),
};

static bool equals_folded(struct slice word, struct slice lower)
{
    if (word.len != lower.len)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if ((word.ptr[i] | 0x20) != lower.ptr[i])
            return false;
    return true;
}

static bool ends_url(uint32_t code_point)
{
    enum quote_mark mark = char_quote_mark(code_point);

    return char_is_space(code_point) || char_is_control(code_point) || code_point == '<' ||
           code_point == '>' || code_point == '|' ||
           (mark && mark != MARK_STRAIGHT_SINGLE && mark != MARK_SINGLE_CLOSE);
}

/* Punctuation at the end of a URL is the sentence's; so is a bracket that it did not open. */
static size_t url_trim(struct slice text, size_t begin, size_t end, size_t opened, size_t closed)
{
    while (end > begin) {
        char last = text.ptr[end - 1];
        if (last == ')' && closed > opened)
            closed--;
        else if (!memchr(".,;:!?'*]}", last, 10))
            break;
        end--;
    }
    while (end - begin > 3 && memcmp(text.ptr + end - 3, "\xE2\x80\x99", 3) == 0)
        end -= 3;
    return end;
}

static size_t url_end(struct slice text, size_t begin, size_t from)
{
    size_t opened = 0, closed = 0;
    size_t at = from;
    size_t length;

    while (at < text.len && !ends_url(char_at(text, at, &length))) {
        opened += text.ptr[at] == '(';
        closed += text.ptr[at] == ')';
        at += length;
    }
    return url_trim(text, begin, at, opened, closed);
}

/* Labels and stops from here, without a last stop or hyphen; *stops: inner ones,
 * *label: begin of the last label. */
static size_t domain_end(struct slice text, size_t begin, size_t *stops, size_t *label)
{
    size_t limit = begin + DOMAIN_BYTES;
    size_t at = begin;

    *stops = 0;
    *label = begin;
    while (at < limit) {
        char byte = byte_at(text, at);
        if (byte == '.' && byte_is_alnum(byte_at(text, at + 1))) {
            ++*stops;
            *label = at + 1;
        } else if (!byte_is_alnum(byte) && !(byte == '-' && byte_is_alnum(byte_at(text, at + 1)))) {
            break;
        }
        at++;
    }
    return at;
}

static size_t email_end(struct slice text, size_t begin)
{
    size_t limit = begin + LOCAL_BYTES;
    size_t at = begin;
    size_t end, stops, label;

    while (at <= limit && byte_at(text, at) &&
           (byte_is_alnum(text.ptr[at]) || memchr("._%+-", text.ptr[at], 5)))
        at++;
    if (byte_at(text, at) != '@' || at == begin)
        return 0;
    end = domain_end(text, at + 1, &stops, &label);
    return stops && end - label >= 2 && byte_is_letter(text.ptr[label]) ? end : 0;
}

static bool is_top_domain(struct slice label)
{
    for (size_t i = 0; i < sizeof top_domains / sizeof *top_domains; i++)
        if (slice_equal(top_domains[i], label))
            return true;
    return false;
}

static size_t bare_domain_end(struct slice text, size_t begin)
{
    size_t stops, label;
    size_t end = domain_end(text, begin, &stops, &label);

    if (!stops || text.ptr[begin + 1] == '.')
        return 0;
    if (equals_folded(slice_part(text, begin, begin + 4), SLICE("www.")))
        return url_end(text, begin, end);
    if (!is_top_domain(slice_part(text, label, end)))
        return 0;
    return byte_at(text, end) == '/' ? url_end(text, begin, end) : end;
}

size_t address_scan(struct slice text, size_t begin, size_t word_end, enum token_kind *kind)
{
    struct slice word = slice_part(text, begin, word_end);
    size_t end;

    if (slice_starts(slice_part(text, word_end, text.len), SLICE("://")))
        for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
            if (equals_folded(word, schemes[i])) {
                *kind = TOKEN_URL;
                return url_end(text, begin, word_end + 3);
            }
    end = email_end(text, begin);
    *kind = TOKEN_EMAIL;
    if (!end) {
        end = bare_domain_end(text, begin);
        *kind = TOKEN_URL;
    }
    return end >= word_end || (end && text.ptr[word_end - 1] != '.') ? end : 0;
}
