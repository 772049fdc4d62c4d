/* Numbers in decimal digits, for programs and for people. */
#ifndef COPYDESK_BASE_DIGITS_H
#define COPYDESK_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>

enum { DIGITS_MAX = 20 }; /* of the largest number */

/* Writes the digits of a number right before `end`; returns how many. */
static inline size_t digits_write(char *end, uint64_t number)
{
    char *at = end;

    do {
        *--at = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    return (size_t)(end - at);
}

struct digits {
    char text[27]; /* of the largest number: 20 digits, 6 commas, a NUL */
};

/* 1200344 as "1,200,344". Lives as long as the call it is an argument of: `problem_set(…,
 * digits_grouped(count).text)`. */
struct digits digits_grouped(uint64_t number);

#endif
