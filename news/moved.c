#include "news/moved.h"

#include "base/map.h"

enum {
    LEAST_WORDS = 4,
    MOST_EDITS = 1000, /* of a unit that are looked at */
    SLOTS = 2048       /* of a table of deletions by their words: a power of two above the edits */
};

static const char note[] = "moved";

static uint32_t count_words(const struct reading *reading, struct span span)
{
    const struct tokens *tokens = &reading->document->tokens;
    uint32_t words = 0;

    for (uint32_t i = document_token_at(reading->document, span.begin);
         words < LEAST_WORDS && i < tokens->count && tokens->at[i].span.begin < span.end; i++)
        words += token_is_word(&tokens->at[i]);
    return words;
}

static struct slice deleted_words(const struct comparison *c, const struct edit *edit)
{
    return slice_trim(slice_at(c->left.document->text, edit->left));
}

static struct slice inserted_words(const struct comparison *c, const struct edit *edit)
{
    return slice_trim(slice_at(c->right.document->text, edit->right));
}

/* The place of the deletion of these words, or a free one: an index of an edit and 1. */
static uint16_t *find_slot(const struct comparison *c, const struct unit *unit, uint16_t *slots,
                           struct slice words)
{
    size_t slot = map_hash(words) % SLOTS;

    while (slots[slot] && !slice_equal(deleted_words(c, &unit->edits.at[slots[slot] - 1]), words))
        slot = (slot + 1) % SLOTS;
    return &slots[slot];
}

void moved_note(const struct comparison *c, struct unit *unit)
{
    size_t count = unit->edits.count < MOST_EDITS ? unit->edits.count : MOST_EDITS;
    uint16_t slots[SLOTS] = {0};
    uint32_t deletions = 0;

    for (size_t i = 0; i < count; i++) {
        const struct edit *edit = &unit->edits.at[i];

        if (edit->op != EDIT_DELETE || edit->note.len ||
            count_words(&c->left, edit->left) < LEAST_WORDS)
            continue;
        *find_slot(c, unit, slots, deleted_words(c, edit)) = (uint16_t)(i + 1);
        deletions++;
    }
    for (size_t i = 0; deletions && i < count; i++) {
        struct edit *edit = &unit->edits.at[i], *deletion;
        uint16_t slot;

        if (edit->op != EDIT_INSERT || edit->note.len)
            continue;
        slot = *find_slot(c, unit, slots, inserted_words(c, edit));
        deletion = slot ? &unit->edits.at[slot - 1] : NULL;
        if (!deletion || deletion->note.len)
            continue;
        edit->note = deletion->note = slice_of(note);
    }
}

bool moved_is_noted(const struct edit *edit)
{
    return slice_is(edit->note, note);
}
