#include "base/digits.h"

#include <string.h>

struct digits digits_grouped(uint64_t number)
{
    struct digits digits;
    char *at = digits.text + sizeof digits.text;
    unsigned count = 0;

    *--at = '\0';
    do {
        if (count && count % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + number % 10);
        number /= 10;
        count++;
    } while (number);
    memmove(digits.text, at, (size_t)(digits.text + sizeof digits.text - at));
    return digits;
}
