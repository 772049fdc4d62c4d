#include "corpus/words.h"

static bool add_key(struct arena *arena, struct keys *keys, uint64_t key)
{
    uint64_t *at = array_push(arena, keys);

    if (!at)
        return false;
    *at = key;
    return true;
}

enum error words_add(struct arena *arena, struct slice text, const struct tokens *tokens,
                     struct keys *keys)
{
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        struct slice rest, part;
        if (!token_is_word(token))
            continue;
        if (!add_key(arena, keys, token->folded))
            return ERROR_NO_MEMORY;
        rest = token_text(text, token);
        if (!(token->flags & TOKEN_HYPHENATED))
            continue;
        while (slice_cut(&rest, '-', &part))
            if (part.len && !add_key(arena, keys, token_folded_id(part)))
                return ERROR_NO_MEMORY;
    }
    return ERROR_OK;
}

static bool marks_phrase(const struct token *token)
{
    return token->kind == TOKEN_QUOTE &&
           (token->mark == MARK_STRAIGHT_DOUBLE || token->mark == MARK_DOUBLE_OPEN ||
            token->mark == MARK_DOUBLE_CLOSE || token->mark == MARK_LOW_DOUBLE);
}

/* A word of the question: joins the phrase that is open, or is a new one. */
static enum error add_word(struct arena *arena, struct question *question, const uint64_t *id,
                           bool joins)
{
    struct phrase *phrase;

    if (joins) {
        question->at[question->count - 1].count++;
        return ERROR_OK;
    }
    phrase = array_push(arena, question);
    if (!phrase)
        return ERROR_NO_MEMORY;
    *phrase = (struct phrase){.at = id, .count = 1};
    return ERROR_OK;
}

static enum error phrase_prepare(struct arena *arena, struct phrase *phrase)
{
    uint32_t *fallback = arena_array(arena, uint32_t, phrase->count);
    uint32_t matched = 0;

    if (!fallback)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 1; i < phrase->count; i++) {
        fallback[i] = matched;
        while (matched && phrase->at[i] != phrase->at[matched])
            matched = fallback[matched];
        matched += phrase->at[i] == phrase->at[matched];
    }
    phrase->fallback = fallback;
    return ERROR_OK;
}

enum error question_read(struct arena *arena, struct slice q, struct question *out)
{
    struct question question = {0};
    struct tokens tokens = {0};
    bool inside = false, joins = false;
    size_t count = 0;
    enum error error = token_split(arena, q, &tokens);
    uint64_t *ids = error ? NULL : arena_array(arena, uint64_t, tokens.count);

    if (error)
        return error;
    if (!ids)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < tokens.count; i++) {
        if (marks_phrase(&tokens.at[i])) {
            inside = !inside;
            joins = false;
        }
        if (!token_is_word(&tokens.at[i]))
            continue;
        ids[count] = tokens.at[i].folded;
        error = add_word(arena, &question, &ids[count++], joins);
        if (error)
            return error;
        joins = inside;
    }
    for (size_t i = 0; !error && i < question.count; i++)
        error = phrase_prepare(arena, &question.at[i]);
    if (!error)
        *out = question;
    return error;
}

bool phrase_stands(const struct phrase *phrase, const struct tokens *tokens)
{
    uint32_t matched = 0;

    for (size_t i = 0; i < tokens->count; i++) {
        uint64_t word = tokens->at[i].folded;
        if (!token_is_word(&tokens->at[i]))
            continue;
        while (matched && word != phrase->at[matched])
            matched = phrase->fallback[matched];
        matched += word == phrase->at[matched];
        if (matched == phrase->count)
            return true;
    }
    return false;
}

bool phrase_stands_among(const struct phrase *phrase, const uint64_t *words, uint32_t count)
{
    uint32_t matched = 0;

    for (uint32_t i = 0; i < count; i++) {
        while (matched && words[i] != phrase->at[matched])
            matched = phrase->fallback[matched];
        matched += words[i] == phrase->at[matched];
        if (matched == phrase->count)
            return true;
    }
    return false;
}
