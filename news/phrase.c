#include "news/phrase.h"

#include "base/array.h"
#include "news/word.h"

enum {
    MODIFIERS = 6,    /* words before the head of a nominal */
    PLAIN_REACH = 12, /* tokens of a plain subject */
    TITLE_REACH = 5   /* words between a preposition and the name it governs */
};

/* Walks a document's tokens, mentions and cues together. */
struct walk {
    struct scene *scene;
    const struct token *at;
    uint32_t token, last; /* the token at hand; the end of its sentence */
    uint32_t first;       /* the begin of its sentence */
    uint32_t spoken;      /* the end of the last cue */
    size_t mention, cue;  /* the next ones */
};

static uint32_t class_at(const struct walk *walk, uint32_t i)
{
    return walk->scene->classes[i];
}

/* A word that may stand inside a noun phrase before its head. */
static bool is_modifier(const struct walk *walk, uint32_t i)
{
    uint32_t class = class_at(walk, i);

    return walk->scene->piece_of[i] == PIECE_NONE &&
           (walk->at[i].kind == TOKEN_WORD || walk->at[i].kind == TOKEN_NUMBER) &&
           (class & ~(uint32_t)WORD_DETERMINER) == 0;
}

/* Where the last phrase or cue ends: no phrase reaches back beyond it. */
static uint32_t floor_of(const struct walk *walk)
{
    const struct phrases *phrases = &walk->scene->phrases;
    uint32_t floor = phrases->count ? phrases->at[phrases->count - 1].last : 0;

    if (floor < walk->spoken)
        floor = walk->spoken;
    return floor > walk->first ? floor : walk->first;
}

/* A name, not of a person, that ends here may modify a head: "White House spokesman". */
static const struct phrase *name_before(const struct walk *walk, uint32_t token)
{
    const struct phrases *phrases = &walk->scene->phrases;
    const struct phrase *last = phrases->count ? &phrases->at[phrases->count - 1] : NULL;

    if (!last || last->kind != PHRASE_NAME || last->last != token ||
        walk->scene->mentions->at[last->mention].type == ENTITY_PERSON)
        return NULL;
    return last;
}

/* Back from the end of a noun phrase over its modifiers, "of" and possessors. */
static uint32_t plain_begin(const struct walk *walk, uint32_t end, uint32_t floor)
{
    const struct phrases *phrases = &walk->scene->phrases;
    uint32_t first = end - 1;

    while (first > floor && end - first < PLAIN_REACH) {
        uint32_t class = class_at(walk, first - 1);
        struct slice word = token_text(walk->scene->document->text, &walk->at[first - 1]);
        bool is_clitic = walk->at[first - 1].flags & TOKEN_POSSESSIVE;
        if (is_clitic && first - 1 == floor)
            return phrases->count && phrases->at[phrases->count - 1].last == floor
                       ? phrases->at[phrases->count - 1].first
                       : first;
        if (class & WORD_POSSESSIVE && !is_clitic)
            return first - 1;
        if (!is_clitic && !is_modifier(walk, first - 1) && !slice_is(word, "of"))
            break;
        first--;
        if (class & WORD_DETERMINER && walk->at[first].kind == TOKEN_WORD)
            break;
    }
    return first;
}

/* "the two men": back over a determiner before another. */
static uint32_t over_determiner(const struct walk *walk, uint32_t first, uint32_t floor)
{
    return first > floor && class_at(walk, first - 1) & (WORD_DETERMINER | WORD_POSSESSIVE) &&
                   walk->at[first - 1].kind == TOKEN_WORD
               ? first - 1
               : first;
}

/* The first token of the noun phrase with this head: its modifiers, then an article, a possessive
 * pronoun or a possessor with 's. */
static uint32_t extend_left(const struct walk *walk, uint32_t head)
{
    const struct phrases *phrases = &walk->scene->phrases;
    const struct phrase *name;
    uint32_t floor = floor_of(walk), first = head;

    while (first > floor && head - first < MODIFIERS && is_modifier(walk, first - 1)) {
        first--;
        if (class_at(walk, first) & WORD_DETERMINER && walk->at[first].kind == TOKEN_WORD)
            return over_determiner(walk, first, floor);
    }
    name = name_before(walk, first);
    if (name) {
        first = name->first;
        if (first > walk->first &&
            class_at(walk, first - 1) & (WORD_DETERMINER | WORD_POSSESSIVE) &&
            walk->at[first - 1].kind == TOKEN_WORD)
            first--;
        return first;
    }
    if (first > walk->first && walk->at[first - 1].flags & TOKEN_POSSESSIVE)
        return phrases->count && phrases->at[phrases->count - 1].last + 1 == first
                   ? phrases->at[phrases->count - 1].first
                   : plain_begin(walk, first, floor);
    if (first > walk->first && class_at(walk, first - 1) & WORD_POSSESSIVE)
        first--;
    return first;
}

static struct phrase *add(struct walk *walk, enum phrase_kind kind, uint32_t first, uint32_t last)
{
    struct phrases *phrases = &walk->scene->phrases;
    struct phrase *phrase;

    if (phrases->count && phrases->at[phrases->count - 1].last > first)
        phrases->count--;
    phrase = array_push(walk->scene->arena, phrases);
    if (phrase)
        *phrase = (struct phrase){
            .kind = kind, .first = first, .last = last, .head = last - 1, .mention = PHRASE_NONE};
    return phrase;
}

/* Notes what stands around the phrase: a preposition, a comma behind a name, a possessive. */
static void read_place(const struct walk *walk, struct phrase *phrase)
{
    const struct phrases *phrases = &walk->scene->phrases;
    uint32_t i = phrase->first, steps = 0;
    const struct phrase *before = phrases->count > 1 ? &phrases->at[phrases->count - 2] : NULL;

    if (phrase->last < walk->last && walk->at[phrase->last].flags & TOKEN_POSSESSIVE)
        phrase->is_possessor = true;
    while (i > walk->first && (!before || i > before->last) && steps++ < TITLE_REACH &&
           is_modifier(walk, i - 1))
        i--;
    phrase->is_object = i > walk->first && class_at(walk, i - 1) & (WORD_PREPOSITION | WORD_TO);
    if (i > walk->first && phrase->kind != PHRASE_NAME && walk->at[i - 1].kind == TOKEN_COMMA)
        phrase->is_apposition =
            before && before->last + 1 == i && before->kind == PHRASE_NAME && !before->is_object;
}

/* "Treasury spokesman Smith": the words up to the next person are a title. */
static bool leads_to_person(const struct walk *walk, const struct mention *mention)
{
    const struct mentions *mentions = walk->scene->mentions;
    size_t next = walk->mention + 1;
    uint32_t i = mention->last;

    if (mention->type == ENTITY_PERSON || next >= mentions->count ||
        mentions->at[next].type != ENTITY_PERSON)
        return false;
    while (i < walk->last && i < mention->last + MODIFIERS && i < mentions->at[next].first &&
           is_modifier(walk, i))
        i++;
    return i == mentions->at[next].first;
}

static uint32_t role_at(const struct walk *walk, uint32_t i)
{
    if (i >= walk->last || walk->at[i].kind != TOKEN_WORD || walk->scene->piece_of[i] != PIECE_NONE)
        return LEXICON_NONE;
    return lexicon_find_id(walk->scene->models->lists[LIST_ROLES], walk->at[i].folded);
}

/* "a spokesman for Ana Ruiz": the role takes the name behind its preposition in; but
 * "Minister of Education Ana Ruiz" is the title of that name. */
static bool joins_role(struct walk *walk, const struct mention *mention)
{
    struct phrases *phrases = &walk->scene->phrases;
    struct phrase *role = phrases->count ? &phrases->at[phrases->count - 1] : NULL;
    uint32_t i = mention->first;
    struct slice word;

    if (!role || role->kind != PHRASE_ROLE || role->last != role->head + 1)
        return false;
    while (i > role->last + 1 && mention->first - i < MODIFIERS && is_modifier(walk, i - 1))
        i--;
    if (i != role->last + 1)
        return false;
    word = token_text(walk->scene->document->text, &walk->at[role->last]);
    if (!slice_is(word, "of") && !slice_is(word, "for") && !slice_is(word, "at") &&
        !slice_is(word, "with"))
        return false;
    if (mention->type == ENTITY_PERSON && slice_is(word, "of") && i < mention->first &&
        walk->at[mention->first - 1].flags & TOKEN_CAPITAL &&
        role_at(walk, mention->first - 1) == LEXICON_NONE) {
        role->is_in_title = true;
        return false;
    }
    role->last = mention->last;
    role->is_possessor =
        mention->last < walk->last && walk->at[mention->last].flags & TOKEN_POSSESSIVE;
    walk->token = mention->last;
    return true;
}

static enum error add_name(struct walk *walk)
{
    const struct mention *mention = &walk->scene->mentions->at[walk->mention];
    struct phrase *phrase;

    if (joins_role(walk, mention))
        return ERROR_OK;
    phrase = add(walk, PHRASE_NAME, mention->first, mention->last);

    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->mention = (uint32_t)walk->mention;
    if (mention->entity < walk->scene->entities->count)
        phrase->gender = walk->scene->entities->at[mention->entity].gender;
    phrase->is_in_title = leads_to_person(walk, mention);
    read_place(walk, phrase);
    walk->token = mention->last;
    return ERROR_OK;
}

static enum error add_pronoun(struct walk *walk)
{
    struct phrase *phrase = add(walk, PHRASE_PRONOUN, walk->token, walk->token + 1);

    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->classes = class_at(walk, walk->token);
    phrase->is_plural = phrase->classes & WORD_THEY;
    phrase->gender = phrase->classes & WORD_HE    ? GENDER_MALE
                     : phrase->classes & WORD_SHE ? GENDER_FEMALE
                                                  : GENDER_UNKNOWN;
    read_place(walk, phrase);
    walk->token++;
    return ERROR_OK;
}

static bool mention_between(const struct walk *walk, uint32_t first, uint32_t last)
{
    const struct mentions *mentions = walk->scene->mentions;
    size_t next = walk->mention;

    while (next < mentions->count && mentions->at[next].last <= first)
        next++;
    return next < mentions->count && mentions->at[next].first < last;
}

static bool person_begins(const struct walk *walk, uint32_t token)
{
    const struct mentions *mentions = walk->scene->mentions;
    size_t next = walk->mention;

    return next < mentions->count && mentions->at[next].first == token &&
           mentions->at[next].type == ENTITY_PERSON;
}

/* Back over "one of", "some of". */
static uint32_t over_quantifier(const struct walk *walk, uint32_t first)
{
    if (first < walk->first + 2 || !(class_at(walk, first - 2) & WORD_DETERMINER) ||
        !slice_is(token_text(walk->scene->document->text, &walk->at[first - 1]), "of"))
        return first;
    return first - 2;
}

static enum error add_role(struct walk *walk, uint32_t entry)
{
    const struct lexicon_entry *role = lexicon_at(walk->scene->models->lists[LIST_ROLES], entry);
    uint32_t head = walk->token, first = extend_left(walk, head);
    struct phrase *phrase;

    walk->token++;
    if (person_begins(walk, head + 1) || role_at(walk, head + 1) != LEXICON_NONE)
        return ERROR_OK;
    first = over_quantifier(walk, first);
    phrase = add(walk, PHRASE_ROLE, first, head + 1);
    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->is_plural = slice_is(role->columns[0], "p");
    phrase->gender = slice_is(role->columns[1], "m")   ? GENDER_MALE
                     : slice_is(role->columns[1], "f") ? GENDER_FEMALE
                                                       : GENDER_UNKNOWN;
    read_place(walk, phrase);
    return ERROR_OK;
}

/* The object of a verb of speech ("tweeted her reasoning, saying"), or of the preposition behind
 * another phrase ("the family's statement on the death read"): no subject. */
static bool depends(const struct walk *walk, uint32_t first)
{
    const struct phrases *phrases = &walk->scene->phrases;
    const struct cues *cues = &walk->scene->cues;

    if (first <= walk->first)
        return false;
    if (walk->cue > 0 && cues->at[walk->cue - 1].last == first &&
        cue_is_finite(&cues->at[walk->cue - 1]))
        return true;
    return class_at(walk, first - 1) & WORD_PREPOSITION && phrases->count &&
           phrases->at[phrases->count - 1].last == first - 1 &&
           phrases->at[phrases->count - 1].first >= walk->first;
}

/* The first token of the possessor that ends at a clitic. */
static uint32_t possessor_begin(const struct walk *walk, uint32_t clitic, uint32_t floor)
{
    const struct phrases *phrases = &walk->scene->phrases;

    return phrases->count && phrases->at[phrases->count - 1].last == clitic
               ? phrases->at[phrases->count - 1].first
               : plain_begin(walk, clitic, floor);
}

/* "a person close to the campaign", "the family's statement on the death": from what a
 * preposition governs to what it modifies. */
static void over_modifier(const struct walk *walk, uint32_t floor, uint32_t *first, uint32_t *end)
{
    uint32_t preposition = *first - 1, begin = preposition;

    if (*first <= floor || !(class_at(walk, preposition) & (WORD_PREPOSITION | WORD_TO)))
        return;
    while (begin > floor && preposition - begin < MODIFIERS && is_modifier(walk, begin - 1) &&
           !(begin < preposition && class_at(walk, begin) & WORD_DETERMINER))
        begin--;
    if (begin > 0 && begin < preposition && walk->at[begin - 1].flags & TOKEN_POSSESSIVE)
        begin = possessor_begin(walk, begin - 1, floor);
    else if (preposition - begin < 2 || !(class_at(walk, begin) & WORD_DETERMINER))
        return;
    *first = begin;
    *end = preposition;
}

/* The subject of a cue that no other phrase names: "The study said", "the summary of the decision
 * read". Nothing is added where there is none. */
static enum error add_plain(struct walk *walk, const struct cue *cue)
{
    uint32_t floor = floor_of(walk), end = cue->first, first;
    struct phrase *phrase;

    while (end > floor &&
           class_at(walk, end - 1) & (WORD_AUXILIARY | WORD_ADVERB | WORD_NEGATION) &&
           !(class_at(walk, end - 1) & WORD_DETERMINER))
        end--;
    if (end <= floor || !is_modifier(walk, end - 1) || class_at(walk, end - 1))
        return ERROR_OK;
    first = plain_begin(walk, end, floor);
    if (!(class_at(walk, first) & (WORD_DETERMINER | WORD_POSSESSIVE)) &&
        !(walk->at[first].flags & TOKEN_CAPITAL && first == walk->first) &&
        (end - first > 1 ||
         !slice_ends(token_text(walk->scene->document->text, &walk->at[end - 1]), SLICE("s"))))
        return ERROR_OK;
    if (depends(walk, first))
        return ERROR_OK;
    over_modifier(walk, floor, &first, &end);
    phrase = add(walk, PHRASE_PLAIN, first, end);
    if (!phrase)
        return ERROR_NO_MEMORY;
    read_place(walk, phrase);
    return ERROR_OK;
}

/* "One of them" */
static enum error add_quantified(struct walk *walk)
{
    struct phrase *phrase =
        add(walk, PHRASE_PLAIN, over_quantifier(walk, walk->token), walk->token + 1);

    if (!phrase)
        return ERROR_NO_MEMORY;
    read_place(walk, phrase);
    walk->token++;
    return ERROR_OK;
}

static bool cue_begins(const struct walk *walk, uint32_t token)
{
    const struct cues *cues = &walk->scene->cues;
    size_t cue = cue_from(cues, token);

    return cue < cues->count && cues->at[cue].first == token;
}

/* "A source in the ministry", "The family's statement": the noun phrase that opens a sentence. */
static enum error add_opening(struct walk *walk)
{
    uint32_t i = walk->first, last;
    struct phrase *phrase;

    while (i < walk->last && i < walk->first + 2 && !(class_at(walk, i) & WORD_DETERMINER) &&
           class_at(walk, i) & (WORD_CONJUNCTION | WORD_ADVERB))
        i++;
    if (i >= walk->last || !(class_at(walk, i) & (WORD_DETERMINER | WORD_POSSESSIVE)))
        return ERROR_OK;
    for (last = i + 1; last < walk->last && last - i < MODIFIERS &&
                       (is_modifier(walk, last) || walk->at[last].flags & TOKEN_POSSESSIVE);
         last++)
        if (class_at(walk, last) & WORD_DETERMINER || cue_begins(walk, last) ||
            role_at(walk, last) != LEXICON_NONE)
            return ERROR_OK;
    if (last >= walk->last || last == i + 1 || !(class_at(walk, last) & WORD_PREPOSITION) ||
        mention_between(walk, i, last))
        return ERROR_OK;
    phrase = add(walk, PHRASE_PLAIN, i, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    read_place(walk, phrase);
    walk->token = last;
    return ERROR_OK;
}

/* "according to the document", "an AEW press release": a noun phrase that no role and no name
 * ends. */
static enum error add_governed(struct walk *walk)
{
    uint32_t first = walk->token, last = first + 1;
    struct phrase *phrase;

    if (first >= walk->last || !(class_at(walk, first) & (WORD_DETERMINER | WORD_POSSESSIVE)))
        return ERROR_OK;
    while (last < walk->last && last - first < MODIFIERS && is_modifier(walk, last) &&
           role_at(walk, last) == LEXICON_NONE)
        last++;
    if (last == first + 1 || mention_between(walk, last - 1, last) ||
        (last < walk->last && role_at(walk, last) != LEXICON_NONE))
        return ERROR_OK;
    phrase = add(walk, PHRASE_PLAIN, first, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    read_place(walk, phrase);
    walk->token = last;
    return ERROR_OK;
}

/* "BOB RAY:" before a line of a transcript, where no mention stands. */
static enum error add_label(struct walk *walk)
{
    const struct scene *scene = walk->scene;
    uint32_t first = walk->first, last = first;
    struct phrase *phrase;

    while (last < walk->last && walk->at[last].flags & TOKEN_ALL_CAPS)
        last++;
    if (last == first || last + 1 >= walk->last || scene->piece_of[last + 1] == PIECE_NONE ||
        !scene->pieces.at[scene->piece_of[last + 1]].line ||
        scene->pieces.at[scene->piece_of[last + 1]].first != last + 1 ||
        mention_between(walk, first, last))
        return ERROR_OK;
    phrase = add(walk, PHRASE_PLAIN, first, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    walk->token = last;
    return ERROR_OK;
}

/* "…," read the statement: the cue right behind the marks. */
static bool is_inverted(const struct walk *walk, const struct cue *cue)
{
    uint32_t before = cue->first;

    if (before > walk->first && walk->at[before - 1].kind == TOKEN_COMMA)
        before--;
    return before > 0 && walk->scene->piece_of[before - 1] != PIECE_NONE &&
           (cue_is_finite(cue) || cue->form == CUE_BASE);
}

static enum error step(struct walk *walk)
{
    const struct scene *scene = walk->scene;
    const struct mentions *mentions = scene->mentions;
    uint32_t i = walk->token, role;

    while (walk->mention < mentions->count &&
           (mentions->at[walk->mention].first < i ||
            !entity_type_is_name(mentions->at[walk->mention].type)))
        walk->mention++;
    while (walk->cue < scene->cues.count && scene->cues.at[walk->cue].first < i)
        walk->cue++;
    if (scene->piece_of[i] != PIECE_NONE) {
        walk->token++;
        return ERROR_OK;
    }
    if (walk->mention < mentions->count && mentions->at[walk->mention].first == i)
        return add_name(walk);
    if (walk->cue < scene->cues.count && scene->cues.at[walk->cue].first == i) {
        const struct cue *cue = &scene->cues.at[walk->cue];
        bool leads = cue->form == CUE_PREPOSITION || is_inverted(walk, cue);
        enum error error = ERROR_OK;
        walk->token = cue->last;
        if (!leads)
            error = add_plain(walk, cue);
        walk->spoken = cue->last;
        return error || !leads ? error : add_governed(walk);
    }
    if (class_at(walk, i) & (WORD_HE | WORD_SHE | WORD_THEY | WORD_IT | WORD_I))
        return add_pronoun(walk);
    if (class_at(walk, i) & WORD_OBJECT && over_quantifier(walk, i) < i)
        return add_quantified(walk);
    role = role_at(walk, i);
    if (role != LEXICON_NONE)
        return add_role(walk, role);
    walk->token++;
    return ERROR_OK;
}

enum error phrase_find(struct scene *scene)
{
    const struct sentences *sentences = &scene->document->sentences;
    struct walk walk = {.scene = scene, .at = scene->document->tokens.at};
    enum error error;

    for (size_t s = 0; s < sentences->count; s++) {
        walk.first = walk.token = sentences->at[s].first;
        walk.last = sentences->at[s].last;
        error = add_label(&walk);
        if (!error && walk.token == walk.first)
            error = add_opening(&walk);
        while (walk.token < walk.last && !error)
            error = step(&walk);
        if (error)
            return error;
    }
    return ERROR_OK;
}

size_t phrase_from(const struct phrases *phrases, uint32_t token)
{
    size_t low = 0, high = phrases->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (phrases->at[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t cue_from(const struct cues *cues, uint32_t token)
{
    size_t low = 0, high = cues->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cues->at[middle].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct span phrase_span(const struct scene *scene, const struct phrase *phrase)
{
    const struct token *at = scene->document->tokens.at;

    return (struct span){at[phrase->first].span.begin, at[phrase->last - 1].span.end};
}
