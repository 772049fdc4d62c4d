/* Noun phrases that no name and no role word names: what else can be the subject of a cue. */
#include "news/phrase_walk.h"

enum { PLAIN_REACH = 12 /* tokens of a plain subject */ };

/* Back over "one of", "some of". */
uint32_t walk_over_quantifier(const struct walk *walk, uint32_t first)
{
    if (first < walk->first + 2 || !(class_at(walk, first - 2) & WORD_DETERMINER) ||
        !slice_is(token_text(walk->scene->document->text, &walk->at[first - 1]), "of"))
        return first;
    return first - 2;
}

/* Back from the end of a noun phrase over its modifiers, "of" and possessors. */
uint32_t walk_noun_begin(const struct walk *walk, uint32_t end, uint32_t floor)
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

static bool mention_between(const struct walk *walk, uint32_t first, uint32_t last)
{
    const struct mentions *mentions = walk->scene->mentions;
    size_t next = walk->mention;

    while (next < mentions->count && mentions->at[next].last <= first)
        next++;
    return next < mentions->count && mentions->at[next].first < last;
}

bool walk_cue_begins(const struct walk *walk, uint32_t token)
{
    const struct cues *cues = &walk->scene->cues;
    size_t cue = cue_from(cues, token);

    return cue < cues->count && cues->at[cue].first == token;
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
               : walk_noun_begin(walk, clitic, floor);
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
enum error walk_subject(struct walk *walk, const struct cue *cue)
{
    uint32_t floor = floor_of(walk), end = cue->first, first;
    struct phrase *phrase;

    while (end > floor &&
           class_at(walk, end - 1) & (WORD_AUXILIARY | WORD_ADVERB | WORD_NEGATION) &&
           !(class_at(walk, end - 1) & WORD_DETERMINER))
        end--;
    if (end <= floor || !is_modifier(walk, end - 1) || class_at(walk, end - 1))
        return ERROR_OK;
    first = walk_noun_begin(walk, end, floor);
    if (!(class_at(walk, first) & (WORD_DETERMINER | WORD_POSSESSIVE)) &&
        !(walk->at[first].flags & TOKEN_CAPITAL && first == walk->first) &&
        (end - first > 1 ||
         !slice_ends(token_text(walk->scene->document->text, &walk->at[end - 1]), SLICE("s"))))
        return ERROR_OK;
    if (depends(walk, first))
        return ERROR_OK;
    over_modifier(walk, floor, &first, &end);
    phrase = walk_add(walk, PHRASE_PLAIN, first, end);
    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->is_plural =
        slice_ends(token_text(walk->scene->document->text, &walk->at[end - 1]), SLICE("s"));
    walk_read_place(walk, phrase);
    return ERROR_OK;
}

/* "One of them" */
enum error walk_quantified(struct walk *walk)
{
    struct phrase *phrase =
        walk_add(walk, PHRASE_PLAIN, walk_over_quantifier(walk, walk->token), walk->token + 1);

    if (!phrase)
        return ERROR_NO_MEMORY;
    walk_read_place(walk, phrase);
    walk->token++;
    return ERROR_OK;
}

/* "A source in the ministry", "The family's statement": the noun phrase that opens a sentence. */
enum error walk_opening(struct walk *walk)
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
        if (class_at(walk, last) & WORD_DETERMINER || walk_cue_begins(walk, last) ||
            walk_role_at(walk, last) != LEXICON_NONE)
            return ERROR_OK;
    if (last >= walk->last || last == i + 1 || !(class_at(walk, last) & WORD_PREPOSITION) ||
        mention_between(walk, i, last))
        return ERROR_OK;
    phrase = walk_add(walk, PHRASE_PLAIN, i, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    walk_read_place(walk, phrase);
    walk->token = last;
    return ERROR_OK;
}

/* "according to the document", "an AEW press release": a noun phrase that no role and no name
 * ends. */
enum error walk_governed(struct walk *walk)
{
    uint32_t first = walk->token, last = first + 1;
    struct phrase *phrase;

    if (first >= walk->last || !(class_at(walk, first) & (WORD_DETERMINER | WORD_POSSESSIVE)))
        return ERROR_OK;
    while (last < walk->last && last - first < MODIFIERS && is_modifier(walk, last) &&
           walk_role_at(walk, last) == LEXICON_NONE)
        last++;
    if (last == first + 1 || mention_between(walk, last - 1, last) ||
        (last < walk->last && walk_role_at(walk, last) != LEXICON_NONE))
        return ERROR_OK;
    phrase = walk_add(walk, PHRASE_PLAIN, first, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    walk_read_place(walk, phrase);
    walk->token = last;
    return ERROR_OK;
}

/* "BOB RAY:" before a line of a transcript, where no mention stands. */
enum error walk_label(struct walk *walk)
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
    phrase = walk_add(walk, PHRASE_PLAIN, first, last);
    if (!phrase)
        return ERROR_NO_MEMORY;
    walk->token = last;
    return ERROR_OK;
}
