#include "schemas/diff.h"

#include "base/array.h"
#include "base/map.h"

/* Both sides, and where their spans come from. */
struct diff_source {
    const struct reading *left, *right;
    struct origin left_at, right_at;
    const struct diff *diff;
    enum diff_level level;
};

static struct wire_diff_counts counts_of(const struct diff_counts *counts)
{
    struct wire_diff_counts out = {
        .same = counts->relation[RELATION_SAME],
        .edited = counts->relation[RELATION_EDITED],
        .moved = counts->relation[RELATION_MOVED],
        .merged = counts->relation[RELATION_MERGED],
        .split = counts->relation[RELATION_SPLIT],
        .added = counts->relation[RELATION_ADDED],
        .removed = counts->relation[RELATION_REMOVED],
        .severity = {counts->severity[SEVERITY_COSMETIC], counts->severity[SEVERITY_WORDING],
                     counts->severity[SEVERITY_FACTUAL]},
    };

    for (size_t i = 0; i < CLASS_COUNT; i++)
        out.class.of[i] = counts->class[i];
    return out;
}

/* -- units -- */

static struct span part_span(const struct document *document, enum diff_level level, uint32_t index)
{
    return level == LEVEL_PARAGRAPH ? document->paragraphs.at[index].span
                                    : document->sentences.at[index].span;
}

/* The indices of a unit's parts on one side, without its gap, and where those parts stand. */
static enum error build_parts(struct arena *arena, const struct diff_source *source,
                              const struct unit *unit, bool is_right, struct wire_list lists[2])
{
    const struct origin *origin = is_right ? &source->right_at : &source->left_at;
    const struct document *document = (is_right ? source->right : source->left)->document;
    struct span range = is_right ? (struct span){unit->right_first, unit->right_last}
                                 : (struct span){unit->left_first, unit->left_last};
    struct span gap = is_right ? unit->right_gap : unit->left_gap;
    size_t count = 0;
    uint32_t *indices = arena_array(arena, uint32_t, span_length(range));
    struct wire_span *spans = arena_array(arena, struct wire_span, span_length(range));

    if (!indices || !spans)
        return ERROR_NO_MEMORY;
    for (uint32_t i = range.begin; i < range.end; i++) {
        if (i >= gap.begin && i < gap.end)
            continue;
        indices[count] = i;
        spans[count++] = wire_span_of(origin, part_span(document, source->level, i));
    }
    lists[0] = (struct wire_list){indices, count};
    lists[1] = (struct wire_list){spans, count};
    return ERROR_OK;
}

static enum error build_edits(struct arena *arena, const struct diff_source *source,
                              const struct edits *edits, struct wire_list *out)
{
    struct wire_edit *at = arena_array(arena, struct wire_edit, edits->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->at[i];
        at[i] = (struct wire_edit){
            .op = edit->op,
            .left = wire_excerpt_of(&source->left_at, edit->left),
            .right = wire_excerpt_of(&source->right_at, edit->right),
            .class = edit->class,
            .severity = edit->severity,
            .note = edit->note,
        };
    }
    *out = (struct wire_list){at, edits->count};
    return ERROR_OK;
}

static enum error build_unit(struct arena *arena, const struct diff_source *source,
                             const struct unit *unit, struct wire_unit *out)
{
    struct wire_list left[2], right[2];
    enum error error;

    error = build_parts(arena, source, unit, false, left);
    if (error)
        return error;
    error = build_parts(arena, source, unit, true, right);
    if (error)
        return error;
    *out = (struct wire_unit){
        .level = source->level,
        .relation = unit->relation,
        .left = left[0],
        .right = right[0],
        .left_spans = left[1],
        .right_spans = right[1],
        .moved = unit->moved,
        .block = unit->moved ? unit->block : WIRE_NONE,
    };
    return build_edits(arena, source, &unit->edits, &out->edits);
}

static enum error build_units(struct arena *arena, const struct diff_source *source,
                              struct wire_list *out)
{
    const struct units *units = &source->diff->units;
    struct wire_unit *at = arena_array(arena, struct wire_unit, units->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < units->count; i++) {
        enum error error = build_unit(arena, source, &units->at[i], &at[i]);
        if (error)
            return error;
    }
    *out = (struct wire_list){at, units->count};
    return ERROR_OK;
}

/* -- quotes, entities, numbers -- */

static enum error build_quote_side(struct arena *arena, const struct origin *origin,
                                   const struct reading *reading, uint32_t index,
                                   struct wire_span **span, struct slice *speaker)
{
    const struct quote *quote;

    if (index == NO_QUOTE)
        return ERROR_OK;
    quote = &reading->analysis->quotes.at[index];
    *span = arena_new(arena, struct wire_span);
    if (!*span)
        return ERROR_NO_MEMORY;
    **span = wire_span_of(origin, quote->span);
    if (quote->has_speaker)
        *speaker = quote->speaker.name;
    return ERROR_OK;
}

static enum error build_quotes(struct arena *arena, const struct diff_source *source,
                               struct wire_list *out)
{
    const struct quote_pairs *pairs = &source->diff->quotes;
    struct wire_quote_pair *at = arena_array(arena, struct wire_quote_pair, pairs->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < pairs->count; i++) {
        enum error error;
        at[i].relation = pairs->at[i].relation;
        error = build_quote_side(arena, &source->left_at, source->left, pairs->at[i].left,
                                 &at[i].left, &at[i].speaker_left);
        if (!error)
            error = build_quote_side(arena, &source->right_at, source->right, pairs->at[i].right,
                                     &at[i].right, &at[i].speaker_right);
        if (error)
            return error;
    }
    *out = (struct wire_list){at, pairs->count};
    return ERROR_OK;
}

/* The different forms under which a text names an entity, in order of first use. */
static enum error build_names(struct arena *arena, const struct reading *reading, uint32_t entity,
                              struct wire_list *out)
{
    const struct indices *mentions = &reading->analysis->entities.at[entity].mentions;
    struct slices names = {0};
    struct map known = {0};

    for (size_t i = 0; i < mentions->count; i++) {
        struct span span = reading->analysis->mentions.at[mentions->at[i]].span;
        struct slice form = slice_at(reading->document->text, span);
        uint32_t *place = map_at(arena, &known, form);
        struct slice *name;
        if (!place)
            return ERROR_NO_MEMORY;
        if (*place != MAP_NONE)
            continue;
        *place = 0;
        name = array_push(arena, &names);
        if (!name)
            return ERROR_NO_MEMORY;
        *name = form;
    }
    *out = (struct wire_list){names.at, names.count};
    return ERROR_OK;
}

static enum error build_entities(struct arena *arena, const struct diff_source *source,
                                 const struct entity_pairs *pairs, struct wire_list *out)
{
    struct wire_entity_pair *at = arena_array(arena, struct wire_entity_pair, pairs->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < pairs->count; i++) {
        const struct entity_pair *pair = &pairs->at[i];
        const struct entity *entity = pair->left != NO_ENTITY
                                          ? &source->left->analysis->entities.at[pair->left]
                                          : &source->right->analysis->entities.at[pair->right];
        enum error error = ERROR_OK;
        at[i].name = entity->name;
        at[i].type = entity->type;
        if (pair->left != NO_ENTITY)
            error = build_names(arena, source->left, pair->left, &at[i].left_names);
        if (!error && pair->right != NO_ENTITY)
            error = build_names(arena, source->right, pair->right, &at[i].right_names);
        if (error)
            return error;
    }
    *out = (struct wire_list){at, pairs->count};
    return ERROR_OK;
}

/* The sentence a mention stands in, of a long one what is near: so many bytes each side, whole
 * tokens. Many numbers in one sentence would else make a reply of its square. */
static struct slice context_of(const struct document *document, struct span mention)
{
    enum { NEAR_BYTES = 400 };

    uint32_t at = document_sentence_at(document, mention.begin);
    struct span sentence = document->sentences.at[at].span, context = sentence;
    const struct token *tokens = document->tokens.at;

    if (mention.begin - sentence.begin > NEAR_BYTES)
        context.begin = tokens[document_token_at(document, mention.begin - NEAR_BYTES)].span.begin;
    if (sentence.end > mention.end && sentence.end - mention.end > NEAR_BYTES)
        context.end = tokens[document_token_at(document, mention.end + NEAR_BYTES)].span.end;
    if (context.begin > mention.begin) /* one token of more bytes */
        context.begin = mention.begin;
    return document_sent(document, context);
}

static enum error build_number(struct arena *arena, const struct origin *origin,
                               const struct reading *reading, uint32_t index,
                               struct wire_number **out)
{
    const struct document *document = reading->document;
    const struct analysis *analysis = reading->analysis;
    const struct mention *mention = &analysis->mentions.at[index];
    struct wire_excerpt excerpt = wire_excerpt_of(origin, mention->span);
    struct wire_number *number = arena_new(arena, struct wire_number);

    if (!number)
        return ERROR_NO_MEMORY;
    *number = (struct wire_number){excerpt.start,
                                   excerpt.end,
                                   excerpt.text,
                                   {.kind = WIRE_NULL},
                                   context_of(document, mention->span)};
    if (mention->entity != NO_ENTITY)
        number->value = wire_value_of(&analysis->entities.at[mention->entity].value);
    *out = number;
    return ERROR_OK;
}

static enum error build_numbers(struct arena *arena, const struct diff_source *source,
                                struct wire_list *out)
{
    const struct number_pairs *pairs = &source->diff->numbers;
    struct wire_number_pair *at = arena_array(arena, struct wire_number_pair, pairs->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < pairs->count; i++) {
        enum error error =
            build_number(arena, &source->left_at, source->left, pairs->at[i].left, &at[i].left);
        if (!error)
            error = build_number(arena, &source->right_at, source->right, pairs->at[i].right,
                                 &at[i].right);
        if (error)
            return error;
    }
    *out = (struct wire_list){at, pairs->count};
    return ERROR_OK;
}

/* -- operations -- */

static enum error build_operations(struct arena *arena, const struct diff_source *source,
                                   struct wire_list *out)
{
    const struct operations *operations = &source->diff->operations;
    struct wire_operation *at = arena_array(arena, struct wire_operation, operations->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < operations->count; i++) {
        const struct operation *operation = &operations->at[i];
        at[i] = (struct wire_operation){.op = 1, .start = WIRE_NONE, .end = WIRE_NONE};
        if (operation->is_copy) {
            const struct positions *left = &source->left_at.positions;
            at[i].op = 0;
            at[i].start = positions_of(left, operation->span.begin);
            at[i].end = positions_of(left, operation->span.end);
        } else {
            at[i].text = slice_at(source->right->document->cleaned.sent, operation->span);
        }
    }
    *out = (struct wire_list){at, operations->count};
    return ERROR_OK;
}

/* -- facts -- */

static struct wire_excerpt sentence_excerpt(const struct origin *origin,
                                            const struct reading *reading, uint32_t sentence)
{
    return wire_excerpt_of(origin, reading->document->sentences.at[sentence].span);
}

static enum error build_sentences(struct arena *arena, const struct origin *origin,
                                  const struct reading *reading, const struct indices *sentences,
                                  struct wire_list *out)
{
    struct wire_excerpt *at = arena_array(arena, struct wire_excerpt, sentences->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < sentences->count; i++)
        at[i] = sentence_excerpt(origin, reading, sentences->at[i]);
    *out = (struct wire_list){at, sentences->count};
    return ERROR_OK;
}

static enum error build_shared(struct arena *arena, const struct diff_source *source,
                               struct wire_list *out)
{
    const struct shared_facts *shared = &source->diff->facts.shared;
    struct wire_shared_fact *at = arena_array(arena, struct wire_shared_fact, shared->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < shared->count; i++) {
        const struct shared_fact *fact = &shared->at[i];
        at[i] = (struct wire_shared_fact){
            .left = sentence_excerpt(&source->left_at, source->left, fact->left),
            .right = sentence_excerpt(&source->right_at, source->right, fact->right),
            .entities = {fact->entities.at, fact->entities.count},
            .numbers = {fact->numbers.at, fact->numbers.count},
        };
    }
    *out = (struct wire_list){at, shared->count};
    return ERROR_OK;
}

static enum error build_conflicts(struct arena *arena, const struct diff_source *source,
                                  struct wire_list *out)
{
    const struct conflicts *conflicts = &source->diff->facts.conflicts;
    struct wire_conflict *at = arena_array(arena, struct wire_conflict, conflicts->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < conflicts->count; i++)
        at[i] = (struct wire_conflict){
            .what = conflicts->at[i].what,
            .left = wire_excerpt_of(&source->left_at, conflicts->at[i].left),
            .right = wire_excerpt_of(&source->right_at, conflicts->at[i].right),
        };
    *out = (struct wire_list){at, conflicts->count};
    return ERROR_OK;
}

static enum error build_facts(struct arena *arena, const struct diff_source *source,
                              struct wire_facts **out)
{
    const struct facts *facts = &source->diff->facts;
    struct wire_facts *built = arena_new(arena, struct wire_facts);
    enum error error;

    if (!built)
        return ERROR_NO_MEMORY;
    error = build_shared(arena, source, &built->shared);
    if (!error)
        error = build_sentences(arena, &source->left_at, source->left, &facts->left, &built->left);
    if (!error)
        error =
            build_sentences(arena, &source->right_at, source->right, &facts->right, &built->right);
    if (!error)
        error = build_conflicts(arena, source, &built->conflicts);
    if (!error)
        *out = built;
    return error;
}

/* -- the whole -- */

static enum error build_lists(struct arena *arena, const struct diff_source *source,
                              bool operations, struct diff_reply *out)
{
    const struct diff *diff = source->diff;
    enum error error = build_units(arena, source, &out->units);

    if (!error)
        error = build_quotes(arena, source, &out->quotes);
    if (!error)
        error = build_entities(arena, source, &diff->both, &out->entities.both);
    if (!error)
        error = build_entities(arena, source, &diff->left_only, &out->entities.left);
    if (!error)
        error = build_entities(arena, source, &diff->right_only, &out->entities.right);
    if (!error)
        error = build_numbers(arena, source, &out->numbers);
    if (!error && operations)
        error = build_operations(arena, source, &out->operations);
    if (!error && diff->has_facts)
        error = build_facts(arena, source, &out->facts);
    return error;
}

enum error diff_reply_build(struct arena *arena, const struct reading *left,
                            const struct reading *right, const struct diff *diff,
                            const struct diff_form *form, struct diff_reply *out)
{
    struct diff_source source = {.left = left, .right = right, .diff = diff, .level = form->level};
    struct diff_reply built = {
        .left = {left->id, left->document->word_count, left->text},
        .right = {right->id, right->document->word_count, right->text},
        .offsets = left->offsets,
        .mode = diff->mode,
        .verdict = diff->verdict,
        .similarity = {diff->similarity.containment_left, diff->similarity.containment_right,
                       diff->similarity.jaccard},
        .truncated = diff->truncated,
        .limits_hit = {diff->limits_hit.at, diff->limits_hit.count},
        .counts = counts_of(&diff->counts),
    };
    enum error error;

    error = origin_read(arena, &left->document->cleaned, left->offsets, &source.left_at);
    if (error)
        return error;
    error = origin_read(arena, &right->document->cleaned, left->offsets, &source.right_at);
    if (error)
        return error;
    error = build_lists(arena, &source, form->operations, &built);
    if (error)
        return error;
    *out = built;
    return ERROR_OK;
}
