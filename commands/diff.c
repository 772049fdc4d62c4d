/* diff: what differs between two reports, for a person: the verdict, then the units that changed.
 */
#include "news/diff.h"
#include "commands/subject.h"

enum { UNIT_BYTES_SHOWN = 4000 };

struct sides {
    const struct screen *screen;
    const struct subject *left, *right;
    const struct diff *diff;
    const struct diff_options *options;
};

/* Bytes of the paragraphs or sentences [first, last) of a side. */
static struct span part_span(const struct sides *sides, bool is_right, uint32_t first,
                             uint32_t last)
{
    const struct document *document = is_right ? &sides->right->document : &sides->left->document;

    if (first == last)
        return (struct span){0, 0};
    if (sides->options->level == LEVEL_SENTENCE)
        return (struct span){document->sentences.at[first].span.begin,
                             document->sentences.at[last - 1].span.end};
    return (struct span){document->paragraphs.at[first].span.begin,
                         document->paragraphs.at[last - 1].span.end};
}

static const char *part_name(const struct sides *sides)
{
    return sides->options->level == LEVEL_SENTENCE ? "sentence" : "paragraph";
}

static void show_side(const struct sides *sides, bool is_right, struct span span)
{
    const struct screen *screen = sides->screen;
    struct slice text = slice_at(is_right ? sides->right->text : sides->left->text, span);
    bool ends_in_blank = text.len && text.ptr[text.len - 1] == ' ';

    if (!screen->has_colour)
        fputs(is_right ? "{+" : "[-", stdout);
    screen_write_line(screen, is_right ? PAINT_INSERTED : PAINT_DELETED, text, UNIT_BYTES_SHOWN);
    if (!screen->has_colour)
        fputs(is_right ? "+}" : "-]", stdout);
    if (ends_in_blank)
        putchar(' ');
}

/* Kept text; each of its paragraphs begins a line of its own. */
static void show_kept(const struct screen *screen, struct slice text)
{
    struct slice line;

    while (slice_cut(&text, '\n', &line)) {
        bool is_last = text.ptr == NULL || text.len == 0;
        screen_write(screen, PAINT_PLAIN, line);
        if (!is_last && slice_trim(line).len)
            fputs("\n    ", stdout);
    }
}

/* The right side's text with its edits woven in: what went, then what came. */
static void show_edited(const struct sides *sides, const struct unit *unit)
{
    struct span right = part_span(sides, true, unit->right_first, unit->right_last);
    uint32_t at = right.begin;

    fputs("    ", stdout);
    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];
        show_kept(sides->screen,
                  slice_at(sides->right->text, (struct span){at, edit->right.begin}));
        if (span_length(edit->left))
            show_side(sides, false, edit->left);
        if (span_length(edit->right))
            show_side(sides, true, edit->right);
        at = edit->right.end;
    }
    show_kept(sides->screen, slice_at(sides->right->text, (struct span){at, right.end}));
    putchar('\n');
    for (size_t i = 0; i < unit->edits.count; i++) {
        const struct edit *edit = &unit->edits.at[i];
        if (edit->severity != SEVERITY_FACTUAL)
            continue;
        screen_print(sides->screen, PAINT_ALERT, "    ! %.*s changed",
                     SLICE_ARGS(edit_class_names[edit->class]));
        if (edit->note.len)
            screen_print(sides->screen, PAINT_FAINT, ": %.*s", SLICE_ARGS(edit->note));
        putchar('\n');
    }
}

static void show_numbers(const struct sides *sides, const struct unit *unit)
{
    const char *join = "";

    for (uint32_t i = unit->left_first; i < unit->left_last; i++, join = "+")
        screen_print(sides->screen, PAINT_FAINT, "%s%u", join, i + 1);
    fputs(unit->left_first < unit->left_last && unit->right_first < unit->right_last ? " → " : "",
          stdout);
    join = "";
    for (uint32_t i = unit->right_first; i < unit->right_last; i++, join = "+")
        screen_print(sides->screen, PAINT_FAINT, "%s%u", join, i + 1);
}

static void show_unit(const struct sides *sides, const struct unit *unit)
{
    struct span left = part_span(sides, false, unit->left_first, unit->left_last);
    struct span right = part_span(sides, true, unit->right_first, unit->right_last);

    screen_print(sides->screen, PAINT_STRONG, "%.*s%s ", SLICE_ARGS(relation_names[unit->relation]),
                 unit->moved && unit->relation != RELATION_MOVED ? " and moved" : "");
    screen_print(sides->screen, PAINT_FAINT, "%s ", part_name(sides));
    show_numbers(sides, unit);
    putchar('\n');
    if (unit->relation == RELATION_REMOVED || unit->relation == RELATION_ADDED) {
        fputs("    ", stdout);
        show_side(sides, unit->relation == RELATION_ADDED,
                  unit->relation == RELATION_ADDED ? right : left);
        putchar('\n');
    } else {
        show_edited(sides, unit);
    }
}

static void show_units(const struct sides *sides)
{
    const struct units *units = &sides->diff->units;
    uint32_t same = 0;

    for (size_t i = 0; i <= units->count; i++) {
        bool is_same = i < units->count && units->at[i].relation == RELATION_SAME;
        same += is_same;
        if (is_same)
            continue;
        if (same)
            screen_print(sides->screen, PAINT_FAINT, "(%u %s%s the same)\n", same, part_name(sides),
                         same == 1 ? "" : "s");
        same = 0;
        if (i < units->count)
            show_unit(sides, &units->at[i]);
    }
}

static void show_sentence(const struct sides *sides, bool is_right, uint32_t sentence)
{
    const struct subject *subject = is_right ? sides->right : sides->left;

    screen_write_line(sides->screen, PAINT_PLAIN,
                      slice_at(subject->text, subject->document.sentences.at[sentence].span),
                      UNIT_BYTES_SHOWN);
    putchar('\n');
}

static void show_facts(const struct sides *sides)
{
    const struct facts *facts = &sides->diff->facts;

    screen_print(sides->screen, PAINT_STRONG, "told by both\n");
    for (size_t i = 0; i < facts->shared.count; i++) {
        fputs("  < ", stdout);
        show_sentence(sides, false, facts->shared.at[i].left);
        fputs("  > ", stdout);
        show_sentence(sides, true, facts->shared.at[i].right);
    }
    for (size_t i = 0; i < facts->conflicts.count; i++) {
        const struct conflict *conflict = &facts->conflicts.at[i];
        screen_print(sides->screen, PAINT_ALERT, "  ! %.*s: ", SLICE_ARGS(conflict->what));
        show_side(sides, false, conflict->left);
        putchar(' ');
        show_side(sides, true, conflict->right);
        putchar('\n');
    }
    screen_print(sides->screen, PAINT_STRONG, "only in %.*s\n", SLICE_ARGS(sides->left->name));
    for (size_t i = 0; i < facts->left.count; i++) {
        fputs("    ", stdout);
        show_sentence(sides, false, facts->left.at[i]);
    }
    screen_print(sides->screen, PAINT_STRONG, "only in %.*s\n", SLICE_ARGS(sides->right->name));
    for (size_t i = 0; i < facts->right.count; i++) {
        fputs("    ", stdout);
        show_sentence(sides, true, facts->right.at[i]);
    }
}

static int show(const struct session *session, struct arena *arena, const struct subject *left,
                const struct subject *right)
{
    const struct diff_side left_side = {&left->document, left->analysis};
    const struct diff_side right_side = {&right->document, right->analysis};
    struct diff_options options;
    struct diff diff;
    struct sides sides = {&session->screen, left, right, &diff, &options};
    int code = asked_diff_options(&session->asked, &options);

    if (code != EXIT_OK)
        return code;
    if (diff_compute(arena, session->startup.models, &left_side, &right_side, &options, &diff))
        return command_fail(EXIT_FAULT, "out of memory");
    screen_write(sides.screen, PAINT_STRONG, diff.verdict);
    fputs("\n\n", stdout);
    if (diff.has_facts)
        show_facts(&sides);
    else
        show_units(&sides);
    if (diff.truncated)
        screen_print(sides.screen, PAINT_FAINT,
                     "The texts are so unlike that not all was compared.\n");
    return EXIT_OK;
}

/* Reads both sides on an arena of their own, which goes before the corpus they borrow from. */
static int compare(const struct session *session)
{
    const struct config_rest *rest = &session->startup.rest;
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct subject left = {.article = NO_ARTICLE}, right = left;
    int code = arena ? EXIT_OK : command_fail(EXIT_FAULT, "out of memory");

    if (code == EXIT_OK)
        code = subject_open(session, arena, rest->at[0], &left);
    if (code == EXIT_OK)
        code = subject_open(session, arena, rest->at[1], &right);
    if (code == EXIT_OK)
        code = session->asked.as_json ? subject_print_diff_reply(session, arena, &left, &right)
                                      : show(session, arena, &left, &right);
    arena_close(arena);
    return code;
}

int command_diff(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "diff", 2);

    if (code == EXIT_OK && strcmp(session.startup.rest.at[0], "-") == 0 &&
        strcmp(session.startup.rest.at[1], "-") == 0)
        code = command_fail(EXIT_USAGE, "diff: only one side can be standard input");
    if (code == EXIT_OK)
        code = compare(&session);
    session_end(&session);
    return code;
}
