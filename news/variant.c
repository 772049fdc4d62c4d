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

uint64_t variant_key(struct slice name)
{
    char letters[LONGEST_NAME], heard[LONGEST_NAME];
    struct slice rest = {letters, plain_letters(name, letters)};
    size_t len = 0;

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
