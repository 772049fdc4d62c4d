#include "news/kind.h"

#include <math.h>

#include "news/window.h"
#include "news/word.h"

#define BIT(feature)     EVIDENCE(KIND_##feature)
#define SPEAKER(feature) EVIDENCE(SPEAKER_##feature)

enum {
    KINDS = 3,
    CAPITAL_SHARE = 80,
    CUE_REACH = 6,
    LONGEST_OPENING = 16,
    JUDGED_REACH = 10,
    ATTRIBUTE_WORDS = 3,
    BRACKET_REACH = 30,
    WHAT_REACH = 6,
    REPORT_REACH = 400,
    OPENING_REACH = 100,
    EARLIER_REACH = 8,
    STYLE_REACH = 8 /* pieces looked at before and behind one */
};

static const double weights[KIND_FEATURE_COUNT][KINDS] = {
#define FEATURE(name, direct, mixed, scare, doc)     [KIND_##name] = {(direct), (mixed), (scare)},
#define PAIR(name, one, other, direct, mixed, scare) [KIND_##name] = {(direct), (mixed), (scare)},
#include "news/kind.def"
#undef PAIR
#undef FEATURE
};

static const struct {
    evidence both, pair;
} pairs[] = {

#define FEATURE(name, direct, mixed, scare, doc)
#define PAIR(name, one, other, direct, mixed, scare) {BIT(one) | BIT(other), BIT(name)},
#include "news/kind.def"
#undef PAIR
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

static evidence size_features(const struct scene *scene, const struct piece *piece)
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
    evidence features = words <= 1    ? BIT(ONE_WORD)
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
                                uint32_t first, evidence *features)
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

static evidence inner_features(const struct scene *scene, const struct piece *piece)
{
    const uint32_t clause = WORD_SUBJECT_PRONOUN | WORD_DETERMINER | WORD_CONJUNCTION;
    const uint32_t subject = WORD_HE | WORD_SHE | WORD_THEY | WORD_I;
    const uint32_t predicate = WORD_AUXILIARY | WORD_PREPOSITION | WORD_THAT | WORD_TO;
    uint32_t first = window_inner_first(scene, piece), end = window_inner_last(scene, piece);
    const struct token *last = token_at(scene, end);
    evidence features = 0;
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

/* what they call */
static bool follows_what(const struct scene *scene, uint32_t naming, uint32_t floor)
{
    for (uint32_t i = naming; i-- > floor && i + WHAT_REACH > naming;)
        if (slice_is(token_text(scene->document->text, token_at(scene, i)), "what"))
            return true;
    return false;
}

/* called "…", called the "…", known as "…"; a term when an article or a noun is by its side:
 * what they call the "cold berth" rules */
static evidence naming_features(const struct scene *scene, const struct piece *piece,
                                uint32_t floor)
{
    uint32_t first = piece->first;

    for (uint32_t i = first; i-- > floor && i + 4 > first;) {
        bool is_term = is_definite(scene, first - 1) || is_attribute(scene, piece);
        if (is_naming(scene, i))
            return BIT(BEHIND_NAMING) | (is_term ? BIT(TERM) : 0) |
                   (is_term && follows_what(scene, i, floor) ? BIT(WHAT_TERM) : 0);
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

static evidence left_word_features(const struct scene *scene, uint32_t before)
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

static evidence left_features(const struct scene *scene, uint32_t p)
{
    const struct piece *piece = &scene->pieces.at[p];
    const struct window window = window_of(scene, p, PLACE_BEFORE);
    const struct token *token;
    evidence features = 0;
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

static bool carries_clause(const struct cue *cue)
{
    return cue_is_finite(cue) || cue->form == CUE_PREPOSITION;
}

static evidence right_features(const struct scene *scene, uint32_t p)
{
    const struct piece *piece = &scene->pieces.at[p];
    const struct window window = window_of(scene, p, PLACE_AFTER);
    size_t cue = cue_from(&scene->cues, piece->last);
    uint32_t next = piece->last;
    evidence features = 0;

    if (window_is_paragraph(scene, piece))
        features |= BIT(WHOLE_PARAGRAPH);
    if (window.first >= window.last || closes_sentence(scene, piece))
        return features | BIT(CLOSES_SENTENCE);
    if (cue < scene->cues.count && scene->cues.at[cue].last <= window.last &&
        scene->cues.at[cue].first < next + CUE_REACH && carries_clause(&scene->cues.at[cue]))
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

/* What stands between a cue and the piece behind it. */
static evidence between_features(const struct scene *scene, const struct piece *piece,
                                 const struct cue *cue)
{
    const uint32_t clause = WORD_AUXILIARY | WORD_SUBJECT_PRONOUN | WORD_THAT;
    const uint32_t breaks = WORD_RELATIVE | WORD_SUBORDINATOR | WORD_CONJUNCTION;
    evidence features = 0;
    uint32_t words = 0;

    for (uint32_t i = cue->last; i < piece->first; i++) {
        enum token_kind kind = token_at(scene, i)->kind;
        if (scene->classes[i] & clause)
            features |= BIT(CLAUSE_BETWEEN);
        else if (scene->classes[i] & breaks || kind == TOKEN_BRACKET || kind == TOKEN_DASH)
            features |= BIT(BREAK_BETWEEN);
        words += token_is_word(token_at(scene, i));
    }
    if (words && !(features & BIT(CLAUSE_BETWEEN)))
        features |= BIT(NOUN_BETWEEN);
    return features;
}

static evidence cue_features(const struct scene *scene, const struct piece *piece,
                             const struct candidate *best)
{
    const evidence weak = SPEAKER(INFINITIVE) | SPEAKER(PASSIVE);
    const struct cue *cue = &scene->cues.at[best->cue];
    evidence features = 0;

    if (cue->tier == 'A')
        features |= BIT(CUE_TIER_A);
    if (cue->tier == 'C')
        features |= is_judging(cue) ? BIT(CUE_TIER_C) | BIT(CUE_JUDGES) : BIT(CUE_TIER_C);
    if (best->features & weak)
        features |= BIT(CUE_WEAK);
    if (best->features & SPEAKER(GERUND))
        features |= BIT(CUE_GERUND);
    if (best->features & SPEAKER(BEFORE) && cue->last <= piece->first)
        features |= between_features(scene, piece, cue);
    return features;
}

static evidence link_features(const struct scene *scene, const struct piece *piece,
                              const struct candidate *best)
{
    const evidence touches = SPEAKER(BEFORE_TOUCHES) | SPEAKER(AFTER_TOUCHES);
    const evidence weak = SPEAKER(SUBJECT_FAR) | SPEAKER(BEHIND_FAR);
    const evidence people =
        SPEAKER(PERSON) | SPEAKER(ORGANIZATION) | SPEAKER(HE_SHE) | SPEAKER(ROLE);
    evidence features = 0;

    if (best->cue == NO_CANDIDATE)
        features |= BIT(SPEAKER_WITHOUT_CUE);
    else
        features |= cue_features(scene, piece, best);
    if (best->features & touches)
        features |= BIT(CUE_TOUCHES);
    if (best->features & SPEAKER(BEFORE_COMMA))
        features |= BIT(CUE_COMMA);
    if (best->features & SPEAKER(BEFORE_FAR))
        features |= BIT(CUE_FAR);
    if (best->features & weak)
        features |= BIT(SPEAKER_LOOSE);
    if (!(best->features & people))
        features |= BIT(SPEAKER_VAGUE);
    if (best->features & SPEAKER(LABEL))
        features |= BIT(LABELLED);
    if (best->features & SPEAKER(I_WE))
        features |= BIT(NARRATOR);
    if (best->features & SPEAKER(PLAIN))
        features |= BIT(SPEAKER_PLAIN);
    return features;
}

static evidence speaker_features(const struct scene *scene, const struct piece *piece,
                                 const struct attribution *attribution)
{
    const evidence own_sentence = SPEAKER(AFTER) | SPEAKER(BEFORE);
    const struct candidate *best = &attribution->best;
    evidence features = 0;

    if (!attribution->has_speaker)
        return BIT(NO_SPEAKER);
    features = best->score < 3 ? BIT(WEAK_SPEAKER) : best->score > 6 ? BIT(STRONG_SPEAKER) : 0;
    if (best->features & SPEAKER(SPLIT))
        features |= BIT(SPLIT);
    if (best->earlier != NO_CANDIDATE)
        return features | BIT(TAKEN_OVER);
    features |= link_features(scene, piece, best);
    if (best->features & own_sentence)
        features |= BIT(CUE_IN_SENTENCE);
    return features;
}

/* True when a bracket is open around the piece: (i.e., "experts"). */
static bool is_in_brackets(const struct scene *scene, const struct piece *piece)
{
    uint32_t floor = piece->first > BRACKET_REACH ? piece->first - BRACKET_REACH : 0;

    for (uint32_t i = piece->first; i-- > floor;) {
        const struct token *token = token_at(scene, i);
        if (token->kind == TOKEN_STOP)
            return false;
        if (token->kind == TOKEN_BRACKET && scene->piece_of[i] == PIECE_NONE)
            return scene->document->text.ptr[token->span.begin] == '(';
    }
    return false;
}

/* Whether the text up to a piece reports what is said, and whether a bracket is open. */
static evidence place_features(const struct scene *scene, const struct piece *piece)
{
    uint32_t floor = piece->first > REPORT_REACH ? piece->first - REPORT_REACH : 0;
    uint32_t reports = 0;
    evidence features = 0;

    for (size_t c = cue_from(&scene->cues, piece->first); c-- > 0;) {
        const struct cue *cue = &scene->cues.at[c];
        if (cue->first < floor)
            break;
        if (cue->tier == 'A' && cue_is_finite(cue) && ++reports > 1)
            break;
    }
    if (is_in_brackets(scene, piece))
        features |= BIT(IN_BRACKETS);
    if (piece->first < OPENING_REACH)
        return features | (reports ? BIT(OPENING_REPORTS) : BIT(OPENING_QUIET));
    return features | (reports == 0 ? BIT(QUIET) : reports == 1 ? BIT(REPORTS_ONCE) : 0);
}

/* What the pieces before it are. */
static evidence earlier_features(const struct scene *scene, uint32_t p,
                                 const enum quote_type *earlier)
{
    evidence features = 0;

    for (uint32_t i = p; i-- > 0 && i + EARLIER_REACH > p;) {
        if (earlier[i] == QUOTE_DIRECT)
            features |= BIT(EARLIER_SPEECH);
        if (earlier[i] == QUOTE_SCARE && i + 1 == p)
            features |= BIT(EARLIER_TERM);
    }
    if (p > 0 && earlier[p - 1] == QUOTE_MIXED &&
        window_of(scene, p, PLACE_BEFORE).first <= scene->pieces.at[p - 1].first)
        features |= BIT(EARLIER_MIXED);
    return features;
}

/* The title of a work: in capitals, its verb before it and the clause going on behind it. */
static bool is_title(const struct scene *scene, const struct piece *piece)
{
    evidence size = size_features(scene, piece);

    return size & BIT(CAPITALS) && !(size & BIT(ONE_WORD)) && piece->first > 0 &&
           is_work_verb(scene, piece->first - 1) && piece->last < scene->document->tokens.count &&
           scene->classes[piece->last] & WORD_PREPOSITION;
}

evidence kind_features(const struct scene *scene, uint32_t p, const struct attribution *attribution,
                       const enum quote_type *earlier)
{
    const struct piece *piece = &scene->pieces.at[p];
    evidence features = BIT(BIAS);

    if (is_title(scene, piece))
        return features | BIT(BEHIND_NAMING) | BIT(CAPITALS) | BIT(UPPER);
    features |= left_features(scene, p);
    if (features & BIT(WHAT_TERM))
        return features;
    features |= size_features(scene, piece) | inner_features(scene, piece);
    features |= right_features(scene, p);
    features |= speaker_features(scene, piece, attribution);
    if (!(features & BIT(MANY_WORDS)))
        features |= place_features(scene, piece) | earlier_features(scene, p, earlier);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((features & pairs[i].both) == pairs[i].both)
            features |= pairs[i].pair;
    return features;
}

struct kind kind_of(evidence features)
{
    double sums[KINDS] = {0}, total = 0;
    size_t best = 0;

    while (features) {
        unsigned feature = evidence_take(&features);
        for (size_t k = 0; k < KINDS; k++)
            sums[k] += weights[feature][k];
    }
    for (size_t k = 1; k < KINDS; k++)
        if (sums[k] > sums[best])
            best = k;
    for (size_t k = 0; k < KINDS; k++)
        total += exp(sums[k] - sums[best]);
    return (struct kind){kinds[best], 1 / total, exp(sums[KINDS - 1] - sums[best]) / total};
}
