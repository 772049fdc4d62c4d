#include "base/arena.h"
#include "corpus/postings.h"
#include "tests/unit/suite.h"

enum { LISTS = 2000, KEYS = 40 };

static uint64_t next_random(uint64_t *state)
{
    *state += 0x9E3779B97F4A7C15u;
    uint64_t z = (*state ^ (*state >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

START_TEST(sorts_and_drops_twins)
{
    static const size_t counts[] = {0, 1, 2, 31, 33, 500, 5000};
    uint64_t state = 7, keys[5000];

    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        uint32_t kept;
        for (size_t i = 0; i < counts[c]; i++)
            keys[i] = i % 3 ? next_random(&state) : (uint64_t)i % 7 << 60;
        kept = key_set_sort(keys, (uint32_t)counts[c]);
        ck_assert_uint_le(kept, counts[c]);
        for (uint32_t i = 1; i < kept; i++)
            ck_assert_uint_lt(keys[i - 1], keys[i]);
    }
}

END_TEST

/* Half of the keys are shared by many lists, half stand in one. */
static void fill(struct arena *arena, struct key_set *sets)
{
    uint64_t state = 42;

    for (uint32_t i = 0; i < LISTS; i++) {
        uint64_t *keys = arena_array(arena, uint64_t, KEYS);
        ck_assert_ptr_nonnull(keys);
        for (uint32_t k = 0; k < KEYS; k++) {
            uint64_t shared = next_random(&state) % 50;
            keys[k] = k % 2 ? next_random(&state) : next_random(&shared);
        }
        sets[i] = (struct key_set){keys, key_set_sort(keys, KEYS)};
    }
}

static bool set_has(const struct key_set *set, uint64_t key)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (set->at[i] == key)
            return true;
    return false;
}

static const unsigned threads[] = {1, 8};

START_TEST(finds_every_list_of_a_key)
{
    static struct key_set sets[LISTS];
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct postings postings = {0};

    fill(arena, sets);
    ck_assert_uint_eq(postings_find(&postings, 1).count, 0);
    ck_assert_int_eq(postings_build(sets, LISTS, threads[_i], &postings), ERROR_OK);
    for (uint32_t i = 0; i < LISTS; i += 97)
        for (uint32_t k = 0; k < sets[i].count; k++) {
            struct posting_list list = postings_find(&postings, sets[i].at[k]);
            uint32_t at = 0;
            for (uint32_t j = 0; j < LISTS; j++) {
                if (!set_has(&sets[j], sets[i].at[k]))
                    continue;
                ck_assert_uint_lt(at, list.count);
                ck_assert_uint_eq(list.at[at++], j);
            }
            ck_assert_uint_eq(at, list.count);
        }
    ck_assert_uint_eq(postings_find(&postings, 12345).count, 0);
    postings_done(&postings);
    arena_close(arena);
}

END_TEST

START_TEST(an_empty_index_finds_nothing)
{
    struct postings postings = {0};

    ck_assert_int_eq(postings_build(NULL, 0, 1, &postings), ERROR_OK);
    ck_assert_uint_eq(postings_find(&postings, 0).count, 0);
    ck_assert_uint_eq(postings_find(&postings, UINT64_MAX).count, 0);
    postings_done(&postings);
    postings_done(&postings);
}

END_TEST

SUITE("postings", TEST(sorts_and_drops_twins), LOOP(finds_every_list_of_a_key, threads),
      TEST(an_empty_index_finds_nothing))
