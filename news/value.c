#include "news/value.h"

enum error value_read(struct arena *arena, const struct document *document,
                      const struct mention *mention, struct slice published, struct value *out)
{
    (void)arena;
    (void)document;
    (void)mention;
    (void)published;
    *out = (struct value){.kind = VALUE_NONE};
    return ERROR_OK;
}

bool value_equal(const struct value *a, const struct value *b)
{
    return a->kind == b->kind && slice_equal(a->text, b->text) && !(a->number < b->number) &&
           !(b->number < a->number);
}
