#include "news/mark.h"

#include "base/array.h"
#include "news/word.h"

enum {
    CUE_REACH = 5,     /* tokens from the end of a quote to the verb of its attribution */
    LABEL_WORDS = 4,   /* of a name before a colon */
    UNCLOSED_WORDS = 6 /* words that an unclosed piece must have */
};

enum family { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_GUILLEMET, FAMILY_ANGLE };

enum role { ROLE_EITHER, ROLE_OPENS, ROLE_CLOSES, ROLE_WEAK }; /* weak: the ' of "dogs'" */

/* One mark of a paragraph. */
struct event {
    uint32_t token;
    enum family family;
    enum role role;
    uint32_t next_close; /* event of the next single mark that surely closes, or the count */
    uint32_t next_open;  /* event of the next single mark that opens, or the count */
};

struct events {
    struct event *at;
    size_t count, capacity;
};

struct scan {
    struct arena *arena;
    const struct document *document;
    const struct lexicon *cues;
    struct pieces *pieces;
    struct events events;
    uint32_t paragraph, first, last; /* tokens of the paragraph at hand */
};

static const enum family families[] = {
    [MARK_LOW_SINGLE] = FAMILY_SINGLE,        [MARK_STRAIGHT_SINGLE] = FAMILY_SINGLE,
    [MARK_SINGLE_OPEN] = FAMILY_SINGLE,       [MARK_SINGLE_CLOSE] = FAMILY_SINGLE,
    [MARK_GUILLEMET_OPEN] = FAMILY_GUILLEMET, [MARK_GUILLEMET_CLOSE] = FAMILY_GUILLEMET,
    [MARK_ANGLE_OPEN] = FAMILY_ANGLE,         [MARK_ANGLE_CLOSE] = FAMILY_ANGLE,
};

/* What a mark does by its own shape, where its place does not tell. */
static const enum role shapes[] = {
    [MARK_DOUBLE_OPEN] = ROLE_OPENS,      [MARK_SINGLE_OPEN] = ROLE_OPENS,
    [MARK_LOW_DOUBLE] = ROLE_OPENS,       [MARK_LOW_SINGLE] = ROLE_OPENS,
    [MARK_GUILLEMET_OPEN] = ROLE_OPENS,   [MARK_ANGLE_OPEN] = ROLE_OPENS,
    [MARK_DOUBLE_CLOSE] = ROLE_CLOSES,    [MARK_SINGLE_CLOSE] = ROLE_CLOSES,
    [MARK_GUILLEMET_CLOSE] = ROLE_CLOSES, [MARK_ANGLE_CLOSE] = ROLE_CLOSES,
};

/* Words that begin with an apostrophe of their own. */
static const char *const elisions[] = {"em", "tis",  "twas",  "til", "till", "cause",
                                       "n",  "bout", "round", "cos", "ere",  "course"};

static bool is_spaced(const struct token *token)
{
    return token->flags & TOKEN_SPACE_BEFORE;
}

static bool is_boundary(const struct token *token)
{
    return token->kind >= TOKEN_QUOTE && token->kind <= TOKEN_COMMA;
}

static bool opens_by_place(const struct scan *scan, uint32_t i)
{
    const struct token *at = scan->document->tokens.at;
    bool before = i == scan->first || is_spaced(&at[i]) || at[i - 1].kind == TOKEN_BRACKET ||
                  at[i - 1].kind == TOKEN_DASH || at[i - 1].kind == TOKEN_QUOTE;

    return before && i + 1 < scan->last && !is_spaced(&at[i + 1]) &&
           at[i + 1].kind != TOKEN_COMMA && at[i + 1].kind != TOKEN_STOP;
}

static bool closes_by_place(const struct scan *scan, uint32_t i)
{
    const struct token *at = scan->document->tokens.at;

    if (i == scan->first || is_spaced(&at[i]))
        return false;
    return i + 1 == scan->last || is_spaced(&at[i + 1]) || is_boundary(&at[i + 1]);
}

static enum role role_of(const struct scan *scan, uint32_t i)
{
    enum role shape = shapes[scan->document->tokens.at[i].mark];
    bool opens = opens_by_place(scan, i), closes = closes_by_place(scan, i);

    if (scan->document->tokens.at[i].mark == MARK_LOW_DOUBLE ||
        scan->document->tokens.at[i].mark == MARK_LOW_SINGLE)
        return ROLE_OPENS;
    if (opens != closes)
        return opens ? ROLE_OPENS : ROLE_CLOSES;
    return shape;
}

/* 6'2" and 12": feet and inches. */
static bool is_measure(const struct scan *scan, uint32_t i, bool is_open)
{
    const struct token *at = scan->document->tokens.at;

    if (i == scan->first || is_spaced(&at[i]) || at[i - 1].kind != TOKEN_NUMBER)
        return false;
    if (at[i].mark == MARK_STRAIGHT_SINGLE)
        return i + 1 < scan->last && at[i + 1].kind == TOKEN_NUMBER;
    return at[i].mark == MARK_STRAIGHT_DOUBLE &&
           (!is_open || (i >= scan->first + 2 && at[i - 2].mark == MARK_STRAIGHT_SINGLE));
}

static bool is_elision(const struct scan *scan, uint32_t i)
{
    const struct token *next = &scan->document->tokens.at[i + 1];
    struct slice word;

    if (i + 1 >= scan->last || is_spaced(next))
        return false;
    if (next->kind == TOKEN_NUMBER)
        return next->flags & TOKEN_HAS_DIGIT && span_length(next->span) <= 3;
    word = token_text(scan->document->text, next);
    for (size_t k = 0; k < sizeof elisions / sizeof *elisions; k++)
        if (slice_is(word, elisions[k]))
            return true;
    return false;
}

static bool is_twin(const struct scan *scan, uint32_t i)
{
    return slice_is(token_text(scan->document->text, &scan->document->tokens.at[i]), "''");
}

/* ''Course it is,' she said: an opening single mark and an apostrophe, not a double mark, where no
 * such twin closes it. */
static bool is_mark_and_elision(const struct scan *scan, uint32_t i)
{
    uint32_t next = i + 1;
    bool found = false;

    if (!is_twin(scan, i) || !opens_by_place(scan, i))
        return false;
    for (size_t k = 0; k < sizeof elisions / sizeof *elisions && !found; k++)
        found = scan->document->tokens.at[next].folded == token_folded_id(slice_of(elisions[k]));
    if (!found)
        return false;
    while (next < scan->last && !is_twin(scan, next))
        next++;
    return next == scan->last || opens_by_place(scan, next);
}

static bool is_bare_apostrophe(const struct scan *scan, const struct token *token)
{
    struct slice text = token_text(scan->document->text, token);

    return token->flags & TOKEN_POSSESSIVE &&
           (slice_is(text, "'") || slice_is(text, "\xE2\x80\x99"));
}

/* Lists the marks of the paragraph, with what each can do. */
static enum error read_events(struct scan *scan)
{
    const struct token *at = scan->document->tokens.at;
    uint32_t close, open;

    scan->events.count = 0;
    for (uint32_t i = scan->first; i < scan->last; i++) {
        bool is_weak = is_bare_apostrophe(scan, &at[i]);
        struct event *event;
        if (at[i].kind != TOKEN_QUOTE && !is_weak)
            continue;
        event = array_push(scan->arena, &scan->events);
        if (!event)
            return ERROR_NO_MEMORY;
        event->token = i;
        event->family = is_weak ? FAMILY_SINGLE : families[at[i].mark];
        event->role = is_weak ? ROLE_WEAK : role_of(scan, i);
        if (event->role == ROLE_OPENS && event->family == FAMILY_SINGLE && is_elision(scan, i))
            event->role = ROLE_WEAK;
        else if (is_mark_and_elision(scan, i))
            event->family = FAMILY_SINGLE;
    }
    close = open = (uint32_t)scan->events.count;
    for (uint32_t k = (uint32_t)scan->events.count; k-- > 0;) {
        struct event *event = &scan->events.at[k];
        event->next_close = close;
        event->next_open = open;
        if (event->family == FAMILY_SINGLE && event->role == ROLE_CLOSES)
            close = k;
        if (event->family == FAMILY_SINGLE && event->role == ROLE_OPENS)
            open = k;
    }
    return ERROR_OK;
}

/* True when the next paragraph opens with a mark of the same family. */
static bool next_paragraph_opens(const struct scan *scan, enum family family)
{
    const struct document *document = scan->document;
    struct scan next = *scan;

    if (scan->paragraph + 1 >= document->paragraphs.count || scan->last >= document->tokens.count)
        return false;
    next.first = scan->last;
    next.last = (uint32_t)document->tokens.count;
    return document->tokens.at[next.first].kind == TOKEN_QUOTE &&
           families[document->tokens.at[next.first].mark] == family &&
           role_of(&next, next.first) != ROLE_CLOSES;
}

/* said," We go". The mark is glued to what introduces the words; the next of its family closes. */
static bool opens_behind_comma(const struct scan *scan, uint32_t k)
{
    const struct token *at = scan->document->tokens.at;
    const struct event *event = &scan->events.at[k];

    return at[event->token].mark == MARK_STRAIGHT_DOUBLE && event->token > scan->first &&
           at[event->token - 1].kind == TOKEN_COMMA && k + 1 < scan->events.count &&
           event[1].family == event->family && event[1].role == ROLE_CLOSES;
}

/* A single mark opens only where its like closes later in the paragraph or opens the next one; else
 * it is a stray one. */
static bool may_open(const struct scan *scan, uint32_t k)
{
    const struct event *event = &scan->events.at[k];

    if (event->role == ROLE_CLOSES && opens_behind_comma(scan, k))
        return true;
    if (event->role == ROLE_CLOSES || event->role == ROLE_WEAK ||
        is_measure(scan, event->token, false))
        return false;
    if (event->family != FAMILY_SINGLE)
        return true;
    if (event->role != ROLE_OPENS)
        return false;
    if (event->next_close < scan->events.count || next_paragraph_opens(scan, FAMILY_SINGLE))
        return true;
    for (uint32_t next = k + 1; next < scan->events.count && next < k + 8; next++)
        if (scan->events.at[next].role == ROLE_WEAK &&
            scan->events.at[next].token > event->token + 1)
            return true;
    return false;
}

static bool may_close(const struct scan *scan, uint32_t k)
{
    const struct event *event = &scan->events.at[k];

    if (event->role == ROLE_WEAK && event->next_close == scan->events.count &&
        next_paragraph_opens(scan, FAMILY_SINGLE))
        return false;
    if (event->role == ROLE_WEAK)
        return event->next_close >= event->next_open && event->next_close > k &&
               closes_by_place(scan, event->token);
    if (event->family == FAMILY_SINGLE && event->role == ROLE_EITHER)
        return false;
    return event->role != ROLE_OPENS && !is_measure(scan, event->token, true);
}

static bool is_finite_cue(const struct scan *scan, uint32_t i)
{
    uint32_t length, entry = lexicon_match(scan->cues, scan->document, i, scan->last, &length);
    const struct lexicon_entry *cue;

    if (entry == LEXICON_NONE)
        return false;
    cue = lexicon_at(scan->cues, entry);
    return !slice_is(cue->columns[1], "C") &&
           (slice_is(cue->columns[2], "past") || slice_is(cue->columns[2], "present"));
}

/* True where "Smith said" or "said the mayor" stands right behind token i; "I told" is a part of
 * what was said. */
static bool attribution_follows(const struct scan *scan, uint32_t i)
{
    const struct token *at = scan->document->tokens.at;
    uint32_t end = i + 1 + CUE_REACH < scan->last ? i + 1 + CUE_REACH : scan->last;
    uint32_t first = 0;

    if (i + 1 < end)
        first = word_classes(token_text(scan->document->text, &at[i + 1]));
    if (first & WORD_I)
        return false;
    for (uint32_t k = i + 1; k < end; k++) {
        if (is_boundary(&at[k]))
            return false;
        if (is_finite_cue(scan, k))
            return k == i + 1 || at[i + 1].flags & TOKEN_CAPITAL ||
                   first & (WORD_SUBJECT_PRONOUN | WORD_DETERMINER);
    }
    return false;
}

/* The end of what was said in tokens [first, last), whose closing mark is missing: behind the last
 * token before its attribution; `last` when there is none. */
static uint32_t said_until(const struct scan *scan, uint32_t first, uint32_t last)
{
    const struct token *at = scan->document->tokens.at;

    for (uint32_t i = first + 1; i + 1 < last; i++) {
        bool is_end = at[i].kind == TOKEN_COMMA || at[i].kind == TOKEN_STOP;
        if (is_end && attribution_follows(scan, i))
            return i + 1;
    }
    return last;
}

static uint32_t last_stop(const struct scan *scan, uint32_t first, uint32_t last)
{
    while (last > first + 1 && scan->document->tokens.at[last - 1].kind != TOKEN_STOP)
        last--;
    return last;
}

static uint32_t words_between(const struct scan *scan, uint32_t first, uint32_t last)
{
    uint32_t words = 0;

    for (uint32_t i = first; i < last; i++)
        words += token_is_word(&scan->document->tokens.at[i]);
    return words;
}

static enum error add_piece(struct scan *scan, uint32_t first, uint32_t last, bool is_closed)
{
    const struct token *at = scan->document->tokens.at;
    struct piece *piece;

    if (last <= first + 1 || words_between(scan, first, last) == 0)
        return ERROR_OK;
    piece = array_push(scan->arena, scan->pieces);
    if (!piece)
        return ERROR_NO_MEMORY;
    *piece = (struct piece){.first = first,
                            .last = last,
                            .span = {at[first].span.begin, at[last - 1].span.end},
                            .paragraph = scan->paragraph,
                            .closed = is_closed,
                            .single = families[at[first].mark] == FAMILY_SINGLE ||
                                      is_mark_and_elision(scan, first)};
    return ERROR_OK;
}

/* An opening mark where one of its family is open: true for a quotation inside the quotation. */
static bool is_nested(const struct scan *scan, uint32_t k)
{
    enum family family = scan->events.at[k].family;
    uint32_t closing = 0;

    for (uint32_t next = k + 1; next < scan->events.count && next < k + 8 && closing < 2; next++) {
        if (scan->events.at[next].family != family)
            continue;
        if (scan->events.at[next].role != ROLE_CLOSES)
            return false;
        closing++;
    }
    return closing == 2;
}

/* A piece whose closing mark is missing because another piece opens at token `next`. */
static enum error cut_before(struct scan *scan, uint32_t first, uint32_t next)
{
    uint32_t last = said_until(scan, first, next);

    if (last == next)
        last = last_stop(scan, first, next);
    return add_piece(scan, first, last, false);
}

/* Where an unclosed mark may stand and still be one: at the head of the paragraph, behind a comma,
 * a colon or a verb of speech. */
static bool introduces(const struct scan *scan, uint32_t first)
{
    return first == scan->first || scan->document->tokens.at[first - 1].kind == TOKEN_COMMA ||
           scan->document->tokens.at[first - 1].kind == TOKEN_STOP ||
           is_finite_cue(scan, first - 1);
}

/* Smith said: "We go. */
static bool is_announced(const struct scan *scan, uint32_t first)
{
    const struct token *at = scan->document->tokens.at;
    uint32_t i = first;

    if (i == scan->first || at[i - 1].kind != TOKEN_COMMA)
        return false;
    while (i-- > scan->first && i + CUE_REACH > first && at[i].kind != TOKEN_STOP)
        if (is_finite_cue(scan, i))
            return true;
    return false;
}

static enum error end_paragraph(struct scan *scan, uint32_t first)
{
    enum family family = families[scan->document->tokens.at[first].mark];
    bool goes_on = next_paragraph_opens(scan, family);
    uint32_t cut = goes_on ? scan->last : said_until(scan, first, scan->last);
    size_t before = scan->pieces->count;
    enum error error;

    if (cut == scan->last && !goes_on && !is_announced(scan, first) &&
        (words_between(scan, first, cut) < UNCLOSED_WORDS || !introduces(scan, first)))
        return ERROR_OK;
    error = add_piece(scan, first, cut, false);
    if (!error && scan->pieces->count > before)
        scan->pieces->at[before].goes_on = goes_on;
    return error;
}

/* Walks the marks of one paragraph. */
static enum error pair_events(struct scan *scan)
{
    const struct event *at = scan->events.at;
    const struct event *open = NULL;
    enum error error = ERROR_OK;

    for (uint32_t k = 0; k < scan->events.count && !error; k++) {
        if (!open) {
            open = may_open(scan, k) ? &at[k] : NULL;
        } else if (at[k].family != open->family) {
            continue;
        } else if (may_close(scan, k)) {
            error = add_piece(scan, open->token, at[k].token + 1, true);
            open = NULL;
        } else if (at[k].role == ROLE_OPENS && open->family != FAMILY_SINGLE) {
            if (is_nested(scan, k)) {
                while (at[++k].role != ROLE_CLOSES || at[k].family != open->family)
                    ;
                continue;
            }
            error = cut_before(scan, open->token, at[k].token);
            open = &at[k];
        }
    }
    if (open && !error)
        error = end_paragraph(scan, open->token);
    return error;
}

/* A piece goes on only into one that opens the next paragraph. */
static void settle_going_on(struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        struct piece *piece = &pieces->at[i];
        piece->goes_on = piece->goes_on && i + 1 < pieces->count &&
                         piece[1].paragraph == piece->paragraph + 1 &&
                         piece[1].first == piece->last;
    }
}

static bool starts_line(const struct document *document, uint32_t i)
{
    const struct token *at = document->tokens.at;

    if (i == 0)
        return true;
    for (uint32_t k = at[i - 1].span.end; k < at[i].span.begin; k++)
        if (document->text.ptr[k] == '\n')
            return true;
    return false;
}

/* The first token behind "BOB RAY:" at the head of a line; 0 when there is no such label. */
static uint32_t behind_label(const struct document *document, uint32_t first)
{
    const struct token *at = document->tokens.at;
    uint32_t i = first, count = (uint32_t)document->tokens.count;

    if (!starts_line(document, first))
        return 0;
    while (i < count && i - first < LABEL_WORDS && at[i].kind == TOKEN_WORD &&
           at[i].flags & TOKEN_ALL_CAPS && (i == first || !starts_line(document, i)))
        i++;
    if (i == first || i + 1 >= count || !slice_is(token_text(document->text, &at[i]), ":") ||
        !token_is_word(&at[i + 1]) || starts_line(document, i + 1))
        return 0;
    return i + 1;
}

/* Two lines that open with a full name in capitals make a transcript. */
static bool is_transcript(const struct document *document)
{
    uint32_t lines = 0;

    for (uint32_t i = 0; i < document->tokens.count && lines < 2; i++)
        lines += behind_label(document, i) > i + 2;
    return lines == 2;
}

/* The lines of a paragraph from its first label on; what stands before them keeps its marks. */
static enum error add_lines(struct scan *scan)
{
    uint32_t paragraph_last = scan->last, said = 0, i = scan->first;
    enum error error = ERROR_OK;

    while (i < paragraph_last && !(said = behind_label(scan->document, i)))
        i++;
    scan->last = i;
    error = read_events(scan);
    if (!error)
        error = pair_events(scan);
    while (!error && i < paragraph_last) {
        uint32_t next = said, behind = 0;
        size_t before = scan->pieces->count;
        while (next < paragraph_last && !(behind = behind_label(scan->document, next)))
            next++;
        error = add_piece(scan, said, next, true);
        if (!error && scan->pieces->count > before) {
            scan->pieces->at[before].line = true;
            scan->pieces->at[before].single = false;
        }
        said = behind;
        i = next;
    }
    return error;
}

/* Every line of the paragraph begins with "> ", and the one before ends with a colon: what stands
 * there is quoted, without marks. */
static bool is_block(const struct scan *scan)
{
    const struct token *at = scan->document->tokens.at;
    struct slice text = scan->document->text;

    if (scan->first == 0 || !slice_is(token_text(text, &at[scan->first - 1]), ":"))
        return false;
    for (uint32_t i = scan->first; i < scan->last; i++)
        if (starts_line(scan->document, i) && !slice_is(token_text(text, &at[i]), ">"))
            return false;
    return scan->last > scan->first + 1;
}

static enum error add_block(struct scan *scan)
{
    size_t before = scan->pieces->count;
    enum error error = add_piece(scan, scan->first + 1, scan->last, true);

    if (!error && scan->pieces->count > before) {
        scan->pieces->at[before].line = true;
        scan->pieces->at[before].single = false;
    }
    return error;
}

static enum error read_paragraph(struct scan *scan, bool has_lines)
{
    enum error error;

    if (is_block(scan))
        return add_block(scan);
    if (has_lines)
        return add_lines(scan);
    error = read_events(scan);
    return error ? error : pair_events(scan);
}

enum error mark_find(struct arena *arena, const struct document *document,
                     const struct lexicon *cues, struct pieces *out)
{
    const struct sentence *sentences = document->sentences.at;
    struct pieces pieces = {0};
    struct scan scan = {.arena = arena, .document = document, .cues = cues, .pieces = &pieces};
    bool has_lines = is_transcript(document);

    for (uint32_t p = 0; p < document->paragraphs.count; p++) {
        const struct paragraph *paragraph = &document->paragraphs.at[p];
        enum error error;
        scan.paragraph = p;
        scan.first = sentences[paragraph->first].first;
        scan.last = sentences[paragraph->last - 1].last;
        error = read_paragraph(&scan, has_lines);
        if (error)
            return error;
    }
    settle_going_on(&pieces);
    *out = pieces;
    return ERROR_OK;
}
