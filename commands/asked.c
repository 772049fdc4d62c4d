#include "commands/asked.h"

#include "base/checked.h"
#include "commands/command.h"
#include "schemas/names.h"

void asked_take(struct config_rest *rest, const char *command, struct asked *out)
{
    bool is_diff = strcmp(command, "diff") == 0;
    bool is_entities = strcmp(command, "entities") == 0;
    bool has_types = is_entities || strcmp(command, "quotes") == 0;

    *out = (struct asked){
        .as_json = startup_take_flag(rest, "--json"),
        .published = startup_take(rest, "--published"),
        .types = has_types ? startup_take(rest, "--types") : NULL,
        .coreference = is_entities && startup_take_flag(rest, "--coreference"),
        .level = is_diff ? startup_take(rest, "--level") : NULL,
        .mode = is_diff ? startup_take(rest, "--mode") : NULL,
        .ignore = is_diff ? startup_take(rest, "--ignore") : NULL,
        .as_patch = is_diff && startup_take_flag(rest, "--patch"),
        .as_html = is_diff && startup_take_flag(rest, "--html"),
        .context = is_diff ? startup_take(rest, "--context") : NULL,
        .layout = is_diff ? startup_take(rest, "--layout") : NULL,
    };
}

/* Adds "&name=value" with every byte that is not a letter, digit, comma or underline escaped. */
static enum error add_option(struct arena *arena, const char *name, const char *value,
                             struct slice *query)
{
    enum error error = ERROR_OK;

    if (!value)
        return ERROR_OK;
    error = arena_print(arena, query, "%.*s%s%s=", SLICE_ARGS(*query), query->len ? "&" : "", name);
    for (; !error && *value; value++) {
        unsigned char c = (unsigned char)*value;
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     c == ',' || c == '_';
        error = arena_print(arena, query, plain ? "%.*s%c" : "%.*s%%%02X", SLICE_ARGS(*query), c);
    }
    return error;
}

enum error asked_query(struct arena *arena, const struct asked *asked, struct slice *out)
{
    const struct {
        const char *name, *value;
    } options[] = {{"types", asked->types},   {"coreference", asked->coreference ? "true" : NULL},
                   {"level", asked->level},   {"mode", asked->mode},
                   {"ignore", asked->ignore}, {"context", asked->context},
                   {"layout", asked->layout}};

    *out = SLICE("");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        enum error error = add_option(arena, options[i].name, options[i].value, out);
        if (error)
            return error;
    }
    return ERROR_OK;
}

static int refuse(const char *flag, struct slice word, const struct name_table *names)
{
    (void)command_fail(EXIT_USAGE, "%s: \"%.*s\" is none of:", flag, SLICE_ARGS(word));
    for (uint32_t i = 0; i < names->count; i++)
        if (names->at[i].ptr)
            fprintf(stderr, "  %.*s\n", SLICE_ARGS(names->at[i]));
    return EXIT_USAGE;
}

/* A comma-separated list of a table's names as a bit set; NULL gives `fallback`. */
static int read_names(const char *flag, const char *list, const struct name_table *names,
                      uint32_t fallback, uint32_t *out)
{
    struct slice rest = slice_of(list), word;

    *out = list ? 0 : fallback;
    while (slice_cut(&rest, ',', &word)) {
        uint32_t i = 0;
        while (i < names->count && !slice_equal(names->at[i], word))
            i++;
        if (i == names->count)
            return refuse(flag, word, names);
        *out |= 1u << i;
    }
    return EXIT_OK;
}

/* One name of a table, as its index. */
static int read_name(const char *flag, const char *word, const struct name_table *names,
                     uint32_t fallback, uint32_t *out)
{
    uint32_t i = 0;

    *out = fallback;
    if (!word)
        return EXIT_OK;
    while (i < names->count && !(names->at[i].ptr && slice_is(names->at[i], word)))
        i++;
    if (i == names->count)
        return refuse(flag, slice_of(word), names);
    *out = i;
    return EXIT_OK;
}

int asked_entity_types(const struct asked *asked, uint32_t *out)
{
    return read_names("--types", asked->types, &entity_types_table, UINT32_MAX, out);
}

int asked_quote_types(const struct asked *asked, uint32_t *out)
{
    return read_names("--types", asked->types, &quote_types_table, ~(1u << QUOTE_SCARE), out);
}

int asked_context(const struct asked *asked, uint32_t otherwise, uint32_t *out)
{
    enum { CONTEXT_MAX = 1000 };

    int64_t number = otherwise;

    if (asked->context && checked_parse(slice_of(asked->context), 0, CONTEXT_MAX, &number))
        return command_fail(EXIT_USAGE, "--context: \"%s\" is no number from 0 to %d",
                            asked->context, CONTEXT_MAX);
    *out = (uint32_t)number;
    return EXIT_OK;
}

int asked_layout(const struct asked *asked, uint32_t *out)
{
    return read_name("--layout", asked->layout, &diff_layouts_table, 0, out);
}

int asked_diff_options(const struct asked *asked, struct diff_options *out)
{
    uint32_t level = LEVEL_PARAGRAPH, mode = 0, ignore = 0;
    int code = read_name("--level", asked->level, &diff_levels_table, LEVEL_PARAGRAPH, &level);

    if (code == EXIT_OK)
        code = read_name("--mode", asked->mode, &diff_mode_choice_table, MODE_AUTO, &mode);
    if (code == EXIT_OK)
        code = read_names("--ignore", asked->ignore, &edit_classes_table, 0, &ignore);
    *out = (struct diff_options){(enum diff_level)level, (enum diff_mode)mode, ignore};
    return code;
}
