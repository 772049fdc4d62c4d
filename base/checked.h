/* Arithmetic on sizes that come from outside, and numbers read from text. True means "does not
 * fit". */
#ifndef COPYDESK_BASE_CHECKED_H
#define COPYDESK_BASE_CHECKED_H

#include "base/slice.h"

static inline NODISCARD bool checked_add(size_t a, size_t b, size_t *sum)
{
    return __builtin_add_overflow(a, b, sum);
}

static inline NODISCARD bool checked_mul(size_t a, size_t b, size_t *product)
{
    return __builtin_mul_overflow(a, b, product);
}

static inline NODISCARD bool checked_narrow(size_t value, uint32_t *narrow)
{
    return __builtin_add_overflow(value, 0, narrow);
}

/* Reads a decimal integer that fills the whole slice and lies in [min, max]; true when it does not.
 */
static inline NODISCARD bool checked_parse(struct slice digits, int64_t min, int64_t max,
                                           int64_t *value)
{
    bool negative = digits.len > 1 && digits.ptr[0] == '-';
    int64_t sum = 0;

    if (digits.len == 0)
        return true;
    for (size_t i = negative; i < digits.len; i++) {
        int digit = digits.ptr[i] - '0';
        if (digit < 0 || digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digit, &sum))
            return true;
    }
    if (negative)
        sum = -sum;
    if (sum < min || sum > max)
        return true;
    *value = sum;
    return false;
}

#endif
