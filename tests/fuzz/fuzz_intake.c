/* JSON lines and whole JSON files of articles: what is taken is fit, and nothing is taken twice. */
#include "tests/fuzz/fuzz.h"

#include "intake/intake.h"
#include "intake/json.h"
#include "text/utf8.h"

static bool take(void *context, struct intake_place place, const struct article *article)
{
    const struct slice members[] = {article->id,      article->title,     article->text,
                                    article->source,  article->published, article->url,
                                    article->language};

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

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const struct intake_sink sink = {.take = take, .refuse = refuse};
    struct delivery delivery = {.sink = &sink, .id = SLICE("file")};
    struct slice input = {(const char *)bytes, len};

    assert(!intake_read_lines(input, &sink));
    assert(!json_read_file(input, &delivery));
    return 0;
}
