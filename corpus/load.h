/* From paths to a stock: every article read by all cores, in an order that never depends on them.
 */
#ifndef COPYDESK_CORPUS_LOAD_H
#define COPYDESK_CORPUS_LOAD_H

#include "corpus/generation.h"

/* Reads the settings' paths (or the samples) into a new stock, held by nobody. Articles of `before`
 * (may be NULL) that did not change are shared with it. Fails: ERROR_BAD_CORPUS, ERROR_NO_MEMORY.
 */
NODISCARD enum error load_stock(const struct corpus_settings *settings, const struct models *models,
                                const struct stock *before, struct stock **out,
                                struct problem *problem);

/* Frees a stock that nobody holds, with all that was gathered over it. Accepts NULL. */
void stock_free(struct stock *stock);

#endif
