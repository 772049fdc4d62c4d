/* Files and folders of articles: found in a fixed order, cut into pieces that threads can read side
 * by side, and read article by article.
 *
 * Kinds by ending (any case), each also with .gz or .zst behind it; docs/formats.md tells what
 * becomes of their members:
 *   .txt                         one article; a headline on top is its title
 *   .ndjson .jsonl               one JSON object a line
 *   .json .ninjs                 an object (ours, ninjs, an export's), an array of them, a JSON
 * Feed .xml .rss .atom .rdf         by its root element: a feed, NITF, NewsML-G2, XHTML .nitf
 * .newsml                the same .html .htm .xhtml            a page, whose main text is the
 * article's .csv .tsv                    a table with a line of names .warc the pages of a web
 * archive, packed as a whole or by record .urls                        addresses of pages and
 * feeds, one a line, that are fetched An article that brings no id is called by the path below the
 * root without ending, '/' as ':', and where a file holds several by ":3" behind it. A UTF-8 byte
 * order mark before a file's first character is dropped: it is no text. A folder "name_files"
 * beside "name.html" holds what belongs to a saved page, and is passed over. */
#ifndef COPYDESK_INTAKE_INTAKE_H
#define COPYDESK_INTAKE_INTAKE_H

#include "base/error.h"
#include "intake/article.h"

enum intake_kind {
    INTAKE_TEXT,
    INTAKE_LINES,
    INTAKE_JSON,
    INTAKE_XML,
    INTAKE_PAGE,
    INTAKE_CSV,
    INTAKE_TSV,
    INTAKE_WARC,
    INTAKE_URLS,
    INTAKE_ADDRESS /* no file, but what is at an address */
};

enum intake_packing { INTAKE_UNPACKED, INTAKE_GZIP, INTAKE_ZSTD };

enum {
    INTAKE_BYTES_MAX = 64 << 20,  /* the longest line or record, the largest file of others */
    INTAKE_PIECE_BYTES = 2 << 20, /* about what one piece holds */
    INTAKE_PIECE_FILES = 64
};

struct intake_file {
    struct slice path; /* to open and to tell; with a NUL behind it */
    struct slice id;   /* of an article that brings none */
    uint64_t size;
    enum intake_kind kind;
    enum intake_packing packing;
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

struct arena;

enum { INTAKE_WHY_BYTES = 128 };

/* What is at an address: bytes on the arena, and what their head says of them. */
struct intake_fetched {
    struct slice bytes;
    struct slice media;   /* of Content-Type, without parameters; no value: not told */
    struct slice charset; /* of Content-Type, or no value */
    struct slice url;     /* where they came from in the end */
};

/* Who fetches; any thread may ask, several at once. */
struct intake_fetcher {
    /* False when it cannot be had: `why` then says what was wrong, in words fit for a log. */
    bool (*fetch)(void *context, struct arena *arena, struct slice url, struct intake_fetched *out,
                  char why[INTAKE_WHY_BYTES]);
    void *context;
};

/* Who receives what is read; slices live until the call returns. */
struct intake_sink {
    bool (*take)(void *context, struct intake_place place, const struct article *article);
    void (*refuse)(void *context, struct intake_place place, struct slice why);
    void *context; /* take: false when there is no memory, which ends the reading */
    const struct intake_fetcher *fetcher; /* NULL: addresses are refused */
};

/* Whether a path is an address ("https://…") and no file. */
bool intake_is_address(struct slice path);

/* Appends the files at or below `path`, or the address that it is; those of a folder in bytewise
 * order of their paths below it. Hidden files and those of other kinds are skipped, symbolic links
 * followed unless they lead out of the folder, which is refused; each folder is entered once. A
 * folder that cannot be read is refused as the place {files->count, 0}, told with its own path in
 * `why`. Fails: ERROR_BAD_CORPUS when `path` itself cannot be read or is of no known kind;
 * ERROR_NO_MEMORY. */
NODISCARD enum error intake_list(struct arena *arena, const char *path,
                                 const struct intake_sink *sink, struct intake_files *files,
                                 struct problem *problem);

/* Cuts files into pieces in their order. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error intake_cut(struct arena *arena, const struct intake_files *files,
                                struct intake_pieces *out);

/* Reads one piece. Every article handed to the sink is valid UTF-8 and without a fault; what is
 * not, is refused with a reason that quotes nothing of it. lines: how many lines a cut piece has.
 * Time O(bytes). Fails: ERROR_BAD_CORPUS (an address that was listed cannot be fetched, which is
 * also refused), ERROR_NO_MEMORY. */
NODISCARD enum error intake_read(const struct intake_files *files, const struct intake_piece *piece,
                                 const struct intake_sink *sink, uint64_t *lines);

/* Reads JSON lines that are in memory, as file 0. Fails: ERROR_NO_MEMORY. */
NODISCARD enum error intake_read_lines(struct slice bytes, const struct intake_sink *sink);

#endif
