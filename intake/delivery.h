/* The articles of one file on their way to the sink: named, checked, and told by number. */
#ifndef COPYDESK_INTAKE_DELIVERY_H
#define COPYDESK_INTAKE_DELIVERY_H

#include "base/arena.h"
#include "intake/intake.h"

/* Begins as {sink, place, id}. */
struct delivery {
    const struct intake_sink *sink;
    struct intake_place place;
    struct slice id;  /* of the file: what its article is called that brings no id */
    bool is_list;     /* the file holds any number of articles: those are called "id:3" */
    bool is_nameless; /* articles need no id */
    uint64_t number;  /* of the article in the list, from 1; counted by delivery_make */
    uint64_t refused; /* of them */
};

/* Whether this will do as an id. */
bool delivery_is_fit(struct slice id);

/* Hands an article to the sink, or refuses it: one without an id is called by its address, else by
 * the file. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error delivery_make(struct arena *arena, struct delivery *delivery,
                                   const struct article *article);

/* Refuses the next article of a list, or the file itself. */
void delivery_refuse(struct delivery *delivery, const char *why);

#endif
