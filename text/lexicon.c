/* A trie over folded ids: its edges lie in one hash table, keyed by the node and the id. */
#include "text/lexicon.h"

#include "base/array.h"
#include "base/checked.h"
#include "text/utf8.h"

enum {
    ROOT = 0,
    FIRST_EDGES = 64, /* a power of two */
};

struct edge {
    uint64_t folded;
    uint32_t from;
    uint32_t to; /* 0: an empty place, for no edge leads to the root */
};

struct node {
    uint32_t entry; /* that ends here, or LEXICON_NONE */
    bool goes_on;   /* an edge leads from here */
};

struct lexicon {
    struct {
        struct lexicon_entry *at;
        size_t count, capacity;
    } entries;

    struct {
        struct node *at;
        size_t count, capacity;
    } nodes;
    struct edge *edges;
    size_t edge_count, edge_capacity;
};

/* Where this edge stands or would stand. Ids are hashes already; the node is mixed in. */
static struct edge *edge_place(struct edge *edges, size_t capacity, uint32_t from, uint64_t folded)
{
    uint64_t mixed = (folded ^ (uint64_t)from * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
    size_t at = (size_t)(mixed ^ mixed >> 32) & (capacity - 1);

    while (edges[at].to && (edges[at].from != from || edges[at].folded != folded))
        at = (at + 1) & (capacity - 1);
    return &edges[at];
}

static uint32_t edge_follow(const struct lexicon *lexicon, uint32_t from, uint64_t folded)
{
    return lexicon->edges ? edge_place(lexicon->edges, lexicon->edge_capacity, from, folded)->to
                          : ROOT;
}

static bool edges_grow(struct arena *arena, struct lexicon *lexicon)
{
    size_t capacity = lexicon->edge_capacity ? lexicon->edge_capacity * 2 : FIRST_EDGES;
    struct edge *edges;

    if (lexicon->edge_count * 4 < lexicon->edge_capacity * 3)
        return true;
    edges = arena_array(arena, struct edge, capacity);
    if (!edges)
        return false;
    for (size_t i = 0; i < lexicon->edge_capacity; i++)
        if (lexicon->edges[i].to)
            *edge_place(edges, capacity, lexicon->edges[i].from, lexicon->edges[i].folded) =
                lexicon->edges[i];
    lexicon->edges = edges;
    lexicon->edge_capacity = capacity;
    return true;
}

static struct node *node_add(struct arena *arena, struct lexicon *lexicon)
{
    struct node *node = array_push(arena, &lexicon->nodes);

    if (node)
        node->entry = LEXICON_NONE;
    return node;
}

/* The node behind this edge, made when it is not there; ROOT when there is no memory. */
static uint32_t node_behind(struct arena *arena, struct lexicon *lexicon, uint32_t from,
                            uint64_t folded)
{
    struct edge *edge;

    if (!edges_grow(arena, lexicon))
        return ROOT;
    edge = edge_place(lexicon->edges, lexicon->edge_capacity, from, folded);
    if (!edge->to) {
        if (!node_add(arena, lexicon))
            return ROOT;
        lexicon->nodes.at[from].goes_on = true;
        *edge = (struct edge){folded, from, (uint32_t)(lexicon->nodes.count - 1)};
        lexicon->edge_count++;
    }
    return edge->to;
}

static enum error phrase_add(struct arena *arena, struct lexicon *lexicon,
                             const struct lexicon_entry *line)
{
    struct token_reader reader = {.text = line->phrase};
    struct lexicon_entry *entry;
    struct token token;
    uint32_t node = ROOT;
    uint32_t token_count = 0;

    while (token_next(&reader, &token)) {
        node = node_behind(arena, lexicon, node, token.folded);
        if (node == ROOT)
            return ERROR_NO_MEMORY;
        token_count++;
    }
    if (!token_count)
        return ERROR_BAD_MODEL;
    if (lexicon->nodes.at[node].entry != LEXICON_NONE)
        return ERROR_OK;
    entry = array_push(arena, &lexicon->entries);
    if (!entry)
        return ERROR_NO_MEMORY;
    *entry = *line;
    entry->token_count = token_count;
    lexicon->nodes.at[node].entry = (uint32_t)(lexicon->entries.count - 1);
    return ERROR_OK;
}

/* Cuts a line at its tabs; false when it has too many columns. */
static bool line_cut(struct slice line, struct lexicon_entry *out)
{
    size_t column = 0;
    struct slice piece;

    *out = (struct lexicon_entry){0};
    if (!slice_cut(&line, '\t', &out->phrase))
        return true;
    while (slice_cut(&line, '\t', &piece)) {
        if (column == LEXICON_COLUMNS)
            return false;
        out->columns[column++] = piece;
    }
    return true;
}

static enum error line_read(struct arena *arena, struct lexicon *lexicon, struct slice line,
                            const char **fault)
{
    struct lexicon_entry entry;
    enum error error;

    if (utf8_valid_prefix(line) != line.len) {
        *fault = "is not UTF-8";
        return ERROR_BAD_MODEL;
    }
    if (!line_cut(line, &entry)) {
        *fault = "has too many columns";
        return ERROR_BAD_MODEL;
    }
    error = phrase_add(arena, lexicon, &entry);
    if (error == ERROR_BAD_MODEL)
        *fault = "has no phrase";
    return error;
}

enum error lexicon_read(struct arena *arena, struct slice name, struct slice bytes,
                        const struct lexicon **out, struct problem *problem)
{
    struct lexicon *lexicon = arena_new(arena, struct lexicon);
    struct slice rest = bytes;
    struct slice line;
    uint32_t number = 0;

    if (!lexicon || !node_add(arena, lexicon))
        return ERROR_NO_MEMORY;
    while (slice_cut(&rest, '\n', &line)) {
        const char *fault = NULL;
        enum error error;
        number++;
        if (slice_ends(line, SLICE("\r")))
            line.len--;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        error = line_read(arena, lexicon, line, &fault);
        if (error && fault) {
            if (problem)
                problem->line = number;
            return problem_set(problem, error, "Line %u of %.*s %s", number, SLICE_ARGS(name),
                               fault);
        }
        if (error)
            return error;
    }
    *out = lexicon;
    return ERROR_OK;
}

uint32_t lexicon_match(const struct lexicon *lexicon, const struct document *document,
                       uint32_t token, uint32_t last, uint32_t *length)
{
    uint32_t found = LEXICON_NONE;
    uint32_t node = ROOT;

    if (!lexicon)
        return LEXICON_NONE;
    for (uint32_t i = token; i < last; i++) {
        node = edge_follow(lexicon, node, document->tokens.at[i].folded);
        if (node == ROOT)
            break;
        if (lexicon->nodes.at[node].entry != LEXICON_NONE) {
            found = lexicon->nodes.at[node].entry;
            *length = i + 1 - token;
        }
    }
    return found;
}

uint32_t lexicon_find(const struct lexicon *lexicon, struct slice phrase)
{
    struct token_reader reader = {.text = phrase};
    struct token token;
    uint32_t node = ROOT;

    if (!lexicon)
        return LEXICON_NONE;
    while (token_next(&reader, &token)) {
        node = edge_follow(lexicon, node, token.folded);
        if (node == ROOT)
            return LEXICON_NONE;
    }
    return lexicon->nodes.at[node].entry;
}

uint32_t lexicon_find_id(const struct lexicon *lexicon, uint64_t folded)
{
    return lexicon ? lexicon->nodes.at[edge_follow(lexicon, ROOT, folded)].entry : LEXICON_NONE;
}

bool lexicon_begins_phrase(const struct lexicon *lexicon, uint64_t folded)
{
    uint32_t node = lexicon ? edge_follow(lexicon, ROOT, folded) : ROOT;

    return node != ROOT && lexicon->nodes.at[node].goes_on;
}

const struct lexicon_entry *lexicon_at(const struct lexicon *lexicon, uint32_t entry)
{
    return &lexicon->entries.at[entry];
}

uint32_t lexicon_count(const struct lexicon *lexicon)
{
    return lexicon ? (uint32_t)lexicon->entries.count : 0;
}
