/* What HTML parsers make of pages, and how fast; run by tools/bench/parsers.sh.
 *
 * Usage: parsers copydesk|libxml2|gumbo FOLDER < LIST. LIST: a page's path a line, UTF-8. Writes
 * the text that is shown of each page, without blanks, to FOLDER; prints CPU seconds of parsing,
 * walking and freeing, and bytes. */
#include <gumbo.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "intake/html/block.h"

struct text {
    char *at;
    size_t count, room;
};

static void add(struct text *text, const char *bytes, size_t len)
{
    if (text->count + len > text->room) {
        text->room = (text->count + len) * 2;
        text->at = realloc(text->at, text->room);
        if (!text->at)
            exit(1);
    }
    memcpy(text->at + text->count, bytes, len);
    text->count += len;
}

static bool is_unshown(const char *name)
{
    return tag_flags(tag_of(slice_of(name))) & TAG_IS_UNSHOWN;
}

static void read_copydesk(struct slice html, struct text *text)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct html_tree tree;
    struct html_blocks blocks;

    if (!arena || html_read(arena, html, &tree) || html_find_blocks(arena, &tree, &blocks))
        exit(1);
    for (size_t i = 0; i < blocks.count; i++)
        add(text, blocks.at[i].text.ptr, blocks.at[i].text.len);
    arena_close(arena);
}

/* Both libraries' trees are walked without recursion: pages may be of any depth. */
static void read_libxml2(struct slice html, struct text *text)
{
    htmlDocPtr doc = htmlReadMemory(html.ptr, (int)html.len, NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);
    xmlNodePtr node = doc ? xmlDocGetRootElement(doc) : NULL;

    while (node) {
        bool enters = node->type == XML_ELEMENT_NODE && !is_unshown((const char *)node->name);
        if (node->type == XML_TEXT_NODE && node->content)
            add(text, (const char *)node->content, strlen((const char *)node->content));
        if (enters && node->children) {
            node = node->children;
            continue;
        }
        while (node && !node->next)
            node = node->parent;
        node = node ? node->next : NULL;
    }
    xmlFreeDoc(doc);
}

static void read_gumbo(struct slice html, struct text *text)
{
    GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, html.ptr, html.len);
    const GumboNode *node = output->root, *root = node;

    for (;;) {
        const GumboVector *children = NULL;
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
            node->type == GUMBO_NODE_WHITESPACE)
            add(text, node->v.text.text, strlen(node->v.text.text));
        if (node->type == GUMBO_NODE_ELEMENT && /* not of templates */
            !is_unshown(gumbo_normalized_tagname(node->v.element.tag)))
            children = &node->v.element.children;
        if (children && children->length) {
            node = children->data[0];
            continue;
        }
        while (node != root &&
               node->index_within_parent + 1 >= node->parent->v.element.children.length)
            node = node->parent;
        if (node == root)
            break;
        node = node->parent->v.element.children.data[node->index_within_parent + 1];
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

static const struct {
    const char *name;
    void (*read)(struct slice html, struct text *text);
} parsers[] = {{"copydesk", read_copydesk}, {"libxml2", read_libxml2}, {"gumbo", read_gumbo}};

static double cpu_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct slice read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = file && fseek(file, 0, SEEK_END) == 0 ? ftell(file) : -1;
    char *at = size < 0 ? NULL : malloc((size_t)size + 1);

    if (!at)
        exit(1);
    rewind(file);
    size = (long)fread(at, 1, (size_t)size, file);
    (void)fclose(file);
    return (struct slice){at, (size_t)size};
}

static void write_text(const char *folder, const char *path, const struct text *text)
{
    const char *name = strrchr(path, '/');
    char target[4096];
    FILE *file;

    (void)snprintf(target, sizeof target, "%s/%s.txt", folder, name ? name + 1 : path);
    file = fopen(target, "wb");
    if (!file || fwrite(text->at, 1, text->count, file) != text->count || fclose(file))
        exit(1);
}

int main(int count, char **arguments)
{
    void (*read)(struct slice html, struct text * text) = NULL;
    double seconds = 0;
    size_t bytes = 0, pages = 0;
    char path[4096];

    for (size_t i = 0; count == 3 && i < sizeof parsers / sizeof *parsers; i++)
        if (strcmp(arguments[1], parsers[i].name) == 0)
            read = parsers[i].read;
    if (!read)
        return 2;
    while (fgets(path, sizeof path, stdin)) {
        struct text text = {0};
        struct slice html;
        double began;
        path[strcspn(path, "\n")] = '\0';
        html = read_file(path);
        began = cpu_seconds();
        read(html, &text);
        seconds += cpu_seconds() - began;
        bytes += html.len;
        pages++;
        write_text(arguments[2], path, &text);
        free(text.at);
        free((char *)(uintptr_t)html.ptr);
    }
    printf("%f %zu %zu\n", seconds, bytes, pages);
    return 0;
}
