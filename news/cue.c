#include "news/cue.h"

#include "base/array.h"
#include "news/word.h"

static const struct slice forms[CUE_FORM_COUNT] = {
    [CUE_BASE] = SLICE_INIT("base"),
    [CUE_PRESENT] = SLICE_INIT("present"),
    [CUE_PAST] = SLICE_INIT("past"),
    [CUE_PARTICIPLE] = SLICE_INIT("participle"),
    [CUE_GERUND] = SLICE_INIT("gerund"),
    [CUE_PASSIVE] = SLICE_INIT("passive"),
    [CUE_PREPOSITION] = SLICE_INIT("preposition"),
};

/* Verbs that turn the saying round: "declined to say". */
static const char *const refusals[] = {"declined", "refused", "declines",
                                       "refuses",  "failed",  "neglected"};

enum {
    CHAIN_REACH = 4, /* tokens before a verb that may belong to it: "would not have said" */
    NOUN_REACH = 4   /* tokens of "the final technical term" before its noun */
};

static enum cue_form form_of(struct slice name)
{
    for (size_t i = 0; i < CUE_FORM_COUNT; i++)
        if (slice_equal(forms[i], name))
            return (enum cue_form)i;
    return CUE_BASE;
}

/* "the technical term", "a press release": a base form behind a singular noun is a noun too. */
static bool ends_noun_phrase(const struct document *document, const uint32_t *classes,
                             const struct cue *cue)
{
    static const char *const plurals[] = {"people",   "police", "men",   "women",
                                          "children", "media",  "staff", "clergy"};
    struct slice word = token_text(document->text, &document->tokens.at[cue->first - 1]);
    uint32_t i = cue->first - 1;

    if (classes[i] || document->tokens.at[i].kind != TOKEN_WORD || slice_ends(word, SLICE("s")) ||
        SLICE_IS_ONE_OF(word, plurals) || slice_is(cue->lemma, "read")) /* its past is its base */
        return false;
    while (i > 0 && i + NOUN_REACH > cue->first && classes[i] == 0 &&
           document->tokens.at[i].kind == TOKEN_WORD)
        i--;
    return classes[i] & (WORD_DETERMINER | WORD_POSSESSIVE) && !(classes[i] & WORD_THAT);
}

/* "the report", "his claims", "a message posted": a noun, or a participle behind one. */
static bool is_noun(const struct document *document, const uint32_t *classes, const struct cue *cue)
{
    uint32_t before;

    if (cue->first == 0 || cue->last - cue->first > 1 || cue->form == CUE_PREPOSITION)
        return false;
    before = classes[cue->first - 1];
    if (before & (WORD_DETERMINER | WORD_POSSESSIVE) && !(before & (WORD_THAT | WORD_OBJECT)))
        return !(document->tokens.at[cue->first - 1].flags & TOKEN_POSSESSIVE) ||
               cue->form != CUE_GERUND;
    if (cue->form == CUE_BASE && ends_noun_phrase(document, classes, cue))
        return true;
    if (cue->form == CUE_BASE)
        return !(before & (WORD_TO | WORD_AUXILIARY | WORD_SUBJECT_PRONOUN | WORD_NEGATION |
                           WORD_ADVERB | WORD_RELATIVE | WORD_CONJUNCTION)) &&
               before & WORD_PREPOSITION;
    return cue->form != CUE_GERUND && before & WORD_PREPOSITION;
}

/* Looks at the verb chain before the cue for "not", "to", a form of "be". */
static void read_chain(const struct document *document, const uint32_t *classes, struct cue *cue)
{
    uint32_t stop = cue->first > CHAIN_REACH ? cue->first - CHAIN_REACH : 0;
    bool can_be_passive = cue->form == CUE_PAST || cue->form == CUE_PARTICIPLE;
    bool has_be = false;

    for (uint32_t i = cue->first; i-- > stop;) {
        uint32_t class = classes[i];
        struct slice word = token_text(document->text, &document->tokens.at[i]);
        if (class & WORD_NEGATION)
            cue->negated = true;
        for (size_t k = 0; class == 0 && k < sizeof refusals / sizeof *refusals; k++)
            if (cue->infinitive && slice_is(word, refusals[k]))
                cue->negated = true;
        if (class & WORD_TO && i + 1 == cue->first)
            cue->infinitive = true;
        else if (class & WORD_BE)
            has_be = true;
        else if (!(class & (WORD_AUXILIARY | WORD_NEGATION | WORD_ADVERB)))
            break;
    }
    if (has_be && can_be_passive && cue->last - cue->first == 1)
        cue->form = CUE_PASSIVE;
}

static bool read_cue(const struct document *document, const struct lexicon_entry *entry,
                     const uint32_t *classes, struct cue *cue)
{
    const struct token *at = document->tokens.at;

    cue->span = (struct span){at[cue->first].span.begin, at[cue->last - 1].span.end};
    cue->lemma = entry->columns[0];
    cue->tier = '-';
    if (entry->columns[1].len)
        cue->tier = entry->columns[1].ptr[0];
    cue->form = form_of(entry->columns[2]);
    if (cue->tier == '-' || is_noun(document, classes, cue))
        return false;
    read_chain(document, classes, cue);
    return true;
}

enum error cue_find(struct arena *arena, const struct document *document,
                    const struct lexicon *lexicon, const uint32_t *classes,
                    const uint32_t *piece_of, struct cues *out)
{
    struct cues cues = {0};
    uint32_t next = 1;

    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const struct sentence *sentence = &document->sentences.at[s];
        for (uint32_t i = sentence->first; i < sentence->last; i += next) {
            uint32_t length = 0, entry = LEXICON_NONE;
            struct cue cue = {.first = i}, *room;
            next = 1;
            if (piece_of[i] == PIECE_NONE && document->tokens.at[i].kind == TOKEN_WORD)
                entry = lexicon_match(lexicon, document, i, sentence->last, &length);
            if (entry == LEXICON_NONE)
                continue;
            cue.last = i + length;
            next = length;
            if (!read_cue(document, lexicon_at(lexicon, entry), classes, &cue))
                continue;
            room = array_push(arena, &cues);
            if (!room)
                return ERROR_NO_MEMORY;
            *room = cue;
        }
    }
    *out = cues;
    return ERROR_OK;
}
