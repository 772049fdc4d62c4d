#include "intake/html/cue.h"

#include <stdbool.h>

uint32_t cue_begin(enum html_cue kind)
{
    return (2166136261U ^ (uint32_t)(kind + 1)) * 16777619U;
}

uint32_t cue_of(enum html_cue kind, struct slice bytes)
{
    uint32_t hash = cue_begin(kind);

    for (size_t i = 0; i < bytes.len; i++)
        hash = cue_add(hash, bytes.ptr[i]);
    return hash;
}

float cue_score(const struct html_cues *cues, uint32_t hash)
{
    for (uint32_t i = hash & cues->mask; cues->hashes[i]; i = (i + 1) & cues->mask)
        if (cues->hashes[i] == hash)
            return (float)cues->scores[i] / 16;
    return 0;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n';
}

/* ASCII marks alone: others are of words in too many scripts. */
static bool is_mark(char byte)
{
    char lower = (char)(byte | 0x20);

    return !((unsigned char)byte >= 0x80 || (byte >= '0' && byte <= '9') ||
             (lower >= 'a' && lower <= 'z'));
}

bool cue_next_word(struct slice *rest, struct slice *word)
{
    size_t begin = 0, end;

    while (begin < rest->len && is_blank(rest->ptr[begin]))
        begin++;
    if (begin == rest->len)
        return false;
    end = begin;
    while (end < rest->len && !is_blank(rest->ptr[end]))
        end++;
    *word = slice_part(*rest, begin, end);
    *rest = slice_part(*rest, end, rest->len);
    while (word->len && is_mark(word->ptr[0])) {
        word->ptr++;
        word->len--;
    }
    while (word->len && is_mark(word->ptr[word->len - 1]))
        word->len--;
    return true;
}
