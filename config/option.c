#include "config/option.h"

const struct option options[OPTION_COUNT] = {
#define OPTION(name, type, fallback, min, max, unit, doc)                                          \
    {#name, OPTION_IS_##type, offsetof(struct config, name), fallback, min, max, unit, doc},
#include "config/options.def"
#undef OPTION
};

enum {
    NAME_BYTES = 32,
    NEAR = 3, /* edits within which a mistyped name is recognised */
};

size_t option_find(struct slice name, char joiner)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        size_t k = 0;
        while (k < name.len && options[i].name[k] &&
               name.ptr[k] == (options[i].name[k] == '_' ? joiner : options[i].name[k]))
            k++;
        if (k == name.len && options[i].name[k] == '\0')
            return i;
    }
    return OPTION_COUNT;
}

/* Levenshtein distance of two short names; NAME_BYTES when one is too long to tell. */
static size_t distance(struct slice a, struct slice b)
{
    size_t row[NAME_BYTES + 1];

    if (a.len >= NAME_BYTES || b.len >= NAME_BYTES)
        return NAME_BYTES;
    for (size_t k = 0; k <= b.len; k++)
        row[k] = k;
    for (size_t i = 0; i < a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t k = 0; k < b.len; k++) {
            size_t replace = diagonal + (a.ptr[i] != b.ptr[k]);
            size_t shorter = row[k] < row[k + 1] ? row[k] : row[k + 1];
            diagonal = row[k + 1];
            row[k + 1] = replace < shorter + 1 ? replace : shorter + 1;
        }
    }
    return row[b.len];
}

const char *option_like(struct slice name)
{
    const char *best = NULL;
    size_t least = NEAR;

    for (size_t i = 0; i < OPTION_COUNT; i++) {
        size_t apart = distance(name, slice_of(options[i].name));
        if (apart < least) {
            least = apart;
            best = options[i].name;
        }
    }
    return best;
}
