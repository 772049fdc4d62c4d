/* The forms of a comparison: a patch that rebuilds the right text, pages and texts that fold. */
#include "forms/page.h"
#include "forms/patch.h"
#include "forms/text.h"
#include "tests/unit/diffing.h"
#include "tests/unit/suite.h"

enum { SEEDS = 40, MOST_BYTES = 4000 };

static struct view view_of(const struct diffing *d, uint32_t context)
{
    return (struct view){.left = {&d->left, &d->left_analysis, SLICE("old.txt")},
                         .right = {&d->right, &d->right_analysis, SLICE("new text")},
                         .diff = &d->diff,
                         .context = context};
}

static struct slice patch_of(struct arena *arena, struct slice left, struct slice right,
                             uint32_t context)
{
    struct diffing d = {.arena = arena};
    struct sheet sheet = {.arena = arena};
    struct slice patch;
    struct view view;

    diffing_run(&d, left, right, (struct diff_options){.mode = MODE_EDIT});
    view = view_of(&d, context);
    ck_assert_int_eq(patch_write(&view, &sheet), ERROR_OK);
    ck_assert_int_eq(sheet_finish(&sheet, &patch), ERROR_OK);
    return patch;
}

/* The next line of a text with its end; an empty one at the end. */
static struct slice next_line(struct slice *rest)
{
    size_t end = slice_find(*rest, '\n', 0) + 1;
    struct slice line = slice_part(*rest, 0, end < rest->len ? end : rest->len);

    *rest = slice_part(*rest, line.len, rest->len);
    return line;
}

/* Takes the line end off that "\ No newline" says is none. */
static struct slice without_end(struct slice line, struct slice *patch)
{
    if (!slice_starts(*patch, SLICE("\\")))
        return line;
    (void)next_line(patch);
    return slice_part(line, 0, line.len - 1);
}

/* Of the digits at the begin of a text or behind its comma. */
static uint32_t next_number(struct slice *text)
{
    uint32_t number = 0;
    size_t i = slice_starts(*text, SLICE(",")) ? 1 : 0;

    for (; i < text->len && text->ptr[i] >= '0' && text->ptr[i] <= '9'; i++)
        number = number * 10 + (uint32_t)(text->ptr[i] - '0');
    *text = slice_part(*text, i, text->len);
    return number;
}

/* Applies a patch as the patch program does, without fuzz. */
static struct slice apply(struct arena *arena, struct slice left, struct slice patch)
{
    struct sheet out = {.arena = arena};
    struct slice result;
    uint32_t line = 0;

    while (slice_starts(patch, SLICE("--- ")) || slice_starts(patch, SLICE("+++ ")))
        (void)next_line(&patch);
    while (patch.len) {
        struct slice head = next_line(&patch);
        uint32_t first, count;

        ck_assert(slice_starts(head, SLICE("@@ -")));
        head = slice_part(head, 4, head.len);
        first = next_number(&head);
        count = slice_starts(head, SLICE(",")) ? next_number(&head) : 1;
        for (; line + 1 < first + (count == 0); line++)
            sheet_add(&out, next_line(&left));
        while (patch.len && !slice_starts(patch, SLICE("@@"))) {
            struct slice row = next_line(&patch);
            struct slice body = without_end(slice_part(row, 1, row.len), &patch);

            if (row.ptr[0] != '+') {
                ck_assert(slice_equal(next_line(&left), body));
                line++;
            }
            if (row.ptr[0] != '-')
                sheet_add(&out, body);
        }
    }
    sheet_add(&out, left);
    ck_assert_int_eq(sheet_finish(&out, &result), ERROR_OK);
    return result;
}

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % limit;
}

static struct slice random_text(uint64_t *state, char *bytes)
{
    static const char *const lines[] = {
        "The council met.", "", "It voted.", "Nobody spoke.\r", "A second vote.", "The end."};
    size_t len = 0;

    for (uint32_t n = random_below(state, 30); n; n--)
        len += (size_t)snprintf(bytes + len, 64, "%s%s", lines[random_below(state, 6)],
                                n == 1 && random_below(state, 2) ? "" : "\n");
    return (struct slice){bytes, len};
}

START_TEST(patches_rebuild_the_right_text)
{
    static char left_bytes[MOST_BYTES], right_bytes[MOST_BYTES];
    uint64_t state = (uint64_t)_i + 1;

    for (int n = 0; n < 20; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct slice left = random_text(&state, left_bytes);
        struct slice right = random_text(&state, right_bytes);
        struct slice patch = patch_of(arena, left, right, random_below(&state, 5));

        ck_assert(slice_equal(apply(arena, left, patch), right));
        ck_assert_int_eq(patch.len == 0, slice_equal(left, right));
        arena_close(arena);
    }
}

END_TEST

START_TEST(patches_look_as_gnu_diff_writes_them)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);

    ck_assert(slice_is(patch_of(arena, SLICE("a\nb\nc\nd\n"), SLICE("a\nb\nx\nd"), 1),
                       "--- old.txt\n+++ new text\t\n@@ -2,3 +2,3 @@\n b\n-c\n-d\n+x\n+d\n"
                       "\\ No newline at end of file\n"));
    ck_assert(slice_is(patch_of(arena, SLICE(""), SLICE("a\n"), 3),
                       "--- old.txt\n+++ new text\t\n@@ -0,0 +1 @@\n+a\n"));
    ck_assert(slice_is(patch_of(arena, SLICE("a\nb\n"), SLICE("b\n"), 0),
                       "--- old.txt\n+++ new text\t\n@@ -1 +0,0 @@\n-a\n"));
    arena_close(arena);
}

END_TEST

static struct slice text_of(struct diffing *d, struct slice left, struct slice right,
                            uint32_t context)
{
    struct sheet sheet = {.arena = d->arena};
    struct screen screen = {.sheet = &sheet};
    struct slice text;
    struct view view;

    diffing_run(d, left, right, (struct diff_options){.mode = MODE_EDIT});
    view = view_of(d, context);
    text_write(&view, &screen);
    ck_assert_int_eq(sheet_finish(&sheet, &text), ERROR_OK);
    return text;
}

static bool holds(struct slice text, const char *words)
{
    return memmem(text.ptr, text.len, words, strlen(words)) != NULL;
}

#define SAME "One is here.\n\nTwo is here.\n\nThree is here.\n\nFour is here.\n\n"

START_TEST(folds_what_is_far_from_a_change)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct slice left = SLICE(SAME "The fifth was old.\n\nSix is here."),
                 right = SLICE(SAME "The fifth was new.\n\nSix is here."), text;

    text = text_of(&d, left, right, 0);
    ck_assert(holds(text, "(4 paragraphs the same)\n"));
    ck_assert(holds(text, "The fifth was [-old-]{+new+}."));
    ck_assert(holds(text, "(1 paragraph the same)\n"));
    text = text_of(&d, left, right, 1);
    ck_assert(holds(text, "(3 paragraphs the same)\n    Four is here.\n"));
    ck_assert(!holds(text, "Three is here."));
    ck_assert(holds(text, "Six is here.\n"));
    text = text_of(&d, left, right, 10);
    ck_assert(!holds(text, "the same)"));
    arena_close(d.arena);
}

END_TEST

#define FIRST  "The council met on Monday in the old hall by the river."
#define SECOND "It closed the narrow bridge to all heavy traffic for a year."
#define OTHER  "Nobody had asked the mayor, who was away at sea that week."

/* What came between the pieces of a split is shown once, as itself. */
START_TEST(leaves_out_what_stands_in_a_gap)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct slice text =
        text_of(&d, SLICE(FIRST " " SECOND), SLICE(FIRST "\n\n" OTHER "\n\n" SECOND), 0);
    struct sheet sheet = {.arena = d.arena};
    struct slice page, behind;
    struct view view = view_of(&d, 0);
    const char *at;

    ck_assert_uint_eq(d.diff.units.count, 2);
    ck_assert_int_eq(d.diff.units.at[0].relation, RELATION_SPLIT);
    ck_assert(holds(text, FIRST "\n    (…)\n    " SECOND "\n"));
    ck_assert(holds(text, "{+" OTHER "+}"));
    page_write(&view, LAYOUT_INLINE, &sheet);
    ck_assert_int_eq(sheet_finish(&sheet, &page), ERROR_OK);
    at = memmem(page.ptr, page.len, OTHER, strlen(OTHER));
    ck_assert_ptr_nonnull(at);
    behind = slice_part(page, (size_t)(at + 1 - page.ptr), page.len);
    ck_assert(!holds(behind, OTHER));
    arena_close(d.arena);
}

END_TEST

START_TEST(shows_no_control_characters_on_a_terminal)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct slice text = text_of(&d, SLICE("A \033[31mred\033[0m word."), SLICE("A blue word."), 0);

    ck_assert(!holds(text, "\033"));
    ck_assert(holds(text, "\xEF\xBF\xBD"));
    arena_close(d.arena);
}

END_TEST

static const enum page_layout layouts[] = {LAYOUT_INLINE, LAYOUT_SIDE_BY_SIDE};

START_TEST(pages_escape_texts_and_names)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct sheet sheet = {.arena = d.arena};
    struct slice page;
    struct view view;

    diffing_run(&d, SLICE("A <i>\"thin\"</i> man & his dog stood there."),
                SLICE("A <script>fat</script> man & his dog stood there."),
                (struct diff_options){.mode = MODE_EDIT});
    view = view_of(&d, 3);
    view.left.name = SLICE("<left>");
    page_write(&view, layouts[_i], &sheet);
    ck_assert_int_eq(sheet_finish(&sheet, &page), ERROR_OK);
    ck_assert(!holds(page, "<script"));
    ck_assert(!holds(page, "<i>"));
    ck_assert(holds(page, "script&gt;fat&lt;/script"));
    ck_assert(holds(page, "<title>&lt;left&gt; → new text</title>"));
    ck_assert(holds(page, " man &amp; his dog stood there."));
    ck_assert(holds(page, "<del>"));
    ck_assert(holds(page, "<ins>"));
    arena_close(d.arena);
}

END_TEST

START_TEST(shows_nothing_where_all_edits_are_ignored)
{
    struct diffing d = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct view view;

    diffing_run(&d, SLICE("The centre was \"open\" on that day."),
                SLICE("The centre was “open” on that day."),
                (struct diff_options){.mode = MODE_EDIT, .ignore = 1u << CLASS_TYPOGRAPHY});
    view = view_of(&d, 0);
    ck_assert_uint_eq(d.diff.units.count, 1);
    ck_assert(!view_has_change(&d.diff.units.at[0]));
    ck_assert_uint_eq(view_run_at(&view, 0).fold_last, 1);
    arena_close(d.arena);
}

END_TEST

static const int seeds[SEEDS];

SUITE("forms", LOOP(patches_rebuild_the_right_text, seeds),
      TEST(patches_look_as_gnu_diff_writes_them), TEST(folds_what_is_far_from_a_change),
      TEST(leaves_out_what_stands_in_a_gap), TEST(shows_no_control_characters_on_a_terminal),
      LOOP(pages_escape_texts_and_names, layouts), TEST(shows_nothing_where_all_edits_are_ignored))
