/* entities: who and what is named, by type. */
#include "commands/subject.h"
#include "news/coreference.h"

static void show_value(const struct screen *screen, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NONE:
        break;
    case VALUE_TEXT:
        screen_print(screen, PAINT_FAINT, "  = %.*s", SLICE_ARGS(value->text));
        break;
    case VALUE_NUMBER:
        screen_print(screen, PAINT_FAINT, "  = %.15g", value->number);
        break;
    case VALUE_MONEY:
        screen_print(screen, PAINT_FAINT, "  = %.15g %.*s", value->number, SLICE_ARGS(value->text));
        break;
    }
}

static void show_list(const struct screen *screen, const char *lead, const struct slices *words)
{
    for (size_t i = 0; i < words->count; i++) {
        screen_print(screen, PAINT_FAINT, "%s", i ? "; " : lead);
        screen_write_line(screen, PAINT_FAINT, words->at[i], 200);
    }
}

/* "meant by she, her": each word once. */
static void show_references(const struct screen *screen, const struct subject *subject,
                            const struct references *references, uint32_t entity)
{
    size_t shown = 0;

    for (size_t i = 0; i < references->count; i++) {
        struct slice word = slice_at(subject->text, references->at[i].span);
        bool is_known = references->at[i].entity != entity;
        for (size_t k = 0; k < i && !is_known; k++)
            is_known = references->at[k].entity == entity &&
                       slice_equal(slice_at(subject->text, references->at[k].span), word);
        if (is_known)
            continue;
        screen_print(screen, PAINT_FAINT, "%s", shown++ ? ", " : "  meant by ");
        screen_write_line(screen, PAINT_FAINT, word, 200);
    }
}

static void show_entity(const struct screen *screen, const struct subject *subject,
                        const struct references *references, uint32_t index)
{
    const struct entity *entity = &subject->analysis->entities.at[index];

    fputs("  ", stdout);
    screen_write_line(screen, subject_paint(entity->type), entity->name, 200);
    if (entity->mentions.count > 1)
        screen_print(screen, PAINT_PLAIN, "  %zu times", entity->mentions.count);
    show_value(screen, &entity->value);
    show_list(screen, "  also ", &entity->aliases);
    show_list(screen, "  – ", &entity->roles);
    show_references(screen, subject, references, index);
    putchar('\n');
}

static int show(const struct session *session, struct arena *arena, const struct subject *subject)
{
    const struct screen *screen = &session->screen;
    const struct entities *entities = &subject->analysis->entities;
    struct references references = {0};
    uint32_t types, shown = 0;
    int code = asked_entity_types(&session->asked, &types);

    if (code == EXIT_OK && session->asked.coreference &&
        coreference_find(arena, session->startup.models, &subject->document, subject->analysis,
                         &references))
        code = command_fail(EXIT_FAULT, "no memory");
    for (uint32_t type = 0; code == EXIT_OK && type < ENTITY_TYPE_COUNT; type++) {
        bool has_heading = false;
        for (uint32_t i = 0; i < entities->count; i++) {
            if (entities->at[i].type != type || !(types >> type & 1))
                continue;
            if (!has_heading)
                screen_print(screen, PAINT_STRONG, "%.*s\n", SLICE_ARGS(entity_type_names[type]));
            has_heading = true;
            shown++;
            show_entity(screen, subject, &references, i);
        }
    }
    if (code == EXIT_OK && shown == 0)
        screen_print(screen, PAINT_FAINT, "nobody and nothing is named\n");
    return code;
}

int command_entities(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "entities", 1, SIZE_MAX);

    if (code == EXIT_OK)
        code = subject_each(&session, "/v1/entities", show);
    session_end(&session);
    return code;
}
