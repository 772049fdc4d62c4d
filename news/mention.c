#include "news/mention.h"

#include <assert.h>

#include "base/array.h"
#include "news/figure.h"
#include "news/settle.h"
#include "news/tagger.h"

const struct slice entity_type_names[ENTITY_TYPE_COUNT] = {
    SLICE_INIT("PERSON"), SLICE_INIT("ORGANIZATION"), SLICE_INIT("LOCATION"),
    SLICE_INIT("MISC"),   SLICE_INIT("DATE"),         SLICE_INIT("TIME"),
    SLICE_INIT("MONEY"),  SLICE_INIT("PERCENT"),      SLICE_INIT("NUMBER"),
};

size_t mention_at(const struct mentions *mentions, uint32_t byte)
{
    size_t low = 0, high = mentions->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions->at[middle].span.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low < mentions->count && mentions->at[low].span.begin <= byte ? low : mentions->count;
}

enum { WITNESS_WINDOW = 2048 }; /* units to either side */

static const double listed_score = 0.5; /* of a name that the lists alone tell */

/* What the rules below see: a run of units that the tagger took for one name. */
struct finder {
    struct arena *scratch; /* names live there until they are merged with the figures */
    struct arena *arena;
    const struct models *models;
    const struct document *document;
    struct reading reading;
    struct tags tags;
    struct mentions names;
    struct mentions *out;
};

static struct slice unit_text(const struct finder *finder, uint32_t unit)
{
    return slice_at(finder->document->text, finder->reading.units[unit].span);
}

static const struct token *unit_token(const struct finder *finder, uint32_t unit)
{
    return &finder->document->tokens.at[finder->reading.units[unit].token];
}

static uint16_t unit_bits(const struct finder *finder, uint32_t unit)
{
    return finder->reading.words.at[finder->reading.units[unit].word].bits;
}

static enum error add(struct finder *finder, uint32_t sentence, uint32_t first, uint32_t last,
                      enum entity_type type)
{
    const struct unit *units = finder->reading.units;
    struct mention *mention = array_push(finder->scratch, &finder->names);

    if (!mention)
        return ERROR_NO_MEMORY;
    *mention = (struct mention){.span = {units[first].span.begin, units[last - 1].span.end},
                                .first = units[first].token,
                                .last = units[last - 1].token + 1,
                                .sentence = sentence,
                                .type = type,
                                .entity = NO_ENTITY,
                                .score = finder->tags.at[last - 1] == TAG_OUTSIDE
                                             ? listed_score
                                             : (double)finder->tags.scores[last - 1]};
    return ERROR_OK;
}

static uint32_t sentence_of(const struct finder *finder, uint32_t unit)
{
    return document_sentence_at(finder->document, finder->reading.units[unit].span.begin);
}

/* A leading article is no part of a name, but "The" inside a sentence is; nor are outer marks and a
 * final 's. */
static void trim(const struct finder *finder, uint32_t *first, uint32_t *last)
{
    while (*first < *last) {
        struct slice text = unit_text(finder, *first);
        bool is_article =
            slice_is(text, "the") || slice_is(text, "a") || slice_is(text, "an") ||
            (slice_is(text, "The") && finder->reading.units[*first].flags & UNIT_FIRST);
        if (!is_article && unit_token(finder, *first)->kind <= TOKEN_HASHTAG)
            break;
        (*first)++;
    }
    while (*first < *last) {
        const struct token *token = unit_token(finder, *last - 1);
        if (token->kind <= TOKEN_HASHTAG && !(token->flags & TOKEN_POSSESSIVE))
            break;
        if (token->kind == TOKEN_SYMBOL || token->kind == TOKEN_BRACKET ||
            (token->kind == TOKEN_STOP && *last - *first > 1 &&
             unit_text(finder, *last - 2).len == 1 && !(token->flags & TOKEN_SPACE_BEFORE)))
            break; /* "Pedro R." */
        (*last)--;
    }
}

/* "Sheikh Idris Bukatif", "Ms Pugh": a title before a full name does not belong to it, one of mere
 * courtesy to none. */
static uint32_t without_title(const struct finder *finder, uint32_t first, uint32_t last)
{
    const struct models *models = finder->models;
    struct slice title = unit_text(finder, first);
    uint32_t entry =
        last - first > 1 ? lexicon_find(models->lists[LIST_TITLES], title) : LEXICON_NONE;

    if (entry == LEXICON_NONE || !(unit_token(finder, first)->flags & TOKEN_CAPITAL) ||
        !(unit_token(finder, first + 1)->flags & TOKEN_CAPITAL))
        return first;
    if (slice_is(lexicon_at(models->lists[LIST_TITLES], entry)->columns[1], "courtesy"))
        return first + 1;
    return last - first > 2 && lexicon_find(models->lists[LIST_FORENAMES], title) == LEXICON_NONE
               ? first + 1
               : first;
}

/* "The Guardian": a capital article inside a sentence belongs to a body's name, but not one behind
 * the dash of a dateline or a colon. */
static uint32_t with_article(const struct finder *finder, uint32_t first, uint32_t last,
                             const struct unit_sentence *sentence)
{
    if (sentence->style != STYLE_USUAL || first < sentence->first + 2 || first == last ||
        finder->reading.units[first - 1].flags & UNIT_FIRST ||
        finder->tags.at[first - 1] != TAG_OUTSIDE || !slice_is(unit_text(finder, first - 1), "The"))
        return first;
    return unit_token(finder, first - 2)->kind == TOKEN_DASH ||
                   slice_is(unit_text(finder, first - 2), ":")
               ? first
               : first - 1;
}

/* "Mullah Omar": a title that is all that goes before a single name known with it belongs to it. */
static uint32_t with_title(const struct finder *finder, uint32_t first, uint32_t last,
                           uint32_t sentence_first)
{
    const struct lexicon *titles = finder->models->lists[LIST_TITLES];
    uint32_t entry;

    if (last - first != 1 || first == sentence_first ||
        !(unit_bits(finder, first - 1) & WORD_TITLE))
        return first;
    entry = lexicon_find(titles, unit_text(finder, first - 1));
    if (entry == LEXICON_NONE || !slice_is(lexicon_at(titles, entry)->columns[1], "kept"))
        return first;
    return first - 1;
}

/* Two places apart by a comma are two. */
static enum error add_places(struct finder *finder, uint32_t sentence, uint32_t first,
                             uint32_t last)
{
    for (uint32_t from = first; from < last;) {
        uint32_t to = from, end;
        while (to < last && !slice_is(unit_text(finder, to), ","))
            to++;
        end = to;
        trim(finder, &from, &end);
        if (from < end) {
            enum error error = add(finder, sentence, from, end, ENTITY_LOCATION);
            if (error)
                return error;
        }
        from = to + 1;
    }
    return ERROR_OK;
}

/* "Moon Jae-in": the second syllable of a given name belongs to it, "Mary Cole-led" is another
 * thing. */
static uint32_t with_syllable(const struct finder *finder, uint32_t first, uint32_t last,
                              uint32_t sentence_last)
{
    static const char *const compounds[] = {"led",  "era",  "run",  "like", "born", "held", "made",
                                            "type", "only", "free", "wide", "bred", "ally"};

    enum { SYLLABLE_BYTES = 4 };
    struct slice syllable = last < sentence_last ? unit_text(finder, last) : SLICE("");

    return last - first > 1 && syllable.len && syllable.len <= SYLLABLE_BYTES &&
                   finder->reading.units[last].flags & UNIT_JOINED &&
                   finder->tags.at[last] == TAG_OUTSIDE && unit_bits(finder, last) & WORD_LETTERS &&
                   !(unit_bits(finder, last) & WORD_CAPITAL) &&
                   !SLICE_IS_ONE_OF(syllable, compounds)
               ? last + 1
               : last;
}

/* "Robert F." "Kennedy": behind a person's initial the name goes on. Lengthens the name before. */
static bool goes_on(struct finder *finder, uint32_t first, uint32_t last)
{
    const struct unit *units = finder->reading.units;
    struct mentions *names = &finder->names;
    struct mention *before = names->count ? &names->at[names->count - 1] : NULL;

    if (!before || first == 0 || before->type != ENTITY_PERSON ||
        before->span.end != units[first - 1].span.end || span_length(units[first - 1].span) != 2 ||
        !slice_ends(unit_text(finder, first - 1), SLICE(".")) ||
        before->sentence != sentence_of(finder, first))
        return false;
    before->span.end = units[last - 1].span.end;
    before->last = units[last - 1].token + 1;
    return true;
}

/* Does the article name a person by this word elsewhere, without an 's behind it? */
static bool names_person(const struct finder *finder, uint32_t unit)
{
    const struct unit *units = finder->reading.units;
    uint32_t count = finder->reading.unit_count;
    uint32_t to = unit + WITNESS_WINDOW < count ? unit + WITNESS_WINDOW : count;

    for (uint32_t u = unit > WITNESS_WINDOW ? unit - WITNESS_WINDOW : 0; u < to; u++)
        if (units[u].word == units[unit].word && finder->tags.at[u] != TAG_OUTSIDE &&
            (enum entity_type)tag_type(finder->tags.at[u]) == ENTITY_PERSON &&
            (u + 1 == count || !(unit_token(finder, u + 1)->flags & TOKEN_POSSESSIVE)))
            return true;
    return false;
}

/* "Moody's", "Standard & Poor's": the 's behind a name is its own where a body is listed with it,
 * whatever it was marked as; a person who is named without it keeps "Christie's" for himself. */
static void with_own_s(const struct finder *finder, const struct unit_sentence *sentence,
                       uint32_t first, uint32_t *last, enum entity_type *type)
{
    const struct lexicon *bodies = finder->models->lists[LIST_ORGANIZATIONS];
    const struct unit *units = finder->reading.units;
    uint32_t length;

    if (*last >= sentence->last || !(unit_token(finder, *last)->flags & TOKEN_POSSESSIVE) ||
        lexicon_match(bodies, finder->document, units[first].token, units[*last].token + 1,
                      &length) == LEXICON_NONE ||
        units[first].token + length <= units[*last].token || names_person(finder, *last - 1))
        return;
    *last += 1;
    *type = ENTITY_ORGANIZATION;
}

/* "Ex-Chelsea", "D-N.Y.": what is joined to a name in one word, a party's letter or a prefix, is no
 * part of it, and the name is what the lists tell. A name of more words keeps its own:
 * "Anti-Defamation League". */
static uint32_t without_prefix(const struct finder *finder, uint32_t first, uint32_t last,
                               enum entity_type *type)
{
    static const char *const prefixes[] = {"D",   "R",   "I",    "Ex",  "Pro",  "Anti",
                                           "Non", "Pre", "Post", "Mid", "Trans"};
    struct slice prefix = unit_text(finder, first);
    uint16_t bits = unit_bits(finder, last - 1);

    if (last - first != 2 || *type == ENTITY_MISC ||
        !(finder->reading.units[last - 1].flags & UNIT_JOINED) ||
        !SLICE_IS_ONE_OF(prefix, prefixes) || (prefix.len == 1 && !(bits & WORD_PLACE)))
        return first;
    if (bits & WORD_ORGANIZATION && prefix.len > 1)
        *type = ENTITY_ORGANIZATION;
    else if (bits & WORD_PLACE)
        *type = ENTITY_LOCATION;
    return last - 1;
}

static enum error add_name(struct finder *finder, const struct unit_sentence *sentence,
                           uint32_t first, uint32_t last)
{
    enum entity_type type = (enum entity_type)tag_type(finder->tags.at[first]);
    uint32_t number = sentence_of(finder, first);

    trim(finder, &first, &last);
    if (first == last)
        return ERROR_OK;
    first = without_prefix(finder, first, last, &type);
    with_own_s(finder, sentence, first, &last, &type);
    if (type == ENTITY_LOCATION)
        return add_places(finder, number, first, last);
    if (type == ENTITY_PERSON && goes_on(finder, first, last))
        return ERROR_OK;
    if (type == ENTITY_PERSON) {
        uint32_t begin = with_title(finder, first, last, sentence->first);
        if (begin == first || finder->tags.at[begin] == TAG_OUTSIDE)
            first = begin;
        first = without_title(finder, first, last);
        last = with_syllable(finder, first, last, sentence->last);
    }
    if (type == ENTITY_ORGANIZATION)
        first = with_article(finder, first, last, sentence);
    return add(finder, number, first, last, type);
}

/* A listed acronym is a name even where its context says little ("commander of CENTCOM", "US
 * Downplays Offer"); *type tells which. */
static bool is_listed_acronym(const struct finder *finder, const struct unit_sentence *sentence,
                              uint32_t unit, enum entity_type *type)
{
    uint16_t bits = unit_bits(finder, unit);
    bool is_currency = unit + 1 < sentence->last && slice_is(unit_text(finder, unit + 1), "$");
    bool is_place =
        bits & WORD_PLACE && !is_currency && span_length(finder->reading.units[unit].span) <= 3;
    bool is_body = bits & WORD_ORGANIZATION && span_length(finder->reading.units[unit].span) >= 3 &&
                   sentence->style == STYLE_USUAL;

    *type = is_place ? ENTITY_LOCATION : ENTITY_ORGANIZATION;
    return bits & WORD_ALL_CAPS && sentence->style != STYLE_CAPITALS && (is_place || is_body);
}

static enum error find_names(struct finder *finder, const struct unit_sentence *sentence)
{
    uint32_t first = sentence->first;

    for (uint32_t u = sentence->first; u < sentence->last; u++) {
        uint8_t tag = finder->tags.at[u];
        enum entity_type listed;
        enum error error;
        if (tag == TAG_OUTSIDE && is_listed_acronym(finder, sentence, u, &listed)) {
            error = add(finder, sentence_of(finder, u), u, u + 1, listed);
            if (error)
                return error;
        }
        if (tag == TAG_OUTSIDE)
            continue;
        if (tag_opens(tag))
            first = u;
        if (!tag_closes(tag))
            continue;
        error = add_name(finder, sentence, first, u + 1);
        if (error)
            return error;
    }
    return ERROR_OK;
}

/* Does the figure give way to this name? Amounts that name a currency take the name in, and a
 * holiday is a date, no name. */
static bool gives_way(const struct figure *figure, const struct mention *name)
{
    bool takes_in =
        figure->type == ENTITY_MONEY || (figure->type == ENTITY_DATE && name->type == ENTITY_MISC);

    return !(takes_in && span_contains(figure->span, name->span));
}

/* The figure at a token, cut at the next name unless it takes that in. */
static bool read_figure(const struct finder *finder, const struct sentence *sentence,
                        uint32_t token, size_t name, struct figure *out)
{
    const struct mention *next = name < finder->names.count ? &finder->names.at[name] : NULL;

    if (!figure_read(finder->document, sentence, token, sentence->last, out))
        return false;
    if (!next || !span_overlaps(next->span, out->span) || !gives_way(out, next))
        return true;
    return figure_read(finder->document, sentence, token, next->first, out);
}

static enum error push(struct finder *finder, const struct mention *mention)
{
    struct mention *place = array_push(finder->arena, finder->out);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = *mention;
    return ERROR_OK;
}

/* Names and figures of one sentence in text order; *name moves behind the sentence's names. */
static enum error merge(struct finder *finder, uint32_t number, size_t *name)
{
    const struct sentence *sentence = &finder->document->sentences.at[number];
    uint32_t figures_to = sentence->first; /* tokens before it have had their figure */

    assert(finder->names.at || finder->names.count == 0);
    for (uint32_t t = sentence->first; t < sentence->last;) {
        const struct mention *next = *name < finder->names.count ? &finder->names.at[*name] : NULL;
        struct mention mention = {.sentence = number, .entity = NO_ENTITY, .score = 1};
        struct figure figure;
        enum error error;
        if (t >= figures_to && read_figure(finder, sentence, t, *name, &figure)) {
            figures_to = figure.last;
            mention.span = figure.span;
            mention.first = t;
            mention.last = figure.last;
            mention.type = figure.type;
            while (*name < finder->names.count &&
                   finder->names.at[*name].span.begin < figure.span.end)
                (*name)++;
        } else if (next && next->first == t) {
            mention = *next;
            (*name)++;
        } else {
            t++;
            continue;
        }
        error = push(finder, &mention);
        if (error)
            return error;
        t = mention.last;
        if (*name < finder->names.count && finder->names.at[*name].first < t)
            t = finder->names.at[*name].first; /* two names in one token */
    }
    return ERROR_OK;
}

static enum error find_with(struct finder *finder)
{
    const struct network *network = finder->models->network;
    size_t name = 0;
    enum error error;

    error = feature_read(finder->scratch, finder->models->lists, &network->vocabulary,
                         finder->document, &finder->reading);
    if (error)
        return error;
    error = tagger_tag(finder->scratch, network, &finder->reading, &finder->tags);
    for (uint32_t s = 0; s < finder->reading.sentence_count && !error; s++)
        error = find_names(finder, &finder->reading.sentences[s]);
    if (!error)
        error = settle_names(finder->scratch, finder->models, finder->document, &finder->names);
    for (uint32_t s = 0; s < finder->document->sentences.count && !error; s++)
        error = merge(finder, s, &name);
    return error;
}

enum error mention_find(struct arena *arena, const struct models *models,
                        const struct document *document, struct mentions *out)
{
    /* What the tagger works on is many times the mentions: it must not stay with the article. */
    struct arena *scratch = arena_open_within(arena);
    struct mentions mentions = {0};
    struct finder finder = {.scratch = scratch,
                            .arena = arena,
                            .models = models,
                            .document = document,
                            .out = &mentions};
    enum error error = scratch ? find_with(&finder) : ERROR_NO_MEMORY;

    arena_close(scratch);
    if (error)
        return error;
    *out = mentions;
    return ERROR_OK;
}
