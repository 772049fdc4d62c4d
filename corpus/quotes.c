#include "corpus/generation.h"

const struct slice match_relation_names[MATCH_RELATION_COUNT] = {
    [MATCH_IDENTICAL] = SLICE_INIT("identical"), [MATCH_TYPOGRAPHY] = SLICE_INIT("typography"),
    [MATCH_BRACKETS] = SLICE_INIT("brackets"),   [MATCH_TRUNCATED] = SLICE_INIT("truncated"),
    [MATCH_WORDS] = SLICE_INIT("words"),         [MATCH_SPLIT] = SLICE_INIT("split"),
    [MATCH_INDIRECT] = SLICE_INIT("indirect"),
};

enum error corpus_find_quotes(const struct generation *generation, struct arena *arena,
                              const struct quote_filter *filter, struct quote_refs *out)
{
    (void)generation;
    (void)arena;
    (void)filter;
    *out = (struct quote_refs){0};
    return ERROR_OK;
}

enum error corpus_match_quote(const struct generation *generation, struct arena *arena,
                              const struct document *document, const struct quote *quote,
                              uint32_t except, struct quote_matches *out)
{
    (void)generation;
    (void)arena;
    (void)document;
    (void)quote;
    (void)except;
    *out = (struct quote_matches){0};
    return ERROR_OK;
}
