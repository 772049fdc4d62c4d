#include "schemas/page.h"

#define AT(member) offsetof(struct wire_list_end, member)

static const struct field list_end_fields[] = {
    {"total", FIELD_SIZE, AT(total), .doc = "how many there are in all"},
    {"next", FIELD_TEXT, AT(next), .rules = FIELD_NULLABLE,
     .doc = "cursor of the next page; null on the last"},
    {"generation", FIELD_COUNT, AT(generation), .doc = "generation of the corpus that answered"},
    {"complete", FIELD_FLAG, AT(complete),
     .doc = "false while names and quotes of the corpus are still being read"},
};

#undef AT

const struct shape list_end_shape = {
    SHAPE("list_end", "The end of a list", struct wire_list_end, list_end_fields)};

struct wire_list_end wire_list_end_of(const struct generation *generation, const struct page *page)
{
    return (struct wire_list_end){
        .total = page->total,
        .next = page->next,
        .generation = generation_number(generation),
        .complete = generation_complete(generation),
    };
}
