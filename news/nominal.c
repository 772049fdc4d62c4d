#include "news/nominal.h"

#include "news/window.h"
#include "news/word.h"

enum {
    COMPANY = 1,      /* its place among the nouns */
    INTRODUCTION = 8, /* tokens of ", a mining company" */
    BY_REACH = 5,     /* tokens from a document to "by" */
    ACTOR_REACH = 24  /* phrases from an organisation that acted to "the company" */
};

/* Words for an organisation, and the noun each of them answers to. */
static const struct {
    struct slice word;
    uint8_t noun;
} words[] = {
    {SLICE_INIT("company"), COMPANY},
    {SLICE_INIT("firm"), COMPANY},
    {SLICE_INIT("subsidiary"), COMPANY},
    {SLICE_INIT("maker"), COMPANY},
    {SLICE_INIT("manufacturer"), COMPANY},
    {SLICE_INIT("retailer"), COMPANY},
    {SLICE_INIT("carmaker"), COMPANY},
    {SLICE_INIT("inc"), COMPANY},
    {SLICE_INIT("corp"), COMPANY},
    {SLICE_INIT("corporation"), COMPANY},
    {SLICE_INIT("ltd"), COMPANY},
    {SLICE_INIT("plc"), COMPANY},
    {SLICE_INIT("llc"), COMPANY},
    {SLICE_INIT("gmbh"), COMPANY},
    {SLICE_INIT("airline"), 2},
    {SLICE_INIT("airlines"), 2},
    {SLICE_INIT("airways"), 2},
    {SLICE_INIT("bank"), 3},
    {SLICE_INIT("union"), 4},
    {SLICE_INIT("federation"), 5},
    {SLICE_INIT("agency"), 6},
    {SLICE_INIT("court"), 7},
    {SLICE_INIT("ministry"), 8},
    {SLICE_INIT("department"), 9},
    {SLICE_INIT("commission"), 10},
    {SLICE_INIT("committee"), 11},
    {SLICE_INIT("council"), 12},
    {SLICE_INIT("board"), 13},
    {SLICE_INIT("bureau"), 14},
    {SLICE_INIT("authority"), 15},
    {SLICE_INIT("party"), 16},
    {SLICE_INIT("university"), 17},
    {SLICE_INIT("college"), 18},
    {SLICE_INIT("school"), 19},
    {SLICE_INIT("hospital"), 20},
    {SLICE_INIT("church"), 21},
    {SLICE_INIT("museum"), 22},
    {SLICE_INIT("association"), 23},
    {SLICE_INIT("foundation"), 24},
    {SLICE_INIT("institute"), 25},
    {SLICE_INIT("group"), 26},
    {SLICE_INIT("organization"), 27},
    {SLICE_INIT("organisation"), 27},
    {SLICE_INIT("newspaper"), 28},
    {SLICE_INIT("club"), 29},
    {SLICE_INIT("league"), 30},
    {SLICE_INIT("team"), 31},
    {SLICE_INIT("port"), 32},
    {SLICE_INIT("service"), 33},
    {SLICE_INIT("office"), 34},
    {SLICE_INIT("senate"), 35},
    {SLICE_INIT("parliament"), 36},
    {SLICE_INIT("campaign"), 37},
    {SLICE_INIT("fund"), 38},
    {SLICE_INIT("society"), 39},
    {SLICE_INIT("brigade"), 40},
    {SLICE_INIT("center"), 41},
    {SLICE_INIT("centre"), 41},
};

enum { NOUNS = 42 };

/* What people speak in. */
static const char *const documents[] = {
    "statement", "statements", "letter",    "tweet",    "tweets",  "post",    "posts",
    "release",   "memo",       "summary",   "email",    "message", "speech",  "notice",
    "complaint", "lawsuit",    "report",    "website",  "account", "blog",    "essay",
    "editorial", "bulletin",   "affidavit", "petition", "decree",  "verdict", "video"};

/* True for the same letters in any case; the noun is in small ones. */
static bool is_word(struct slice word, struct slice noun)
{
    if (word.len != noun.len)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if ((word.ptr[i] | 0x20) != noun.ptr[i])
            return false;
    return true;
}

/* The noun a word answers to, without its full stop; 0 when it is none. */
static uint8_t noun_of(struct slice word)
{
    if (word.len && word.ptr[word.len - 1] == '.')
        word.len--;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(word, words[i].word))
            return words[i].noun;
    return 0;
}

static uint8_t noun_at(const struct scene *scene, uint32_t i)
{
    return noun_of(token_text(scene->document->text, &scene->document->tokens.at[i]));
}

enum error nominal_begin(const struct scene *scene, struct nominals *nominals)
{
    *nominals = (struct nominals){
        .scene = scene,
        .by_noun = arena_array(scene->arena, uint32_t, NOUNS),
        .nouns = arena_array(scene->arena, uint8_t, scene->entities->count + 1),
        .actor = NO_ENTITY,
    };
    if (!nominals->by_noun || !nominals->nouns)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < NOUNS; i++)
        nominals->by_noun[i] = NO_ENTITY;
    return ERROR_OK;
}

/* "the mining company Cobre Alto", "Cobre Alto, a mining company": the noun, or 0. */
static uint8_t introduction(const struct scene *scene, const struct phrase *name)
{
    const struct document *document = scene->document;
    uint32_t s = document_sentence_at(document, phrase_span(scene, name).begin);
    const struct sentence *sentence = &document->sentences.at[s];
    uint32_t i = name->last + 1, last = i + INTRODUCTION;

    if (name->first > sentence->first && noun_at(scene, name->first - 1))
        return noun_at(scene, name->first - 1);
    if (i >= sentence->last || document->tokens.at[name->last].kind != TOKEN_COMMA ||
        !(scene->classes[i] & WORD_DETERMINER))
        return 0;
    for (; i < last && i < sentence->last && document->tokens.at[i].kind == TOKEN_WORD &&
           !(scene->classes[i] & (WORD_PREPOSITION | WORD_RELATIVE));
         i++)
        if (noun_at(scene, i))
            return noun_at(scene, i);
    return 0;
}

static bool is_actor(const struct phrase *phrase)
{
    return !phrase->is_object && !phrase->is_possessor && !phrase->is_in_title;
}

void nominal_note(struct nominals *nominals, uint32_t p, uint32_t entity)
{
    const struct phrase *phrase = &nominals->scene->phrases.at[p];
    struct slice rest = nominals->scene->entities->at[entity].name, word;
    uint8_t *noun = &nominals->nouns[entity];
    bool is_other = false;

    if (*noun == 0)
        *noun = introduction(nominals->scene, phrase);
    while (slice_cut(&rest, ' ', &word)) {
        uint8_t own = noun_of(word);
        is_other = is_other || own > COMPANY;
        if (own > COMPANY)
            nominals->by_noun[own] = entity;
        else if (own == COMPANY)
            *noun = own;
    }
    if (*noun && (is_actor(phrase) || nominals->by_noun[*noun] == NO_ENTITY))
        nominals->by_noun[*noun] = entity;
    if (is_actor(phrase) && !is_other && *noun <= COMPANY) {
        nominals->actor = entity;
        nominals->phrase = p;
    }
}

uint32_t nominal_find(const struct nominals *nominals, uint32_t p)
{
    const struct scene *scene = nominals->scene;
    const struct phrase *phrase = &scene->phrases.at[p];
    struct slice article =
        token_text(scene->document->text, &scene->document->tokens.at[phrase->first]);
    uint8_t noun = noun_at(scene, phrase->head);

    if (noun == 0 || phrase->last != phrase->first + 2 || phrase->head != phrase->first + 1 ||
        !(slice_is(article, "the") || slice_is(article, "The")))
        return NO_ENTITY;
    if (nominals->by_noun[noun] != NO_ENTITY)
        return nominals->by_noun[noun];
    return noun == COMPANY && nominals->actor != NO_ENTITY && p - nominals->phrase <= ACTOR_REACH
               ? nominals->actor
               : NO_ENTITY;
}

static bool is_document(const struct scene *scene, uint32_t i)
{
    return SLICE_IS_ONE_OF(token_text(scene->document->text, &scene->document->tokens.at[i]),
                           documents);
}

/* The entity of a name that can write. */
static uint32_t author_at(const struct scene *scene, uint32_t token)
{
    const struct mentions *mentions = scene->mentions;
    size_t m = mention_at(mentions, scene->document->tokens.at[token].span.begin);

    if (m >= mentions->count || mentions->at[m].entity >= scene->entities->count ||
        (mentions->at[m].type != ENTITY_PERSON && mentions->at[m].type != ENTITY_ORGANIZATION))
        return NO_ENTITY;
    return mentions->at[m].entity;
}

/* Behind "by" or "from" and a title. */
static uint32_t author_behind(const struct scene *scene, uint32_t by)
{
    size_t next = phrase_from(&scene->phrases, by + 1);

    return next < scene->phrases.count && gap_is_title(scene, by + 1, scene->phrases.at[next].first)
               ? author_at(scene, scene->phrases.at[next].first)
               : NO_ENTITY;
}

uint32_t nominal_author(const struct scene *scene, uint32_t p)
{
    const struct phrase *phrase = &scene->phrases.at[p];
    const struct tokens *tokens = &scene->document->tokens;
    uint32_t head = phrase->last - 1;

    if (!is_document(scene, head))
        return NO_ENTITY;
    for (uint32_t i = phrase->first; i < head; i++)
        if (author_at(scene, i) != NO_ENTITY)
            return author_at(scene, i);
    for (uint32_t i = phrase->last; i < phrase->last + BY_REACH && i + 1 < tokens->count; i++) {
        struct slice word = token_text(scene->document->text, &tokens->at[i]);
        if (tokens->at[i].kind == TOKEN_STOP || scene->piece_of[i] != PIECE_NONE)
            break;
        if (slice_is(word, "by") || slice_is(word, "from"))
            return author_behind(scene, i);
    }
    return NO_ENTITY;
}
