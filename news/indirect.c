#include "news/indirect.h"

#include "base/array.h"
#include "news/window.h"
#include "news/word.h"

enum {
    SUBJECT_STEPS = 4, /* phrases before a verb that are tried as its subject */
    DATELINE_REACH = 10,
    LEAST_WORDS = 3,       /* of what was said */
    SAID_WORDS = 5,        /* behind "said" */
    ADJUNCTS = 3,          /* "in a statement" "on Tuesday" */
    ADJUNCT_WORDS = 4,     /* from its article to its noun */
    TITLE_REACH = 9,       /* tokens from "said" to the name behind it */
    END_REACH = 10,        /* tokens that may follow "C, S said" in its sentence */
    SENTENCE_TOKENS = 300, /* longer sentences are lists or noise */
    ADDRESSEE_REACH = 8    /* tokens from "told" to what was told */
};

enum pattern { PATTERN_THAT, PATTERN_BARE, PATTERN_TAIL, PATTERN_INVERTED, PATTERN_ACCORDING };

static const struct {
    double confidence;
    struct slice reason;
} patterns[] = {
    [PATTERN_THAT] = {0.9, SLICE_INIT("subject, speech verb and 'that' before the words")},
    [PATTERN_BARE] = {0.75, SLICE_INIT("subject and speech verb before the words")},
    [PATTERN_TAIL] = {0.85, SLICE_INIT("subject and speech verb behind the words")},
    [PATTERN_INVERTED] = {0.85, SLICE_INIT("speech verb and subject behind the words")},
    [PATTERN_ACCORDING] = {0.85, SLICE_INIT("named behind 'according to'")},
};

struct search {
    const struct scene *scene;
    const bool *taken;
    struct indirects *found;
    uint32_t cue;         /* the cue at hand */
    uint32_t first, last; /* its sentence */
};

static const struct token *token_at(const struct search *search, uint32_t i)
{
    return &search->scene->document->tokens.at[i];
}

static bool is_comma(const struct search *search, uint32_t i)
{
    return i < search->last && token_at(search, i)->kind == TOKEN_COMMA;
}

static bool is_free(const struct search *search, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (search->taken[i])
            return false;
    return true;
}

/* The marked pieces in it lie within, and none is part of a quote of several paragraphs. */
static bool holds_pieces(const struct search *search, uint32_t first, uint32_t last)
{
    const struct pieces *pieces = &search->scene->pieces;

    for (uint32_t i = first; i < last; i++) {
        uint32_t p = search->scene->piece_of[i];
        if (p != PIECE_NONE && (pieces->at[p].first < first || pieces->at[p].last > last ||
                                pieces->at[p].goes_on || (p > 0 && pieces->at[p - 1].goes_on)))
            return false;
    }
    return true;
}

/* Past forms without -ed that are seldom anything else. */
static const char *const pasts[] = {
    "became", "began",      "bought", "broke", "brought", "came",    "caught", "chose", "drew",
    "drove",  "fell",       "fought", "gave",  "got",     "grew",    "heard",  "held",  "kept",
    "knew",   "lost",       "made",   "meant", "met",     "paid",    "rose",   "sent",  "sold",
    "spent",  "spoke",      "stood",  "stole", "struck",  "taught",  "threw",  "took",  "thought",
    "went",   "won",        "wore",   "wrote", "left",    "saw",     "ran",    "told",  "found",
    "felt",   "built",      "led",    "shot",  "hid",     "sat",     "ate",    "rode",  "sank",
    "swore",  "understood", "hit",    "flew",  "hurt",    "withdrew"};

static bool is_past(struct slice word)
{
    for (size_t i = 0; i < sizeof pasts / sizeof *pasts; i++)
        if (slice_is(word, pasts[i]))
            return true;
    return slice_ends(word, SLICE("ed"));
}

/* A clause has a verb of its own: an auxiliary, or a word that looks like a past form, before a
 * clause within it begins ("added 37 runs before the rain came down"). */
static bool has_verb(const struct search *search, uint32_t first, uint32_t last)
{
    const uint32_t inner = WORD_SUBORDINATOR | WORD_RELATIVE;

    for (uint32_t i = first + 1; i < last; i++) {
        struct slice word = token_text(search->scene->document->text, token_at(search, i));
        if (search->scene->classes[i] & inner && !(search->scene->classes[first] & inner))
            return false;
        if (search->scene->classes[i] & WORD_AUXILIARY)
            return true;
        if (search->scene->classes[i] == 0 && !(token_at(search, i)->flags & TOKEN_CAPITAL) &&
            is_past(word))
            return true;
    }
    return false;
}

/* Where the pattern alone does not show that it is a clause: "estimated the damage", "At noon".
 * What is said in five words or more is one. */
static bool needs_verb(const struct search *search, uint32_t first, uint32_t last,
                       enum pattern pattern)
{
    bool is_said = slice_is(search->scene->cues.at[search->cue].lemma, "say") &&
                   window_words(search->scene, first, last) >= SAID_WORDS;

    return (pattern == PATTERN_BARE && !is_said) ||
           search->scene->classes[first] & WORD_PREPOSITION;
}

static bool is_stray_mark(const struct search *search, uint32_t i)
{
    return token_at(search, i)->kind == TOKEN_QUOTE && search->scene->piece_of[i] == PIECE_NONE;
}

/* Leaves commas, the final stop and a stray mark out; adds what remains when it is a clause and
 * free. */
static enum error add(struct search *search, uint32_t first, uint32_t last, uint32_t phrase,
                      enum pattern pattern)
{
    struct indirect *found;

    while (first < last && token_at(search, first)->kind > TOKEN_BRACKET)
        first++;
    if (first + 1 < last && search->scene->classes[first] & (WORD_ADVERB | WORD_CONJUNCTION) &&
        is_comma(search, first + 1))
        first += 2;
    while (last > first &&
           (token_at(search, last - 1)->kind > TOKEN_BRACKET || is_stray_mark(search, last - 1)))
        last--;
    if (window_words(search->scene, first, last) < LEAST_WORDS || !is_free(search, first, last) ||
        !holds_pieces(search, first, last) ||
        (needs_verb(search, first, last, pattern) && !has_verb(search, first, last)))
        return ERROR_OK;
    if (search->found->count && search->found->at[search->found->count - 1].last > first)
        return ERROR_OK;
    found = array_push(search->scene->arena, search->found);
    if (!found)
        return ERROR_NO_MEMORY;
    *found = (struct indirect){.first = first,
                               .last = last,
                               .phrase = phrase,
                               .cue = search->cue,
                               .confidence = patterns[pattern].confidence,
                               .reason = patterns[pattern].reason};
    return ERROR_OK;
}

/* Behind a dateline: "KANDAHAR, Afghanistan - "; else the begin of the sentence. */
static uint32_t behind_dateline(const struct search *search)
{
    for (uint32_t i = search->first; i < search->last && i < search->first + DATELINE_REACH; i++) {
        const struct token *token = token_at(search, i);
        if (token->kind == TOKEN_DASH)
            return i + 1;
        if (token->kind == TOKEN_WORD && !(token->flags & TOKEN_CAPITAL))
            break;
    }
    return search->first;
}

/* The first phrase of the sentence that can be its subject. */
static uint32_t first_subject(const struct search *search, uint32_t last)
{
    const struct phrases *phrases = &search->scene->phrases;

    for (size_t p = phrase_from(phrases, behind_dateline(search));
         p < phrases->count && phrases->at[p].last <= last; p++)
        if (!phrases->at[p].is_object && !phrases->at[p].is_possessor &&
            !phrases->at[p].is_in_title)
            return (uint32_t)p;
    return PHRASE_NONE;
}

static bool is_person(const struct search *search, const struct phrase *phrase)
{
    return phrase->kind == PHRASE_NAME &&
           search->scene->mentions->at[phrase->mention].type == ENTITY_PERSON;
}

/* The phrase right before a cue that is its subject; behind "and" and before ", saying" that of the
 * sentence. */
static uint32_t subject_of(const struct search *search, const struct cue *cue)
{
    const struct phrases *phrases = &search->scene->phrases;
    uint32_t steps = 0;

    if (cue->form == CUE_GERUND)
        return cue->first > search->first && is_comma(search, cue->first - 1)
                   ? first_subject(search, cue->first)
                   : PHRASE_NONE;
    for (size_t p = phrase_from(phrases, cue->first); p-- > 0;) {
        const struct phrase *phrase = &phrases->at[p];
        enum gap gap;
        if (phrase->first < search->first)
            break;
        gap = gap_between(search->scene, phrase->last, cue->first);
        if (phrase->is_possessor || phrase->is_apposition || phrase->is_object)
            continue;
        if (gap == GAP_VERBAL || gap == GAP_COMMENT || gap == GAP_MODIFIER)
            return (uint32_t)p;
        if (gap == GAP_SHARED)
            return first_subject(search, cue->first);
        if (++steps == SUBJECT_STEPS)
            break;
    }
    return PHRASE_NONE;
}

/* A person's name between two commas right before a cue: "A spokesman for the ministry, Ahmed
 * Karim, said". */
static uint32_t name_in_commas(const struct search *search, const struct cue *cue)
{
    const struct phrases *phrases = &search->scene->phrases;
    size_t p = phrase_from(phrases, cue->first);
    const struct phrase *phrase = p > 0 ? &phrases->at[p - 1] : NULL;

    if (!phrase || !is_person(search, phrase) || phrase->first <= search->first + 1 ||
        !is_comma(search, phrase->first - 1) ||
        gap_between(search->scene, phrase->last, cue->first) != GAP_COMMA)
        return PHRASE_NONE;
    return (uint32_t)p - 1;
}

/* Who a subject is by name: "The mayor of Riverton, Alice Monroe, said". */
static uint32_t named(const struct search *search, const struct cue *cue, uint32_t subject)
{
    const struct phrase *at = search->scene->phrases.at;
    uint32_t name = name_in_commas(search, cue);

    return name != PHRASE_NONE && at[subject].kind == PHRASE_ROLE && name == subject + 1 &&
                   at[subject].last + 1 == at[name].first
               ? name
               : subject;
}

/* The name behind a cue: "said Smith", "according to the mayor". */
static uint32_t object_of(const struct search *search, const struct cue *cue)
{
    const struct phrases *phrases = &search->scene->phrases;
    size_t found = phrase_from(phrases, cue->last), p = found;

    for (; p < phrases->count && phrases->at[p].last <= search->last; p++) {
        const struct phrase *phrase = &phrases->at[p];
        if (phrase->first - cue->last > TITLE_REACH ||
            !gap_is_title(search->scene, cue->last, phrase->first))
            break;
        found = p;
        if (is_person(search, phrase))
            break;
    }
    if (p == phrase_from(phrases, cue->last) &&
        (p >= phrases->count || phrases->at[p].last > search->last ||
         !gap_is_title(search->scene, cue->last, phrases->at[p].first)))
        return PHRASE_NONE;
    return (uint32_t)found;
}

static bool is_there(const struct search *search, uint32_t i)
{
    return slice_is(token_text(search->scene->document->text, token_at(search, i)), "there");
}

/* A subject whose words class it as a negation. */
static bool is_nobody(const struct search *search, uint32_t i)
{
    static const char *const words[] = {"nobody", "none", "neither"};

    return SLICE_IS_ONE_OF(token_text(search->scene->document->text, token_at(search, i)), words);
}

/* "early elections": an adverb that is an adjective here, before a noun. */
static bool opens_noun(const struct search *search, uint32_t i)
{
    static const char *const adjectives[] = {"early", "late",    "earlier", "later",
                                             "first", "further", "only",    "even"};

    if (i + 1 >= search->last || search->scene->classes[i + 1] ||
        token_at(search, i + 1)->kind != TOKEN_WORD ||
        token_at(search, i + 1)->flags & TOKEN_CAPITAL)
        return false;
    for (size_t k = 0; k < sizeof adjectives / sizeof *adjectives; k++)
        if (slice_is(token_text(search->scene->document->text, token_at(search, i)), adjectives[k]))
            return true;
    return false;
}

/* Behind "on Monday", "in a statement": where and when it was said; `i` itself where nothing of the
 * kind stands. */
static uint32_t behind_adjunct(const struct search *search, uint32_t i)
{
    static const char *const media[] = {
        "statement", "interview", "letter",    "speech",  "tweet",     "email",     "conference",
        "briefing",  "address",   "hearing",   "release", "post",      "blog",      "memo",
        "message",   "report",    "broadcast", "debate",  "testimony", "affidavit", "filing"};
    const uint32_t *classes = search->scene->classes;
    uint32_t k = i + 1;

    if (i + 1 >= search->last || !(classes[i] & WORD_PREPOSITION))
        return i;
    if (classes[k] & WORD_TIME) {
        while (k < search->last &&
               (classes[k] & WORD_TIME || token_at(search, k)->kind == TOKEN_NUMBER))
            k++;
        return k;
    }
    if (!(classes[k] & (WORD_DETERMINER | WORD_POSSESSIVE)))
        return i;
    for (k++; k < search->last && k <= i + ADJUNCT_WORDS && classes[k] == 0; k++)
        if (SLICE_IS_ONE_OF(token_text(search->scene->document->text, token_at(search, k)), media))
            return k + 1;
    return i;
}

/* Where the clause begins that a verb introduces: behind "told Reuters", "on Monday", "that". */
static uint32_t clause_behind(const struct search *search, const struct cue *cue)
{
    uint32_t limit =
        cue->last + ADDRESSEE_REACH < search->last ? cue->last + ADDRESSEE_REACH : search->last;
    const uint32_t aside = WORD_TIME | WORD_ADVERB | WORD_PREPOSITION;
    uint32_t i = cue->last;

    for (uint32_t n = 0; n < ADJUNCTS; n++)
        i = behind_adjunct(search, i);
    if (i > cue->last && i < search->last && !(search->scene->classes[i] & WORD_THAT) &&
        !is_comma(search, i))
        return i;
    i = cue->last;
    for (uint32_t k = cue->last; k < limit && !is_comma(search, k); k++)
        if (search->scene->classes[k] & WORD_THAT &&
            (k == cue->last || slice_is(cue->lemma, "tell") ||
             search->scene->classes[cue->last] & aside))
            return k + 1;
    if (slice_is(cue->lemma, "tell")) {
        size_t p = phrase_from(&search->scene->phrases, cue->last);
        if (p < search->scene->phrases.count && search->scene->phrases.at[p].first <= cue->last + 1)
            i = search->scene->phrases.at[p].last;
        else
            i++;
    }
    while (i < search->last && search->scene->classes[i] & (WORD_TIME | WORD_ADVERB) &&
           !is_there(search, i))
        i++;
    return i > cue->last && opens_noun(search, i - 1) ? i - 1 : i;
}

/* A bare clause begins like a noun phrase. */
static bool opens_clause(const struct search *search, uint32_t i)
{
    const uint32_t opening =
        WORD_DETERMINER | WORD_POSSESSIVE | WORD_SUBJECT_PRONOUN | WORD_SUBORDINATOR;
    uint32_t class;

    if (i >= search->last)
        return false;
    class = search->scene->classes[i];
    if (opens_noun(search, i))
        return true;
    if (class & WORD_POSSESSIVE && i + 1 < search->last && search->scene->classes[i + 1] == 0)
        return true; /* "her passport" */
    if (token_at(search, i)->kind > TOKEN_NUMBER || (class & WORD_OBJECT && !(class & WORD_IT)))
        return false;
    return class == 0 || class & opening || is_there(search, i) || is_nobody(search, i);
}

/* The first word of the noun phrase around a phrase: its article and title words. */
static uint32_t noun_phrase_begin(const struct search *search, uint32_t phrase)
{
    const uint32_t inner = WORD_DETERMINER | WORD_POSSESSIVE;
    uint32_t first = search->scene->phrases.at[phrase].first;

    for (uint32_t steps = 0; first > search->first && steps < TITLE_REACH; steps++) {
        const struct token *before = token_at(search, first - 1);
        if (search->taken[first - 1] || before->kind > TOKEN_NUMBER ||
            search->scene->classes[first - 1] & ~inner)
            break;
        first--;
        if (search->scene->classes[first] & WORD_DETERMINER)
            break;
    }
    return first;
}

/* ", a figure that surprised him": a comment of the writer's. */
static bool is_comment(const struct search *search, uint32_t comma)
{
    struct slice text = search->scene->document->text, word;
    uint32_t i = comma + 2;

    if (!is_comma(search, comma) || i >= search->last)
        return false;
    word = token_text(text, token_at(search, comma + 1));
    if (!slice_is(word, "a") && !slice_is(word, "an"))
        return false;
    while (i < search->last && i < comma + 5 && token_at(search, i)->kind == TOKEN_WORD &&
           search->scene->classes[i] == 0)
        i++;
    return i > comma + 2 && i < search->last &&
           search->scene->classes[i] & (WORD_RELATIVE | WORD_THAT);
}

/* The first semicolon, or comment behind a main clause; else the end of the sentence. */
static uint32_t breaking_off(const struct search *search, uint32_t first)
{
    bool is_main = !(search->scene->classes[first] & WORD_SUBORDINATOR);

    for (uint32_t i = first + 1; i < search->last; i++)
        if (slice_is(token_text(search->scene->document->text, token_at(search, i)), ";") ||
            (is_main && is_comment(search, i)))
            return i;
    return search->last;
}

/* Where what is said ends: at ", while Jones said" with its own subject, else where it breaks off.
 */
static uint32_t clause_end(const struct search *search, uint32_t first)
{
    uint32_t end = breaking_off(search, first);
    const struct cues *cues = &search->scene->cues;
    const uint32_t joining = WORD_CONJUNCTION | WORD_SUBORDINATOR;

    for (size_t c = cue_from(cues, first); c < cues->count && cues->at[c].last < end; c++) {
        uint32_t subject = subject_of(search, &cues->at[c]), begin;
        if (subject == PHRASE_NONE || !cue_is_finite(&cues->at[c]))
            continue;
        if (search->scene->classes[cues->at[c].first - 1] & WORD_CONJUNCTION)
            return cues->at[c].first - 1;
        begin = noun_phrase_begin(search, subject);
        if (begin >= first + 2 && search->scene->classes[begin - 1] & joining &&
            is_comma(search, begin - 2))
            return begin - 2;
    }
    return end;
}

/* Verbs of speech whose object is a thing or a person, not a clause. */
static bool takes_clause(const struct search *search, const struct cue *cue)
{
    static const char *const others[] = {
        "urge",     "accuse", "blame",   "criticize", "criticise", "praise",   "condemn",
        "denounce", "hail",   "slam",    "blast",     "mock",      "question", "query",
        "inform",   "defend", "beg",     "implore",   "plead",     "counsel",  "demand",
        "quote",    "review", "propose", "order",     "protest",   "disagree", "react",
        "outline",  "notify", "contest", "dispute",   "answer",    "advise"};

    if (search->scene->classes[cue->last - 1] & WORD_PREPOSITION)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (slice_is(cue->lemma, others[i]))
            return false;
    return true;
}

/* "Asked whether it was true", "When told so": what was said to the speaker. */
static bool is_asked(const struct search *search)
{
    const struct cues *cues = &search->scene->cues;
    uint32_t first = behind_dateline(search);
    size_t c;

    if (search->scene->classes[first] & WORD_SUBORDINATOR)
        first++;
    c = cue_from(cues, first);
    return c < cues->count && cues->at[c].first == first && c != search->cue &&
           (cues->at[c].form == CUE_PAST || cues->at[c].form == CUE_PARTICIPLE);
}

/* "Smith said: …" with marks behind it: the clause before it is not what was said. */
static bool introduces_marks(const struct search *search, const struct cue *cue)
{
    return is_comma(search, cue->last) && cue->last + 1 < search->last &&
           search->taken[cue->last + 1] &&
           slice_is(token_text(search->scene->document->text, token_at(search, cue->last)), ":");
}

/* "Lind, Ruiz, Shaw & Okafor LLP": cut out of a list of names, a part that spoke nowhere. */
static bool is_part_of_list(const struct search *search, uint32_t phrase)
{
    const struct phrase *at = search->scene->phrases.at;
    const struct document *document = search->scene->document;
    uint32_t first = at[phrase].first, names = 0;

    for (uint32_t i = first; i < at[phrase].last && first > search->first + 1; i++)
        if (slice_is(token_text(document->text, token_at(search, i)), "&") &&
            is_comma(search, first - 1) && token_at(search, first - 2)->flags & TOKEN_CAPITAL)
            return true;

    while (phrase > 0 && at[phrase].kind == PHRASE_NAME && at[phrase - 1].kind == PHRASE_NAME &&
           at[phrase - 1].first >= search->first && at[phrase - 1].last + 1 == at[phrase].first &&
           is_comma(search, at[phrase - 1].last) &&
           search->scene->mentions->at[at[phrase - 1].mention].type != ENTITY_LOCATION &&
           names < 2) {
        names++;
        phrase--;
    }
    return names == 2;
}

/* Analysts estimate: a base form is finite behind a plural. */
static bool is_plural_present(const struct search *search, const struct cue *cue)
{
    uint32_t subject = subject_of(search, cue);

    return cue->form == CUE_BASE && !cue->infinitive && subject != PHRASE_NONE &&
           search->scene->phrases.at[subject].is_plural;
}

/* "S said (that) C" */
static enum error add_behind(struct search *search, uint32_t behind, uint32_t subject)
{
    const struct cue *cue = &search->scene->cues.at[search->cue];
    bool has_that = search->scene->classes[behind - 1] & WORD_THAT;

    if (behind >= search->last || !opens_clause(search, behind) ||
        (!has_that && !takes_clause(search, cue)))
        return ERROR_OK;
    return add(search, behind, clause_end(search, behind), subject,
               has_that ? PATTERN_THAT : PATTERN_BARE);
}

static enum error read_finite(struct search *search)
{
    const struct scene *scene = search->scene;
    const struct cue *cue = &scene->cues.at[search->cue];
    uint32_t subject = subject_of(search, cue), behind = clause_behind(search, cue);
    bool ends_clause = search->last - cue->last <= END_REACH || is_comma(search, cue->last);

    if (subject != PHRASE_NONE) {
        uint32_t first = noun_phrase_begin(search, phrase_joined_before(scene, subject));
        if (scene->classes[first] & WORD_NEGATION || is_part_of_list(search, subject))
            return ERROR_OK;
        if (ends_clause && !is_asked(search) && !introduces_marks(search, cue) &&
            first > search->first && is_comma(search, first - 1) &&
            window_words(search->scene, search->first, first) >= LEAST_WORDS &&
            !opens_clause(search, behind))
            return add(search, behind_dateline(search), first, named(search, cue, subject),
                       PATTERN_TAIL);
        return add_behind(search, behind, named(search, cue, subject));
    }
    subject = name_in_commas(search, cue);
    if (subject != PHRASE_NONE)
        return add_behind(search, behind, subject);
    subject = object_of(search, cue);
    if (subject != PHRASE_NONE && scene->phrases.at[subject].kind != PHRASE_PRONOUN &&
        cue->first > search->first && is_comma(search, cue->first - 1))
        return add(search, behind_dateline(search), cue->first, subject, PATTERN_INVERTED);
    return ERROR_OK;
}

static enum error read_according(struct search *search)
{
    const struct cue *cue = &search->scene->cues.at[search->cue];
    uint32_t speaker = object_of(search, cue), end;

    if (speaker == PHRASE_NONE)
        return ERROR_OK;
    end = search->scene->phrases.at[speaker].last;
    if (cue->first > search->first)
        return search->last - end <= END_REACH
                   ? add(search, search->first, cue->first, speaker, PATTERN_ACCORDING)
                   : ERROR_OK;
    if (end < search->last && search->scene->classes[end] & WORD_DETERMINER &&
        has_verb(search, end, search->last))
        return add(search, end, search->last, speaker, PATTERN_ACCORDING);
    while (end < search->last && !is_comma(search, end))
        end++;
    return end < search->last ? add(search, end, search->last, speaker, PATTERN_ACCORDING)
                              : ERROR_OK;
}

static enum error read_cue(struct search *search, uint32_t c)
{
    const struct cue *cue = &search->scene->cues.at[c];
    uint32_t s = document_sentence_at(search->scene->document, cue->span.begin);
    const struct sentence *sentence = &search->scene->document->sentences.at[s];

    search->cue = c;
    search->first = sentence->first;
    search->last = sentence->last;
    if (search->last - search->first > SENTENCE_TOKENS)
        return ERROR_OK;
    if (cue->form == CUE_PREPOSITION)
        return read_according(search);
    if (cue->tier == 'C' ||
        (!cue_is_finite(cue) && cue->form != CUE_GERUND && !is_plural_present(search, cue)) ||
        cue->negated)
        return ERROR_OK;
    return read_finite(search);
}

enum error indirect_find(const struct scene *scene, const bool *taken, struct indirects *out)
{
    struct indirects found = {0};
    struct search search = {.scene = scene, .taken = taken, .found = &found};

    for (uint32_t c = 0; c < scene->cues.count; c++) {
        enum error error = read_cue(&search, c);
        if (error)
            return error;
    }
    *out = found;
    return ERROR_OK;
}
