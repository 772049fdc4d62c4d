/* Word and phrase lists (the TSV files of models/), found in a document by longest match on folded
 * tokens.
 * A file is UTF-8 lines `phrase<TAB>column<TAB>column…`; a line that begins with # and an empty
 * line are skipped. The phrase is tokenised by token_split, so that it meets texts on the same
 * footing. */
#ifndef COPYDESK_TEXT_LEXICON_H
#define COPYDESK_TEXT_LEXICON_H

#include "text/document.h"

#define LEXICON_NONE UINT32_MAX

enum { LEXICON_COLUMNS = 4 };

struct lexicon_entry {
    struct slice phrase;
    struct slice columns[LEXICON_COLUMNS]; /* empty where the line has fewer */
    uint32_t token_count;
};

struct lexicon;

/* Reads a list; entries keep the file's order. `name` is used in messages. A phrase that comes
 * twice keeps its first line. The bytes must outlive the lexicon. Time O(bytes). Fails:
 * ERROR_NO_MEMORY; ERROR_BAD_MODEL with the line in the problem. */
NODISCARD enum error lexicon_read(struct arena *arena, struct slice name, struct slice bytes,
                                  const struct lexicon **out, struct problem *problem);

/* Index of the longest entry whose tokens begin at `token` and end at or before `last`, its length
 * in *length; LEXICON_NONE when there is none. O(longest phrase). A NULL lexicon has no entries. */
uint32_t lexicon_match(const struct lexicon *lexicon, const struct document *document,
                       uint32_t token, uint32_t last, uint32_t *length);

/* Index of the entry that is this phrase (folded), or LEXICON_NONE. O(tokens of the phrase). */
uint32_t lexicon_find(const struct lexicon *lexicon, struct slice phrase);

/* Index of the one-token entry with this folded id, or LEXICON_NONE. O(1). */
uint32_t lexicon_find_id(const struct lexicon *lexicon, uint64_t folded);

/* Whether an entry of two and more tokens begins with this folded id. O(1). */
bool lexicon_begins_phrase(const struct lexicon *lexicon, uint64_t folded);

const struct lexicon_entry *lexicon_at(const struct lexicon *lexicon, uint32_t entry);
uint32_t lexicon_count(const struct lexicon *lexicon);

#endif
