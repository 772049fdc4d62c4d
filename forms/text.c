#include "forms/text.h"

enum { UNIT_BYTES_SHOWN = 4000, CONTEXT_BYTES_SHOWN = 160 };

struct page {
    const struct view *view;
    const struct screen *screen;
};

static struct slice text_at(const struct page *page, bool is_right, struct span span)
{
    const struct view_side *side = is_right ? &page->view->right : &page->view->left;

    return slice_at(side->document->text, span);
}

static void show_side(const struct page *page, bool is_right, struct span span)
{
    const struct screen *screen = page->screen;
    struct slice text = text_at(page, is_right, span);
    bool ends_in_blank = text.len && text.ptr[text.len - 1] == ' ';

    if (!screen->has_colour)
        screen_put(screen, is_right ? SLICE("{+") : SLICE("[-"));
    screen_write_line(screen, is_right ? PAINT_INSERTED : PAINT_DELETED, text, UNIT_BYTES_SHOWN);
    if (!screen->has_colour)
        screen_put(screen, is_right ? SLICE("+}") : SLICE("-]"));
    if (ends_in_blank)
        screen_put(screen, SLICE(" "));
}

/* Kept text; each of its paragraphs begins a line of its own. */
static void show_kept(const struct screen *screen, struct slice text)
{
    struct slice line;

    while (slice_cut(&text, '\n', &line)) {
        bool is_last = text.ptr == NULL || text.len == 0;
        screen_write(screen, PAINT_PLAIN, line);
        if (!is_last && slice_trim(line).len)
            screen_put(screen, SLICE("\n    "));
    }
}

/* Kept text of a unit up to `end`; what stands between its pieces is shown elsewhere. */
static void show_kept_of(const struct page *page, const struct unit *unit, uint32_t begin,
                         uint32_t end)
{
    struct span gap = view_gap(page->view, &page->view->right, unit->right_gap);

    if (gap.begin < gap.end && begin <= gap.begin && gap.end <= end) {
        show_kept(page->screen, text_at(page, true, (struct span){begin, gap.begin}));
        screen_put(page->screen, SLICE("\n    (…)\n    "));
        begin = gap.end;
    }
    show_kept(page->screen, text_at(page, true, (struct span){begin, end}));
}

/* The right side's text with its edits woven in: what went, then what came. */
static void show_edited(const struct page *page, const struct unit *unit)
{
    const struct screen *screen = page->screen;
    struct span right =
        view_span(page->view, &page->view->right, unit->right_first, unit->right_last);
    uint32_t at = right.begin;

    screen_put(screen, SLICE("    "));
    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];
        show_kept_of(page, unit, at, edit->right.begin);
        if (span_length(edit->left))
            show_side(page, false, edit->left);
        if (span_length(edit->right))
            show_side(page, true, edit->right);
        at = edit->right.end;
    }
    show_kept_of(page, unit, at, right.end);
    screen_put(screen, SLICE("\n"));
    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];
        if (edit->severity != SEVERITY_FACTUAL)
            continue;
        screen_print(screen, PAINT_ALERT, "    ! %.*s changed",
                     SLICE_ARGS(edit_class_names[edit->class]));
        if (edit->note.len)
            screen_print(screen, PAINT_FAINT, ": %.*s", SLICE_ARGS(edit->note));
        screen_put(screen, SLICE("\n"));
    }
}

static void show_numbers(const struct page *page, const struct unit *unit)
{
    const struct screen *screen = page->screen;
    const char *join = "";

    for (uint32_t i = unit->left_first; i < unit->left_last; i++, join = "+")
        screen_print(screen, PAINT_FAINT, "%s%u", join, i + 1);
    if (unit->left_first < unit->left_last && unit->right_first < unit->right_last)
        screen_put(screen, SLICE(" → "));
    join = "";
    for (uint32_t i = unit->right_first; i < unit->right_last; i++, join = "+")
        screen_print(screen, PAINT_FAINT, "%s%u", join, i + 1);
}

static void show_unit(const struct page *page, const struct unit *unit)
{
    const struct screen *screen = page->screen;
    struct span left = view_span(page->view, &page->view->left, unit->left_first, unit->left_last);
    struct span right =
        view_span(page->view, &page->view->right, unit->right_first, unit->right_last);

    screen_print(screen, PAINT_STRONG, "%.*s%s ", SLICE_ARGS(relation_names[unit->relation]),
                 unit->moved && unit->relation != RELATION_MOVED ? " and moved" : "");
    screen_print(screen, PAINT_FAINT, "%s ", view_part_name(page->view));
    show_numbers(page, unit);
    screen_put(screen, SLICE("\n"));
    if (unit->relation == RELATION_REMOVED || unit->relation == RELATION_ADDED) {
        screen_put(screen, SLICE("    "));
        show_side(page, unit->relation == RELATION_ADDED,
                  unit->relation == RELATION_ADDED ? right : left);
        screen_put(screen, SLICE("\n"));
    } else {
        show_edited(page, unit);
    }
}

/* Units without a change: those near one that has are shown by their first words. */
static size_t show_run(const struct page *page, size_t first)
{
    const struct view *view = page->view;
    struct view_run run = view_run_at(view, first);
    size_t folded = run.fold_last - run.fold_first;

    for (size_t i = first; i < run.last; i++) {
        const struct unit *unit = &view->diff->units.at[i];

        if (i == run.fold_first && folded)
            screen_print(page->screen, PAINT_FAINT, "(%zu %s%s the same)\n", folded,
                         view_part_name(view), folded == 1 ? "" : "s");
        if (i >= run.fold_first && i < run.fold_last)
            continue;
        screen_put(page->screen, SLICE("    "));
        screen_write_line(
            page->screen, PAINT_FAINT,
            text_at(page, true, view_span(view, &view->right, unit->right_first, unit->right_last)),
            CONTEXT_BYTES_SHOWN);
        screen_put(page->screen, SLICE("\n"));
    }
    return run.last;
}

static void show_units(const struct page *page)
{
    const struct units *units = &page->view->diff->units;

    for (size_t i = 0; i < units->count;) {
        if (view_has_change(&units->at[i]))
            show_unit(page, &units->at[i++]);
        else
            i = show_run(page, i);
    }
}

static void show_sentence(const struct page *page, bool is_right, uint32_t sentence)
{
    const struct screen *screen = page->screen;
    const struct view_side *side = is_right ? &page->view->right : &page->view->left;

    screen_write_line(screen, PAINT_PLAIN,
                      text_at(page, is_right, side->document->sentences.at[sentence].span),
                      UNIT_BYTES_SHOWN);
    screen_put(screen, SLICE("\n"));
}

static void show_only_in(const struct page *page, struct slice name, const char *side)
{
    screen_print(page->screen, PAINT_STRONG, "only in ");
    screen_write(page->screen, PAINT_STRONG, name.len ? name : slice_of(side));
    screen_put(page->screen, SLICE("\n"));
}

static void show_facts(const struct page *page)
{
    const struct screen *screen = page->screen;
    const struct facts *facts = &page->view->diff->facts;

    screen_print(screen, PAINT_STRONG, "told by both\n");
    for (size_t i = 0; i < facts->shared.count; i++) {
        screen_put(screen, SLICE("  < "));
        show_sentence(page, false, facts->shared.at[i].left);
        screen_put(screen, SLICE("  > "));
        show_sentence(page, true, facts->shared.at[i].right);
    }
    for (size_t i = 0; i < facts->conflicts.count; i++) {
        const struct conflict *conflict = &facts->conflicts.at[i];
        screen_print(screen, PAINT_ALERT, "  ! %.*s: ", SLICE_ARGS(conflict->what));
        show_side(page, false, conflict->left);
        screen_put(screen, SLICE(" "));
        show_side(page, true, conflict->right);
        screen_put(screen, SLICE("\n"));
    }
    show_only_in(page, page->view->left.name, "left");
    for (size_t i = 0; i < facts->left.count; i++) {
        screen_put(screen, SLICE("    "));
        show_sentence(page, false, facts->left.at[i]);
    }
    show_only_in(page, page->view->right.name, "right");
    for (size_t i = 0; i < facts->right.count; i++) {
        screen_put(screen, SLICE("    "));
        show_sentence(page, true, facts->right.at[i]);
    }
}

void text_write(const struct view *view, const struct screen *screen)
{
    const struct page page = {view, screen};

    screen_write(screen, PAINT_STRONG, view->diff->verdict);
    screen_put(screen, SLICE("\n\n"));
    if (view->diff->has_facts)
        show_facts(&page);
    else
        show_units(&page);
    if (view->diff->truncated)
        screen_print(screen, PAINT_FAINT, "The texts are so unlike that not all was compared.\n");
}
