#include "news/settle.h"

#include <assert.h>

#include "base/array.h"
#include "base/map.h"
#include "news/alias.h"
#include "news/settle_body.h"
#include "news/settle_word.h"

enum {
    LONGEST_NAME = 8,
    DATELINE_TOKENS = 8,
    AGENCY_WORDS = 3,
    LEAST_ACRONYM = 3,
    NAME_TYPES = ENTITY_MISC + 1,
    HEADLINE_TOKENS = 64,
    SMALL_WORD_BYTES = 3 /* a headline leaves words of so many small */
};

static const double outweighs = 1.2, sure_score = 0.97;
static const double rule_score = 0.6; /* of a name that the article alone tells */

/* What the mentions of an article show of one spelling. */
enum sign {
    SIGN_LEADS_BODY = 1 << 0,     /* "Halden" of "Halden Mills" */
    SIGN_LEADS_BUSINESS = 1 << 1, /* that is a company by its last word */
    SIGN_ENDS_BODY = 1 << 2,      /* "Shell" of "Royal Dutch Shell" */
    SIGN_SURNAME = 1 << 3,        /* last word of a person's full name */
    SIGN_TITLE = 1 << 4,          /* a title or a role stands before it */
    SIGN_PLACE = 1 << 5,          /* "in Halden", "Halden, Norway" */
    SIGN_PLACE_NOUN = 1 << 6,     /* "Halden province", "the mouth of Halden Creek" */
    SIGN_OPENS = 1 << 7,          /* a name of several words begins with it */
    SIGN_ACRONYM = 1 << 8,        /* the first letters of a body's name */
};

/* How much speaks for each type of one spelling in the article. */
struct spelling {
    double weight[NAME_TYPES];
    uint32_t count[NAME_TYPES];
    uint32_t signs;
};

struct spellings {
    struct spelling *at;
    size_t count, capacity;
};

struct settler {
    struct arena *arena;
    const struct models *models;
    const struct document *document;
    const struct token *tokens;
    uint64_t *folded; /* of every token: a run of them is the key of a name */
    struct mentions *names;
    struct map keys;
    struct spellings spellings;
};

/* ---- words ---- */

static struct slice word_at(const struct settler *settler, uint32_t token)
{
    return token_text(settler->document->text, &settler->tokens[token]);
}

static bool is_capital(const struct settler *settler, uint32_t token)
{
    return settler->tokens[token].flags & TOKEN_CAPITAL;
}

static bool is_listed(const struct settler *settler, enum list list, uint32_t token)
{
    return lexicon_find_id(settler->models->lists[list], settler->folded[token]) != LEXICON_NONE;
}

/* Is the name one that the world knows: a place, a people? */
static bool is_known(const struct settler *settler, const struct mention *name)
{
    struct slice text = slice_at(settler->document->text, name->span);

    return lexicon_find(settler->models->lists[LIST_PLACES], text) != LEXICON_NONE ||
           lexicon_find(settler->models->lists[LIST_DEMONYMS], text) != LEXICON_NONE;
}

static struct slice key_of(const struct settler *settler, uint32_t first, uint32_t last)
{
    return (struct slice){(const char *)&settler->folded[first], sizeof(uint64_t) * (last - first)};
}

/* A name that is a piece of a token has its bytes as key. */
static struct slice key_of_name(const struct settler *settler, const struct mention *name)
{
    bool is_whole = settler->tokens[name->first].span.begin == name->span.begin &&
                    settler->tokens[name->last - 1].span.end == name->span.end;

    return is_whole ? key_of(settler, name->first, name->last)
                    : slice_at(settler->document->text, name->span);
}

/* ---- signs ---- */

static struct spelling *find_spelling(const struct settler *settler, struct slice key)
{
    uint32_t slot = map_find(&settler->keys, key);

    return slot == MAP_NONE ? NULL : &settler->spellings.at[slot];
}

static struct spelling *spelling_at(struct settler *settler, struct slice key)
{
    uint32_t *slot = map_at(settler->arena, &settler->keys, key);

    if (!slot)
        return NULL;
    if (*slot == MAP_NONE) {
        const struct spelling *added = array_push(settler->arena, &settler->spellings);
        if (!added)
            return NULL;
        *slot = (uint32_t)settler->spellings.count - 1;
    }
    assert(settler->spellings.at && *slot < settler->spellings.count);
    return &settler->spellings.at[*slot];
}

static enum error sign(struct settler *settler, uint32_t first, uint32_t last, uint32_t signs)
{
    struct spelling *spelling = spelling_at(settler, key_of(settler, first, last));

    if (!spelling)
        return ERROR_NO_MEMORY;
    spelling->signs |= signs;
    return ERROR_OK;
}

/* The words that a longer name begins or ends with. */
static enum error sign_parts(struct settler *settler, const struct mention *name)
{
    uint32_t first = name->first, last = name->last;
    bool is_business = settle_word_is(SETTLE_BUSINESS, word_at(settler, last - 1));
    uint32_t leads = SIGN_LEADS_BODY | (is_business ? SIGN_LEADS_BUSINESS : 0u);
    enum error error = ERROR_OK;

    if (last - first < 2 || last - first > LONGEST_NAME)
        return ERROR_OK;
    error = sign(settler, first, first + 1, SIGN_OPENS);
    if (!error && name->type == ENTITY_PERSON)
        return sign(settler, last - 1, last, SIGN_SURNAME);
    if (name->type != ENTITY_ORGANIZATION)
        return ERROR_OK;
    for (uint32_t t = first + 1; t < last && !error; t++) {
        if (is_capital(settler, t - 1) && is_capital(settler, t))
            error = sign(settler, first, t, leads);
        if (!error && is_capital(settler, t - 1) && is_capital(settler, t))
            error = sign(settler, t, last, SIGN_ENDS_BODY);
    }
    return error;
}

static enum error sign_acronyms(struct settler *settler, const struct mention *name)
{
    struct slice text = slice_at(settler->document->text, name->span);

    if (name->type != ENTITY_ORGANIZATION || name->last - name->first > LONGEST_NAME)
        return ERROR_OK;
    for (int with_small = 0; with_small < 2; with_small++) {
        struct slice initials;
        struct spelling *spelling;
        uint64_t *id = arena_array(settler->arena, uint64_t, 1);
        enum error error = alias_initials(settler->arena, text, with_small, &initials);
        if (error || !id)
            return ERROR_NO_MEMORY;
        if (initials.len < LEAST_ACRONYM)
            continue;
        *id = token_folded_id(initials);
        spelling = spelling_at(settler, (struct slice){(const char *)id, sizeof *id});
        if (!spelling)
            return ERROR_NO_MEMORY;
        spelling->signs |= SIGN_ACRONYM;
    }
    return ERROR_OK;
}

/* What the words beside a mention tell. */
static uint32_t signs_beside(const struct settler *settler, size_t index)
{
    const struct mention *name = &settler->names->at[index];
    const struct sentence *sentence = &settler->document->sentences.at[name->sentence];
    const struct mention *next =
        index + 1 < settler->names->count ? &settler->names->at[index + 1] : NULL;
    uint32_t signs = 0;

    if (name->first > sentence->first) {
        uint32_t before = name->first - 1;
        if (is_listed(settler, LIST_TITLES, before) || is_listed(settler, LIST_ROLES, before))
            signs |= SIGN_TITLE;
        if (settle_word_is(SETTLE_BEFORE_PLACE, word_at(settler, before)))
            signs |= SIGN_PLACE;
        if (before > sentence->first && slice_is(word_at(settler, before), "of") &&
            settle_word_is(SETTLE_SIDE, word_at(settler, before - 1)))
            signs |= SIGN_PLACE_NOUN;
    }
    if (name->last < sentence->last &&
        settle_word_is(SETTLE_PLACE_NOUN, word_at(settler, name->last)) &&
        !is_capital(settler, name->last))
        signs |= SIGN_PLACE_NOUN;
    if (next && next->type == ENTITY_LOCATION && next->first == name->last + 1 &&
        settler->tokens[name->last].kind == TOKEN_COMMA)
        signs |= SIGN_PLACE;
    return signs;
}

static enum error count_spellings(struct settler *settler)
{
    settler->keys = (struct map){0};
    settler->spellings = (struct spellings){0};
    for (size_t i = 0; i < settler->names->count; i++) {
        const struct mention *name = &settler->names->at[i];
        struct spelling *spelling = spelling_at(settler, key_of_name(settler, name));
        enum error error;
        if (!spelling)
            return ERROR_NO_MEMORY;
        spelling->weight[name->type] += name->score;
        spelling->count[name->type]++;
        spelling->signs |= signs_beside(settler, i);
        error = sign_parts(settler, name);
        if (!error)
            error = sign_acronyms(settler, name);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* ---- types ---- */

/* The type that weighs most; of a name of several words the one that most mentions have. */
static enum entity_type most_marked(const struct spelling *spelling, const struct mention *name)
{
    enum entity_type best = name->type;
    bool is_long = name->last - name->first > 1;

    for (enum entity_type type = 0; type <= ENTITY_MISC; type++)
        if (is_long ? spelling->count[type] > spelling->count[best] ||
                          (spelling->count[type] == spelling->count[best] &&
                           spelling->weight[type] > spelling->weight[best])
                    : spelling->weight[type] > spelling->weight[best])
            best = type;
    if (is_long || (spelling->weight[best] > spelling->weight[name->type] * outweighs &&
                    name->score < sure_score))
        return best;
    return name->type;
}

static bool is_body(const struct settler *settler, const struct spelling *spelling,
                    const struct mention *name, enum entity_type type)
{
    if (!(spelling->signs & (SIGN_LEADS_BODY | SIGN_ENDS_BODY)) || is_known(settler, name) ||
        spelling->signs & (SIGN_SURNAME | SIGN_TITLE | SIGN_PLACE_NOUN))
        return false;
    if (type == ENTITY_PERSON)
        return name->last - name->first == 1 || !is_listed(settler, LIST_FORENAMES, name->first);
    return spelling->signs & SIGN_LEADS_BUSINESS && !(spelling->signs & SIGN_PLACE);
}

static bool is_place(const struct spelling *spelling)
{
    return spelling->signs & SIGN_PLACE_NOUN && !(spelling->signs & (SIGN_SURNAME | SIGN_TITLE));
}

static bool is_surname(const struct settler *settler, const struct spelling *spelling,
                       const struct mention *name)
{
    return name->last - name->first == 1 && spelling->signs & SIGN_SURNAME &&
           !(spelling->signs & (SIGN_LEADS_BODY | SIGN_ENDS_BODY | SIGN_PLACE)) &&
           !is_known(settler, name);
}

static enum entity_type settled_type(const struct settler *settler, const struct mention *name)
{
    const struct spelling *spelling = find_spelling(settler, key_of_name(settler, name));
    enum entity_type type;

    assert(spelling);
    type = most_marked(spelling, name);
    if (type != ENTITY_ORGANIZATION && is_body(settler, spelling, name, type))
        return ENTITY_ORGANIZATION;
    if (type == ENTITY_PERSON && is_place(spelling))
        return ENTITY_LOCATION;
    if (type != ENTITY_PERSON && is_surname(settler, spelling, name))
        return ENTITY_PERSON;
    return type;
}

/* ---- spans ---- */

/* A name that the tagger did not mark, or not as far: `count` tokens; 0 when there is none. */
struct run {
    uint32_t count;
    enum entity_type type;
    double score;
};

static struct run run_of(const struct spelling *spelling, uint32_t count)
{
    struct run run = {count, ENTITY_ORGANIZATION, rule_score};
    enum entity_type best = 0;

    for (enum entity_type type = 0; type <= ENTITY_MISC; type++)
        if (spelling->weight[type] > spelling->weight[best])
            best = type;
    if (spelling->count[best]) {
        run.type = best;
        run.score = spelling->weight[best] / spelling->count[best];
    } else if (count == 1 && spelling->signs & SIGN_SURNAME) {
        run.type = ENTITY_PERSON;
    }
    return run;
}

/* A name of several words, or the first words of a body, that the article has elsewhere. */
static struct run known_run(const struct settler *settler, uint32_t first, uint32_t last)
{
    uint32_t most = last - first < LONGEST_NAME ? last - first : LONGEST_NAME;
    const struct spelling *spelling = find_spelling(settler, key_of(settler, first, first + 1));

    if (!spelling || !(spelling->signs & SIGN_OPENS))
        return (struct run){0};
    for (uint32_t count = most; count > 1; count--) {
        if (!is_capital(settler, first + count - 1))
            continue;
        spelling = find_spelling(settler, key_of(settler, first, first + count));
        for (size_t type = 0; spelling && type < NAME_TYPES; type++)
            if (spelling->count[type])
                return run_of(spelling, count);
        if (spelling && spelling->signs & SIGN_LEADS_BODY)
            return run_of(spelling, count);
    }
    return (struct run){0};
}

static bool is_capital_word(const struct settler *settler, uint32_t token)
{
    return is_capital(settler, token) && settler->tokens[token].kind == TOKEN_WORD;
}

/* One capital word inside a sentence: a body's first word, a surname, an acronym told of. */
static struct run known_word(const struct settler *settler, uint32_t token)
{
    const struct spelling *spelling = find_spelling(settler, key_of(settler, token, token + 1));
    uint32_t signs = spelling ? spelling->signs : 0;

    if (signs & SIGN_ACRONYM && settler->tokens[token].flags & TOKEN_ALL_CAPS)
        return (struct run){1, ENTITY_ORGANIZATION, rule_score};
    if (!(signs & (SIGN_LEADS_BODY | SIGN_SURNAME)) || is_listed(settler, LIST_PLACES, token) ||
        is_listed(settler, LIST_DEMONYMS, token) || is_listed(settler, LIST_STOPWORDS, token))
        return (struct run){0};
    return run_of(spelling, 1);
}

/* Capital words inside a sentence up to one that companies end with: "Acme Bulk Carriers". */
static struct run business_run(const struct settler *settler, uint32_t first, uint32_t last)
{
    uint32_t count = 0;

    while (count <= LONGEST_NAME && first + count < last && is_capital_word(settler, first + count))
        count++;
    if (count < 2 || count > LONGEST_NAME || is_listed(settler, LIST_TITLES, first) ||
        !settle_word_is(SETTLE_BUSINESS, word_at(settler, first + count - 1)))
        return (struct run){0};
    return (struct run){count, ENTITY_ORGANIZATION, rule_score};
}

/* Not all of a sentence's first words are capitalised, as they are in headlines. */
static bool has_small_words(const struct settler *settler, const struct sentence *sentence)
{
    for (uint32_t t = sentence->first; t < sentence->last && t < sentence->first + HEADLINE_TOKENS;
         t++)
        if (settler->tokens[t].kind == TOKEN_WORD && !is_capital(settler, t) &&
            span_length(settler->tokens[t].span) > SMALL_WORD_BYTES)
            return true;
    return false;
}

/* "LIMA, Peru (Andes Wire) --": what stands in the brackets of a dateline. */
static bool is_agency(const struct settler *settler, const struct sentence *sentence,
                      uint32_t first, uint32_t *count)
{
    uint32_t last = first;

    if (first == sentence->first || first > sentence->first + DATELINE_TOKENS ||
        !(settler->tokens[sentence->first].flags & TOKEN_ALL_CAPS) ||
        !slice_is(word_at(settler, first - 1), "("))
        return false;
    while (last < sentence->last && last - first < AGENCY_WORDS && is_capital_word(settler, last))
        last++;
    *count = last - first;
    return *count && last + 1 < sentence->last && slice_is(word_at(settler, last), ")") &&
           settler->tokens[last + 1].kind == TOKEN_DASH;
}

/* The name that the article or its words tell of at a token, `is_free` of marked ones. */
static struct run find_run(const struct settler *settler, const struct sentence *sentence,
                           uint32_t token, bool is_free)
{
    struct run run;
    uint32_t count;

    if (!is_capital(settler, token))
        return (struct run){0};
    if (is_agency(settler, sentence, token, &count))
        return (struct run){count, ENTITY_ORGANIZATION, rule_score};
    run = known_run(settler, token, sentence->last);
    if (run.count || token == sentence->first || is_capital(settler, token - 1))
        return run;
    run = business_run(settler, token, sentence->last);
    if (run.count && !is_free && !has_small_words(settler, sentence))
        return (struct run){0}; /* a headline */
    if (!run.count && is_free && (token + 1 == sentence->last || !is_capital(settler, token + 1)))
        run = known_word(settler, token);
    return run;
}

static struct mention name_of_run(const struct settler *settler, uint32_t sentence, uint32_t first,
                                  const struct run *run)
{
    const struct token *tokens = settler->tokens;

    return (struct mention){
        .span = {tokens[first].span.begin, tokens[first + run->count - 1].span.end},
        .first = first,
        .last = first + run->count,
        .sentence = sentence,
        .type = run->type,
        .entity = NO_ENTITY,
        .score = run->score};
}

/* Copying the names of an article to a list with those that are found again. */
struct search {
    struct mentions old, found;
    size_t next;   /* of the old names */
    uint32_t done; /* tokens before it stand in found names */
};

/* The name that begins at a token: one known from elsewhere, or the one that was there. A longer
 * name takes the place of those inside it. */
static bool name_here(const struct settler *settler, struct search *search, uint32_t sentence,
                      uint32_t token, struct mention *out)
{
    const struct mentions *old = &search->old;
    size_t behind = search->next;
    bool is_free = behind == old->count || old->at[behind].first > token;
    struct run run = {0};

    if (token >= search->done)
        run = find_run(settler, &settler->document->sentences.at[sentence], token, is_free);
    while (behind < old->count && old->at[behind].first < token + run.count)
        behind++;
    if (run.count && (behind == search->next || old->at[behind - 1].last <= token + run.count)) {
        *out = name_of_run(settler, sentence, token, &run);
        search->next = behind;
        return true;
    }
    if (search->next == old->count || old->at[search->next].first > token)
        return false;
    *out = old->at[search->next++];
    return true;
}

/* A name of several words is one wherever it stands. */
static enum error find_again(struct settler *settler)
{
    struct search search = {.old = *settler->names};

    for (uint32_t s = 0; s < settler->document->sentences.count; s++) {
        const struct sentence *sentence = &settler->document->sentences.at[s];
        for (uint32_t t = sentence->first; t < sentence->last;) {
            struct mention name, *place;
            if (!name_here(settler, &search, s, t, &name)) {
                t++;
                continue;
            }
            place = array_push(settler->arena, &search.found);
            if (!place)
                return ERROR_NO_MEMORY;
            *place = name;
            t = search.done = name.last;
            if (search.next < search.old.count && search.old.at[search.next].first < t)
                t = search.old.at[search.next].first; /* two names in one token */
        }
    }
    *settler->names = search.found;
    return ERROR_OK;
}

enum error settle_names(struct arena *arena, const struct models *models,
                        const struct document *document, struct mentions *names)
{
    struct settler settler = {.arena = arena,
                              .models = models,
                              .document = document,
                              .tokens = document->tokens.at,
                              .folded = arena_array(arena, uint64_t, document->tokens.count + 1),
                              .names = names};
    enum error error;

    if (!settler.folded)
        return ERROR_NO_MEMORY;
    for (size_t t = 0; t < document->tokens.count; t++)
        settler.folded[t] = document->tokens.at[t].folded;
    error = settle_bodies(arena, document, names);
    if (error)
        return error;
    error = count_spellings(&settler);
    if (!error)
        error = find_again(&settler);
    if (!error)
        error = count_spellings(&settler);
    for (size_t i = 0; i < names->count && !error; i++)
        names->at[i].type = settled_type(&settler, &names->at[i]);
    return error;
}
