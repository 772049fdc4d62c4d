#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/array.h"

static const struct {
    struct slice slug, title;
} errors[ERROR_COUNT] = {
    [ERROR_OK] = {SLICE_INIT("ok"), SLICE_INIT("Nothing is wrong")},

#define ERROR(name, slug, title) [ERROR_##name] = {SLICE_INIT(slug), SLICE_INIT(title)},
#include "base/error.def"
#undef ERROR
};

enum {
    DETAIL_BYTES = 1024,
};

struct slice error_slug(enum error error)
{
    return errors[error].slug;
}

struct slice error_title(enum error error)
{
    return errors[error].title;
}

enum error error_of_slug(struct slice slug)
{
    for (size_t i = 1; i < ERROR_COUNT; i++)
        if (slice_equal(errors[i].slug, slug))
            return (enum error)i;
    return ERROR_OK;
}

/* The formatted words, cut at a character; without a value when there is no memory. */
PRINTF_LIKE(2, 0)

static struct slice words_of(struct arena *arena, const char *format, va_list args)
{
    char words[DETAIL_BYTES];
    int written = vsnprintf(words, sizeof words, format, args);
    size_t len = written < 0 ? 0 : (size_t)written;
    struct slice out = {NULL, 0};

    if (len >= sizeof words)
        for (len = sizeof words - 1; len && (words[len] & 0xC0) == 0x80;)
            len--;
    if (!arena || arena_copy(arena, (struct slice){words, len}, &out))
        return (struct slice){NULL, 0};
    return out;
}

enum error problem_set(struct problem *problem, enum error error, const char *format, ...)
{
    va_list args;

    if (!problem)
        return error;
    problem->error = error;
    va_start(args, format);
    problem->detail = words_of(problem->arena, format, args);
    va_end(args);
    return error;
}

void problem_fault(struct problem *problem, struct slice pointer, struct slice code,
                   const char *format, ...)
{
    struct fault *fault;
    va_list args;

    problem->error = ERROR_INVALID;
    fault = array_push(problem->arena, &problem->faults);
    if (!fault)
        return;
    if (arena_copy(problem->arena, pointer, &fault->pointer))
        fault->pointer = (struct slice){NULL, 0};
    fault->code = code;
    va_start(args, format);
    fault->detail = words_of(problem->arena, format, args);
    va_end(args);
}
