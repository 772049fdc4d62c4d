/* Web pages to articles: encodings, what a page says of itself, and its text. */
#include "intake/html/encoding.h"
#include "intake/html/page.h"
#include "intake/html/title.h"
#include "tests/unit/suite.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_open(ARENA_NO_BUDGET);
}

static void close_arena(void)
{
    arena_close(arena);
}

static struct slice shown(struct slice value)
{
    return value.ptr ? value : SLICE("(none)");
}

/* -- encodings -- */

static const struct {
    struct slice bytes;
    const char *label, *text;
} encodings[] = {
    {SLICE_INIT("caf\xC3\xA9"), NULL, "caf\xC3\xA9"},
    {SLICE_INIT("caf\xE9"), NULL, "caf\xC3\xA9"},
    {SLICE_INIT("caf\xE9"), "utf-8", "caf\xC3\xA9"},
    {SLICE_INIT("\x93No\x94"), "ISO-8859-1", "\xE2\x80\x9CNo\xE2\x80\x9D"},
    {SLICE_INIT("\xC3\xA9\xC3\xA9 \xFF"), "utf-8", "\xC3\xA9\xC3\xA9 \xEF\xBF\xBD"},
    {SLICE_INIT("\xEF\xBB\xBF\xC3\xA9"), "windows-1252", "\xC3\xA9"},
    {SLICE_INIT("\xFF\xFEh\0i\0"), NULL, "hi"},
    {SLICE_INIT("\xFE\xFF\0h\0i"), NULL, "hi"},
    {SLICE_INIT("a\0 \0p\0l\0a\0i\0n\0 \0t\0e\0x\0t\0"), NULL, "a plain text"},
    {SLICE_INIT("<meta charset='iso-8859-2'>\xB3"), NULL, "<meta charset='iso-8859-2'>\xC5\x82"},
    {SLICE_INIT("<meta http-equiv=x content='text/html; charset=koi8-r'>\xC1"), NULL,
     "<meta http-equiv=x content='text/html; charset=koi8-r'>\xD0\xB0"},
    {SLICE_INIT("<meta charset=utf-16>\xC3\xA9"), NULL, "<meta charset=utf-16>\xC3\xA9"},
    {SLICE_INIT("<meta charset=iso-8859-1>caf\xC3\xA9"), NULL,
     "<meta charset=iso-8859-1>caf\xC3\xA9"},
    {SLICE_INIT("<meta charset=iso-8859-1>caf\xE9"), NULL, "<meta charset=iso-8859-1>caf\xC3\xA9"},
    {SLICE_INIT("caf\xC3\xA9"), "iso-8859-1", "caf\xC3\x83\xC2\xA9"},
    {SLICE_INIT("x\x81"), "windows-1252", "x\xEF\xBF\xBD"},
    {SLICE_INIT("x\xE9"), "no-such-charset", "x\xC3\xA9"},
    {SLICE_INIT("x"), "bad label!", "x"},
    {SLICE_INIT("\x82\xA0"), "shift_jis", "\xE3\x81\x82"},
    {SLICE_INIT(""), NULL, ""},
};

START_TEST(encodings_are_told)
{
    struct slice out;

    ck_assert_int_eq(page_decode(arena, encodings[_i].bytes, slice_of(encodings[_i].label), &out),
                     ERROR_OK);
    ck_assert_msg(slice_is(out, encodings[_i].text), "%d: %.*s", _i, SLICE_ARGS(out));
}

END_TEST

/* -- what a page says of itself -- */

static const struct {
    const char *head, *title, *byline, *published, *source; /* NULL: none */
} heads[] = {
    {"<title>Bridge reopens after flood - The Northport Post</title>", "Bridge reopens after flood",
     NULL, NULL, NULL},
    {"<title>A - B: the case for it</title>", "A - B: the case for it", NULL, NULL, NULL},
    {"<meta property=og:title content='Bridge &amp; tunnel reopen'>"
     "<meta property=og:site_name content='Northport Post'>"
     "<meta name=author content='By Jo Reporter and Ana B. Lee'>"
     "<meta property=article:published_time content='2026-03-02T19:05:00-05:00'>",
     "Bridge & tunnel reopen", "Jo Reporter, Ana B. Lee", "2026-03-02T19:05:00-05:00",
     "Northport Post"},
    {"<meta property=article:author content='https://example.com/jo'><span rel=author>Jo "
     "Reporter</span>",
     NULL, "Jo Reporter", NULL, NULL},
    {"<script type=application/ld+json>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":"
     "\"WebPage\",\"name\":\"Site\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"Bridge "
     "reopens\",\"author\":[{\"name\":\"Jo Reporter\"},\"Ana Lee\"],\"publisher\":{\"name\":\"The "
     "Post\"},\"datePublished\":\"2026-03-02\"}]}</script>",
     "Bridge reopens", "Jo Reporter, Ana Lee", "2026-03-02", "The Post"},
    {"<script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Two\n"
     "lines\",\"author\":{\"name\":\"Jo Reporter\",},}\n//]]></script>",
     "Two lines", "Jo Reporter", NULL, NULL},
    {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":</script>", NULL,
     NULL, NULL, NULL},
    {"<script type='application/ld+json'>[[[[[[1]]]]]]</script><title>Only a title</title>",
     "Only a title", NULL, NULL, NULL},
    {"<p class=byline>By JO REPORTER, Staff Writer | The Post</p>", NULL, "JO REPORTER", NULL,
     NULL},
    {"<h1>Bridge reopens at last</h1><p>By Jo Reporter</p><p>March 2, 2026 at 7 p.m.</p>",
     "Bridge reopens at last", "Jo Reporter", "2026-03-02T19:00:00", NULL},
    {"<link rel=canonical href=https://example.com/2026/03/02/bridge>", NULL, NULL, "2026-03-02",
     NULL},
    {"<time datetime='2026-03-02T08:00Z'>today</time>", NULL, NULL, "2026-03-02T08:00:00Z", NULL},
    {"<meta name=author content='Associated Press'><meta name=byl content='By Jo Reporter'>", NULL,
     "Jo Reporter", NULL, NULL},
    {"<meta property=article:author content='Jo Reporter'>"
     "<meta property=article:author content='Ana Lee'>",
     NULL, "Jo Reporter, Ana Lee", NULL, NULL},
    {"<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"Bridge "
     "reopens\",\"author\":{\"@id\":\"#jo\"},\"publisher\":{\"@id\":\"#post\"}},"
     "{\"@type\":\"Person\",\"@id\":\"#jo\",\"name\":\"Jo Reporter\"},{\"@type\":"
     "\"Organization\",\"@id\":\"#post\",\"name\":\"The Post\"}]}</script>",
     "Bridge reopens", "Jo Reporter", NULL, "The Post"},
    {"<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"Bridge "
     "reopens\",\"author\":{\"@id\":\"#nobody\",\"givenName\":\"Jo\",\"familyName\":"
     "\"Reporter\"}}</script>",
     "Bridge reopens", "Jo Reporter", NULL, NULL},
    {"<link rel=canonical href=https://example.com/bridge><script type='application/ld+json'>"
     "[{\"@type\":\"NewsArticle\",\"headline\":\"Ferry stops\",\"url\":\"https://example.com/"
     "ferry\",\"author\":\"Ana Lee\",\"datePublished\":\"2026-01-01\"},{\"@type\":"
     "\"NewsArticle\",\"headline\":\"Bridge reopens\",\"url\":\"http://example.com/bridge/\","
     "\"author\":\"Jo Reporter\"}]</script>",
     "Bridge reopens", "Jo Reporter", NULL, NULL},
    {"<header><time datetime=2026-03-09>today</time></header><h1>Bridge reopens</h1><article>"
     "<time datetime=2026-03-02>Monday</time></article>",
     "Bridge reopens", NULL, "2026-03-02", NULL},
    {"<span itemprop=author><b itemprop=name>Jo Reporter</b> of the Post</span><span "
     "itemprop=datePublished content=2026-03-02></span><div itemprop=publisher><meta itemprop=name "
     "content='The Post'></div>",
     NULL, "Jo Reporter", "2026-03-02", "The Post"},
    {"<h1>Bridge reopens at last</h1><p>Updated March 9, 2026 | Published March 2, 2026</p>",
     "Bridge reopens at last", NULL, "2026-03-02", NULL},
};

static void check(const char *head, const char *what, struct slice got, const char *wanted)
{
    ck_assert_msg(wanted ? slice_is(got, wanted) : !got.len, "%s: %s is %.*s", head, what,
                  SLICE_ARGS(shown(got)));
}

START_TEST(a_page_says_what_it_is)
{
    struct web_page page = {.bytes = slice_of(heads[_i].head)};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    check(heads[_i].head, "title", article.title, heads[_i].title);
    check(heads[_i].head, "byline", article.byline, heads[_i].byline);
    check(heads[_i].head, "published", article.published, heads[_i].published);
    check(heads[_i].head, "source", article.source, heads[_i].source);
}

END_TEST

/* -- the text -- */

#define P1                                                                                         \
    "The harbour bridge reopened at 6 p.m. Monday, nine months after a flood had closed it, city " \
    "officials said."
#define P2                                                                                         \
    "\xE2\x80\x9CWe checked every cable twice,\xE2\x80\x9D said Maria Ortega, the chief engineer " \
    "of Northport Bridges. \xE2\x80\x9CIt is safe.\xE2\x80\x9D"
#define P3                                                                                         \
    "Sen. John Abara, who opposed the $40 million contract, said the city had paid for the same "  \
    "steel two times."
#define AROUND                                                                                     \
    "<header><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport</a>"      \
    "</ul></nav></header>"
#define BEHIND                                                                                     \
    "<aside class=related><h3>Most read</h3><ul><li><a href=/1>Ferry stops for the "               \
    "winter</a><li><a href=/2>School opens its new wing</a></ul></aside><div "                     \
    "class=newsletter-signup>Sign up for our newsletter</div><footer>\xC2\xA9 2026 Northport "     \
    "Post. All rights reserved.</footer>"

#define P4 "Talks are due to resume on Wednesday."
#define HEAD                                                                                       \
    "<!doctype html><html><head><title>x</title><meta name=author content='Jo Reporter'></head>"   \
    "<body>" AROUND
#define CONSENT                                                                                    \
    "<p>When you visit a website, it may store or read information in your browser, mostly in "    \
    "the form of cookies, so that it works as you expect it to.</p><p>Because we respect your "    \
    "right to privacy, you can choose not to allow some kinds of them, said the company.</p>"

static const char *const layouts[] = {
    "<!doctype html><html><head><title>x</title></head><body>" AROUND
    "<article><h1>Bridge reopens</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></article>" BEHIND,
    "<html><body>" AROUND "<div id=content><h1>Bridge reopens</h1><div class=story-body><p>" P1
    "<p>" P2 "<p>" P3 "</div></div>" BEHIND,
    "<html><body>" AROUND "<main><p>" P1 "</p><div class=ad>Advertisement</div><p>" P2
    "</p></main><main><p>" P3 "</p></main>" BEHIND,
    "<html><body>" AROUND "<td class=text>" P1 "<br><br>" P2 "<br><br>" P3 "</td>" BEHIND,
    /* what is not shown */
    HEAD "<article><h1>Bridge reopens</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p></article><div "
         "role=dialog aria-modal=true>" CONSENT "</div>" BEHIND,
    HEAD "<article><h1>Bridge reopens</h1><p>" P1 "</p><p>" P2 "</p><p>" P3
         "</p></article><dialog>" CONSENT "</dialog>" BEHIND,
    HEAD "<article><h1>Bridge reopens</h1><p>" P1
         "</p><div style='DISPLAY : none'><p>The mayor of Northport will speak at noon, said "
         "nobody at all.</p></div><p>" P2
         "</p><p hidden>The mayor of Northport is glad, said nobody.</p><p>" P3
         "</p></article>" BEHIND,
    /* labels and a byline */
    HEAD "<article><h1>Bridge reopens</h1><p>By Jo Reporter</p><p>" P1
         "</p><p>Advertisement</p><p>" P2 "</p><p>Story continues below advertisement</p><p>" P3
         "</p></article>" BEHIND,
    /* other articles */
    HEAD "<article><h1>Bridge reopens</h1><p>" P1 "</p><p>" P2 "</p><p>" P3
         "</p></article><article><p>The ferry to Eastport stops for the winter on Friday, said the "
         "company that runs it.</p></article>" BEHIND,
};

START_TEST(the_text_of_an_article_is_found)
{
    struct web_page page = {.bytes = slice_of(layouts[_i])};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert_msg(slice_is(article.text, P1 "\n\n" P2 "\n\n" P3), "%.*s", SLICE_ARGS(article.text));
}

END_TEST

/* A page that shows its text by a script only keeps it. */
START_TEST(a_text_that_is_hidden_throughout_is_kept)
{
    struct web_page page = {.bytes = SLICE_INIT(HEAD "<article style=display:none><h1>Bridge "
                                                     "reopens</h1><p>" P1 "</p><p>" P2 "</p><p>" P3
                                                     "</p></article>" BEHIND)};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert_msg(slice_is(article.text, P1 "\n\n" P2 "\n\n" P3), "%.*s", SLICE_ARGS(article.text));
}

END_TEST

START_TEST(a_short_last_paragraph_is_kept)
{
    struct web_page page = {.bytes = SLICE_INIT(HEAD "<article><h1>Bridge reopens</h1><div><p>" P1
                                                     "</p><p>" P2 "</p><p>" P3 "</p><p>" P4
                                                     "</p></div></article>" BEHIND)};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert_msg(slice_is(article.text, P1 "\n\n" P2 "\n\n" P3 "\n\n" P4), "%.*s",
                  SLICE_ARGS(article.text));
}

END_TEST

/* The text in a page's data as publishers write it: lines, tags, escaped tags. */
static const char *const bodies[] = {
    P1 "\\n\\n" P3,
    "<p>" P1 "</p><p>" P3 "</p>",
    "&lt;p&gt;" P1 "&lt;/p&gt;&lt;p&gt;" P3 "&lt;/p&gt;",
};

START_TEST(a_text_in_the_data_keeps_its_paragraphs)
{
    struct web_page page = {0};
    struct article article;

    ck_assert_int_eq(arena_print(arena, &page.bytes,
                                 "<html><head><script type=application/ld+json>{\"@type\":"
                                 "\"NewsArticle\",\"articleBody\":\"%s\"}</script></head><body>"
                                 "<p>Loading</p></body></html>",
                                 bodies[_i]),
                     ERROR_OK);
    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert_msg(slice_is(article.text, P1 "\n\n" P3), "%.*s", SLICE_ARGS(article.text));
}

END_TEST

/* Pieces that a hostile page repeats many times: time and memory stay in proportion. */
static const char *const floods[] = {
    "<div role=dialog><p hidden>x",
    "<span itemprop=author><b itemprop=name>Jo",
    "<article><time datetime=2026-03-02>",
    "<div itemprop=publisher><span itemprop=name>",
    "<div itemprop=publisher><img a b c d e>",
    "<div itemprop=author><img a b c d e>",
    "<p>Advertisement</p>",
    "<meta property=article:author content='Jo Reporter the Third'>",
    "<script type='application/ld+json'>{\"author\":[{\"@id\":\"#1\"},{\"@id\":\"#2\"}]}</script>",
};

START_TEST(a_flood_of_pieces_ends)
{
    enum { TIMES = 20000, BUDGET = 200 << 20 };

    struct arena *budgeted = arena_open(BUDGET);
    size_t len = strlen(floods[_i]);
    char *bytes = arena_alloc_unset(arena, TIMES, len, 1);
    struct web_page page = {.bytes = {bytes, TIMES * len}};
    struct article article;

    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + i * len, floods[_i], len);
    ck_assert_int_eq(page_read(budgeted, &page, &article), ERROR_OK);
    arena_close(budgeted);
}

END_TEST

START_TEST(a_text_that_scripts_write_is_found_in_the_data)
{
    struct web_page page = {
        .bytes =
            SLICE_INIT("<html><head><script type=application/ld+json>{\"@type\":\"NewsArticle\","
                       "\"articleBody\":\"" P1 "\\n\\n" P3
                       "\"}</script></head><body><p>Loading</p></body></html>")};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert(slice_starts(article.text, slice_of(P1)));
}

END_TEST

START_TEST(a_short_page_is_read_plainly)
{
    struct web_page page = {
        .bytes = SLICE_INIT("<html><body><nav>Home</nav><h1>Bridge opens</h1><p>Short.</p><p>\"We "
                            "stay,\" she said.</p><a href=/>More</a></body></html>")};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert(slice_is(article.text, "Short.\n\n\"We stay,\" she said."));
}

END_TEST

START_TEST(a_piece_of_a_page_is_text_throughout)
{
    struct web_page page = {.bytes = SLICE_INIT("<p>Short.<p>\"We stay,\" she said.")};
    struct article article;

    ck_assert_int_eq(page_read(arena, &page, &article), ERROR_OK);
    ck_assert(slice_is(article.text, "Short.\n\n\"We stay,\" she said."));
}

END_TEST

SUITE("page", tcase_add_checked_fixture(suite_case, open_arena, close_arena),
      LOOP(encodings_are_told, encodings), LOOP(a_page_says_what_it_is, heads),
      LOOP(the_text_of_an_article_is_found, layouts),
      TEST(a_text_that_is_hidden_throughout_is_kept), TEST(a_short_last_paragraph_is_kept),
      LOOP(a_text_in_the_data_keeps_its_paragraphs, bodies), LOOP(a_flood_of_pieces_ends, floods),
      TEST(a_text_that_scripts_write_is_found_in_the_data), TEST(a_short_page_is_read_plainly),
      TEST(a_piece_of_a_page_is_text_throughout))
