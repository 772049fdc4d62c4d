/* Which names of an article are one: the names are given, so that gathering is tested alone. */
#include "tests/unit/marked.h"

/* Wanted: the forms of each entity, the
 * name that it gets before a colon. */
static const struct {
    const char *text, *entities;
} cases[] = {
    {"[P:Rupert Cole] met [P:Inés Cole]. Mrs. [P:Cole] smiled, Mr. [P:Cole] did not.",
     "Rupert Cole: Rupert Cole, Cole | Inés Cole: Inés Cole, Cole"},
    {"[P:Tony Mendez] died. [P:Mendez] was a spy. [P:Jonna Mendez] wrote. [P:Mendez] painted.",
     "Tony Mendez: Tony Mendez, Mendez, Mendez | Jonna Mendez: Jonna Mendez"},
    {"[P:Donald Trump] met [P:Donald Trump Jr.] and [P:Melania Trump]. [P:Trump Jr.] spoke. "
     "[P:Trump] left.",
     "Donald Trump: Donald Trump, Trump | Donald Trump Jr.: Donald Trump Jr., Trump Jr. | Melania "
     "Trump: Melania Trump"},
    {"[P:George Bush] Sr. met [P:George Bush Jr.] there. [P:George Bush Jr.] left.",
     "George Bush Sr.: George Bush Sr. | George Bush Jr.: George Bush Jr., George Bush Jr."},
    {"[P:Robert Dunmore Jr.] spoke. [P:Dunmore] left. [P:Robert Dunmore] sat. [P:Dunmore] rose.",
     "Robert Dunmore Jr.: Robert Dunmore Jr., Dunmore, Dunmore | Robert Dunmore: Robert Dunmore"},
    {"[P:Melania Cole] came. [P:Cole Jr.] left. [P:Al Cole] sang with [P:Al Cole Jr.] here.",
     "Melania Cole: Melania Cole | Al Cole Jr.: Cole Jr., Al Cole Jr. | Al Cole: Al Cole"},
    {"[P:Henry Ford II] met [P:Henry Ford]. [P:Ford] spoke of [P:John Paul II]. [P:John Paul] "
     "died.",
     "Henry Ford II: Henry Ford II | Henry Ford: Henry Ford, Ford | John Paul II: John Paul II, "
     "John Paul"},
    {"[P:Joe Biden] spoke. [P:Joseph R. Biden Jr.] left.",
     "Joseph R. Biden Jr.: Joe Biden, Joseph R. Biden Jr."},
    {"[P:Joseph Brannigan] left. [P:Joe Brannigan] waved. [P:Joe] is tired.",
     "Joseph Brannigan: Joseph Brannigan, Joe Brannigan, Joe"},
    {"[P:Kim Jong-un] wrote. [P:Kim] hopes. [P:Kim Yo-jong] said she waits. Ms. [P:Kim] left.",
     "Kim Jong-un: Kim Jong-un, Kim | Kim Yo-jong: Kim Yo-jong, Kim"},
    {"[P:Szymon Wisniewski] left. [P:Szymon Wiśniewski] said so.",
     "Szymon Wiśniewski: Szymon Wisniewski, Szymon Wiśniewski"},
    {"The [O:Oakhaven City Council] met. The [O:City Council] voted, the [O:Council] said.",
     "Oakhaven City Council: Oakhaven City Council, City Council, Council"},
    {"The [O:Bank of England] met. The [O:Bank] waits, the [O:BoE] said.",
     "Bank of England: Bank of England, Bank, BoE"},
    {"The [O:US Supreme Court] met. The [O:United States Supreme Court] is the [O:Supreme Court].",
     "United States Supreme Court: US Supreme Court, United States Supreme Court, Supreme Court"},
    {"The [O:Department of Justice] sued. The [O:Justice Department] lost.",
     "Department of Justice: Department of Justice, Justice Department"},
    {"The [O:Centers for Disease Control and Prevention] came; the [O:CDC] left.",
     "Centers for Disease Control and Prevention: Centers for Disease Control and Prevention, CDC"},
    {"[O:Ford] fell. [O:Ford Motor Company] rose.", "Ford Motor Company: Ford, Ford Motor Company"},
    {"[O:Dunmore & Sons] built it. [O:Dunmore and Sons] sold it.",
     "Dunmore & Sons: Dunmore & Sons, Dunmore and Sons"},
    {"The [O:Social Democratic Party] ([O:SPD]) won. The [O:SPD] and the [O:Workers' Party] "
     "([O:PT]) met.",
     "Social Democratic Party: Social Democratic Party, SPD, SPD | Workers' Party: Workers' Party, "
     "PT"},
    {"The [O:Alternative for Germany] ([O:AfD]) lost.",
     "Alternative for Germany: Alternative for Germany, AfD"},
    {"[O:Manchester United] ([O:ENG]) won. The [O:Red Cross] ([O:AFP]) came.",
     "Manchester United: Manchester United | ENG: ENG | Red Cross: Red Cross | "
     "Agence France-Presse: AFP"},
    {"The [O:Social Party] ([O:SPD], [O:Rome]) met. The [O:Old Guild] ([O:SPD] of old) sat.",
     "Social Party: Social Party | SPD: SPD, SPD | Rome: Rome | Old Guild: Old Guild"},
    {"The [O:Oakhaven Council] ([O:SPD]) and the [O:Seattle Police Department] met.",
     "Oakhaven Council: Oakhaven Council | Seattle Police Department: SPD, Seattle Police "
     "Department"},
    {"The [O:White House] said so. The [O:House] voted.",
     "White House: White House | House: House"},
    {"The [M:Americans] came. [M:American] ships left.", "American: Americans, American"},
    {"[L:Misrata] is calm. In [L:Misurata] men sang. [L:Misrata] sleeps.",
     "Misrata: Misrata, Misurata, Misrata"},
    {"[L:Niger] is not [L:Nigeria].", "Niger: Niger | Nigeria: Nigeria"},
    {"[P:J. K. Rowling] wrote. [P:J.K. Rowling] signed.",
     "J. K. Rowling: J. K. Rowling, J.K. Rowling"},
};

START_TEST(joins_names)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct marked marked;
    struct entities entities;
    struct slice found = SLICE("");

    marked_read(cases[_i].text, &marked);
    entities = marked_gather(arena, &marked, &document, &mentions);
    for (size_t e = 0; e < entities.count; e++) {
        const struct entity *entity = &entities.at[e];
        ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s:", SLICE_ARGS(found),
                                     e ? " | " : "", SLICE_ARGS(entity->name)),
                         ERROR_OK);
        for (size_t m = 0; m < entity->mentions.count; m++) {
            struct slice form = slice_at(document.text, mentions.at[entity->mentions.at[m]].span);
            ck_assert_int_eq(arena_print(arena, &found, "%.*s%s%.*s", SLICE_ARGS(found),
                                         m ? ", " : " ", SLICE_ARGS(form)),
                             ERROR_OK);
        }
    }
    ck_assert_msg(slice_is(found, cases[_i].entities), "%.*s", SLICE_ARGS(found));
    arena_close(arena);
}

END_TEST

static const struct {
    const char *name, *key;
} keys[] = {
    {"[O:United States Department of Justice]", "united-states-justice-department"},
    {"[O:U.S. Department of Justice]", "united-states-justice-department"},
    {"[O:Ministry of Defence]", "defence-ministry"},
    {"[M:Americans]", "american"},
    {"[P:J. K. Rowling]", "jk-rowling"},
    {"[O:Al Qaida]", "al-qaeda"},
};

START_TEST(gives_one_key_to_one_name)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct marked marked;
    struct entities entities;

    marked_read(keys[_i].name, &marked);
    entities = marked_gather(arena, &marked, &document, &mentions);
    ck_assert_uint_eq(entities.count, 1);
    ck_assert_msg(slice_is(entities.at[0].key, keys[_i].key), "%.*s",
                  SLICE_ARGS(entities.at[0].key));
    arena_close(arena);
}

END_TEST

SUITE("gathering", WITH_MODELS, LOOP(joins_names, cases), LOOP(gives_one_key_to_one_name, keys))
