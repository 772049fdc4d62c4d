#include "schemas/article.h"

#define AT(member) offsetof(struct wire_article, member)

static const struct field article_fields[] = {
    {"id", FIELD_TEXT, AT(id), .doc = "corpus id"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "headline"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_NULLABLE, .doc = "agency or paper"},
    {"byline", FIELD_TEXT, AT(byline), .rules = FIELD_NULLABLE, .doc = "who wrote it"},
    {"published", FIELD_TEXT, AT(published), .rules = FIELD_NULLABLE,
     .doc = "ISO 8601 date or date-time"},
    {"modified", FIELD_TEXT, AT(modified), .rules = FIELD_NULLABLE,
     .doc = "the same, of its last change"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NULLABLE, .doc = "where it was published"},
    {"language", FIELD_TEXT, AT(language),
     .doc = "BCP 47; en where the article does not tell, as English is what is read"},
    {"words", FIELD_COUNT, AT(words), .doc = "length of the text, counted between white space"},
    {"quotes", FIELD_COUNT, AT(quotes), .rules = FIELD_NULLABLE,
     .doc = "how many quotes it has; null until it has been read for names and quotes"},
    {"entities", FIELD_COUNT, AT(entities), .rules = FIELD_NULLABLE,
     .doc = "how many entities it names; null until it has been read for names and quotes"},
};

static const struct shape article_shape = {
    SHAPE("listed_article", "An article of the corpus", struct wire_article, article_fields)};

static const struct field article_reply_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &article_shape},
    {"text", FIELD_TEXT, AT(text), .doc = "the text that all offsets count from"},
};

#undef AT

const struct shape article_reply_shape = {SHAPE("article", "An article of the corpus with its text",
                                                struct wire_article, article_reply_fields)};

#define AT(member) offsetof(struct read_article, member)

static const struct field read_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "headline"},
    {"byline", FIELD_TEXT, AT(byline), .rules = FIELD_NULLABLE,
     .doc = "who wrote it: names, a comma between them"},
    {"source", FIELD_TEXT, AT(source), .rules = FIELD_NULLABLE, .doc = "agency or paper"},
    {"published", FIELD_TEXT, AT(published), .rules = FIELD_NULLABLE,
     .doc = "ISO 8601 date or date-time"},
    {"modified", FIELD_TEXT, AT(modified), .rules = FIELD_NULLABLE,
     .doc = "the same, of its last change"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NULLABLE, .doc = "where it is"},
    {"language", FIELD_TEXT, AT(language), .rules = FIELD_NULLABLE, .doc = "BCP 47"},
    {"words", FIELD_COUNT, AT(words), .doc = "length of the text, counted between white space"},
    {"text", FIELD_TEXT, AT(text), .doc = "the text that all offsets count from"},
};

#undef AT

const struct shape read_article_shape = {
    SHAPE("read_article", "An article out of a source", struct read_article, read_fields)};

static const struct field articles_fields[] = {
    {"articles", FIELD_LIST, offsetof(struct articles_reply, articles), .of = &article_shape,
     .doc = "in the order of the corpus"},
    {NULL, FIELD_INLINE, offsetof(struct articles_reply, end), .of = &list_end_shape},
};

const struct shape articles_reply_shape = {
    SHAPE("articles", "Articles of the corpus", struct articles_reply, articles_fields)};

void article_reply_build(const struct generation *generation, uint32_t article,
                         struct wire_article *out)
{
    const struct article *stored = generation_article(generation, article);

    *out = (struct wire_article){
        .id = stored->id,
        .title = stored->title,
        .source = stored->source,
        .byline = stored->byline,
        .published = stored->published,
        .modified = stored->modified,
        .url = stored->url,
        .language = stored->language.ptr ? stored->language : SLICE("en"),
        .words = generation_words(generation, article),
        .text = stored->text,
    };
    if (!generation_counts(generation, article, &out->entities, &out->quotes))
        out->entities = out->quotes = WIRE_NONE;
}

enum error articles_reply_build(struct arena *arena, const struct generation *generation,
                                const struct page *page, struct articles_reply *out)
{
    struct wire_article *at = arena_array(arena, struct wire_article, page->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < page->count; i++)
        article_reply_build(generation, page->at[i], &at[i]);
    *out = (struct articles_reply){{at, page->count}, wire_list_end_of(generation, page)};
    return ERROR_OK;
}
