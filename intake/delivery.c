#include "intake/delivery.h"

#include <stdio.h>

#include "text/utf8.h"

enum { WHY_BYTES = 160 };

bool delivery_is_fit(struct slice id)
{
    const struct article article = {.id = id, .text = SLICE_INIT("text")};

    return id.ptr && utf8_valid_prefix(id) == id.len && !article_fault(&article);
}

static void refuse(struct delivery *delivery, const char *why)
{
    char words[WHY_BYTES];

    delivery->refused++;
    if (delivery->is_list)
        (void)snprintf(words, sizeof words, "article %llu: %s",
                       (unsigned long long)delivery->number, why);
    delivery->sink->refuse(delivery->sink->context, delivery->place,
                           slice_of(delivery->is_list ? words : why));
}

void delivery_refuse(struct delivery *delivery, const char *why)
{
    delivery->number++;
    refuse(delivery, why);
}

static enum error name(struct arena *arena, const struct delivery *delivery,
                       struct article *article)
{
    if (article->id.ptr)
        return ERROR_OK;
    article->id = article->url;
    if (delivery_is_fit(article->id))
        return ERROR_OK;
    article->id = delivery_is_fit(delivery->id) ? delivery->id : (struct slice){NULL, 0};
    if (!article->id.ptr || !delivery->is_list)
        return ERROR_OK;
    return arena_print(arena, &article->id, "%.*s:%llu", SLICE_ARGS(delivery->id),
                       (unsigned long long)delivery->number);
}

static const char *find_fault(const struct delivery *delivery, const struct article *article)
{
    struct article named = *article;

    if (delivery->is_nameless && !named.id.ptr)
        named.id = SLICE("nameless");
    return article_fault(&named);
}

enum error delivery_make(struct arena *arena, struct delivery *delivery,
                         const struct article *article)
{
    struct article named = *article;
    const char *fault;
    enum error error;

    delivery->number++;
    error = delivery->is_nameless ? ERROR_OK : name(arena, delivery, &named);
    if (error)
        return error;
    fault = find_fault(delivery, &named);
    if (fault) {
        refuse(delivery, fault);
        return ERROR_OK;
    }
    return delivery->sink->take(delivery->sink->context, delivery->place, &named) ? ERROR_OK
                                                                                  : ERROR_NO_MEMORY;
}
