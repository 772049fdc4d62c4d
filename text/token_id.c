/* Ids of tokens, of their bytes and of what they fold to. */
#include "text/token_id.h"

#define XXH_STATIC_LINKING_ONLY /* for a hash state on the stack */
#include <xxhash.h>

#include "text/token_scan.h"
#include "text/utf8.h"

enum {
    FOLD_BYTES = 256, /* folded at once; longer tokens are hashed piece by piece */
    FOLD_GROWTH = 16, /* the most that one code point folds to */
};

/* Marks that are written in many ways and mean one. */
static struct slice canonical(struct slice word)
{
    size_t at = 0;
    bool dashes = true;

    if (word.len == 0 || byte_is_alnum(word.ptr[0]))
        return word;
    if (slice_is(word, "``") || slice_is(word, "''"))
        return SLICE("\"");
    if (slice_starts(word, SLICE("..")) || slice_starts(word, SLICE(". .")) ||
        slice_starts(word, SLICE("\xE2\x80\xA6")))
        return SLICE("...");
    while (at < word.len && dashes)
        dashes = char_is_dash(utf8_next(word, &at));
    return dashes ? SLICE("-") : word;
}

static size_t fold_char(uint32_t code_point, char *out)
{
    uint32_t folded[4];
    size_t count = char_fold(code_point, folded);
    size_t len = 0;

    for (size_t i = 0; i < count; i++)
        len += utf8_encode(folded[i], out + len);
    return len;
}

uint64_t bytes_id(struct slice bytes)
{
    if (bytes.len > SHORT_BYTES)
        return XXH3_64bits(bytes.ptr, bytes.len);
    return short_id(eight_bytes(bytes, 0), eight_bytes(bytes, 8), bytes.len);
}

/* A token as it is read: what it folds to, piece by piece, and what its letters are. */
struct spelling {
    char folded[FOLD_BYTES];
    size_t len;
    bool is_cut; /* the state holds what stood before `folded` */
    bool begins_upper, has_digit;
    size_t letters, uppers;
    XXH3_state_t state;
};

static void spelling_cut(struct spelling *spelling)
{
    if (!spelling->is_cut)
        (void)XXH3_64bits_reset(&spelling->state);
    (void)XXH3_64bits_update(&spelling->state, spelling->folded, spelling->len);
    spelling->is_cut = true;
    spelling->len = 0;
}

static void spelling_note(struct spelling *spelling, unsigned classes, bool is_first)
{
    bool is_upper = classes & CHAR_UPPER;

    spelling->has_digit |= classes & CHAR_DIGIT;
    spelling->letters += classes & CHAR_LETTER;
    spelling->uppers += is_upper;
    spelling->begins_upper |= is_upper && is_first;
}

static void spelling_read(struct spelling *spelling, struct slice word)
{
    for (size_t at = 0; at < word.len;) {
        char byte = word.ptr[at];
        bool is_first = at == 0;
        if (byte_is_alnum(byte)) {
            spelling->folded[spelling->len++] = (char)(byte | 0x20);
            spelling_note(spelling, ascii_classes[(unsigned char)byte], is_first);
            at++;
        } else {
            uint32_t code_point = utf8_next(word, &at);
            spelling->len += fold_char(code_point, spelling->folded + spelling->len);
            spelling_note(spelling, char_classes(code_point), is_first);
        }
        if (spelling->len + FOLD_GROWTH > sizeof spelling->folded)
            spelling_cut(spelling);
    }
}

static uint64_t spelling_id(struct spelling *spelling)
{
    if (!spelling->is_cut)
        return bytes_id((struct slice){spelling->folded, spelling->len});
    spelling_cut(spelling);
    return XXH3_64bits_digest(&spelling->state);
}

uint64_t token_exact_id(struct slice word)
{
    return bytes_id(word);
}

uint64_t token_folded_id(struct slice word)
{
    struct token token;

    (void)token_spell(word, &token);
    return token.folded;
}

uint16_t token_spell(struct slice word, struct token *out)
{
    struct spelling spelling;

    spelling.len = spelling.letters = spelling.uppers = 0;
    spelling.is_cut = spelling.begins_upper = spelling.has_digit = false;
    spelling_read(&spelling, canonical(word));
    out->exact = bytes_id(word);
    out->folded = spelling_id(&spelling);
    return (uint16_t)((spelling.begins_upper ? TOKEN_CAPITAL : 0) |
                      (spelling.has_digit ? TOKEN_HAS_DIGIT : 0) |
                      (spelling.letters > 1 && spelling.letters == spelling.uppers ? TOKEN_ALL_CAPS
                                                                                   : 0));
}
