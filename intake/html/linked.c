#include "intake/html/linked.h"

#include <jansson.h>
#include <strings.h>

#include "base/map.h"
#include "intake/html/scan.h"
#include "text/utf8.h"

enum { OBJECTS_MAX = 1024, LEVELS_MAX = 12, ARTICLE_RANK = 6, AUTHORS_MAX = 64 };

/* How much an object of a type is the page's article; 0: it is none. */
static const struct {
    const char *type;
    unsigned rank;
} types[] = {
    {"NewsArticle", 9},
    {"ReportageNewsArticle", 9},
    {"AnalysisNewsArticle", 9},
    {"OpinionNewsArticle", 9},
    {"BackgroundNewsArticle", 9},
    {"ReviewNewsArticle", 9},
    {"AskPublicNewsArticle", 9},
    {"LiveBlogPosting", 8},
    {"BlogPosting", 8},
    {"Article", 8},
    {"Report", 7},
    {"SocialMediaPosting", 6},
    {"TechArticle", 8},
    {"ScholarlyArticle", 8},
    {"AdvertiserContentArticle", 7},
    {"VideoObject", 1},
    {"WebPage", 2},
    {"ItemPage", 2},
};

/* Objects that wait, with how deep they lie: values of values are looked into, without recursion.
 */
struct objects {
    const json_t *at[OBJECTS_MAX];
    uint8_t level[OBJECTS_MAX];
    size_t count;
    struct map named; /* "@id" -> the object that has a name, too */
};

static unsigned rank_of_type(const char *type)
{
    static const char *const prefixes[] = {"http://schema.org/", "https://schema.org/", "schema:"};

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strncasecmp(type, prefixes[i], strlen(prefixes[i])) == 0)
            type += strlen(prefixes[i]);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcasecmp(type, types[i].type) == 0)
            return types[i].rank;
    return 0;
}

static unsigned rank_of(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    unsigned best = 0;

    if (json_is_string(type))
        return rank_of_type(json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++) {
        const json_t *one = json_array_get(type, i);
        unsigned rank = json_is_string(one) ? rank_of_type(json_string_value(one)) : 0;
        if (rank > best)
            best = rank;
    }
    return best;
}

/* Without "<![CDATA[", comment marks and other text around the outermost brackets. */
static struct slice without_marks(struct slice script)
{
    static const struct slice open = SLICE_INIT("CDATA["), close = SLICE_INIT("]]>");
    const char *at = memmem(script.ptr, script.len, open.ptr, open.len);

    if (at) {
        script = slice_part(script, (size_t)(at - script.ptr) + open.len, script.len);
        at = memmem(script.ptr, script.len, close.ptr, close.len);
        script = slice_part(script, 0, at ? (size_t)(at - script.ptr) : script.len);
    }
    while (script.len && script.ptr[0] != '{' && script.ptr[0] != '[')
        script = slice_part(script, 1, script.len);
    while (script.len && script.ptr[script.len - 1] != '}' && script.ptr[script.len - 1] != ']')
        script.len--;
    return script;
}

/* A script's text as strict JSON: raw control characters in strings escaped or dropped, commas
 * before a closing bracket left out. */
static enum error mend(struct arena *arena, struct slice script, struct slice *out)
{
    size_t room = script.len * 2 + 1, count = 0, comma = SIZE_MAX;
    char *at = arena_unset(arena, char, room);
    bool in_string = false;

    if (!at)
        return ERROR_NO_MEMORY;
    script = without_marks(script);
    for (size_t i = 0; i < script.len; i++) {
        char byte = script.ptr[i];
        if (in_string && (unsigned char)byte < ' ') {
            at[count++] = byte == '\r' || byte == '\0' ? ' ' : '\\';
            if (at[count - 1] == '\\')
                at[count++] = byte == '\t' ? 't' : 'n';
            continue;
        }
        if (in_string && byte == '\\' && i + 1 < script.len) {
            if (strchr("\"\\/bfnrtu", script.ptr[i + 1])) /* a mark before another byte is none */
                at[count++] = byte;
            at[count++] = script.ptr[++i];
            continue;
        }
        if (byte == '"')
            in_string = !in_string;
        if (!in_string && (byte == '}' || byte == ']') && comma != SIZE_MAX)
            at[comma] = ' ';
        if (byte == ',' && !in_string)
            comma = count;
        else if (in_string || (unsigned char)byte > ' ')
            comma = SIZE_MAX;
        at[count++] = byte;
    }
    *out = (struct slice){at, count};
    return ERROR_OK;
}

static void take_text(struct slice *at, const json_t *value)
{
    if (!at->ptr && json_is_string(value) && json_string_length(value))
        *at = (struct slice){json_string_value(value), json_string_length(value)};
}

/* The object that a reference, {"@id": …}, stands for; else the value itself. */
static const json_t *refer(const struct objects *objects, const json_t *value)
{
    struct slice id = {NULL, 0};
    uint32_t found;

    take_text(&id, json_object_get(value, "@id"));
    if (!id.len || json_object_get(value, "name"))
        return value;
    found = map_find(&objects->named, id);
    return found == MAP_NONE ? value : objects->at[found];
}

/* A name that stands for itself, or in an object, or in two pieces there. */
static enum error name_of(struct arena *arena, const struct objects *objects, const json_t *value,
                          struct slice *out)
{
    struct slice name = {NULL, 0}, given = {NULL, 0}, family = {NULL, 0};
    enum error error = ERROR_OK;

    if (json_is_array(value))
        value = json_array_get(value, 0);
    value = refer(objects, value);
    take_text(&name, json_is_object(value) ? json_object_get(value, "name") : value);
    if (json_is_object(value) && json_is_array(json_object_get(value, "name")))
        take_text(&name, json_array_get(json_object_get(value, "name"), 0));
    take_text(&given, json_object_get(value, "givenName"));
    take_text(&family, json_object_get(value, "familyName"));
    if (!name.len && family.len)
        error = arena_print(arena, &name, "%.*s%s%.*s", SLICE_ARGS(given), given.len ? " " : "",
                            SLICE_ARGS(family));
    *out = name;
    return error;
}

static enum error take_authors(struct arena *arena, const struct objects *objects, struct slice *at,
                               const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : value != NULL;
    struct slice names = {NULL, 0};

    for (size_t i = 0; i < count && i < AUTHORS_MAX && !at->ptr; i++) {
        const json_t *one = json_is_array(value) ? json_array_get(value, i) : value;
        struct slice name;
        if (name_of(arena, objects, one, &name))
            return ERROR_NO_MEMORY;
        name = slice_trim(name);
        if (!name.len)
            continue;
        if (arena_print(arena, &names, "%.*s%s%.*s", SLICE_ARGS(names), names.len ? ", " : "",
                        SLICE_ARGS(name)))
            return ERROR_NO_MEMORY;
    }
    if (!at->ptr)
        *at = names;
    return ERROR_OK;
}

static enum error take_object(struct arena *arena, const struct objects *objects,
                              const json_t *object, struct linked *out)
{
    const json_t *language = json_object_get(object, "inLanguage");
    const json_t *page = json_object_get(object, "mainEntityOfPage");

    take_text(&out->headline, json_object_get(object, "headline"));
    take_text(&out->headline, json_object_get(object, "name"));
    take_text(&out->description, json_object_get(object, "description"));
    take_text(&out->body, json_object_get(object, "articleBody"));
    take_text(&out->published, json_object_get(object, "datePublished"));
    take_text(&out->published, json_object_get(object, "dateCreated"));
    take_text(&out->modified, json_object_get(object, "dateModified"));
    take_text(&out->url, json_object_get(object, "url"));
    take_text(&out->url, json_is_object(page) ? json_object_get(page, "@id") : page);
    take_text(&out->language,
              json_is_object(language) ? json_object_get(language, "alternateName") : language);
    if (!out->publisher.ptr &&
        name_of(arena, objects, json_object_get(object, "publisher"), &out->publisher))
        return ERROR_NO_MEMORY;
    return take_authors(arena, objects, &out->authors, json_object_get(object, "author"));
}

/* An address without its scheme, its fragment and the slash at its end. */
static struct slice bare_url(struct slice url)
{
    size_t scheme;

    url = slice_trim(url);
    url = slice_part(url, 0, slice_find(url, '#', 0));
    scheme = slice_find(url, ':', 0);
    if (slice_starts(slice_part(url, scheme, url.len), SLICE("://")))
        url = slice_part(url, scheme + 3, url.len);
    if (slice_ends(url, SLICE("/")))
        url.len--;
    return url;
}

static bool is_url(const json_t *value, struct slice url)
{
    struct slice told = {NULL, 0};

    take_text(&told, json_is_object(value) ? json_object_get(value, "@id") : value);
    return told.len && url.len && slice_equal(bare_url(told), bare_url(url));
}

static bool is_hinted(const json_t *object, const struct linked_hint *hint)
{
    struct slice headline = {NULL, 0};

    take_text(&headline, json_object_get(object, "headline"));
    return (headline.len && slice_equal(slice_trim(headline), hint->title)) ||
           is_url(json_object_get(object, "url"), hint->url) ||
           is_url(json_object_get(object, "mainEntityOfPage"), hint->url);
}

static void push(struct objects *objects, const json_t *value, unsigned level)
{
    if ((json_is_object(value) || json_is_array(value)) && objects->count < OBJECTS_MAX &&
        level < LEVELS_MAX) {
        objects->at[objects->count] = value;
        objects->level[objects->count++] = (uint8_t)level;
    }
}

/* Arrays, graphs, and what a page or list says it is about. */
static void push_inner(struct objects *objects, const json_t *value, unsigned level)
{
    static const char *const inner[] = {"@graph", "mainEntity"};

    for (size_t i = 0; i < json_array_size(value); i++)
        push(objects, json_array_get(value, i), level);
    for (size_t i = 0; json_is_object(value) && i < sizeof inner / sizeof *inner; i++)
        push(objects, json_object_get(value, inner[i]), level);
}

static void release(void *object)
{
    json_decref(object);
}

static enum error read_script(struct arena *arena, struct slice script, struct objects *objects)
{
    const size_t flags = JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL;
    json_t *root = json_loadb(script.ptr, script.len, flags, NULL);
    struct slice mended;

    if (!root) {
        if (mend(arena, script, &mended))
            return ERROR_NO_MEMORY;
        root = mended.len ? json_loadb(mended.ptr, mended.len, flags, NULL) : NULL;
    }
    if (!root)
        return ERROR_OK;
    if (arena_defer(arena, release, root))
        return ERROR_NO_MEMORY;
    push(objects, root, 0);
    return ERROR_OK;
}

static bool is_linked_data(const struct html_node *node)
{
    struct slice type;

    if (node->tag != TAG_script || node->is_text)
        return false;
    type = slice_trim(html_attribute(node->bytes, SLICE("type")));
    return type.len >= sizeof "application/ld+json" - 1 &&
           strncasecmp(type.ptr, "application/ld+json", sizeof "application/ld+json" - 1) == 0;
}

/* Notes the objects that references may stand for, the first of each "@id". */
static enum error note_named(struct arena *arena, struct objects *objects)
{
    for (uint32_t i = 0; i < objects->count; i++) {
        struct slice id = {NULL, 0};
        uint32_t *place;

        take_text(&id, json_object_get(objects->at[i], "@id"));
        if (!id.len || !json_object_get(objects->at[i], "name"))
            continue;
        place = map_at(arena, &objects->named, id);
        if (!place)
            return ERROR_NO_MEMORY;
        if (*place == MAP_NONE)
            *place = i;
    }
    return ERROR_OK;
}

enum error linked_read(struct arena *arena, const struct html_tree *tree,
                       const struct linked_hint *hint, struct linked *out)
{
    bool has_hinted = false;
    struct objects *objects = arena_new(arena, struct objects);
    struct linked linked = {.headline = {NULL, 0}};
    enum error error = objects ? ERROR_OK : ERROR_NO_MEMORY;

    for (size_t i = 0; !error && i + 1 < tree->count; i++)
        if (is_linked_data(&tree->at[i]) && tree->at[i].end > i + 1)
            error = read_script(arena, tree->at[i + 1].bytes, objects);
    for (size_t i = 0; !error && i < objects->count; i++)
        push_inner(objects, objects->at[i], objects->level[i] + 1U);
    if (!error)
        error = note_named(arena, objects);
    for (size_t i = 0; !error && i < objects->count; i++)
        has_hinted |= rank_of(objects->at[i]) >= ARTICLE_RANK && is_hinted(objects->at[i], hint);
    for (unsigned rank = 9; !error && rank > 0; rank--)
        for (size_t i = 0; !error && i < objects->count; i++)
            if (json_is_object(objects->at[i]) && rank_of(objects->at[i]) == rank &&
                !(has_hinted && rank >= ARTICLE_RANK && !is_hinted(objects->at[i], hint)))
                error = take_object(arena, objects, objects->at[i], &linked);
    if (!error)
        *out = linked;
    return error;
}
