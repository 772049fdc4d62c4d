/* Files and folders of articles: found in a fixed order, cut into pieces that threads can read side
 * by side, and read article by article.
 *
 * Kinds by ending (any case): .txt is one article (its id: the path below the root without ending,
 * '/' as ':'; its title unknown); .ndjson and .jsonl, also .gz, hold one JSON object a line; .json
 * holds one object or an array of them; .txt.gz and .json.gz are the same, packed. Members id,
 * title, text, source, published, url, language are strings or null, others are ignored; a single
 * .json object without an id is named like a .txt. A UTF-8 byte order mark before a file's first
 * character is dropped: it is no text. */
#ifndef COPYDESK_INTAKE_INTAKE_H
#define COPYDESK_INTAKE_INTAKE_H

#include "base/error.h"
#include "intake/article.h"

enum intake_kind {
    INTAKE_TEXT,
    INTAKE_LINES,
    INTAKE_LINES_GZ,
    INTAKE_JSON,
    INTAKE_TEXT_GZ,
    INTAKE_JSON_GZ
};

enum {
    INTAKE_BYTES_MAX = 64 << 20,  /* the longest line, and the largest .txt or .json */
    INTAKE_PIECE_BYTES = 2 << 20, /* about what one piece holds */
    INTAKE_PIECE_FILES = 64
};

struct intake_file {
    struct slice path; /* to open and to tell; with a NUL behind it */
    struct slice id;   /* of an article that brings none */
    uint64_t size;
    enum intake_kind kind;
};

struct intake_files {
    struct intake_file *at;
    size_t count, capacity;
};

/* Whole files [first, last), or, when end is not 0, the lines of file `first` that begin in
 * [begin, end). */
struct intake_piece {
    uint32_t first, last;
    uint64_t begin, end;
};

struct intake_pieces {
    struct intake_piece *at;
    size_t count, capacity;
};

/* Where an article or a fault stands. Lines count from 1 (within a cut piece: from its first line);
 * 0: the file as a whole. */
struct intake_place {
    uint32_t file;
    uint64_t line;
};

/* Who receives what is read; slices live until the call returns. */
struct intake_sink {
    bool (*take)(void *context, struct intake_place place, const struct article *article);
    void (*refuse)(void *context, struct intake_place place, struct slice why);
    void *context; /* take: false when there is no memory, which ends the reading */
};

/* Appends the files at or below `path`, those of a folder in bytewise order of their paths below
 * it. Hidden files and those of other kinds are skipped, symbolic links followed unless they lead
 * out of the folder, which is refused; each folder is entered once. A folder that cannot be read is
 * refused as the place {files->count, 0}, told with its own path in `why`. Fails: ERROR_BAD_CORPUS
 * when `path` itself cannot be read or is of no known kind; ERROR_NO_MEMORY. */
NODISCARD enum error intake_list(struct arena *arena, const char *path,
                                 const struct intake_sink *sink, struct intake_files *files,
                                 struct problem *problem);

/* Cuts files into pieces in their order. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error intake_cut(struct arena *arena, const struct intake_files *files,
                                struct intake_pieces *out);

/* Reads one piece. Every article handed to the sink is valid UTF-8 and without a fault; what is
 * not, is refused with a reason that quotes nothing of it. lines: how many lines a cut piece has.
 * Time O(bytes). Fails: ERROR_NO_MEMORY. */
NODISCARD enum error intake_read(const struct intake_files *files, const struct intake_piece *piece,
                                 const struct intake_sink *sink, uint64_t *lines);

/* Reads JSON lines that are in memory, as file 0. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error intake_read_lines(struct slice bytes, const struct intake_sink *sink);

#endif
