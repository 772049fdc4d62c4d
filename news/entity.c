#include "news/entity.h"

#include "base/array.h"
#include "base/map.h"
#include "news/alias.h"
#include "news/body.h"
#include "news/namesake.h"
#include "news/role.h"
#include "text/chars.h"
#include "text/utf8.h"

/* "j-k-rowling" is "jk-rowling": initials are one word, with blanks or without. */
static size_t join_initials(char *key, size_t len)
{
    size_t kept = 0;

    for (size_t i = 0; i < len; i++) {
        bool is_single = i >= 1 && i + 1 < len && key[i] == '-' && (i == 1 || key[i - 2] == '-') &&
                         (i + 2 == len || key[i + 2] == '-');
        if (!is_single || !char_is_letter((unsigned char)key[i - 1]) ||
            !char_is_letter((unsigned char)key[i + 1]))
            key[kept++] = key[i];
    }
    return kept;
}

/* An "&" with blanks around it is "and". */
static bool is_and(struct slice name, size_t at, uint32_t c)
{
    return c == '&' && at > 1 && at < name.len && name.ptr[at - 2] == ' ' && name.ptr[at] == ' ';
}

enum error entity_key(struct arena *arena, struct slice name, struct slice *out)
{
    char *key = arena_array(arena, char, name.len * 4 + 1); /* a code point folds to four at most */
    size_t len = 0, at = 0;
    bool gap = false;

    if (!key)
        return ERROR_NO_MEMORY;
    while (at < name.len) {
        uint32_t folded[4], c = utf8_next(name, &at);
        size_t count = char_fold(c, folded);
        if (is_and(name, at, c)) {
            memcpy(folded, (uint32_t[]){'a', 'n', 'd'}, 3 * sizeof *folded);
            count = 3;
        }
        for (size_t i = 0; i < count; i++) {
            if (folded[i] == '.' || folded[i] == '\'')
                continue;
            if (!char_is_letter(folded[i]) && !char_is_digit(folded[i])) {
                gap = true;
                continue;
            }
            if (gap && len)
                key[len++] = '-';
            gap = false;
            len += utf8_encode(folded[i], key + len);
        }
    }
    *out = (struct slice){key, join_initials(key, len)};
    return ERROR_OK;
}

/* ---- forms ---- */

/* "Afghans" is "Afghan" where both are demonyms. */
static struct slice singular(const struct gatherer *gatherer, struct slice text)
{
    const struct lexicon *demonyms = gatherer->models->lists[LIST_DEMONYMS];
    struct slice shorter = slice_part(text, 0, text.len ? text.len - 1 : 0);

    return slice_ends(text, SLICE("s")) && lexicon_find(demonyms, text) != LEXICON_NONE &&
                   lexicon_find(demonyms, shorter) != LEXICON_NONE
               ? shorter
               : text;
}

static enum entity_type type_named(struct slice name, enum entity_type otherwise)
{
    for (enum entity_type type = 0; type <= ENTITY_MISC; type++)
        if (slice_equal(entity_type_names[type], name))
            return type;
    return otherwise;
}

/* A known variant gives the house spelling; spelled as the list has it, also the type. */
static void read_house(const struct gatherer *gatherer, struct mention *mention, struct form *form)
{
    const struct lexicon *variants = gatherer->models->lists[LIST_VARIANTS];
    uint32_t entry = lexicon_find(variants, form->text);
    const struct lexicon_entry *variant;
    enum entity_type type;

    if (entry == LEXICON_NONE)
        return;
    variant = lexicon_at(variants, entry);
    type = type_named(variant->columns[1], mention->type);
    if (type != mention->type && !slice_equal(variant->phrase, form->text))
        return;
    mention->type = type;
    form->house = variant->columns[0];
}

/* Tokens of the country, town or people that a body's name begins with; all but the last at most.
 */
static uint32_t place_before(const struct gatherer *gatherer, const struct mention *mention)
{
    static const enum list places[] = {LIST_PLACES, LIST_DEMONYMS};

    uint32_t most = 0;

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        uint32_t length = 0, found;
        found = lexicon_match(gatherer->models->lists[places[i]], gatherer->document,
                              mention->first, mention->last - 1, &length);
        if (found != LEXICON_NONE && length > most)
            most = length;
    }
    return most;
}

/* The country, town or people at the begin of a body's name as part of its key: "US Supreme Court"
 * is "united-states-supreme-court". */
static enum error add_place(struct gatherer *gatherer, struct slice place, struct form *form)
{
    const struct lexicon *variants = gatherer->models->lists[LIST_VARIANTS];
    uint32_t house = lexicon_find(variants, place);
    struct slice key;
    enum error error;

    if (house != LEXICON_NONE)
        place = lexicon_at(variants, house)->columns[0];
    error = entity_key(gatherer->arena, place, &key);
    return error ? error
                 : arena_print(gatherer->arena, &form->key, "%.*s-%.*s", SLICE_ARGS(key),
                               SLICE_ARGS(form->bare));
}

/* What a body may be called too: "U.S. Supreme Court" is "Supreme Court", "Apple Inc." is "Apple".
 * "Department of Justice" has the key of "Justice Department". */
static enum error read_body(struct gatherer *gatherer, const struct mention *mention,
                            struct form *form)
{
    const struct token *tokens = gatherer->document->tokens.at;
    uint32_t place = place_before(gatherer, mention);
    struct span before = {mention->span.begin, 0}, rest = {0, mention->span.end};
    enum error error;

    if (place == 0) {
        error = body_turned(gatherer->arena, form->key, &form->key);
        form->bare = alias_company(form->key);
        return error;
    }
    before.end = tokens[mention->first + place - 1].span.end;
    rest.begin = tokens[mention->first + place].span.begin;
    error = entity_key(gatherer->arena, slice_at(gatherer->document->text, rest), &form->bare);
    if (!error)
        error = body_turned(gatherer->arena, form->bare, &form->bare);
    if (error || form->bare.len == 0)
        return error;
    return add_place(gatherer, slice_at(gatherer->document->text, before), form);
}

/* The name goes on to a "Sr." that the tagger has left out. */
static void take_suffix(const struct gatherer *gatherer, struct mention *mention)
{
    static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr."};
    const struct tokens *tokens = &gatherer->document->tokens;
    const struct token *next = &tokens->at[mention->last];

    if (mention->type != ENTITY_PERSON || mention->last >= tokens->count ||
        !SLICE_IS_ONE_OF(token_text(gatherer->document->text, next), suffixes))
        return;
    mention->last++;
    mention->span.end = next->span.end;
}

static enum error form_read(struct gatherer *gatherer, struct mention *mention, struct form *form)
{
    enum error error;

    take_suffix(gatherer, mention);
    *form = (struct form){.text = slice_at(gatherer->document->text, mention->span)};
    if (entity_type_is_name(mention->type))
        read_house(gatherer, mention, form);
    form->is_capitals = alias_is_acronym(form->text);
    error = entity_key(gatherer->arena,
                       form->house.ptr                ? form->house
                       : mention->type == ENTITY_MISC ? singular(gatherer, form->text)
                                                      : form->text,
                       &form->key);
    if (error)
        return error;
    form->words = alias_words(form->key);
    form->bare = form->key;
    return mention->type == ENTITY_ORGANIZATION && !form->house.ptr
               ? read_body(gatherer, mention, form)
               : ERROR_OK;
}

/* ---- figures ---- */

/* Figures are one entity when they have one value, or none and one form. */
static enum error find_figure(struct gatherer *gatherer, const struct mention *mention,
                              const struct form *form, struct value *value, uint32_t **slot)
{
    struct slice words = form->key;
    enum error error =
        value_read(gatherer->arena, gatherer->document, mention, gatherer->published, value);

    if (!error && value->kind != VALUE_NONE)
        error = arena_print(gatherer->arena, &words, "=%d %.17g %.*s", (int)value->kind,
                            value->number, SLICE_ARGS(value->text));
    if (error)
        return error;
    *slot = namesake_slot(gatherer, LOOKUP_VALUE, mention->type, words);
    return *slot ? ERROR_OK : ERROR_NO_MEMORY;
}

/* ---- gathering ---- */

static enum error open_entity(struct gatherer *gatherer, enum entity_type type, uint32_t *out)
{
    struct entity *entity = array_push(gatherer->arena, &gatherer->entities);
    struct about *about = array_push(gatherer->arena, &gatherer->abouts);

    if (!entity || !about)
        return ERROR_NO_MEMORY;
    entity->type = type;
    *out = (uint32_t)gatherer->entities.count - 1;
    return ERROR_OK;
}

static enum error point(struct gatherer *gatherer, enum lookup lookup, enum entity_type type,
                        struct slice words, uint32_t entity)
{
    uint32_t *slot;

    if (words.len == 0)
        return ERROR_OK;
    slot = namesake_slot(gatherer, lookup, type, words);
    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot == MAP_NONE || lookup != LOOKUP_KEY)
        *slot = entity;
    return ERROR_OK;
}

static size_t find_text(struct slice text, struct slice part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (memcmp(text.ptr + at, part.ptr, part.len) == 0)
            return at;
    return text.len;
}

/* Acronyms of a name: of its great words, of all, and of those before "and" ("CDC": Centers for
 * Disease Control and Prevention). */
static enum error point_initials(struct gatherer *gatherer, enum entity_type type,
                                 const struct form *form, uint32_t entity)
{
    static const char *const ands[] = {" and ", " & "};
    enum error error = ERROR_OK;

    for (int round = 0; round < 4 && !error; round++) {
        struct slice text = form->text, initials;
        bool is_part = round >= 2;
        if (is_part)
            text.len = find_text(text, slice_of(ands[round - 2]));
        if (is_part && text.len == form->text.len)
            continue;
        error = alias_initials(gatherer->arena, text, round == 1, &initials);
        if (!error && initials.len > (is_part ? 2 : 1))
            error = entity_key(gatherer->arena, initials, &initials);
        if (!error && initials.len > (is_part ? 2 : 1))
            error = point(gatherer, LOOKUP_INITIALS, type, initials, entity);
    }
    return error;
}

static enum error point_thing(struct gatherer *gatherer, enum entity_type type,
                              const struct form *form, uint32_t entity)
{
    enum error error = point(gatherer, LOOKUP_KEY, type, form->bare, entity);

    if (!error && type == ENTITY_ORGANIZATION)
        error = point(gatherer, LOOKUP_KEY, type, alias_company(form->key), entity);
    if (!error)
        error = namesake_point_parts(gatherer, type, form, entity);
    if (!error)
        error = point_initials(gatherer, type, form, entity);
    return error;
}

/* Notes the fullest form so far; a house spelling is before all. */
static void take_name(struct gatherer *gatherer, const struct form *form, uint32_t index)
{
    struct about *about = &gatherer->abouts.at[index];

    if (about->has_house || (form->words <= about->words && !form->house.ptr))
        return;
    if (form->house.ptr)
        gatherer->entities.at[index].name = form->house;
    about->has_house = form->house.ptr != NULL;
    about->key = form->key;
    about->words = form->words;
}

/* Counts a form of the name. */
static enum error take_form(struct gatherer *gatherer, const struct form *form, uint32_t index)
{
    struct shown_forms *forms = &gatherer->abouts.at[index].forms;
    struct shown_form *added;
    struct slice key;
    uint32_t *slot;

    if (arena_print(gatherer->arena, &key, "%u %.*s", (unsigned)index, SLICE_ARGS(form->text)))
        return ERROR_NO_MEMORY;
    slot = map_at(gatherer->arena, &gatherer->shown, key);
    if (!slot)
        return ERROR_NO_MEMORY;
    if (*slot != MAP_NONE) {
        forms->at[*slot].uses++;
        return ERROR_OK;
    }
    added = array_push(gatherer->arena, forms);
    if (!added)
        return ERROR_NO_MEMORY;
    *added = (struct shown_form){form->text, form->key, form->bare, form->words, 1};
    *slot = (uint32_t)forms->count - 1;
    return ERROR_OK;
}

static enum error take_roles(struct gatherer *gatherer, size_t mention, uint32_t index)
{
    struct role_view view = {gatherer->models, gatherer->document, gatherer->mentions, mention};
    struct span spans[ROLES_MOST];
    size_t count = role_read(&view, spans);
    struct entity *entity = &gatherer->entities.at[index];

    for (size_t i = 0; i < count; i++) {
        struct slice role = slice_at(gatherer->document->text, spans[i]), key, *place;
        uint32_t *slot;
        if (arena_print(gatherer->arena, &key, "%u@%.*s", (unsigned)index, SLICE_ARGS(role)))
            return ERROR_NO_MEMORY;
        slot = map_at(gatherer->arena, &gatherer->shown, key);
        if (!slot)
            return ERROR_NO_MEMORY;
        if (*slot != MAP_NONE)
            continue;
        *slot = index;
        place = array_push(gatherer->arena, &entity->roles);
        if (!place)
            return ERROR_NO_MEMORY;
        *place = role;
    }
    gatherer->abouts.at[index].pronouns += role_pronouns(&view);
    return ERROR_OK;
}

static enum error take_mention(struct gatherer *gatherer, size_t mention, uint32_t entity)
{
    uint32_t *place = array_push(gatherer->arena, &gatherer->entities.at[entity].mentions);

    if (!place)
        return ERROR_NO_MEMORY;
    *place = (uint32_t)mention;
    gatherer->mentions->at[mention].entity = entity;
    return ERROR_OK;
}

static enum error gather_name(struct gatherer *gatherer, size_t at, const struct form *form)
{
    struct mention *mention = &gatherer->mentions->at[at];
    struct role_view view = {gatherer->models, gatherer->document, gatherer->mentions, at};
    bool is_person = mention->type == ENTITY_PERSON;
    enum gender gender = is_person ? role_gender(&view) : GENDER_UNKNOWN;
    uint32_t entity;
    enum error error = is_person ? namesake_person(gatherer, form, gender, &entity)
                                 : namesake_thing(gatherer, mention->type, form, &entity);

    if (!error && entity == NO_ENTITY && !form->house.ptr)
        error = namesake_bracketed(gatherer, at, &entity);
    if (!error && entity == NO_ENTITY)
        error = open_entity(gatherer, mention->type, &entity);
    if (error)
        return error;
    if (gatherer->entities.at[entity].gender == GENDER_UNKNOWN)
        gatherer->entities.at[entity].gender = gender;
    take_name(gatherer, form, entity);
    error = take_mention(gatherer, at, entity);
    if (!error)
        error = take_form(gatherer, form, entity);
    if (!error)
        error = point(gatherer, LOOKUP_KEY, mention->type, form->key, entity);
    if (!error)
        error = is_person ? namesake_point_person(gatherer, entity)
                          : point_thing(gatherer, mention->type, form, entity);
    if (!error && is_person)
        error = take_roles(gatherer, at, entity);
    return error;
}

static enum error gather_figure(struct gatherer *gatherer, size_t at, const struct form *form)
{
    struct mention *mention = &gatherer->mentions->at[at];
    struct value value;
    uint32_t *slot, entity;
    enum error error = find_figure(gatherer, mention, form, &value, &slot);

    if (error)
        return error;
    entity = *slot;
    if (entity == MAP_NONE) {
        error = open_entity(gatherer, mention->type, &entity);
        if (error)
            return error;
        *slot = entity;
        gatherer->entities.at[entity].value = value;
        gatherer->abouts.at[entity].words = form->words;
    }
    error = take_mention(gatherer, at, entity);
    return error ? error : take_form(gatherer, form, entity);
}

/* How many of its letters are not plain: "Łódź" is a better name than "Lodz". */
static size_t marked_letters(struct slice text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += (unsigned char)text.ptr[i] >= 0xC0; /* one for each letter */
    return count;
}

/* Of two forms of as many words: not the shouted one, not the plural, then the one with its marks,
 * then the one used more often. */
static bool names_better(const struct gatherer *gatherer, const struct shown_form *form,
                         const struct shown_form *other)
{
    bool loud = alias_is_shouted(form->text), other_loud = alias_is_shouted(other->text);
    bool plural = singular(gatherer, form->text).len < form->text.len;
    bool other_plural = singular(gatherer, other->text).len < other->text.len;
    size_t marks = marked_letters(form->text), other_marks = marked_letters(other->text);

    if (loud != other_loud)
        return other_loud;
    if (plural != other_plural)
        return other_plural;
    return marks != other_marks ? marks > other_marks : form->uses > other->uses;
}

/* The best of the fullest forms names the entity, where no house spelling does; the others are its
 * aliases. */
static enum error name_entity(struct gatherer *gatherer, uint32_t index)
{
    struct entity *entity = &gatherer->entities.at[index];
    const struct about *about = &gatherer->abouts.at[index];
    const struct shown_form *best = NULL;

    for (size_t i = 0; i < about->forms.count; i++) {
        const struct shown_form *form = &about->forms.at[i];
        if (form->words == about->words && (!best || names_better(gatherer, form, best)))
            best = form;
    }
    if (!best)
        best = &about->forms.at[0];
    if (!about->has_house)
        entity->name = best->text;
    entity->key = about->has_house ? about->key : best->key;
    entity->bare = about->has_house ? about->key : best->bare;
    for (size_t i = 0; i < about->forms.count; i++) {
        struct slice *alias;
        if (slice_equal(about->forms.at[i].text, entity->name))
            continue;
        alias = array_push(gatherer->arena, &entity->aliases);
        if (!alias)
            return ERROR_NO_MEMORY;
        *alias = about->forms.at[i].text;
    }
    return ERROR_OK;
}

/* Who is he or she by title or role, else by forename, else by the pronouns near. */
static enum error finish(struct gatherer *gatherer, uint32_t index)
{
    struct entity *entity = &gatherer->entities.at[index];

    if (entity->type == ENTITY_PERSON && entity->gender == GENDER_UNKNOWN) {
        entity->gender = namesake_likely_gender(gatherer, index);
        entity->gender_is_guess = true;
    }
    return name_entity(gatherer, index);
}

enum error entity_gather(struct arena *arena, const struct models *models,
                         const struct document *document, struct mentions *mentions,
                         struct slice published, struct entities *out)
{
    struct gatherer gatherer = {.arena = arena,
                                .models = models,
                                .document = document,
                                .mentions = mentions,
                                .published = published};
    enum error error = ERROR_OK;

    for (size_t i = 0; i < mentions->count && !error; i++) {
        struct form form;
        error = form_read(&gatherer, &mentions->at[i], &form);
        if (!error)
            error = entity_type_is_name(mentions->at[i].type) ? gather_name(&gatherer, i, &form)
                                                              : gather_figure(&gatherer, i, &form);
    }
    for (uint32_t i = 0; i < gatherer.entities.count && !error; i++)
        error = finish(&gatherer, i);
    if (error)
        return error;
    *out = gatherer.entities;
    return ERROR_OK;
}
