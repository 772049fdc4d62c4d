#include "fetch/cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/checked.h"

enum { ENTRIES_MAX = 4096 };

/* One reply; everything it points to is behind it in one allocation. */
struct entry {
    struct entry *older;
    struct slice url, content_type, body, etag, last_modified;
    int64_t stale_ms; /* a moment of CLOCK_MONOTONIC */
    size_t size;
};

struct cache {
    pthread_mutex_t lock;
    struct entry *newest; /* a list, by when they were asked for last */
    uint64_t limit, held;
    size_t count;
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool starts_with_directive(struct slice text, struct slice name)
{
    return slice_starts(text, name) && (text.len == name.len || text.ptr[name.len] == '=');
}

struct freshness freshness_read(struct slice cache_control)
{
    const int64_t year_s = 31536000;
    struct freshness out = {.is_storable = true};
    bool must_ask = false, is_shared = false;
    struct slice directive;
    int64_t seconds;

    while (slice_cut(&cache_control, ',', &directive)) {
        size_t equals;
        bool is_s;
        directive = slice_trim(directive);
        equals = slice_find(directive, '=', 0);
        is_s = starts_with_directive(directive, SLICE("s-maxage"));
        if (starts_with_directive(directive, SLICE("no-store")) ||
            starts_with_directive(directive, SLICE("private")))
            out.is_storable = false;
        else if (starts_with_directive(directive, SLICE("no-cache")))
            must_ask = true;
        else if ((is_s || (starts_with_directive(directive, SLICE("max-age")) && !is_shared)) &&
                 !checked_parse(slice_part(directive, equals + 1, directive.len), 0, year_s,
                                &seconds)) {
            out.fresh_ms = seconds * 1000;
            is_shared = is_s;
        }
    }
    if (must_ask)
        out.fresh_ms = 0;
    return out;
}

struct cache *cache_open(uint64_t bytes)
{
    struct cache *cache = calloc(1, sizeof *cache);

    if (cache && pthread_mutex_init(&cache->lock, NULL)) {
        free(cache);
        return NULL;
    }
    if (cache)
        cache->limit = bytes;
    return cache;
}

/* The place that points to what is kept of a URL; to nothing at the end when nothing is. */
static struct entry **find(struct cache *cache, struct slice url)
{
    struct entry **at = &cache->newest;

    while (*at && !slice_equal((*at)->url, url))
        at = &(*at)->older;
    return at;
}

static struct entry *take_out(struct cache *cache, struct entry **at)
{
    struct entry *entry = *at;

    *at = entry->older;
    cache->held -= entry->size;
    cache->count--;
    return entry;
}

static void put_in(struct cache *cache, struct entry *entry)
{
    entry->older = cache->newest;
    cache->newest = entry;
    cache->held += entry->size;
    cache->count++;
}

/* Makes room, by what was not asked for longest. */
static void drop_oldest(struct cache *cache)
{
    while (cache->newest && (cache->held > cache->limit || cache->count > ENTRIES_MAX)) {
        struct entry **at = &cache->newest;
        while ((*at)->older)
            at = &(*at)->older;
        free(take_out(cache, at));
    }
}

void cache_close(struct cache *cache)
{
    if (!cache)
        return;
    while (cache->newest)
        free(take_out(cache, &cache->newest));
    (void)pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static enum error copy_out(struct arena *arena, const struct entry *entry, struct fetched *out,
                           struct freshness *freshness)
{
    const struct {
        struct slice from, *to;
    } parts[] = {
        {entry->url, &out->url},
        {entry->content_type, &out->content_type},
        {entry->body, &out->body},
        {entry->etag, &freshness->etag},
        {entry->last_modified, &freshness->last_modified},
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].to = (struct slice){NULL, 0};
        if (parts[i].from.ptr && arena_copy(arena, parts[i].from, parts[i].to))
            return ERROR_NO_MEMORY;
    }
    freshness->fresh_ms = entry->stale_ms - now_ms();
    freshness->is_storable = true;
    out->was_cached = true;
    return ERROR_OK;
}

enum error cache_find(struct cache *cache, struct arena *arena, struct slice url,
                      struct fetched *out, struct freshness *freshness, bool *found)
{
    enum error error = ERROR_OK;
    struct entry **at;

    *found = false;
    if (!cache)
        return ERROR_OK;
    (void)pthread_mutex_lock(&cache->lock);
    at = find(cache, url);
    if (*at) {
        put_in(cache, take_out(cache, at));
        error = copy_out(arena, cache->newest, out, freshness);
        *found = !error;
    }
    (void)pthread_mutex_unlock(&cache->lock);
    return error;
}

static struct slice put_bytes(char **at, struct slice bytes)
{
    struct slice copy = {bytes.ptr ? *at : NULL, bytes.len};

    if (bytes.ptr)
        memcpy(*at, bytes.ptr, bytes.len);
    *at += bytes.len;
    return copy;
}

static struct entry *make_entry(struct slice url, const struct fetched *fetched,
                                const struct freshness *freshness)
{
    size_t size = sizeof(struct entry) + url.len + fetched->content_type.len + fetched->body.len +
                  freshness->etag.len + freshness->last_modified.len;
    struct entry *entry = malloc(size);
    char *at;

    if (!entry)
        return NULL;
    at = (char *)(entry + 1);
    *entry = (struct entry){.size = size, .stale_ms = now_ms() + freshness->fresh_ms};
    entry->url = put_bytes(&at, url);
    entry->content_type = put_bytes(&at, fetched->content_type);
    entry->body = put_bytes(&at, fetched->body);
    entry->etag = put_bytes(&at, freshness->etag);
    entry->last_modified = put_bytes(&at, freshness->last_modified);
    return entry;
}

void cache_put(struct cache *cache, struct slice url, const struct fetched *fetched,
               const struct freshness *freshness)
{
    bool is_of_use = freshness->is_storable && (freshness->fresh_ms > 0 || freshness->etag.len ||
                                                freshness->last_modified.len);
    struct entry *entry, **before;

    if (!cache)
        return;
    entry = is_of_use ? make_entry(url, fetched, freshness) : NULL;
    if (entry && entry->size > cache->limit) { /* all others would go, and it after them */
        free(entry);
        entry = NULL;
    }
    (void)pthread_mutex_lock(&cache->lock);
    before = find(cache, url);
    if (*before)
        free(take_out(cache, before));
    if (entry)
        put_in(cache, entry);
    drop_oldest(cache);
    (void)pthread_mutex_unlock(&cache->lock);
}
