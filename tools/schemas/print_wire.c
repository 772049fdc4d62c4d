/* Prints the tables of the wire as JSON: shapes with their members, routes, errors. write.py makes
 * the JSON Schema files and openapi.json of it; tests/check_schemas.py holds them against it. */
#include <jansson.h>
#include <math.h>

#include "handlers/reply.h"
#include "intake/original.h"
#include "schemas/files.h"
#include "schemas/reader.h"

static const char *const kind_names[] = {
    [FIELD_TEXT] = "text",     [FIELD_COUNT] = "count",   [FIELD_SIZE] = "size",
    [FIELD_RATIO] = "ratio",   [FIELD_NUMBER] = "number", [FIELD_FLAG] = "flag",
    [FIELD_NAME] = "name",     [FIELD_NAMES] = "names",   [FIELD_OBJECT] = "object",
    [FIELD_MAYBE] = "object",  [FIELD_LIST] = "list",     [FIELD_TEXTS] = "texts",
    [FIELD_COUNTS] = "counts", [FIELD_VALUE] = "value",   [FIELD_INLINE] = "inline",
};

static const struct {
    unsigned rule;
    const char *name;
} rule_names[] = {
    {FIELD_NOT_EMPTY, "not_empty"}, {FIELD_IN_QUERY, "in_query"}, {FIELD_QUERY_ONLY, "query_only"},
    {FIELD_NULLABLE, "nullable"},   {FIELD_DATE, "date"},         {FIELD_ID, "id"},
};

static json_t *text_of(struct slice text)
{
    return json_stringn(text.ptr ? text.ptr : "", text.len);
}

static json_t *names_of(const struct name_table *names, uint32_t bits)
{
    json_t *out = json_array();

    for (uint32_t i = 0; i < names->count; i++)
        if (names->at[i].ptr && bits >> i & 1)
            json_array_append_new(out, text_of(names->at[i]));
    return out;
}

/* What a member is when it is not given; NULL when that is nothing. */
static json_t *default_of(const struct field *field, const char *object)
{
    const void *at;

    if (!object || !(field->rules & FIELD_IN_QUERY))
        return NULL;
    at = object + field->offset;
    if (field->kind == FIELD_COUNT)
        return json_integer(*(const uint32_t *)at);
    if (field->kind == FIELD_FLAG)
        return json_boolean(*(const bool *)at);
    if (field->kind == FIELD_NAME)
        return text_of(field->names->at[*(const uint32_t *)at]);
    if (field->kind == FIELD_NAMES && (*(const uint32_t *)at || !(field->rules & FIELD_NOT_EMPTY)))
        return names_of(field->names, *(const uint32_t *)at);
    return NULL;
}

static json_t *field_json(const struct shape *shape, const struct field *field,
                          const char *defaults)
{
    json_t *out = json_object();
    json_t *preset = default_of(field, defaults);

    json_object_set_new(out, "name", json_string(field->name));
    json_object_set_new(out, "kind", json_string(kind_names[field->kind]));
    json_object_set_new(out, "doc", json_string(field->doc));
    json_object_set_new(out, "required", json_boolean(shape_requires(shape, field)));
    if (field->of)
        json_object_set_new(out, "of", json_string(field->of->name));
    if (field->names)
        json_object_set_new(out, "names", names_of(field->names, UINT32_MAX));
    if (field->min != 0 || field->max != 0) {
        json_object_set_new(out, "min", json_real(field->min));
        json_object_set_new(out, "max", json_real(field->max));
    }
    if (preset)
        json_object_set_new(out, "default", preset);
    for (size_t i = 0; i < sizeof rule_names / sizeof *rule_names; i++)
        if (field->rules & rule_names[i].rule)
            json_object_set_new(out, rule_names[i].name, json_true());
    return out;
}

static void add_shape(json_t *shapes, const struct shape *shape);

/* The members of a shape in their order, those of inline shapes in their place. */
static void add_members(json_t *shapes, json_t *members, json_t *inlines, const struct shape *shape,
                        const char *defaults)
{
    for (size_t i = 0; i < shape->field_count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->kind == FIELD_INLINE) {
            json_array_append_new(inlines, json_string(field->of->name));
            add_members(shapes, members, inlines, field->of,
                        defaults ? defaults + field->offset : NULL);
            continue;
        }
        json_array_append_new(members, field_json(shape, field, defaults));
        if (field->of)
            add_shape(shapes, field->of);
    }
}

static void add_shape(json_t *shapes, const struct shape *shape)
{
    json_t *out, *members, *inlines;

    if (!shape || json_object_get(shapes, shape->name))
        return;
    out = json_object();
    members = json_array();
    inlines = json_array();
    json_object_set_new(shapes, shape->name, out);
    json_object_set_new(out, "title", json_string(shape->title));
    json_object_set_new(out, "request", json_boolean(shape->is_request));
    json_object_set_new(out, "lenient", json_boolean(shape->is_lenient));
    json_object_set_new(out, "inlines", inlines);
    json_object_set_new(out, "members", members);
    add_members(shapes, members, inlines, shape, shape->defaults);
}

/* The media types of newsrooms' formats that a route takes. */
static json_t *wires_json(const struct route *route)
{
    json_t *out = json_array();

    for (size_t i = 0; route->bodies & BODY_WIRE && original_types[i]; i++)
        if (route_body_form(slice_of(original_types[i])) == BODY_WIRE)
            json_array_append_new(out, json_string(original_types[i]));
    return out;
}

static json_t *routes_json(json_t *shapes)
{
    json_t *out = json_array();

    for (size_t i = 0; i < route_count; i++) {
        const struct route *route = &routes[i];
        add_shape(shapes, route->takes);
        add_shape(shapes, route->gives);
        add_shape(shapes, route->also);
        json_array_append_new(
            out,
            json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:s?, s:b, s:b, s:b, s:b, s:o, "
                      "s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
                      "method", route->method == METHOD_POST ? "post" : "get", "path", route->path,
                      "doc", route->doc, "takes", route->takes ? route->takes->name : NULL, "gives",
                      route->gives ? route->gives->name : NULL, "also",
                      route->also ? route->also->name : NULL, "json",
                      (route->bodies & BODY_JSON) != 0, "text", (route->bodies & BODY_TEXT) != 0,
                      "form", (route->bodies & BODY_FORM) != 0, "html",
                      (route->bodies & BODY_HTML) != 0, "wire", wires_json(route), "lines",
                      (route->bodies & BODY_LINES) != 0, "pairs", (route->bodies & BODY_PAIRS) != 0,
                      "any", (route->bodies & BODY_ANY) != 0, "live", route->is_live, "quick",
                      route->is_quick, "forms", route->has_forms, "ninjs", route->has_ninjs));
    }
    return out;
}

static json_t *errors_json(void)
{
    json_t *out = json_object();

    for (size_t i = 1; i < ERROR_COUNT; i++)
        json_object_set_new(out, error_slug((enum error)i).ptr,
                            json_pack("{s:i, s:s}", "status", (int)reply_status((enum error)i),
                                      "title", error_title((enum error)i).ptr));
    return out;
}

int main(void)
{
    json_t *shapes = json_object(), *files = json_array(), *routes_list, *root;

    for (size_t i = 0; i < schema_file_count; i++) {
        add_shape(shapes, schema_files[i].shape);
        json_array_append_new(files, json_string(schema_files[i].name));
    }
    routes_list = routes_json(shapes);
    /* Money is a value's own form, not a member's shape. */
    add_shape(shapes, &money_shape);
    root = json_pack("{s:s, s:o, s:o, s:o, s:o}", "version", COPYDESK_VERSION, "files", files,
                     "shapes", shapes, "routes", routes_list, "errors", errors_json());
    if (!root || json_dumpf(root, stdout, JSON_INDENT(1)))
        return EXIT_FAILURE;
    putchar('\n');
    json_decref(root);
    return EXIT_SUCCESS;
}
