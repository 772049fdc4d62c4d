#include "news/kind.h"

#include <math.h>

#include "news/window.h"
#include "news/word.h"

#define BIT(feature) (UINT64_C(1) << KIND_##feature)

enum {
    KINDS = 3,
    CAPITAL_SHARE = 80,
    CUE_REACH = 6,
    LONGEST_OPENING = 16,
    JUDGED_REACH = 10,
    ATTRIBUTE_WORDS = 3,
    STYLE_REACH = 8 /* pieces looked at before and behind one */
};

static const double weights[KIND_FEATURE_COUNT][KINDS] = {
#define FEATURE(name, direct, mixed, scare, doc) [KIND_##name] = {(direct), (mixed), (scare)},
#include "news/kind.def"
#undef FEATURE
};

static const enum quote_type kinds[KINDS] = {QUOTE_DIRECT, QUOTE_MIXED, QUOTE_SCARE};

/* Words that announce a name, a term or a title rather than speech. */
static const char *const namings[] = {
    "call",     "calls",  "called",  "dubbed",   "named", "nicknamed", "so-called", "titled",
    "entitled", "termed", "labeled", "labelled", "known", "word",      "words",     "term",
    "phrase",   "slogan", "motto",   "nickname", "song",  "songs",     "single",    "album",
    "film",     "movie",  "book",    "novel",    "essay", "episode",   "headline",  "title",
    "category", "alias",  "hashtag", "series",   "play",  "poem",      "codenamed"};

static const struct token *token_at(const struct scene *scene, uint32_t i)
{
    return &scene->document->tokens.at[i];
}

static uint64_t size_features(const struct scene *scene, const struct piece *piece)
{
    uint32_t words = 0, capitals = 0, long_words = 0;

    for (uint32_t i = piece->first; i < piece->last; i++) {
        const struct token *token = token_at(scene, i);
        if (!token_is_word(token))
            continue;
        words++;
        if (scene->classes[i] == 0 && token->kind == TOKEN_WORD) {
            long_words++;
            capitals += (token->flags & TOKEN_CAPITAL) != 0;
        }
    }
    uint64_t features = words <= 1    ? BIT(ONE_WORD)
                        : words <= 3  ? BIT(TWO_WORDS)
                        : words <= 6  ? BIT(FOUR_WORDS)
                        : words <= 12 ? BIT(SEVEN_WORDS)
                                      : BIT(MANY_WORDS);
    if (long_words && capitals * 100 >= long_words * CAPITAL_SHARE && words <= 12)
        features |= BIT(CAPITALS);
    return features;
}

/* Classes of the first word; "[i]t" is read as "it", and noted. */
static uint32_t opening_classes(const struct scene *scene, const struct piece *piece,
                                uint32_t first, uint64_t *features)
{
    struct slice text = scene->document->text;
    struct span letter = token_at(scene, first)->span;
    char word[LONGEST_OPENING];
    struct slice rest;

    if (first + 2 >= piece->last || token_at(scene, first - 1)->kind != TOKEN_BRACKET ||
        token_at(scene, first + 1)->kind != TOKEN_BRACKET || span_length(letter) != 1 ||
        token_at(scene, first + 2)->flags & TOKEN_SPACE_BEFORE)
        return scene->classes[first];
    *features |= BIT(INITIAL_CHANGED);
    rest = token_text(text, token_at(scene, first + 2));
    if (rest.len >= sizeof word)
        return 0;
    word[0] = text.ptr[letter.begin];
    memcpy(word + 1, rest.ptr, rest.len);
    return word_classes((struct slice){word, rest.len + 1});
}

/* True when no piece around stands between double marks, as in British papers; a piece alone needs
 * a verb of speech before it. */
static bool is_house_style(const struct scene *scene, const struct piece *piece)
{
    size_t at = (size_t)(piece - scene->pieces.at);
    size_t first = at > STYLE_REACH ? at - STYLE_REACH : 0;

    for (size_t p = first; p < scene->pieces.count && p <= at + STYLE_REACH; p++)
        if (!scene->pieces.at[p].single)
            return false;
    first = cue_from(&scene->cues, piece->first);
    return scene->pieces.count > 1 ||
           (first > 0 && scene->cues.at[first - 1].last + CUE_REACH >= piece->first);
}

static uint64_t inner_features(const struct scene *scene, const struct piece *piece)
{
    const uint32_t clause = WORD_SUBJECT_PRONOUN | WORD_DETERMINER | WORD_CONJUNCTION;
    const uint32_t subject = WORD_HE | WORD_SHE | WORD_THEY | WORD_I;
    const uint32_t predicate = WORD_AUXILIARY | WORD_PREPOSITION | WORD_THAT | WORD_TO;
    uint32_t first = window_inner_first(scene, piece), end = window_inner_last(scene, piece);
    const struct token *last = token_at(scene, end);
    uint64_t features = 0;
    uint32_t opening = opening_classes(scene, piece, first, &features);

    if (features & BIT(INITIAL_CHANGED) || token_at(scene, first)->flags & TOKEN_CAPITAL)
        features |= BIT(UPPER);
    else
        features |= BIT(LOWER);
    if (opening & WORD_SUBJECT_PRONOUN && end > first + 2)
        features |= BIT(OPENS_WITH_SUBJECT);
    else if (opening & clause)
        features |= BIT(OPENS_AS_CLAUSE);
    else if (opening & predicate)
        features |= BIT(OPENS_AS_PREDICATE);
    if (last->kind == TOKEN_COMMA)
        features |= BIT(INNER_COMMA);
    if (last->kind == TOKEN_STOP)
        features |= slice_is(token_text(scene->document->text, last), ".") ? BIT(INNER_STOP)
                                                                           : BIT(INNER_ASKS);
    for (uint32_t i = first; i < end; i++) {
        uint32_t class = scene->classes[i];
        if (token_at(scene, i)->kind == TOKEN_STOP)
            features |= BIT(SENTENCE_INSIDE);
        if (class & WORD_AUXILIARY || (class & subject && scene->classes[i + 1] == 0 &&
                                       token_at(scene, i + 1)->kind == TOKEN_WORD))
            features |= BIT(VERB_INSIDE);
        if (class & WORD_SUBJECT_PRONOUN)
            features |= BIT(PRONOUN_INSIDE);
        if (class & (WORD_I | WORD_YOU))
            features |= BIT(FIRST_PERSON);
    }
    if (piece->single && !is_house_style(scene, piece))
        features |= BIT(SINGLE_MARKS);
    return features;
}

static bool is_naming(const struct scene *scene, uint32_t i)
{
    struct slice word = token_text(scene->document->text, token_at(scene, i));

    for (size_t k = 0; k < sizeof namings / sizeof *namings; k++)
        if (slice_is(word, namings[k]))
            return true;
    return false;
}

/* Verbs that say what a thing is in the speaker's words: called the loss "a punch". */
static bool is_judging(const struct cue *cue)
{
    static const char *const verbs[] = {"call",     "describe", "declare", "deem", "label",
                                        "consider", "brand",    "dub",     "term", "refer to"};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (slice_is(cue->lemma, verbs[i]))
            return true;
    return false;
}

/* A word or more of what is judged stands between the verb and the marks. */
static bool is_judgement(const struct scene *scene, uint32_t first, uint32_t floor)
{
    uint32_t from = first > floor + JUDGED_REACH ? first - JUDGED_REACH : floor;

    for (size_t c = cue_from(&scene->cues, first); c-- > 0;) {
        const struct cue *cue = &scene->cues.at[c];
        if (cue->first < from)
            break;
        if (!is_judging(cue))
            continue;
        for (uint32_t i = cue->last; i < first; i++)
            if (!(scene->classes[i] & WORD_DETERMINER))
                return true;
        return false;
    }
    return false;
}

static bool cue_ends_at(const struct scene *scene, uint32_t token)
{
    for (size_t c = cue_from(&scene->cues, token); c-- > 0;)
        return scene->cues.at[c].last == token;
    return false;
}

/* A short one with a noun behind it that it describes: the "cold berth" rules. */
static bool is_attribute(const struct scene *scene, const struct piece *piece)
{
    uint32_t next = piece->last;

    return token_at(scene, next)->kind == TOKEN_WORD && scene->classes[next] == 0 &&
           window_words(scene, piece->first, piece->last) <= ATTRIBUTE_WORDS;
}

static bool is_definite(const struct scene *scene, uint32_t i)
{
    return slice_is(token_text(scene->document->text, token_at(scene, i)), "the") ||
           scene->classes[i] & WORD_POSSESSIVE;
}

static bool is_as(const struct scene *scene, uint32_t i)
{
    struct slice word = token_text(scene->document->text, token_at(scene, i));

    return slice_is(word, "as") || slice_is(word, "of");
}

/* An article, "as", or a possessor, right before the marks: called Smith's "…". */
static bool leads_to_term(const struct scene *scene, uint32_t i, uint32_t first)
{
    if (i + 1 == first)
        return scene->classes[i] & (WORD_DETERMINER | WORD_POSSESSIVE) || is_as(scene, i);
    return scene->classes[i + 1] & WORD_POSSESSIVE || is_as(scene, i);
}

/* called "…", called the "…", known as "…"; a term when an article or a noun is by its side:
 * what they call the "cold berth" rules */
static uint64_t naming_features(const struct scene *scene, const struct piece *piece,
                                uint32_t floor)
{
    uint32_t first = piece->first;

    for (uint32_t i = first; i-- > floor && i + 4 > first;) {
        if (is_naming(scene, i))
            return BIT(BEHIND_NAMING) |
                   (is_definite(scene, first - 1) || is_attribute(scene, piece) ? BIT(TERM) : 0);
        if (!leads_to_term(scene, i, first))
            break;
    }
    return is_judgement(scene, first, floor) ? BIT(JUDGEMENT) : 0;
}

/* Verbs that make or take in a work: read "War and Peace" in prison. */
static bool is_work_verb(const struct scene *scene, uint32_t i)
{
    static const char *const verbs[] = {"read", "reads", "reading",   "wrote", "watched",
                                        "sang", "sings", "published", "plays", "played"};

    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (slice_is(token_text(scene->document->text, token_at(scene, i)), verbs[k]))
            return true;
    return false;
}

static uint64_t left_word_features(const struct scene *scene, uint32_t before)
{
    uint32_t class = scene->classes[before];

    if (cue_ends_at(scene, before + 1))
        return BIT(BEHIND_CUE);
    if (class & WORD_THAT)
        return BIT(BEHIND_THAT);
    if (class & (WORD_DETERMINER | WORD_POSSESSIVE))
        return BIT(BEHIND_ARTICLE);
    if (class & WORD_SUBORDINATOR)
        return BIT(BEHIND_SUBORDINATOR);
    if (class & WORD_PREPOSITION)
        return BIT(BEHIND_PREPOSITION);
    if (class & WORD_AUXILIARY)
        return BIT(BEHIND_BE);
    return class & WORD_CONJUNCTION ? 0 : BIT(BEHIND_NOUN);
}

static uint64_t left_features(const struct scene *scene, uint32_t p)
{
    const struct piece *piece = &scene->pieces.at[p];
    const struct window window = window_of(scene, p, PLACE_BEFORE);
    const struct token *token;
    uint64_t features = 0;
    uint32_t before = piece->first - 1;

    if (window_opens_paragraph(scene, piece))
        return BIT(OPENS_PARAGRAPH);
    if (window.first == piece->first)
        return BIT(OPENS_SENTENCE);
    features |= naming_features(scene, piece, window.first);
    token = token_at(scene, before);
    if (scene->piece_of[before] != PIECE_NONE ||
        (before > window.first && scene->piece_of[before - 1] != PIECE_NONE))
        features |= BIT(BEHIND_PIECE);
    if (token->kind == TOKEN_COMMA)
        return features |
               (slice_is(token_text(scene->document->text, token), ":") ? BIT(BEHIND_COLON)
                                                                        : BIT(BEHIND_COMMA));
    return features | left_word_features(scene, before);
}

/* "… a priority." The council: a full stop within the marks, then a capital. */
static bool closes_sentence(const struct scene *scene, const struct piece *piece)
{
    const struct token *last = token_at(scene, window_inner_last(scene, piece));

    return last->kind == TOKEN_STOP && slice_is(token_text(scene->document->text, last), ".") &&
           token_at(scene, piece->last)->flags & TOKEN_CAPITAL;
}

static uint64_t right_features(const struct scene *scene, uint32_t p)
{
    const struct piece *piece = &scene->pieces.at[p];
    const struct window window = window_of(scene, p, PLACE_AFTER);
    size_t cue = cue_from(&scene->cues, piece->last);
    uint32_t next = piece->last;
    uint64_t features = 0;

    if (window_is_paragraph(scene, piece))
        features |= BIT(WHOLE_PARAGRAPH);
    if (window.first >= window.last || closes_sentence(scene, piece))
        return features | BIT(CLOSES_SENTENCE);
    if (cue < scene->cues.count && scene->cues.at[cue].last <= window.last &&
        scene->cues.at[cue].first < next + CUE_REACH && cue_is_finite(&scene->cues.at[cue]))
        features |= BIT(CUE_FOLLOWS);
    if (is_attribute(scene, piece))
        features |= BIT(ATTRIBUTE);
    if (token_at(scene, next)->kind == TOKEN_COMMA)
        features |= BIT(BEFORE_COMMA);
    else if (scene->classes[next])
        features |= BIT(BEFORE_FUNCTION);
    else if (token_at(scene, next)->kind == TOKEN_WORD)
        features |= BIT(BEFORE_WORD);
    return features;
}

static uint64_t link_features(const struct scene *scene, const struct candidate *best)
{
    const uint64_t touches = UINT64_C(1) << SPEAKER_BEFORE_TOUCHES | UINT64_C(1)
                                                                         << SPEAKER_AFTER_TOUCHES;
    const uint64_t weak = UINT64_C(1) << SPEAKER_SUBJECT_FAR | UINT64_C(1) << SPEAKER_BEHIND_FAR;
    const uint64_t people = UINT64_C(1) << SPEAKER_PERSON | UINT64_C(1) << SPEAKER_ORGANIZATION |
                            UINT64_C(1) << SPEAKER_HE_SHE | UINT64_C(1) << SPEAKER_ROLE;
    uint64_t features = 0;

    if (best->cue == NO_CANDIDATE)
        features |= BIT(SPEAKER_WITHOUT_CUE);
    else if (scene->cues.at[best->cue].tier == 'C' && is_judging(&scene->cues.at[best->cue]))
        features |= BIT(CUE_JUDGES);
    if (best->features & touches)
        features |= BIT(CUE_TOUCHES);
    if (best->features & UINT64_C(1) << SPEAKER_BEFORE_COMMA)
        features |= BIT(CUE_COMMA);
    if (best->features & UINT64_C(1) << SPEAKER_BEFORE_FAR)
        features |= BIT(CUE_FAR);
    if (best->features & weak)
        features |= BIT(SPEAKER_LOOSE);
    if (!(best->features & people))
        features |= BIT(SPEAKER_VAGUE);
    return features;
}

static uint64_t speaker_features(const struct scene *scene, const struct attribution *attribution)
{
    const uint64_t own_sentence = UINT64_C(1) << SPEAKER_AFTER | UINT64_C(1) << SPEAKER_BEFORE;
    const struct candidate *best = &attribution->best;
    uint64_t features = 0;

    if (!attribution->has_speaker)
        return BIT(NO_SPEAKER);
    features = best->score < 3 ? BIT(WEAK_SPEAKER) : best->score > 6 ? BIT(STRONG_SPEAKER) : 0;
    if (best->features & (UINT64_C(1) << SPEAKER_SPLIT))
        features |= BIT(SPLIT);
    if (best->earlier != NO_CANDIDATE)
        return features | BIT(TAKEN_OVER);
    features |= link_features(scene, best);
    if (best->features & own_sentence)
        features |= BIT(CUE_IN_SENTENCE);
    if (best->cue != NO_CANDIDATE && scene->cues.at[best->cue].tier == 'A')
        features |= BIT(CUE_TIER_A);
    if (best->cue != NO_CANDIDATE && scene->cues.at[best->cue].tier == 'C')
        features |= BIT(CUE_TIER_C);
    return features;
}

/* The title of a work: in capitals, its verb before it and the clause going on behind it. */
static bool is_title(const struct scene *scene, const struct piece *piece)
{
    uint64_t size = size_features(scene, piece);

    return size & BIT(CAPITALS) && !(size & BIT(ONE_WORD)) && piece->first > 0 &&
           is_work_verb(scene, piece->first - 1) && piece->last < scene->document->tokens.count &&
           scene->classes[piece->last] & WORD_PREPOSITION;
}

uint64_t kind_features(const struct scene *scene, uint32_t p, const struct attribution *attribution)
{
    const struct piece *piece = &scene->pieces.at[p];

    if (is_title(scene, piece))
        return BIT(BIAS) | BIT(BEHIND_NAMING) | BIT(CAPITALS) | BIT(UPPER);
    return BIT(BIAS) | size_features(scene, piece) | inner_features(scene, piece) |
           left_features(scene, p) | right_features(scene, p) |
           speaker_features(scene, attribution);
}

enum quote_type kind_of(uint64_t features, double *confidence)
{
    double sums[KINDS] = {0}, total = 0;
    size_t best = 0;

    for (; features; features &= features - 1)
        for (size_t k = 0; k < KINDS; k++)
            sums[k] += weights[__builtin_ctzll(features)][k];
    for (size_t k = 1; k < KINDS; k++)
        if (sums[k] > sums[best])
            best = k;
    for (size_t k = 0; k < KINDS; k++)
        total += exp(sums[k] - sums[best]);
    *confidence = 1 / total;
    return kinds[best];
}
