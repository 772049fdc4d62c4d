#include "handlers/cursor.h"

#include "base/digest.h"

/* generation (4 bytes), position (8), seal (6), all in network order, as 24 letters. */
enum {
    GENERATION_BYTES = 4,
    POSITION_BYTES = 8,
    SEAL_BYTES = 6,
    CURSOR_BYTES = GENERATION_BYTES + POSITION_BYTES + SEAL_BYTES,
    CURSOR_LETTERS = CURSOR_BYTES / 3 * 4
};

_Static_assert(CURSOR_BYTES % 3 == 0, "a cursor fills its base64 letters");

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void put_number(unsigned char *at, size_t bytes, uint64_t number)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(number >> (8 * (bytes - 1 - i)));
}

static uint64_t take_number(const unsigned char *at, size_t bytes)
{
    uint64_t number = 0;

    for (size_t i = 0; i < bytes; i++)
        number = number << 8 | at[i];
    return number;
}

/* Options that choose a page or its form, not the elements of the list. */
static bool is_form(struct slice pair)
{
    static const char *const names[] = {"cursor", "limit", "offsets", "pretty"};
    struct slice name = slice_part(pair, 0, slice_find(pair, '=', 0));

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return true;
    return false;
}

/* The sum of the pairs' digests: the same in whatever order they come. */
static uint64_t seal_of(const struct listing *listing, uint64_t position)
{
    struct slice rest = listing->query;
    struct slice pair;

    struct {
        uint64_t path, query, position, generation, articles;
    } bound = {
        .path = digest_of(listing->path).low,
        .position = position,
        .generation = listing->generation,
        .articles = listing->articles,
    };

    while (slice_cut(&rest, '&', &pair))
        if (pair.len && !is_form(pair))
            bound.query += digest_of(pair).low;
    return digest_of((struct slice){(const char *)&bound, sizeof bound}).low >>
           (64 - 8 * SEAL_BYTES);
}

enum error cursor_write(struct arena *arena, const struct listing *listing, uint64_t position,
                        struct slice *out)
{
    unsigned char bytes[CURSOR_BYTES];
    char word[CURSOR_LETTERS];

    put_number(bytes, GENERATION_BYTES, listing->generation);
    put_number(bytes + GENERATION_BYTES, POSITION_BYTES, position);
    put_number(bytes + GENERATION_BYTES + POSITION_BYTES, SEAL_BYTES, seal_of(listing, position));
    for (size_t i = 0; i < CURSOR_LETTERS; i++) {
        uint64_t three = take_number(bytes + i / 4 * 3, 3);
        word[i] = letters[three >> (18 - 6 * (i % 4)) & 63];
    }
    return arena_copy(arena, (struct slice){word, sizeof word}, out);
}

static bool decode(struct slice word, unsigned char bytes[CURSOR_BYTES])
{
    if (word.len != CURSOR_LETTERS)
        return false;
    for (size_t i = 0; i < CURSOR_LETTERS; i += 4) {
        uint64_t three = 0;
        for (size_t j = i; j < i + 4; j++) {
            const char *letter = memchr(letters, word.ptr[j], sizeof letters - 1);
            if (!letter)
                return false;
            three = three << 6 | (uint64_t)(letter - letters);
        }
        put_number(bytes + i / 4 * 3, 3, three);
    }
    return true;
}

enum error cursor_read(struct slice cursor, const struct listing *listing, uint64_t *position,
                       struct problem *problem)
{
    unsigned char bytes[CURSOR_BYTES];
    uint64_t generation, place;

    if (!cursor.ptr) {
        *position = 0;
        return ERROR_OK;
    }
    if (!decode(cursor, bytes))
        return problem_set(problem, ERROR_UNKNOWN_CURSOR,
                           "the cursor is malformed; send one exactly as `next` gave it");
    generation = take_number(bytes, GENERATION_BYTES);
    place = take_number(bytes + GENERATION_BYTES, POSITION_BYTES);
    if (generation != listing->generation)
        return problem_set(problem, ERROR_UNKNOWN_CURSOR,
                           "the cursor is of another generation of the corpus, the current one is "
                           "%u; begin again without a cursor",
                           listing->generation);
    if (take_number(bytes + GENERATION_BYTES + POSITION_BYTES, SEAL_BYTES) !=
        seal_of(listing, place))
        return problem_set(problem, ERROR_UNKNOWN_CURSOR,
                           "the cursor belongs to another list or query; begin again without it");
    *position = place;
    return ERROR_OK;
}
