/* Turns texts with names into the numbers that the network learns from.
 *
 *     encode_names words WORDS KEYS ORDER          sorted keys of the words and their lines'
 * numbers encode_names texts MODELS DOCS KEYS SEED OUT_UNITS OUT_RECORDS
 *
 * DOCS is made by prepare.py, WORDS by vectors.py. The numbers are made by the program's own code
 * (news/feature.h). SEED chooses which paragraphs stand in another case; 0: none, and
 * the development records alone are read. OUT_UNITS: struct encoded_unit for each unit;
 * OUT_RECORDS: a line `set hundredths first_unit units` for each record. */
#include <inttypes.h>

#include "base/array.h"
#include "base/checked.h"
#include "news/feature.h"
#include "news/mention.h"
#include "news/tagger.h"

enum { SETS_MAX = 32, NAME_BYTES = 32, LINE_BYTES = 512, HEADLINE_BYTES = 120 };

struct name {
    struct span span;
    unsigned type;
};

struct names {
    struct name *at;
    size_t count, capacity;
};

struct record {
    struct slice text;
    int64_t hundredths; /* of its weight; 0: development */
    uint32_t set;
    struct names names;
};

struct records {
    struct record *at;
    size_t count, capacity;
};

struct encoder {
    struct arena *arena;
    const struct lexicon *lists[LIST_COUNT];
    struct vocabulary vocabulary;
    struct records records;
    char sets[SETS_MAX][NAME_BYTES];
    uint32_t set_count;
    bool varies;
    uint64_t random;
    uint64_t unit_count; /* written so far */
};

/* One unit as the trainer reads it; little-endian. */
struct encoded_unit {
    uint64_t context;
    uint32_t vector, type; /* type: of the record's words, whatever their case */
    uint16_t word, affixes[FEATURE_AFFIXES], bits;
    uint16_t sentence; /* of the record */
    uint8_t tag, reserved;
};

_Static_assert(sizeof(struct encoded_unit) == 32, "the trainer reads units of 32 bytes");

static void stop(const char *what)
{
    fprintf(stderr, "encode_names: %s\n", what);
    exit(1);
}

static double draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* ---- input ---- */

static uint32_t set_at(struct encoder *encoder, const char *name)
{
    for (uint32_t i = 0; i < encoder->set_count; i++)
        if (strcmp(encoder->sets[i], name) == 0)
            return i;
    if (encoder->set_count == SETS_MAX)
        stop("too many sets");
    memcpy(encoder->sets[encoder->set_count], name, strlen(name) + 1);
    return encoder->set_count++;
}

/* The next line of DOCS cut at its blanks into numbers, but for one word at `word_at`. */
static bool read_line(FILE *file, size_t word_at, char word[NAME_BYTES], int64_t numbers[3])
{
    char line[LINE_BYTES];
    struct slice rest, piece;
    size_t count = 0;

    if (!fgets(line, sizeof line, file))
        return false;
    rest = slice_trim(slice_of(line));
    for (size_t i = 0; slice_cut(&rest, ' ', &piece); i++) {
        if (i == word_at && piece.len < NAME_BYTES) {
            memcpy(word, piece.ptr, piece.len);
            word[piece.len] = 0;
        } else if (count == 3 || checked_parse(piece, 0, INT32_MAX, &numbers[count++])) {
            stop("a number of DOCS cannot be read");
        }
    }
    return true;
}

static void read_names(struct encoder *encoder, FILE *file, struct record *record, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        struct name *name = array_push(encoder->arena, &record->names);
        char type[NAME_BYTES] = "";
        int64_t numbers[3] = {0};
        if (!name || !read_line(file, 2, type, numbers))
            stop("a name of DOCS cannot be read");
        name->span = (struct span){(uint32_t)numbers[0], (uint32_t)numbers[1]};
        for (name->type = 0; name->type < TAG_TYPES; name->type++)
            if (slice_is(entity_type_names[name->type], type))
                break;
        if (name->type == TAG_TYPES)
            stop("a name of DOCS has an unknown type");
    }
}

static void read_records(struct encoder *encoder, const char *path)
{
    FILE *file = fopen(path, "rbe");
    char set[NAME_BYTES] = "";
    int64_t numbers[3] = {0}; /* hundredths of weight, bytes, names */

    if (!file)
        stop("DOCS cannot be opened");
    while (read_line(file, 1, set, numbers)) {
        struct record *record = array_push(encoder->arena, &encoder->records);
        size_t bytes = (size_t)numbers[1];
        char *text = arena_array(encoder->arena, char, bytes + 1);
        if (!record || !text || fread(text, 1, bytes, file) != bytes || fgetc(file) != '\n')
            stop("DOCS cannot be read");
        record->text = (struct slice){text, bytes};
        record->hundredths = numbers[0];
        record->set = set_at(encoder, set);
        read_names(encoder, file, record, numbers[2]);
    }
    (void)fclose(file);
}

/* ---- words ---- */

struct keyed {
    uint32_t key, line;
};

static int by_key(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;

    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->line > right->line) - (left->line < right->line);
}

static FILE *open_file(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);

    if (!file)
        stop(path);
    return file;
}

/* The sorted keys of WORDS; of two words with one key the first line counts. */
static void write_keys(struct arena *arena, const char *words, const char *keys, const char *order)
{
    struct {
        struct keyed *at;
        size_t count, capacity;
    } all = {0};

    FILE *in = open_file(words, "rbe"), *key_file = open_file(keys, "wbe"),
         *order_file = open_file(order, "wbe");
    char line[LINE_BYTES];

    for (uint32_t number = 0; fgets(line, sizeof line, in); number++) {
        struct keyed *place = array_push(arena, &all);
        if (!place)
            stop("no memory");
        *place = (struct keyed){feature_key(slice_trim(slice_of(line))), number};
    }
    if (all.count)
        qsort(all.at, all.count, sizeof *all.at, by_key);
    for (size_t i = 0; i < all.count; i++) {
        if (i && all.at[i].key == all.at[i - 1].key)
            continue;
        (void)fwrite(&all.at[i].key, sizeof(uint32_t), 1, key_file);
        (void)fwrite(&all.at[i].line, sizeof(uint32_t), 1, order_file);
    }
    (void)fclose(in);
    if (fclose(key_file) != 0 || fclose(order_file) != 0)
        stop("the keys cannot be written");
}

static void read_keys(struct encoder *encoder, const char *path)
{
    FILE *file = open_file(path, "rbe");
    long size;
    uint32_t *keys;

    if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET) != 0)
        stop("KEYS cannot be read");
    keys = arena_array(encoder->arena, uint32_t, (size_t)size / sizeof *keys + 1);
    if (!keys || fread(keys, 1, (size_t)size, file) != (size_t)size)
        stop("KEYS cannot be read");
    (void)fclose(file);
    encoder->vocabulary = (struct vocabulary){keys, (uint32_t)((size_t)size / sizeof *keys)};
}

/* ---- texts ---- */

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum letter_case { CASE_AS_WRITTEN, CASE_TITLE, CASE_CAPITALS, CASE_LOWER };

/* Changes the case of a paragraph as headlines, shouted lines and hasty writers do; bytes keep
 * their places. */
static void change_case(char *at, size_t len, enum letter_case to)
{
    for (size_t i = 0; i < len; i++) {
        size_t letters = 0;
        while (i + letters < len && is_ascii_letter(at[i + letters]))
            letters++;
        for (size_t k = 0; k < letters; k++) {
            bool rises = to == CASE_CAPITALS || (to == CASE_TITLE && k == 0 && letters > 3);
            if (to == CASE_LOWER)
                at[i + k] |= 0x20;
            else if (rises && (k > 0 || i == 0 || at[i - 1] != '\''))
                at[i + k] = (char)(at[i + k] & ~0x20);
        }
        i += letters;
    }
}

/* How often a paragraph changes its case: short ones are like headlines. */
static enum letter_case draw_case(struct encoder *encoder, size_t len)
{
    static const struct {
        double title, capitals, lower;
    } chances[] = {{0.10, 0.04, 0.03}, {0.01, 0.01, 0.015}};

    size_t is_long = len >= HEADLINE_BYTES;
    double chance = draw(&encoder->random);

    if ((chance -= chances[is_long].title) < 0)
        return CASE_TITLE;
    if ((chance -= chances[is_long].capitals) < 0)
        return CASE_CAPITALS;
    return chance < chances[is_long].lower ? CASE_LOWER : CASE_AS_WRITTEN;
}

/* A copy of the text in which some paragraphs stand in another case. */
static struct slice vary(struct encoder *encoder, struct arena *arena, struct slice text)
{
    char *bytes = arena_array(arena, char, text.len + 1);

    if (!bytes)
        stop("no memory");
    memcpy(bytes, text.ptr, text.len);
    for (size_t begin = 0; begin < text.len;) {
        size_t end = slice_find(text, '\n', begin);
        enum letter_case to = draw_case(encoder, end - begin);
        if (to != CASE_AS_WRITTEN)
            change_case(bytes + begin, end - begin, to);
        begin = end + 1;
    }
    return (struct slice){bytes, text.len};
}

/* Tags of all units from the record's names. */
static void project(const struct reading *reading, const struct names *names, uint8_t *tags)
{
    uint32_t u = 0;

    for (size_t n = 0; n < names->count; n++) {
        const struct name *name = &names->at[n];
        uint32_t first, last;
        while (u < reading->unit_count && reading->units[u].span.end <= name->span.begin)
            u++;
        first = u;
        while (u < reading->unit_count && reading->units[u].span.begin < name->span.end)
            u++;
        last = u;
        for (uint32_t i = first; i < last; i++)
            tags[i] = tag_of(name->type, last - first == 1 ? PART_WHOLE
                                         : i == first      ? PART_BEGIN
                                         : i + 1 == last   ? PART_LAST
                                                           : PART_INSIDE);
    }
}

/* A name that a sentence end cuts counts as two. */
static void close_at_ends(const struct unit_sentence *sentence, uint8_t *tags)
{
    uint8_t *first = &tags[sentence->first], *last = &tags[sentence->last - 1];

    if (!tag_opens(*first))
        *first = tag_of(tag_type(*first), tag_part(*first) == PART_LAST ? PART_WHOLE : PART_BEGIN);
    if (!tag_closes(*last))
        *last = tag_of(tag_type(*last), tag_part(*last) == PART_BEGIN ? PART_WHOLE : PART_LAST);
}

static void write_units(const struct reading *reading, const uint8_t *tags, FILE *out)
{
    for (uint32_t s = 0; s < reading->sentence_count; s++)
        for (uint32_t u = reading->sentences[s].first; u < reading->sentences[s].last; u++) {
            const struct word *word = &reading->words.at[reading->units[u].word];
            struct encoded_unit unit = {.context = reading->contexts[u],
                                        .vector = word->vector,
                                        .type = word->type,
                                        .word = word->hash,
                                        .bits = word->bits,
                                        .sentence = (uint16_t)s,
                                        .tag = tags[u]};
            memcpy(unit.affixes, word->affixes, sizeof unit.affixes);
            if (fwrite(&unit, sizeof unit, 1, out) != 1)
                stop("the units cannot be written");
        }
}

/* Reads without cleaning: the names that are given stand in the text as it is. */
static enum error read_as_sent(struct arena *arena, struct slice text, struct document *out)
{
    struct cleaned cleaned = {.text = text, .sent = text};

    return document_read_cleaned(arena, &cleaned, out);
}

static void encode_record(struct encoder *encoder, const struct record *record, FILE *units,
                          FILE *records)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct reading reading;
    struct slice text = record->text;
    uint8_t *tags;

    if (arena && encoder->varies)
        text = vary(encoder, arena, text);
    if (!arena || read_as_sent(arena, text, &document) ||
        feature_read(arena, encoder->lists, &encoder->vocabulary, &document, &reading))
        stop("a text cannot be read");
    tags = arena_array(arena, uint8_t, reading.unit_count + 1u);
    if (!tags)
        stop("no memory");
    project(&reading, &record->names, tags);
    for (uint32_t s = 0; s < reading.sentence_count; s++)
        close_at_ends(&reading.sentences[s], tags);
    write_units(&reading, tags, units);
    fprintf(records, "%s %" PRId64 " %" PRIu64 " %" PRIu32 "\n", encoder->sets[record->set],
            record->hundredths, encoder->unit_count, reading.unit_count);
    encoder->unit_count += reading.unit_count;
    arena_close(arena);
}

static void encode(struct encoder *encoder, char **paths, int64_t seed)
{
    struct problem problem = {.arena = encoder->arena};
    FILE *units = open_file(paths[4], "wbe"), *records = open_file(paths[5], "wbe");

    if (models_open_lists(encoder->arena, paths[0], UINT32_MAX, encoder->lists, &problem))
        stop("the word lists cannot be opened");
    read_records(encoder, paths[1]);
    read_keys(encoder, paths[2]);
    encoder->varies = seed > 0;
    encoder->random = 0x9e3779b97f4a7c15u ^ (uint64_t)seed;
    for (size_t i = 0; i < encoder->records.count; i++)
        if ((encoder->records.at[i].hundredths == 0) == (seed == 0))
            encode_record(encoder, &encoder->records.at[i], units, records);
    if (fclose(units) != 0 || fclose(records) != 0)
        stop("the units cannot be written");
    printf("%zu records read, %" PRIu64 " units written\n", encoder->records.count,
           encoder->unit_count);
}

int main(int argc, char **argv)
{
    struct encoder encoder = {.arena = arena_open(ARENA_NO_BUDGET)};
    int64_t seed = 0;

    if (!encoder.arena)
        stop("no memory");
    if (argc == 5 && strcmp(argv[1], "words") == 0) {
        write_keys(encoder.arena, argv[2], argv[3], argv[4]);
    } else if (argc == 8 && strcmp(argv[1], "texts") == 0 &&
               !checked_parse(slice_of(argv[5]), 0, INT32_MAX, &seed)) {
        encode(&encoder, argv + 2, seed);
    } else {
        fprintf(stderr, "usage: encode_names words WORDS KEYS ORDER\n"
                        "       encode_names texts MODELS DOCS KEYS SEED OUT_UNITS OUT_RECORDS\n");
        return 2;
    }
    arena_close(encoder.arena);
    return 0;
}
