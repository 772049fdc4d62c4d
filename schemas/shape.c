#include "schemas/shape.h"

#include "schemas/reader.h"

#define AT(member) offsetof(struct wire_value, member)

static const struct field money_fields[] = {
    {"amount", FIELD_NUMBER, AT(number), .doc = "the amount as said, in whole units"},
    {"currency", FIELD_TEXT, AT(text), .rules = FIELD_NULLABLE, .doc = "ISO 4217 code"},
};

#undef AT

const struct shape money_shape = {
    SHAPE("money", "An amount of money", struct wire_value, money_fields)};
