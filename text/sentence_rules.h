/* Inside of the sentence splitter: the questions it asks of a paragraph's tokens. */
#ifndef COPYDESK_TEXT_SENTENCE_RULES_H
#define COPYDESK_TEXT_SENTENCE_RULES_H

#include "text/paragraph.h"

struct passage {
    struct slice text;
    const struct tokens *tokens;
    uint32_t last;           /* one past the paragraph's last token */
    uint32_t sentence_first; /* first token of the sentence that is being read */
    uint32_t wordless_last;  /* no word of it stands before this token */
    bool is_wrapped;         /* line ends mean nothing */
    bool mark_open;          /* a straight double mark stands open */
};

/* Follows the straight double marks as the tokens go by. */
void passage_note_mark(struct passage *passage, uint32_t token);

/* One past the tokens from `first` on, which may be none, that only stand inside a sentence: all
 * rules are for the others. in_list: an enumerator may stand anywhere. */
uint32_t plain_last(const struct passage *passage, uint32_t first, bool in_list);

/* A stop, an ellipsis or a word with a full stop of its own. */
bool may_end_sentence(const struct token *token);

/* One past what closes behind the stop at `stop`: more stops, marks, brackets, notes like [17].
 * Notes the marks that it passes. */
uint32_t closers_last(struct passage *passage, uint32_t stop);

/* Whether a sentence ends with the stop at `stop`, its closers up to `next`. */
bool ends_sentence(struct passage *passage, uint32_t stop, uint32_t next);

/* Whether a new line or a bullet begins a sentence at this token. */
bool line_breaks_before(const struct passage *passage, uint32_t token);

/* Value of the list enumerator at this token (1. 2) c.), from 1, letters from 1001; 0 when there is
 * none. *after: one past its tokens. */
uint32_t enumerator_value(const struct passage *passage, uint32_t token, uint32_t *after);

#endif
