#include "schemas/versions.h"

#include "schemas/names.h"

#define AT(member) offsetof(struct wire_version, member)

static const struct field version_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE,
     .doc = "as the request or the corpus has it"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"words", FIELD_COUNT, AT(words), .doc = "of its text"},
    {"introduced", FIELD_COUNT, AT(introduced),
     .doc = "words that stand in the last version and came with this one"},
    {"share", FIELD_RATIO, AT(share), .doc = "the same as a share of the last version's words"},
};

static const struct shape version_shape = {
    SHAPE("version", "One version of a text", struct wire_version, version_fields)};

#undef AT
#define AT(member) offsetof(struct wire_provenance, member)

static const struct field passage_fields[] = {
    {"start", FIELD_COUNT, AT(start), .doc = "in the last version"},
    {"end", FIELD_COUNT, AT(end), .doc = "where the next passage starts"},
    {"text", FIELD_TEXT, AT(text), .doc = "what stands there"},
    {"version", FIELD_COUNT, AT(version), .doc = "the version that brought it, from 0"},
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of that version"},
};

static const struct shape passage_shape = {
    SHAPE("provenance", "A passage of the last version, and where it comes from",
          struct wire_provenance, passage_fields)};

#undef AT
#define AT(member) offsetof(struct wire_step, member)

static const struct field step_fields[] = {
    {"from", FIELD_COUNT, AT(from), .doc = "the earlier version, from 0"},
    {"to", FIELD_COUNT, AT(to), .doc = "the next one"},
    {"diff", FIELD_OBJECT, AT(diff), .of = &diff_reply_shape, .doc = "what differs between them"},
};

static const struct shape step_shape = {
    SHAPE("step", "From one version to the next", struct wire_step, step_fields)};

#undef AT
#define AT(member) offsetof(struct versions_reply, member)

static const struct field versions_fields[] = {
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"verdict", FIELD_TEXT, AT(verdict), .doc = "what became of the text, in a sentence"},
    {"versions", FIELD_LIST, AT(versions), .of = &version_shape, .doc = "in the order asked"},
    {"passages", FIELD_LIST, AT(passages), .of = &passage_shape,
     .doc = "all of the last version, in its order, by the version that brought each"},
    {"steps", FIELD_LIST, AT(steps), .of = &step_shape, .doc = "each version against the next"},
};

#undef AT

const struct shape versions_reply_shape = {SHAPE(
    "versions", "The changes through versions of a text", struct versions_reply, versions_fields)};

static enum error build_versions(struct arena *arena, const struct reading *readings,
                                 const struct versions *versions, struct wire_list *out)
{
    struct wire_version *at = arena_array(arena, struct wire_version, versions->count);
    uint32_t words = readings[versions->count - 1].document->word_count;

    if (!at)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i < versions->count; i++)
        at[i] = (struct wire_version){readings[i].id, readings[i].text,
                                      readings[i].document->word_count, versions->words[i],
                                      words ? (double)versions->words[i] / words : 0};
    *out = (struct wire_list){at, versions->count};
    return ERROR_OK;
}

static enum error build_passages(struct arena *arena, const struct reading *readings,
                                 const struct versions *versions, struct wire_list *out)
{
    const struct reading *last = &readings[versions->count - 1];
    const struct cleaned *cleaned = &last->document->cleaned;
    const struct provenances *passages = &versions->passages;
    struct wire_provenance *at = arena_array(arena, struct wire_provenance, passages->count);
    struct origin origin;
    uint32_t begin = 0;
    enum error error = origin_read(arena, cleaned, last->offsets, &origin);

    if (error || !at)
        return error ? error : ERROR_NO_MEMORY;
    for (size_t i = 0; i < passages->count; i++) {
        const struct provenance *passage = &passages->at[i];
        bool is_last = i + 1 == passages->count;
        struct span next = {passage->span.end, passage->span.end};
        uint32_t end = is_last ? (uint32_t)cleaned->sent.len : clean_sent_span(cleaned, next).begin;

        at[i] = (struct wire_provenance){
            positions_of(&origin.positions, begin), positions_of(&origin.positions, end),
            slice_part(cleaned->sent, begin, end), passage->version, readings[passage->version].id};
        begin = end;
    }
    *out = (struct wire_list){at, passages->count};
    return ERROR_OK;
}

static enum error build_steps(struct arena *arena, const struct reading *readings,
                              const struct versions *versions, const struct diff_form *form,
                              struct wire_list *out)
{
    struct wire_step *at = arena_array(arena, struct wire_step, versions->count);

    if (!at)
        return ERROR_NO_MEMORY;
    for (uint32_t i = 0; i + 1 < versions->count; i++) {
        enum error error = diff_reply_build(arena, &readings[i], &readings[i + 1],
                                            &versions->steps[i], form, &at[i].diff);
        if (error)
            return error;
        at[i].from = i;
        at[i].to = i + 1;
    }
    *out = (struct wire_list){at, versions->count - 1};
    return ERROR_OK;
}

enum error versions_reply_build(struct arena *arena, const struct reading *readings,
                                const struct versions *versions, const struct diff_form *form,
                                struct versions_reply *out)
{
    struct versions_reply built = {.offsets = readings[0].offsets, .verdict = versions->verdict};
    enum error error = build_versions(arena, readings, versions, &built.versions);

    if (!error)
        error = build_passages(arena, readings, versions, &built.passages);
    if (!error)
        error = build_steps(arena, readings, versions, form, &built.steps);
    if (!error)
        *out = built;
    return error;
}
