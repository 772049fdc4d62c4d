#include "forms/view.h"

bool view_has_change(const struct unit *unit)
{
    return unit->relation != RELATION_SAME &&
           !(unit->relation == RELATION_EDITED && unit->edits.count == 0 && !unit->moved);
}

struct view_run view_run_at(const struct view *view, size_t first)
{
    const struct units *units = &view->diff->units;
    struct view_run run = {.last = first, .fold_first = first};

    while (run.last < units->count && !view_has_change(&units->at[run.last]))
        run.last++;
    run.fold_last = run.last;
    if (first > 0)
        run.fold_first += view->context;
    if (run.last < units->count)
        run.fold_last = run.last > view->context ? run.last - view->context : 0;
    if (run.fold_first >= run.fold_last)
        run.fold_first = run.fold_last = run.last;
    return run;
}

struct span view_span(const struct view *view, const struct view_side *side, uint32_t first,
                      uint32_t last)
{
    const struct document *document = side->document;

    if (first == last)
        return (struct span){0, 0};
    if (view->level == LEVEL_SENTENCE)
        return (struct span){document->sentences.at[first].span.begin,
                             document->sentences.at[last - 1].span.end};
    return (struct span){document->paragraphs.at[first].span.begin,
                         document->paragraphs.at[last - 1].span.end};
}

struct span view_gap(const struct view *view, const struct view_side *side, struct span parts)
{
    if (parts.begin == parts.end)
        return (struct span){0, 0};
    return (struct span){view_span(view, side, parts.begin - 1, parts.begin).end,
                         view_span(view, side, parts.end, parts.end + 1).begin};
}

const char *view_part_name(const struct view *view)
{
    return view->level == LEVEL_SENTENCE ? "sentence" : "paragraph";
}
