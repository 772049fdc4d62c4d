/* Trains the name tagger.
 *
 *     train_names MODELS_FOLDER DOCS CLUSTERS OUT [EPOCHS [SEED [ROW_BITS]]]
 *
 * DOCS is made by prepare.py, CLUSTERS by cluster.c; MODELS_FOLDER gives the word lists. Prints
 * progress and the scores on the development sets after each epoch; writes OUT at the end. The same
 * input, seed and machine give the same file. */
#include <inttypes.h>
#include <math.h>

#include "base/array.h"
#include "base/checked.h"
#include "news/mention.h"
#include "tools/train/chain.h"

enum { SETS_MAX = 16, NAME_BYTES = 32, CLUSTER_BITS = 18, LINE_BYTES = 512, TAGGED_MAX = 400 };

static const float first_rate = 0.04f, last_rate = 0.01f, decay = 2e-6f;
static const double word_drop = 0.15, feature_drop = 0.3;

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

struct trainer {
    struct arena *arena;
    const struct lexicon *lists[LIST_COUNT];
    struct clusters clusters;
    struct records records;
    char sets[SETS_MAX][NAME_BYTES];
    uint32_t set_count;
    struct chain chain;
    uint64_t random;
};

static void stop(const char *what)
{
    fprintf(stderr, "train_names: %s\n", what);
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

static uint32_t set_at(struct trainer *trainer, const char *name)
{
    for (uint32_t i = 0; i < trainer->set_count; i++)
        if (strcmp(trainer->sets[i], name) == 0)
            return i;
    if (trainer->set_count == SETS_MAX)
        stop("too many sets");
    memcpy(trainer->sets[trainer->set_count], name, strlen(name) + 1);
    return trainer->set_count++;
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

static void read_names(struct trainer *trainer, FILE *file, struct record *record, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        struct name *name = array_push(trainer->arena, &record->names);
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

static void read_records(struct trainer *trainer, const char *path)
{
    FILE *file = fopen(path, "rbe");
    char set[NAME_BYTES] = "";
    int64_t numbers[3] = {0}; /* hundredths of weight, bytes, names */

    if (!file)
        stop("DOCS cannot be opened");
    while (read_line(file, 1, set, numbers)) {
        struct record *record = array_push(trainer->arena, &trainer->records);
        size_t bytes = (size_t)numbers[1];
        char *text = arena_array(trainer->arena, char, bytes + 1);
        if (!record || !text || fread(text, 1, bytes, file) != bytes || fgetc(file) != '\n')
            stop("DOCS cannot be read");
        record->text = (struct slice){text, bytes};
        record->hundredths = numbers[0];
        record->set = set_at(trainer, set);
        read_names(trainer, file, record, numbers[2]);
    }
    (void)fclose(file);
}

static void put_cluster(uint32_t *keys, uint16_t *paths, uint32_t key, uint16_t path)
{
    uint32_t mask = (1u << CLUSTER_BITS) - 1, at = key & mask;

    while (keys[at] && keys[at] != key)
        at = (at + 1) & mask;
    if (keys[at])
        return;
    keys[at] = key;
    paths[at] = path ? path : 1;
}

static void read_clusters(struct trainer *trainer, const char *path)
{
    uint32_t slots = 1u << CLUSTER_BITS;
    uint32_t *keys = arena_array(trainer->arena, uint32_t, slots);
    uint16_t *paths = arena_array(trainer->arena, uint16_t, slots);
    FILE *file = fopen(path, "rbe");
    char line[LINE_BYTES];

    if (!keys || !paths || !file)
        stop("CLUSTERS cannot be opened");
    for (uint32_t used = 0; fgets(line, sizeof line, file) && used < slots * 9 / 10; used++) {
        struct slice rest = slice_trim(slice_of(line)), word;
        int64_t value = 0;
        if (!slice_cut(&rest, '\t', &word) || checked_parse(rest, 0, UINT16_MAX, &value))
            stop("a line of CLUSTERS cannot be read");
        put_cluster(keys, paths, feature_cluster_key(word), (uint16_t)value);
    }
    (void)fclose(file);
    trainer->clusters = (struct clusters){keys, paths, CLUSTER_BITS};
}

/* ---- learning ---- */

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Changes the case of a paragraph as headlines and shouted lines do; bytes keep their places. */
static void change_case(char *at, size_t len, bool is_shouted)
{
    for (size_t i = 0; i < len; i++) {
        size_t letters = 0;
        while (i + letters < len && is_ascii_letter(at[i + letters]))
            letters++;
        for (size_t k = 0; k < letters; k++)
            if (at[i + k] >= 'a' && (is_shouted || (k == 0 && letters > 3)))
                if (k > 0 || i == 0 || at[i - 1] != '\'')
                    at[i + k] = (char)(at[i + k] - 'a' + 'A');
        i += letters;
    }
}

/* A copy of the text in which some paragraphs stand as headlines or in capitals. */
static struct slice vary(struct trainer *trainer, struct arena *arena, struct slice text)
{
    char *bytes = arena_array(arena, char, text.len + 1);

    if (!bytes)
        stop("no memory");
    memcpy(bytes, text.ptr, text.len);
    for (size_t begin = 0; begin < text.len;) {
        size_t end = slice_find(text, '\n', begin), len = end - begin;
        double chance = draw(&trainer->random);
        if (chance < (len < 120 ? 0.10 : 0.01))
            change_case(bytes + begin, len, false);
        else if (chance > (len < 120 ? 0.96 : 0.99))
            change_case(bytes + begin, len, true);
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

static void gather(struct trainer *trainer, const struct reading *reading,
                   const struct unit_sentence *sentence, uint32_t u, struct unit_ids *out)
{
    uint32_t context[FEATURE_CONTEXT_MAX];
    uint32_t count = feature_context(reading, sentence, u, context);
    bool drops = draw(&trainer->random) < word_drop;

    out->count = 0;
    for (uint32_t i = 0; i < count; i++)
        if ((!drops || (i != 1 && i != 2)) && draw(&trainer->random) >= feature_drop)
            out->at[out->count++] = context[i];
    for (uint32_t place = 0; place < FEATURE_PLACES; place++) {
        int64_t at = (int64_t)u + place - 2;
        const struct word *word;
        if (at < sentence->first || at >= sentence->last)
            continue;
        word = &reading->words.at[reading->units[at].word];
        for (uint32_t i = place ? word->ends[place - 1] : 0u; i < word->ends[place]; i++)
            if ((!drops || place != 2 || i != word->ends[1]) &&
                draw(&trainer->random) >= feature_drop)
                out->at[out->count++] = word->ids[i];
    }
}

/* Reads without cleaning: the names that are given stand in the text as it is. */
static enum error read_as_sent(struct arena *arena, struct slice text, struct document *out)
{
    struct cleaned cleaned = {.text = text, .sent = text};

    return document_read_cleaned(arena, &cleaned, out);
}

static double learn_record(struct trainer *trainer, const struct record *record, float rate)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct reading reading;
    struct unit_ids *ids;
    uint8_t *tags;
    double loss = 0;

    if (!arena || read_as_sent(arena, vary(trainer, arena, record->text), &document) ||
        feature_read(arena, trainer->lists, &trainer->clusters, &document, &reading))
        stop("a text cannot be read");
    tags = arena_array(arena, uint8_t, reading.unit_count + 1u);
    ids = arena_array(arena, struct unit_ids, TAGGED_MAX);
    if (!tags || !ids)
        stop("no memory");
    project(&reading, &record->names, tags);
    for (uint32_t s = 0; s < reading.sentence_count; s++) {
        const struct unit_sentence *sentence = &reading.sentences[s];
        uint32_t count = sentence->last - sentence->first;
        if (count > TAGGED_MAX)
            continue;
        close_at_ends(sentence, tags);
        for (uint32_t i = 0; i < count; i++)
            gather(trainer, &reading, sentence, sentence->first + i, &ids[i]);
        loss += chain_learn(arena, &trainer->chain, ids, tags + sentence->first, count, rate);
    }
    arena_close(arena);
    return loss;
}

/* ---- scores ---- */

struct counts {
    unsigned hit[TAG_TYPES], said[TAG_TYPES], gold[TAG_TYPES];
};

static void count_names(const struct reading *reading, const struct tags *tags,
                        const struct names *names, struct counts *counts)
{
    size_t n = 0;
    uint32_t first = 0;

    for (size_t i = 0; i < names->count; i++)
        counts->gold[names->at[i].type]++;
    for (uint32_t u = 0; u < reading->unit_count; u++) {
        unsigned type;
        if (tags->at[u] == TAG_OUTSIDE)
            continue;
        type = tag_type(tags->at[u]);
        if (tag_opens(tags->at[u]))
            first = u;
        if (!tag_closes(tags->at[u]))
            continue;
        counts->said[type]++;
        while (n < names->count && names->at[n].span.begin < reading->units[first].span.begin)
            n++;
        counts->hit[type] += n < names->count && names->at[n].type == type &&
                             names->at[n].span.begin == reading->units[first].span.begin &&
                             names->at[n].span.end == reading->units[u].span.end;
    }
}

static double f1(const struct counts *counts, unsigned first, unsigned last)
{
    unsigned hit = 0, all = 0;

    for (unsigned t = first; t < last; t++) {
        hit += counts->hit[t];
        all += counts->said[t] + counts->gold[t];
    }
    return all ? 200.0 * hit / all : 0;
}

static void score_record(struct trainer *trainer, const struct tagger *tagger,
                         const struct record *record, struct counts *counts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct reading reading;
    struct tags tags;

    if (!arena || read_as_sent(arena, record->text, &document) ||
        feature_read(arena, trainer->lists, &trainer->clusters, &document, &reading) ||
        tagger_tag(arena, tagger, &reading, &tags))
        stop("a text cannot be tagged");
    count_names(&reading, &tags, &record->names, counts);
    arena_close(arena);
}

static void print_scores(struct trainer *trainer)
{
    struct problem problem = {.arena = trainer->arena};
    struct counts counts[SETS_MAX] = {0};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    const struct tagger *tagger;
    struct slice weights;

    if (!arena || chain_write(arena, &trainer->chain, &trainer->clusters, &weights) ||
        tagger_read(arena, weights, "the weights", &tagger, &problem))
        stop("the weights cannot be used");
    for (size_t i = 0; i < trainer->records.count; i++)
        if (trainer->records.at[i].hundredths == 0)
            score_record(trainer, tagger, &trainer->records.at[i],
                         &counts[trainer->records.at[i].set]);
    for (uint32_t s = 0; s < trainer->set_count; s++)
        if (counts[s].gold[0])
            printf("  %-10s PER+ORG+LOC %5.1f | PER %5.1f  ORG %5.1f  LOC %5.1f  MISC %5.1f\n",
                   trainer->sets[s], f1(&counts[s], 0, 3), f1(&counts[s], 0, 1),
                   f1(&counts[s], 1, 2), f1(&counts[s], 2, 3), f1(&counts[s], 3, 4));
    (void)fflush(stdout);
    arena_close(arena);
}

static void shuffle(struct trainer *trainer, uint32_t *order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t k = (size_t)(draw(&trainer->random) * (double)i);
        uint32_t held = order[i - 1];
        order[i - 1] = order[k];
        order[k] = held;
    }
}

/* Which records an epoch takes: each as often as its weight says, the fraction by chance. */
static size_t choose(struct trainer *trainer, uint32_t *order)
{
    size_t count = 0;

    for (uint32_t i = 0; i < trainer->records.count; i++)
        for (int64_t left = trainer->records.at[i].hundredths; left > 0; left -= 100)
            if (left >= 100 || draw(&trainer->random) * 100 < (double)left)
                order[count++] = i;
    shuffle(trainer, order, count);
    return count;
}

static void learn(struct trainer *trainer, int64_t epochs)
{
    uint32_t *order = arena_array(trainer->arena, uint32_t, trainer->records.count * 8);

    if (!order)
        stop("no memory");
    for (int64_t epoch = 0; epoch < epochs; epoch++) {
        size_t count = choose(trainer, order);
        double loss = 0, bytes = 0;
        for (size_t i = 0; i < count; i++) {
            const struct record *record = &trainer->records.at[order[i]];
            double done = ((double)epoch + (double)i / (double)count) / (double)epochs;
            loss +=
                learn_record(trainer, record, first_rate + (last_rate - first_rate) * (float)done);
            bytes += (double)record->text.len;
            if (i % 1000 == 999) {
                printf("epoch %" PRId64 ": %zu of %zu texts, %.4f nats a byte\n", epoch + 1, i + 1,
                       count, loss / bytes);
                (void)fflush(stdout);
            }
        }
        if (epoch >= epochs / 3)
            chain_note(&trainer->chain);
        printf("after epoch %" PRId64 " of %" PRId64 ":\n", epoch + 1, epochs);
        if (trainer->chain.sum_count)
            print_scores(trainer);
    }
}

static int64_t option(int argc, char **argv, int at, int64_t otherwise)
{
    int64_t value = otherwise;

    if (at < argc && checked_parse(slice_of(argv[at]), 1, 1000000, &value))
        stop("a number is not valid");
    return value;
}

int main(int argc, char **argv)
{
    struct trainer trainer = {.arena = arena_open(ARENA_NO_BUDGET)};
    struct problem problem = {.arena = trainer.arena};
    struct slice weights;
    FILE *out;

    if (argc < 5 || !trainer.arena) {
        fprintf(stderr, "usage: train_names MODELS DOCS CLUSTERS OUT [EPOCHS [SEED [ROW_BITS]]]\n");
        return 2;
    }
    if (models_open_lists(trainer.arena, argv[1], trainer.lists, &problem)) {
        fprintf(stderr, "train_names: %.*s\n", SLICE_ARGS(problem.detail));
        return 1;
    }
    trainer.random = 0x9e3779b97f4a7c15u * (uint64_t)option(argc, argv, 6, 1);
    read_records(&trainer, argv[2]);
    read_clusters(&trainer, argv[3]);
    if (!chain_open(trainer.arena, &trainer.chain, (uint32_t)option(argc, argv, 7, 20)))
        stop("no memory");
    trainer.chain.decay = decay;
    trainer.chain.keep = (float)(1 - feature_drop);
    learn(&trainer, option(argc, argv, 5, 6));
    out = fopen(argv[4], "wbe");
    if (!out || chain_write(trainer.arena, &trainer.chain, &trainer.clusters, &weights) ||
        fwrite(weights.ptr, 1, weights.len, out) != weights.len || fclose(out) != 0)
        stop("OUT cannot be written");
    printf("%s: %zu bytes\n", argv[4], weights.len);
    arena_close(trainer.arena);
    return 0;
}
