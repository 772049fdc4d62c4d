#include "server/compress.h"

#include "base/gzip.h"
#include "handlers/media.h"
#include "handlers/reply.h"

enum { SMALL_BYTES = 1024 }; /* with its head such a reply fills a packet, packed or not */

static bool is_wanted(struct slice accept_encoding, size_t bytes)
{
    unsigned packed = media_coding_quality(accept_encoding, "gzip");
    unsigned plain = media_coding_quality(accept_encoding, "identity");

    return packed && packed >= plain && (bytes > SMALL_BYTES || !plain);
}

void compress_reply(struct arena *arena, struct slice accept_encoding, struct reply *reply)
{
    struct header *tag = reply_find_header(reply, "ETag");
    struct slice body, marked = {NULL, 0};

    if (!is_wanted(accept_encoding, reply->body.len) || !gzip_pack(arena, reply->body, &body))
        return;
    if (tag &&
        arena_print(arena, &marked, "%.*s-gzip\"", (int)(tag->value.len - 1), tag->value.ptr))
        return;
    if (tag)
        tag->value = marked;
    reply->content_coding = SLICE("gzip");
    reply->body = body;
}
