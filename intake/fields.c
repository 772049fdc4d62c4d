#include "intake/fields.h"

#include <strings.h>

#include "base/date.h"
#include "intake/html/page.h"
#include "intake/markup.h"
#include "intake/moment.h"

enum {
    NAME_BYTES_MAX = 32,
    RANK_FIRST = 100 /* below are those that callers know better */
};

/* Names without case and the marks between words, the best known of each field first. Sources:
 * ninjs 1.x to 3.x, JSON Feed, schema.org, GDELT, Webhose, Media Cloud, newspaper4k, trafilatura,
 * Miniflux, WordPress, the samples of tools that people named. */
static const struct {
    const char *name;
    enum field field;
} names[] = {
    {"id", FIELD_ID},
    {"guid", FIELD_ID},
    {"uuid", FIELD_ID},
    {"uri", FIELD_ID},
    {"identifier", FIELD_ID},
    {"articleid", FIELD_ID},
    {"storyid", FIELD_ID},
    {"storiesid", FIELD_ID},
    {"docid", FIELD_ID},
    {"title", FIELD_TITLE},
    {"headline", FIELD_TITLE},
    {"headlinemain", FIELD_TITLE},
    {"hedline", FIELD_TITLE},
    {"text", FIELD_TEXT},
    {"bodytext", FIELD_TEXT},
    {"contenttext", FIELD_TEXT},
    {"maintext", FIELD_TEXT},
    {"fulltext", FIELD_TEXT},
    {"plaintext", FIELD_TEXT},
    {"articletext", FIELD_TEXT},
    {"rawtext", FIELD_TEXT},
    {"bodymain", FIELD_TEXT},
    {"content", FIELD_MARKUP},
    {"body", FIELD_MARKUP},
    {"articlebody", FIELD_MARKUP},
    {"article", FIELD_MARKUP},
    {"storytext", FIELD_MARKUP},
    {"story", FIELD_MARKUP},
    {"maincontent", FIELD_MARKUP},
    {"fullcontent", FIELD_MARKUP},
    {"bodyhtml", FIELD_HTML},
    {"contenthtml", FIELD_HTML},
    {"bodyxhtml", FIELD_HTML},
    {"bodyrichtext", FIELD_HTML},
    {"contentencoded", FIELD_HTML},
    {"articlehtml", FIELD_HTML},
    {"html", FIELD_PAGE},
    {"rawhtml", FIELD_PAGE},
    {"pagehtml", FIELD_PAGE},
    {"byline", FIELD_BYLINE},
    {"by", FIELD_BYLINE},
    {"author", FIELD_BYLINE},
    {"authors", FIELD_BYLINE},
    {"authorname", FIELD_BYLINE},
    {"creator", FIELD_BYLINE},
    {"dccreator", FIELD_BYLINE},
    {"journalist", FIELD_BYLINE},
    {"writer", FIELD_BYLINE},
    {"source", FIELD_SOURCE},
    {"publisher", FIELD_SOURCE},
    {"publication", FIELD_SOURCE},
    {"site", FIELD_SOURCE},
    {"sitename", FIELD_SOURCE},
    {"sourcename", FIELD_SOURCE},
    {"medianame", FIELD_SOURCE},
    {"newspaper", FIELD_SOURCE},
    {"outlet", FIELD_SOURCE},
    {"provider", FIELD_SOURCE},
    {"copyrightholder", FIELD_SOURCE},
    {"feed", FIELD_SOURCE},
    {"domain", FIELD_SOURCE},
    {"published", FIELD_PUBLISHED},
    {"publishedat", FIELD_PUBLISHED},
    {"datepublished", FIELD_PUBLISHED},
    {"publisheddate", FIELD_PUBLISHED},
    {"publishdate", FIELD_PUBLISHED},
    {"publicationdate", FIELD_PUBLISHED},
    {"pubdate", FIELD_PUBLISHED},
    {"publishedtime", FIELD_PUBLISHED},
    {"publishedon", FIELD_PUBLISHED},
    {"firstpublished", FIELD_PUBLISHED},
    {"firstcreated", FIELD_PUBLISHED},
    {"contentcreated", FIELD_PUBLISHED},
    {"date", FIELD_PUBLISHED},
    {"datetime", FIELD_PUBLISHED},
    {"createdat", FIELD_PUBLISHED},
    {"timestamp", FIELD_PUBLISHED},
    {"modified", FIELD_MODIFIED},
    {"datemodified", FIELD_MODIFIED},
    {"modifieddate", FIELD_MODIFIED},
    {"modifiedat", FIELD_MODIFIED},
    {"lastmodified", FIELD_MODIFIED},
    {"versioncreated", FIELD_MODIFIED},
    {"updated", FIELD_MODIFIED},
    {"updatedat", FIELD_MODIFIED},
    {"url", FIELD_URL},
    {"link", FIELD_URL},
    {"permalink", FIELD_URL},
    {"canonicalurl", FIELD_URL},
    {"articleurl", FIELD_URL},
    {"sourceurl", FIELD_URL},
    {"weburl", FIELD_URL},
    {"externalurl", FIELD_URL},
    {"language", FIELD_LANGUAGE},
    {"lang", FIELD_LANGUAGE},
    {"inlanguage", FIELD_LANGUAGE},
};

enum field field_of(struct slice name, unsigned *rank)
{
    char plain[NAME_BYTES_MAX + 1];
    size_t len = 0;

    name = slice_trim(name);
    for (size_t i = 0; i < name.len; i++) {
        char byte = name.ptr[i];
        if (byte == '_' || byte == '-' || byte == ' ' || byte == ':')
            continue;
        if (len == NAME_BYTES_MAX)
            return FIELD_NONE;
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte | 0x20);
        plain[len++] = byte;
    }
    plain[len] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(plain, names[i].name) == 0) {
            *rank = (unsigned)i + RANK_FIRST;
            return names[i].field;
        }
    return FIELD_NONE;
}

void fields_put(struct fields *fields, enum field field, unsigned rank, struct slice value)
{
    bool is_kept_empty = field == FIELD_TEXT || field == FIELD_ID;

    if (!value.ptr || (!value.len && !is_kept_empty))
        return;
    if (fields->rank[field] && fields->rank[field] <= rank)
        return;
    fields->rank[field] = rank;
    fields->at[field] = value;
}

static enum error read_text(struct arena *arena, const struct fields *fields, struct article *out)
{
    struct slice plain = fields->at[FIELD_TEXT], text = {NULL, 0};
    bool is_flat = slice_find(plain, '\n', 0) == plain.len;
    enum error error = ERROR_OK;

    if (!plain.len && fields->at[FIELD_MARKUP].ptr)
        error = markup_text(arena, fields->at[FIELD_MARKUP], false, &text);
    if (!error && is_flat && !text.len && fields->at[FIELD_HTML].ptr)
        error = markup_text(arena, fields->at[FIELD_HTML], true, &text);
    if (error)
        return error;
    if (!plain.len)
        out->text = text.ptr ? text : plain;
    else
        out->text = slice_find(text, '\n', 0) < text.len ? text : plain;
    return ERROR_OK;
}

/* A page tells itself what no other value does. */
static enum error read_page(struct arena *arena, const struct fields *fields, struct article *out)
{
    const struct web_page page = {
        .bytes = fields->at[FIELD_PAGE], .charset = SLICE("utf-8"), .url = fields->at[FIELD_URL]};
    struct article told;
    enum error error = page_read(arena, &page, &told);

    if (error)
        return error;
    out->text = told.text;
    out->title = out->title.ptr ? out->title : told.title;
    out->byline = out->byline.ptr ? out->byline : told.byline;
    out->source = out->source.ptr ? out->source : told.source;
    out->published = out->published.ptr ? out->published : told.published;
    out->modified = out->modified.ptr ? out->modified : told.modified;
    out->language = out->language.ptr ? out->language : told.language;
    out->url = out->url.ptr ? out->url : told.url;
    return ERROR_OK;
}

static enum error read_date(struct arena *arena, struct slice raw, struct slice *out)
{
    *out = raw;
    return !raw.ptr || date_is_valid(raw) ? ERROR_OK : moment_read(arena, raw, out);
}

enum error fields_read(struct arena *arena, const struct fields *fields, struct article *out)
{
    const struct slice *at = fields->at;
    struct article article = {.id = at[FIELD_ID],
                              .source = at[FIELD_SOURCE],
                              .url = at[FIELD_URL],
                              .language = at[FIELD_LANGUAGE]};
    enum error error = read_text(arena, fields, &article);

    if (!error && at[FIELD_TITLE].ptr)
        error = markup_line(arena, at[FIELD_TITLE], &article.title);
    if (!error && at[FIELD_BYLINE].ptr)
        error = markup_add_name(arena, at[FIELD_BYLINE], &article.byline);
    if (!error)
        error = read_date(arena, at[FIELD_PUBLISHED], &article.published);
    if (!error)
        error = read_date(arena, at[FIELD_MODIFIED], &article.modified);
    if (!error && !article.text.len && at[FIELD_PAGE].ptr)
        error = read_page(arena, fields, &article);
    if (error)
        return error;
    if (at[FIELD_PUBLISHED].ptr && !article.published.ptr)
        article.published = at[FIELD_PUBLISHED];
    if (!article.published.ptr)
        article.published = article.modified;
    *out = article;
    return ERROR_OK;
}
