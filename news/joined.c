/* Persons named together: "Ana Ruiz, Ben Okafor and Mayor Eve Lind". */
#include "news/phrase.h"
#include "news/window.h"

enum { JOINED = 6, TITLE_PHRASES = 3 };

static bool is_person(const struct scene *scene, const struct phrase *phrase)
{
    return phrase->kind == PHRASE_NAME &&
           scene->mentions->at[phrase->mention].type == ENTITY_PERSON;
}

static bool is_word(const struct scene *scene, uint32_t token, const char *word)
{
    const struct tokens *tokens = &scene->document->tokens;

    return token < tokens->count &&
           slice_is(token_text(scene->document->text, &tokens->at[token]), word);
}

/* The token behind the link; the name's own end where there is none, or where ", and" may begin a
 * clause of its own: "Ruiz met Okafor, and Lind said". */
static uint32_t behind_link(const struct scene *scene, uint32_t end, const char *link)
{
    return is_word(scene, end, link) && !is_word(scene, end + 1, "and") ? end + 1 : end;
}

/* The person that a comma or "and", and a title, join to this one; or PHRASE_NONE. */
static uint32_t linked(const struct scene *scene, uint32_t left, const char *link)
{
    const struct phrases *phrases = &scene->phrases;
    uint32_t end = phrases->at[left].last, begin, next = left + 1;

    if (!is_person(scene, &phrases->at[left]))
        return PHRASE_NONE;
    begin = behind_link(scene, end, link);
    while (next < phrases->count && next <= left + TITLE_PHRASES &&
           !is_person(scene, &phrases->at[next]))
        next++;
    return begin > end && next < phrases->count && is_person(scene, &phrases->at[next]) &&
                   phrases->at[next].first >= begin &&
                   gap_is_title(scene, begin, phrases->at[next].first)
               ? next
               : PHRASE_NONE;
}

static uint32_t linked_before(const struct scene *scene, uint32_t right, const char *link)
{
    for (uint32_t left = right; left-- > 0 && left + TITLE_PHRASES + 1 >= right;)
        if (linked(scene, left, link) == right)
            return left;
    return PHRASE_NONE;
}

uint32_t phrase_joined_before(const struct scene *scene, uint32_t phrase)
{
    uint32_t first = phrase, before = linked_before(scene, phrase, "and");

    for (size_t n = 0; before != PHRASE_NONE && n < JOINED; n++) {
        first = before;
        before = linked_before(scene, first, ",");
    }
    return first;
}

uint32_t phrase_joined_behind(const struct scene *scene, uint32_t phrase)
{
    uint32_t last = phrase, next = linked(scene, phrase, ",");

    for (size_t n = 0; next != PHRASE_NONE && n < JOINED; n++) {
        last = next;
        next = linked(scene, last, ",");
    }
    next = linked(scene, last, "and");
    return next == PHRASE_NONE ? phrase : next;
}

uint32_t phrase_joined_next(const struct scene *scene, uint32_t phrase)
{
    uint32_t next = linked(scene, phrase, "and");

    return next == PHRASE_NONE ? linked(scene, phrase, ",") : next;
}
