/* Reads texts on standard input, each with a NUL behind it, and prints the spans of one layer, in
 * code points: "sentences", "paragraphs" or "tokens". One line a span, an empty line a text. */
#include "text/document.h"

static bool read_all(FILE *file, char **bytes, size_t *len)
{
    size_t capacity = 1 << 16;
    size_t got;

    *bytes = malloc(capacity);
    *len = 0;
    while (*bytes && (got = fread(*bytes + *len, 1, capacity - *len, file)) > 0) {
        *len += got;
        if (*len == capacity) {
            char *grown = realloc(*bytes, capacity * 2);
            if (!grown)
                free(*bytes);
            *bytes = grown;
            capacity *= 2;
        }
    }
    return *bytes != NULL;
}

static void print_span(const struct origin *origin, struct span span, bool with_text)
{
    struct slice part = origin_text(origin, span);
    struct span at = origin_of(origin, span);

    (void)printf("%u %u", at.begin, at.end);
    if (with_text)
        (void)printf(" %.*s", SLICE_ARGS(part));
    (void)putchar('\n');
}

static bool print_layer(struct slice text, const char *layer)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct origin origin;
    bool done = arena && !document_read(arena, text, &document) &&
                !origin_read(arena, &document.cleaned, OFFSETS_UTF32, &origin);

    if (done && layer[0] == 's')
        for (size_t i = 0; i < document.sentences.count; i++)
            print_span(&origin, document.sentences.at[i].span, false);
    if (done && layer[0] == 'p')
        for (size_t i = 0; i < document.paragraphs.count; i++)
            print_span(&origin, document.paragraphs.at[i].span, false);
    if (done && layer[0] == 't')
        for (size_t i = 0; i < document.tokens.count; i++)
            print_span(&origin, document.tokens.at[i].span, true);
    (void)putchar('\n');
    arena_close(arena);
    return done;
}

int main(int argc, char **argv)
{
    struct slice rest, text;
    char *bytes;
    size_t len;
    bool done = true;

    if (argc != 2 || !read_all(stdin, &bytes, &len)) {
        (void)fputs("usage: eval_spans sentences|paragraphs|tokens <texts\n", stderr);
        return EXIT_FAILURE;
    }
    rest = (struct slice){bytes, len};
    while (done && slice_cut(&rest, '\0', &text))
        done = print_layer(text, argv[1]);
    free(bytes);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
