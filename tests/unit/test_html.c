/* Pages to blocks: the tokenizer, the tree and what is shown of it. */
#include "base/sheet.h"
#include "intake/html/block.h"
#include "intake/html/page.h"
#include "intake/html/reference.h"
#include "intake/html/scan.h"
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

/* Blocks with a bar between them. */
static const struct {
    const char *html, *blocks;
} pages[] = {
    {"<p>One<p>Two", "One|Two"},
    {"<p>A <b>bold</b>er word</p>", "A bolder word"},
    {"<div>a<div>b</div>c</div>", "a|b|c"},
    {"one<br>two<br><br>three", "one\ntwo|three"},
    {"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "a|b|c|d"},
    {"<table><tr><td>a<td>b<tr><td>c</table>d", "a|b|c|d"},
    {"<dl><dt>a<dd>b<dt>c</dl>", "a|b|c"},
    {"<select><option>a<option>b</select>x", "x"},
    {"<h2>Head<p>text", "Head|text"},
    {"<h2>One<h3>Two</h3>", "One|Two"},
    {"<p>a &amp; b &#8217; &#x41; &nbsp;&nbsp; c", "a & b \xE2\x80\x99 A c"},
    {"a&ampb &notit; &unknown; &", "a&b \xC2\xACit; &unknown; &"},
    {"<!-- <p>no</p> -->yes<!---->more<!-->end", "yesmoreend"},
    {"<!doctype html><?xml x?><p>text", "text"},
    {"<script>if (a < b) { '</p>' }</script>x<style>p{}</style>", "x"},
    {"<script>a</scripty></script>x", "x"},
    {"<title>no</title><textarea><p>no</textarea>yes", "yes"},
    {"<noscript><p>no</noscript><template>no</template>yes", "yes"},
    {"<a href='x>y'>link</a> text", "link text"},
    {"<a title=\"a > b\" href=x/y>z</a>", "z"},
    {"1 < 2 <3 </ b> <>", "1 < 2 <3 <>"},
    {"<P CLASS=x>Up</P><DIV>Down</DIV>", "Up|Down"},
    {"<p>a</div>b</p>", "ab"},
    {"<div><p>a</div>b", "a|b"},
    {"<b><p>a</b>b</p>c", "ab|c"},
    {"<x-a>a<x-b>b</x-a>c", "abc"},
    {"<td>a</table><p>b", "a|b"},
    {"<pre>a\n b</pre>", "a\nb"},
    {"</br>x", "x"},
    {"<body><p>a</p></body></html>after", "a|after"},
    {"<button>Share</button><label>l</label>x", "Share|l|x"},
    {"\xC2\xA0 a\xC2\xA0"
     "b \xC2\xA9",
     "a b \xC2\xA9"},
    {"<p", ""},
    {"<p class=", ""},
    {"<", "<"},
    {"", ""},
};

START_TEST(blocks_are_what_is_shown)
{
    struct html_tree tree;
    struct html_blocks blocks;
    struct sheet sheet = {.arena = arena};
    struct slice out;

    ck_assert_int_eq(html_read(arena, slice_of(pages[_i].html), &tree), ERROR_OK);
    ck_assert_int_eq(html_find_blocks(arena, &tree, &blocks), ERROR_OK);
    for (size_t i = 0; i < blocks.count; i++) {
        sheet_add(&sheet, i ? SLICE("|") : SLICE(""));
        sheet_add(&sheet, blocks.at[i].text);
    }
    ck_assert_int_eq(sheet_finish(&sheet, &out), ERROR_OK);
    ck_assert_msg(slice_is(out, pages[_i].blocks), "%s: %.*s", pages[_i].html, SLICE_ARGS(out));
}

END_TEST

START_TEST(words_are_counted_by_style)
{
    const struct slice html =
        SLICE("<p>one <a href=x>two three</a> <b>four</b> <i>five</i> s<b>i</b>x");
    struct html_tree tree;
    struct html_blocks blocks;

    ck_assert_int_eq(html_read(arena, html, &tree), ERROR_OK);
    ck_assert_int_eq(html_find_blocks(arena, &tree, &blocks), ERROR_OK);
    ck_assert_uint_eq(blocks.count, 1);
    ck_assert_uint_eq(blocks.at[0].words, 6);
    ck_assert_uint_eq(blocks.at[0].linked, 2);
    ck_assert_uint_eq(blocks.at[0].strong, 1);
    ck_assert_uint_eq(blocks.at[0].slanted, 1);
    ck_assert_uint_eq(tree.at[blocks.at[0].node].tag, TAG_p);
}

END_TEST

START_TEST(a_tree_of_any_depth_is_read)
{
    enum { DEPTH = 100000 };
    struct sheet sheet = {.arena = arena};
    struct html_tree tree;
    struct html_blocks blocks;
    struct slice html;

    for (int i = 0; i < DEPTH; i++)
        sheet_add(&sheet, SLICE("<div>"));
    sheet_add(&sheet, SLICE("deep"));
    for (int i = 0; i < DEPTH; i++)
        sheet_add(&sheet, SLICE("</div>"));
    sheet_add(&sheet, SLICE("after"));
    ck_assert_int_eq(sheet_finish(&sheet, &html), ERROR_OK);
    ck_assert_int_eq(html_read(arena, html, &tree), ERROR_OK);
    ck_assert_int_eq(html_find_blocks(arena, &tree, &blocks), ERROR_OK);
    ck_assert_uint_eq(blocks.count, 2);
    ck_assert(slice_is(blocks.at[1].text, "after"));
    ck_assert_uint_eq(tree.at[blocks.at[1].node].depth, 0);
}

END_TEST

static const struct {
    const char *attributes, *name, *value; /* NULL: not there */
} attributes[] = {
    {" class=a id=b", "id", "b"},
    {" class = 'a b' x", "class", "a b"},
    {" class=\"a'b\"", "class", "a'b"},
    {" hidden class=x", "hidden", ""},
    {" CLASS=x", "class", "x"},
    {" a=b", "c", NULL},
    {"", "c", NULL},
    {" a='unclosed", "a", "unclosed"},
    {" href=a/b/c class=d", "href", "a/b/c"},
    {" =x y=z", "y", "z"},
    {" a=1 a=2", "a", "1"},
};

START_TEST(attributes_are_found)
{
    struct slice value =
        html_attribute(slice_of(attributes[_i].attributes), slice_of(attributes[_i].name));

    if (attributes[_i].value)
        ck_assert_msg(value.ptr && slice_is(value, attributes[_i].value), "%s: %.*s",
                      attributes[_i].attributes, SLICE_ARGS(value));
    else
        ck_assert_ptr_null(value.ptr);
}

END_TEST

static const struct {
    const char *bytes;
    bool in_attribute;
    const char *text;
} references[] = {
    {"no reference", false, "no reference"},
    {"&lt;b&gt;", false, "<b>"},
    {"&copy 2026", false, "\xC2\xA9 2026"},
    {"a?b&copy=1&lt;", true, "a?b&copy=1<"},
    {"&#150;&#x80;&#0;&#xD800;&#x110000;", false,
     "\xE2\x80\x93\xE2\x82\xAC\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"&#;&#x;&;&", false, "&#;&#x;&;&"},
    {"&CounterClockwiseContourIntegral;", false, "\xE2\x88\xB3"},
    {"&nGt;", false, "\xE2\x89\xAB\xE2\x83\x92"},
    {"&#99999999999999999999;", false, "\xEF\xBF\xBD"},
};

START_TEST(references_are_resolved)
{
    struct slice out;

    ck_assert_int_eq(
        html_unescape(arena, slice_of(references[_i].bytes), references[_i].in_attribute, &out),
        ERROR_OK);
    ck_assert_msg(slice_is(out, references[_i].text), "%s: %.*s", references[_i].bytes,
                  SLICE_ARGS(out));
}

END_TEST

START_TEST(a_fragment_is_read_whole)
{
    struct slice text;

    ck_assert_int_eq(page_read_fragment(arena,
                                        SLICE("<p>She said:</p><blockquote>We stay.<br>All of "
                                              "us.</blockquote><p>He left.</p>"),
                                        &text),
                     ERROR_OK);
    ck_assert(slice_is(text, "She said:\n\n> We stay.\n> All of us.\n\nHe left."));
}

END_TEST

START_TEST(lack_of_memory_is_told)
{
    const struct web_page page = {
        .bytes = SLICE_INIT("<html><title>T</title><script type='application/ld+json'>{\"@type\":"
                            "\"NewsArticle\",\"headline\":\"A\"}</script><p>Text of a page.")};
    struct article article;
    size_t allocation = 1;

    for (enum error error = ERROR_NO_MEMORY; error; allocation++) {
        struct arena *small = arena_open(ARENA_NO_BUDGET);
        arena_fail_at(small, allocation);
        error = page_read(small, &page, &article);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(small);
    }
    ck_assert_uint_gt(allocation, 8);
}

END_TEST

SUITE("html", tcase_add_checked_fixture(suite_case, open_arena, close_arena),
      LOOP(blocks_are_what_is_shown, pages), TEST(words_are_counted_by_style),
      TEST(a_tree_of_any_depth_is_read), LOOP(attributes_are_found, attributes),
      LOOP(references_are_resolved, references), TEST(a_fragment_is_read_whole),
      TEST(lack_of_memory_is_told))
