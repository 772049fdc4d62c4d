#include "handlers/versions.h"

#include "handlers/media.h"
#include "handlers/reply.h"
#include "schemas/versions.h"

struct place {
    char text[40];
};

static struct place place_of(size_t version)
{
    struct place place;

    (void)snprintf(place.text, sizeof place.text, "/versions/%zu", version);
    return place;
}

/* All versions that cannot be read are told; the reply is of the first one's kind. */
static enum error check_versions(const struct task *task, const struct wire_source *sources,
                                 size_t count)
{
    enum error first = ERROR_OK;
    struct slice words = {0};

    for (size_t i = 0; i < count; i++) {
        enum error error = task_check(task, &sources[i], place_of(i).text);

        if (!error || first)
            continue;
        first = error;
        words = task->problem->detail;
    }
    if (first) {
        task->problem->error = first;
        task->problem->detail = words;
    }
    return first;
}

static enum error read_versions(const struct task *task, const struct wire_source *sources,
                                size_t count, struct report *reports)
{
    enum error error = check_versions(task, sources, count);

    for (size_t i = 0; !error && i < count; i++)
        error = task_read(task, &sources[i], place_of(i).text, &reports[i]);
    return error;
}

static enum error compare(const struct task *task, const struct diff_request *in,
                          struct report *reports, struct versions *out)
{
    struct diff_options options = {.level = (enum diff_level)in->level,
                                   .mode = (enum diff_mode)in->mode,
                                   .ignore = in->ignore};
    uint32_t count = (uint32_t)in->versions.count;
    struct diff_side *sides = arena_array(task->arena, struct diff_side, count);

    if (!sides)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        sides[i].document = &reports[i].document;
    for (uint32_t i = 0; i < count; i++) {
        enum error error =
            versions_read_names(sides, count, i) ? task_analyse(task, &reports[i]) : ERROR_OK;

        if (error)
            return error;
        sides[i].analysis = reports[i].analysis;
    }
    return versions_compare(task->arena, task->desk->models, sides, count, &options, out);
}

enum error versions_answer(const struct task *task, const struct diff_request *in,
                           struct reply *reply)
{
    size_t count = in->versions.count;
    struct diff_form form = {.level = (enum diff_level)in->level, .operations = in->operations};
    struct report *reports = arena_array(task->arena, struct report, count);
    struct reading *readings = arena_array(task->arena, struct reading, count);
    struct versions versions;
    struct versions_reply out;
    enum error error = reports && readings ? ERROR_OK : ERROR_NO_MEMORY;

    if (!error && !media_quality(task->request->accept, MEDIA_JSON))
        error = problem_set(task->problem, ERROR_NOT_ACCEPTABLE,
                            "versions are answered as application/json only");
    if (!error)
        error = read_versions(task, in->versions.at, count, reports);
    if (!error)
        error = compare(task, in, reports, &versions);
    if (error)
        return error;
    for (size_t i = 0; i < count; i++)
        readings[i] = task_reading(task, &reports[i]);
    error = versions_reply_build(task->arena, readings, &versions, &form, &out);
    return error ? error
                 : reply_json(reply, task->arena, &versions_reply_shape, &out, in->options.pretty);
}
