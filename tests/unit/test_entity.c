#include "news/entity.h"
#include "tests/unit/join.h"
#include "tests/unit/models.h"

/* Each case: a text, and its entities as "key: form, form", apart by " | "; names only. */
static const struct {
    const char *text, *entities;
} cases[] = {
    {"", ""},
    {"President Barack Obama spoke. Obama left. He waved.", "barack-obama: Barack Obama, Obama"},
    {"The U.S. and Canada talked. The United States agreed, and US officials left for Canada.",
     "united-states: U.S., United States, US | canada: Canada, Canada"},
    {"Bill Clinton met George W. Bush in Paris. Later Clinton thanked Bush.",
     "bill-clinton: Bill Clinton, Clinton | george-w-bush: George W. Bush, Bush | paris: Paris"},
    {"The World Health Organization (WHO) warned in Geneva. The WHO said it would act.",
     "world-health-organization: World Health Organization, WHO, WHO | geneva: Geneva"},
    {"Muammar Gaddafi ruled Libya. Colonel Gadhafi, a colonel, died in 2011.",
     "muammar-gaddafi: Muammar Gaddafi, Gadhafi | libya: Libya"},
    {"Taliban leader Mullah Omar fled to Pakistan. Omar was not found.",
     "taliban: Taliban | mullah-omar: Mullah Omar, Omar | pakistan: Pakistan"},
    {"Al-Qaida and the Taliban fought. al Qaeda lost in Iraq.",
     "al-qaeda: Al-Qaida, al Qaeda | taliban: Taliban | iraq: Iraq"},
    {"Afghan troops left Afghanistan. Afghans cheered in Kabul.",
     "afghan: Afghan, Afghans | afghanistan: Afghanistan | kabul: Kabul"},
    {"The strike hit Wexcombe Metals PLC hard. Shares fell, Wexcombe Metals said.",
     "wexcombe-metals-plc: Wexcombe Metals PLC, Wexcombe Metals"},
    {"Rain fell in Portland, Ore., on Monday. Officials in Oregon closed schools.",
     "portland: Portland | oregon: Ore., Oregon"},
};

static struct entities gather(struct arena *arena, struct slice text, struct document *document,
                              struct mentions *mentions)
{
    struct entities entities;

    ck_assert_int_eq(document_read(arena, text, document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, document, mentions), ERROR_OK);
    ck_assert_int_eq(
        entity_gather(arena, models, document, mentions, SLICE("2008-11-17"), &entities), ERROR_OK);
    return entities;
}

START_TEST(gathers_names)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct entities entities = gather(arena, slice_of(cases[_i].text), &document, &mentions);
    struct slice found = SLICE("");

    for (size_t i = 0; i < entities.count; i++) {
        const struct entity *entity = &entities.at[i];
        struct slice forms = SLICE("");
        if (!entity_type_is_name(entity->type))
            continue;
        for (size_t k = 0; k < entity->mentions.count; k++)
            forms = join(arena, forms, ", ",
                         slice_at(document.text, mentions.at[entity->mentions.at[k]].span));
        found = join(arena, found, " | ", join(arena, entity->key, ": ", forms));
    }
    ck_assert_msg(slice_is(found, cases[_i].entities), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

/* Roles of the person named first, apart by " | ", and the gender: m, f or -. */
static const struct {
    const char *text, *roles;
    enum gender gender;
} roles[] = {
    {"But Zabiullah Mujahid, a Taliban spokesman, said no.", "a Taliban spokesman", GENDER_MALE},
    {"State Department spokesman Sean McCormack spoke.", "State Department spokesman", GENDER_MALE},
    {"Afghan President Hamid Karzai left.", "President", GENDER_MALE},
    {"The provincial governor's spokesman, Zalmai Ayubi, said so.",
     "The provincial governor's spokesman", GENDER_MALE},
    {"Hamid Karzai, saying the minister was late, left.", "", GENDER_MALE},
    {"Former Australia skipper Ricky Ponting spoke.", "Former Australia skipper", GENDER_MALE},
    {"Former Mayor Ann Cole left.", "Former Mayor", GENDER_FEMALE},
    {"He met former Mayor Ann Cole.", "former Mayor", GENDER_FEMALE},
    {"Acting Governor John Gray spoke.", "Acting Governor", GENDER_MALE},
    {"Ex-chairman John Gray spoke.", "Ex-chairman", GENDER_MALE},
    {"The case of Detective Sergeant John Gray ended.", "Detective Sergeant", GENDER_MALE},
    {"Finance chief John Gray spoke.", "Finance chief", GENDER_MALE},
    {"It pleased Special Relief Commissioner John Gray.", "Special Relief Commissioner",
     GENDER_MALE},
    {"It pleased European Commission President Ursula von der Leyen.",
     "European Commission President", GENDER_FEMALE},
    {"It pleased FTC Chair Lina Khan.", "FTC Chair", GENDER_FEMALE},
    {"It pleased U.S. District Judge John Gray.", "U.S. District Judge", GENDER_MALE},
    {"Chief Minister John Gray spoke.", "Chief Minister", GENDER_MALE},
    {"On Monday President John Gray spoke.", "President", GENDER_MALE},
    {"Mrs. Thatcher won. She smiled.", "", GENDER_FEMALE},
    {"Angela Merkel, the chancellor, spoke in Berlin.", "the chancellor", GENDER_FEMALE},
    {"Tarja Halonen left. She knows her country, and she said so.", "", GENDER_FEMALE},
    {"The new head of the Red Cross John Smith agreed.", "The new head of the Red Cross",
     GENDER_MALE},
};

START_TEST(reads_roles)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct entities entities = gather(arena, slice_of(roles[_i].text), &document, &mentions);
    struct slice found = SLICE("");
    size_t i = 0;

    while (i < entities.count && entities.at[i].type != ENTITY_PERSON)
        i++;
    ck_assert_uint_lt(i, entities.count);
    for (size_t k = 0; k < entities.at[i].roles.count; k++)
        found = join(arena, found, " | ", entities.at[i].roles.at[k]);
    ck_assert_msg(slice_is(found, roles[_i].roles), "%.*s", SLICE_ARGS(found));
    ck_assert_int_eq(entities.at[i].gender, roles[_i].gender);
    arena_close(arena);
}

END_TEST

static const struct {
    const char *name, *key;
} keys[] = {
    {"Zabiullah Mujahid", "zabiullah-mujahid"},
    {"al-Qaeda", "al-qaeda"},
    {"U.S.", "us"},
    {"São Paulo", "sao-paulo"},
    {"O'Brien", "obrien"},
    {"", ""},
    {"  --Kim  Jong-un ", "kim-jong-un"},
    {"AT&T", "at-t"},
};

START_TEST(makes_keys)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice key;

    ck_assert_int_eq(entity_key(arena, slice_of(keys[_i].name), &key), ERROR_OK);
    ck_assert_msg(slice_is(key, keys[_i].key), "%.*s", SLICE_ARGS(key));
    arena_close(arena);
}

END_TEST

static const char article[] =
    "The World Bank's chief, Robert Zoellick, met Zabiullah Mujahid, a Taliban spokesman, and Mr. "
    "Zoellick gave $10 million on Monday. WB officials and U.S. Treasury staff said 30 per cent "
    "was paid in 2001. Mujahid, a poet, told AFP that the U.S. Supreme Court and the Supreme "
    "Court of Kabul knew. \"Four men and four women,\" he said.";

START_TEST(gives_each_mention_an_entity)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct entities entities = gather(arena, slice_of(article), &document, &mentions);
    size_t sum = 0;

    for (size_t i = 0; i < entities.count; i++) {
        const struct entity *entity = &entities.at[i];
        ck_assert_uint_gt(entity->mentions.count, 0);
        ck_assert_uint_gt(entity->name.len, 0);
        for (size_t k = 0; k < entity->mentions.count; k++) {
            ck_assert_uint_lt(entity->mentions.at[k], mentions.count);
            ck_assert_uint_eq(mentions.at[entity->mentions.at[k]].entity, i);
            ck_assert_int_eq(mentions.at[entity->mentions.at[k]].type, entity->type);
            if (k > 0)
                ck_assert_uint_gt(entity->mentions.at[k], entity->mentions.at[k - 1]);
        }
        if (i > 0)
            ck_assert_uint_gt(entity->mentions.at[0], entities.at[i - 1].mentions.at[0]);
        sum += entity->mentions.count;
    }
    ck_assert_uint_eq(sum, mentions.count);
    arena_close(arena);
}

END_TEST

START_TEST(tells_of_lacking_memory)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct entities entities;
    enum error error = ERROR_NO_MEMORY;

    ck_assert_int_eq(document_read(arena, slice_of(article), &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    for (size_t n = 1; n < 2000 && error; n++) {
        arena_fail_at(arena, n);
        error = entity_gather(arena, models, &document, &mentions, SLICE("2008-11-17"), &entities);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
    }
    ck_assert_int_eq(error, ERROR_OK);
    arena_close(arena);
}

END_TEST

SUITE("entity", WITH_MODELS, LOOP(gathers_names, cases), LOOP(reads_roles, roles),
      LOOP(makes_keys, keys), TEST(gives_each_mention_an_entity), TEST(tells_of_lacking_memory))
