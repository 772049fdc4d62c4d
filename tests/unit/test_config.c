#include "config/config.h"

#include <unistd.h>

#include "tests/unit/suite.h"

struct outcome {
    struct arena *arena;
    struct config config;
    struct config_rest rest;
    struct problem problem;
    enum error error;
};

static void load(struct outcome *outcome, const char *const *arguments,
                 const char *const *environment)
{
    int count = 0;

    *outcome = (struct outcome){.arena = arena_open(ARENA_NO_BUDGET)};
    outcome->problem.arena = outcome->arena;
    while (arguments[count])
        count++;
    outcome->error =
        config_load(outcome->arena, &(struct config_input){count, arguments, environment},
                    &outcome->config, &outcome->rest, &outcome->problem);
}

#define ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

START_TEST(defaults_hold)
{
    struct outcome outcome;

    load(&outcome, (const char *const[]){NULL}, NULL);
    ck_assert_int_eq(outcome.error, ERROR_OK);
    ck_assert_int_eq(outcome.config.port, 8080);
    ck_assert_str_eq(outcome.config.host, "127.0.0.1");
    ck_assert_uint_eq(outcome.config.corpus.count, 0);
    ck_assert(!outcome.config.strict);
    ck_assert_int_eq(outcome.config.origins[OPTION_port], ORIGIN_DEFAULT);
    arena_close(outcome.arena);
}

END_TEST

START_TEST(flags_beat_environment_beats_file)
{
    char file[] = "/tmp/copydesk-config-XXXXXX";
    int fd = mkstemp(file);
    static const char text[] = "# comment\nport = 1\nthreads = 3\nbody_bytes = 5\ncorpus = a, "
                               "b\ncorpus = c\nstrict = on\n";
    struct outcome outcome;

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, sizeof text - 1), sizeof text - 1);
    close(fd);
    load(&outcome, ARGUMENTS("--config", file, "--port=7", "one", "--no-strict", "--x", "-"),
         ARGUMENTS("COPYDESK_PORT=9", "COPYDESK_THREADS=4", "PORT=3"));
    unlink(file);
    ck_assert_int_eq(outcome.error, ERROR_OK);
    ck_assert_int_eq(outcome.config.port, 7);
    ck_assert_int_eq(outcome.config.threads, 4);
    ck_assert_int_eq(outcome.config.body_bytes, 5);
    ck_assert_int_eq(outcome.config.origins[OPTION_port], ORIGIN_FLAG);
    ck_assert_int_eq(outcome.config.origins[OPTION_threads], ORIGIN_ENVIRONMENT);
    ck_assert_int_eq(outcome.config.origins[OPTION_body_bytes], ORIGIN_FILE);
    ck_assert_uint_eq(outcome.config.corpus.count, 3);
    ck_assert_str_eq(outcome.config.corpus.at[2], "c");
    ck_assert(!outcome.config.strict);
    ck_assert_uint_eq(outcome.rest.count, 3);
    ck_assert_str_eq(outcome.rest.at[0], "one");
    ck_assert_str_eq(outcome.rest.at[1], "--x");
    ck_assert_str_eq(outcome.rest.at[2], "-");
    arena_close(outcome.arena);
}

END_TEST

START_TEST(lists_of_a_later_origin_replace)
{
    struct outcome outcome;

    load(&outcome, ARGUMENTS("--corpus", "x,y", "--corpus", "z"), ARGUMENTS("COPYDESK_CORPUS=a,b"));
    ck_assert_uint_eq(outcome.config.corpus.count, 2);
    ck_assert_str_eq(outcome.config.corpus.at[0], "x,y");
    ck_assert_str_eq(outcome.config.corpus.at[1], "z");
    arena_close(outcome.arena);
}

END_TEST

static const struct {
    const char *argument, *environment;
    const char *says;
} faults[] = {
    {"--port=70000", NULL, "port: \"70000\" is not a whole number from 0 to 65535"},
    {"--port=", NULL, "port: \"\" is not a whole number from 0 to 65535"},
    {"--strict=maybe", NULL, "strict: \"maybe\" is neither true nor false"},
    {"--host", NULL, "--host needs a value"},
    {"--config", NULL, "--config needs a file"},
    {"--config=/nonexistent/x", NULL, "cannot read the file /nonexistent/x"},
    {"x", "COPYDESK_PORT=no",
     "in the environment: COPYDESK_PORT: \"no\" is not a whole number from 0 to 65535"},
    {"--cors-origin=example.org", NULL,
     "cors_origin: \"example.org\" is neither * nor an origin such as https://example.org or "
     "http://localhost:3000"},
    {"--cors-origin=https://example.org/", NULL,
     "cors_origin: \"https://example.org/\" is neither * nor an origin such as "
     "https://example.org or http://localhost:3000"},
    {"--cors-origin=http://localhost:x", "COPYDESK_CORS_ORIGIN=*",
     "cors_origin: \"http://localhost:x\" is neither * nor an origin such as "
     "https://example.org or http://localhost:3000"},
};

START_TEST(faults_say_what_to_do)
{
    struct outcome outcome;

    load(&outcome, ARGUMENTS(faults[_i].argument), ARGUMENTS(faults[_i].environment));
    ck_assert_int_eq(outcome.error, ERROR_BAD_CONFIG);
    ck_assert_str_eq(outcome.problem.detail.ptr, faults[_i].says);
    arena_close(outcome.arena);
}

END_TEST

static const struct {
    const char *text, *says;
} files[] = {
    {"prot = 1\n", "line 1: there is no option \"prot\"; did you mean port"},
    {"\nzzzzzzzzzz = 1\n", "line 2: there is no option \"zzzzzzzzzz\""},
    {"port = 1\n[web]\nport = 2\n", "line 3: sections are not used; [web] must go"},
    {"port\n", "line 1: it is not of the form name = value"},
};

START_TEST(file_faults_name_the_line)
{
    char file[] = "/tmp/copydesk-config-XXXXXX", flag[64];
    int fd = mkstemp(file);
    struct outcome outcome;

    ck_assert_int_ge(fd, 0);
    ck_assert_int_ge(write(fd, files[_i].text, strlen(files[_i].text)), 1);
    close(fd);
    (void)snprintf(flag, sizeof flag, "--config=%s", file);
    load(&outcome, ARGUMENTS(flag), NULL);
    unlink(file);
    ck_assert_int_eq(outcome.error, ERROR_BAD_CONFIG);
    ck_assert_ptr_nonnull(strstr(outcome.problem.detail.ptr, files[_i].says));
    arena_close(outcome.arena);
}

END_TEST

START_TEST(memory_failures_are_told)
{
    for (size_t n = 1;; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        struct config config;
        struct config_rest rest;
        const char *arguments[] = {"--corpus", "a", "rest"};
        enum error error;
        arena_fail_at(arena, n);
        error =
            config_load(arena, &(struct config_input){3, arguments, NULL}, &config, &rest, NULL);
        arena_close(arena);
        if (!error)
            break;
        ck_assert_int_eq(error, ERROR_NO_MEMORY);
    }
}

END_TEST

static struct slice printed(void (*print)(FILE *stream), char *bytes, size_t size)
{
    FILE *stream = fmemopen(bytes, size, "w");

    ck_assert_ptr_nonnull(stream);
    print(stream);
    (void)fclose(stream);
    return slice_of(bytes);
}

static const struct {
    void (*print)(FILE *stream);
    const char *file;
} documents[] = {
    {config_print_doc, SOURCE_FOLDER "/docs/config.md"},
    {config_print_sample, SOURCE_FOLDER "/config/copydesk.conf"},
};

START_TEST(documents_are_those_of_the_table)
{
    static char fresh[32768], stored[32768];
    FILE *file = fopen(documents[_i].file, "r");
    size_t len;

    ck_assert_ptr_nonnull(file);
    len = fread(stored, 1, sizeof stored, file);
    (void)fclose(file);
    ck_assert(slice_equal(printed(documents[_i].print, fresh, sizeof fresh),
                          (struct slice){stored, len}));
}

END_TEST

SUITE("config", TEST(defaults_hold), TEST(flags_beat_environment_beats_file),
      TEST(lists_of_a_later_origin_replace), LOOP(faults_say_what_to_do, faults),
      LOOP(file_faults_name_the_line, files), TEST(memory_failures_are_told),
      LOOP(documents_are_those_of_the_table, documents))
