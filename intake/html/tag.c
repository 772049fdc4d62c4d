#include "intake/html/tag.h"

enum { NAME_BYTES_MAX = 10 };

/* tags.def calls them so. */
enum {
    BLOCK = TAG_IS_BLOCK,
    VOID = TAG_IS_VOID,
    RAW = TAG_IS_RAW,
    UNSHOWN = TAG_IS_UNSHOWN,
    CLOSES_P = TAG_CLOSES_P,
    WALL = TAG_IS_WALL
};

static const struct {
    struct slice name;
    uint8_t flags;
} tags[] = {
    [TAG_OTHER] = {{NULL, 0}, 0},

#define TAG(name, flags) [TAG_##name] = {SLICE_INIT(#name), (uint8_t)(flags)},
#include "intake/html/tags.def"
#undef TAG
};

enum html_tag tag_of(struct slice name)
{
    char lower[NAME_BYTES_MAX];
    unsigned first = 1, last = TAG_COUNT;

    if (name.len > NAME_BYTES_MAX)
        return TAG_OTHER;
    for (size_t i = 0; i < name.len; i++) {
        char byte = name.ptr[i];
        if (byte >= 'A' && byte <= 'Z')
            byte |= 0x20;
        lower[i] = byte;
    }
    name.ptr = lower;
    while (first < last) {
        unsigned middle = (first + last) / 2;
        int order = slice_compare(name, tags[middle].name);
        if (order == 0)
            return (enum html_tag)middle;
        if (order < 0)
            last = middle;
        else
            first = middle + 1;
    }
    return TAG_OTHER;
}

unsigned tag_flags(enum html_tag tag)
{
    return tags[tag].flags;
}

struct slice tag_name(enum html_tag tag)
{
    return tags[tag].name;
}
