/* Ids of tokens: XXH3 without a key, the same in every process, of the bytes and of what they fold
 * to. They are compared, never used to place a stranger's keys into a table. */
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

static uint64_t hash_folded_long(struct slice word)
{
    char folded[FOLD_BYTES];
    size_t len = 0;
    XXH3_state_t state;

    (void)XXH3_64bits_reset(&state);
    for (size_t at = 0; at < word.len;) {
        len += fold_char(utf8_next(word, &at), folded + len);
        if (len + FOLD_GROWTH > sizeof folded) {
            (void)XXH3_64bits_update(&state, folded, len);
            len = 0;
        }
    }
    (void)XXH3_64bits_update(&state, folded, len);
    return XXH3_64bits_digest(&state);
}

uint64_t token_exact_id(struct slice word)
{
    return XXH3_64bits(word.ptr, word.len);
}

uint64_t token_folded_id(struct slice word)
{
    struct slice form = canonical(word);
    char folded[FOLD_BYTES];
    size_t len = 0;

    if (form.len * 4 + FOLD_GROWTH > sizeof folded)
        return hash_folded_long(form);
    for (size_t at = 0; at < form.len;) {
        char byte = form.ptr[at];
        if (byte & 0x80) {
            len += fold_char(utf8_next(form, &at), folded + len);
            continue;
        }
        if (byte_is_letter(byte))
            folded[len++] = (char)(byte | 0x20);
        else
            len += fold_char((unsigned char)byte, folded + len);
        at++;
    }
    return XXH3_64bits(folded, len);
}
