#include "news/namesake.h"

#include "base/array.h"
#include "news/alias.h"
#include "news/body.h"
#include "news/person.h"
#include "news/settle_word.h"

enum {
    LINKS_READ = 24, /* people with one word in common that are looked at, the latest ones */
    LEAD_WORDS = 8,
    PLACE_SOUNDS = 3,   /* of a place that may be spelt in two ways */
    PLURAL_LETTERS = 5, /* of a name that may stand in the plural */

    /* whom a form means: one step of agreement outweighs whom it has meant before */
    WEIGHT_AGREEMENT = 4,
    WEIGHT_OWNER = 1,
    WEIGHT_LIKELY = 2,
    WEIGHT_UNLIKELY = 10 /* against the gender that the forename tells */
};

/* The slot of a look-up; NULL without memory. */
uint32_t *namesake_slot(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words)
{
    struct slice key;

    if (arena_print(gatherer->arena, &key, "%c%d%.*s", (char)lookup, (int)type, SLICE_ARGS(words)))
        return NULL;
    return map_at(gatherer->arena, &gatherer->names, key);
}

static enum error find(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                       struct slice words, uint32_t *out)
{
    uint32_t *slot;

    *out = NO_ENTITY;
    if (words.len == 0)
        return ERROR_OK;
    slot = namesake_slot(gatherer, lookup, type, words);
    if (!slot)
        return ERROR_NO_MEMORY;
    *out = *slot;
    return ERROR_OK;
}

/* ---- people ---- */

static enum error add_link(struct gatherer *gatherer, enum lookup lookup, struct slice words,
                           uint32_t entity)
{
    uint32_t *head = words.len ? namesake_slot(gatherer, lookup, ENTITY_PERSON, words) : NULL;
    struct link *link;
    int tries = 0;

    if (!head)
        return words.len ? ERROR_NO_MEMORY : ERROR_OK;
    if (*head == MAP_NONE)
        *head = 0;
    for (uint32_t l = *head; l && tries < LINKS_READ; l = gatherer->links.at[l - 1].next, tries++)
        if (gatherer->links.at[l - 1].entity == entity)
            return ERROR_OK;
    link = array_push(gatherer->arena, &gatherer->links);
    if (!link)
        return ERROR_NO_MEMORY;
    *link = (struct link){entity, *head};
    *head = (uint32_t)gatherer->links.count;
    return ERROR_OK;
}

enum error namesake_point_person(struct gatherer *gatherer, uint32_t entity)
{
    struct slice key = gatherer->abouts.at[entity].key, rest = key, word, sound;
    enum error error = ERROR_OK;

    while (!error && slice_cut(&rest, '-', &word))
        error = add_link(gatherer, LOOKUP_WORD, word, entity);
    if (!error)
        error = alias_sound(gatherer->arena, alias_last(key), &sound);
    return error ? error : add_link(gatherer, LOOKUP_SOUND, sound, entity);
}

static enum gender forename_gender(const struct gatherer *gatherer, struct slice key)
{
    const struct lexicon *forenames = gatherer->models->lists[LIST_FORENAMES];
    uint32_t entry =
        alias_words(key) > 1 ? lexicon_find(forenames, alias_first(key)) : LEXICON_NONE;
    struct slice letter;

    if (entry == LEXICON_NONE)
        return GENDER_UNKNOWN;
    letter = lexicon_at(forenames, entry)->columns[0];
    return slice_is(letter, "m")   ? GENDER_MALE
           : slice_is(letter, "f") ? GENDER_FEMALE
                                   : GENDER_UNKNOWN;
}

enum gender namesake_likely_gender(const struct gatherer *gatherer, uint32_t entity)
{
    const struct about *about = &gatherer->abouts.at[entity];
    enum gender gender = forename_gender(gatherer, about->key);

    if (gender != GENDER_UNKNOWN || about->pronouns == 0)
        return gender;
    return about->pronouns > 0 ? GENDER_MALE : GENDER_FEMALE;
}

/* Whom a form may mean, the best so far. */
struct choice {
    const struct form *form;
    enum gender gender; /* what the mention tells */
    uint32_t owner;     /* whom the same form has meant, or NO_ENTITY */
    uint32_t best;
    int score;
};

/* "John Paul" is John Paul II: a number behind a forename is of a pope or a king. */
static bool is_reign(const struct gatherer *gatherer, struct slice suffix, struct slice plain)
{
    return !slice_is(suffix, "jr") && !slice_is(suffix, "sr") &&
           lexicon_find(gatherer->models->lists[LIST_FORENAMES], alias_last(plain)) != LEXICON_NONE;
}

/* Are two keys a father's and a son's: "donald-trump" and "donald-trump-jr", "trump-jr" and
 * "melania-trump"? A bare surname is of either. */
static bool are_two(const struct gatherer *gatherer, struct slice left, struct slice right)
{
    struct slice l = alias_suffix(left), r = alias_suffix(right);
    struct slice left_plain = alias_plain(left), right_plain = alias_plain(right);
    size_t l_words = alias_words(left_plain), r_words = alias_words(right_plain);

    if (slice_equal(l, r) || (l_words == 1 && !l.len) || (r_words == 1 && !r.len) ||
        is_reign(gatherer, l.len ? l : r, l.len ? left_plain : right_plain))
        return false;
    return (l.len && l_words == 1) || (r.len && r_words == 1) ||
           slice_equal(left_plain, right_plain);
}

/* Is the candidate the father, or the son, of the one whom the form names? */
static bool is_kin(const struct gatherer *gatherer, struct slice key, uint32_t candidate)
{
    const struct about *about = &gatherer->abouts.at[candidate];

    for (size_t i = 0; i < about->forms.count; i++)
        if (are_two(gatherer, key, about->forms.at[i].key))
            return true;
    return false;
}

/* Of two who agree as well: the father before the son, then the one named more, then the first. */
static bool comes_before(const struct gatherer *gatherer, uint32_t candidate, uint32_t other)
{
    struct slice key = gatherer->abouts.at[candidate].key, rival = gatherer->abouts.at[other].key;
    size_t uses = gatherer->entities.at[candidate].mentions.count;
    size_t other_uses = gatherer->entities.at[other].mentions.count;

    if (slice_equal(alias_plain(key), alias_plain(rival)) &&
        !alias_suffix(key).len != !alias_suffix(rival).len)
        return !alias_suffix(key).len;
    return uses != other_uses ? uses > other_uses : candidate < other;
}

static void weigh(const struct gatherer *gatherer, struct choice *choice, uint32_t candidate)
{
    const struct entity *entity = &gatherer->entities.at[candidate];
    enum gender likely = namesake_likely_gender(gatherer, candidate);
    enum agreement agreement =
        person_agreement(gatherer->models, choice->form->key, gatherer->abouts.at[candidate].key);
    bool is_told = choice->gender != GENDER_UNKNOWN && entity->gender != GENDER_UNKNOWN;
    int score, pronouns = gatherer->abouts.at[candidate].pronouns;

    if (agreement == AGREEMENT_NONE || (is_told && entity->gender != choice->gender) ||
        is_kin(gatherer, choice->form->key, candidate))
        return;
    score = (int)agreement * WEIGHT_AGREEMENT;
    if (is_told)
        likely = entity->gender;
    else if (pronouns && (pronouns > 0) != (likely == GENDER_MALE))
        likely = GENDER_UNKNOWN; /* "Kim Yo-jong said she waits": no Kim of ours */
    if (choice->gender != GENDER_UNKNOWN && likely != GENDER_UNKNOWN)
        score += likely == choice->gender ? WEIGHT_LIKELY : -WEIGHT_UNLIKELY;
    if (candidate == choice->owner)
        score += WEIGHT_OWNER;
    if (choice->best == NO_ENTITY || score > choice->score ||
        (score == choice->score && comes_before(gatherer, candidate, choice->best))) {
        choice->best = candidate;
        choice->score = score;
    }
}

static enum error weigh_linked(struct gatherer *gatherer, struct choice *choice, enum lookup lookup,
                               struct slice words)
{
    uint32_t link;
    enum error error = find(gatherer, lookup, ENTITY_PERSON, words, &link);

    if (error || link == NO_ENTITY)
        return error;
    for (int tries = 0; link && tries < LINKS_READ; tries++) {
        weigh(gatherer, choice, gatherer->links.at[link - 1].entity);
        link = gatherer->links.at[link - 1].next;
    }
    return ERROR_OK;
}

/* "Bill": those who are named William. */
static enum error weigh_short_form(struct gatherer *gatherer, struct choice *choice)
{
    const struct lexicon *nicknames = gatherer->models->lists[LIST_NICKNAMES];
    uint32_t entry = lexicon_find(nicknames, choice->form->key);
    struct slice rest =
        entry == LEXICON_NONE ? SLICE("") : lexicon_at(nicknames, entry)->columns[0];
    struct slice full, key;
    enum error error = ERROR_OK;

    while (!error && slice_cut(&rest, '|', &full)) {
        error = entity_key(gatherer->arena, full, &key);
        if (!error)
            error = weigh_linked(gatherer, choice, LOOKUP_WORD, key);
    }
    return error;
}

enum error namesake_person(struct gatherer *gatherer, const struct form *form, enum gender gender,
                           uint32_t *out)
{
    struct choice choice = {.form = form, .gender = gender, .best = NO_ENTITY};
    struct slice rest = form->key, word, sound;
    enum error error = find(gatherer, LOOKUP_KEY, ENTITY_PERSON, form->key, &choice.owner);

    if (!error && choice.owner != NO_ENTITY && form->words > 1) {
        *out = choice.owner;
        return ERROR_OK;
    }
    while (!error && slice_cut(&rest, '-', &word))
        error = weigh_linked(gatherer, &choice, LOOKUP_WORD, word);
    if (!error && form->words == 1)
        error = weigh_short_form(gatherer, &choice);
    if (!error)
        error = alias_sound(gatherer->arena, alias_last(form->key), &sound);
    if (!error)
        error = weigh_linked(gatherer, &choice, LOOKUP_SOUND, sound);
    if (!error)
        *out = choice.best;
    return error;
}

/* ---- places, bodies, things ---- */

/* An acronym and what it stands for: WHO after "World Health Organization", or before it. */
static enum error find_acronym(struct gatherer *gatherer, enum entity_type type,
                               const struct form *form, uint32_t *out)
{
    struct slice initials;
    uint32_t entity;
    enum error error;

    *out = NO_ENTITY;
    if (form->is_capitals)
        return find(gatherer, LOOKUP_INITIALS, type, form->key, out);
    error = alias_initials(gatherer->arena, form->text, false, &initials);
    if (error || initials.len < 2)
        return error;
    error = entity_key(gatherer->arena, initials, &initials);
    if (error)
        return error;
    error = find(gatherer, LOOKUP_KEY, type, initials, &entity);
    if (!error && entity != NO_ENTITY &&
        alias_is_acronym(gatherer->abouts.at[entity].forms.at[0].text))
        *out = entity;
    return error;
}

/* The longest first words of a key that are shorter than it; empty when none are left. */
static struct slice shorter_lead(struct slice key)
{
    size_t at = key.len;

    while (at > 0 && key.ptr[at - 1] != '-')
        at--;
    return slice_part(key, 0, at ? at - 1 : 0);
}

static bool is_in_any(const struct gatherer *gatherer, struct slice words, const enum list *lists,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lexicon_find(gatherer->models->lists[lists[i]], words) != LEXICON_NONE)
            return true;
    return false;
}

/* Words of a name that name something else: a place, a people, a body known by them. */
static bool is_taken(const struct gatherer *gatherer, struct slice words)
{
    static const enum list taken[] = {LIST_PLACES, LIST_DEMONYMS, LIST_STOPWORDS,
                                      LIST_ORGANIZATIONS};

    return !settle_word_is(SETTLE_BODY, words) && /* there is a town called Bank */
           is_in_any(gatherer, words, taken, sizeof taken / sizeof *taken);
}

/* "Yale" of "Yale University" and "Ford" of "Ford Motor Company" may be bodies well known. */
static bool is_lead_taken(const struct gatherer *gatherer, struct slice lead, struct slice key)
{
    static const enum list taken[] = {LIST_PLACES, LIST_DEMONYMS, LIST_STOPWORDS};
    struct slice rest = slice_part(key, lead.len + 1, key.len), word;
    bool is_legal = true;

    while (slice_cut(&rest, '-', &word))
        is_legal = is_legal && (slice_is(word, "university") || slice_is(word, "motor") ||
                                slice_is(word, "company") || settle_word_is(SETTLE_BUSINESS, word));
    return is_legal ? is_in_any(gatherer, lead, taken, sizeof taken / sizeof *taken)
                    : is_taken(gatherer, lead);
}

static bool has_leads(const struct form *form)
{
    return !form->house.ptr && form->words > 1 && form->words <= LEAD_WORDS &&
           alias_may_lead(form->key);
}

static enum error point_lead(struct gatherer *gatherer, enum entity_type type, struct slice lead,
                             uint32_t entity)
{
    uint32_t *slot = namesake_slot(gatherer, LOOKUP_LEAD, type, lead);

    if (!slot)
        return ERROR_NO_MEMORY;
    *slot = *slot == MAP_NONE || *slot == entity ? entity : SEVERAL_ENTITIES;
    return ERROR_OK;
}

static enum error point_leads(struct gatherer *gatherer, const struct form *form, uint32_t entity)
{
    struct slice head = body_head(form->key);
    enum error error = ERROR_OK;

    if (form->house.ptr && head.len < form->key.len && form->words > 1) /* "Bank" of England */
        return is_taken(gatherer, head) ? ERROR_OK
                                        : point_lead(gatherer, ENTITY_ORGANIZATION, head, entity);
    if (!has_leads(form))
        return ERROR_OK;
    for (struct slice lead = shorter_lead(form->key); lead.len && !error; lead = shorter_lead(lead))
        if (!is_lead_taken(gatherer, lead, form->key))
            error = point_lead(gatherer, ENTITY_ORGANIZATION, lead, entity);
    return error;
}

/* "City Council", "Council": the last words before an "of", of the body named last. */
static enum error point_tails(struct gatherer *gatherer, const struct form *form, uint32_t entity)
{
    struct slice head = body_head(form->key);

    if (form->house.ptr || form->words > LEAD_WORDS)
        return ERROR_OK;
    for (size_t dash = slice_find(head, '-', 0); dash < head.len;
         dash = slice_find(head, '-', dash + 1)) {
        struct slice tail = slice_part(head, dash + 1, head.len);
        uint32_t *slot;
        if (!body_may_end(tail) || is_taken(gatherer, tail))
            continue;
        slot = namesake_slot(gatherer, LOOKUP_TAIL, ENTITY_ORGANIZATION, tail);
        if (!slot)
            return ERROR_NO_MEMORY;
        *slot = entity;
    }
    return ERROR_OK;
}

/* "Wembley" of "Wembley Stadium"; and how the name of a place sounds. */
static enum error point_place(struct gatherer *gatherer, const struct form *form, uint32_t entity)
{
    struct slice lead = shorter_lead(form->key), sound;
    uint32_t *slot;
    enum error error = ERROR_OK;

    if (body_is_site(form->key) && !is_taken(gatherer, lead))
        error = point_lead(gatherer, ENTITY_LOCATION, lead, entity);
    if (!error)
        error = alias_sound(gatherer->arena, form->key, &sound);
    if (error || sound.len < PLACE_SOUNDS)
        return error;
    slot = namesake_slot(gatherer, LOOKUP_PLACE_SOUND, ENTITY_LOCATION, sound);
    if (!slot)
        return ERROR_NO_MEMORY;
    *slot = entity;
    return ERROR_OK;
}

enum error namesake_point_parts(struct gatherer *gatherer, enum entity_type type,
                                const struct form *form, uint32_t entity)
{
    enum error error;

    if (type == ENTITY_LOCATION)
        return point_place(gatherer, form, entity);
    if (type != ENTITY_ORGANIZATION)
        return ERROR_OK;
    error = point_leads(gatherer, form, entity);
    return error ? error : point_tails(gatherer, form, entity);
}

/* A name by its first words: the short form after the long one, or before it. */
static enum error find_lead(struct gatherer *gatherer, enum entity_type type,
                            const struct form *form, uint32_t *out)
{
    enum error error = find(gatherer, LOOKUP_LEAD, type, form->key, out);

    if (!error && *out == SEVERAL_ENTITIES)
        *out = NO_ENTITY;
    if (error || *out != NO_ENTITY ||
        (type == ENTITY_ORGANIZATION ? !has_leads(form) : !body_is_site(form->key)))
        return error;
    for (struct slice lead = shorter_lead(form->key); lead.len && *out == NO_ENTITY && !error;
         lead = type == ENTITY_ORGANIZATION ? shorter_lead(lead) : SLICE("")) {
        if (!is_lead_taken(gatherer, lead, form->key))
            error = find(gatherer, LOOKUP_KEY, type, lead, out);
        if (!error && *out != NO_ENTITY && !slice_equal(gatherer->abouts.at[*out].key, lead))
            *out = NO_ENTITY; /* it has a longer name already */
    }
    return error;
}

/* A place spelt in another way, unless both are places well known apart: Misrata, Misurata. */
static enum error find_place_by_sound(struct gatherer *gatherer, const struct form *form,
                                      uint32_t *out)
{
    const struct lexicon *places = gatherer->models->lists[LIST_PLACES];
    struct slice sound, key;
    enum error error = alias_sound(gatherer->arena, form->key, &sound);

    if (!error && sound.len >= PLACE_SOUNDS)
        error = find(gatherer, LOOKUP_PLACE_SOUND, ENTITY_LOCATION, sound, out);
    if (error || *out == NO_ENTITY)
        return error;
    key = gatherer->abouts.at[*out].key;
    if (alias_words(key) != form->words || alias_distance(key, form->key, 2) > 2 ||
        (lexicon_find(places, key) != LEXICON_NONE &&
         lexicon_find(places, form->key) != LEXICON_NONE))
        *out = NO_ENTITY;
    return ERROR_OK;
}

/* "Houthis" after "Houthi", or before it. */
static enum error find_number(struct gatherer *gatherer, enum entity_type type,
                              const struct form *form, uint32_t *out)
{
    struct slice key = form->key, other;
    enum error error;

    if (form->words > 1 || key.len < PLURAL_LETTERS || form->is_capitals)
        return ERROR_OK;
    if (slice_ends(key, SLICE("s")))
        return find(gatherer, LOOKUP_KEY, type, slice_part(key, 0, key.len - 1), out);
    error = arena_print(gatherer->arena, &other, "%.*ss", SLICE_ARGS(key));
    return error ? error : find(gatherer, LOOKUP_KEY, type, other, out);
}

/* "U.S. Supreme Court" after "Supreme Court", but not after another country's. */
static enum error find_bare(struct gatherer *gatherer, enum entity_type type,
                            const struct form *form, uint32_t *out)
{
    enum error error;

    if (slice_equal(form->bare, form->key))
        return ERROR_OK;
    error = find(gatherer, LOOKUP_KEY, type, form->bare, out);
    if (!error && *out != NO_ENTITY && !slice_equal(gatherer->abouts.at[*out].key, form->bare))
        *out = NO_ENTITY; /* another country's, another company's */
    return error;
}

/* A form with a house spelling is no part of another name. */
static enum error find_part(struct gatherer *gatherer, enum entity_type type,
                            const struct form *form, uint32_t *out)
{
    enum error error = ERROR_OK;

    if (type == ENTITY_ORGANIZATION || type == ENTITY_LOCATION)
        error = find_lead(gatherer, type, form, out);
    if (!error && *out == NO_ENTITY && type == ENTITY_ORGANIZATION)
        error = find(gatherer, LOOKUP_TAIL, type, form->key, out);
    if (!error && *out == NO_ENTITY && type == ENTITY_LOCATION)
        error = find_place_by_sound(gatherer, form, out);
    if (!error && *out == NO_ENTITY && type != ENTITY_LOCATION)
        error = find_number(gatherer, type, form, out);
    return error;
}

enum error namesake_thing(struct gatherer *gatherer, enum entity_type type, const struct form *form,
                          uint32_t *out)
{
    enum error error = find(gatherer, LOOKUP_KEY, type, form->key, out);

    if (!error && *out == NO_ENTITY)
        error = find_bare(gatherer, type, form, out);
    if (!error && *out == NO_ENTITY && (!form->house.ptr || alias_is_capitals(form->house)))
        error = find_acronym(gatherer, type, form, out);
    if (!error && *out == NO_ENTITY && !form->house.ptr)
        error = find_part(gatherer, type, form, out);
    return error;
}

/* ---- "Social Democratic Party (SPD)" ---- */

static struct slice token_at(const struct gatherer *gatherer, uint32_t token)
{
    const struct tokens *tokens = &gatherer->document->tokens;

    return token < tokens->count ? token_text(gatherer->document->text, &tokens->at[token])
                                 : SLICE("");
}

/* Does the mention stand alone in brackets right behind the one before it, both bodies? */
static bool is_in_brackets(const struct gatherer *gatherer, size_t at)
{
    const struct mention *mention = &gatherer->mentions->at[at], *before = mention - 1;

    return at > 0 && mention->type == ENTITY_ORGANIZATION && before->type == ENTITY_ORGANIZATION &&
           before->last + 1 == mention->first && mention->first > 0 &&
           slice_is(token_at(gatherer, before->last), "(") &&
           slice_is(token_at(gatherer, mention->last), ")");
}

static bool is_agency(const struct gatherer *gatherer, struct slice text)
{
    const struct lexicon *organizations = gatherer->models->lists[LIST_ORGANIZATIONS];
    uint32_t entry = lexicon_find(organizations, text);

    return entry != LEXICON_NONE && slice_is(lexicon_at(organizations, entry)->columns[0], "media");
}

/* Is it the initials of a body named behind the mention? */
static enum error is_explained(struct gatherer *gatherer, size_t at, struct slice text, bool *out)
{
    enum error error = ERROR_OK;

    *out = false;
    for (size_t i = at + 1; i < gatherer->mentions->count && !*out && !error; i++) {
        const struct mention *mention = &gatherer->mentions->at[i];
        struct slice name = slice_at(gatherer->document->text, mention->span), initials;
        if (mention->type != ENTITY_ORGANIZATION || name.len <= text.len ||
            name.ptr[0] != text.ptr[0])
            continue;
        error = alias_initials(gatherer->arena, name, false, &initials);
        *out = !error && slice_equal(initials, text);
    }
    return error;
}

enum error namesake_bracketed(struct gatherer *gatherer, size_t at, uint32_t *out)
{
    const struct mention *mention = &gatherer->mentions->at[at];
    struct slice text = slice_at(gatherer->document->text, mention->span);
    bool is_other = false;
    enum error error;

    *out = NO_ENTITY;
    if (!is_in_brackets(gatherer, at) || !alias_is_short_form(text) || is_agency(gatherer, text) ||
        alias_is_capitals(slice_at(gatherer->document->text, mention[-1].span)))
        return ERROR_OK;
    error = is_explained(gatherer, at, text, &is_other);
    if (!error && !is_other)
        *out = mention[-1].entity;
    return error;
}
