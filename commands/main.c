#include "commands/command.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

enum { MAPPED_BYTES = 1 << 20, KEPT_BYTES = 8 << 20 }; /* of one block; of a thread's memory */

static const char about[] =
    "copydesk reads English news articles: who is named, who said what, what differs.\n";

static const char exit_codes[] =
    "Exit codes: 0 done; 1 could not start or read; 2 wrong usage; 3 some lines of a batch "
    "failed;\n"
    "4 the call was answered with a 4xx status; 5 with a 5xx status.\n";

/* The options that a command's --help shows; others are taken too, and matter to the service alone.
 */
static const char *const of_a_person[] = {"corpus", "models", "workers", "strict", NULL};
static const char *const of_an_answer[] = {"corpus",     "models",         "workers",
                                           "strict",     "body_bytes",     "text_bytes",
                                           "json_depth", "request_memory", NULL};
static const char *const of_health[] = {"host", "port", NULL};

const struct command commands[] = {
    {"serve", "[OPTION]…", "answer over HTTP until SIGTERM",
     "Prints `listening on URL` once the corpus is there. SIGHUP reads it again, SIGTERM finishes\n"
     "running requests and exits 0, a second one ends at once. One JSON line a request goes to\n"
     "standard error. Sockets and the state of the service are exchanged with systemd as it asks.\n"
     "  --print-config         show the options in force and where each came from, and exit\n"
     "  --print-config-doc     print docs/config.md, and exit\n"
     "  --print-config-sample  print a sample file of options, and exit\n",
     NULL, command_serve},
    {"call", "METHOD PATH [BODY|-|@FILE] [--type MEDIA] [OPTION]…",
     "answer one request without a socket",
     "Prints the very bytes that HTTP would send. BODY is the body itself, - reads it from\n"
     "standard input, @FILE from a file.\n"
     "  --type MEDIA    its Content-Type [application/json]\n"
     "  --accept MEDIA  the forms of reply you take [any]\n"
     "Example: copydesk call POST /v1/entities '{\"text\": \"Ada Lovelace met Babbage.\"}'\n",
     of_an_answer, command_call},
    {"batch", "ROUTE [OPTION]…", "answer JSON lines on all cores, in order",
     "Each line of standard input is a JSON body of POST ROUTE, each line of output its reply, or "
     "a\n"
     "problem with the member `line`; then the exit code is 3. Memory stays bounded.\n"
     "Example: copydesk batch /v1/quotes <articles.ndjson >quotes.ndjson\n",
     of_an_answer, command_batch},
    {"entities", "FILE… [--json] [--color WHEN] [OPTION]…", "show who and what is named",
     "FILE is a text, - for standard input, or the id of an article of the corpus.\n"
     "  --types LIST      only these: PERSON,ORGANIZATION,LOCATION,MISC,DATE,TIME,MONEY,PERCENT,"
     "NUMBER\n"
     "  --coreference     also the pronouns and nouns that mean each\n"
     "  --published DATE  of the texts; \"Monday\" is counted from it\n"
     "  --json            the reply of POST /v1/entities, one a line\n"
     "  --color WHEN      auto, always or never [auto; NO_COLOR counts]\n",
     of_a_person, command_entities},
    {"quotes", "FILE… [--json] [--color WHEN] [OPTION]…", "show who said what",
     "FILE is a text, - for standard input, or the id of an article of the corpus.\n"
     "The last line counts: quotes, words, the share without a speaker, quotes by kind of source.\n"
     "  --types LIST      of direct,mixed,indirect,scare [direct,mixed,indirect]\n"
     "  --published DATE  of the texts\n"
     "  --json            the reply of POST /v1/quotes, one a line\n"
     "  --color WHEN      auto, always or never [auto; NO_COLOR counts]\n",
     of_a_person, command_quotes},
    {"diff", "LEFT RIGHT [LATER]… [--json|--html|--patch] [OPTION]…",
     "show what differs between two reports",
     "LEFT and RIGHT are texts, - for standard input, or ids of articles of the corpus. Of 3 to "
     "50\n"
     "versions in their order it shows what each did, and which one brought what now stands.\n"
     "  --level LEVEL     paragraph or sentence [paragraph]\n"
     "  --mode MODE       auto, edit or report [auto]\n"
     "  --ignore LIST     classes of edits to leave out: typography,case,spelling,style,wording,\n"
     "                    hedge,tense,dateline,number,date,money,name,negation,quote,speaker\n"
     "  --context N       unchanged paragraphs shown around changes [0; of a page 3; of a patch\n"
     "                    lines, 3]\n"
     "  --patch           a unified patch, for the patch program\n"
     "  --html            a page, for a browser\n"
     "  --layout LAYOUT   of the page: inline or side_by_side [inline]\n"
     "  --published DATE  of the texts\n"
     "  --json            the reply of POST /v1/diff\n"
     "  --color WHEN      auto, always or never [auto; NO_COLOR counts]\n",
     of_a_person, command_diff},
    {"related", "FILE [--json] [--color WHEN] [OPTION]…",
     "show copies and reports of the same event",
     "FILE is a text, - for standard input, or the id of an article of the corpus.\n"
     "  --published DATE  of the texts; reports of an event come within days\n"
     "  --json            the reply of POST /v1/related\n"
     "  --color WHEN      auto, always or never [auto; NO_COLOR counts]\n",
     of_a_person, command_related},
    {"health", "[OPTION]…", "ask a running service on this machine whether it is alive",
     "Exits 0 when GET /healthz answers 200 at the host (also unix:PATH) and port in force, else "
     "1:\n"
     "for HEALTHCHECK.\n",
     of_health, command_health},
};

const size_t command_count = sizeof commands / sizeof *commands;

int command_fail(int code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fputs("copydesk: ", stderr);
    (void)vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return code;
}

static int print_help(void)
{
    fputs(about, stdout);
    fputs("\nUsage: copydesk COMMAND …\n\n", stdout);
    for (size_t i = 0; i < command_count; i++)
        printf("  %-9s %s\n", commands[i].name, commands[i].summary);
    fputs("\n`copydesk COMMAND --help` tells more of each; `copydesk --version` its version.\n"
          "Without --corpus a small sample corpus is there to try things on.\n\n",
          stdout);
    fputs(exit_codes, stdout);
    return EXIT_OK;
}

static int print_command_help(const struct command *command)
{
    printf("Usage: copydesk %s %s\n\n%c%s.\n%s\nOptions (also as COPYDESK_NAME in the environment, "
           "or in a file):\n",
           command->name, command->usage, command->summary[0] - 'a' + 'A', command->summary + 1,
           command->help);
    config_print_help(command->options, stdout);
    putchar('\n');
    fputs(exit_codes, stdout);
    return EXIT_OK;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static bool asks(const char *argument, const char *flag, const char *word)
{
    return strcmp(argument, flag) == 0 || strcmp(argument, word) == 0;
}

/* What a request of usual size frees the next one takes: to give it back and fetch it anew costs a
 * tenth of all time. Large blocks go back to the system at once. */
static void keep_freed_memory(void)
{
#ifdef M_TRIM_THRESHOLD
    (void)mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    (void)mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
#endif
}

/* No file or connection may get the number of a standard descriptor that our caller has closed.
 * What stands there instead refuses what it would be used for, as the closed one would have. */
static void fill_closed_descriptors(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    const char *const *arguments = (const char *const *)argv;
    const struct command *command;
    struct config_input input = {argc - 2, arguments + 2, (const char *const *)environ};

    fill_closed_descriptors();
    if (argc < 2) {
        (void)print_help();
        return EXIT_USAGE;
    }
    if (asks(argv[1], "--help", "help") || strcmp(argv[1], "-h") == 0) {
        command = argc > 2 ? find_command(argv[2]) : NULL;
        return command ? print_command_help(command) : print_help();
    }
    if (asks(argv[1], "--version", "version")) {
        puts("copydesk " COPYDESK_VERSION);
        return EXIT_OK;
    }
    command = find_command(argv[1]);
    if (!command)
        return command_fail(EXIT_USAGE, "there is no command \"%s\"; try copydesk --help", argv[1]);
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (asks(argv[i], "--help", "-h"))
            return print_command_help(command);
    keep_freed_memory();
    return command->run(&input);
}
