/* The tables of the replies with quotes; quotes.c builds them. */
#include "schemas/names.h"
#include "schemas/quotes.h"

#define AT(member) offsetof(struct wire_speaker, member)

static const struct field speaker_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "who spoke, under the entity's name"},
    {"role", FIELD_TEXT, AT(role), .rules = FIELD_NULLABLE, .doc = "a Taliban spokesman"},
    {"start", FIELD_COUNT, AT(start), .rules = FIELD_NULLABLE,
     .doc = "where the quote's own attribution names the speaker; null when it does not"},
    {"end", FIELD_COUNT, AT(end), .rules = FIELD_NULLABLE, .doc = "position behind the mention"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_NULLABLE,
     .doc = "the mention as it stands there: a name, he, the spokesman"},
    {"kind", FIELD_NAME, AT(kind), .names = &mention_kinds_table, .doc = "what the mention is"},
    {"type", FIELD_NAME, AT(type), .names = &entity_types_table, .rules = FIELD_NULLABLE,
     .doc = "of the entity that spoke; null when it is none"},
    {"corpus_id", FIELD_TEXT, AT(corpus_id), .rules = FIELD_NULLABLE,
     .doc = "id of the speaker over the whole corpus"},
};

static const struct shape speaker_shape = {
    SHAPE("speaker", "Who spoke", struct wire_speaker, speaker_fields)};

static const struct field known_speaker_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &speaker_shape},
    {"entity", FIELD_TEXT, AT(entity), .rules = FIELD_NULLABLE,
     .doc = "local id of the speaker among the entities of this reply"},
};

static const struct shape known_speaker_shape = {SHAPE("known_speaker",
                                                       "Who spoke, as one of the entities",
                                                       struct wire_speaker, known_speaker_fields)};

#undef AT
#define AT(member) offsetof(struct wire_addressee, member)

static const struct field addressee_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "who was told"},
    {"start", FIELD_COUNT, AT(start), .rules = FIELD_NULLABLE, .doc = "first position"},
    {"end", FIELD_COUNT, AT(end), .rules = FIELD_NULLABLE, .doc = "position behind the last"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_NULLABLE, .doc = "what stands there"},
};

static const struct shape addressee_shape = {
    SHAPE("addressee", "Who was told", struct wire_addressee, addressee_fields)};

#undef AT
#define AT(member) offsetof(struct wire_change, member)

static const struct field change_fields[] = {
    {"left", FIELD_OBJECT, AT(left), .of = &wire_excerpt_shape, .doc = "what stands in this quote"},
    {"right", FIELD_OBJECT, AT(right), .of = &wire_excerpt_shape,
     .doc = "what stands in the other article instead"},
};

static const struct shape change_shape = {SHAPE(
    "quote_change", "What differs; one side may be empty", struct wire_change, change_fields)};

#undef AT
#define AT(member) offsetof(struct wire_match, member)

static const struct field match_fields[] = {
    {"article", FIELD_TEXT, AT(article), .doc = "id of the article that has it too"},
    {"start", FIELD_COUNT, AT(start), .doc = "first position in that article"},
    {"end", FIELD_COUNT, AT(end), .doc = "position behind the last"},
    {"relation", FIELD_NAME, AT(relation), .names = &match_relations_table,
     .doc = "how the words there differ"},
    {"same_speaker", FIELD_FLAG, AT(same_speaker),
     .doc = "true when both speakers are known, and one; false also when one is not known"},
    {"alarm", FIELD_FLAG, AT(alarm),
     .doc = "true when both speakers are known by name, and two: one article may be wrong"},
    {"speaker", FIELD_TEXT, AT(speaker), .rules = FIELD_NULLABLE, .doc = "who speaks there"},
    {"changes", FIELD_LIST, AT(changes), .of = &change_shape,
     .doc = "what differs, in order of the text; empty when identical. Marks count where the words "
            "are the same, else words alone"},
};

static const struct shape match_shape = {
    SHAPE("match", "The same words in another article", struct wire_match, match_fields)};

#undef AT
#define AT(member) offsetof(struct wire_quote, member)

static const struct field quote_head_fields[] = {
    {"id", FIELD_TEXT, AT(id),
     .doc = "local to the article: q1, q2, in order of the text; scare quotes s1, s2"},
    {"type", FIELD_NAME, AT(type), .names = &quote_types_table, .doc = "how the words are given"},
    {"start", FIELD_COUNT, AT(start), .doc = "first position; of a direct quote its mark"},
    {"end", FIELD_COUNT, AT(end), .doc = "position behind the last"},
    {"text", FIELD_TEXT, AT(text), .doc = "what stands there, with its quotation marks"},
    {"group", FIELD_COUNT, AT(group), .rules = FIELD_NULLABLE,
     .doc = "number that pieces of one utterance share; null of a quote in one piece"},
};

static const struct shape quote_head_shape = {
    SHAPE("quote_head", "What is said", struct wire_quote, quote_head_fields)};

static const struct field quote_tail_fields[] = {
    {"cue", FIELD_MAYBE, AT(cue), .of = &wire_excerpt_shape, .rules = FIELD_NULLABLE,
     .doc = "the verb or phrase of speech: said"},
    {"addressee", FIELD_MAYBE, AT(addressee), .of = &addressee_shape, .rules = FIELD_NULLABLE,
     .doc = "who was told, where the text names them"},
    {"confidence", FIELD_RATIO, AT(confidence), .max = 1, .doc = "how sure the attribution is"},
    {"reason", FIELD_TEXT, AT(reason), .rules = FIELD_NULLABLE,
     .doc = "why this speaker, or why none"},
    {"negated", FIELD_FLAG, AT(negated), .doc = "true for \"did not say\""},
    {"sentence", FIELD_COUNT, AT(sentence), .doc = "number of its first sentence, from 0"},
    {"paragraph", FIELD_COUNT, AT(paragraph), .doc = "number of its first paragraph, from 0"},
    {"flags", FIELD_NAMES, AT(flags), .names = &quote_flags_table,
     .doc = "what is to be known of it besides"},
    {"duplicate_of", FIELD_TEXT, AT(duplicate_of), .rules = FIELD_NULLABLE,
     .doc = "id of the quote of this article that has these words too: a pull quote"},
    {"segments", FIELD_LIST, AT(segments), .of = &wire_excerpt_shape,
     .doc = "its pieces, where it runs over several paragraphs"},
    {"parts", FIELD_LIST, AT(parts), .of = &wire_excerpt_shape,
     .doc = "of a mixed quote the words in marks"},
    {"brackets", FIELD_LIST, AT(brackets), .of = &wire_excerpt_shape,
     .doc = "what an editor put in, with its brackets"},
    {"matches", FIELD_LIST, AT(matches), .of = &match_shape,
     .doc = "where else in the corpus the words stand, best first"},
};

static const struct shape quote_tail_shape = {
    SHAPE("quote_tail", "How it is said", struct wire_quote, quote_tail_fields)};

#define SPEAKER(shape)                                                                             \
    {                                                                                              \
        "speaker", FIELD_MAYBE, AT(speaker), .of = &(shape), .rules = FIELD_NULLABLE,              \
                                             .doc = "who spoke; null when the text does not tell"  \
    }

static const struct field quote_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &quote_head_shape},
    SPEAKER(speaker_shape),
    {NULL, FIELD_INLINE, 0, .of = &quote_tail_shape},
};

static const struct shape quote_shape = {
    SHAPE("quote", "A quote and who said it", struct wire_quote, quote_fields)};

static const struct field known_quote_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &quote_head_shape},
    SPEAKER(known_speaker_shape),
    {NULL, FIELD_INLINE, 0, .of = &quote_tail_shape},
};

const struct shape wire_quote_with_entity_shape = {SHAPE(
    "known_quote", "A quote and which entity said it", struct wire_quote, known_quote_fields)};

static const struct field listed_quote_fields[] = {
    {NULL, FIELD_INLINE, 0, .of = &quote_shape},
    {"article", FIELD_TEXT, AT(article), .doc = "id of the article it stands in"},
};

static const struct shape listed_quote_shape = {
    SHAPE("listed_quote", "A quote of the corpus", struct wire_quote, listed_quote_fields)};

#undef AT
#define AT(member) offsetof(struct wire_speaker_count, member)

static const struct field speaker_count_fields[] = {
    {"name", FIELD_TEXT, AT(name), .doc = "who spoke"},
    {"quotes", FIELD_COUNT, AT(quotes), .doc = "how many quotes are theirs"},
    {"words", FIELD_COUNT, AT(words), .doc = "how many words those have"},
};

static const struct shape speaker_count_shape = {
    SHAPE("speaker_count", "How much one person is quoted", struct wire_speaker_count,
          speaker_count_fields)};

#undef AT
#define AT(member) offsetof(struct wire_source_count, member)

static const struct field source_count_fields[] = {
    {"kind", FIELD_NAME, AT(kind), .names = &source_kinds_table, .doc = "what kind of source"},
    {"role", FIELD_TEXT, AT(role), .rules = FIELD_NULLABLE,
     .doc = "mayor, official; null when the text tells none"},
    {"speakers", FIELD_COUNT, AT(speakers), .doc = "how many there are"},
    {"quotes", FIELD_COUNT, AT(quotes), .doc = "how many quotes are theirs"},
    {"words", FIELD_COUNT, AT(words), .doc = "how many words those have"},
};

static const struct shape source_count_shape = {
    SHAPE("source_count", "How much one kind of source is quoted", struct wire_source_count,
          source_count_fields)};

#undef AT
#define AT(member) offsetof(struct wire_quote_counts, member)

static const struct field quote_counts_fields[] = {
    {"by_speaker", FIELD_LIST, AT(by_speaker), .of = &speaker_count_shape,
     .doc = "most quotes first"},
    {"by_role", FIELD_LIST, AT(by_role), .of = &source_count_shape,
     .doc = "persons by role, organisations, unnamed sources by noun; most quotes first"},
    {"words", FIELD_COUNT, AT(words), .doc = "of all quotes; scare quotes and duplicates left out"},
    {"share_without_speaker", FIELD_RATIO, AT(share_without_speaker), .rules = FIELD_NULLABLE,
     .max = 1, .doc = "share of the quotes; null where nothing is quoted"},
    {"without_speaker", FIELD_COUNT, AT(without_speaker),
     .doc = "quotes whose speaker the text does not tell, scare quotes left out"},
};

#undef AT

const struct shape wire_quote_counts_shape = {
    SHAPE("quote_counts", "How much is quoted", struct wire_quote_counts, quote_counts_fields)};

#define AT(member) offsetof(struct quotes_reply, member)

static const struct field quotes_reply_fields[] = {
    {"id", FIELD_TEXT, AT(id), .rules = FIELD_NULLABLE, .doc = "id of the source"},
    {"text", FIELD_TEXT, AT(text), .rules = FIELD_OMIT_NULL,
     .doc = "the text that all offsets count from; with the parameter text=true"},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
    {"model", FIELD_TEXT, AT(model), .doc = "name of the weights and lists that read the text"},
    {"quotes", FIELD_LIST, AT(quotes), .of = &quote_shape, .doc = "in order of the text"},
    {"counts", FIELD_OBJECT, AT(counts), .of = &wire_quote_counts_shape,
     .doc = "of the quotes in this reply"},
};

#undef AT

const struct shape quotes_reply_shape = {
    SHAPE("quotes", "The quotes in a text", struct quotes_reply, quotes_reply_fields)};

#define AT(member) offsetof(struct quote_list_reply, member)

static const struct field quote_list_fields[] = {
    {"quotes", FIELD_LIST, AT(quotes), .of = &listed_quote_shape,
     .doc = "in order of the articles, with their matches"},
    {NULL, FIELD_INLINE, AT(end), .of = &list_end_shape},
    {"offsets", FIELD_NAME, AT(offsets), .names = &offsets_table, .doc = "unit of all positions"},
};

#undef AT

const struct shape quote_list_reply_shape = {
    SHAPE("quote_list", "Quotes of the corpus", struct quote_list_reply, quote_list_fields)};
