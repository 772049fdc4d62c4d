/* related: copies of an article in the corpus, and other reports of its event. */
#include "commands/subject.h"

static void show_related(const struct screen *screen, const struct subject *subject,
                         const struct related *related)
{
    const struct article *article = generation_article(subject->generation, related->article);

    screen_write_line(screen, PAINT_STRONG, article->id, 256);
    screen_print(screen, PAINT_PLAIN, "  %.*s", SLICE_ARGS(likeness_names[related->relation]));
    if (related->relation == LIKENESS_SAME_EVENT)
        screen_print(screen, PAINT_FAINT, "  score %.2f", related->score);
    else
        screen_print(screen, PAINT_FAINT, "  %.0f %% of this text, %.0f %% of that, %u words",
                     related->overlap.containment_left * 100,
                     related->overlap.containment_right * 100, related->shared_words);
    if (article->title.len) {
        fputs("\n    ", stdout);
        screen_write_line(screen, PAINT_PLAIN, article->title, 300);
    }
    for (size_t i = 0; i < related->shared_entities.count; i++) {
        const struct corpus_entity *entity =
            corpus_entity(subject->generation, related->shared_entities.at[i]);
        fputs(i ? ", " : "\n    ", stdout);
        screen_write_line(screen, subject_paint(entity->type), entity->name, 100);
    }
    putchar('\n');
}

static int show(const struct session *session, struct arena *arena, const struct subject *subject)
{
    struct related_list list;

    if (corpus_find_related(subject->generation, arena, &subject->document, subject->analysis,
                            subject->published, subject->article, &list))
        return command_fail(EXIT_FAULT, "out of memory");
    for (size_t i = 0; i < list.count; i++)
        show_related(&session->screen, subject, &list.at[i]);
    if (list.count == 0)
        screen_print(&session->screen, PAINT_FAINT, "no copy and no other report in %u articles\n",
                     generation_count(subject->generation));
    return EXIT_OK;
}

int command_related(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "related", 1, SIZE_MAX);

    if (code == EXIT_OK)
        code = subject_each(&session, "/v1/related", show);
    session_end(&session);
    return code;
}
