#include "schemas/service.h"

#define AT(member) offsetof(struct limits_reply, member)

static const struct field limits_fields[] = {
    {"version", FIELD_TEXT, AT(version), .doc = "version of the program"},
    {"generation", FIELD_COUNT, AT(generation), .doc = "generation of the corpus; 0 before any"},
    {"body_bytes", FIELD_SIZE, AT(body_bytes), .doc = "largest request body"},
    {"text_bytes", FIELD_SIZE, AT(text_bytes), .doc = "longest text of one source"},
    {"batch_lines", FIELD_SIZE, AT(batch_lines), .doc = "most lines of one body of JSON lines"},
    {"batch_bytes", FIELD_SIZE, AT(batch_bytes), .doc = "largest body of JSON lines"},
    {"diff_names_bytes", FIELD_SIZE, AT(diff_names_bytes),
     .doc = "bytes of two compared texts together; of longer ones names, dates and quotes are not "
            "compared"},
    {"json_depth", FIELD_SIZE, AT(json_depth), .doc = "deepest nesting of a JSON body"},
    {"request_ms", FIELD_SIZE, AT(request_ms),
     .doc = "milliseconds from the first byte of a request to its answer"},
    {"request_memory", FIELD_SIZE, AT(request_memory), .doc = "bytes one request may use"},
    {"total_memory", FIELD_SIZE, AT(total_memory), .doc = "bytes all requests together may use"},
    {"queue", FIELD_SIZE, AT(queue), .doc = "requests that may wait for a worker"},
    {"connections_per_client", FIELD_SIZE, AT(connections_per_client),
     .doc = "connections of one address at a time; 0: no bound"},
    {"connections", FIELD_SIZE, AT(connections), .doc = "connections open at a time"},
};

#undef AT

const struct shape limits_reply_shape = {
    SHAPE("limits", "What the service takes", struct limits_reply, limits_fields)};

#define AT(member) offsetof(struct ready_reply, member)

static const struct field ready_fields[] = {
    {"ready", FIELD_FLAG, AT(ready), .doc = "whether requests are answered"},
    {"generation", FIELD_COUNT, AT(generation), .doc = "generation of the corpus; 0 before any"},
    {"articles", FIELD_SIZE, AT(articles), .doc = "articles of the corpus"},
    {"analysed", FIELD_SIZE, AT(analysed), .doc = "those read for names and quotes"},
    {"refused", FIELD_SIZE, AT(refused), .doc = "files and lines that could not be read"},
    {"reason", FIELD_TEXT, AT(reason), .rules = FIELD_NULLABLE, .doc = "why not ready"},
};

#undef AT

const struct shape ready_reply_shape = {
    SHAPE("ready", "Whether the service answers", struct ready_reply, ready_fields)};

static const struct field health_fields[] = {
    {"status", FIELD_TEXT, offsetof(struct health_reply, status), .doc = "ok"},
};

const struct shape health_reply_shape = {
    SHAPE("health", "That the program runs", struct health_reply, health_fields)};
