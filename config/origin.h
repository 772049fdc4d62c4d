/* Origins of web pages, as a browser writes them (RFC 6454). */
#ifndef COPYDESK_CONFIG_ORIGIN_H
#define COPYDESK_CONFIG_ORIGIN_H

#include "base/slice.h"

/* "*", or scheme://host[:port] with nothing behind it. O(length). */
bool origin_is_valid(struct slice origin);

#endif
