/* Replies packed with gzip for the clients that want them so. Inside server/ only. */
#ifndef COPYDESK_SERVER_COMPRESS_H
#define COPYDESK_SERVER_COMPRESS_H

#include "handlers/route.h"

/* Packs a reply that is worth it when its client prefers gzip, by its Accept-Encoding header (RFC
 * 9110, 12.5.3), to the bytes as they are: its body changes, and with it the ETag, since a
 * tag names bytes. Where there is no memory or time for it the reply stays as it was. Time
 * O(body); memory, on the reply's arena: what is packed. */
void compress_reply(struct arena *arena, struct slice accept_encoding, struct reply *reply);

#endif
