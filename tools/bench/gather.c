/* Measures how names are gathered over a corpus, alone: makes articles with entities as an analysis
 * would leave them, of N = 10,000, 30,000 and 100,000 (or those given), and gathers each.
 *
 *     bench-gather MODELS [ARTICLES]... [--threads N]
 *
 * Names follow Zipf's law over topics and over a universe that grows with the corpus; surnames are
 * shared, so that there are namesakes; people stand by surname alone, with initials or respelt,
 * bodies by their acronym. The same numbers on every run. */
#include "base/array.h"
#include "base/checked.h"
#include "corpus/generation.h"
#include "tools/bench/made.h"

enum {
    TOPIC_NAMES = 40, /* that an article of a topic draws from */
    LEAST_NAMES = 8,
    MORE_NAMES = 16, /* an article has up to so many more */
    NAME_BYTES = 96
};

static const double zipf_exponent = 1.1;

struct maker {
    struct arena *arena; /* of the article at hand */
    uint64_t state;      /* of the random numbers */
    uint64_t topics, universe;
    char *text;
    size_t len; /* of the text so far */
    struct analysis analysis;
};

/* ---- names ---- */

static size_t append(char *out, size_t len, uint64_t number)
{
    if (len)
        out[len++] = ' ';
    return len + word_of(number, out + len);
}

/* What the entity of this rank is, and its full name. */
static enum entity_type name_of(uint64_t rank, char *out, size_t *len)
{
    uint64_t hash = mixed(rank ^ 0xA5A5);
    uint64_t surname = (uint64_t)(20000 * pow((double)(hash >> 40) / 16777216.0, 3));

    *len = 0;
    switch (hash % 10) {
    case 0:
    case 1:
    case 2:
    case 3:
        *len = append(out, *len, 100000 + (hash >> 8) % 600);
        if ((hash >> 20) % 5 == 0) {
            memcpy(out + *len, " Q.", 3);
            out[*len + 1] = (char)('A' + (hash >> 24) % 26);
            *len += 3;
        }
        *len = append(out, *len, surname);
        return ENTITY_PERSON;
    case 4:
    case 5:
    case 6:
        for (int i = 0; i < 3; i++)
            *len = append(out, *len, 200000 + mixed(hash + (uint64_t)i) % 60000);
        return ENTITY_ORGANIZATION;
    case 7:
    case 8:
        *len = append(out, *len, 300000 + rank);
        return ENTITY_LOCATION;
    default:
        *len = append(out, *len, 400000 + rank);
        return ENTITY_MISC;
    }
}

/* Another form of the name: a surname, a respelling, an acronym; 0 when it has none. */
static size_t other_form(struct maker *maker, enum entity_type type, struct slice name, char *out)
{
    double dice = share(&maker->state);
    size_t len = 0;

    if (type == ENTITY_ORGANIZATION && dice < 0.5) {
        struct slice word;
        while (slice_cut(&name, ' ', &word))
            out[len++] = word.ptr[0];
        return len;
    }
    if (type != ENTITY_PERSON)
        return 0;
    if (dice < 0.7) {
        size_t at = name.len;
        while (at > 0 && name.ptr[at - 1] != ' ')
            at--;
        memcpy(out, name.ptr + at, name.len - at);
        return name.len - at;
    }
    if (dice < 0.8) { /* respelt */
        memcpy(out, name.ptr, name.len);
        out[name.len - 1] = out[name.len - 1] == 'i' ? 'y' : 'i';
        return name.len;
    }
    return 0;
}

/* ---- articles ---- */

/* Writes a form into the text as a mention of the last entity. */
static bool add_mention(struct maker *maker, struct slice form)
{
    uint32_t last = (uint32_t)maker->analysis.entities.count - 1;
    struct entity *entity = &maker->analysis.entities.at[last];
    struct mention *mention = array_push(maker->arena, &maker->analysis.mentions);
    uint32_t *index = array_push(maker->arena, &entity->mentions);
    size_t begin = maker->len;

    if (!mention || !index)
        return false;
    memcpy(maker->text + begin, form.ptr, form.len);
    memcpy(maker->text + begin + form.len, ". ", 2);
    maker->len += form.len + 2;
    *index = (uint32_t)maker->analysis.mentions.count - 1;
    *mention = (struct mention){.span = {(uint32_t)begin, (uint32_t)(begin + form.len)},
                                .type = entity->type,
                                .entity = last};
    return true;
}

/* One entity with its mentions; some people stand by their other form alone. */
static bool add_entity(struct maker *maker, uint64_t rank)
{
    char full[NAME_BYTES], short_form[NAME_BYTES];
    struct slice name = {full, 0}, other = {short_form, 0}, *alias;
    enum entity_type type = name_of(rank, full, &name.len);
    struct entity *entity = array_push(maker->arena, &maker->analysis.entities);

    other.len = other_form(maker, type, name, short_form);
    if (!entity)
        return false;
    entity->type = type;
    if (other.len && share(&maker->state) < 0.15)
        name = other;
    if (arena_copy(maker->arena, name, &entity->name) ||
        entity_key(maker->arena, name, &entity->key) || !add_mention(maker, name))
        return false;
    entity->bare = entity->key;
    if (!other.len || slice_equal(other, name))
        return true;
    alias = array_push(maker->arena, &entity->aliases);
    return alias && !arena_copy(maker->arena, other, alias) && add_mention(maker, other);
}

static bool make_article(struct maker *maker, uint32_t number, struct stored **out)
{
    uint64_t topic = zipf(&maker->state, maker->topics, zipf_exponent), names = LEAST_NAMES;
    struct article article = {0};
    bool done;

    maker->arena = arena_open(ARENA_NO_BUDGET);
    maker->analysis = (struct analysis){0};
    maker->len = 0;
    names += (uint64_t)(share(&maker->state) * MORE_NAMES);
    done = maker->arena != NULL;
    for (uint64_t i = 0; i < names && done; i++) {
        uint64_t draw = zipf(&maker->state, maker->universe, zipf_exponent);
        if (share(&maker->state) < 0.6)
            draw = mixed(topic * TOPIC_NAMES + zipf(&maker->state, TOPIC_NAMES, zipf_exponent)) %
                   maker->universe;
        done = add_entity(maker, draw);
    }
    article.text = (struct slice){maker->text, maker->len};
    done = done && !arena_print(maker->arena, &article.id, "a%u", number) &&
           !arena_print(maker->arena, &article.published, "20%02u-%02u-%02u", number % 26,
                        1 + number / 26 % 12, 1 + number / 312 % 28) &&
           !stored_make(&article, out) &&
           !stored_keep_analysis(*out, maker->arena, &maker->analysis);
    arena_close(maker->arena);
    return done;
}

/* ---- measuring ---- */

static bool measure(const struct models *models, uint32_t articles, unsigned threads)
{
    static char text[(LEAST_NAMES + MORE_NAMES) * 2 * (NAME_BYTES + 2)];
    struct maker maker = {
        .text = text, .topics = articles / 20 + 10, .universe = (uint64_t)articles * 5 + 1000};
    struct stock stock = {
        .models = models, .count = articles, .articles = calloc(articles, sizeof(struct stored *))};
    struct gathered *gathered = NULL;
    uint64_t entities = 0;
    double begin, processor, before;
    bool done = stock.articles != NULL;

    for (uint32_t i = 0; i < articles && done; i++) {
        done = make_article(&maker, i, &stock.articles[i]);
        entities += maker.analysis.entities.count;
    }
    before = peak_mb();
    begin = now(CLOCK_MONOTONIC);
    processor = now(CLOCK_PROCESS_CPUTIME_ID);
    if (done && !gather(&stock, articles, threads, &gathered))
        printf("%9u %12llu %10u %9.2f %9.2f %12.1f %10.1f %9.1f\n", articles,
               (unsigned long long)entities, gathered->entities.count, now(CLOCK_MONOTONIC) - begin,
               now(CLOCK_PROCESS_CPUTIME_ID) - processor,
               (double)articles / (now(CLOCK_MONOTONIC) - begin),
               (double)arena_used(gathered->arena) / (1 << 20), peak_mb() - before);
    done = done && gathered;
    gathered_free(gathered);
    for (uint32_t i = 0; i < articles && stock.articles; i++)
        stored_release(stock.articles[i]);
    free(stock.articles);
    return done;
}

int main(int argc, char **argv)
{
    static const int64_t usual[] = {10000, 30000, 100000};
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct problem problem = {.arena = arena};
    const struct models *models = NULL;
    int64_t counts[8], threads = 2;
    size_t count = 0;
    bool done = arena && argc > 1 && !models_open(arena, argv[1], &models, &problem);

    if (!done)
        (void)fprintf(stderr, "bench-gather: MODELS is needed %.*s\n", SLICE_ARGS(problem.detail));
    for (int i = 2; i < argc && done; i++) {
        struct slice word = slice_of(argv[i]);
        bool is_threads = slice_is(word, "--threads") && i + 1 < argc;
        if (is_threads ? checked_parse(slice_of(argv[++i]), 1, 64, &threads)
                       : count == 8 || checked_parse(word, 1, 10000000, &counts[count++])) {
            (void)fputs("usage: bench-gather MODELS [ARTICLES]... [--threads N]\n", stderr);
            return 2;
        }
    }
    printf(" articles  in articles   entities   seconds       cpu   articles/s  result MB   peak "
           "MB\n");
    if (count == 0)
        for (; count < sizeof usual / sizeof *usual; count++)
            counts[count] = usual[count];
    for (size_t i = 0; i < count && done; i++)
        done = measure(models, (uint32_t)counts[i], (unsigned)threads);
    arena_close(arena);
    return done ? 0 : 1;
}
