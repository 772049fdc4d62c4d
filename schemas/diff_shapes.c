/* The tables of the reply of a diff; diff.c builds it. */
#include "schemas/diff.h"
#include "schemas/names.h"

#define AT(member) offsetof(struct wire_side, member)

static const struct field side_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"words", FIELD_COUNT, AT(words), .doc = "length of the text, counted between white space"},
};

static const struct shape side_shape = {
    SHAPE("side", "One of the two texts", struct wire_side, side_fields)};

#undef AT
#define AT(member) offsetof(struct wire_similarity, member)

static const struct field similarity_fields[] = {
    {"containment_left", FIELD_RATIO, AT(containment_left), .max = 1,
     .doc = "share of the left's folded 5-word shingles that stand in the right"},
    {"containment_right", FIELD_RATIO, AT(containment_right), .max = 1,
     .doc = "share of the right's that stand in the left"},
    {"jaccard", FIELD_RATIO, AT(jaccard), .max = 1,
     .doc = "shingles in both as a share of those in either"},
};

static const struct shape similarity_shape = {
    SHAPE("similarity", "How much the texts share", struct wire_similarity, similarity_fields)};

#undef AT
#define AT(member) offsetof(struct wire_severity_counts, member)

static const struct field severity_fields[] = {
    {"cosmetic", FIELD_COUNT, AT(cosmetic), .doc = "edits that change only how it looks"},
    {"wording", FIELD_COUNT, AT(wording), .doc = "edits that change how it is said"},
    {"factual", FIELD_COUNT, AT(factual), .doc = "edits that change what is said"},
};

static const struct shape severity_shape = {SHAPE("severity_counts",
                                                  "Edits by how much they matter",
                                                  struct wire_severity_counts, severity_fields)};

#undef AT
#define AT(index) offsetof(struct wire_class_counts, of[index])

static const struct field class_fields[] = {
    {"typography", FIELD_COUNT, AT(CLASS_TYPOGRAPHY), .doc = "marks, brackets, dashes, spaces"},
    {"case", FIELD_COUNT, AT(CLASS_CASE), .doc = "capital and small letters"},
    {"spelling", FIELD_COUNT, AT(CLASS_SPELLING), .doc = "another spelling of the same word"},
    {"style", FIELD_COUNT, AT(CLASS_STYLE), .doc = "house style: eight and 8"},
    {"wording", FIELD_COUNT, AT(CLASS_WORDING), .doc = "other words"},
    {"hedge", FIELD_COUNT, AT(CLASS_HEDGE), .doc = "allegedly, reportedly, may"},
    {"tense", FIELD_COUNT, AT(CLASS_TENSE), .doc = "another tense of the same verb"},
    {"dateline", FIELD_COUNT, AT(CLASS_DATELINE), .doc = "place and agency before the text"},
    {"number", FIELD_COUNT, AT(CLASS_NUMBER), .doc = "another number"},
    {"date", FIELD_COUNT, AT(CLASS_DATE), .doc = "another date or time"},
    {"money", FIELD_COUNT, AT(CLASS_MONEY), .doc = "another amount"},
    {"name", FIELD_COUNT, AT(CLASS_NAME), .doc = "another person, place or organisation"},
    {"negation", FIELD_COUNT, AT(CLASS_NEGATION), .doc = "not, never, no put in or taken out"},
    {"quote", FIELD_COUNT, AT(CLASS_QUOTE), .doc = "the words inside quotation marks"},
    {"speaker", FIELD_COUNT, AT(CLASS_SPEAKER), .doc = "who is said to have spoken"},
};

_Static_assert(sizeof class_fields / sizeof *class_fields == CLASS_COUNT, "a member each");

static const struct shape class_shape = {
    SHAPE("class_counts", "Edits by class", struct wire_class_counts, class_fields)};

#undef AT
#define AT(member) offsetof(struct wire_diff_counts, member)

static const struct field counts_fields[] = {
    {"same", FIELD_COUNT, AT(same), .doc = "units that are the same"},
    {"edited", FIELD_COUNT, AT(edited), .doc = "units with edits"},
    {"moved", FIELD_COUNT, AT(moved), .doc = "units that only moved"},
    {"merged", FIELD_COUNT, AT(merged), .doc = "units of which several became one"},
    {"split", FIELD_COUNT, AT(split), .doc = "units of which one became several"},
    {"added", FIELD_COUNT, AT(added), .doc = "units only on the right"},
    {"removed", FIELD_COUNT, AT(removed), .doc = "units only on the left"},
    {"severity", FIELD_OBJECT, AT(severity), .of = &severity_shape,
     .doc = "edits by how much they matter"},
    {"class", FIELD_OBJECT, AT(class), .of = &class_shape, .doc = "edits by class"},
};

static const struct shape counts_shape = {
    SHAPE("diff_counts", "How much differs", struct wire_diff_counts, counts_fields)};

#undef AT
#define AT(member) offsetof(struct wire_edit, member)

static const struct field edit_fields[] = {
    {"op", FIELD_NAME, AT(op), .names = &edit_ops_table, .doc = "what was done"},
    {"left", FIELD_OBJECT, AT(left), .of = &wire_excerpt_shape, .doc = "what stood on the left"},
    {"right", FIELD_OBJECT, AT(right), .of = &wire_excerpt_shape,
     .doc = "what stands on the right"},
    {"class", FIELD_NAME, AT(class), .names = &edit_classes_table, .doc = "what kind of change"},
    {"severity", FIELD_NAME, AT(severity), .names = &severities_table,
     .doc = "how much it matters"},
    {"note", FIELD_TEXT, AT(note), .rules = FIELD_NULLABLE, .doc = "a word for the reader"},
};

static const struct shape edit_shape = {
    SHAPE("edit", "One change of words", struct wire_edit, edit_fields)};

#undef AT
#define AT(member) offsetof(struct wire_unit, member)

static const struct field unit_fields[] = {
    {"level", FIELD_NAME, AT(level), .names = &diff_levels_table, .doc = "what is aligned"},
    {"relation", FIELD_NAME, AT(relation), .names = &unit_relations_table,
     .doc = "what became of it"},
    {"left", FIELD_COUNTS, AT(left), .doc = "numbers of paragraphs or sentences, from 0"},
    {"right", FIELD_COUNTS, AT(right), .doc = "numbers of paragraphs or sentences, from 0"},
    {"left_spans", FIELD_LIST, AT(left_spans), .of = &wire_span_shape, .doc = "where they stand"},
    {"right_spans", FIELD_LIST, AT(right_spans), .of = &wire_span_shape, .doc = "where they stand"},
    {"edits", FIELD_LIST, AT(edits), .of = &edit_shape, .doc = "in order of the text"},
    {"moved", FIELD_FLAG, AT(moved), .doc = "true when it stands in another order, too"},
    {"block", FIELD_COUNT, AT(block), .rules = FIELD_NULLABLE,
     .doc = "of a moved one: those that moved side by side have one number, from 1"},
};

static const struct shape unit_shape = {
    SHAPE("unit", "Paragraphs or sentences that belong together", struct wire_unit, unit_fields)};

#undef AT
#define AT(member) offsetof(struct wire_quote_pair, member)

static const struct field quote_pair_fields[] = {
    {"relation", FIELD_NAME, AT(relation), .names = &quote_relations_table,
     .doc = "what became of the quote"},
    {"left", FIELD_MAYBE, AT(left), .of = &wire_span_shape, .rules = FIELD_NULLABLE,
     .doc = "where it stands; null of an added one"},
    {"right", FIELD_MAYBE, AT(right), .of = &wire_span_shape, .rules = FIELD_NULLABLE,
     .doc = "where it stands; null of a removed one"},
    {"speaker_left", FIELD_TEXT, AT(speaker_left), .rules = FIELD_NULLABLE,
     .doc = "who says it on the left"},
    {"speaker_right", FIELD_TEXT, AT(speaker_right), .rules = FIELD_NULLABLE,
     .doc = "who says it on the right"},
};

static const struct shape quote_pair_shape = {SHAPE("quote_pair", "A quote and what became of it",
                                                    struct wire_quote_pair, quote_pair_fields)};

#undef AT
#define AT(member) offsetof(struct wire_entity_pair, member)

static const struct field named_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "its name"},
    {"type", FIELD_NAME, AT(type), .names = &entity_types_table, .doc = "what it is"},
};

static const struct shape named_shape = {
    SHAPE("named", "An entity in one of the texts", struct wire_entity_pair, named_fields)};

static const struct field entity_pair_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &named_shape},
    {"left_names", FIELD_TEXTS, AT(left_names), .doc = "how the left names it"},
    {"right_names", FIELD_TEXTS, AT(right_names), .doc = "how the right names it"},
};

static const struct shape entity_pair_shape = {
    SHAPE("named_in_both", "An entity in both texts", struct wire_entity_pair, entity_pair_fields)};

#undef AT
#define AT(member) offsetof(struct wire_diff_entities, member)

static const struct field entities_fields[] = {
    {"both", FIELD_LIST, AT(both), .of = &entity_pair_shape, .doc = "named in both"},
    {"left", FIELD_LIST, AT(left), .of = &named_shape, .doc = "named only on the left"},
    {"right", FIELD_LIST, AT(right), .of = &named_shape, .doc = "named only on the right"},
};

static const struct shape entities_shape = {SHAPE("diff_entities", "Who and what the texts name",
                                                  struct wire_diff_entities, entities_fields)};

#undef AT
#define AT(member) offsetof(struct wire_number, member)

static const struct field number_fields[] = {
    {"start", FIELD_COUNT, AT(start), .doc = "first position"},
    {"end", FIELD_COUNT, AT(end), .doc = "position behind the last"},
    {"text", FIELD_TEXT, AT(text), .doc = "what stands there"},
    {"value", FIELD_VALUE, AT(value), .rules = FIELD_NULLABLE, .doc = "what it means"},
    {"context", FIELD_TEXT, AT(context),
     .doc = "the sentence it stands in; of a long one, about 400 bytes each side"},
};

static const struct shape number_shape = {
    SHAPE("number", "A number, date or amount", struct wire_number, number_fields)};

static const struct field number_pair_fields[] = {
    {"left", FIELD_MAYBE, offsetof(struct wire_number_pair, left), .of = &number_shape,
     .rules = FIELD_NULLABLE, .doc = "on the left"},
    {"right", FIELD_MAYBE, offsetof(struct wire_number_pair, right), .of = &number_shape,
     .rules = FIELD_NULLABLE, .doc = "on the right"},
};

static const struct shape number_pair_shape = {
    SHAPE("number_pair", "A number that changed", struct wire_number_pair, number_pair_fields)};

#undef AT
#define AT(member) offsetof(struct wire_operation, member)

static const struct field operation_fields[] = {
    {"op", FIELD_NAME, AT(op), .names = &operation_ops_table, .doc = "what to do"},
    {"start", FIELD_COUNT, AT(start), .rules = FIELD_OMIT_NULL,
     .doc = "of a copy: first position in the left text"},
    {"end", FIELD_COUNT, AT(end), .rules = FIELD_OMIT_NULL,
     .doc = "of a copy: position behind the last"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL, .doc = "of an insert: the words"},
};

static const struct shape operation_shape = {
    SHAPE("operation", "One piece of the right text", struct wire_operation, operation_fields)};

#undef AT
#define AT(member) offsetof(struct wire_shared_fact, member)

static const struct field shared_fields[] = {
    {"left", FIELD_OBJECT, AT(left), .of = &wire_excerpt_shape, .doc = "sentence of the left"},
    {"right", FIELD_OBJECT, AT(right), .of = &wire_excerpt_shape, .doc = "sentence of the right"},
    {"entities", FIELD_TEXTS, AT(entities), .doc = "names in both"},
    {"numbers", FIELD_TEXTS, AT(numbers), .doc = "numbers in both"},
};

static const struct shape shared_shape = {
    SHAPE("shared_fact", "Sentences that tell the same", struct wire_shared_fact, shared_fields)};

#undef AT
#define AT(member) offsetof(struct wire_conflict, member)

static const struct field conflict_fields[] = {
    {"what", FIELD_TEXT, AT(what), .doc = "what they disagree on"},
    {"left", FIELD_OBJECT, AT(left), .of = &wire_excerpt_shape, .doc = "what the left says"},
    {"right", FIELD_OBJECT, AT(right), .of = &wire_excerpt_shape, .doc = "what the right says"},
};

static const struct shape conflict_shape = {
    SHAPE("conflict", "What the reports disagree on", struct wire_conflict, conflict_fields)};

#undef AT
#define AT(member) offsetof(struct wire_facts, member)

static const struct field facts_fields[] = {
    {"shared", FIELD_LIST, AT(shared), .of = &shared_shape, .doc = "what both tell"},
    {"left", FIELD_LIST, AT(left), .of = &wire_excerpt_shape, .doc = "sentences only there"},
    {"right", FIELD_LIST, AT(right), .of = &wire_excerpt_shape, .doc = "sentences only there"},
    {"conflicts", FIELD_LIST, AT(conflicts), .of = &conflict_shape, .doc = "what they disagree on"},
};

static const struct shape facts_shape = {
    SHAPE("facts", "What two reports of one event tell", struct wire_facts, facts_fields)};

#undef AT
#define AT(member) offsetof(struct diff_reply, member)

static const struct field diff_reply_fields[] = {
    {"left", FIELD_OBJECT, AT(left), .of = &side_shape, .doc = "the text that is compared"},
    {"right", FIELD_OBJECT, AT(right), .of = &side_shape, .doc = "what it is compared with"},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"mode", FIELD_NAME, AT(mode), .names = &diff_modes_table,
     .doc = "edits of one text, independent reports of one event, or unrelated"},
    {"verdict", FIELD_TEXT, AT(verdict), .doc = "what differs, in a sentence"},
    {"similarity", FIELD_OBJECT, AT(similarity), .of = &similarity_shape,
     .doc = "how much the texts share"},
    {"truncated", FIELD_FLAG, AT(truncated),
     .doc = "true when a limit was hit: right, but not the shortest, or without names and quotes"},
    {"limits_hit", FIELD_TEXTS, AT(limits_hit),
     .doc = "which limits: names and quotes where the texts are too long for them to be compared, "
            "operations, edits, alignment, pairs where a search was cut short"},
    {"counts", FIELD_OBJECT, AT(counts), .of = &counts_shape, .doc = "how much differs"},
    {"units", FIELD_LIST, AT(units), .of = &unit_shape,
     .doc = "in the order of the right, removed ones where they stood; empty in report mode"},
    {"quotes", FIELD_LIST, AT(quotes), .of = &quote_pair_shape, .doc = "what became of the quotes"},
    {"entities", FIELD_OBJECT, AT(entities), .of = &entities_shape, .doc = "who is named where"},
    {"numbers", FIELD_LIST, AT(numbers), .of = &number_pair_shape, .doc = "numbers that changed"},
    {"operations", FIELD_LIST, AT(operations), .of = &operation_shape,
     .doc = "put together they give the right text; empty when not asked for"},
    {"facts", FIELD_MAYBE, AT(facts), .of = &facts_shape, .rules = FIELD_NULLABLE,
     .doc = "in report mode: what both tell, and what only one"},
};

#undef AT

const struct shape diff_reply_shape = {
    SHAPE("diff", "What differs between two texts", struct diff_reply, diff_reply_fields)};
