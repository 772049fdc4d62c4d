/* Documents of every kind: the first byte says which. What is taken is fit and valid UTF-8. */
#include "tests/fuzz/fuzz.h"

#include "intake/original.h"
#include "intake/warc.h"
#include "intake/xml.h"
#include "text/utf8.h"

static bool take(void *context, struct intake_place place, const struct article *article)
{
    const struct slice members[] = {article->id,       article->title,  article->text,
                                    article->source,   article->byline, article->published,
                                    article->modified, article->url,    article->language};

    (void)context;
    (void)place;
    assert(!article_fault(article));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        assert(utf8_valid_prefix(members[i]) == members[i].len);
    return true;
}

static void refuse(void *context, struct intake_place place, struct slice why)
{
    (void)context;
    (void)place;
    assert(why.len > 0);
    assert(utf8_valid_prefix(why) == why.len);
}

/* Each node lies within its parent, and all that is made of a tree is valid UTF-8. */
static void check_xml(struct arena *arena, struct slice bytes)
{
    struct xml_tree tree;
    struct slice html, text;

    assert(!xml_read(arena, bytes, (struct slice){NULL, 0}, &tree));
    assert(tree.count > 0 && tree.at[0].end == tree.count);
    for (uint32_t i = 1; i < tree.count; i++) {
        const struct xml_node *parent = &tree.at[tree.at[i].parent];
        assert(tree.at[i].parent < i && tree.at[i].end > i && tree.at[i].end <= parent->end);
        assert(utf8_valid_prefix(tree.at[i].bytes) == tree.at[i].bytes.len);
    }
    assert(!xml_html(arena, &tree, 0, NULL, &html));
    assert(!xml_text(arena, &tree, 0, &text));
    assert(utf8_valid_prefix(html) == html.len && utf8_valid_prefix(text) == text.len);
    assert(slice_find(text, '\0', 0) == text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const enum intake_kind kinds[] = {INTAKE_XML,  INTAKE_JSON, INTAKE_CSV, INTAKE_TSV,
                                             INTAKE_WARC, INTAKE_TEXT, INTAKE_PAGE};
    const struct intake_sink sink = {.take = take, .refuse = refuse};
    struct delivery delivery = {.sink = &sink, .id = SLICE("file")};
    struct arena *arena = arena_open((size_t)256 << 20);
    struct original original;

    assert(arena);
    if (len) {
        original =
            (struct original){.kind = kinds[(bytes[0] & 0x7F) % (sizeof kinds / sizeof *kinds)],
                              .bytes = {(const char *)bytes + 1, len - 1},
                              .url = SLICE("https://news.example/a/b")};
        if (original.kind == INTAKE_WARC)
            assert(!warc_read_bytes(arena, original.bytes, &delivery));
        else
            assert(!original_read(arena, &original, &delivery));
        if (original.kind == INTAKE_XML)
            check_xml(arena, original.bytes);
    }
    arena_close(arena);
    return 0;
}
