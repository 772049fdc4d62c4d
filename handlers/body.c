#include "handlers/body.h"

#include "base/digits.h"
#include "base/sheet.h"
#include "handlers/content.h"
#include "handlers/media.h"
#include "handlers/multipart.h"
#include "handlers/wire.h"
#include "intake/files.h"

enum error body_read_query(const struct request *request, const struct shape *shape, void *in,
                           struct problem *problem)
{
    return shape_read_query(shape, request->arena, request->query, in, problem);
}

int body_hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit |= 0x20;
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

enum error body_check_text(struct slice text, const char *name, const char *pointer,
                           struct problem *problem)
{
    size_t valid = utf8_valid_prefix(text);
    size_t nul = slice_find(text, '\0', 0);

    if (text.len == 0) {
        problem_fault(problem, slice_of(pointer), SLICE("empty"), "the text is empty");
        return ERROR_INVALID;
    }
    if (valid < text.len)
        return problem_set(problem, ERROR_BAD_TEXT, "%s is not UTF-8 at byte %s", name,
                           digits_grouped(valid).text);
    if (nul < text.len)
        return problem_set(problem, ERROR_BAD_TEXT, "%s has a NUL at byte %s", name,
                           digits_grouped(nul).text);
    return ERROR_OK;
}

/* A page that came as bytes, and the charset that its Content-Type names. */
static enum error take_page(struct slice content_type, struct slice bytes, const char *pointer,
                            struct wire_source *source, struct problem *problem)
{
    struct media_type media;

    if (bytes.len == 0) {
        problem_fault(problem, slice_of(pointer), SLICE("empty"), "the page is empty");
        return ERROR_INVALID;
    }
    source->html = bytes;
    source->is_raw = true;
    if (content_type.ptr && media_read(content_type, &media))
        source->charset = media.charset;
    return ERROR_OK;
}

/* An article in a newsroom's format that came as bytes: of which its type tells, or else `kind`. */
static struct original original_of(struct slice content_type, enum intake_kind kind,
                                   struct slice bytes)
{
    struct original original = {.kind = kind, .bytes = bytes};
    struct media_type media;

    if (content_type.ptr && media_read(content_type, &media)) {
        (void)original_kind(media.name, &original.kind);
        original.charset = media.charset;
    }
    return original;
}

static uint32_t json_depth(const struct desk *desk)
{
    return (uint32_t)desk->config->json_depth;
}

enum error body_read(const struct desk *desk, const struct request *request,
                     const struct shape *shape, struct wire_source *source, void *in,
                     struct problem *problem)
{
    enum error of_query = body_read_query(request, shape, in, problem);
    struct original original;
    enum error error;

    if (of_query && of_query != ERROR_INVALID)
        return of_query;
    if (route_body_form(request->content_type) == BODY_HTML) {
        error = take_page(request->content_type, request->body, "", source, problem);
    } else if (route_body_form(request->content_type) == BODY_WIRE) {
        original = original_of(request->content_type, INTAKE_XML, request->body);
        error = wire_take(request, &original, "", source, problem);
    } else if (route_body_form(request->content_type) == BODY_TEXT) {
        source->text = request->body;
        error = body_check_text(source->text, "the text", "/text", problem);
    } else {
        error = shape_read(shape, request->arena, request->body, json_depth(desk), in, problem);
    }
    return error ? error : of_query;
}

/* -- multipart/form-data of a diff ------------------------------------------------------------- */

/* A form as it is read: what has come of it. */
struct sides {
    struct diff_request *in;
    struct sheet options; /* the plain fields, as a query */
    bool is_there[2];     /* left, right */
};

/* What a file is: its own Content-Type, or where that says nothing its name. kind: of an article
 * in a newsroom's format, as far as the name tells. */
static unsigned part_form(const struct part *part, enum intake_kind *kind)
{
    struct media_type media;
    enum intake_packing packing;
    size_t stem;

    *kind = INTAKE_XML;

    if (part->content_type.ptr && media_read(part->content_type, &media) &&
        !media_is(media.name, "application/octet-stream"))
        return route_body_form(part->content_type);
    if (slice_ends(part->file_name, SLICE(".json")))
        return BODY_JSON;
    if (!file_kind(part->file_name, kind, &packing, &stem) || packing != INTAKE_UNPACKED)
        return BODY_TEXT;
    if (*kind == INTAKE_PAGE)
        return BODY_HTML;
    return *kind == INTAKE_XML || *kind == INTAKE_JSON ? BODY_WIRE : BODY_TEXT;
}

/* The charset that a part names, or else its form. */
static enum charset part_charset(const struct request *request, const struct part *part)
{
    struct media_type media;

    if (part->content_type.ptr && media_read(part->content_type, &media) && media.charset.ptr)
        return charset_of(media.charset);
    return media_read(request->content_type, &media) ? charset_of(media.charset) : CHARSET_UTF_8;
}

/* Faults found in a part of the form, from `first` on, get the part's place in the request. */
static enum error place_faults(struct arena *arena, struct problem *problem, size_t first,
                               const char *place)
{
    for (size_t i = first; i < problem->faults.count; i++) {
        struct slice *pointer = &problem->faults.at[i].pointer;
        struct slice rest = slice_part(*pointer, 1, pointer->len);

        if (arena_print(arena, pointer, "%s%s%.*s", place, rest.len ? "/" : "", SLICE_ARGS(rest)))
            return ERROR_NO_MEMORY;
    }
    return ERROR_OK;
}

static enum error read_source(const struct desk *desk, const struct request *request,
                              struct slice json, struct wire_source *side, struct problem *problem)
{
    enum error error =
        shape_read(&source_shape, request->arena, json, json_depth(desk), side, problem);

    if (!error)
        source_check(side, (struct slice){NULL, 0}, problem);
    return error ? error : problem_faulty(problem) ? ERROR_INVALID : ERROR_OK;
}

/* A source out of a part: the article itself, or a source object as JSON. */
static enum error read_side(const struct desk *desk, const struct request *request,
                            const struct part *part, struct wire_source *side,
                            struct problem *problem)
{
    bool is_left = slice_is(part->name, "left");
    struct content_text text = {part_charset(request, part), part->body,
                                is_left ? "the file left" : "the file right"};
    const char *pointer = is_left ? "/left" : "/right";
    size_t before = problem->faults.count;
    enum intake_kind kind;
    unsigned form = part_form(part, &kind);
    struct original original = original_of(part->content_type, kind, part->body);
    struct slice plain;
    enum error error;

    if (form == BODY_HTML)
        return take_page(part->content_type, part->body, pointer, side, problem);
    if (form == BODY_WIRE)
        return wire_take(request, &original, pointer, side, problem);
    if ((form != BODY_TEXT && form != BODY_JSON) || text.charset == CHARSET_UNKNOWN)
        return problem_set(problem, ERROR_UNSUPPORTED_MEDIA_TYPE,
                           "%s is not of a type this path takes; send text/plain, text/html, "
                           "a newsroom's format, or a "
                           "source as application/json, in one of " CHARSETS_READ,
                           text.name);
    error = content_decode(desk, request, &text, &plain, problem);
    if (error)
        return error;
    if (form == BODY_TEXT) {
        side->text = plain;
        return body_check_text(plain, text.name, pointer, problem);
    }
    error = read_source(desk, request, plain, side, problem);
    if (place_faults(request->arena, problem, before, pointer))
        return ERROR_NO_MEMORY;
    return error;
}

/* Adds name=value to a query, every byte escaped that could be taken for syntax. */
static void add_pair(struct sheet *query, struct slice name, struct slice value)
{
    struct slice halves[] = {name, value};

    for (size_t half = 0; half < 2; half++) {
        sheet_add(query, half ? SLICE("=") : query->count ? SLICE("&") : SLICE(""));
        for (size_t i = 0; i < halves[half].len; i++)
            sheet_print(query, "%%%02X", (unsigned char)halves[half].ptr[i]);
    }
}

/* The plain fields of a form are options, and are read as those of a query. */
static enum error read_options(const struct request *request, struct sheet *options,
                               struct diff_request *in, struct problem *problem)
{
    size_t before = problem->faults.count;
    struct slice query;
    enum error error = sheet_finish(options, &query);

    if (!error)
        error = shape_read_query(&diff_request_shape, request->arena, query, in, problem);
    if (place_faults(request->arena, problem, before, ""))
        return ERROR_NO_MEMORY;
    return error;
}

/* One part: a side, or an option for later. */
static enum error take_part(const struct desk *desk, const struct request *request,
                            const struct part *part, struct sides *sides, struct problem *problem)
{
    int side = slice_is(part->name, "right");

    if (!side && !slice_is(part->name, "left")) {
        add_pair(&sides->options, part->name, part->body);
        return ERROR_OK;
    }
    if (sides->is_there[side])
        return problem_set(problem, ERROR_BAD_MULTIPART, "the form has two parts named %s",
                           side ? "right" : "left");
    sides->is_there[side] = true;
    return read_side(desk, request, part, side ? &sides->in->right : &sides->in->left, problem);
}

static enum error read_parts(const struct desk *desk, const struct request *request,
                             const struct parts *parts, struct diff_request *in,
                             struct problem *problem)
{
    struct sides sides = {.in = in, .options = {.arena = request->arena}};
    enum error error;

    for (size_t i = 0; i < parts->count; i++) {
        error = take_part(desk, request, &parts->at[i], &sides, problem);
        if (error && error != ERROR_INVALID)
            return error;
    }
    for (int side = 0; side < 2; side++)
        if (!sides.is_there[side])
            problem_fault(problem, side ? SLICE("/right") : SLICE("/left"), SLICE("missing"),
                          "the form has no file of this name");
    error = read_options(request, &sides.options, in, problem);
    return error || !problem_faulty(problem) ? error : ERROR_INVALID;
}

static enum error read_form(const struct desk *desk, const struct request *request,
                            struct diff_request *in, struct problem *problem)
{
    struct media_type media = {.boundary = {NULL, 0}};
    struct parts parts;
    enum error error;

    if (!media_read(request->content_type, &media))
        return problem_set(problem, ERROR_BAD_MULTIPART, "the Content-Type cannot be read");
    error = multipart_read(request->arena, request->body, media.boundary, &parts, problem);
    if (error)
        return error;
    return read_parts(desk, request, &parts, in, problem);
}

enum error body_read_diff(const struct desk *desk, const struct request *request,
                          struct diff_request *in, struct problem *problem)
{
    enum error of_query = body_read_query(request, &diff_request_shape, in, problem);
    enum error error;

    if (of_query && of_query != ERROR_INVALID)
        return of_query;
    if (route_body_form(request->content_type) == BODY_FORM)
        error = read_form(desk, request, in, problem);
    else
        error = shape_read(&diff_request_shape, request->arena, request->body, json_depth(desk), in,
                           problem);
    return error ? error : of_query;
}
