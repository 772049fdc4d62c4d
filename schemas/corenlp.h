/* The reply of Stanford CoreNLP's server, for its clients: POST /. */
#ifndef COPYDESK_SCHEMAS_CORENLP_H
#define COPYDESK_SCHEMAS_CORENLP_H

#include "schemas/reading.h"

/* Parameters of the query that count here. */
struct corenlp_request {
    struct slice properties; /* a map, as JSON or as Python prints one */
};

struct corenlp_timex {
    struct slice tid, type, value;
};

struct corenlp_token {
    uint32_t index; /* in its sentence, from 1 */
    struct slice word, original;
    uint32_t begin, end; /* in the text */
    struct slice ner, before, after;
};

struct corenlp_mention {
    uint32_t doc_token_begin, doc_token_end, token_begin, token_end;
    struct slice text;
    uint32_t begin, end;
    struct slice ner, normalized;
    struct corenlp_timex *timex; /* of dates and times whose value is known */
};

struct corenlp_sentence {
    uint32_t index;
    struct wire_list mentions; /* struct corenlp_mention; at NULL: not asked for */
    struct wire_list tokens;   /* struct corenlp_token */
};

struct corenlp_quote {
    uint32_t id;
    struct slice text;
    uint32_t begin, end, begin_token, end_token, begin_sentence, end_sentence;
    struct slice mention;
    uint32_t mention_begin, mention_end; /* tokens; WIRE_NONE: there is none */
    struct slice mention_type, speaker, canonical;
    uint32_t canonical_begin, canonical_end;
};

struct corenlp_reply {
    struct wire_list sentences; /* struct corenlp_sentence */
    struct wire_list quotes;    /* struct corenlp_quote; at NULL: not asked for */
    struct wire_list ignored;   /* struct slice: annotators that are not here */
};

extern const struct shape corenlp_request_shape, corenlp_reply_shape;

struct corenlp_wants {
    bool names, quotes;
};

/* Names as entity mentions of sentences, quotations in marks as quotes; offsets in the reading's
 * unit. Time O(text). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error corenlp_reply_build(struct arena *arena, const struct reading *reading,
                                         const struct corenlp_wants *wants,
                                         struct corenlp_reply *out);

#endif
