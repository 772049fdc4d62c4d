/* Which names of several articles are one: the names are given, so that this is tested alone. */
#include "corpus/generation.h"
#include "tests/unit/marked.h"

enum { ARTICLES_MOST = 6 };

/* The ids of the corpus' entities that have several articles, in their order, with the names of all
 * that are gathered under each. */
static const struct {
    const char *articles[ARTICLES_MOST];
    const char *wanted;
} cases[] = {
    /* demonyms in either number */
    {{"[M:Americans] came.", "[M:American] ships left."}, "american: American Americans"},
    /* spellings, with company and without it */
    {{"[P:Sergei Lavrov] met [P:Ana Ruiz] of [O:Ficta].",
      "[P:Ana Ruiz] of [O:Ficta] met [P:Sergey Lavrov]."},
     "ana-ruiz: Ana Ruiz | ficta: Ficta | sergei-lavrov: Sergei Lavrov Sergey Lavrov"},
    {{"[P:Sergei Lavrov] met [P:Ana Ruiz].", "[P:Sergey Lavrov] sang in [L:Oslo]."}, ""},
    /* two spellings side by side are two people */
    {{"[P:Sergei Lavrov] met [P:Sergey Lavrow] and [P:Ana Ruiz] of [O:Ficta].",
      "[P:Sergey Lavrow] met [P:Ana Ruiz] of [O:Ficta].", "[P:Sergei Lavrov] sang."},
     "sergei-lavrov: Sergei Lavrov Sergey Lavrow | ana-ruiz: Ana Ruiz | ficta: Ficta"},
    /* the surname alone, under another spelling of the whole name */
    {{"[P:Oleksandr Hrytsenko] spoke in [L:Fictgrad] for [O:Ficta].",
      "[P:Oleksandr Gritsenko] spoke in [L:Fictgrad] for [O:Ficta].",
      "[P:Gritsenko] left [L:Fictgrad]."},
     "fictgrad: Fictgrad | oleksandr-gritsenko: Gritsenko Oleksandr Gritsenko "
     "Oleksandr Hrytsenko | ficta: Ficta"},
    /* short forenames, initials */
    {{"[P:Joseph Brannigan] of [O:Ficta] met [P:Ana Ruiz].",
      "[P:Joe Brannigan] of [O:Ficta] met [P:Ana Ruiz]."},
     "ana-ruiz: Ana Ruiz | ficta: Ficta | joe-brannigan: Joe Brannigan Joseph Brannigan"},
    {{"[P:Joseph Brannigan] of [O:Ficta] met [P:Ana Ruiz].",
      "[P:J. Brannigan] of [O:Ficta] met [P:Ana Ruiz]."},
     "ana-ruiz: Ana Ruiz | ficta: Ficta | joseph-brannigan: J. Brannigan Joseph Brannigan"},
    /* a body without its country, where that is the place of the article, and elsewhere */
    {{"The [O:U.S. Supreme Court] met in the [L:United States]. [P:Ana Ruiz] sued.",
      "In the [L:United States] the [O:Supreme Court] heard [P:Ana Ruiz]."},
     "ana-ruiz: Ana Ruiz | united-states: United States | united-states-supreme-court: "
     "Supreme Court U.S. Supreme Court"},
    {{"The [O:U.S. Supreme Court] met in the [L:United States]. [P:Ana Ruiz] sued.",
      "In [L:India], in [L:India] the [O:Supreme Court] heard of the [L:United States]."},
     "united-states: United States"},
    /* a company's legal form; an acronym that no article explains */
    {{"[O:Fictaria Inc.] rose.", "[O:Fictaria] fell."}, "fictaria-inc: Fictaria Fictaria Inc."},
    {{"The [O:Fictish Oil Organization] met [P:Ana Ruiz] in [L:Fictgrad].",
      "The [O:FOO] told [P:Ana Ruiz] in [L:Fictgrad]."},
     "ana-ruiz: Ana Ruiz | fictgrad: Fictgrad | fictish-oil-organization: FOO Fictish Oil "
     "Organization"},
    {{"The [O:Fictish Oil Organization] met [P:Ana Ruiz].", "[O:FOO] sang for [P:Ana Ruiz]."},
     "ana-ruiz: Ana Ruiz"},
    /* places, unless both are well known */
    {{"[P:Ana Ruiz] of [O:Ficta] left [L:Misurata].", "[O:Ficta] and [P:Ana Ruiz] in [L:Misrata]."},
     "ana-ruiz: Ana Ruiz | ficta: Ficta | misrata: Misrata Misurata"},
    {{"[P:Ana Ruiz] of [O:Ficta] left [L:Austria].", "[O:Ficta] and [P:Ana Ruiz] in [L:Austriya]."},
     "ana-ruiz: Ana Ruiz | austria: Austria Austriya | ficta: Ficta"},
    {{"[P:Ana Ruiz] of [O:Ficta] on [L:Interstate 75].",
      "[O:Ficta] and [P:Ana Ruiz] on [L:Interstate 80]."},
     "ana-ruiz: Ana Ruiz | ficta: Ficta"},
    /* one name, two kinds of thing */
    {{"[L:Mercury] is hot.", "[M:Mercury] won."}, ""},
};

static struct stored *store(struct arena *arena, const char *text)
{
    struct analysis analysis = {0};
    struct document document;
    struct marked marked;
    struct stored *stored = NULL;
    struct article article = {0};

    marked_read(text, &marked);
    article.text = (struct slice){marked.text, marked.len};
    analysis.entities = marked_gather(arena, &marked, &document, &analysis.mentions);
    ck_assert_int_eq(stored_make(&article, &stored), ERROR_OK);
    ck_assert_int_eq(stored_keep_analysis(stored, arena, &analysis), ERROR_OK);
    return stored;
}

static int by_name(const void *a, const void *b)
{
    const struct slice *left = a, *right = b;

    return slice_compare(*left, *right);
}

/* "id: form form", the forms in order of their letters. */
static struct slice describe(struct arena *arena, struct slice before,
                             const struct corpus_entity *entity)
{
    struct slice forms[8], out;
    size_t count = 0;

    forms[count++] = entity->name;
    for (uint32_t i = 0; i < entity->alias_count && count < 8; i++)
        forms[count++] = entity->aliases[i].name;
    qsort(forms, count, sizeof *forms, by_name);
    ck_assert_int_eq(arena_print(arena, &out, "%.*s%s%.*s:", SLICE_ARGS(before),
                                 before.len ? " | " : "", SLICE_ARGS(entity->id)),
                     ERROR_OK);
    for (size_t i = 0; i < count; i++)
        ck_assert_int_eq(
            arena_print(arena, &out, "%.*s %.*s", SLICE_ARGS(out), SLICE_ARGS(forms[i])), ERROR_OK);
    return out;
}

START_TEST(joins_names_of_articles)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct stored *articles[ARTICLES_MOST] = {0};
    struct stock stock = {.models = models, .articles = articles};
    struct gathered *gathered = NULL;
    struct slice found = SLICE("");

    while (stock.count < ARTICLES_MOST && cases[_i].articles[stock.count]) {
        articles[stock.count] = store(arena, cases[_i].articles[stock.count]);
        stock.count++;
    }
    ck_assert_int_eq(gather(&stock, stock.count, 1, &gathered), ERROR_OK);
    for (uint32_t e = 0; e < gathered->entities.count; e++)
        if (gathered->entities.at[e].article_count > 1)
            found = describe(arena, found, &gathered->entities.at[e]);
    ck_assert_msg(slice_is(found, cases[_i].wanted), "%.*s", SLICE_ARGS(found));
    gathered_free(gathered);
    for (uint32_t a = 0; a < stock.count; a++)
        stored_release(articles[a]);
    arena_close(arena);
}

END_TEST

SUITE("kin", WITH_MODELS, LOOP(joins_names_of_articles, cases))
