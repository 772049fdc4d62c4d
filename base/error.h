/* What can go wrong: one list of errors, and the problem that tells a reader what to do next.
 *
 * Functions that can fail return `enum error`, zero is success. Those whose failure wants words
 * take a `struct problem *`, filled where the cause is known, for a reader who sees only their own
 * input. */
#ifndef COPYDESK_BASE_ERROR_H
#define COPYDESK_BASE_ERROR_H

#include "base/slice.h"

enum error {
    ERROR_OK = 0,

#define ERROR(name, slug, title) ERROR_##name,
#include "base/error.def"
#undef ERROR
    ERROR_COUNT
};

/* Wire code of an error ("bad_json"), and its sentence. ERROR_OK gives "ok". */
struct slice error_slug(enum error error);
struct slice error_title(enum error error);

/* The error with this slug; ERROR_OK when there is none. */
enum error error_of_slug(struct slice slug);

/* One fault in a request: where, what kind, what to send instead. */
struct fault {
    struct slice pointer; /* JSON Pointer (RFC 6901), or "?name" for a query parameter */
    struct slice code;    /* unknown_member, wrong_type, out_of_range, exclusive, missing, empty */
    struct slice detail;
};

struct faults {
    struct fault *at;
    size_t count, capacity;
};

struct arena;

/* Everything a problem reply or an error line says. Zero-initialised but for the arena. */
struct problem {
    struct arena *arena; /* where the words live; set by whoever opens the request */
    enum error error;
    struct slice detail;   /* one sentence, with the numbers in it */
    struct faults faults;  /* all faults of the request, in the order found */
    uint32_t line, column; /* of a syntax fault, from 1; 0 when it does not apply */
};

/* Notes the error with a sentence and returns it: `return problem_set(problem, ERROR_BAD_JSON, …)`.
 * A NULL problem is fine: the error is returned and the words are dropped. */
enum error problem_set(struct problem *problem, enum error error, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Adds one fault and makes the problem ERROR_INVALID; the reader goes on to find the rest.
 * Afterwards problem_faulty() is true. Lack of memory drops the fault's words, never the error. */
void problem_fault(struct problem *problem, struct slice pointer, struct slice code,
                   const char *format, ...) PRINTF_LIKE(4, 5);

static inline bool problem_faulty(const struct problem *problem)
{
    return problem->faults.count > 0;
}

#endif
