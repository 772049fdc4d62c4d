/* What is true of the quotes of every text: for property tests and fuzz targets. */
#ifndef COPYDESK_TESTS_QUOTE_CLAIMS_H
#define COPYDESK_TESTS_QUOTE_CLAIMS_H

#include <assert.h>

#include "news/quote.h"

static inline void claim_spans(const struct spans *spans, struct span outer)
{
    uint32_t before = outer.begin;

    for (size_t i = 0; i < spans->count; i++) {
        assert(spans->at[i].begin >= before && spans->at[i].begin < spans->at[i].end);
        assert(spans->at[i].end <= outer.end);
        before = spans->at[i].end;
    }
}

static inline void claim_speaker(const struct document *document, const struct entities *entities,
                                 const struct speaker *speaker)
{
    assert(speaker->name.len > 0);
    assert(speaker->span.begin < speaker->span.end && speaker->span.end <= document->text.len);
    assert(speaker->entity == NO_ENTITY || speaker->entity < entities->count);
    assert(speaker->entity == NO_ENTITY ||
           slice_equal(speaker->name, entities->at[speaker->entity].name));
}

static inline void claim_quote(const struct document *document, const struct entities *entities,
                               const struct quote *quote)
{
    assert(quote->type < QUOTE_TYPE_COUNT && quote->words > 0);
    assert(quote->span.begin < quote->span.end && quote->span.end <= document->text.len);
    assert(quote->confidence > 0 && quote->confidence <= 1);
    assert(quote->reason.len > 0);
    assert(quote->sentence < document->sentences.count);
    assert(quote->paragraph < document->paragraphs.count);
    assert(quote->cue.end <= document->text.len && quote->cue.begin <= quote->cue.end);
    assert(quote->type != QUOTE_SCARE || (!quote->has_speaker && quote->group == 0));
    assert(quote->type == QUOTE_MIXED ? quote->parts.count > 0 : quote->parts.count == 0);
    assert(quote->segments.count != 1);
    assert(quote->duplicate_of == NO_QUOTE || quote->type == QUOTE_DIRECT);
    claim_spans(&quote->parts, quote->span);
    claim_spans(&quote->segments, quote->span);
    claim_spans(&quote->brackets, quote->span);
    if (quote->has_speaker)
        claim_speaker(document, entities, &quote->speaker);
    if (quote->has_addressee)
        claim_speaker(document, entities, &quote->addressee);
}

/* Groups are numbered 1, 2, ... in text order; each has at least two quotes, of one speaker. */
static inline void claim_group(const struct quotes *quotes, size_t i, uint32_t *groups)
{
    const struct quote *quote = &quotes->at[i];
    size_t members = 0;

    if (quote->group == 0)
        return;
    assert(quote->group <= *groups + 1);
    for (size_t k = 0; quote->group > *groups && k < quotes->count; k++) {
        if (quotes->at[k].group != quote->group)
            continue;
        members++;
        assert(slice_equal(quotes->at[k].speaker.name, quote->speaker.name));
        assert(quotes->at[k].cue.begin == quote->cue.begin);
    }
    assert(quote->group <= *groups || members >= 2);
    if (quote->group > *groups)
        *groups = quote->group;
}

static inline void claim_quotes(const struct document *document, const struct entities *entities,
                                const struct quotes *quotes)
{
    uint32_t groups = 0, said_until = 0, reported_until = 0;

    for (size_t i = 0; i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        claim_quote(document, entities, quote);
        assert(quote->duplicate_of == NO_QUOTE ||
               (quote->duplicate_of < quotes->count && quote->duplicate_of != i));
        claim_group(quotes, i, &groups);
        assert(i == 0 || quotes->at[i - 1].span.begin <= quote->span.begin);
        /* a scare quote may lie inside an indirect one, nothing else overlaps */
        assert(quote->span.begin >= said_until);
        if (quote->type == QUOTE_INDIRECT) {
            reported_until = quote->span.end;
            continue;
        }
        assert(quote->type == QUOTE_SCARE
                   ? quote->span.begin >= reported_until || quote->span.end <= reported_until
                   : quote->span.begin >= reported_until);
        said_until = quote->span.end;
    }
}

#endif
