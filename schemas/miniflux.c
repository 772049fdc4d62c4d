#include "schemas/miniflux.h"

#define AT(member) offsetof(struct miniflux_entry, member)

static const struct field entry_fields[] = {
    {"id", FIELD_SIZE, AT(id), .doc = "of the entry, echoed"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "headline, echoed"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NULLABLE, .doc = "where it is, echoed"},
    {"published_at", FIELD_TEXT, AT(published_at), .rules = FIELD_NULLABLE,
     .doc = "relative dates such as Monday are counted from it"},
    {"content", FIELD_TEXT, AT(content), .rules = FIELD_NULLABLE, .doc = "the text, HTML"},
    {"author", FIELD_TEXT, AT(author), .rules = FIELD_NULLABLE, .doc = "who wrote it"},
};

static const struct shape entry_shape = {
    SHAPE("miniflux_entry", "An entry of a feed", struct miniflux_entry, entry_fields),
    .is_request = true,
    .is_lenient = true,
};

#undef AT
#define AT(member) offsetof(struct miniflux_request, member)

static const struct field request_fields[] = {
    {"event_type", FIELD_TEXT, AT(event_type), .rules = FIELD_NULLABLE,
     .doc = "new_entries; entries of other events are read as well"},
    {"entries", FIELD_LIST, AT(entries), .of = &entry_shape, .rules = FIELD_OMIT_NULL,
     .doc = "new entries of one feed"},
};

const struct shape miniflux_request_shape = {
    SHAPE("miniflux_request", "An event of Miniflux", struct miniflux_request, request_fields),
    .is_request = true,
    .is_lenient = true,
};

#undef AT
#define AT(member) offsetof(struct miniflux_result, member)

static const struct field result_fields[] = {
    {"id", FIELD_SIZE, AT(id), .rules = FIELD_NULLABLE, .doc = "as sent"},
    {"title", FIELD_TEXT, AT(title), .rules = FIELD_NULLABLE, .doc = "as sent"},
    {"url", FIELD_TEXT, AT(url), .rules = FIELD_NULLABLE, .doc = "as sent"},
    {"text", FIELD_TEXT, AT(text), .doc = "what was read of the content; offsets count in it"},
    {"analysis", FIELD_OBJECT, AT(analysis), .of = &analysis_reply_shape,
     .doc = "names, quotes and related articles of the corpus"},
};

static const struct shape result_shape = {
    SHAPE("miniflux_result", "An entry, read", struct miniflux_result, result_fields)};

#undef AT
#define AT(member) offsetof(struct miniflux_reply, member)

static const struct field reply_fields[] = {
    {"event_type", FIELD_TEXT, AT(event_type), .rules = FIELD_NULLABLE, .doc = "as sent"},
    {"entries", FIELD_LIST, AT(entries), .of = &result_shape, .doc = "in the order sent"},
};

#undef AT

const struct shape miniflux_reply_shape = {
    SHAPE("miniflux", "Entries of a feed, read", struct miniflux_reply, reply_fields)};
