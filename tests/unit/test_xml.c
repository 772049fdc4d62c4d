#include "intake/xml.h"
#include "tests/unit/suite.h"

static struct arena *arena;

static void read_xml(const char *xml, struct xml_tree *tree)
{
    arena = arena_open(ARENA_NO_BUDGET);
    ck_assert_int_eq(xml_read(arena, slice_of(xml), (struct slice){NULL, 0}, tree), ERROR_OK);
}

/* The content of a document, written again. */
static const struct {
    const char *xml, *html;
} cases[] = {
    {"<a>x</a>", "<a>x</a>"},
    {"<?xml version='1.0'?>\n<a/>", "\n<a></a>"},
    {"<a><!-- no --><![CDATA[<b>&amp;]]></a>", "<a>&lt;b>&amp;amp;</a>"},
    {"<a>&lt;b&gt; &amp;amp; &#8217;&#x2019; &nbsp;</a>",
     "<a>&lt;b> &amp;amp; \xE2\x80\x99\xE2\x80\x99 \xC2\xA0</a>"},
    {"<a>Q & A, 1 < 2, ?a=1&copy=2</a>", "<a>Q &amp; A, 1 &lt; 2, ?a=1&amp;copy=2</a>"},
    {"<a><b>one<c>two</b>three</a>", "<a><b>one<c>two</c></b>three</a>"},
    {"<a>one</x>two</a>", "<a>onetwo</a>"},
    {"<a><b>never closed", "<a><b>never closed</b></a>"},
    {"<a><![CDATA[never closed", "<a>never closed</a>"},
    {"<a b='<c>d</c>", "<a><c>d</c></a>"},
    {"<p:a xmlns:p='urn:x'><p:b/></p:a>", "<a><b></b></a>"},
    {"<!DOCTYPE r [<!ENTITY x '>ha'>]><r>&x;</r>", "<r>&amp;x;</r>"},
    {"<!DOCTYPE r SYSTEM 'file:///etc/hostname'><r/>", "<r></r>"},
    {"<a>\x01"
     "bell\x07</a>",
     "<a>bell</a>"},
    {"<a>caf\xE9</a>", "<a>caf\xC3\xA9</a>"},
    {"<?xml version='1.0' encoding='iso-8859-5'?><a>\xBF</a>", "<a>\xD0\x9F</a>"},
    {"<br/><img src='a'>", "<br><img>"},
    {"no markup at all", "no markup at all"},
    {"<", "&lt;"},
    {"<!", ""},
    {"</", "&lt;/"},
    {"", ""},
};

START_TEST(documents_are_read_whatever_is_wrong)
{
    struct xml_tree tree;
    struct slice html;

    read_xml(cases[_i].xml, &tree);
    ck_assert_int_eq(xml_html(arena, &tree, 0, NULL, &html), ERROR_OK);
    ck_assert_msg(slice_is(html, cases[_i].html), "%s: %.*s", cases[_i].xml, SLICE_ARGS(html));
    arena_close(arena);
}

END_TEST

START_TEST(elements_are_of_their_namespace)
{
    struct xml_tree tree;
    uint32_t root, child;

    read_xml("<r xmlns:c='http://purl.org/dc/elements/1.1/' xmlns='http://www.w3.org/2005/Atom'>"
             "<c:creator a='1 &amp; 2' xml:base=' x '/><TITLE/><dc:date/>"
             "<x xmlns='urn:other'><title/></x></r>",
             &tree);
    root = xml_root(&tree);
    child = xml_next(&tree, root, 0);
    ck_assert(xml_is(&tree, child, XML_DC, "creator"));
    ck_assert(!xml_is(&tree, child, XML_PLAIN, "creator"));
    {
        struct slice value;
        ck_assert_int_eq(xml_attribute(arena, &tree, child, "a", &value), ERROR_OK);
        ck_assert(slice_is(value, "1 & 2"));
        ck_assert_int_eq(xml_attribute(arena, &tree, child, "xml:base", &value), ERROR_OK);
        ck_assert(slice_is(value, "x"));
        ck_assert_int_eq(xml_attribute(arena, &tree, child, "b", &value), ERROR_OK);
        ck_assert_ptr_null(value.ptr);
    }
    child = xml_next(&tree, root, child);
    ck_assert(xml_is(&tree, child, XML_PLAIN, "title"));
    ck_assert_uint_eq(xml_child(&tree, root, "title"), child);
    child = xml_next(&tree, root, child);
    ck_assert(xml_is(&tree, child, XML_DC, "date")); /* by its usual prefix */
    child = xml_next(&tree, root, child);
    ck_assert_int_eq(tree.at[child].space, XML_OTHER);
    ck_assert_uint_eq(xml_next(&tree, root, child), 0);
    arena_close(arena);
}

END_TEST

START_TEST(depth_is_bounded)
{
    enum { LEVELS = 50000 };
    struct arena *scratch = arena_open(ARENA_NO_BUDGET);
    char *xml = arena_alloc(scratch, (size_t)LEVELS * 3 + 10, 1);
    struct xml_tree tree;
    struct slice text;

    for (size_t i = 0; i < LEVELS; i++)
        memcpy(xml + i * 3, "<a>", 3);
    memcpy(xml + (size_t)LEVELS * 3, "deep</a>", 8);
    read_xml(xml, &tree);
    ck_assert_uint_le(tree.count, XML_DEPTH_MAX + 3);
    ck_assert_int_eq(xml_text(arena, &tree, 0, &text), ERROR_OK);
    ck_assert(slice_is(text, "deep"));
    arena_close(arena);
    arena_close(scratch);
}

END_TEST

SUITE("xml", LOOP(documents_are_read_whatever_is_wrong, cases),
      TEST(elements_are_of_their_namespace), TEST(depth_is_bounded))
