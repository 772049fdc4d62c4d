/* What corpora are made up of: the same numbers and words on every run. */
#ifndef COPYDESK_BENCH_MADE_H
#define COPYDESK_BENCH_MADE_H

#include <math.h>
#include <sys/resource.h>
#include <time.h>

#include "base/slice.h"

enum { SYLLABLES = 3 };

static inline uint64_t mixed(uint64_t value)
{
    value += 0x9E3779B97F4A7C15u; /* splitmix64, S. Vigna, public domain */
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

/* The next random number from 0 to 1. */
static inline double share(uint64_t *state)
{
    ++*state;
    return (double)(mixed(*state) >> 11) / 9007199254740992.0;
}

/* A rank from 0 with a chance that falls with its power, by the inverse of the integral. */
static inline uint64_t zipf(uint64_t *state, uint64_t count, double exponent)
{
    double power = 1 - exponent, most = pow((double)count + 1, power);
    double rank = pow(1 + share(state) * (most - 1), 1 / power) - 1;

    return rank >= (double)count ? count - 1 : (uint64_t)rank;
}

/* A word of a few syllables that only this number has, with a capital; returns its length. */
static inline size_t word_of(uint64_t number, char *out)
{
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    size_t len = 0;

    for (int i = 0; i < SYLLABLES || number; i++) {
        out[len++] = consonants[number % (sizeof consonants - 1)];
        number /= sizeof consonants - 1;
        out[len++] = vowels[number % (sizeof vowels - 1)];
        number /= sizeof vowels - 1;
    }
    out[0] = (char)(out[0] - 'a' + 'A');
    return len;
}

static inline double now(clockid_t clock)
{
    struct timespec time;

    (void)clock_gettime(clock, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static inline double peak_mb(void)
{
    struct rusage usage;

    (void)getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

#endif
