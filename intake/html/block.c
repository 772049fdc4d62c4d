#include "intake/html/block.h"

#include "base/array.h"
#include "intake/html/reference.h"

/* Inline elements that a word's place is told by. */
enum style { STYLE_LINK, STYLE_STRONG, STYLE_SLANTED, STYLE_PRE, STYLE_QUOTE, STYLE_COUNT };

struct frame {
    uint32_t end;   /* of the element in the tree */
    uint32_t block; /* the nearest block element, itself included */
    uint8_t style;  /* that it brought, or STYLE_COUNT */
    bool is_block;
};

/* The text under way: the block that is open ends where the text does. */
struct writer {
    struct arena *arena;
    const struct html_tree *tree;
    struct html_blocks blocks;
    char *text;
    size_t count; /* bytes written */
    size_t begin; /* of the open block */
    struct html_block open;
    unsigned breaks; /* line breaks that wait for text */
    bool has_blank;  /* a blank waits for text */
    unsigned within[STYLE_COUNT];
    struct frame frames[HTML_DEPTH_MAX + 1];
    size_t depth;
    bool failed;
};

static const uint8_t styles[TAG_COUNT] = {
    [TAG_a] = STYLE_LINK + 1,           [TAG_strong] = STYLE_STRONG + 1,
    [TAG_b] = STYLE_STRONG + 1,         [TAG_em] = STYLE_SLANTED + 1,
    [TAG_i] = STYLE_SLANTED + 1,        [TAG_cite] = STYLE_SLANTED + 1,
    [TAG_pre] = STYLE_PRE + 1,          [TAG_xmp] = STYLE_PRE + 1,
    [TAG_blockquote] = STYLE_QUOTE + 1,
};

static void end_block(struct writer *writer)
{
    struct html_block *block;

    writer->has_blank = false;
    writer->breaks = 0;
    if (writer->count == writer->begin)
        return;
    block = array_push(writer->arena, &writer->blocks);
    if (!block) {
        writer->failed = true;
        return;
    }
    *block = writer->open;
    block->text = (struct slice){writer->text + writer->begin, writer->count - writer->begin};
    writer->open = (struct html_block){.words = 0};
    writer->begin = writer->count;
}

/* What waits is written before the next character; a new word is counted where it begins. */
static void begin_character(struct writer *writer)
{
    bool is_word = writer->has_blank || writer->breaks || writer->count == writer->begin;

    if (writer->count == writer->begin) {
        writer->open.node = writer->frames[writer->depth - 1].block;
        writer->open.is_quoted = writer->within[STYLE_QUOTE] > 0;
    } else if (writer->breaks) {
        writer->text[writer->count++] = '\n';
    } else if (writer->has_blank) {
        writer->text[writer->count++] = ' ';
    }
    writer->has_blank = false;
    writer->breaks = 0;
    if (!is_word)
        return;
    writer->open.words++;
    writer->open.linked += writer->within[STYLE_LINK] > 0;
    writer->open.strong += writer->within[STYLE_STRONG] > 0;
    writer->open.slanted += writer->within[STYLE_SLANTED] > 0;
}

static void break_line(struct writer *writer)
{
    if (writer->breaks++)
        end_block(writer);
}

/* Bytes of the blank that begins the bytes: ASCII ones and the no-break space; 0: none. */
static size_t blank_length(const char *at, const char *end)
{
    if ((unsigned char)*at <= ' ')
        return 1;
    return end - at > 1 && at[0] == '\xC2' && at[1] == '\xA0' ? 2 : 0;
}

static void add_characters(struct writer *writer, const char *at, const char *end)
{
    while (at < end) {
        size_t blank = blank_length(at, end);
        const char *from = at;
        if (blank) {
            if (*at == '\n' && writer->within[STYLE_PRE])
                break_line(writer);
            else
                writer->has_blank = true;
            at += blank;
            continue;
        }
        begin_character(writer);
        while (at < end && (unsigned char)*at > ' ' && *at != '\xC2')
            at++;
        if (at == from) /* a character of two bytes that is no blank */
            at++;
        memcpy(writer->text + writer->count, from, (size_t)(at - from));
        writer->count += (size_t)(at - from);
    }
}

static void add_text(struct writer *writer, struct slice bytes)
{
    while (bytes.len) {
        size_t at = slice_find(bytes, '&', 0), len, taken;
        char character[HTML_REFERENCE_BYTES];
        add_characters(writer, bytes.ptr, bytes.ptr + at);
        if (at == bytes.len)
            return;
        bytes = slice_part(bytes, at, bytes.len);
        taken = html_resolve(bytes, false, character, &len);
        if (taken)
            add_characters(writer, character, character + len);
        else
            add_characters(writer, bytes.ptr, bytes.ptr + 1);
        bytes = slice_part(bytes, taken ? taken : 1, bytes.len);
    }
}

static void leave_element(struct writer *writer)
{
    struct frame *frame = &writer->frames[--writer->depth];

    if (frame->is_block)
        end_block(writer);
    if (frame->style < STYLE_COUNT)
        writer->within[frame->style]--;
}

static void enter_element(struct writer *writer, uint32_t number)
{
    const struct html_node *node = &writer->tree->at[number];
    bool is_block = (tag_flags((enum html_tag)node->tag) & TAG_IS_BLOCK) != 0;
    uint8_t style = (uint8_t)(styles[node->tag] ? styles[node->tag] - 1 : STYLE_COUNT);

    if (is_block)
        end_block(writer);
    if (node->tag == TAG_br)
        break_line(writer);
    if (node->end == number + 1)
        return;
    if (style < STYLE_COUNT)
        writer->within[style]++;
    writer->frames[writer->depth] = (struct frame){
        node->end, is_block ? number : writer->frames[writer->depth - 1].block, style, is_block};
    writer->depth++;
}

static size_t text_bytes(const struct html_tree *tree)
{
    size_t sum = 0;

    for (size_t i = 0; i < tree->count; i++)
        sum += tree->at[i].is_text ? tree->at[i].bytes.len : 1;
    return sum;
}

enum error html_find_blocks(struct arena *arena, const struct html_tree *tree,
                            struct html_blocks *out)
{
    /* the longest text of a reference is not twice its name; the last one may lie in the margin */
    size_t room = text_bytes(tree) * 2 + HTML_REFERENCE_BYTES;
    struct writer *writer = arena_new(arena, struct writer);

    if (!writer)
        return ERROR_NO_MEMORY;
    *writer = (struct writer){.arena = arena, .tree = tree, .text = arena_unset(arena, char, room)};
    if (!writer->text)
        return ERROR_NO_MEMORY;
    writer->frames[writer->depth++] = (struct frame){(uint32_t)tree->count, 0, STYLE_COUNT, true};
    for (uint32_t i = 1; i < tree->count && !writer->failed; i++) {
        const struct html_node *node = &tree->at[i];
        while (writer->frames[writer->depth - 1].end <= i)
            leave_element(writer);
        if (node->is_text)
            add_text(writer, node->bytes);
        else if (tag_flags((enum html_tag)node->tag) & TAG_IS_UNSHOWN)
            i = node->end - 1;
        else
            enter_element(writer, i);
    }
    end_block(writer);
    if (writer->failed)
        return ERROR_NO_MEMORY;
    *out = writer->blocks;
    return ERROR_OK;
}

enum error html_join_blocks(struct arena *arena, const struct html_blocks *blocks,
                            const bool *keeps, struct slice *out)
{
    size_t room = 1, count = 0;
    char *text;

    for (size_t i = 0; i < blocks->count; i++)
        room +=
            blocks->at[i].is_quoted ? blocks->at[i].text.len * 3 + 4 : blocks->at[i].text.len + 2;
    text = arena_unset(arena, char, room);
    if (!text)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < blocks->count; i++) {
        struct slice rest = blocks->at[i].text, line;
        bool is_first = true;
        if (keeps && !keeps[i])
            continue;
        if (count)
            count += (size_t)(stpcpy(text + count, "\n\n") - (text + count));
        while (slice_cut(&rest, '\n', &line)) {
            if (!is_first)
                text[count++] = '\n';
            is_first = false;
            if (blocks->at[i].is_quoted)
                count += (size_t)(stpcpy(text + count, "> ") - (text + count));
            memcpy(text + count, line.ptr, line.len);
            count += line.len;
        }
    }
    arena_trim(arena, text, room, count);
    *out = (struct slice){text, count};
    return ERROR_OK;
}
