#include "news/variant.h"

#include "base/map.h"
#include "text/chars.h"
#include "text/utf8.h"

enum { LONGEST_NAME = 64, LEAST_SOUNDS = 4 };

/* Letters that transliterations use for one sound, longest first; what is not listed stays. */
static const struct {
    const char *letters, *sound;
} sounds[] = {
    {"tch", "c"}, {"sch", "s"}, {"kh", "k"},  {"gh", "g"}, {"dh", "d"}, {"th", "t"}, {"ph", "f"},
    {"ch", "c"},  {"tz", "ts"}, {"ck", "k"},  {"dj", "j"}, {"ou", "u"}, {"oo", "u"}, {"ae", "i"},
    {"ai", "i"},  {"ay", "i"},  {"ei", "i"},  {"ey", "i"}, {"ee", "i"}, {"iy", "i"}, {"q", "k"},
    {"w", "v"},   {"y", "i"},   {"hr", "gr"}, {"o", "u"},  {"e", "i"},
};

enum { SOUNDS = sizeof sounds / sizeof *sounds };

/* The ASCII letters of a name, folded; 0 when it is too long. */
static size_t plain_letters(struct slice name, char *out)
{
    size_t len = 0;

    if (name.len > LONGEST_NAME)
        return 0;
    for (size_t at = 0; at < name.len;) {
        uint32_t folded[4];
        size_t count = char_fold(utf8_next(name, &at), folded);

        for (size_t i = 0; i < count && len < LONGEST_NAME; i++)
            if (folded[i] >= 'a' && folded[i] <= 'z')
                out[len++] = (char)folded[i];
    }
    return len;
}

/* "Interstate 95", "Elizabeth II": a number tells such names apart. */
static bool has_number(struct slice name)
{
    size_t last = name.len;

    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] >= '0' && name.ptr[i] <= '9')
            return true;
    while (last > 0 && name.ptr[last - 1] && strchr("ivxIVX", name.ptr[last - 1]))
        last--;
    return last > 0 && last < name.len && (name.ptr[last - 1] == ' ' || name.ptr[last - 1] == '-');
}

uint64_t variant_key(struct slice name)
{
    char letters[LONGEST_NAME], heard[LONGEST_NAME];
    struct slice rest = {letters, plain_letters(name, letters)};
    size_t len = 0;

    if (has_number(name))
        return 0;
    while (rest.len) {
        struct slice sound = slice_part(rest, 0, 1);
        size_t taken = 1;

        for (size_t i = 0; i < SOUNDS; i++) {
            if (!slice_starts(rest, slice_of(sounds[i].letters)))
                continue;
            sound = slice_of(sounds[i].sound);
            taken = strlen(sounds[i].letters);
            break;
        }
        rest = slice_part(rest, taken, rest.len);
        for (size_t i = 0; i < sound.len; i++)
            if (len == 0 || heard[len - 1] != sound.ptr[i])
                heard[len++] = sound.ptr[i];
    }
    return len < LEAST_SOUNDS ? 0 : map_hash((struct slice){heard, len});
}

/* Letters that were changed, put in or left out between two words (V. Levenshtein, 1966). */
static uint32_t distance(struct slice left, struct slice right)
{
    char l[LONGEST_NAME], r[LONGEST_NAME];
    size_t left_len = plain_letters(left, l), right_len = plain_letters(right, r);
    uint32_t row[LONGEST_NAME + 1];

    for (uint32_t j = 0; j <= right_len; j++)
        row[j] = j;
    for (uint32_t i = 0; i < left_len; i++) {
        uint32_t across = i;

        row[0] = i + 1;
        for (size_t j = 0; j < right_len; j++) {
            uint32_t least = across + (l[i] != r[j]);

            if (row[j] + 1 < least)
                least = row[j] + 1;
            if (row[j + 1] + 1 < least)
                least = row[j + 1] + 1;
            across = row[j + 1];
            row[j + 1] = least;
        }
    }
    return row[right_len];
}

bool variant_is_respelt(struct slice left, struct slice right, uint32_t *same)
{
    enum { LEAST_LETTERS = 4, LONG_WORD = 7 };

    struct slice l, r;
    uint32_t respelt = 0;

    *same = 0;
    if (left.len > LONGEST_NAME || right.len > LONGEST_NAME)
        return false;
    for (;;) {
        bool more_left = slice_cut(&left, ' ', &l), more_right = slice_cut(&right, ' ', &r);

        if (!more_left || !more_right)
            return respelt == 1 && more_left == more_right;
        if (slice_equal(l, r)) {
            ++*same;
            continue;
        }
        if (l.len < LEAST_LETTERS || r.len < LEAST_LETTERS ||
            distance(l, r) > (l.len < LONG_WORD || r.len < LONG_WORD ? 1 : 2))
            return false;
        respelt++;
    }
}
