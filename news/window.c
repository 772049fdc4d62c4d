#include "news/window.h"

#include "news/speaker.h"
#include "news/word.h"

enum {
    NEAR = 6,
    FAR = 12,
    SPLIT_REACH = 25,  /* tokens of an attribution between two halves */
    COMMENT_REACH = 25 /* tokens between the commas behind a name */
};

#define BIT(feature) EVIDENCE(SPEAKER_##feature)

static const struct token *token_at(const struct scene *scene, uint32_t i)
{
    return &scene->document->tokens.at[i];
}

static bool is_marked(const struct scene *scene, uint32_t i)
{
    return scene->piece_of[i] != PIECE_NONE;
}

static bool is_stop(const struct scene *scene, uint32_t i)
{
    return !is_marked(scene, i) && token_at(scene, i)->kind == TOKEN_STOP;
}

static void paragraph_bounds(const struct scene *scene, uint32_t paragraph, uint32_t *first,
                             uint32_t *last)
{
    const struct paragraph *at = &scene->document->paragraphs.at[paragraph];

    *first = scene->document->sentences.at[at->first].first;
    *last = scene->document->sentences.at[at->last - 1].last;
}

uint32_t window_inner_last(const struct scene *scene, const struct piece *piece)
{
    uint32_t last = piece->last - 1;

    while (last > piece->first + 1 && token_at(scene, last)->kind == TOKEN_QUOTE)
        last--;
    return last;
}

uint32_t window_inner_first(const struct scene *scene, const struct piece *piece)
{
    uint32_t first = piece->first + 1;

    while (first + 1 < piece->last && (token_at(scene, first)->kind == TOKEN_QUOTE ||
                                       token_at(scene, first)->kind == TOKEN_BRACKET))
        first++;
    return first;
}

bool window_is_by(const struct scene *scene, const struct cue *cue)
{
    return cue->form == CUE_PASSIVE && cue->last < scene->document->tokens.count &&
           slice_is(token_text(scene->document->text, token_at(scene, cue->last)), "by");
}

uint32_t window_words(const struct scene *scene, uint32_t first, uint32_t last)
{
    uint32_t words = 0;

    for (uint32_t i = first; i < last; i++)
        words += token_is_word(token_at(scene, i));
    return words;
}

bool window_is_colon(const struct scene *scene, uint32_t token)
{
    return token > 0 &&
           slice_is(token_text(scene->document->text, token_at(scene, token - 1)), ":");
}

bool window_opens_paragraph(const struct scene *scene, const struct piece *piece)
{
    uint32_t first, last;

    paragraph_bounds(scene, piece->paragraph, &first, &last);
    return piece->first == first;
}

bool window_is_paragraph(const struct scene *scene, const struct piece *piece)
{
    uint32_t first, last;

    paragraph_bounds(scene, piece->paragraph, &first, &last);
    return piece->first == first && piece->last + 1 >= last;
}

/* Does the piece end its sentence, so that what follows belongs to another? */
static bool ends_sentence(const struct scene *scene, const struct piece *piece)
{
    return token_at(scene, window_inner_last(scene, piece))->kind == TOKEN_STOP;
}

/* Back from token `from` to behind the last stop, passing over pieces that end no sentence. */
static uint32_t clause_begin(const struct scene *scene, uint32_t from, uint32_t floor)
{
    uint32_t stop = from > floor + WINDOW_REACH ? from - WINDOW_REACH : floor;
    uint32_t i = from;

    while (i > stop) {
        const struct piece *piece;
        if (!is_marked(scene, i - 1)) {
            if (token_at(scene, i - 1)->kind == TOKEN_STOP)
                return i;
            i--;
            continue;
        }
        piece = &scene->pieces.at[scene->piece_of[i - 1]];
        if (ends_sentence(scene, piece) || piece->first <= stop)
            return i;
        i = piece->first;
    }
    return i;
}

static uint32_t clause_end(const struct scene *scene, uint32_t from, uint32_t ceiling)
{
    uint32_t stop = ceiling > from + WINDOW_REACH ? from + WINDOW_REACH : ceiling;

    for (uint32_t i = from; i < stop; i++)
        if (is_stop(scene, i))
            return i;
    return stop;
}

static struct window earlier_sentence(const struct scene *scene, struct window window)
{
    uint32_t first, last, paragraph = scene->pieces.at[window.piece].paragraph;
    uint32_t begin;

    paragraph_bounds(scene, paragraph, &first, &last);
    begin = clause_begin(scene, scene->pieces.at[window.piece].first, first);
    if (window.place == PLACE_PARAGRAPH_BEFORE) {
        if (paragraph == 0 || begin != first)
            return window;
        paragraph_bounds(scene, paragraph - 1, &first, &last);
        begin = last;
    } else if (begin == first) {
        return window;
    }
    if (is_stop(scene, begin - 1))
        begin--;
    window.last = begin;
    window.first = clause_begin(scene, begin, first);
    return window;
}

static struct window next_paragraph(const struct scene *scene, struct window window)
{
    const struct piece *piece = &scene->pieces.at[window.piece];
    uint32_t first, last;

    if (piece->goes_on || piece->paragraph + 1 >= scene->document->paragraphs.count ||
        !window_is_paragraph(scene, piece))
        return window;
    paragraph_bounds(scene, piece->paragraph + 1, &first, &last);
    window.first = first;
    window.last = clause_end(scene, first, last);
    for (uint32_t i = window.first; i < window.last; i++)
        if (is_marked(scene, i)) /* it introduces another quote */
            window.last = window.first;
    return window;
}

struct window window_of(const struct scene *scene, uint32_t p, enum place place)
{
    const struct piece *piece = &scene->pieces.at[p];
    struct window window = {.place = place, .piece = p};
    uint32_t first, last;

    paragraph_bounds(scene, piece->paragraph, &first, &last);
    switch (place) {
    case PLACE_AFTER:
        window.first = piece->last;
        window.last = clause_end(scene, piece->last, last);
        break;
    case PLACE_BEFORE:
        window.last = piece->first;
        window.first = clause_begin(scene, piece->first, first);
        break;
    case PLACE_SENTENCE_BEFORE:
    case PLACE_PARAGRAPH_BEFORE:
        return earlier_sentence(scene, window);
    case PLACE_SENTENCE_AFTER:
        window.first = clause_end(scene, piece->last, last) + 1;
        if (window.first < last)
            window.last = clause_end(scene, window.first, last);
        else
            window.first = window.last = 0;
        break;
    case PLACE_PARAGRAPH_AFTER:
        return next_paragraph(scene, window);
    case PLACE_COUNT:
        break;
    }
    return window;
}

bool window_is_before(const struct window *window)
{
    return window->place != PLACE_AFTER && window->place != PLACE_SENTENCE_AFTER &&
           window->place != PLACE_PARAGRAPH_AFTER;
}

static bool crosses_piece(const struct scene *scene, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (is_marked(scene, i))
            return true;
    return false;
}

/* What stands between the piece and the cue behind it. */
static evidence after_features(const struct scene *scene, const struct window *window,
                               const struct cue *cue)
{
    const struct piece *piece = &scene->pieces.at[window->piece];
    const struct token *inner = token_at(scene, window_inner_last(scene, piece));
    uint32_t next = piece->last, first = window_inner_first(scene, piece);
    bool comma = inner->kind == TOKEN_COMMA || inner->kind == TOKEN_DASH;
    size_t phrase;
    evidence features = BIT(AFTER);

    if (next < window->last && token_at(scene, next)->kind == TOKEN_COMMA) {
        comma = true;
        next++;
    }
    if (inner->kind == TOKEN_STOP && !slice_is(token_text(scene->document->text, inner), "."))
        comma = true;
    features |= comma                       ? BIT(AFTER_COMMA)
                : inner->kind == TOKEN_STOP ? BIT(AFTER_STOP)
                                            : BIT(AFTER_BARE);
    phrase = phrase_from(&scene->phrases, next);
    if (cue && (cue->first <= next + 1 ||
                (phrase < scene->phrases.count && scene->phrases.at[phrase].first <= next + 3 &&
                 scene->phrases.at[phrase].last <= cue->first)))
        features |= BIT(AFTER_TOUCHES);
    if (!(token_at(scene, first)->flags & TOKEN_CAPITAL))
        features |= BIT(LOWER_QUOTE_AFTER);
    if (window->last < scene->document->tokens.count && is_marked(scene, window->last - 1))
        features |= BIT(NEXT_OPENS);
    if (cue && crosses_piece(scene, piece->last, cue->first))
        features |= BIT(CROSSES_PIECE);
    return features;
}

static evidence before_features(const struct scene *scene, const struct window *window,
                                const struct cue *cue)
{
    uint32_t last = window->last, words;
    evidence features = BIT(BEFORE);

    if (last > window->first && token_at(scene, last - 1)->kind == TOKEN_COMMA) {
        features |= BIT(BEFORE_COMMA);
        last--;
    }
    if (!cue)
        return features;
    words = last > cue->last ? last - cue->last : 0;
    if (words == 0)
        features |= BIT(BEFORE_TOUCHES);
    if (words <= NEAR)
        features |= BIT(BEFORE_NEAR);
    if (words > FAR)
        features |= BIT(BEFORE_FAR);
    if (crosses_piece(scene, cue->last, window->last))
        features |= BIT(CROSSES_PIECE);
    return features;
}

evidence window_features(const struct scene *scene, const struct window *window,
                         const struct cue *cue)
{
    evidence features = 0;
    size_t nearest = cue_from(&scene->cues, window->first);

    switch (window->place) {
    case PLACE_AFTER:
        features = after_features(scene, window, cue);
        break;
    case PLACE_BEFORE:
        features = before_features(scene, window, cue);
        nearest = cue_from(&scene->cues, window->last) - 1;
        break;
    case PLACE_SENTENCE_BEFORE:
        features = BIT(SENTENCE_BEFORE);
        nearest = cue_from(&scene->cues, window->last) - 1;
        break;
    case PLACE_PARAGRAPH_BEFORE:
        features = BIT(PARAGRAPH_BEFORE);
        nearest = cue_from(&scene->cues, window->last) - 1;
        if (slice_is(token_text(scene->document->text, token_at(scene, window->last - 1)), ":"))
            features |= BIT(ENDS_WITH_COLON);
        break;
    case PLACE_SENTENCE_AFTER:
        features = BIT(SENTENCE_AFTER);
        break;
    case PLACE_PARAGRAPH_AFTER:
        features = BIT(PARAGRAPH_AFTER);
        break;
    case PLACE_COUNT:
        break;
    }
    if (cue && nearest < scene->cues.count && &scene->cues.at[nearest] == cue)
        features |= BIT(NEAREST_CUE);
    return features;
}

bool window_is_split(const struct scene *scene, const struct piece *left, const struct piece *right,
                     uint32_t cue)
{
    const struct cue *between;

    if (cue == NO_CANDIDATE || right->first - left->last > SPLIT_REACH)
        return false;
    between = &scene->cues.at[cue];
    if (between->first < left->last || between->last > right->first)
        return false;
    for (uint32_t i = left->last; i + 1 < right->first; i++)
        if (is_stop(scene, i))
            return false;
    return true;
}

static bool is_verbal(const struct scene *scene, uint32_t i)
{
    const uint32_t verbal = WORD_AUXILIARY | WORD_ADVERB | WORD_NEGATION | WORD_TIME;

    return scene->classes[i] & verbal;
}

static bool is_break(const struct scene *scene, uint32_t i)
{
    enum token_kind kind = token_at(scene, i)->kind;

    return kind == TOKEN_COMMA || kind == TOKEN_BRACKET || kind == TOKEN_DASH;
}

enum gap gap_between(const struct scene *scene, uint32_t first, uint32_t last)
{
    uint32_t end = last;

    if (first > last) /* a noun phrase may hold a verb of speech */
        return GAP_OTHER;
    while (end > first && is_verbal(scene, end - 1))
        end--;
    if (end == first)
        return GAP_VERBAL;
    for (uint32_t i = first; i < end; i++)
        if (is_marked(scene, i) || is_stop(scene, i))
            return GAP_OTHER;
    if (scene->classes[end - 1] & WORD_CONJUNCTION)
        return GAP_SHARED;
    if (is_break(scene, first)) {
        if (end == first + 1)
            return GAP_COMMA;
        return is_break(scene, end - 1) && end - first < COMMENT_REACH ? GAP_COMMENT : GAP_OTHER;
    }
    for (uint32_t i = first; i < end; i++)
        if (is_break(scene, i))
            return GAP_OTHER;
    if (scene->classes[first] & WORD_RELATIVE && end - first > 1)
        return end - first <= COMMENT_REACH ? GAP_MODIFIER : GAP_OTHER;
    if (scene->classes[first] == 0 && end - first > 1)
        first++; /* "close to the mayor", "familiar with the plan" */
    return scene->classes[first] & (WORD_PREPOSITION | WORD_TO) && end - first <= 8 ? GAP_MODIFIER
                                                                                    : GAP_OTHER;
}

bool gap_is_title(const struct scene *scene, uint32_t first, uint32_t last)
{
    const uint32_t no_title = WORD_PREPOSITION | WORD_AUXILIARY | WORD_SUBJECT_PRONOUN |
                              WORD_OBJECT | WORD_RELATIVE | WORD_CONJUNCTION | WORD_SUBORDINATOR |
                              WORD_TO;

    for (uint32_t i = first; i < last; i++) {
        bool is_of = slice_is(token_text(scene->document->text, token_at(scene, i)), "of");
        if (is_marked(scene, i) || is_break(scene, i) || is_stop(scene, i) ||
            (scene->classes[i] & no_title && !is_of))
            return false;
    }
    return true;
}
