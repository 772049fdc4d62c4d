/* Replies built from an article and its analysis, made by hand: spans in each unit, ids, counts. */
#include "schemas/diff.h"
#include "schemas/entities.h"
#include "schemas/quotes.h"
#include "schemas/requests.h"
#include "tests/unit/suite.h"

/* The face is four bytes, two UTF-16 units, one code point; each accent two bytes. */
static const char left_text[] = "\xF0\x9F\x98\x80 Zo\xC3\xAB Ruiz said \"so [it is] big\" to AP. "
                                "Ruiz paid $5. A \"deal\".";
static const char right_text[] = "Zo\xC3\xAB Ruiz said \"so big\" to AP.\n\nShe paid $7.";

static struct arena *arena;
static struct document document, other;
static struct analysis analysis, other_analysis;

/* The n-th place (from 0) where the words stand. */
static struct span span_in(const char *text, const char *words, int n)
{
    const char *at = strstr(text, words);

    for (; n > 0; n--)
        at = strstr(at + 1, words);
    ck_assert_ptr_nonnull(at);
    return (struct span){(uint32_t)(at - text), (uint32_t)(at - text) + (uint32_t)strlen(words)};
}

static struct slice alias_list[] = {SLICE_INIT("Ruiz")};
static struct slice role_list[] = {SLICE_INIT("Mayor")};
static uint32_t ruiz_mentions[] = {0, 2}, ap_mentions[] = {1}, five_mentions[] = {3};
static struct mention mentions[4], other_mentions[2];
static struct entity entities[3], other_entities[2];
static struct quote quotes[2], other_quotes[1];
static struct span brackets[1];

static void make_left(void)
{
    mentions[0] = (struct mention){.span = span_in(left_text, "Zo\xC3\xAB Ruiz", 0)};
    mentions[1] = (struct mention){.span = span_in(left_text, "AP", 0), .entity = 1};
    mentions[2] = (struct mention){.span = span_in(left_text, "Ruiz", 1), .sentence = 1};
    mentions[3] = (struct mention){
        .span = span_in(left_text, "$5", 0), .sentence = 1, .type = ENTITY_MONEY, .entity = 2};
    entities[0] = (struct entity){.name = SLICE("Zo\xC3\xAB Ruiz"),
                                  .aliases = {alias_list, 1, 1},
                                  .roles = {role_list, 1, 1},
                                  .mentions = {ruiz_mentions, 2, 2}};
    entities[1] = (struct entity){.name = SLICE("Associated Press"),
                                  .type = ENTITY_ORGANIZATION,
                                  .mentions = {ap_mentions, 1, 1}};
    entities[2] = (struct entity){.name = SLICE("$5"),
                                  .type = ENTITY_MONEY,
                                  .mentions = {five_mentions, 1, 1},
                                  .value = {VALUE_MONEY, SLICE("USD"), 5}};
    brackets[0] = span_in(left_text, "[it is]", 0);
    quotes[0] = (struct quote){
        .duplicate_of = NO_QUOTE,
        .type = QUOTE_DIRECT,
        .span = span_in(left_text, "\"so [it is] big\"", 0),
        .brackets = {brackets, 1, 1},
        .cue = span_in(left_text, "said", 0),
        .has_speaker = true,
        .speaker = {SLICE("Zo\xC3\xAB Ruiz"), SLICE("Mayor"), mentions[0].span, 0, MENTION_NAME},
        .has_addressee = true,
        .addressee = {SLICE("Associated Press"), {NULL, 0}, mentions[1].span, 1, MENTION_NAME},
        .words = 4,
        .confidence = 0.98,
        .reason = SLICE("name before"),
    };
    quotes[1] = (struct quote){.type = QUOTE_SCARE,
                               .duplicate_of = NO_QUOTE,
                               .span = span_in(left_text, "\"deal\"", 0),
                               .group = 3,
                               .words = 1,
                               .reason = SLICE("no one speaks")};
    analysis = (struct analysis){{mentions, 4, 4}, {entities, 3, 3}, {quotes, 2, 2}};
}

static void make_right(void)
{
    static uint32_t name[] = {0}, seven[] = {1};

    other_mentions[0] = (struct mention){.span = span_in(right_text, "Zo\xC3\xAB Ruiz", 0)};
    other_mentions[1] =
        (struct mention){.span = span_in(right_text, "$7", 0), .type = ENTITY_MONEY, .entity = 1};
    other_entities[0] = (struct entity){.name = SLICE("Zo\xC3\xAB Ruiz"), .mentions = {name, 1, 1}};
    other_entities[1] = (struct entity){.name = SLICE("$7"),
                                        .type = ENTITY_MONEY,
                                        .mentions = {seven, 1, 1},
                                        .value = {VALUE_MONEY, SLICE("USD"), 7}};
    other_quotes[0] =
        (struct quote){.span = span_in(right_text, "\"so big\"", 0), .duplicate_of = NO_QUOTE};
    other_analysis =
        (struct analysis){{other_mentions, 2, 2}, {other_entities, 2, 2}, {other_quotes, 1, 1}};
}

static void open_all(void)
{
    arena = arena_open(ARENA_NO_BUDGET);
    ck_assert_int_eq(document_read(arena, slice_of(left_text), &document), ERROR_OK);
    ck_assert_int_eq(document_read(arena, slice_of(right_text), &other), ERROR_OK);
    make_left();
    make_right();
}

static void close_all(void)
{
    arena_close(arena);
}

static struct reading reading_of(enum offsets offsets)
{
    return (struct reading){.id = SLICE("a1"),
                            .document = &document,
                            .analysis = &analysis,
                            .model = SLICE("m"),
                            .offsets = offsets};
}

static void check_json(const struct shape *shape, const void *object, const char *expected)
{
    struct slice json;

    ck_assert_int_eq(shape_write(shape, arena, object, false, &json), ERROR_OK);
    ck_assert_msg(slice_is(json, expected), "\n%.*s\nis not\n%s", SLICE_ARGS(json), expected);
}

START_TEST(builds_entities)
{
    struct reading reading = reading_of(OFFSETS_UTF32);
    struct entities_reply reply;

    ck_assert_int_eq(
        entities_reply_build(arena, &reading, 1 << ENTITY_PERSON | 1 << ENTITY_MONEY, &reply),
        ERROR_OK);
    check_json(&entities_reply_shape, &reply,
               "{\"id\":\"a1\",\"offsets\":\"utf-32\",\"model\":\"m\",\"entities\":["
               "{\"id\":\"e1\",\"corpus_id\":null,\"name\":\"Zo\xC3\xAB Ruiz\",\"type\":"
               "\"PERSON\",\"aliases\":[\"Ruiz\"],\"roles\":[\"Mayor\"],\"mentions\":["
               "{\"start\":2,\"end\":10,\"text\":\"Zo\xC3\xAB Ruiz\",\"sentence\":0},"
               "{\"start\":40,\"end\":44,\"text\":\"Ruiz\",\"sentence\":1}],\"value\":null},"
               "{\"id\":\"e3\",\"corpus_id\":null,\"name\":\"$5\",\"type\":\"MONEY\","
               "\"aliases\":[],\"roles\":[],\"mentions\":[{\"start\":50,\"end\":52,\"text\":"
               "\"$5\",\"sentence\":1}],\"value\":{\"amount\":5,\"currency\":\"USD\"}}]}");
}

END_TEST

static const struct {
    enum offsets unit;
    uint32_t start, end;
} units[] = {{OFFSETS_UTF32, 2, 10}, {OFFSETS_UTF16, 3, 11}, {OFFSETS_UTF8, 5, 14}};

START_TEST(counts_in_each_unit)
{
    struct reading reading = reading_of(units[_i].unit);
    struct entities_reply reply;
    const struct wire_entity *first;
    const struct wire_mention *mention;

    ck_assert_int_eq(entities_reply_build(arena, &reading, ENTITY_TYPES_ALL, &reply), ERROR_OK);
    ck_assert_uint_eq(reply.entities.count, 3);
    first = reply.entities.at;
    mention = first->mentions.at;
    ck_assert_uint_eq(mention->start, units[_i].start);
    ck_assert_uint_eq(mention->end, units[_i].end);
}

END_TEST

START_TEST(builds_quotes)
{
    struct reading reading = reading_of(OFFSETS_UTF8);
    struct quotes_reply reply;

    ck_assert_int_eq(
        quotes_reply_build(arena, &reading, 1 << QUOTE_DIRECT | 1 << QUOTE_SCARE, NULL, &reply),
        ERROR_OK);
    check_json(
        &quotes_reply_shape, &reply,
        "{\"id\":\"a1\",\"offsets\":\"utf-8\",\"model\":\"m\",\"quotes\":["
        "{\"id\":\"q1\",\"type\":\"direct\",\"start\":20,\"end\":36,"
        "\"text\":\"\\\"so [it is] big\\\"\",\"group\":null,\"speaker\":{\"name\":\"Zo\xC3\xAB "
        "Ruiz\",\"role\":\"Mayor\",\"start\":5,\"end\":14,\"text\":\"Zo\xC3\xAB Ruiz\","
        "\"kind\":\"name\",\"type\":\"PERSON\",\"corpus_id\":null},\"cue\":{\"start\":15,\"end\":"
        "19,\"text\":\"said\"},"
        "\"addressee\":{\"name\":\"Associated Press\",\"start\":40,\"end\":42,\"text\":\"AP\"},"
        "\"confidence\":0.98,\"reason\":\"name before\",\"negated\":false,"
        "\"sentence\":0,\"paragraph\":0,\"flags\":[\"brackets\"],\"duplicate_of\":null,"
        "\"segments\":[],\"parts\":[],\"brackets\":[{\"start\":24,\"end\":31,\"text\":\"[it "
        "is]\"}],\"matches\":[]},"
        "{\"id\":\"s1\",\"type\":\"scare\",\"start\":60,\"end\":66,\"text\":\"\\\"deal\\\"\","
        "\"group\":3,\"speaker\":null,\"cue\":null,\"addressee\":null,\"confidence\":0.0,"
        "\"reason\":\"no one "
        "speaks\",\"negated\":false,\"sentence\":0,\"paragraph\":0,\"flags\":[],"
        "\"duplicate_of\":null,\"segments\":[],\"parts\":[],\"brackets\":[],\"matches\":[]}],"
        "\"counts\":{\"by_speaker\":[{\"name\":\"Zo\xC3\xAB Ruiz\",\"quotes\":1,\"words\":4}],"
        "\"by_role\":[{\"kind\":\"person\",\"role\":\"mayor\",\"speakers\":1,\"quotes\":1,"
        "\"words\":4}],\"words\":4,\"share_without_speaker\":0.0,\"without_speaker\":0}}");
}

END_TEST

START_TEST(tells_quotes_without_a_place_or_speaker)
{
    struct reading reading = reading_of(OFFSETS_UTF32);
    struct quotes_reply reply;
    const struct wire_quote *at;

    quotes[0].speaker.span = (struct span){0, 0};
    quotes[1].type = QUOTE_INDIRECT;
    ck_assert_int_eq(quotes_reply_build(arena, &reading, QUOTE_TYPES_DEFAULT, NULL, &reply),
                     ERROR_OK);
    ck_assert_uint_eq(reply.quotes.count, 2);
    at = reply.quotes.at;
    ck_assert_uint_eq(at[0].speaker->start, WIRE_NONE);
    ck_assert_ptr_null(at[0].speaker->text.ptr);
    ck_assert(slice_is(at[0].speaker->entity, "e1"));
    ck_assert(slice_is(at[1].id, "q2"));
    ck_assert_uint_eq(reply.counts.without_speaker, 1);
}

END_TEST

/* A diff of the two texts with one of everything. */
static struct diff diff_of(void)
{
    static struct edit edits[1];
    static struct unit unit_list[2];
    static struct operation operations[2];
    static struct quote_pair quote_pairs[2];
    static struct entity_pair both[1], left_only[1];
    static struct number_pair numbers[1];

    edits[0] =
        (struct edit){EDIT_DELETE,
                      span_in(left_text, "[it is] ", 0),
                      {span_in(right_text, "big", 0).begin, span_in(right_text, "big", 0).begin},
                      CLASS_QUOTE,
                      SEVERITY_FACTUAL,
                      SLICE("words cut")};
    unit_list[0] = (struct unit){
        .relation = RELATION_EDITED, .left_last = 1, .right_last = 1, .edits = {edits, 1, 1}};
    unit_list[1] = (struct unit){.relation = RELATION_ADDED,
                                 .left_first = 1,
                                 .left_last = 1,
                                 .right_first = 1,
                                 .right_last = 2};
    operations[0] = (struct operation){true, span_in(left_text, "Zo\xC3\xAB Ruiz said \"so ", 0)};
    operations[1] = (struct operation){false, span_in(right_text, "big\"", 0)};
    quote_pairs[0] = (struct quote_pair){QUOTES_CUT, 0, 0};
    quote_pairs[1] = (struct quote_pair){QUOTES_REMOVED, 1, NO_QUOTE};
    both[0] = (struct entity_pair){0, 0};
    left_only[0] = (struct entity_pair){1, NO_ENTITY};
    numbers[0] = (struct number_pair){3, 1};
    return (struct diff){
        .mode = MODE_EDIT,
        .similarity = {0.5, 0.25, 0.2},
        .verdict = SLICE("Two edits of one text."),
        .counts = {.relation = {[RELATION_EDITED] = 1, [RELATION_ADDED] = 1},
                   .severity = {[SEVERITY_FACTUAL] = 1},
                   .class = {[CLASS_QUOTE] = 1}},
        .units = {unit_list, 2, 2},
        .operations = {operations, 2, 2},
        .quotes = {quote_pairs, 2, 2},
        .both = {both, 1, 1},
        .left_only = {left_only, 1, 1},
        .numbers = {numbers, 1, 1},
    };
}

START_TEST(builds_a_diff)
{
    struct reading left = reading_of(OFFSETS_UTF32);
    struct reading right = {.document = &other, .analysis = &other_analysis};
    struct diff diff = diff_of();
    struct diff_form form = {LEVEL_PARAGRAPH, true};
    struct diff_reply reply;

    ck_assert_int_eq(diff_reply_build(arena, &left, &right, &diff, &form, &reply), ERROR_OK);
    check_json(
        &diff_reply_shape, &reply,
        "{\"left\":{\"id\":\"a1\",\"words\":15},\"right\":{\"id\":null,\"words\":10},"
        "\"offsets\":\"utf-32\",\"mode\":\"edit\",\"verdict\":\"Two edits of one text.\","
        "\"similarity\":{\"containment_left\":0.5,\"containment_right\":0.25,\"jaccard\":0.2},"
        "\"truncated\":false,\"limits_hit\":[],\"counts\":{\"same\":0,\"edited\":1,\"moved\":0,"
        "\"merged\":0,\"split\":0,\"added\":1,\"removed\":0,\"severity\":{\"cosmetic\":0,"
        "\"wording\":0,\"factual\":1},\"class\":{\"typography\":0,\"case\":0,\"spelling\":0,"
        "\"style\":0,\"wording\":0,\"hedge\":0,\"tense\":0,\"dateline\":0,\"number\":0,"
        "\"date\":0,\"money\":0,\"name\":0,\"negation\":0,\"quote\":1,\"speaker\":0}},"
        "\"units\":[{\"level\":\"paragraph\",\"relation\":\"edited\",\"left\":[0],\"right\":[0],"
        "\"left_spans\":[{\"start\":0,\"end\":63}],\"right_spans\":[{\"start\":0,\"end\":29}],"
        "\"edits\":[{\"op\":\"delete\",\"left\":{\"start\":20,\"end\":28,\"text\":\"[it is] \"},"
        "\"right\":{\"start\":18,\"end\":18,\"text\":\"\"},\"class\":\"quote\",\"severity\":"
        "\"factual\",\"note\":\"words cut\"}],\"moved\":false,\"block\":null},"
        "{\"level\":\"paragraph\",\"relation\":\"added\",\"left\":[],\"right\":[1],"
        "\"left_spans\":[],\"right_spans\":[{\"start\":31,\"end\":43}],\"edits\":[],"
        "\"moved\":false,\"block\":null}],"
        "\"quotes\":[{\"relation\":\"cut\",\"left\":{\"start\":16,\"end\":32},\"right\":"
        "{\"start\":14,\"end\":22},\"speaker_left\":\"Zo\xC3\xAB Ruiz\",\"speaker_right\":null},"
        "{\"relation\":\"removed\",\"left\":{\"start\":56,\"end\":62},\"right\":null,"
        "\"speaker_left\":null,\"speaker_right\":null}],"
        "\"entities\":{\"both\":[{\"name\":\"Zo\xC3\xAB Ruiz\",\"type\":\"PERSON\","
        "\"left_names\":[\"Zo\xC3\xAB Ruiz\",\"Ruiz\"],\"right_names\":[\"Zo\xC3\xAB Ruiz\"]}],"
        "\"left\":[{\"name\":\"Associated Press\",\"type\":\"ORGANIZATION\"}],\"right\":[]},"
        "\"numbers\":[{\"left\":{\"start\":50,\"end\":52,\"text\":\"$5\",\"value\":{\"amount\":5,"
        "\"currency\":\"USD\"},\"context\":\"Ruiz paid $5.\"},\"right\":{\"start\":40,\"end\":42,"
        "\"text\":\"$7\",\"value\":{\"amount\":7,\"currency\":\"USD\"},\"context\":\"She paid "
        "$7.\"}}],"
        "\"operations\":[{\"op\":\"copy\",\"start\":2,\"end\":20},{\"op\":\"insert\",\"text\":"
        "\"big\\\"\"}],\"facts\":null}");
}

END_TEST

START_TEST(builds_facts_and_leaves_operations_out)
{
    static uint32_t sentences[] = {1};
    static struct shared_fact shared[1];
    static struct conflict conflicts[1];
    struct reading left = reading_of(OFFSETS_UTF32);
    struct reading right = {.document = &other, .analysis = &other_analysis};
    struct diff diff = diff_of();
    struct diff_form form = {LEVEL_SENTENCE, false};
    struct diff_reply reply;

    shared[0] = (struct shared_fact){0, 0, {alias_list, 1, 1}, {NULL, 0, 0}};
    conflicts[0] =
        (struct conflict){SLICE("what was paid"), mentions[3].span, other_mentions[1].span};
    diff.units.count = 0;
    diff.has_facts = true;
    diff.facts =
        (struct facts){{shared, 1, 1}, {sentences, 1, 1}, {sentences, 1, 1}, {conflicts, 1, 1}};
    ck_assert_int_eq(diff_reply_build(arena, &left, &right, &diff, &form, &reply), ERROR_OK);
    ck_assert_uint_eq(reply.operations.count, 0);
    ck_assert_ptr_nonnull(reply.facts);
    ck_assert(slice_is(((struct wire_shared_fact *)reply.facts->shared.at)->right.text,
                       "Zo\xC3\xAB Ruiz said \"so big\" to AP."));
    ck_assert(slice_is(((struct wire_excerpt *)reply.facts->left.at)->text, "Ruiz paid $5."));
    ck_assert(slice_is(((struct wire_conflict *)reply.facts->conflicts.at)->right.text, "$7"));
}

END_TEST

START_TEST(survives_lack_of_memory)
{
    struct reading left = reading_of(OFFSETS_UTF32);
    struct reading right = {.document = &other, .analysis = &other_analysis};
    struct diff diff = diff_of();
    struct diff_form form = {LEVEL_PARAGRAPH, true};
    enum error error = ERROR_NO_MEMORY;

    for (size_t n = 1; error; n++) {
        struct arena *poor = arena_open(ARENA_NO_BUDGET);
        struct entities_reply of_entities;
        struct quotes_reply of_quotes;
        struct diff_reply of_diff;
        arena_fail_at(poor, n);
        error = entities_reply_build(poor, &left, ENTITY_TYPES_ALL, &of_entities);
        if (!error)
            error = quotes_reply_build(poor, &left, QUOTE_TYPES_DEFAULT, NULL, &of_quotes);
        if (!error)
            error = diff_reply_build(poor, &left, &right, &diff, &form, &of_diff);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        arena_close(poor);
    }
}

END_TEST

SUITE("replies", tcase_add_checked_fixture(suite_case, open_all, close_all), TEST(builds_entities),
      LOOP(counts_in_each_unit, units), TEST(builds_quotes),
      TEST(tells_quotes_without_a_place_or_speaker), TEST(builds_a_diff),
      TEST(builds_facts_and_leaves_operations_out), TEST(survives_lack_of_memory))
