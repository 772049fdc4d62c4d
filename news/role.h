/* Who a person is said to be: "President", "a Taliban spokesman"; and he or she. */
#ifndef COPYDESK_NEWS_ROLE_H
#define COPYDESK_NEWS_ROLE_H

#include "news/entity.h"

/* What a role is read from; `mention` is an index into mentions. */
struct role_view {
    const struct models *models;
    const struct document *document;
    const struct mentions *mentions;
    size_t mention;
};

enum { ROLES_MOST = 3 };

/* The roles told at a mention of a person, as spans of the text in its order; returns how many.
 * Time O(1): a few words on either side are read. */
size_t role_read(const struct role_view *view, struct span out[ROLES_MOST]);

/* What the words at a mention tell of the person's gender: title, role noun. O(1). */
enum gender role_gender(const struct role_view *view);

/* He or she in the words after a mention, up to the next person: +1 for each he, -1 for each she.
 * O(1). */
int role_pronouns(const struct role_view *view);

#endif
