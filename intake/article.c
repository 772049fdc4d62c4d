#include "intake/article.h"

#include "base/date.h"
#include "text/chars.h"
#include "text/utf8.h"

static bool has_control(struct slice id)
{
    for (size_t at = 0; at < id.len;) {
        uint32_t code_point = utf8_next(id, &at);
        if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
            return true;
    }
    return false;
}

/* Zero width space, joiners, word joiner, byte order mark. */
static bool is_unseen(uint32_t code_point)
{
    return (code_point >= 0x200B && code_point <= 0x200D) || code_point == 0x2060 ||
           code_point == 0xFEFF;
}

static bool is_blank(struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point = utf8_next(text, &at);
        if (!char_is_space(code_point) && !is_unseen(code_point))
            return false;
    }
    return true;
}

const char *article_fault(const struct article *article)
{
    if (!article->id.ptr)
        return "no id";
    if (article->id.len == 0)
        return "the id is empty";
    if (article->id.len > ARTICLE_ID_BYTES_MAX)
        return "the id is longer than 256 bytes";
    if (has_control(article->id))
        return "the id has a control character";
    if (!article->text.ptr)
        return "no text";
    if (is_blank(article->text))
        return "the text is empty";
    if (article->published.ptr && !date_is_valid(article->published))
        return "published is not an ISO 8601 date";
    return NULL;
}
