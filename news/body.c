#include "news/body.h"

#include "news/alias.h"

enum { LEAST_TAIL = 3 };

enum error body_turned(struct arena *arena, struct slice key, struct slice *out)
{
    static const struct slice heads[] = {SLICE_INIT("department-of-"), SLICE_INIT("ministry-of-")};

    *out = key;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct slice head = slice_part(heads[i], 0, slice_find(heads[i], '-', 0));
        struct slice rest = slice_part(key, heads[i].len, key.len);
        if (!slice_starts(key, heads[i]) || rest.len == 0)
            continue;
        if (slice_starts(rest, SLICE("the-")))
            rest = slice_part(rest, 4, rest.len);
        return arena_print(arena, out, "%.*s-%.*s", SLICE_ARGS(rest), SLICE_ARGS(head));
    }
    return ERROR_OK;
}

struct slice body_head(struct slice key)
{
    static const char *const small[] = {"of", "for", "in", "and", "on", "to", "de", "del", "at"};
    struct slice rest = key, word;
    size_t end = 0;

    while (slice_cut(&rest, '-', &word)) {
        if (SLICE_IS_ONE_OF(word, small))
            break;
        end = (size_t)(word.ptr - key.ptr) + word.len;
    }
    return slice_part(key, 0, end);
}

bool body_may_end(struct slice tail)
{
    static const char *const own[] = {
        "army",  "cabinet", "congress", "globe",       "government", "guard",   "guardian",
        "house", "journal", "knesset",  "mail",        "navy",       "news",    "parliament",
        "post",  "press",   "senate",   "times",       "tribune",    "union",   "university",
        "force", "forces",  "mirror",   "telegraph",   "express",    "sun",     "star",
        "inc",   "corp",    "ltd",      "plc",         "llc",        "company", "corporation",
        "duma",  "states",  "nations",  "republicans", "democrats",
    };

    return tail.len >= LEAST_TAIL && !SLICE_IS_ONE_OF(tail, own);
}

bool body_is_site(struct slice key)
{
    static const char *const sites[] = {
        "airport", "arena",  "bridge", "cathedral", "dam",   "hospital", "hotel",    "lake",
        "mosque",  "palace", "park",   "prison",    "river", "square",   "stadium",  "theater",
        "theatre", "tower",  "valley", "volcano",   "creek", "forest",   "mountain",
    };

    return alias_words(key) > 1 && SLICE_IS_ONE_OF(alias_last(key), sites);
}
