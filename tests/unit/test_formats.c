/* Files of every format: what becomes of them. */
#include <stdio.h>
#include <zlib.h>
#include <zstd.h>

#include "intake/intake.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"
#include "text/utf8.h"

/* The last article, and all in words: "id|title|byline|published|text\n", "!line why\n". */
struct found {
    struct arena *arena;
    struct slice words;
    size_t articles, refused;
};

static struct folder folder;
static struct found found;

static void add(struct slice more)
{
    ck_assert_int_eq(arena_print(found.arena, &found.words, "%.*s%.*s\n", SLICE_ARGS(found.words),
                                 SLICE_ARGS(more)),
                     ERROR_OK);
}

static bool take(void *context, struct intake_place place, const struct article *article)
{
    const struct slice all[] = {article->id,        article->title,    article->byline,
                                article->published, article->modified, article->source,
                                article->url,       article->language, article->text};
    struct slice words;

    (void)context;
    (void)place;
    ck_assert_ptr_null(article_fault(article));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ck_assert_uint_eq(utf8_valid_prefix(all[i]), all[i].len);
    found.articles++;
    if (found.articles > 20)
        return true;
    ck_assert_int_eq(arena_print(found.arena, &words, "%.*s|%.*s|%.*s|%.*s|%.*s",
                                 SLICE_ARGS(article->id), SLICE_ARGS(article->title),
                                 SLICE_ARGS(article->byline), SLICE_ARGS(article->published),
                                 SLICE_ARGS(article->text)),
                     ERROR_OK);
    add(words);
    return true;
}

static void refuse(void *context, struct intake_place place, struct slice why)
{
    struct slice words;

    (void)context;
    ck_assert_uint_gt(why.len, 0);
    ck_assert_uint_eq(utf8_valid_prefix(why), why.len);
    found.refused++;
    ck_assert_int_eq(
        arena_print(found.arena, &words, "!%u %.*s", (unsigned)place.line, SLICE_ARGS(why)),
        ERROR_OK);
    add(words);
}

static bool fetch(void *context, struct arena *arena, struct slice url, struct intake_fetched *out,
                  char why[INTAKE_WHY_BYTES])
{
    (void)context;
    (void)arena;
    if (!slice_ends(url, SLICE("/feed"))) {
        (void)snprintf(why, INTAKE_WHY_BYTES, "cannot be fetched");
        return false;
    }
    out->bytes = SLICE("<rss><channel><item><guid>g</guid><description>Text.</description></item>");
    out->media = SLICE("application/rss+xml");
    return true;
}

static const struct intake_fetcher fetcher = {fetch, NULL};

static void read_with(const char *path, const struct intake_fetcher *with)
{
    const struct intake_sink sink = {.take = take, .refuse = refuse, .fetcher = with};
    struct intake_files files = {0};
    struct intake_pieces pieces = {0};
    struct problem problem = {.arena = found.arena};
    uint64_t lines;

    ck_assert_int_eq(intake_list(found.arena, path, &sink, &files, &problem), ERROR_OK);
    ck_assert_int_eq(intake_cut(found.arena, &files, &pieces), ERROR_OK);
    for (size_t i = 0; i < pieces.count; i++)
        ck_assert_int_eq(intake_read(&files, &pieces.at[i], &sink, &lines),
                         intake_is_address(slice_of(path)) && !with ? ERROR_BAD_CORPUS : ERROR_OK);
}

static void begin(void)
{
    folder_open(&folder);
    found = (struct found){.arena = arena_open(ARENA_NO_BUDGET)};
}

static void end(void)
{
    arena_close(found.arena);
    folder_close(&folder);
}

#define NITF                                                                                       \
    "<nitf><head><title>T</title><docdata><doc-id id-string='N1'/>"                                \
    "<date.issue norm='20260302T190500-0500'/></docdata></head><body><body.head><hedline><hl1>"    \
    "Bridge <em>reopens</em></hl1><hl2>Deck</hl2></hedline><byline>By <person>Jo "                 \
    "Reporter</person>"                                                                            \
    ", Staff Writer</byline></body.head><body.content><block><p>One.</p><media><media-caption>No." \
    "</media-caption></media><hl2>Middle</hl2><p>Two.</p></block></body.content></body></nitf>"

#define CSV "id,Title,Body,Pub Date\n1,\"A \"\"b\"\"\",\"One.\n\nTwo.\",2026-03-02\n"

#define WARC_HEAD                                                                                  \
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://n.example/1\r\n"                  \
    "Content-Type: application/http;msgtype=response\r\nContent-Length: "

static const struct {
    const char *name, *bytes, *words;
} cases[] = {
    {"a.txt", "Bridge reopens\n\nOne.\n", "a|Bridge reopens|||Bridge reopens\n\nOne.\n\n"},
    {"a.txt", "Bridge reopens.\n\nOne.\n", "a||||Bridge reopens.\n\nOne.\n\n"},
    {"a.txt", "Bridge reopens\nOne.\n", "a||||Bridge reopens\nOne.\n\n"},
    {"a.txt", " \xE2\x80\x8B\n \n", "!0 the text is empty\n"},
    {"a.nitf", NITF,
     "N1|Bridge reopens|Jo Reporter|2026-03-02T19:05:00-05:00|One.\n\nMiddle\n\nTwo.\n"},
    {"a.xml",
     "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem guid='g1'>"
     "<itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem><newsItem guid='g2'>"
     "<itemMeta><itemClass qcode='ninat:text'/><versionCreated>2026-03-02T20:00:00Z"
     "</versionCreated></itemMeta><contentMeta><headline>H</headline><by>By A. Lee</by>"
     "</contentMeta><contentSet><inlineXML>" NITF "</inlineXML></contentSet></newsItem></itemSet>"
     "</newsMessage>",
     "!0 article 1: an item that is no text\n"
     "g2|H|A. Lee|2026-03-02T19:05:00-05:00|One.\n\nMiddle\n\nTwo.\n"},
    {"a.xml", "<svg/>", "!0 XML of a kind that is not read: it is no feed, NITF nor NewsML-G2\n"},
    {"a.xml", "<!doctype html><html><body>x</body></html>",
     "!0 a page of HTML, where XML was said to be\n"},
    {"a.xml", "words", "!0 no XML\n"},
    {"a.rss", "<rss><channel/></rss>", "!0 a feed without an article\n"},
    {"a.rss",
     "<rss><channel><item><title>t</title></item><item><description>x</description></item>",
     "!0 article 1: no text\na:2||||x\n"},
    {"a.json",
     "{\"uri\": \"urn:1\", \"versioncreated\": \"2026-03-02T19:05:00Z\", \"title\": \"slug\", "
     "\"headline\": \"H\", \"byline\": \"Jo\", \"body_text\": \"One. Two.\", "
     "\"body_html\": \"<p>One.</p><p>Two.</p>\"}",
     "urn:1|H|Jo|2026-03-02T19:05:00Z|One.\n\nTwo.\n"},
    {"a.ninjs",
     "{\"uri\": \"urn:1\", \"standard\": {}, \"headlines\": [{\"value\": \"sub\", \"role\": \"x\"},"
     " {\"role\": \"main\", \"value\": \"H\"}], \"by\": \"Jo\", \"bodies\": [{\"contentType\": "
     "\"image/png\", \"value\": \"no\"}, {\"contentType\": \"text/plain\", \"value\": \"One.\"}]}",
     "urn:1|H|Jo||One.\n"},
    {"a.json",
     "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"P\", \"authors\": [{\"name\""
     ": \"Desk\"}], \"items\": [{\"id\": 2, \"content_html\": \"<p>x\", \"title\": \"a  b\"}, "
     "{\"content_text\": \"y\", \"authors\": [{\"name\": \"A\"}, {\"name\": \"B\"}]}, 3]}",
     "2|a b|Desk||x\na:2||A, B||y\n!0 article 3: not a JSON object\n"},
    {"a.csv", CSV, "1|A \"b\"||2026-03-02|One.\n\nTwo.\n"},
    {"a.csv", "text;title\r\nx;y\r\n\r\n\"z\";\r\n", "a:2|y|||x\na:4||||z\n"},
    {"a.tsv", "text\ttitle\nx, y\tz\n", "a:2|z|||x, y\n"},
    {"a.csv", "id,text\n1,\"never closed\n2,second\n",
     "!2 a quotation mark that is never closed\n"},
    {"a.csv", "a,b\n1,2\n", "!0 no column that is called text, content, body or html\n"},
    {"a.csv", "id,text\n1,caf\xE9\n", "1||||caf\xC3\xA9\n"},
    {"a.csv", "", "!0 no column that is called text, content, body or html\n"},
    {"a.warc",
     WARC_HEAD "57\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOne article.\r\n\r\n",
     "https://n.example/1||||One article.\n"},
    {"a.warc",
     WARC_HEAD "94\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: "
               "text/plain\r\n\r\n4\r\nOne \r\n8\r\narticle.\r\n0\r\n\r\n",
     "https://n.example/1||||One article.\n"},
    {"a.warc", WARC_HEAD "9999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nshort",
     "!0 article 1: a record that is cut off, or whose length is false\n"},
    {"a.warc", "no archive at all", "!0 article 1: bytes that are no record of an archive\n"},
    {"a.urls", "# mine\nhttps://n.example/feed\n\nhttps://n.example/x\nftp://x\n",
     "g||||Text.\n!4 cannot be fetched\n"
     "!5 not an address that begins with https:// or http://\n"},
};

START_TEST(files_become_articles)
{
    begin();
    folder_write_text(&folder, cases[_i].name, cases[_i].bytes);
    read_with(folder.path, &fetcher);
    ck_assert_msg(slice_is(found.words, cases[_i].words), "%s:\n%.*s", cases[_i].bytes,
                  SLICE_ARGS(found.words));
    end();
}

END_TEST

START_TEST(addresses_are_refused_where_nothing_fetches)
{
    begin();
    read_with("https://n.example/feed", NULL);
    ck_assert(slice_is(found.words, "!0 an address, and fetching is off\n"));
    end();
    begin();
    read_with("https://n.example/feed", &fetcher);
    ck_assert(slice_is(found.words, "g||||Text.\n"));
    end();
}

END_TEST

START_TEST(assets_of_saved_pages_are_passed_over)
{
    begin();
    folder_write_text(&folder, "page.html", "<p>x");
    folder_write_text(&folder, "page_files/frame.txt", "An advertisement.");
    folder_write_text(&folder, "my_files/a.txt", "An article.");
    read_with(folder.path, NULL);
    ck_assert_msg(memmem(found.words.ptr, found.words.len, "An article.", 11) != NULL, "%.*s",
                  SLICE_ARGS(found.words));
    ck_assert_ptr_null(memmem(found.words.ptr, found.words.len, "advert", 6));
    end();
}

END_TEST

START_TEST(packed_files_are_unpacked)
{
    char packed[512];
    size_t len = ZSTD_compress(packed, sizeof packed, CSV, sizeof CSV - 1, 3);
    gzFile file;

    begin();
    folder_write(&folder, "a.csv.zst", packed, len);
    folder_write(&folder, "b.csv.zst", packed, len - 4);
    folder_write(&folder, "c.csv.zst", "no zstd at all", 14);
    file = gzopen(folder_at(&folder, "d.csv.gz"), "wb");
    ck_assert_int_eq(gzwrite(file, CSV, sizeof CSV - 1), sizeof CSV - 1);
    ck_assert_int_eq(gzclose(file), Z_OK);
    len = ZSTD_compress(packed, sizeof packed, "{\"id\": \"l\", \"text\": \"x\"}\n", 25, 3);
    folder_write(&folder, "e.ndjson.zst", packed, len);
    read_with(folder.path, NULL);
    ck_assert_msg(slice_is(found.words, "1|A \"b\"||2026-03-02|One.\n\nTwo.\n"
                                        "!0 zstd data that is cut off\n!0 damaged zstd data\n"
                                        "1|A \"b\"||2026-03-02|One.\n\nTwo.\nl||||x\n"),
                  "%.*s", SLICE_ARGS(found.words));
    end();
}

END_TEST

/* A zstd file of zeros that would be far more than may be read. */
START_TEST(bombs_are_refused)
{
    enum { ZEROS = INTAKE_BYTES_MAX + 1000 };

    char *zeros = calloc(1, ZEROS), *packed = malloc(ZEROS / 100);
    size_t len = ZSTD_compress(packed, ZEROS / 100, zeros, ZEROS, 1);

    begin();
    folder_write(&folder, "a.xml.zst", packed, len);
    read_with(folder.path, NULL);
    ck_assert_msg(slice_is(found.words, "!0 longer than 67108864 bytes\n"), "%.*s",
                  SLICE_ARGS(found.words));
    end();
    free(zeros);
    free(packed);
}

END_TEST

/* -- samples from outside of the repository, where they are ------------------------------------ */

static bool data_is_there(void)
{
    return access(DATA_FOLDER "/data/formats/own", R_OK) == 0;
}

static const struct {
    const char *name, *byline;
} own[] = {
    {"feed.atom.xml", "Jo Reporter"},      {"feed.json", "Jo Reporter"},
    {"feed.rss2.xml", "Jo Reporter"},      {"page.jsonld.html", "Jo Reporter, Ana B. Lee"},
    {"story.newsmlg2.xml", "Jo Reporter"}, {"story.nitf.xml", "Jo Reporter"},
};

START_TEST(one_story_is_the_same_in_every_format)
{
    static const char *const paragraphs[] = {
        "KANDAHAR, Example Province (Example Wire)", "officials said.\n\n\xE2\x80\x9CWe checked",
        "It is safe.\xE2\x80\x9D\n\nSen. John Abara", "two times.\xE2\x80\x9D\n\nAccording to",
        "will use the span.\n"};
    char path[512], head[200];
    struct slice rest;

    if (!data_is_there())
        return;
    begin();
    (void)snprintf(path, sizeof path, "%s/data/formats/own/%s", DATA_FOLDER, own[_i].name);
    read_with(path, NULL);
    (void)snprintf(head, sizeof head, "|%s|2026-03-02T19:05:00-05:00|", own[_i].byline);
    ck_assert_ptr_nonnull(memmem(found.words.ptr, found.words.len, "Harbour bridge reopens", 22));
    ck_assert_msg(memmem(found.words.ptr, found.words.len, head, strlen(head)) != NULL, "%.*s",
                  SLICE_ARGS(found.words));
    rest = found.words;
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++) {
        const char *at = memmem(rest.ptr, rest.len, paragraphs[i], strlen(paragraphs[i]));
        ck_assert_msg(at != NULL, "%s: %s not in %.*s", own[_i].name, paragraphs[i],
                      SLICE_ARGS(found.words));
        rest = slice_part(rest, (size_t)(at - rest.ptr), rest.len);
    }
    ck_assert_ptr_null(memmem(found.words.ptr, found.words.len, "caption", 7));
    end();
}

END_TEST

START_TEST(malformed_files_are_survived)
{
    if (!data_is_there())
        return;
    begin();
    read_with(DATA_FOLDER "/data/formats/malformed", NULL);
    ck_assert_uint_ge(found.refused, 10);
    ck_assert_ptr_null(memmem(found.words.ptr, found.words.len, "hahaha", 6));
    if (getenv("SHOW"))
        (void)fprintf(stderr, "%.*s\n", SLICE_ARGS(found.words));
    end();
}

END_TEST

START_TEST(ninjs_of_agencies_are_read)
{
    if (!data_is_there())
        return;
    begin();
    read_with(DATA_FOLDER "/data/formats/ninjs", NULL);
    ck_assert_uint_ge(found.articles, 15);
    if (getenv("SHOW"))
        (void)fprintf(stderr, "%zu articles\n%.*s\n", found.articles, SLICE_ARGS(found.words));
    end();
}

END_TEST

SUITE("formats", LOOP(files_become_articles, cases),
      TEST(addresses_are_refused_where_nothing_fetches),
      TEST(assets_of_saved_pages_are_passed_over), TEST(packed_files_are_unpacked),
      TEST(bombs_are_refused), LOOP(one_story_is_the_same_in_every_format, own),
      TEST(malformed_files_are_survived), TEST(ninjs_of_agencies_are_read))
