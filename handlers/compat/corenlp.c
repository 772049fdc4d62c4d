/* Stanford CoreNLP's server protocol, for clients that speak it: names and quotes, as JSON. */
#include "schemas/corenlp.h"

#include "base/array.h"
#include "handlers/body.h"
#include "handlers/handlers.h"
#include "handlers/media.h"
#include "handlers/reply.h"
#include "handlers/task.h"

/* What the properties ask for. */
struct properties {
    struct corenlp_wants wants;
    bool counts_code_points;

    struct {
        struct slice *at;
        size_t count, capacity;
    } ignored;
};

/* Annotators whose work is done or has no result of its own in the reply. */
static const char *const implied[] = {
    "tokenize", "cleanxml",       "docdate",           "ssplit",
    "mwt",      "entitymentions", "quote.attribution", "quoteattribution"};

static bool is_mark(char byte)
{
    return byte == '"' || byte == '\'';
}

/* The next key or value of a map: what stands in quotation marks, or a bare word. */
static bool next_word(struct slice *rest, struct slice *word)
{
    size_t begin = 0, end;

    while (begin < rest->len && memchr("{}:=, \t\r\n", rest->ptr[begin], 10))
        begin++;
    if (begin == rest->len)
        return false;
    if (is_mark(rest->ptr[begin])) {
        end = slice_find(*rest, rest->ptr[begin], begin + 1);
        *word = slice_part(*rest, begin + 1, end);
        end++;
    } else {
        for (end = begin; end < rest->len && !memchr("{}:=, \t\r\n", rest->ptr[end], 10);)
            end++;
        *word = slice_part(*rest, begin, end);
    }
    *rest = slice_part(*rest, end, rest->len);
    return true;
}

static enum error take_annotators(struct arena *arena, struct slice list, struct properties *out)
{
    struct slice name;

    out->wants = (struct corenlp_wants){false, false};
    while (slice_cut(&list, ',', &name)) {
        struct slice *ignored;
        name = slice_trim(name);
        if (slice_is(name, "ner"))
            out->wants.names = true;
        else if (slice_is(name, "quote"))
            out->wants.quotes = out->wants.names = true;
        else if (name.len && !SLICE_IS_ONE_OF(name, implied)) {
            ignored = array_push(arena, &out->ignored);
            if (!ignored)
                return ERROR_NO_MEMORY;
            *ignored = name;
        }
    }
    return ERROR_OK;
}

static enum error read_properties(struct arena *arena, struct slice map, struct properties *out,
                                  struct problem *problem)
{
    struct slice key, value;
    enum error error = ERROR_OK;

    while (!error && next_word(&map, &key) && next_word(&map, &value)) {
        if (slice_is(key, "annotators"))
            error = take_annotators(arena, value, out);
        else if (slice_is(key, "tokenize.codepoint"))
            out->counts_code_points = media_is(value, "true");
        else if (slice_is(key, "outputFormat") && !media_is(value, "json")) {
            problem_fault(problem, SLICE("?properties"), SLICE("out_of_range"),
                          "the outputFormat is json here; got %.*s",
                          SLICE_ARGS(slice_part(value, 0, 40)));
            error = ERROR_INVALID;
        }
    }
    return error;
}

/* Bodies that are a form are decoded only where they are encoded: most clients send the plain text
 * under that name. */
static enum error take_text(const struct request *request, struct slice *text)
{
    struct slice body = request->body;
    bool is_plain = route_body_form(request->content_type) != BODY_PAIRS;
    char *at;
    size_t count = 0;

    for (size_t i = 0; i < body.len && !is_plain; i++)
        is_plain = (unsigned char)body.ptr[i] <= ' ' || (unsigned char)body.ptr[i] >= 0x7F;
    *text = body;
    if (is_plain || (!memchr(body.ptr, '%', body.len) && !memchr(body.ptr, '+', body.len)))
        return ERROR_OK;
    at = arena_unset(request->arena, char, body.len);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < body.len; i++) {
        char byte = body.ptr[i];
        int high = i + 2 < body.len && byte == '%' ? body_hex_value(body.ptr[i + 1]) : -1;
        int low = high >= 0 ? body_hex_value(body.ptr[i + 2]) : -1;
        if (byte == '+')
            byte = ' ';
        if (low >= 0) {
            byte = (char)(high << 4 | low);
            i += 2;
        }
        at[count++] = byte;
    }
    *text = (struct slice){at, count};
    return ERROR_OK;
}

enum error handle_corenlp(const struct desk *desk, const struct request *request,
                          struct reply *reply, struct problem *problem)
{
    struct corenlp_request in = {.properties = {NULL, 0}};
    struct properties properties = {.wants = {true, true}};
    struct wire_source source = {.text = {NULL, 0}};
    struct wire_options options = {.offsets = OFFSETS_UTF16};
    struct corenlp_reply out;
    struct report report;
    struct reading reading;
    struct task task;
    enum error error = body_read_query(request, &corenlp_request_shape, &in, problem);

    if (!error)
        error = read_properties(request->arena, in.properties, &properties, problem);
    if (!error)
        error = take_text(request, &source.text);
    if (!error)
        error = body_check_text(source.text, "the text", "", problem);
    if (error)
        return error;
    if (properties.counts_code_points)
        options.offsets = OFFSETS_UTF32;
    error = task_open(desk, request, &options, problem, &task);
    if (!error)
        error = task_read(&task, &source, "", &report);
    if (error)
        return error;
    reading = task_reading(&task, &report);
    error = corenlp_reply_build(task.arena, &reading, &properties.wants, &out);
    if (error)
        return error;
    out.ignored = (struct wire_list){properties.ignored.at, properties.ignored.count};
    return reply_json(reply, task.arena, &corenlp_reply_shape, &out, false);
}

/* What CoreNLP's clients ask first. */
enum error handle_corenlp_ping(const struct desk *desk, const struct request *request,
                               struct reply *reply, struct problem *problem)
{
    (void)desk;
    (void)request;
    (void)problem;
    reply_text(reply, MEDIA_TEXT "; charset=utf-8", SLICE("pong\n"));
    return ERROR_OK;
}
