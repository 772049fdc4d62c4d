/* Candidates for the speaker of each piece, scored by a linear model over plain features. */
#include "news/speaker.h"

#include <math.h>

#include "news/window.h"
#include "news/word.h"

enum {
    LEFT_PHRASES = 4,   /* phrases looked at before a cue */
    RIGHT_PHRASES = 2,  /* and behind it */
    WINDOW_CUES = 6,    /* cues looked at in one window */
    INVERTED_REACH = 9, /* words between "said" and the name it belongs to */
    VOTES = 256,
    LABEL_REACH = 12, /* tokens of a signature */
    FRAGMENT_WORDS = 4
};

static const double most_sure = 0.98;

#define BIT(feature) EVIDENCE(SPEAKER_##feature)

static const double weights[SPEAKER_FEATURE_COUNT] = {
#define FEATURE(name, weight, doc) [SPEAKER_##name] = (weight),
#include "news/speaker.def"
#undef FEATURE
};

/* What one candidate adds to the share of its speaker. */
struct vote {
    uint32_t phrase, entity;
    double score;
};

struct choice {
    const struct voices *voices;
    const struct scene *scene;
    const struct attribution *done;
    uint32_t piece;
    struct candidate best;
    struct candidate split; /* the earlier half's speaker; no features when there is none */
    struct vote votes[VOTES];
    size_t vote_count;
};

static double score_of(evidence features)
{
    double score = 0;

    while (features)
        score += weights[evidence_take(&features)];
    return score;
}

static uint32_t entity_of(const struct choice *choice, const struct candidate *candidate)
{
    if (candidate->earlier != NO_CANDIDATE)
        return choice->done[candidate->earlier].entity;
    return choice->voices->resolved[candidate->phrase];
}

static void consider(struct choice *choice, struct candidate candidate)
{
    uint32_t last = choice->voices->last_spoken;

    if (last != NO_CANDIDATE && candidate.earlier == NO_CANDIDATE &&
        choice->done[last].entity != NO_ENTITY &&
        choice->done[last].entity == entity_of(choice, &candidate))
        candidate.features |= BIT(SAME_AS_LAST);
    candidate.score = score_of(candidate.features);
    if (choice->voices->listener)
        choice->voices->listener->hear(choice->voices->listener->context, choice->scene,
                                       choice->piece, &candidate);
    if (choice->best.features == 0 || candidate.score > choice->best.score)
        choice->best = candidate;
    if (candidate.features & BIT(SPLIT))
        choice->split = candidate;
    if (choice->vote_count < VOTES)
        choice->votes[choice->vote_count++] =
            (struct vote){candidate.phrase, entity_of(choice, &candidate), candidate.score};
}

static evidence features_of_phrase(const struct scene *scene, const struct phrase *phrase)
{
    static const evidence by_type[] = {
        [ENTITY_PERSON] = BIT(PERSON),
        [ENTITY_ORGANIZATION] = BIT(ORGANIZATION),
        [ENTITY_LOCATION] = BIT(LOCATION),
        [ENTITY_MISC] = BIT(MISC),
    };
    evidence features = 0;

    switch (phrase->kind) {
    case PHRASE_NAME:
        features = by_type[scene->mentions->at[phrase->mention].type];
        break;
    case PHRASE_PRONOUN:
        features = phrase->classes & (WORD_HE | WORD_SHE) ? BIT(HE_SHE)
                   : phrase->classes & WORD_THEY          ? BIT(THEY)
                   : phrase->classes & WORD_IT            ? BIT(IT)
                                                          : BIT(I_WE);
        break;
    case PHRASE_ROLE:
        features = BIT(ROLE);
        break;
    case PHRASE_PLAIN:
        features = BIT(PLAIN);
        break;
    }
    if (phrase->is_possessor)
        features |= BIT(POSSESSOR);
    if (phrase->is_object)
        features |= BIT(OBJECT);
    if (phrase->is_apposition)
        features |= BIT(APPOSITION);
    if (phrase->is_in_title)
        features |= BIT(IN_TITLE);
    return features;
}

static evidence features_of_cue(const struct cue *cue)
{
    static const evidence by_form[CUE_FORM_COUNT] = {
        [CUE_BASE] = BIT(BASE),
        [CUE_PRESENT] = BIT(FINITE),
        [CUE_PAST] = BIT(FINITE),
        [CUE_PARTICIPLE] = BIT(FINITE),
        [CUE_GERUND] = BIT(GERUND),
        [CUE_PASSIVE] = BIT(PASSIVE),
        [CUE_PREPOSITION] = BIT(PREPOSITION),
    };
    evidence features = by_form[cue->form];

    features |= cue->tier == 'A' ? BIT(TIER_A) : cue->tier == 'B' ? BIT(TIER_B) : BIT(TIER_C);
    if (cue->form == CUE_PASSIVE && cue->last - cue->first > 1)
        features ^= BIT(PASSIVE) | BIT(FINITE);
    if (cue->infinitive)
        features |= BIT(INFINITIVE);
    return features;
}

/* How a phrase before a cue hangs on it. */
static evidence left_relation(const struct scene *scene, const struct phrase *phrase,
                              const struct cue *cue)
{
    enum gap gap = gap_between(scene, phrase->last, cue->first);

    switch (gap) {
    case GAP_VERBAL:
        return BIT(SUBJECT);
    case GAP_COMMENT:
        return BIT(SUBJECT_COMMAS);
    case GAP_COMMA:
        return cue->form == CUE_GERUND ? BIT(SUBJECT_PARTICIPLE) : BIT(SUBJECT_FAR);
    case GAP_MODIFIER:
        return BIT(SUBJECT_MODIFIED);
    case GAP_SHARED:
        return BIT(SUBJECT_SHARED);
    case GAP_OTHER:
        break;
    }
    if (cue->form == CUE_GERUND && cue->first > 0 &&
        scene->document->tokens.at[cue->first - 1].kind == TOKEN_COMMA)
        return BIT(SUBJECT_PARTICIPLE);
    return BIT(SUBJECT_FAR);
}

static evidence right_relation(const struct scene *scene, const struct phrase *phrase,
                               const struct cue *cue)
{
    uint32_t first = cue->last + (window_is_by(scene, cue) ? 1 : 0);
    bool is_near = phrase->first >= first && phrase->first - first <= INVERTED_REACH &&
                   gap_is_title(scene, first, phrase->first);

    if (!is_near)
        return BIT(BEHIND_FAR);
    if (first > cue->last)
        return BIT(GOVERNED) | BIT(FINITE);
    return cue->form == CUE_PREPOSITION ? BIT(GOVERNED) : BIT(INVERTED);
}

/* True when a cue stands between two tokens. */
static bool cue_between(const struct scene *scene, uint32_t first, uint32_t last)
{
    size_t cue = cue_from(&scene->cues, first);

    return cue < scene->cues.count && scene->cues.at[cue].first < last;
}

static bool opens_window(const struct scene *scene, const struct window *window, size_t phrase)
{
    size_t first = phrase_from(&scene->phrases, window->first);

    while (first < phrase && scene->phrases.at[first].is_object)
        first++;
    return first == phrase;
}

/* "who called the plan a risk": the verb of a clause about its subject. */
static bool is_relative(const struct scene *scene, const struct cue *cue)
{
    const uint32_t verbal = WORD_AUXILIARY | WORD_ADVERB | WORD_NEGATION;
    uint32_t i = cue->first;

    while (i > 0 && scene->classes[i - 1] & verbal)
        i--;
    return i > 0 && scene->classes[i - 1] & WORD_RELATIVE;
}

/* Considers the phrases around one cue of a window. */
static void consider_cue(struct choice *choice, const struct window *window, uint32_t c)
{
    const struct scene *scene = choice->scene;
    const struct phrases *phrases = &scene->phrases;
    const struct cue *cue = &scene->cues.at[c];
    evidence shared = window_features(scene, window, cue) | features_of_cue(cue);
    size_t right = phrase_from(phrases, cue->first), left = right;
    enum gap gap = GAP_OTHER; /* between the cue and the phrase before it */
    bool is_governing = false;

    if (is_relative(scene, cue))
        shared |= BIT(RELATIVE_CUE);

    for (size_t n = 0; cue->form != CUE_PREPOSITION && n < LEFT_PHRASES && left-- > 0; n++) {
        const struct phrase *phrase = &phrases->at[left];
        evidence features = shared | features_of_phrase(scene, phrase);
        if (phrase->first < window->first)
            break;
        if (n == 0)
            features |= BIT(NEAREST);
        if (opens_window(scene, window, left))
            features |= BIT(OPENS_SENTENCE);
        if (cue_between(scene, phrase->last, cue->first))
            features |= BIT(CUE_BETWEEN);
        if (n == 0)
            gap = gap_between(scene, phrase->last, cue->first);
        features |= left_relation(scene, phrase, cue);
        consider(choice, (struct candidate){(uint32_t)left, c, NO_CANDIDATE, features, 0});
    }
    if (gap == GAP_VERBAL)
        shared |= BIT(HAS_SUBJECT);
    for (size_t n = 0; n < RIGHT_PHRASES && right + n < phrases->count; n++) {
        const struct phrase *phrase = &phrases->at[right + n];
        evidence features = shared | features_of_phrase(scene, phrase);
        if (phrase->last > window->last)
            break;
        features &= ~BIT(OBJECT);
        if (cue_between(scene, cue->last, phrase->first))
            features |= BIT(CUE_BETWEEN);
        features |= right_relation(scene, phrase, cue);
        if (features & BIT(GOVERNED))
            features &= ~(BIT(PASSIVE) | BIT(HAS_SUBJECT));
        else if (is_governing)
            features |= BIT(BESIDE_GOVERNED);
        is_governing |= (features & BIT(GOVERNED)) != 0;
        consider(choice, (struct candidate){(uint32_t)(right + n), c, NO_CANDIDATE, features, 0});
    }
}

/* The first phrase of a window, when no cue of its own leads to it. */
static void consider_subject(struct choice *choice, const struct window *window)
{
    const struct scene *scene = choice->scene;
    size_t phrase = phrase_from(&scene->phrases, window->first);
    evidence features = window_features(scene, window, NULL) | BIT(NO_CUE);

    while (phrase < scene->phrases.count && scene->phrases.at[phrase].is_object)
        phrase++;
    if (phrase >= scene->phrases.count || scene->phrases.at[phrase].last > window->last)
        return;
    features |= BIT(OPENS_SENTENCE);
    features |= features_of_phrase(scene, &scene->phrases.at[phrase]);
    consider(choice, (struct candidate){(uint32_t)phrase, NO_CANDIDATE, NO_CANDIDATE, features, 0});
}

static void consider_window(struct choice *choice, const struct window *window)
{
    const struct cues *cues = &choice->scene->cues;
    size_t first = cue_from(cues, window->first), last = cue_from(cues, window->last);

    if (window->first >= window->last)
        return;
    if (last - first > WINDOW_CUES && window_is_before(window))
        first = last - WINDOW_CUES;
    for (size_t c = first; c < last && c < first + WINDOW_CUES; c++)
        consider_cue(choice, window, (uint32_t)c);
    if (window->place != PLACE_AFTER && window->place != PLACE_PARAGRAPH_AFTER)
        consider_subject(choice, window);
}

/* A transcript or a signature: "MAYOR SMITH: …" before the marks, "… -- Smith" behind them. */
static void consider_label(struct choice *choice)
{
    const struct scene *scene = choice->scene;
    const struct piece *piece = &scene->pieces.at[choice->piece];
    struct window before = window_of(scene, choice->piece, PLACE_BEFORE);
    struct window after = window_of(scene, choice->piece, PLACE_AFTER);
    size_t behind = phrase_from(&scene->phrases, piece->last), ahead = behind;

    if (behind-- > 0 && window_is_colon(scene, piece->first) &&
        scene->phrases.at[behind].last + 1 == piece->first &&
        gap_is_title(scene, before.first, scene->phrases.at[behind].first) &&
        scene->phrases.at[behind].first >= before.first)
        consider(choice,
                 (struct candidate){
                     (uint32_t)behind, NO_CANDIDATE, NO_CANDIDATE,
                     BIT(LABEL) | features_of_phrase(scene, &scene->phrases.at[behind]), 0});
    if (ahead < scene->phrases.count && after.last - after.first <= LABEL_REACH &&
        after.first < after.last && scene->document->tokens.at[after.first].kind == TOKEN_DASH &&
        scene->phrases.at[ahead].last <= after.last &&
        gap_is_title(scene, after.first + 1, scene->phrases.at[ahead].first))
        consider(choice, (struct candidate){
                             (uint32_t)ahead, NO_CANDIDATE, NO_CANDIDATE,
                             BIT(LABEL) | features_of_phrase(scene, &scene->phrases.at[ahead]), 0});
}

static void take_over(struct choice *choice, uint32_t earlier, evidence features)
{
    const struct piece *piece = &choice->scene->pieces.at[choice->piece];

    if (!choice->done[earlier].has_speaker)
        return;
    if (window_words(choice->scene, piece->first, piece->last) < FRAGMENT_WORDS)
        features |= BIT(FRAGMENT);
    if (window_is_paragraph(choice->scene, piece))
        features |= BIT(BARE_PARAGRAPH);
    consider(choice, (struct candidate){choice->done[earlier].phrase, choice->done[earlier].cue,
                                        earlier, features, 0});
}

/* Speakers of earlier quotes: the other half of a split one, the paragraph's, the one above. */
static void consider_earlier(struct choice *choice)
{
    const struct pieces *pieces = &choice->scene->pieces;
    const struct piece *piece = &pieces->at[choice->piece];
    uint32_t last = choice->voices->last_spoken;
    evidence features = 0;

    if (choice->piece == 0 || last == NO_CANDIDATE)
        return;
    if (pieces->at[last].paragraph == piece->paragraph) {
        features = BIT(SAME_PARAGRAPH);
        if (last + 1 == choice->piece &&
            window_is_split(choice->scene, &pieces->at[last], piece, choice->done[last].cue))
            features = BIT(SPLIT);
    } else if (pieces->at[last].paragraph + 1 == piece->paragraph &&
               window_opens_paragraph(choice->scene, piece)) {
        features = BIT(PARAGRAPH_ABOVE);
        if (last + 1 == choice->piece && pieces->at[last].goes_on)
            features = BIT(ABOVE_GOES_ON);
    }
    if (features)
        take_over(choice, last, features);
}

/* The voice before the last one, where paragraph follows paragraph of bare quotes. */
static void consider_dialogue(struct choice *choice)
{
    const struct pieces *pieces = &choice->scene->pieces;
    const struct piece *piece = &pieces->at[choice->piece];
    uint32_t last = choice->voices->last_spoken, other = last;

    if (last == NO_CANDIDATE || piece->goes_on ||
        pieces->at[last].paragraph + 1 != piece->paragraph ||
        !window_is_paragraph(choice->scene, piece))
        return;
    while (other > 0 && other + 4 > last &&
           (!choice->done[other].has_speaker ||
            choice->done[other].entity == choice->done[last].entity))
        other--;
    if (pieces->at[other].paragraph + 2 == piece->paragraph && choice->done[other].has_speaker)
        take_over(choice, other, BIT(ALTERNATES));
}

/* The share of the chosen speaker among all candidates and "nobody". */
static double share_of(const struct choice *choice, uint32_t phrase, uint32_t entity)
{
    double right = 0, all = 1;

    for (size_t i = 0; i < choice->vote_count; i++) {
        const struct vote *vote = &choice->votes[i];
        double part = exp(vote->score);
        all += part;
        if (vote->phrase == phrase || (entity != NO_ENTITY && vote->entity == entity))
            right += part;
    }
    return right / all;
}

static struct attribution conclude(const struct choice *choice)
{
    const struct candidate *best = choice->split.features && choice->split.cue == choice->best.cue
                                       ? &choice->split
                                       : &choice->best;
    struct attribution attribution = {
        .best = *best, .phrase = best->phrase, .cue = best->cue, .entity = NO_ENTITY};

    if (best->features == 0 || best->score <= 0)
        return attribution;
    attribution.has_speaker = true;
    attribution.entity = entity_of(choice, best);
    attribution.confidence = share_of(choice, best->phrase, attribution.entity);
    if (attribution.confidence > most_sure)
        attribution.confidence = most_sure;
    return attribution;
}

enum error speaker_begin(const struct scene *scene, const uint32_t *resolved, struct voices *voices)
{
    struct attribution *done =
        arena_array(scene->arena, struct attribution, scene->pieces.count + 1);

    if (!done)
        return ERROR_NO_MEMORY;
    *voices = (struct voices){
        .scene = scene, .resolved = resolved, .done = done, .last_spoken = NO_CANDIDATE};
    return ERROR_OK;
}

struct attribution *speaker_choose(struct voices *voices, uint32_t piece)
{
    struct choice choice = {
        .voices = voices,
        .scene = voices->scene,
        .done = voices->done,
        .piece = piece,
        .best = {PHRASE_NONE, NO_CANDIDATE, NO_CANDIDATE, 0, 0},
    };

    for (enum place place = 0; place < PLACE_COUNT; place++) {
        struct window window = window_of(voices->scene, piece, place);
        consider_window(&choice, &window);
    }
    consider_label(&choice);
    consider_earlier(&choice);
    consider_dialogue(&choice);
    voices->done[piece] = conclude(&choice);
    return &voices->done[piece];
}
