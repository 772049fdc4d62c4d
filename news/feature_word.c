#include "news/feature_word.h"

#include "text/utf8.h"

enum { FOLD_BYTES = 64, SHAPE_BYTES = 12, SHAPE_LETTERS = 24 };

/* ---- hashes of bytes, the same on every machine ---- */

static uint32_t mix(uint32_t a, uint32_t b)
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
    return mix(h, (uint32_t)len);
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
    while (at < word.len && out->len + 4 <= FOLD_BYTES) {
        uint32_t folded[4];
        size_t count = char_fold(utf8_next(word, &at), folded);
        for (size_t i = 0; i < count && out->len + 4 <= FOLD_BYTES; i++) {
            out->starts[out->chars++] = (uint8_t)out->len;
            out->len += (uint32_t)utf8_encode(folded[i], out->bytes + out->len);
        }
    }
    out->starts[out->chars] = (uint8_t)out->len;
}

uint32_t feature_key(struct slice word)
{
    struct folded folded;

    fold_word(word, &folded);
    return hash_bytes(folded.bytes, folded.len);
}

/* Place + 1 of a key among the sorted ones; 0 when it is not there. */
static uint32_t place_of(const struct vocabulary *vocabulary, uint32_t key)
{
    uint32_t low = 0, high = vocabulary->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (vocabulary->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < vocabulary->count && vocabulary->keys[low] == key ? low + 1 : 0;
}

/* A word of parts or with outer marks has the vector of what is left without them: U.S. -> u.s. */
static uint32_t vector_of(const struct vocabulary *vocabulary, const struct folded *folded)
{
    uint32_t begin = 0, end = folded->len;
    uint32_t place = place_of(vocabulary, hash_bytes(folded->bytes, end));

    if (place)
        return place;
    while (begin < end && memchr("'-.", folded->bytes[begin], 3))
        begin++;
    while (begin < end && memchr("'-.", folded->bytes[end - 1], 3))
        end--;
    return begin < end ? place_of(vocabulary, hash_bytes(folded->bytes + begin, end - begin)) : 0;
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
static uint32_t read_shape(struct word *word)
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
    return hash_bytes(shape, count);
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

static void read_kind(struct word *word, const struct folded *folded)
{
    static const char *const links[] = {"of", "de",  "bin", "al", "el", "van", "von", "la", "del",
                                        "&",  "dos", "da",  "di", "le", "ibn", "der", "den"};
    static const char *const speech[] = {"said",    "says",      "told",      "added", "asked",
                                         "warned",  "announced", "argued",    "noted", "insisted",
                                         "claimed", "explained", "tells",     "urged", "replied",
                                         "stated",  "denied",    "confirmed", "wrote", "testified"};

    struct slice bytes = {folded->bytes, folded->len};

    if (SLICE_IS_ONE_OF(bytes, links))
        word->bits |= WORD_LINK;
    if (SLICE_IS_ONE_OF(bytes, speech))
        word->bits |= WORD_SPEECH;
}

/* The hash of the first or, with a negative count, the last letters of a word. */
static uint32_t affix(const struct folded *folded, int letters)
{
    uint32_t count = (uint32_t)(letters < 0 ? -letters : letters);
    uint32_t all = folded->chars, from = 0, to = all;

    if (letters < 0)
        from = all > count ? all - count : 0;
    else
        to = all > count ? count : all;
    return hash_bytes(folded->bytes + folded->starts[from],
                      (size_t)(folded->starts[to] - folded->starts[from]));
}

void feature_read_word(struct word *word, const struct lexicon *const *lists,
                       const struct vocabulary *vocabulary, uint64_t folded_id)
{
    enum { AFFIX_MASK = (1 << FEATURE_AFFIX_BITS) - 1, WORD_MASK = (1 << FEATURE_WORD_BITS) - 1 };
    struct folded folded;
    uint32_t shape;

    fold_word(word->text, &folded);
    shape = read_shape(word);
    read_lists(word, lists, folded_id);
    read_kind(word, &folded);
    word->vector = vector_of(vocabulary, &folded);
    for (uint32_t i = 0; i < folded.len; i++)
        if (folded.bytes[i] >= '0' && folded.bytes[i] <= '9')
            folded.bytes[i] = '0';
    word->affixes[0] = (uint16_t)(affix(&folded, 3) & AFFIX_MASK);
    word->affixes[1] = (uint16_t)(affix(&folded, -3) & AFFIX_MASK);
    word->affixes[2] = (uint16_t)(affix(&folded, -2) & AFFIX_MASK);
    word->affixes[3] = (uint16_t)(shape & AFFIX_MASK);
    word->hash = (uint16_t)(hash_bytes(folded.bytes, folded.len) & WORD_MASK);
}
