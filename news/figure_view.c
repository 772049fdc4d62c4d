#include "news/figure_view.h"

enum { HEADLINE_WINDOW = 12, HEADLINE_CAPITALS = 3 };

const struct token *view_token(const struct figure_view *view, uint32_t t)
{
    static const struct token none = {.kind = TOKEN_STOP};

    return t >= view->first && t < view->last ? &view->document->tokens.at[t] : &none;
}

struct slice view_text(const struct figure_view *view, uint32_t t)
{
    return token_text(view->document->text, view_token(view, t));
}

const struct figure_word *view_word(const struct figure_view *view, uint32_t t)
{
    static const struct figure_word none = {"", SENSE_NOT, 0, NULL};
    const struct token *token = view_token(view, t);
    uint32_t slot = t % MEMORY_SLOTS;
    const struct figure_word *word;

    if (token->kind > TOKEN_NUMBER && token->kind != TOKEN_SYMBOL)
        return &none;
    if (view->memory->token[slot] == t + 1)
        return view->memory->word[slot];
    word = figure_word_find(view_text(view, t));
    view->memory->token[slot] = t + 1;
    view->memory->word[slot] = word ? word : &none;
    return view->memory->word[slot];
}

enum figure_sense view_sense(const struct figure_view *view, uint32_t t)
{
    return view_word(view, t)->sense;
}

bool view_is_capital(const struct figure_view *view, uint32_t t)
{
    return (view_token(view, t)->flags & TOKEN_CAPITAL) != 0;
}

bool view_is_named(const struct figure_view *view, uint32_t t)
{
    return view_is_capital(view, t) && !view->is_headline;
}

bool view_reads_as_headline(const struct figure_view *view, uint32_t t)
{
    static const char *const small[] = {"with", "from", "into", "over", "upon", "than"};
    uint32_t at = t > view->first + HEADLINE_WINDOW ? t - HEADLINE_WINDOW : view->first;
    uint32_t capitals = 0;

    for (; at < view->sentence_last && at < t + HEADLINE_WINDOW; at++) {
        const struct token *token = &view->document->tokens.at[at];
        if (token->kind != TOKEN_WORD || token->flags & TOKEN_CLITIC)
            continue;
        if (token->flags & TOKEN_CAPITAL)
            capitals++;
        else if (span_length(token->span) > 3 &&
                 !SLICE_IS_ONE_OF(token_text(view->document->text, token), small))
            return false;
    }
    return capitals >= HEADLINE_CAPITALS;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

bool word_starts(struct slice word, const char *begin)
{
    size_t len = strlen(begin);

    if (word.len < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (lower(word.ptr[i]) != lower(begin[i]))
            return false;
    return true;
}

bool view_is(const struct figure_view *view, uint32_t t, const char *word)
{
    struct slice text = view_text(view, t);

    if (!view->is_headline)
        return slice_is(text, word);
    return text.len == strlen(word) && word_starts(text, word);
}

bool view_is_one_of(const struct figure_view *view, uint32_t t, const char *const *words,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (view_is(view, t, words[i]))
            return true;
    return false;
}

/* Words before a bare year or month that make it a date. */
bool view_after_preposition(const struct figure_view *view, uint32_t t)
{
    static const char *const words[] = {
        "in",      "In",        "since",  "Since", "of",    "by",   "By",     "during",
        "During",  "until",     "till",   "from",  "From",  "to",   "before", "after",
        "After",   "Before",    "early",  "late",  "mid",   "and",  "the",    "The",
        "through", "between",   "around", "about", "circa", "year", "for",    "(",
        "back",    "following", "last",   "next",  "this"};

    return t == view->first || VIEW_IS_ONE_OF(view, t - 1, words);
}

bool view_is_article(const struct figure_view *view, uint32_t t)
{
    static const char *const articles[] = {"a", "an", "A", "An"};

    return VIEW_IS_ONE_OF(view, t, articles);
}

/* ---- figures ---- */

bool figure_finish(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                   enum entity_type type, uint32_t last)
{
    out->kind = kind;
    out->type = type;
    out->last = last;
    out->span = (struct span){view_token(view, out->first)->span.begin,
                              view_token(view, last - 1)->span.end};
    return true;
}

bool figure_finish_count(struct figure *out, const struct figure_view *view, enum figure_kind kind,
                         enum entity_type type, const struct figure_count *count)
{
    out->number = count->value;
    (void)figure_finish(out, view, kind, type, count->last);
    out->span.end = count->end;
    return true;
}

enum entity_type figure_period_type(enum period period)
{
    return period >= PERIOD_DAY ? ENTITY_DATE : ENTITY_TIME;
}
