/* Asks each request of a folder (NAME.http) and holds the reply against NAME.reply.
 *
 * Usage: golden FOLDER [--update]. A request is a line "METHOD TARGET", header lines, an empty
 * line, the body; a reply is the status, header lines, an empty line, the body. --update writes the
 * replies anew: read the difference as prose before you commit it. Prints TAP. */
#include <dirent.h>

#include "tests/desk.h"

enum { LARGEST_FILE_BYTES = 1 << 20, PATH_BYTES = 4096 };

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    {"GET", METHOD_GET}, {"HEAD", METHOD_HEAD}, {"POST", METHOD_POST}, {"OPTIONS", METHOD_OPTIONS}};

static int is_request(const struct dirent *entry)
{
    return slice_ends(slice_of(entry->d_name), SLICE(".http"));
}

/* The bytes of a file; no value when it is not there. */
static struct slice read_file(struct arena *arena, const char *path)
{
    char *bytes = arena_array(arena, char, LARGEST_FILE_BYTES);
    FILE *file = bytes ? fopen(path, "rb") : NULL;
    struct slice out = {NULL, 0};

    if (!file)
        return out;
    out = (struct slice){bytes, fread(bytes, 1, LARGEST_FILE_BYTES, file)};
    (void)fclose(file);
    return out;
}

/* Reads a request file into the request; its last line end is the file's, not the body's. */
static void read_request(struct slice text, struct request *request)
{
    struct slice line = {NULL, 0};
    size_t blank, question;

    (void)slice_cut(&text, '\n', &line);
    blank = slice_find(line, ' ', 0);
    request->method = METHOD_OTHER;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (slice_is(slice_part(line, 0, blank), methods[i].name))
            request->method = methods[i].method;
    question = slice_find(line, '?', 0);
    request->path = slice_part(line, blank + 1, question);
    request->query = slice_part(line, question + 1, line.len);
    while (slice_cut(&text, '\n', &line) && line.len) {
        size_t colon = slice_find(line, ':', 0);
        struct slice value = slice_trim(slice_part(line, colon + 1, line.len));

        if (slice_is(slice_part(line, 0, colon), "Content-Type"))
            request->content_type = value;
        else if (slice_is(slice_part(line, 0, colon), "Accept"))
            request->accept = value;
        else if (slice_is(slice_part(line, 0, colon), "Host"))
            request->host = value;
    }
    request->body = text;
    if (slice_ends(text, SLICE("\n")))
        request->body.len--;
}

/* Writes the reply as its file has it. An ETag only follows from the body. */
static size_t print_reply(const struct reply *reply, char *out, size_t size)
{
    int len = snprintf(out, size, "%u\nContent-Type: %.*s\n", reply->status,
                       SLICE_ARGS(reply->media_type));

    for (size_t i = 0; i < reply->header_count; i++)
        if (strcmp(reply->headers[i].name, "ETag") != 0)
            len += snprintf(out + len, size - (size_t)len, "%s: %.*s\n", reply->headers[i].name,
                            SLICE_ARGS(reply->headers[i].value));
    len += snprintf(out + len, size - (size_t)len, "\n%.*s", SLICE_ARGS(reply->body));
    return (size_t)len;
}

static bool write_file(const char *path, struct slice bytes)
{
    FILE *file = fopen(path, "wb");
    bool is_whole = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;

    return file && fclose(file) == 0 && is_whole;
}

/* The first line that differs, as TAP comments. */
static void show_difference(struct slice wanted, struct slice got)
{
    struct slice left = {NULL, 0};
    struct slice right = {NULL, 0};
    size_t number = 0;

    do {
        number++;
        left = right = (struct slice){NULL, 0};
        (void)slice_cut(&wanted, '\n', &left);
        (void)slice_cut(&got, '\n', &right);
    } while (slice_equal(left, right) && (wanted.len || got.len));
    printf("# line %zu, wanted: %.*s\n# line %zu, got:    %.*s\n", number, SLICE_ARGS(left), number,
           SLICE_ARGS(right));
}

static bool run_case(const struct desk *desk, const char *folder, const char *name, bool updates)
{
    static char printed[LARGEST_FILE_BYTES];
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct request request = {.arena = arena, .id = SLICE("golden")};
    char path[PATH_BYTES];
    int stem = (int)(strlen(name) - strlen(".http"));
    struct reply reply;
    struct slice wanted, got;
    bool is_right;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    read_request(read_file(arena, path), &request);
    route_answer(desk, &request, &reply);
    got = (struct slice){printed, print_reply(&reply, printed, sizeof printed)};
    (void)snprintf(path, sizeof path, "%s/%.*s.reply", folder, stem, name);
    if (updates && !write_file(path, got))
        fprintf(stderr, "cannot write %s\n", path);
    wanted = read_file(arena, path);
    is_right = slice_equal(wanted, got);
    if (!is_right)
        show_difference(wanted, got);
    arena_close(arena);
    return is_right;
}

int main(int argc, char **argv)
{
    bool updates = argc == 3 && strcmp(argv[2], "--update") == 0;
    struct dirent **entries = NULL;
    int count = argc >= 2 ? scandir(argv[1], &entries, is_request, alphasort) : -1;
    struct test_desk *test;
    int failed = 0;

    if (count <= 0) {
        fprintf(stderr, "usage: golden FOLDER [--update]\n");
        return EXIT_FAILURE;
    }
    test = test_desk_open(true);
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        bool is_right = run_case(&test->desk, argv[1], entries[i]->d_name, updates);

        failed += !is_right;
        printf("%sok %d - %s\n", is_right ? "" : "not ", i + 1, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    test_desk_close(test);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
