/* Functions that have hurt others fail to compile; included by the build into every file of ours.
 */
#ifndef COPYDESK_BASE_BANNED_H
#define COPYDESK_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison sprintf vsprintf strcpy strcat strncpy strncat strtok strtok_r gets atoi atol   \
    atoll
#pragma GCC poison strtol strtoul strtoll strtoull localtime gmtime ctime asctime setlocale

#endif
