/* One request at work: the generation it began with, and the sources it asks about, read. */
#ifndef COPYDESK_HANDLERS_TASK_H
#define COPYDESK_HANDLERS_TASK_H

#include "handlers/cursor.h"
#include "handlers/route.h"
#include "intake/article.h"
#include "schemas/page.h"
#include "schemas/requests.h"

struct task {
    const struct desk *desk;
    const struct request *request;
    struct arena *arena;
    const struct generation *generation; /* NULL: the desk has no corpus */
    enum offsets offsets;
    bool gives_text;        /* replies give the text that offsets count from; set by handlers */
    bool reads_names_later; /* task_read leaves names and quotes to task_analyse; set by handlers */
    struct problem *problem;
};

/* One source, read. */
struct report {
    struct document document;
    const struct analysis *analysis;
    struct slice id;        /* echoed by the reply */
    struct slice published; /* ISO 8601, or no value */
    struct article told; /* what the source and its page say of it; of a stored article nothing */
    uint32_t article;    /* its number in the corpus, or NO_ARTICLE */
};

/* Borrows the current generation for the request. Fails: ERROR_LOADING, ERROR_NO_MEMORY. */
NODISCARD enum error task_open(const struct desk *desk, const struct request *request,
                               const struct wire_options *options, struct problem *problem,
                               struct task *out);

/* As task_open, for what only a corpus can answer: generation is never NULL. */
NODISCARD enum error task_open_corpus(const struct desk *desk, const struct request *request,
                                      const struct wire_options *options, struct problem *problem,
                                      struct task *out);

/* Whether a source can be read at all: it is text, or an article that the corpus has. pointer: as
 * of task_read. Fails: ERROR_FETCH_OFF, ERROR_UNKNOWN_ARTICLE, with the pointer as a fault. */
NODISCARD enum error task_check(const struct task *task, const struct wire_source *source,
                                const char *pointer);

/* Reads a source and its names and quotes; a stored article's are borrowed. pointer: where the
 * source stands in the body, "" or "/left"; NULL when the path named it. Time O(text). Fails:
 * ERROR_UNKNOWN_ARTICLE,
 * ERROR_FETCH_OFF, ERROR_BODY_TOO_LARGE, ERROR_INVALID (a page without an article),
 * ERROR_NO_MEMORY. */
NODISCARD enum error task_read(const struct task *task, const struct wire_source *source,
                               const char *pointer, struct report *out);

/* Reads the names and quotes of a source, where that was left for later. O(text).
 * Fails: ERROR_NO_MEMORY. */
NODISCARD enum error task_analyse(const struct task *task, struct report *report);

/* An id that was not found, cut to what a sentence bears. */
struct slice task_shown_id(struct slice id);

/* Number of a stored article. pointer: as of task_read. Fails: ERROR_UNKNOWN_ARTICLE. */
NODISCARD enum error task_find_article(const struct task *task, struct slice id,
                                       const char *pointer, uint32_t *out);

/* What reply builders want to know of a report; borrowed from both. */
struct reading task_reading(const struct task *task, const struct report *report);

/* Where a report is asked for its coreference, finds it for the reply. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error task_find_references(const struct task *task, const struct report *report,
                                          bool is_asked, struct reading *reading);

/* The corpus entity a client means by a corpus_id, a name or an alias; NO_ENTITY when the corpus
 * has none. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error task_find_entity(const struct task *task, struct slice who, uint32_t *out);

/* Where else the words of each quote of these types stand: one element for each quote. Fails:
 * ERROR_NO_MEMORY. */
NODISCARD enum error task_match_quotes(const struct task *task, const struct report *report,
                                       uint32_t types, struct quote_matches **out);

/* Copies of a report and others of its event; none without a corpus. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error task_find_related(const struct task *task, const struct report *report,
                                       struct related_list *out);

/* Where a list of `total` elements begins and how many the page holds, and the cursor of the next
 * page. subject: what the list is about besides the path: the query, or the source of a POST.
 * Fails: ERROR_UNKNOWN_CURSOR, ERROR_NO_MEMORY. */
NODISCARD enum error task_turn_page(const struct task *task, const struct wire_page *wanted,
                                    struct slice subject, uint64_t total, uint64_t *begin,
                                    struct page *out);

#endif
