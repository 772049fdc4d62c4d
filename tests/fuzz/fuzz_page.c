/* Web pages in any encoding: what is read of one is valid UTF-8, and a piece's text is all of it.
 */
#include "tests/fuzz/fuzz.h"

#include "intake/html/page.h"
#include "text/utf8.h"

static const char *const charsets[] = {NULL, "utf-8", "windows-1252", "shift_jis", "utf-16", "?"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena *arena = arena_open((size_t)256 << 20);
    struct web_page page;
    struct article article;
    struct slice text;

    assert(arena);
    if (len) {
        page = (struct web_page){
            .bytes = {(const char *)bytes + 1, len - 1},
            .charset = slice_of(charsets[bytes[0] % (sizeof charsets / sizeof *charsets)])};
        assert(!page_read(arena, &page, &article));
        const struct slice members[] = {article.text,     article.title,   article.byline,
                                        article.source,   article.url,     article.published,
                                        article.modified, article.language};
        for (size_t i = 0; i < sizeof members / sizeof *members; i++)
            assert(utf8_valid_prefix(members[i]) == members[i].len);
        if (utf8_valid_prefix(page.bytes) == page.bytes.len) {
            assert(!page_read_fragment(arena, page.bytes, &text));
            assert(utf8_valid_prefix(text) == text.len);
        }
    }
    arena_close(arena);
    return 0;
}
