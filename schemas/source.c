#include "schemas/source.h"

#include <stdio.h>

#define AT(member) offsetof(struct wire_source, member)

static const struct field source_fields[] = {
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_NOT_EMPTY,
     .doc = "the article itself; all offsets count from its start"},
    {"article", FIELD_TEXT, AT(article), .max = 256, .rules = FIELD_NOT_EMPTY | FIELD_ID,
     .doc = "id of an article of the corpus"},
    {"html", FIELD_TEXT, AT(html), .rules = FIELD_NOT_EMPTY,
     .doc = "a web page; its article is read, and all offsets count from the start of that text, "
            "which the parameter text=true returns"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NOT_EMPTY,
     .doc = "address to fetch the article from; 403 fetch_off while fetching is off"},
    {"id", FIELD_TEXT, AT(id), .max = 256, .rules = FIELD_NOT_EMPTY | FIELD_ID | FIELD_NULLABLE,
     .doc = "your own id of the text, echoed by the reply; of an article its corpus id is echoed"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "headline"},
    {"published", FIELD_TEXT, AT(published), .rules = FIELD_NULLABLE | FIELD_DATE,
     .doc = "ISO 8601 date or date-time; relative dates such as Monday are counted from it"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_NULLABLE, .doc = "agency or paper"},
    {"language", FIELD_TEXT, AT(language), .rules = FIELD_NULLABLE,
     .doc = "language of the text, BCP 47; English is what is read"},
};

#undef AT

void source_check(const struct wire_source *source, struct slice pointer, struct problem *problem)
{
    /* In the order in which a fault names them. */
    const struct {
        const char *name;
        bool given;
    } forms[] = {
        {"article", source->article.ptr != NULL},
        {"text", source->text.ptr != NULL},
        {"html", source->html.ptr != NULL},
        {"url", source->url.ptr != NULL},
    };

    const size_t form_count = sizeof forms / sizeof *forms;
    char got[64] = "none";
    size_t count = 0, named = 0, len = 0;

    for (size_t i = 0; i < form_count; i++)
        count += forms[i].given;
    if (count == 1)
        return;
    for (size_t i = 0; i < form_count; i++) {
        const char *joint = named == 0 ? "" : named + 1 == count ? " and " : ", ";
        if (!forms[i].given)
            continue;
        len += (size_t)snprintf(got + len, sizeof got - len, "%s%s", joint, forms[i].name);
        named++;
    }
    problem_fault(problem, pointer, count ? SLICE("exclusive") : SLICE("missing"),
                  "give exactly one of text, article, html, url; got %s", got);
}

struct slice source_subject(const struct wire_source *source)
{
    const struct slice forms[] = {source->text, source->article, source->html, source->url};
    size_t i = 0;

    while (i + 1 < sizeof forms / sizeof *forms && !forms[i].ptr)
        i++;
    return forms[i];
}

static void check(const void *object, struct slice pointer, struct problem *problem)
{
    source_check(object, pointer, problem);
}

const struct shape source_shape = {
    SHAPE("source", "Where a text comes from: exactly one of text, article, html, url",
          struct wire_source, source_fields),
    .is_request = true,
    .check = check,
};
