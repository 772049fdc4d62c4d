#include <zlib.h>

#include "base/array.h"
#include "intake/intake.h"
#include "tests/unit/folder.h"
#include "tests/unit/suite.h"

/* What came in, in words: "id@file:line|" of each article, "!file:line why|" of each refusal. */
struct notes {
    struct arena *arena;
    char words[4096];
    size_t used;
};

static void note(struct notes *notes, struct slice words)
{
    ck_assert_uint_lt(notes->used + words.len + 1, sizeof notes->words);
    memcpy(notes->words + notes->used, words.ptr, words.len);
    notes->used += words.len;
}

static bool take(void *context, struct intake_place place, const struct article *article)
{
    struct notes *notes = context;
    struct slice words;

    ck_assert_ptr_null(article_fault(article));
    ck_assert_int_eq(arena_print(notes->arena, &words, "%.*s@%u:%u|", SLICE_ARGS(article->id),
                                 place.file, (unsigned)place.line),
                     ERROR_OK);
    note(notes, words);
    return true;
}

static void refuse(void *context, struct intake_place place, struct slice why)
{
    struct notes *notes = context;
    struct slice words;

    ck_assert_int_eq(arena_print(notes->arena, &words, "!%u:%u %.*s|", place.file,
                                 (unsigned)place.line, SLICE_ARGS(why)),
                     ERROR_OK);
    note(notes, words);
}

static struct folder folder;
static struct notes notes;
static const struct intake_sink sink = {.take = take, .refuse = refuse, .context = &notes};

static void open_all(void)
{
    folder_open(&folder);
    memset(&notes, 0, sizeof notes);
    notes.arena = arena_open(ARENA_NO_BUDGET);
}

static void close_all(void)
{
    arena_close(notes.arena);
    folder_close(&folder);
}

/* Lists and reads what is at the path; ERROR_BAD_CORPUS leaves no notes. */
static enum error read_path(const char *path)
{
    struct intake_files files = {0};
    struct intake_pieces pieces = {0};
    struct problem problem = {.arena = notes.arena};
    enum error error = intake_list(notes.arena, path, &sink, &files, &problem);

    if (error)
        return error;
    ck_assert_int_eq(intake_cut(notes.arena, &files, &pieces), ERROR_OK);
    for (size_t i = 0; i < pieces.count; i++) {
        uint64_t lines;
        ck_assert_int_eq(intake_read(&files, &pieces.at[i], &sink, &lines), ERROR_OK);
    }
    return ERROR_OK;
}

static const struct {
    const char *lines, *notes;
} lines[] = {
    {"{\"id\": \"a\", \"text\": \"x\"}\n", "a@0:1|"},
    {"{\"id\": \"a\", \"text\": \"x\"}", "a@0:1|"},
    {"\xEF\xBB\xBF{\"id\": \"a\", \"text\": \"x\"}\r\n\r\n{\"id\":\"b\",\"text\":\"y\"}\r\n",
     "a@0:1|b@0:3|"},
    {"{\"id\": \"a\", \"text\": \"x\", \"title\": null, \"more\": [1, {}]}\n", "a@0:1|"},
    {"\n\n  \n", ""},
    {"[1]\nnull\n\"a\"\n", "!0:1 not a JSON object|!0:2 not valid JSON at column 4|!0:3 not valid "
                           "JSON at column 3|"},
    {"{\"id\": \"a\", \"text\": \"trunc\n{\"id\": \"b\", \"text\": \"y\"}",
     "!0:1 the JSON ends too early at column 26|b@0:2|"},
    {"{\"id\": \"a\", \"text\": \"x\"} x\n",
     "!0:1 more follows behind the JSON value at column 26|"},
    {"{\"id\": \"a\", \"id\": \"b\", \"text\": \"x\"}\n",
     "!0:1 a member that comes twice at column 16|"},
    {"{\"id\": \"a\", \"text\": \"x\xFF\"}\n", "!0:1 not UTF-8 at byte 22|"},
    {"{\"id\": \"a\", \"text\": \"a\\u0000b\"}\n",
     "!0:1 a NUL character in a string at column 30|"},
    {"{\"id\": \"a\", \"text\": \"\\ud83d\"}\n", "!0:1 not valid JSON at column 28|"},
    {"{\"id\": 7, \"text\": \"x\"}\n", "7@0:1|"},
    {"{\"id\": true, \"text\": \"x\"}\n", "!0:1 id is not a string|"},
    {"{\"id\": \"a\", \"text\": [1]}\n", "!0:1 text is not a string|"},
    {"{\"_id\": \"a\", \"Body\": \"x\", \"pubDate\": \"Mon, 02 Mar 2026 19:05 GMT\"}\n", "a@0:1|"},
    {"{\"link\": \"https://n.example/1\", \"content_html\": \"<p>x\"}\n",
     "https://n.example/1@0:1|"},
    {"{\"id\": \"a\", \"text\": \"x\", \"url\": {}}\n", "!0:1 url is not a string|"},
    {"{\"text\": \"x\"}\n", "!0:1 no id|"},
    {"{\"id\": \"\", \"text\": \"x\"}\n", "!0:1 the id is empty|"},
    {"{\"id\": \"a\\tb\", \"text\": \"x\"}\n", "!0:1 the id has a control character|"},
    {"{\"id\": \"a\\u0085b\", \"text\": \"x\"}\n", "!0:1 the id has a control character|"},
    {"{\"id\": \"a\"}\n", "!0:1 no text|"},
    {"{\"id\": \"a\", \"text\": null}\n", "!0:1 no text|"},
    {"{\"id\": \"a\", \"text\": \"\"}\n", "!0:1 the text is empty|"},
    {"{\"id\": \"a\", \"text\": \" \\n\\u00a0\"}\n", "!0:1 the text is empty|"},
    {"{\"id\": \"a\", \"text\": \"x\", \"published\": \"2024-02-29T08:30:00Z\"}\n", "a@0:1|"},
    {"{\"id\": \"a\", \"text\": \"x\", \"published\": \"2024-02-30\"}\n",
     "!0:1 published is not an ISO 8601 date|"},
    {"{\"id\": \"a\", \"text\": \"x\", \"published\": \"last week\"}\n",
     "!0:1 published is not an ISO 8601 date|"},
};

START_TEST(reads_lines)
{
    open_all();
    ck_assert_int_eq(intake_read_lines(slice_of(lines[_i].lines), &sink), ERROR_OK);
    ck_assert_str_eq(notes.words, lines[_i].notes);
    notes.used = 0;
    memset(notes.words, 0, sizeof notes.words);
    folder_write_text(&folder, "a.jsonl", lines[_i].lines);
    ck_assert_int_eq(read_path(folder_at(&folder, "a.jsonl")), ERROR_OK);
    ck_assert_str_eq(notes.words, lines[_i].notes);
    close_all();
}

END_TEST

START_TEST(refuses_a_long_id)
{
    char line[400], id[258];

    open_all();
    memset(id, 'x', sizeof id);
    (void)snprintf(line, sizeof line, "{\"id\": \"%.257s\", \"text\": \"x\"}", id);
    ck_assert_int_eq(intake_read_lines(slice_of(line), &sink), ERROR_OK);
    ck_assert_str_eq(notes.words, "!0:1 the id is longer than 256 bytes|");
    close_all();
}

END_TEST

static const struct {
    const char *json, *notes;
} files[] = {
    {"{\"text\": \"x\"}", "sub:file@0:0|"},
    {"\xEF\xBB\xBF{\"id\": \"b\", \"text\": \"x\"}", "b@0:0|"},
    {"[{\"id\": \"b\", \"text\": \"x\"}, {\"text\": \"x\"}, 3]",
     "b@0:0|!0:0 article 2: no id|!0:0 article 3: not a JSON object|"},
    {"{\n\"id\": \"b\",\n}", "!0:3 not valid JSON at column 1|"},
    {"", "!0:1 the JSON ends too early at column 0|"},
    {"[]", ""},
};

START_TEST(reads_json_files)
{
    open_all();
    folder_write_text(&folder, "sub/file.json", files[_i].json);
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_str_eq(notes.words, files[_i].notes);
    close_all();
}

END_TEST

START_TEST(lists_in_bytewise_order_without_hidden_files_or_rings)
{
    char target[128];

    open_all();
    folder_write_text(&folder, "b/2.txt", "two");
    folder_write_text(&folder, "b/1.TXT", "one");
    folder_write_text(&folder, "b.txt", "b");
    folder_write_text(&folder, "b-c.txt", "c");
    folder_write_text(&folder, ".hidden.txt", "no");
    folder_write_text(&folder, ".git/x.txt", "no");
    folder_write_text(&folder, "b/notes.pdf", "no");
    folder_write_text(&folder, ".txt", "no");
    (void)snprintf(target, sizeof target, "%s/b/ring", folder.path);
    ck_assert_int_eq(symlink(folder.path, target), 0);
    (void)snprintf(target, sizeof target, "%s/lost.txt", folder.path);
    ck_assert_int_eq(symlink("/nowhere/at/all", target), 0);
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_ptr_nonnull(strstr(notes.words, "/lost.txt No such file or directory|"));
    ck_assert_ptr_nonnull(strstr(notes.words, "|b-c@0:0|b@1:0|b:1@2:0|b:2@3:0|"));
    close_all();
}

END_TEST

START_TEST(reads_text_files)
{
    open_all();
    folder_write(&folder, "1.txt", "a\0b", 3);
    folder_write_text(&folder, "2.txt", "\xEF\xBB\xBF");
    folder_write_text(&folder, "3.txt", "caf\xE9");
    folder_write_text(&folder, "4.txt", " \n");
    folder_write_text(&folder, "5.txt", "\xEF\xBB\xBFtext");
    folder_write_text(&folder, "\xFF.txt", "text");
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_str_eq(notes.words,
                     "!0:0 a NUL character at byte 1|!1:0 the text is empty|!2:0 not UTF-8 at byte "
                     "3|!3:0 the text is empty|5@4:0|!5:0 the file's name is not UTF-8|");
    close_all();
}

END_TEST

START_TEST(a_single_file_is_named_by_its_name)
{
    open_all();
    folder_write_text(&folder, "sub/story.txt", "text");
    ck_assert_int_eq(read_path(folder_at(&folder, "sub/story.txt")), ERROR_OK);
    ck_assert_str_eq(notes.words, "story@0:0|");
    folder_write_text(&folder, "story.pdf", "text");
    ck_assert_int_eq(read_path(folder_at(&folder, "story.pdf")), ERROR_BAD_CORPUS);
    ck_assert_int_eq(read_path(folder_at(&folder, "absent")), ERROR_BAD_CORPUS);
    close_all();
}

END_TEST

static void write_gz(const char *path, const char *bytes, size_t len)
{
    gzFile file = gzopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(gzwrite(file, bytes, (unsigned)len), (int)len);
    ck_assert_int_eq(gzclose(file), Z_OK);
}

START_TEST(reads_gzip_and_tells_where_it_is_damaged)
{
    static const char text[] =
        "{\"id\": \"a\", \"text\": \"x\"}\n\n{\"id\": \"b\", \"text\": \"y\"}\n";
    char packed[512];
    size_t len;
    FILE *file;

    open_all();
    write_gz(folder_at(&folder, "a.ndjson.gz"), text, sizeof text - 1);
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_str_eq(notes.words, "a@0:1|b@0:3|");

    file = fopen(folder_at(&folder, "a.ndjson.gz"), "rb");
    ck_assert_ptr_nonnull(file);
    len = fread(packed, 1, sizeof packed, file);
    ck_assert_int_eq(fclose(file), 0);
    folder_write(&folder, "a.ndjson.gz", packed, len - 12);
    memset(notes.words, 0, sizeof notes.words);
    notes.used = 0;
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_ptr_nonnull(strstr(notes.words, "cannot be read behind this line: damaged gzip"));
    close_all();
}

END_TEST

START_TEST(reads_packed_texts)
{
    open_all();
    write_gz(folder_at(&folder, "a.txt.gz"), "One text.", 9);
    write_gz(folder_at(&folder, "b.json.gz"), "[{\"id\": \"x\", \"text\": \"y\"}]", 26);
    write_gz(folder_at(&folder, "c.txt.gz"), "caf\xE9", 4);
    ck_assert_int_eq(truncate(folder_at(&folder, "c.txt.gz"), 12), 0);
    ck_assert_int_eq(read_path(folder.path), ERROR_OK);
    ck_assert_str_eq(notes.words, "a@0:0|x@1:0|!2:0 damaged gzip data|");
    close_all();
}

END_TEST

START_TEST(refuses_links_that_leave_the_folder)
{
    char link[128];

    open_all();
    folder_write_text(&folder, "out.txt", "outside");
    folder_write_text(&folder, "root-twin/a.txt", "outside");
    folder_write_text(&folder, "root/deep/in.txt", "inside");
    ck_assert_int_eq(symlink("../out.txt", folder_at(&folder, "root/a.txt")), 0);
    ck_assert_int_eq(symlink("../root-twin", folder_at(&folder, "root/b")), 0);
    ck_assert_int_eq(symlink("deep/in.txt", folder_at(&folder, "root/c.txt")), 0);
    ck_assert_int_eq(symlink("root", folder_at(&folder, "link")), 0);
    (void)snprintf(link, sizeof link, "%s/link", folder.path);
    ck_assert_int_eq(read_path(link), ERROR_OK);
    ck_assert_ptr_nonnull(strstr(notes.words, "/link/a.txt is a link that leaves the folder|"));
    ck_assert_ptr_nonnull(strstr(notes.words, "/link/b is a link that leaves the folder|"));
    ck_assert_ptr_nonnull(strstr(notes.words, "|c@0:0|deep:in@1:0|"));
    close_all();
}

END_TEST

/* Lines that begin anywhere in a cut file are read once, by the piece they begin in. */
START_TEST(pieces_share_no_line_and_lose_none)
{
    struct intake_files one = {0};
    struct slice path, bytes;
    uint64_t count = 0;

    struct article_lines {
        char *at;
        size_t count, capacity;
    } text = {0};

    open_all();
    for (unsigned i = 0; i < 40; i++) {
        struct slice line;
        ck_assert_int_eq(arena_print(notes.arena, &line, "{\"id\": \"%u\", \"text\": \"%*s.\"}\n",
                                     i, (int)(i * 7 % 50), "x"),
                         ERROR_OK);
        ck_assert(array_reserve(notes.arena, &text, line.len));
        memcpy(text.at + text.count, line.ptr, line.len);
        text.count += line.len;
    }
    bytes = (struct slice){text.at, text.count};
    folder_write(&folder, "a.jsonl", bytes.ptr, bytes.len);
    ck_assert_int_eq(arena_copy(notes.arena, slice_of(folder_at(&folder, "a.jsonl")), &path),
                     ERROR_OK);
    ck_assert_int_eq(intake_list(notes.arena, path.ptr, &sink, &one, NULL), ERROR_OK);
    for (uint64_t size = 1; size < 200; size += 9) {
        char expected[512] = "";
        size_t used = 0;
        count = 0;
        notes.used = 0;
        memset(notes.words, 0, sizeof notes.words);
        for (uint64_t begin = 0; begin < bytes.len; begin += size) {
            struct intake_piece piece = {0, 1, begin, begin + size};
            uint64_t lines_read;
            ck_assert_int_eq(intake_read(&one, &piece, &sink, &lines_read), ERROR_OK);
            count += lines_read;
        }
        ck_assert_uint_eq(count, 40);
        for (char *at = notes.words; *at; at = strchr(at, '|') + 1) {
            size_t digits = strcspn(at, "@");
            memcpy(expected + used, at, digits);
            used += digits;
        }
        ck_assert_str_eq(expected,
                         "0123456789101112131415161718192021222324252627282930313233343536"
                         "373839");
    }
    close_all();
}

END_TEST

SUITE("intake", LOOP(reads_lines, lines), TEST(refuses_a_long_id), LOOP(reads_json_files, files),
      TEST(lists_in_bytewise_order_without_hidden_files_or_rings), TEST(reads_text_files),
      TEST(a_single_file_is_named_by_its_name), TEST(reads_gzip_and_tells_where_it_is_damaged),
      TEST(reads_packed_texts), TEST(refuses_links_that_leave_the_folder),
      TEST(pieces_share_no_line_and_lose_none))
