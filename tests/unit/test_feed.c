#include "intake/feed.h"
#include "tests/unit/suite.h"

/* Whether all that the first article has is told: "title|text|byline|published|id|url|source". */
struct found {
    struct arena *arena;
    struct slice words;
};

static enum error take(void *context, struct arena *arena, const struct article *article)
{
    struct found *found = context;

    (void)arena;
    if (found->words.ptr)
        return ERROR_OK;
    return arena_print(found->arena, &found->words, "%.*s|%.*s|%.*s|%.*s|%.*s|%.*s|%.*s",
                       SLICE_ARGS(article->title), SLICE_ARGS(article->text),
                       SLICE_ARGS(article->byline), SLICE_ARGS(article->published),
                       SLICE_ARGS(article->id), SLICE_ARGS(article->url),
                       SLICE_ARGS(article->source));
}

static const struct {
    const char *xml, *article;
} cases[] = {
    {"<rss><channel><title>The Paper</title><item><title>Bridge &amp;amp; ferry</title>"
     "<link>/a</link><guid isPermaLink='false'>g1</guid><dc:creator>By Jo Reporter</dc:creator>"
     "<pubDate>Mon, 02 Mar 2026 19:05:00 -0500</pubDate><description>Short.</description>"
     "<content:encoded><![CDATA[<p>One.</p><p>Two.</p>]]></content:encoded></item></channel></rss>",
     "Bridge & ferry|One.\n\nTwo.|Jo Reporter|2026-03-02T19:05:00-05:00|g1|https://n.example/a|"
     "The Paper"},
    {"<rss><channel><item><guid>https://n.example/g</guid><description>a\n\nb</description>"
     "<author>jo@n.example (Jo Reporter)</author></item></channel></rss>",
     "|a\n\nb|Jo Reporter||https://n.example/g|https://n.example/g|"},
    {"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/x/'>"
     "<title>The Paper</title><author><name>Desk</name></author>"
     "<entry><title type='html'>A &lt;em>b&lt;/em></title><link rel='self' href='s'/>"
     "<link href='../y'/><id>tag:1</id><updated>2026-03-02T00:00:00Z</updated>"
     "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One &amp; two.</p></div>"
     "</content></entry></feed>",
     "A b|One & two.|Desk|2026-03-02T00:00:00Z|tag:1|https://b.example/y|The Paper"},
    {"<feed><entry><title>1 &lt; 2</title><author><name>A</name></author><author><name>B</name>"
     "</author><summary type='text'>&lt;b> stays</summary><source><title>Other</title></source>"
     "<content type='image/png'>AAAA</content></entry></feed>",
     "1 < 2|<b> stays|A, B||||Other"},
    {"<rdf:RDF><channel><title>R</title></channel><item rdf:about='https://n.example/r'>"
     "<title>T</title><description>D</description><dc:date>2026-03-02</dc:date></item></rdf:RDF>",
     "T|D||2026-03-02|https://n.example/r|https://n.example/r|R"},
    {"<rss><channel><item><description>Text&lt;iframe src=x> goes on</description></item>",
     "|Text goes on|||||"},
};

START_TEST(items_become_articles)
{
    struct found found = {.arena = arena_open(ARENA_NO_BUDGET)};
    const struct feed_taker taker = {take, &found};
    struct xml_tree tree;

    ck_assert_int_eq(xml_read(found.arena, slice_of(cases[_i].xml), (struct slice){NULL, 0}, &tree),
                     ERROR_OK);
    ck_assert(feed_is(&tree));
    ck_assert_int_eq(feed_each(found.arena, &tree, SLICE("https://n.example/feed"), &taker),
                     ERROR_OK);
    ck_assert_msg(slice_is(found.words, cases[_i].article), "%s: %.*s", cases[_i].xml,
                  SLICE_ARGS(found.words));
    arena_close(found.arena);
}

END_TEST

/* Once more without memory at each place. */
START_TEST(lack_of_memory_is_told)
{
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct found found = {.arena = arena_open(ARENA_NO_BUDGET)};
        const struct feed_taker taker = {take, &found};
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct xml_tree tree;
        arena_fail_at(arena, n);
        error = xml_read(arena, slice_of(cases[0].xml), (struct slice){NULL, 0}, &tree);
        if (!error)
            error = feed_each(arena, &tree, SLICE("https://n.example/feed"), &taker);
        ck_assert(!error || error == ERROR_NO_MEMORY);
        arena_close(arena);
        arena_close(found.arena);
    }
}

END_TEST

SUITE("feed", LOOP(items_become_articles, cases), TEST(lack_of_memory_is_told))
