/* Plain words for why a quote has its speaker, or none. */
#include "news/speaker.h"

#define BIT(feature) EVIDENCE(SPEAKER_##feature)

/* Speakers taken over: the reason names the earlier quote. */
static const struct {
    evidence features;
    struct slice before, behind; /* the number of that quote */
} sources[] = {
    {BIT(SPLIT), SLICE_INIT("same utterance as q"), SLICE_INIT(", split by its attribution")},
    {BIT(SAME_PARAGRAPH), SLICE_INIT("no attribution of its own; speaker of q"),
     SLICE_INIT(" in the same paragraph")},
    {BIT(PARAGRAPH_ABOVE), SLICE_INIT("no attribution of its own; speaker of q"),
     SLICE_INIT(" in the paragraph before")},
};

/* The first row all of whose features the chosen candidate has. */
static const struct {
    evidence features;
    struct slice reason;
} reasons[] = {
    {BIT(ABOVE_GOES_ON), SLICE_INIT("goes on from the quote of the paragraph before")},
    {BIT(ALTERNATES), SLICE_INIT("no attribution; two speakers take turns")},
    {BIT(LABEL), SLICE_INIT("name and colon at the head of the line")},
    {BIT(SENTENCE_BEFORE) | BIT(NO_CUE), SLICE_INIT("subject of the sentence before")},
    {BIT(SENTENCE_BEFORE) | BIT(HE_SHE), SLICE_INIT("pronoun in the sentence before")},
    {BIT(SENTENCE_BEFORE), SLICE_INIT("speaker in the sentence before")},
    {BIT(PARAGRAPH_BEFORE), SLICE_INIT("speaker at the end of the paragraph before")},
    {BIT(SENTENCE_AFTER), SLICE_INIT("speaker in the next sentence")},
    {BIT(PARAGRAPH_AFTER), SLICE_INIT("speaker in the next paragraph")},
    {BIT(NO_CUE) | BIT(BEFORE_COMMA),
     SLICE_INIT("subject of the clause that introduces the quote")},
    {BIT(NO_CUE), SLICE_INIT("subject of its sentence")},
    {BIT(GOVERNED), SLICE_INIT("named behind 'according to'")},
    {BIT(PASSIVE), SLICE_INIT("subject of a passive verb of speech")},
    {BIT(AFTER) | BIT(HE_SHE) | BIT(SAME_AS_LAST),
     SLICE_INIT("pronoun after the quote; speaker of the quote before")},
    {BIT(AFTER) | BIT(HE_SHE), SLICE_INIT("pronoun after the quote; nearest person that fits")},
    {BIT(BEFORE) | BIT(HE_SHE) | BIT(SAME_AS_LAST),
     SLICE_INIT("pronoun before the quote; speaker of the quote before")},
    {BIT(BEFORE) | BIT(HE_SHE), SLICE_INIT("pronoun before the quote; nearest person that fits")},
    {BIT(AFTER) | BIT(INVERTED) | BIT(AFTER_TOUCHES),
     SLICE_INIT("name after a speech verb, right after the quote")},
    {BIT(AFTER) | BIT(AFTER_TOUCHES),
     SLICE_INIT("name before a speech verb, right after the quote")},
    {BIT(AFTER), SLICE_INIT("attribution after the quote, in its sentence")},
    {BIT(BEFORE) | BIT(BEFORE_TOUCHES),
     SLICE_INIT("name before a speech verb, right before the quote")},
    {BIT(BEFORE), SLICE_INIT("attribution before the quote, in its sentence")},
};

/* What the phrase is that a reason calls a name. */
static struct slice subject_of(evidence features)
{
    const evidence pronouns = BIT(HE_SHE) | BIT(THEY) | BIT(IT) | BIT(I_WE);

    return features & pronouns     ? SLICE("pronoun")
           : features & BIT(ROLE)  ? SLICE("role")
           : features & BIT(PLAIN) ? SLICE("noun")
                                   : SLICE("name");
}

static struct slice plain_reason(evidence features)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if ((features & reasons[i].features) == reasons[i].features)
            return reasons[i].reason;
    return SLICE("nearest possible speaker");
}

enum error speaker_reason(struct arena *arena, const struct attribution *attribution,
                          uint32_t earlier, struct slice *out)
{
    evidence features = attribution->best.features;

    if (!attribution->has_speaker) {
        *out = features ? SLICE("no attribution that is clear enough")
                        : SLICE("no verb of speech and no possible speaker near the quote");
        return ERROR_OK;
    }
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (features & sources[i].features)
            return arena_print(arena, out, "%.*s%u%.*s", SLICE_ARGS(sources[i].before), earlier,
                               SLICE_ARGS(sources[i].behind));
    *out = plain_reason(features);
    if (!slice_starts(*out, SLICE("name ")))
        return ERROR_OK;
    return arena_print(arena, out, "%.*s%.*s", SLICE_ARGS(subject_of(features)),
                       SLICE_ARGS(slice_part(*out, 4, out->len)));
}
