#include "config/config.h"

#include <ini.h>

#include "base/array.h"
#include "base/checked.h"
#include "config/option.h"
#include "config/origin.h"

enum { NAME_BYTES = 64 };

struct words {
    const char **at;
    size_t count, capacity;
};

/* What is being read: where it came from, for messages and for "a later origin replaces". */
struct reading {
    struct arena *arena;
    struct config *config;
    struct problem *problem;
    enum config_origin origin;
    const char *file;
    enum error error;
};

static enum error set_count(struct reading *reading, const struct option *option, int64_t *field,
                            struct slice value)
{
    if (checked_parse(slice_trim(value), option->min, option->max, field))
        return problem_set(reading->problem, ERROR_BAD_CONFIG,
                           "%s: \"%.*s\" is not a whole number from %lld to %lld%s%s", option->name,
                           SLICE_ARGS(value), (long long)option->min, (long long)option->max,
                           *option->unit ? " " : "", option->unit);
    return ERROR_OK;
}

static enum error set_flag(struct reading *reading, const struct option *option, bool *field,
                           struct slice value)
{
    static const struct {
        const char *word;
        bool is_on;
    } words[] = {{"true", true},   {"yes", true}, {"on", true},   {"1", true},
                 {"false", false}, {"no", false}, {"off", false}, {"0", false}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(slice_trim(value), words[i].word)) {
            *field = words[i].is_on;
            return ERROR_OK;
        }
    return problem_set(reading->problem, ERROR_BAD_CONFIG, "%s: \"%.*s\" is neither true nor false",
                       option->name, SLICE_ARGS(value));
}

/* Adds to the list; the first value of an origin replaces what an earlier origin gave. */
static enum error add_to_list(struct reading *reading, struct config_list *list, struct slice value,
                              bool begins)
{
    bool splits = reading->origin != ORIGIN_FLAG;
    struct words words = {NULL, 0, 0};
    struct slice piece;

    for (size_t i = 0; !begins && i < list->count; i++) {
        const char **word = array_push(reading->arena, &words);
        if (!word)
            return ERROR_NO_MEMORY;
        *word = list->at[i];
    }
    while (splits ? slice_cut(&value, ',', &piece) : value.len > 0) {
        const char **word;
        struct slice copy;
        if (!splits) {
            piece = value;
            value.len = 0;
        }
        piece = slice_trim(piece);
        if (piece.len == 0)
            continue;
        word = array_push(reading->arena, &words);
        if (!word || arena_copy(reading->arena, piece, &copy))
            return ERROR_NO_MEMORY;
        *word = copy.ptr;
    }
    *list = (struct config_list){words.at, words.count};
    return ERROR_OK;
}

static enum error set_option(struct reading *reading, size_t index, struct slice value)
{
    const struct option *option = &options[index];
    char *field = (char *)reading->config + option->offset;
    bool begins = reading->config->origins[index] != reading->origin;
    struct slice copy;
    enum error error = ERROR_OK;

    switch (option->type) {
    case OPTION_IS_COUNT:
        error = set_count(reading, option, (int64_t *)(void *)field, value);
        break;
    case OPTION_IS_FLAG:
        error = set_flag(reading, option, (bool *)field, value);
        break;
    case OPTION_IS_WORD:
        error = arena_copy(reading->arena, slice_trim(value), &copy);
        if (!error)
            memcpy(field, &copy.ptr, sizeof copy.ptr);
        break;
    case OPTION_IS_LIST:
        error = add_to_list(reading, (struct config_list *)(void *)field, value, begins);
        break;
    }
    if (!error)
        reading->config->origins[index] = reading->origin;
    return error;
}

static enum error read_defaults(struct reading *reading)
{
    reading->origin = ORIGIN_DEFAULT;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        enum error error = set_option(reading, i, slice_of(options[i].fallback));
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* libinih's call-back: one `name = value`; 0 stops with an error. */
static int take_line(void *user, const char *section, const char *name, const char *value)
{
    struct reading *reading = user;
    size_t index = option_find(slice_of(name), '_');

    if (*section)
        reading->error = problem_set(reading->problem, ERROR_BAD_CONFIG,
                                     "sections are not used; [%s] must go", section);
    else if (index == OPTION_COUNT)
        reading->error =
            problem_set(reading->problem, ERROR_BAD_CONFIG, "there is no option \"%s\"%s%s", name,
                        option_like(slice_of(name)) ? "; did you mean " : "",
                        option_like(slice_of(name)) ? option_like(slice_of(name)) : "");
    else
        reading->error = set_option(reading, index, slice_of(value));
    return reading->error == ERROR_OK;
}

static enum error read_file(struct reading *reading, const char *file)
{
    int line;
    struct slice why = SLICE("it is not of the form name = value");

    reading->origin = ORIGIN_FILE;
    reading->config->file = file;
    line = ini_parse(file, take_line, reading);
    if (line == 0)
        return ERROR_OK;
    if (line < 0)
        return problem_set(reading->problem, ERROR_BAD_CONFIG, "cannot read the file %s", file);
    if (reading->error == ERROR_NO_MEMORY)
        return reading->error;
    if (reading->error)
        why = reading->problem->detail;
    return problem_set(reading->problem, ERROR_BAD_CONFIG, "%s, line %d: %.*s", file, line,
                       SLICE_ARGS(why));
}

/* The value of COPYDESK_NAME in the environment; NULL when it is not set. */
static const char *environment_value(const char *const *environment, const char *name)
{
    static const char prefix[] = "COPYDESK_";
    size_t prefix_len = sizeof prefix - 1, len = strlen(name);

    for (; environment && *environment; environment++) {
        const char *entry = *environment;
        size_t i = 0;
        if (strncmp(entry, prefix, prefix_len) != 0)
            continue;
        entry += prefix_len;
        while (i < len && (entry[i] | 0x20) == (name[i] | 0x20))
            i++;
        if (i == len && entry[i] == '=')
            return entry + i + 1;
    }
    return NULL;
}

/* Puts the variable's name in place of the option's, with which every such sentence begins. */
static enum error name_variable(struct reading *reading, const char *option)
{
    struct slice words = reading->problem->detail;
    char name[NAME_BYTES];
    size_t len = 0;

    for (; option[len] && len + 1 < sizeof name; len++)
        name[len] = (char)(option[len] >= 'a' && option[len] <= 'z' ? option[len] - ('a' - 'A')
                                                                    : option[len]);
    name[len] = '\0';
    return problem_set(reading->problem, ERROR_BAD_CONFIG, "in the environment: COPYDESK_%s%.*s",
                       name, SLICE_ARGS(slice_part(words, len, words.len)));
}

static enum error read_environment(struct reading *reading, const char *const *environment)
{
    reading->origin = ORIGIN_ENVIRONMENT;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const char *value = environment_value(environment, options[i].name);
        enum error error = value && *value ? set_option(reading, i, slice_of(value)) : ERROR_OK;
        if (error == ERROR_BAD_CONFIG && reading->problem)
            return name_variable(reading, options[i].name);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* The option that a flag's name means; `off` when it came as --no-NAME. OPTION_COUNT: none. */
static size_t find_flag(struct slice name, bool *off)
{
    size_t index = option_find(name, '-');

    *off = false;
    if (index < OPTION_COUNT || !slice_starts(name, SLICE("no-")))
        return index;
    index = option_find(slice_part(name, 3, name.len), '-');
    *off = index < OPTION_COUNT && options[index].type == OPTION_IS_FLAG;
    return *off ? index : OPTION_COUNT;
}

/* Reads the flag at *at, moving past it; *taken is false when it is not in the table. */
static enum error read_flag(struct reading *reading, const struct config_input *input, int *at,
                            bool *taken)
{
    struct slice word = slice_of(input->arguments[*at]), name, value = {NULL, 0};
    size_t equals = slice_find(word, '=', 0), index;
    bool off;

    *taken = false;
    if (!slice_starts(word, SLICE("--")) || word.len == 2)
        return ERROR_OK;
    name = slice_part(word, 2, equals);
    if (equals < word.len)
        value = slice_part(word, equals + 1, word.len);
    index = find_flag(name, &off);
    if (index == OPTION_COUNT)
        return ERROR_OK;
    *taken = true;
    if (options[index].type == OPTION_IS_FLAG && !value.ptr)
        value = off ? SLICE("false") : SLICE("true");
    if (!value.ptr && *at + 1 < input->argument_count)
        value = slice_of(input->arguments[++*at]);
    ++*at;
    if (!value.ptr)
        return problem_set(reading->problem, ERROR_BAD_CONFIG, "--%.*s needs a value",
                           SLICE_ARGS(name));
    return set_option(reading, index, value);
}

static enum error read_flags(struct reading *reading, const struct config_input *input,
                             struct config_rest *rest)
{
    bool verbatim = false;

    reading->origin = ORIGIN_FLAG;
    for (int at = 0; at < input->argument_count;) {
        const char *argument = input->arguments[at], **word;
        bool taken = false;
        enum error error;
        if (!verbatim && strncmp(argument, "--config", 8) == 0 &&
            (argument[8] == '\0' || argument[8] == '=')) {
            at += argument[8] == '=' ? 1 : 2;
            continue;
        }
        error = verbatim ? ERROR_OK : read_flag(reading, input, &at, &taken);
        if (error)
            return error;
        if (taken)
            continue;
        verbatim = verbatim || strcmp(argument, "--") == 0;
        word = array_push(reading->arena, rest);
        if (!word)
            return ERROR_NO_MEMORY;
        *word = argument;
        at++;
    }
    return ERROR_OK;
}

/* The file named by --config, else by COPYDESK_CONFIG; NULL when there is none. */
static enum error find_file(struct reading *reading, const struct config_input *input,
                            const char **file)
{
    *file = environment_value(input->environment, "CONFIG");
    for (int i = 0; i < input->argument_count && strcmp(input->arguments[i], "--") != 0; i++) {
        if (strncmp(input->arguments[i], "--config=", 9) == 0)
            *file = input->arguments[i] + 9;
        if (strcmp(input->arguments[i], "--config") != 0)
            continue;
        if (i + 1 == input->argument_count)
            return problem_set(reading->problem, ERROR_BAD_CONFIG, "--config needs a file");
        *file = input->arguments[++i];
    }
    return ERROR_OK;
}

static enum error check_origins(const struct config_list *origins, struct problem *problem)
{
    for (size_t i = 0; i < origins->count; i++)
        if (!origin_is_valid(slice_of(origins->at[i])))
            return problem_set(problem, ERROR_BAD_CONFIG,
                               "cors_origin: \"%s\" is neither * nor an origin such as "
                               "https://example.org or http://localhost:3000",
                               origins->at[i]);
    return ERROR_OK;
}

enum error config_load(struct arena *arena, const struct config_input *input, struct config *out,
                       struct config_rest *rest, struct problem *problem)
{
    struct config config = {.file = NULL};
    struct config_rest others = {NULL, 0, 0};
    struct reading reading = {.arena = arena, .config = &config, .problem = problem};
    const char *file;
    enum error error = read_defaults(&reading);

    if (!error)
        error = find_file(&reading, input, &file);
    if (!error && file && *file)
        error = read_file(&reading, file);
    if (!error)
        error = read_environment(&reading, input->environment);
    if (!error)
        error = read_flags(&reading, input, &others);
    if (!error)
        error = check_origins(&config.cors_origin, problem);
    if (error)
        return error;
    *out = config;
    *rest = others;
    return ERROR_OK;
}
