#include "config/option.h"

static const char *const origin_names[] = {
    [ORIGIN_DEFAULT] = "default",
    [ORIGIN_FILE] = "file",
    [ORIGIN_ENVIRONMENT] = "environment",
    [ORIGIN_FLAG] = "command line",
};

static const char *const type_words[] = {
    [OPTION_IS_COUNT] = "N",
    [OPTION_IS_FLAG] = "",
    [OPTION_IS_WORD] = "WORD",
    [OPTION_IS_LIST] = "WORD (repeatable)",
};

static void print_value(const struct config *config, const struct option *option, FILE *stream)
{
    const void *field = (const char *)config + option->offset;

    switch (option->type) {
    case OPTION_IS_COUNT:
        fprintf(stream, "%lld", (long long)*(const int64_t *)field);
        break;
    case OPTION_IS_FLAG:
        fputs(*(const bool *)field ? "true" : "false", stream);
        break;
    case OPTION_IS_WORD:
        fputs(*(const char *const *)field, stream);
        break;
    case OPTION_IS_LIST: {
        const struct config_list *list = field;
        for (size_t i = 0; i < list->count; i++)
            fprintf(stream, "%s%s", i ? ", " : "", list->at[i]);
        break;
    }
    }
}

void config_print(const struct config *config, FILE *stream)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        fprintf(stream, "%s = ", options[i].name);
        print_value(config, &options[i], stream);
        if (config->origins[i] == ORIGIN_FILE)
            fprintf(stream, "    # file %s\n", config->file);
        else
            fprintf(stream, "    # %s\n", origin_names[config->origins[i]]);
    }
}

static void print_flag_name(const struct option *option, FILE *stream)
{
    fputs("--", stream);
    for (const char *c = option->name; *c; c++)
        fputc(*c == '_' ? '-' : *c, stream);
}

/* "0 to 65535, 8080 unless given", "a flag", … */
static void print_bounds(const struct option *option, FILE *stream)
{
    if (option->type == OPTION_IS_COUNT)
        fprintf(stream, "%lld to %lld%s%s", (long long)option->min, (long long)option->max,
                *option->unit ? " " : "", option->unit);
    else if (option->type == OPTION_IS_FLAG)
        fputs("true or false", stream);
    else
        fprintf(stream, "%s%s", option->type == OPTION_IS_LIST ? "list of " : "",
                *option->unit ? option->unit : "words");
}

static bool is_among(const char *name, const char *const *only)
{
    for (; only && *only; only++)
        if (strcmp(*only, name) == 0)
            return true;
    return false;
}

void config_print_help(const char *const *only, FILE *stream)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (only && !is_among(options[i].name, only))
            continue;
        fputs("  ", stream);
        print_flag_name(&options[i], stream);
        fprintf(stream, "%s%s\n        %s", *type_words[options[i].type] ? " " : "",
                type_words[options[i].type], options[i].doc);
        if (*options[i].fallback)
            fprintf(stream, " [%s]", options[i].fallback);
        fputc('\n', stream);
    }
    fputs("  --config FILE\n        read options from FILE, lines of `name = value` [none]\n",
          stream);
}

void config_print_doc(FILE *stream)
{
    fputs(
        "# Options\n\n"
        "Printed by `copydesk serve --print-config-doc`. An option is read from its default, then "
        "from the file\nnamed by `--config` (or `COPYDESK_CONFIG`), then from the environment, "
        "then from the command line; the\nlast one counts. `copydesk serve --print-config` shows "
        "what is in force and from where.\n\n"
        "| in the file | environment | command line | values | default | what it does |\n"
        "| --- | --- | --- | --- | --- | --- |\n",
        stream);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        fprintf(stream, "| `%s` | `COPYDESK_", options[i].name);
        for (const char *c = options[i].name; *c; c++)
            fputc(*c == '_' ? '_' : *c - 'a' + 'A', stream);
        fputs("` | `", stream);
        print_flag_name(&options[i], stream);
        fputs("` | ", stream);
        print_bounds(&options[i], stream);
        fprintf(stream, " | %s%s%s | %s |\n", *options[i].fallback ? "`" : "none",
                options[i].fallback, *options[i].fallback ? "`" : "", options[i].doc);
    }
    fputs("\nLists are comma-separated in the file and in the environment; on the command line the "
          "flag is repeated. A\nflag that is on by file or environment is switched off with "
          "`--no-NAME`.\n",
          stream);
}

void config_print_sample(FILE *stream)
{
    fputs("# Options of copydesk, each at its default. Use: copydesk serve --config THIS-FILE\n"
          "# Printed by `copydesk serve --print-config-sample`.\n",
          stream);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        fprintf(stream, "\n# %s (", options[i].doc);
        print_bounds(&options[i], stream);
        fprintf(stream, ")\n#%s =%s%s\n", options[i].name, *options[i].fallback ? " " : "",
                options[i].fallback);
    }
}
