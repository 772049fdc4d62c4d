#include "forms/patch.h"

#include "base/array.h"
#include "base/map.h"
#include "text/edit.h"

enum { STEPS = 20000000 };

/* The lines of a text, each with its end. */
struct lines {
    struct slice text;
    struct slice *at;
    uint64_t *ids;
    uint32_t count;
};

struct patch {
    struct sheet *sheet;
    struct lines left, right;
    uint32_t context;
};

static enum error cut_lines(struct arena *arena, struct slice text, struct lines *out)
{
    size_t count = 0;

    for (size_t at = 0; at < text.len; at = slice_find(text, '\n', at) + 1)
        count++;
    *out = (struct lines){.text = text,
                          .at = arena_array(arena, struct slice, count),
                          .ids = arena_array(arena, uint64_t, count)};
    if (!out->at || !out->ids)
        return ERROR_NO_MEMORY;
    for (size_t at = 0; at < text.len;) {
        size_t end = slice_find(text, '\n', at) + 1;
        struct slice line = slice_part(text, at, end < text.len ? end : text.len);

        out->at[out->count] = line;
        out->ids[out->count++] = map_hash(line);
        at = end;
    }
    return ERROR_OK;
}

/* A name on one line; a tab behind one with blanks tells where it ends. */
static void put_name(struct sheet *sheet, const char *mark, struct slice name,
                     const char *otherwise)
{
    bool has_blank = false;

    sheet_add(sheet, slice_of(mark));
    if (!name.len)
        sheet_add(sheet, slice_of(otherwise));
    for (size_t i = 0; i < name.len; i++) {
        bool is_control = (unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F;

        has_blank |= name.ptr[i] == ' ';
        sheet_add(sheet, is_control ? SLICE("?") : slice_part(name, i, i + 1));
    }
    sheet_add(sheet, has_blank ? SLICE("\t\n") : SLICE("\n"));
}

static void put_line(const struct patch *patch, const char *mark, struct slice line)
{
    sheet_add(patch->sheet, slice_of(mark));
    sheet_add(patch->sheet, line);
    if (!slice_ends(line, SLICE("\n")))
        sheet_add(patch->sheet, SLICE("\n\\ No newline at end of file\n"));
}

/* "7,3": lines from 1; the one before where there is none. */
static void put_range(struct sheet *sheet, const char *mark, uint32_t first, uint32_t last)
{
    sheet_print(sheet, "%s%u", mark, first < last ? first + 1 : first);
    if (last - first != 1)
        sheet_print(sheet, ",%u", last - first);
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* One hunk: runs [first, last) of the script with what stands around and between them. */
static void put_hunk(const struct patch *patch, const struct edit_run *first,
                     const struct edit_run *last)
{
    uint32_t before = smaller(patch->context, first->left_first);
    uint32_t behind = smaller(patch->context, patch->left.count - last[-1].left_last);
    uint32_t i = first->left_first - before;

    sheet_add(patch->sheet, SLICE("@@ "));
    put_range(patch->sheet, "-", i, last[-1].left_last + behind);
    put_range(patch->sheet, " +", first->right_first - before, last[-1].right_last + behind);
    sheet_add(patch->sheet, SLICE(" @@\n"));
    for (const struct edit_run *run = first; run < last; run++) {
        for (; i < run->left_first; i++)
            put_line(patch, " ", patch->left.at[i]);
        for (; i < run->left_last; i++)
            put_line(patch, "-", patch->left.at[i]);
        for (uint32_t j = run->right_first; j < run->right_last; j++)
            put_line(patch, "+", patch->right.at[j]);
    }
    for (; behind; behind--, i++)
        put_line(patch, " ", patch->left.at[i]);
}

static void put_hunks(const struct patch *patch, const struct edit_runs *runs)
{
    for (size_t i = 0, end; i < runs->count; i = end) {
        for (end = i + 1; end < runs->count; end++)
            if (runs->at[end].left_first - runs->at[end - 1].left_last > 2 * patch->context)
                break;
        put_hunk(patch, &runs->at[i], &runs->at[end]);
    }
}

enum error patch_write(const struct view *view, struct sheet *sheet)
{
    struct patch patch = {.sheet = sheet, .context = view->context};
    struct edit_script script;
    enum error error = cut_lines(sheet->arena, view->left.document->cleaned.sent, &patch.left);

    if (!error)
        error = cut_lines(sheet->arena, view->right.document->cleaned.sent, &patch.right);
    if (!error)
        error = edit_find(sheet->arena, (struct id_row){patch.left.ids, patch.left.count},
                          (struct id_row){patch.right.ids, patch.right.count}, STEPS, &script);
    if (error || script.runs.count == 0)
        return error;
    put_name(sheet, "--- ", view->left.name, "left");
    put_name(sheet, "+++ ", view->right.name, "right");
    put_hunks(&patch, &script.runs);
    return ERROR_OK;
}
