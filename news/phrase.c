#include "base/array.h"
#include "news/phrase_walk.h"
#include "news/window.h"

enum { TITLE_REACH = 5 /* words between a preposition and the name it governs */ };

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
                   : walk_noun_begin(walk, first, floor);
    if (first > walk->first && class_at(walk, first - 1) & WORD_POSSESSIVE)
        first--;
    return first;
}

struct phrase *walk_add(struct walk *walk, enum phrase_kind kind, uint32_t first, uint32_t last)
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
void walk_read_place(const struct walk *walk, struct phrase *phrase)
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

uint32_t walk_role_at(const struct walk *walk, uint32_t i)
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
        walk_role_at(walk, mention->first - 1) == LEXICON_NONE) {
        role->is_in_title = true;
        return false;
    }
    role->last = mention->last;
    role->is_possessor =
        mention->last < walk->last && walk->at[mention->last].flags & TOKEN_POSSESSIVE;
    walk->token = mention->last;
    return true;
}

/* "the Spaniard said", "the American won": one of a people, and a noun as "the player" is. */
static bool is_native(const struct walk *walk, const struct mention *mention)
{
    uint32_t next = mention->last, first = mention->first;

    return mention->type == ENTITY_MISC && next == first + 1 && first > walk->first &&
           (slice_is(token_text(walk->scene->document->text, &walk->at[first - 1]), "the") ||
            slice_is(token_text(walk->scene->document->text, &walk->at[first - 1]), "The")) &&
           (walk_cue_begins(walk, next) ||
            (next < walk->last && class_at(walk, next) & WORD_AUXILIARY));
}

static enum error add_native(struct walk *walk, const struct mention *mention)
{
    struct phrase *phrase = walk_add(walk, PHRASE_ROLE, mention->first - 1, mention->last);

    if (!phrase)
        return ERROR_NO_MEMORY;
    walk_read_place(walk, phrase);
    walk->token = mention->last;
    return ERROR_OK;
}

static enum error add_name(struct walk *walk)
{
    const struct mention *mention = &walk->scene->mentions->at[walk->mention];
    struct phrase *phrase;

    if (joins_role(walk, mention))
        return ERROR_OK;
    if (is_native(walk, mention))
        return add_native(walk, mention);
    phrase = walk_add(walk, PHRASE_NAME, mention->first, mention->last);

    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->mention = (uint32_t)walk->mention;
    if (mention->entity < walk->scene->entities->count)
        phrase->gender = walk->scene->entities->at[mention->entity].gender;
    phrase->is_in_title = leads_to_person(walk, mention);
    walk_read_place(walk, phrase);
    walk->token = mention->last;
    return ERROR_OK;
}

static enum error add_pronoun(struct walk *walk)
{
    struct phrase *phrase = walk_add(walk, PHRASE_PRONOUN, walk->token, walk->token + 1);

    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->classes = class_at(walk, walk->token);
    phrase->is_plural = phrase->classes & WORD_THEY;
    phrase->gender = phrase->classes & WORD_HE    ? GENDER_MALE
                     : phrase->classes & WORD_SHE ? GENDER_FEMALE
                                                  : GENDER_UNKNOWN;
    walk_read_place(walk, phrase);
    walk->token++;
    return ERROR_OK;
}

static bool person_begins(const struct walk *walk, uint32_t token)
{
    const struct mentions *mentions = walk->scene->mentions;
    size_t next = walk->mention;

    return next < mentions->count && mentions->at[next].first == token &&
           mentions->at[next].type == ENTITY_PERSON;
}

static enum error add_role(struct walk *walk, uint32_t entry)
{
    const struct lexicon_entry *role = lexicon_at(walk->scene->models->lists[LIST_ROLES], entry);
    uint32_t head = walk->token, first = extend_left(walk, head);
    struct phrase *phrase;

    walk->token++;
    if (person_begins(walk, head + 1) || walk_role_at(walk, head + 1) != LEXICON_NONE)
        return ERROR_OK;
    first = walk_over_quantifier(walk, first);
    phrase = walk_add(walk, PHRASE_ROLE, first, head + 1);
    if (!phrase)
        return ERROR_NO_MEMORY;
    phrase->is_plural = slice_is(role->columns[0], "p");
    phrase->gender = slice_is(role->columns[1], "m")   ? GENDER_MALE
                     : slice_is(role->columns[1], "f") ? GENDER_FEMALE
                                                       : GENDER_UNKNOWN;
    walk_read_place(walk, phrase);
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
        walk->token = cue->last + window_is_by(scene, cue);
        leads = leads || walk->token > cue->last;
        if (!leads)
            error = walk_subject(walk, cue);
        walk->spoken = walk->token;
        return error || !leads ? error : walk_governed(walk);
    }
    if (class_at(walk, i) & (WORD_HE | WORD_SHE | WORD_THEY | WORD_IT | WORD_I))
        return add_pronoun(walk);
    if (class_at(walk, i) & WORD_OBJECT && walk_over_quantifier(walk, i) < i)
        return walk_quantified(walk);
    role = walk_role_at(walk, i);
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
        error = walk_label(&walk);
        if (!error && walk.token == walk.first)
            error = walk_opening(&walk);
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
