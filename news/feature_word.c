#include "news/feature_word.h"

#include <assert.h>

#include "text/utf8.h"

enum { FOLD_BYTES = 64, SHAPE_BYTES = 12, SHAPE_LETTERS = 24 };

/* ---- hashes of bytes, the same on every machine ---- */

uint32_t feature_hash(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9e3779b1u ^ (b + 0x7f4a7c15u + (a << 6) + (a >> 2));

    h ^= h >> 15;
    h *= 0x2c1b3c6du;
    h ^= h >> 12;
    h *= 0x297a2d39u;
    return h ^ h >> 15;
}

static uint32_t hash_bytes(const char *bytes, size_t len)
{
    uint32_t h = 0x811c9dc5u;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x01000193u;
    return feature_hash(h, (uint32_t)len);
}

/* ---- one word ---- */

/* A word folded, up to FOLD_BYTES, with where each of its characters begins. */
struct folded {
    char bytes[FOLD_BYTES];
    uint8_t starts[FOLD_BYTES + 1];
    uint32_t len, chars;
};

static void fold_word(struct slice word, struct folded *out)
{
    size_t at = 0;

    out->len = out->chars = 0;
    while (at < word.len) {
        uint32_t folded[4];
        size_t count = char_fold(utf8_next(word, &at), folded);
        for (size_t i = 0; i < count; i++) {
            if (out->len + 4 > FOLD_BYTES)
                goto full;
            out->starts[out->chars++] = (uint8_t)out->len;
            out->len += (uint32_t)utf8_encode(folded[i], out->bytes + out->len);
        }
    }
full:
    out->starts[out->chars] = (uint8_t)out->len;
}

uint32_t feature_cluster_key(struct slice word)
{
    struct folded folded;
    uint32_t key;

    fold_word(word, &folded);
    key = hash_bytes(folded.bytes, folded.len);
    return key ? key : 1;
}

static uint16_t cluster_of(const struct clusters *clusters, const struct folded *folded)
{
    uint32_t mask = (1u << clusters->bits) - 1, key = hash_bytes(folded->bytes, folded->len);

    if (!clusters->keys)
        return 0;
    if (!key)
        key = 1;
    for (uint32_t i = key & mask, n = 0; n <= mask && clusters->keys[i]; i = (i + 1) & mask, n++)
        if (clusters->keys[i] == key)
            return clusters->paths[i];
    return 0;
}

static char shape_of(uint32_t c)
{
    if (char_is_upper(c))
        return 'X';
    if (char_is_letter(c))
        return 'x';
    if (char_is_digit(c))
        return 'd';
    if (c >= 0x80)
        return '?';
    return (char)c;
}

/* The word's shape with runs cut to two (Xxx, dd-dd), and what its letters are. */
static void read_shape(struct word *word)
{
    char shape[SHAPE_BYTES];
    uint32_t count = 0, letters = 0, upper = 0, seen = 0, same = 0;
    size_t at = 0;

    while (at < word->text.len && seen < SHAPE_LETTERS) {
        char c = shape_of(utf8_next(word->text, &at));
        letters += c == 'X' || c == 'x';
        upper += c == 'X';
        if (seen == 0 && c == 'X')
            word->bits |= WORD_CAPITAL;
        same = count && shape[count - 1] == c ? same + 1 : 0;
        if (same < 2 && count < SHAPE_BYTES)
            shape[count++] = c;
        seen++;
    }
    if (letters)
        word->bits |= WORD_LETTERS;
    if (letters > 1 && upper == letters)
        word->bits |= WORD_ALL_CAPS;
    word->shape = hash_bytes(shape, count);
}

static void read_lists(struct word *word, const struct lexicon *const *lists, uint64_t folded)
{
    static const struct {
        enum list list;
        uint16_t bit;
    } table[] = {
        {LIST_FORENAMES, WORD_FORENAME}, {LIST_SURNAMES, WORD_SURNAME},
        {LIST_DEMONYMS, WORD_DEMONYM},   {LIST_TITLES, WORD_TITLE},
        {LIST_ROLES, WORD_ROLE},         {LIST_ORGANIZATIONS, WORD_ORGANIZATION},
        {LIST_STOPWORDS, WORD_STOP},
    };

    uint32_t place = lexicon_find_id(lists[LIST_PLACES], folded);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (lexicon_find_id(lists[table[i].list], folded) != LEXICON_NONE)
            word->bits |= table[i].bit;
    if (place != LEXICON_NONE)
        word->bits |= slice_is(lexicon_at(lists[LIST_PLACES], place)->columns[0], "town")
                          ? WORD_TOWN
                          : WORD_PLACE;
}

static bool folded_is_any(const struct folded *folded, const char *const *words, size_t count)
{
    struct slice bytes = {folded->bytes, folded->len};

    for (size_t i = 0; i < count; i++)
        if (slice_is(bytes, words[i]))
            return true;
    return false;
}

static void read_kind(struct word *word, const struct folded *folded)
{
    static const char *const links[] = {"of", "de",  "bin", "al", "el", "van", "von", "la", "del",
                                        "&",  "dos", "da",  "di", "le", "ibn", "der", "den"};
    static const char *const speech[] = {"said",    "says",      "told",      "added", "asked",
                                         "warned",  "announced", "argued",    "noted", "insisted",
                                         "claimed", "explained", "tells",     "urged", "replied",
                                         "stated",  "denied",    "confirmed", "wrote", "testified"};

    if (folded_is_any(folded, links, sizeof links / sizeof *links))
        word->bits |= WORD_LINK;
    if (folded_is_any(folded, speech, sizeof speech / sizeof *speech))
        word->bits |= WORD_SPEECH;
}

/* The next feature of a word; its place in the window is folded into the number. */
static void put_id(struct word *word, uint32_t place, uint32_t kind, uint32_t value)
{
    assert(word->ends[place] < FEATURE_WORD_MAX);
    word->ids[word->ends[place]++] = feature_hash(kind << 8 | place, value);
}

static void put_affixes(struct word *word, const struct folded *folded)
{
    uint32_t end = folded->starts[folded->chars];

    for (uint32_t n = 2; n <= 4 && n < folded->chars; n++) {
        uint32_t from = folded->starts[folded->chars - n];
        put_id(word, 2, KIND_PREFIX2 + n - 2, hash_bytes(folded->bytes, folded->starts[n]));
        put_id(word, 2, KIND_SUFFIX2 + n - 2, hash_bytes(folded->bytes + from, end - from));
    }
    put_id(word, 2, KIND_LENGTH,
           (folded->chars < 8 ? folded->chars : 8) | (uint32_t)(word->bits & WORD_ALL_CAPS) << 8);
}

static void put_place(struct word *word, const struct folded *folded, uint32_t place)
{
    bool is_next = place == 1 || place == 3;

    word->ends[place] = place ? word->ends[place - 1] : 0;
    put_id(word, place, KIND_LOWER, word->lower);
    put_id(word, place, KIND_SHAPE, word->shape);
    put_id(word, place, KIND_BITS, word->bits);
    if (place == 2)
        put_affixes(word, folded);
    if (is_next && folded->chars > 3) {
        uint32_t from = folded->starts[folded->chars - 3];
        put_id(word, place, KIND_SUFFIX3,
               hash_bytes(folded->bytes + from, folded->starts[folded->chars] - from));
    }
    for (uint32_t bits = 4, i = 0; word->path && bits <= 16; bits += 3, i++)
        if (place == 2 || (bits > 4 && bits <= (is_next ? 13 : 10)))
            put_id(word, place, KIND_CLUSTER4 + i, (uint32_t)word->path >> (16 - bits));
}

void feature_read_word(struct word *word, const struct lexicon *const *lists,
                       const struct clusters *clusters, uint64_t folded_id)
{
    struct folded folded;

    fold_word(word->text, &folded);
    read_shape(word);
    read_lists(word, lists, folded_id);
    read_kind(word, &folded);
    word->path = cluster_of(clusters, &folded);
    for (uint32_t i = 0; i < folded.len; i++)
        if (folded.bytes[i] >= '0' && folded.bytes[i] <= '9')
            folded.bytes[i] = '0';
    word->lower = hash_bytes(folded.bytes, folded.len);
    for (uint32_t place = 0; place < FEATURE_PLACES; place++)
        put_place(word, &folded, place);
}
