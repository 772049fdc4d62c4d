/* Numbers as people read them. */
#ifndef COPYDESK_BASE_DIGITS_H
#define COPYDESK_BASE_DIGITS_H

#include <stdint.h>

struct digits {
    char text[27]; /* of the largest number: 20 digits, 6 commas, a NUL */
};

/* 1200344 as "1,200,344". Lives as long as the call it is an argument of: `problem_set(…,
 * digits_grouped(count).text)`. */
struct digits digits_grouped(uint64_t number);

#endif
