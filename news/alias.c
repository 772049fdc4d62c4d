#include "news/alias.h"

enum { DISTANCE_BYTES = 48 };

static struct slice last_word(struct slice key)
{
    size_t at = key.len;

    while (at > 0 && key.ptr[at - 1] != '-')
        at--;
    return slice_part(key, at, key.len);
}

static struct slice drop_last(struct slice key)
{
    size_t len = key.len - last_word(key).len;

    return slice_part(key, 0, len ? len - 1 : 0);
}

struct slice alias_first(struct slice key)
{
    return slice_part(key, 0, slice_find(key, '-', 0));
}

bool alias_is_suffix(struct slice word)
{
    static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv"};

    return SLICE_IS_ONE_OF(word, suffixes);
}

struct slice alias_suffix(struct slice key)
{
    struct slice last = last_word(key);

    return last.len < key.len && alias_is_suffix(last) ? last : slice_part(key, key.len, key.len);
}

struct slice alias_plain(struct slice key)
{
    return alias_suffix(key).len ? drop_last(key) : key;
}

struct slice alias_last(struct slice key)
{
    return last_word(alias_plain(key));
}

size_t alias_words(struct slice key)
{
    size_t count = key.len > 0;

    for (size_t i = 0; i < key.len; i++)
        count += key.ptr[i] == '-';
    return count;
}

enum error alias_initials(struct arena *arena, struct slice name, bool with_small,
                          struct slice *out)
{
    static const char *const small[] = {"of", "the", "and", "for", "in", "on", "to", "de", "&"};
    char *letters = arena_array(arena, char, name.len + 1);
    struct slice rest = name, word;
    size_t count = 0;

    if (!letters)
        return ERROR_NO_MEMORY;
    if (slice_starts(rest, SLICE("The "))) /* "AD" of "The Associated Dispatch" */
        rest = slice_part(rest, 4, rest.len);
    while (slice_cut(&rest, ' ', &word)) {
        struct slice piece;
        bool is_small = SLICE_IS_ONE_OF(word, small);
        if (is_small && with_small && word.ptr[0] != '&')
            letters[count++] = (char)(word.ptr[0] - 'a' + 'A');
        if (is_small)
            continue;
        while (slice_cut(&word, '-', &piece))
            if (piece.len && piece.ptr[0] >= 'A' && piece.ptr[0] <= 'Z')
                letters[count++] = piece.ptr[0];
    }
    *out = (struct slice){letters, count > 1 ? count : 0};
    return ERROR_OK;
}

/* The class of a letter's sound; 0 for one that is not heard apart. */
static char sound_of(char c)
{
    static const char sounds[26] = {
        0,   'b', 'k', 'd', 0,   'f', 'g', 0, 0,   'j', 'k', 'l', 'm', /* a to m */
        'n', 0,   'b', 'k', 'r', 's', 'd', 0, 'f', 'f', 'k', 0,   's', /* n to z */
    };

    if (c >= 'a' && c <= 'z')
        return sounds[c - 'a'];
    return c;
}

/* The next sound at or behind a byte that is not the one before; 0 at the end. */
static char next_sound(struct slice key, size_t *at, char before)
{
    while (*at < key.len) {
        char c = sound_of(key.ptr[(*at)++]);
        if (c == 'g')
            c = 'k';
        if (c && c != before)
            return c;
    }
    return 0;
}

size_t alias_same_sounds(struct slice left, struct slice right)
{
    size_t i = 0, j = 0, count = 0;
    char l = 0, r = 0;

    for (;; count++) {
        l = next_sound(left, &i, l);
        r = next_sound(right, &j, r);
        if (l != r)
            return 0;
        if (!l)
            return count;
    }
}

enum error alias_sound(struct arena *arena, struct slice key, struct slice *out)
{
    char *sounds = arena_array(arena, char, key.len + 1);
    size_t count = 0, at = 0;
    char sound = 0;

    if (!sounds)
        return ERROR_NO_MEMORY;
    while ((sound = next_sound(key, &at, sound)))
        sounds[count++] = sound;
    *out = (struct slice){sounds, count};
    return ERROR_OK;
}

uint32_t alias_distance(struct slice a, struct slice b, uint32_t most)
{
    uint32_t row[DISTANCE_BYTES + 1];

    if (a.len > DISTANCE_BYTES || b.len > DISTANCE_BYTES)
        return slice_equal(a, b) ? 0 : most + 1;
    for (uint32_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t corner = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.len; j++) {
            uint32_t change = corner + (a.ptr[i - 1] != b.ptr[j - 1]);
            corner = row[j];
            row[j] = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            if (change < row[j])
                row[j] = change;
        }
    }
    return row[b.len] <= most ? row[b.len] : most + 1;
}

struct slice alias_company(struct slice key)
{
    static const char *const forms[] = {"inc", "corp", "corporation", "co",      "company",
                                        "ltd", "llc",  "plc",         "limited", "ag",
                                        "sa",  "nv",   "gmbh",        "llp",     "incorporated"};

    while (alias_words(key) > 1 && SLICE_IS_ONE_OF(last_word(key), forms))
        key = drop_last(key);
    return key;
}

bool alias_is_capitals(struct slice text)
{
    size_t letters = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            letters++;
        else if (text.ptr[i] != '.' && text.ptr[i] != '-')
            return false;
    }
    return letters > 1;
}

bool alias_is_acronym(struct slice text)
{
    enum { LEAST = 3, MOST = 5 };

    size_t small = 0;

    if (alias_is_capitals(text))
        return true;
    if (text.len < LEAST || text.len > MOST)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_small = text.ptr[i] >= 'a' && text.ptr[i] <= 'z';
        if (!is_small && (text.ptr[i] < 'A' || text.ptr[i] > 'Z'))
            return false;
        if (is_small && (i == 0 || i + 1 == text.len))
            return false;
        small += is_small;
    }
    return small == 1;
}

bool alias_is_short_form(struct slice text)
{
    enum { LEAST = 2, MOST = 6 };

    static const char *const codes[] = {
        "ARG", "AUS", "AUT", "BEL", "BRA", "CAN", "CHI", "CHN", "COL", "CRO", "CZE", "DEN", "EGY",
        "ENG", "ESP", "FIN", "FRA", "GBR", "GER", "GRE", "HUN", "IND", "IRI", "IRL", "ISR", "ITA",
        "JPN", "KEN", "KOR", "MEX", "NED", "NGA", "NIR", "NOR", "NZL", "PAK", "POL", "POR", "ROU",
        "RSA", "RUS", "SCO", "SRB", "SUI", "SWE", "TUR", "UKR", "URU", "USA", "WAL",
    };
    size_t capitals = 0;

    for (size_t i = 0; i < text.len; i++) {
        bool is_capital = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
        if (!is_capital && (text.ptr[i] < 'a' || text.ptr[i] > 'z'))
            return false;
        capitals += is_capital;
    }
    return text.len >= LEAST && text.len <= MOST && capitals * 2 > text.len &&
           !SLICE_IS_ONE_OF(text, codes);
}

bool alias_is_shouted(struct slice text)
{
    struct slice word;
    bool found = false;

    while (slice_cut(&text, ' ', &word)) {
        if (!alias_is_capitals(word))
            return false;
        found = true;
    }
    return found;
}

bool alias_may_lead(struct slice key)
{
    static const char *const parts[] = {
        "academy",   "branch",  "bureau", "caucus",       "center",   "centre", "commission",
        "committee", "council", "court",  "department",   "division", "force",  "foundation",
        "institute", "office",  "panel",  "subcommittee", "union",
    };

    return !SLICE_IS_ONE_OF(last_word(key), parts);
}
