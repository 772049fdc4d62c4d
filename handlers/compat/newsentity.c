/* The routes of news-entity-server, for clients that speak to it; failures have a status that says
 * so. */
#include "schemas/newsentity.h"

#include <time.h>

#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/reply.h"
#include "handlers/task.h"
#include "intake/html/page.h"

/* What is asked of one form. */
struct asked {
    const struct desk *desk;
    const struct request *request;
    struct newsentity_request in;
    struct timespec began;
};

typedef enum error answerer(const struct asked *asked, struct newsentity_results *out,
                            struct problem *problem);

static uint32_t milliseconds_since(const struct timespec *began)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)((now.tv_sec - began->tv_sec) * 1000 +
                      (now.tv_nsec - began->tv_nsec) / 1000000);
}

/* A failure in the form that its clients know; true when it could be put so. */
static bool tell_error(const struct asked *asked, enum error error, const struct problem *problem,
                       struct reply *reply)
{
    struct slice message = problem->detail;
    struct newsentity_error out = {.version = SLICE(COPYDESK_VERSION), .status = SLICE("error")};

    if (error == ERROR_NO_MEMORY || error == ERROR_DEADLINE || error == ERROR_MEMORY_EXCEEDED)
        return false;
    if (problem->faults.count)
        message = problem->faults.at[0].detail;
    out.message = message.ptr ? message : error_title(error);
    out.code = reply_status(error);
    out.duration_ms = milliseconds_since(&asked->began);
    if (reply_json(reply, asked->request->arena, &newsentity_error_shape, &out, false))
        return false;
    reply->status = out.code;
    reply->error = error;
    return true;
}

static enum error answer(const struct desk *desk, const struct request *request,
                         struct reply *reply, struct problem *problem, answerer *find)
{
    struct asked asked = {.desk = desk, .request = request};
    struct newsentity_reply out = {.version = SLICE(COPYDESK_VERSION), .status = SLICE("ok")};
    enum error error;

    (void)clock_gettime(CLOCK_MONOTONIC, &asked.began);
    error = shape_read_query(&newsentity_request_shape, request->arena, request->body, &asked.in,
                             problem);
    if (!error)
        error = find(&asked, &out.results, problem);
    if (error)
        return tell_error(&asked, error, problem, reply) ? ERROR_OK : error;
    out.model = desk->models->version;
    out.duration_ms = milliseconds_since(&asked.began);
    return reply_json(reply, request->arena, &newsentity_reply_shape, &out, false);
}

static enum error require(struct slice value, const char *name, struct problem *problem)
{
    if (value.len)
        return ERROR_OK;
    problem_fault(problem, slice_of(name), SLICE("missing"), "the field %s is missing", name + 1);
    return ERROR_INVALID;
}

/* The names of a source; what is read of a page is told, too. */
static enum error find_names(const struct asked *asked, const struct wire_source *source,
                             bool names, struct newsentity_results *out, struct problem *problem)
{
    const struct wire_options options = {.offsets = OFFSETS_UTF32};
    struct report report;
    struct reading reading;
    struct task task;
    enum error error = task_open(asked->desk, asked->request, &options, problem, &task);

    if (!error)
        error = task_read(&task, source, "", &report);
    if (error)
        return error;
    reading = task_reading(&task, &report);
    if (names)
        error = newsentity_entities_build(task.arena, &reading, &out->entities);
    if (source->url.ptr) {
        out->title = report.told.title;
        out->published = report.told.published;
        out->language = report.told.language;
        out->original_url = source->url;
        out->url = report.told.url;
        out->content = report.document.cleaned.sent;
    }
    return error;
}

static enum error from_content(const struct asked *asked, struct newsentity_results *out,
                               struct problem *problem)
{
    struct wire_source source = {.text = asked->in.text};
    enum error error = require(asked->in.text, "?text", problem);

    out->url = asked->in.url;
    out->domain_name = newsentity_domain(asked->in.url);
    return error ? error : find_names(asked, &source, true, out, problem);
}

static enum error from_html(const struct asked *asked, struct newsentity_results *out,
                            struct problem *problem)
{
    struct wire_source source = {.html = asked->in.html};
    enum error error = require(asked->in.html, "?html", problem);

    out->url = asked->in.url;
    out->domain_name = newsentity_domain(asked->in.url);
    return error ? error : find_names(asked, &source, true, out, problem);
}

static enum error from_url(const struct asked *asked, bool names, struct newsentity_results *out,
                           struct problem *problem)
{
    struct wire_source source = {.url = asked->in.url, .has_title = asked->in.title == 1};
    enum error error = require(asked->in.url, "?url", problem);

    if (!error)
        error = find_names(asked, &source, names, out, problem);
    out->domain_name = newsentity_domain(out->url.ptr ? out->url : asked->in.url);
    return error;
}

static enum error entities_from_url(const struct asked *asked, struct newsentity_results *out,
                                    struct problem *problem)
{
    return from_url(asked, true, out, problem);
}

static enum error content_from_url(const struct asked *asked, struct newsentity_results *out,
                                   struct problem *problem)
{
    return from_url(asked, false, out, problem);
}

static enum error domain_from_url(const struct asked *asked, struct newsentity_results *out,
                                  struct problem *problem)
{
    out->url = asked->in.url;
    out->domain_name = newsentity_domain(asked->in.url);
    return require(asked->in.url, "?url", problem);
}

#define ROUTE(name)                                                                                \
    enum error handle_newsentity_##name(const struct desk *desk, const struct request *request,    \
                                        struct reply *reply, struct problem *problem)              \
    {                                                                                              \
        return answer(desk, request, reply, problem, name);                                        \
    }

ROUTE(from_content)
ROUTE(from_html)
ROUTE(entities_from_url)
ROUTE(content_from_url)
ROUTE(domain_from_url)
