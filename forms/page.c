#include "forms/page.h"

const struct slice page_layout_names[2] = {SLICE_INIT("inline"), SLICE_INIT("side_by_side")};

#define STYLE                                                                                      \
    ":root{color-scheme:light dark;--del:#ffd7d5;--ins:#c8f3d0;--line:#8888}"                      \
    "@media(prefers-color-scheme:dark){:root{--del:#67201d;--ins:#15512a}}"                        \
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70em;margin:0 auto;padding:1em}"            \
    "h1{font-size:1.3em}h2{font-size:1.1em;margin-top:2em}h3{font-size:.85em;margin:1.2em 0 .2em}" \
    ".verdict{font-size:1.1em}.text{white-space:pre-line;margin:.2em 0;overflow-wrap:anywhere}"    \
    "mark{background:none;color:inherit}del{background:var(--del)}"                                \
    "ins{background:var(--ins);text-decoration:none;border-bottom:2px solid #2a8a45}"              \
    "mark.factual{outline:2px solid #b35900;outline-offset:1px}"                                   \
    "mark.cosmetic del,mark.cosmetic ins{opacity:.65}"                                             \
    "table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;text-align:left;"               \
    "vertical-align:top}.sides{width:100%;table-layout:fixed}.sides td,.sides th{border-top:1px "  \
    "solid var(--line)}.kind{font-size:.8em;font-weight:600}.same{opacity:.75}"                    \
    "summary{cursor:pointer;margin:.6em 0}.unseen{position:absolute;width:1px;height:1px;"         \
    "overflow:hidden;clip-path:inset(50%);white-space:nowrap}"

struct page {
    const struct view *view;
    struct sheet *sheet;
    enum page_layout layout;
};

/* Which text of an edited unit is shown: both sides woven together, or one of them. */
enum weave { WEAVE_BOTH, WEAVE_LEFT, WEAVE_RIGHT };

static void put(const struct page *page, const char *markup)
{
    sheet_add(page->sheet, slice_of(markup));
}

static void put_text(const struct page *page, struct slice text)
{
    sheet_add_escaped(page->sheet, text);
}

static void put_span(const struct page *page, const struct view_side *side, struct span span)
{
    put_text(page, slice_at(side->document->text, span));
}

static struct slice name_of(const struct view_side *side, const char *otherwise)
{
    return side->name.len ? side->name : slice_of(otherwise);
}

/* ---- edits ---- */

static void put_deleted(const struct page *page, struct span span)
{
    if (!span_length(span))
        return;
    put(page, "<del><span class=\"unseen\">[deleted: </span>");
    put_span(page, &page->view->left, span);
    put(page, "<span class=\"unseen\">]</span></del>");
}

static void put_inserted(const struct page *page, struct span span)
{
    if (!span_length(span))
        return;
    put(page, "<ins><span class=\"unseen\">[inserted: </span>");
    put_span(page, &page->view->right, span);
    put(page, "<span class=\"unseen\">]</span></ins>");
}

static void put_edit(const struct page *page, const struct edit *edit, enum weave weave)
{
    struct slice class = edit_class_names[edit->class];
    struct slice severity = severity_names[edit->severity];

    if ((weave == WEAVE_LEFT && !span_length(edit->left)) ||
        (weave == WEAVE_RIGHT && !span_length(edit->right)))
        return;
    sheet_print(page->sheet,
                "<mark class=\"%.*s\" data-class=\"%.*s\" data-severity=\"%.*s\" title=\"%.*s",
                SLICE_ARGS(severity), SLICE_ARGS(class), SLICE_ARGS(severity), SLICE_ARGS(class));
    if (edit->note.len) {
        put(page, ": ");
        put_text(page, edit->note);
    }
    put(page, "\">");
    if (weave != WEAVE_RIGHT)
        put_deleted(page, edit->left);
    if (weave != WEAVE_LEFT)
        put_inserted(page, edit->right);
    put(page, "</mark>");
}

/* Kept text; what stands between the pieces of a unit, in the gap, is shown elsewhere. */
static void put_kept(const struct page *page, const struct view_side *side, struct span gap,
                     struct span kept)
{
    if (gap.begin < gap.end && kept.begin <= gap.begin && gap.end <= kept.end) {
        put_span(page, side, (struct span){kept.begin, gap.begin});
        put(page, "\n(…)\n");
        kept.begin = gap.end;
    }
    put_span(page, side, kept);
}

/* The text of a unit that stands on both sides, with its edits. */
static void put_woven(const struct page *page, const struct unit *unit, enum weave weave)
{
    const struct view *view = page->view;
    const struct view_side *side = weave == WEAVE_LEFT ? &view->left : &view->right;
    struct span all = weave == WEAVE_LEFT
                          ? view_span(view, side, unit->left_first, unit->left_last)
                          : view_span(view, side, unit->right_first, unit->right_last);
    struct span gap = view_gap(view, side, weave == WEAVE_LEFT ? unit->left_gap : unit->right_gap);
    uint32_t at = all.begin;

    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];
        struct span own = weave == WEAVE_LEFT ? edit->left : edit->right;

        put_kept(page, side, gap, (struct span){at, own.begin});
        put_edit(page, edit, weave);
        at = own.end;
    }
    put_kept(page, side, gap, (struct span){at, all.end});
}

/* ---- units ---- */

static void put_numbers(const struct page *page, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        sheet_print(page->sheet, "%s%u", i > first ? "+" : "", i + 1);
}

/* "edited and moved paragraph 3 → 5" */
static void put_kind(const struct page *page, const struct unit *unit)
{
    sheet_print(page->sheet, "%.*s%s %s ", SLICE_ARGS(relation_names[unit->relation]),
                unit->moved && unit->relation != RELATION_MOVED ? " and moved" : "",
                view_part_name(page->view));
    put_numbers(page, unit->left_first, unit->left_last);
    if (unit->left_first < unit->left_last && unit->right_first < unit->right_last)
        put(page, " → ");
    put_numbers(page, unit->right_first, unit->right_last);
}

/* One side of a unit: a whole part that went or came, or the text with its edits. */
static void put_side(const struct page *page, const struct unit *unit, enum weave weave)
{
    const struct view *view = page->view;
    struct span left = view_span(view, &view->left, unit->left_first, unit->left_last);
    struct span right = view_span(view, &view->right, unit->right_first, unit->right_last);

    if (unit->relation == RELATION_REMOVED) {
        if (weave != WEAVE_RIGHT)
            put_deleted(page, left);
    } else if (unit->relation == RELATION_ADDED) {
        if (weave != WEAVE_LEFT)
            put_inserted(page, right);
    } else {
        put_woven(page, unit, weave);
    }
}

static void put_unit_attributes(const struct page *page, const struct unit *unit)
{
    sheet_print(page->sheet, " data-relation=\"%.*s\"%s",
                SLICE_ARGS(relation_names[unit->relation]), unit->moved ? " data-move" : "");
}

static void put_unit_inline(const struct page *page, const struct unit *unit)
{
    bool has_change = view_has_change(unit);

    put(page, has_change ? "<section" : "<section class=\"same\"");
    put_unit_attributes(page, unit);
    put(page, ">");
    if (has_change) {
        put(page, "<h3>");
        put_kind(page, unit);
        put(page, "</h3>");
    }
    put(page, "<p class=\"text\">");
    put_side(page, unit, WEAVE_BOTH);
    put(page, "</p></section>\n");
}

static void put_unit_beside(const struct page *page, const struct unit *unit)
{
    bool has_change = view_has_change(unit);

    put(page, has_change ? "<tr" : "<tr class=\"same\"");
    put_unit_attributes(page, unit);
    put(page, ">");
    for (int side = 0; side < 2; side++) {
        put(page, "<td>");
        if (has_change && side == (unit->relation == RELATION_ADDED)) {
            put(page, "<div class=\"kind\">");
            put_kind(page, unit);
            put(page, "</div>");
        }
        put(page, "<div class=\"text\">");
        put_side(page, unit, side ? WEAVE_RIGHT : WEAVE_LEFT);
        put(page, "</div></td>");
    }
    put(page, "</tr>\n");
}

static void put_unit(const struct page *page, const struct unit *unit)
{
    if (page->layout == LAYOUT_SIDE_BY_SIDE)
        put_unit_beside(page, unit);
    else
        put_unit_inline(page, unit);
}

static void open_sides(const struct page *page)
{
    if (page->layout != LAYOUT_SIDE_BY_SIDE)
        return;
    put(page, "<table class=\"sides\"><thead><tr><th scope=\"col\">");
    put_text(page, name_of(&page->view->left, "left"));
    put(page, "</th><th scope=\"col\">");
    put_text(page, name_of(&page->view->right, "right"));
    put(page, "</th></tr></thead><tbody>\n");
}

static void close_sides(const struct page *page)
{
    if (page->layout == LAYOUT_SIDE_BY_SIDE)
        put(page, "</tbody></table>\n");
}

/* Units without a change; those far from any change are folded away. */
static size_t put_run(const struct page *page, size_t first)
{
    const struct view *view = page->view;
    struct view_run run = view_run_at(view, first);
    size_t folded = run.fold_last - run.fold_first;

    for (size_t i = first; i < run.last; i++) {
        if (folded && i == run.fold_first) {
            close_sides(page);
            sheet_print(page->sheet, "<details><summary>%zu %s%s the same</summary>\n", folded,
                        view_part_name(view), folded == 1 ? "" : "s");
            open_sides(page);
        }
        put_unit(page, &view->diff->units.at[i]);
        if (folded && i + 1 == run.fold_last) {
            close_sides(page);
            put(page, "</details>\n");
            open_sides(page);
        }
    }
    return run.last;
}

static void put_units(const struct page *page)
{
    const struct units *units = &page->view->diff->units;

    put(page, "<main>\n<h2>Text</h2>\n");
    open_sides(page);
    for (size_t i = 0; i < units->count;) {
        if (view_has_change(&units->at[i]))
            put_unit(page, &units->at[i++]);
        else
            i = put_run(page, i);
    }
    close_sides(page);
    put(page, "</main>\n");
}

/* ---- what the two reports tell ---- */

static void put_sentence(const struct page *page, const struct view_side *side, uint32_t sentence)
{
    put(page, "<p class=\"text\">");
    put_span(page, side, side->document->sentences.at[sentence].span);
    put(page, "</p>");
}

static void put_only(const struct page *page, const struct view_side *side, const char *otherwise,
                     const struct indices *sentences)
{
    if (!sentences->count)
        return;
    put(page, "<h2>Only in ");
    put_text(page, name_of(side, otherwise));
    put(page, "</h2>\n");
    for (size_t i = 0; i < sentences->count; i++)
        put_sentence(page, side, sentences->at[i]);
}

static void put_facts(const struct page *page)
{
    const struct view *view = page->view;
    const struct facts *facts = &view->diff->facts;
    struct page beside = *page;

    beside.layout = LAYOUT_SIDE_BY_SIDE;
    put(page, "<main>\n");
    if (facts->conflicts.count)
        put(page, "<h2>Figures that conflict</h2>\n<ul>\n");
    for (size_t i = 0; i < facts->conflicts.count; i++) {
        put(page, "<li>");
        put_text(page, facts->conflicts.at[i].what);
        put(page, ": <mark class=\"factual\">");
        put_deleted(page, facts->conflicts.at[i].left);
        put(page, " ");
        put_inserted(page, facts->conflicts.at[i].right);
        put(page, "</mark></li>\n");
    }
    put(page,
        facts->conflicts.count ? "</ul>\n<h2>Told by both</h2>\n" : "<h2>Told by both</h2>\n");
    open_sides(&beside);
    for (size_t i = 0; i < facts->shared.count; i++) {
        put(page, "<tr><td>");
        put_sentence(page, &view->left, facts->shared.at[i].left);
        put(page, "</td><td>");
        put_sentence(page, &view->right, facts->shared.at[i].right);
        put(page, "</td></tr>\n");
    }
    close_sides(&beside);
    put_only(page, &view->left, "left", &facts->left);
    put_only(page, &view->right, "right", &facts->right);
    put(page, "</main>\n");
}

/* ---- quotes, names, numbers ---- */

static const struct quote *quote_at(const struct view_side *side, uint32_t quote)
{
    return &side->analysis->quotes.at[quote];
}

static void put_quote(const struct page *page, const struct quote_pair *pair)
{
    const struct view *view = page->view;
    const struct quote *last = pair->right != NO_QUOTE ? quote_at(&view->right, pair->right)
                                                       : quote_at(&view->left, pair->left);

    sheet_print(page->sheet, "<li>%.*s: ", SLICE_ARGS(quote_relation_names[pair->relation]));
    if (pair->left != NO_QUOTE)
        put_deleted(page, quote_at(&view->left, pair->left)->span);
    put(page, " ");
    if (pair->right != NO_QUOTE)
        put_inserted(page, quote_at(&view->right, pair->right)->span);
    if (pair->relation == QUOTES_SPEAKER) {
        const struct quote *before = quote_at(&view->left, pair->left);

        put(page, " — ");
        put_text(page, before->has_speaker ? before->speaker.name : SLICE("nobody"));
        put(page, " → ");
        put_text(page, last->has_speaker ? last->speaker.name : SLICE("nobody"));
    } else if (last->has_speaker) {
        put(page, " — ");
        put_text(page, last->speaker.name);
    }
    put(page, "</li>\n");
}

static void put_quotes(const struct page *page)
{
    const struct quote_pairs *pairs = &page->view->diff->quotes;
    size_t changed = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->at[i].relation == QUOTES_SAME)
            continue;
        if (changed++ == 0)
            put(page, "<h2>Quotes that changed</h2>\n<ul>\n");
        put_quote(page, &pairs->at[i]);
    }
    if (changed)
        put(page, "</ul>\n");
}

static void put_names(const struct page *page, const struct view_side *side, const char *otherwise,
                      bool is_right, const struct entity_pairs *pairs)
{
    if (!pairs->count)
        return;
    put(page, "<h2>Named only in ");
    put_text(page, name_of(side, otherwise));
    put(page, "</h2>\n<ul>\n");
    for (size_t i = 0; i < pairs->count; i++) {
        put(page, "<li>");
        put_text(
            page,
            side->analysis->entities.at[is_right ? pairs->at[i].right : pairs->at[i].left].name);
        put(page, "</li>\n");
    }
    put(page, "</ul>\n");
}

static void put_figures(const struct page *page)
{
    const struct view *view = page->view;
    const struct number_pairs *numbers = &view->diff->numbers;

    if (!numbers->count)
        return;
    put(page, "<h2>Numbers and dates that changed</h2>\n<ul>\n");
    for (size_t i = 0; i < numbers->count; i++) {
        put(page, "<li>");
        put_deleted(page, view->left.analysis->mentions.at[numbers->at[i].left].span);
        put(page, " ");
        put_inserted(page, view->right.analysis->mentions.at[numbers->at[i].right].span);
        put(page, "</li>\n");
    }
    put(page, "</ul>\n");
}

/* ---- the whole ---- */

static void put_counts(const struct page *page, const char *caption, const struct slice *names,
                       const uint32_t *counts, size_t count)
{
    sheet_print(page->sheet, "<tr><th scope=\"row\">%s</th><td>", caption);
    for (size_t i = 0, shown = 0; i < count; i++)
        if (counts[i])
            sheet_print(page->sheet, "%s%u %.*s", shown++ ? ", " : "", counts[i],
                        SLICE_ARGS(names[i]));
    put(page, "</td></tr>\n");
}

static void put_head(const struct page *page)
{
    const struct view *view = page->view;
    const struct diff_counts *counts = &view->diff->counts;

    put(page, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
              "name=\"viewport\" content=\"width=device-width\"><title>");
    put_text(page, name_of(&view->left, "left"));
    put(page, " → ");
    put_text(page, name_of(&view->right, "right"));
    put(page, "</title><style>" STYLE "</style></head><body>\n<header><h1>");
    put_text(page, name_of(&view->left, "left"));
    put(page, " → ");
    put_text(page, name_of(&view->right, "right"));
    put(page, "</h1><p class=\"verdict\">");
    put_text(page, view->diff->verdict);
    put(page, "</p>\n");
    if (view->diff->truncated)
        put(page, "<p>The texts are so unlike that not all was compared.</p>\n");
    if (!view->diff->has_facts) {
        put(page, "<table>\n");
        put_counts(page, view->level == LEVEL_SENTENCE ? "Sentences" : "Paragraphs", relation_names,
                   counts->relation, RELATION_COUNT);
        put_counts(page, "Edits", severity_names, counts->severity, SEVERITY_COUNT);
        put_counts(page, "of class", edit_class_names, counts->class, CLASS_COUNT);
        put(page, "</table>\n");
    }
    put(page, "</header>\n");
}

void page_write(const struct view *view, enum page_layout layout, struct sheet *sheet)
{
    const struct page page = {view, sheet, layout};

    put_head(&page);
    if (view->diff->has_facts)
        put_facts(&page);
    else
        put_units(&page);
    put(&page, "<aside>\n");
    put_figures(&page);
    put_quotes(&page);
    put_names(&page, &view->left, "left", false, &view->diff->left_only);
    put_names(&page, &view->right, "right", true, &view->diff->right_only);
    put(&page, "</aside>\n</body></html>\n");
}
