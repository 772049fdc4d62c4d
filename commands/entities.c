/* entities: who and what is named, by type. */
#include "commands/subject.h"

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

static void show_entity(const struct screen *screen, const struct entity *entity)
{
    fputs("  ", stdout);
    screen_write_line(screen, subject_paint(entity->type), entity->name, 200);
    if (entity->mentions.count > 1)
        screen_print(screen, PAINT_PLAIN, "  %zu times", entity->mentions.count);
    show_value(screen, &entity->value);
    show_list(screen, "  also ", &entity->aliases);
    show_list(screen, "  – ", &entity->roles);
    putchar('\n');
}

static void show(const struct screen *screen, const struct startup *startup, struct arena *arena,
                 const struct subject *subject)
{
    const struct entities *entities = &subject->analysis->entities;

    (void)startup;
    (void)arena;
    for (int type = 0; type < ENTITY_TYPE_COUNT; type++) {
        bool has_heading = false;
        for (size_t i = 0; i < entities->count; i++) {
            if ((int)entities->at[i].type != type)
                continue;
            if (!has_heading)
                screen_print(screen, PAINT_STRONG, "%.*s\n", SLICE_ARGS(entity_type_names[type]));
            has_heading = true;
            show_entity(screen, &entities->at[i]);
        }
    }
    if (entities->count == 0)
        screen_print(screen, PAINT_FAINT, "nobody and nothing is named\n");
}

int command_entities(const struct config_input *input)
{
    struct startup startup;
    struct screen screen;
    bool as_json;
    int code = subject_begin(&startup, input, "entities", SIZE_MAX, &screen, &as_json);

    if (code == EXIT_OK)
        code = subject_each(&startup, &screen, as_json ? "/v1/entities" : NULL, show);
    startup_close(&startup);
    return code;
}
