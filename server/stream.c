#include "server/stream.h"

#include <time.h>

#include "handlers/lines.h"

enum { BLOCK_BYTES = 16384 };

struct stream {
    struct job job; /* the next line */
    struct stream_source source;
    struct lines lines;
    struct arena *arena; /* of the line that is sent */
    struct slice unsent; /* of it */
    bool lacks_feed;     /* its line feed is not sent yet */
    bool fails;
    uint64_t bytes;
};

enum error stream_open(const struct stream_source *source, struct stream **out,
                       struct problem *problem)
{
    enum error error = lines_check(source->desk, source->request->body, problem);
    struct stream *stream;

    if (error)
        return error;
    stream = arena_new(source->request->arena, struct stream);
    if (!stream)
        return ERROR_NO_MEMORY;
    stream->source = *source;
    stream->lines.rest = source->request->body;
    *out = stream;
    return ERROR_OK;
}

static int64_t now_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

bool stream_step(struct stream *stream)
{
    const struct stream_source *source = &stream->source;
    size_t budget = (size_t)source->desk->config->request_memory;

    arena_close(stream->arena);
    stream->arena = arena_open_in(source->desk->memory, budget);
    stream->fails = !stream->arena;
    if (stream->fails)
        return false;
    atomic_store(source->deadline_ns, now_ns() + source->limit_ms * 1000000);
    arena_set_deadline(stream->arena, source->deadline_ns);
    stream->unsent =
        lines_answer_next(source->desk, source->request, stream->arena, &stream->lines);
    stream->lacks_feed = true;
    return true;
}

/* On a worker's thread; from MHD_resume_connection on the stream is the door's again. */
static void run_step(struct job *job)
{
    struct stream *stream = (struct stream *)job;
    const struct stream_source *source = &stream->source;

    (void)stream_step(stream); /* a stream that fails is cut off when it is read */
    watch_sending(source->watch, source->watched, stream->unsent.len);
    MHD_resume_connection(source->connection);
}

static void ask_for_next(struct stream *stream)
{
    const struct stream_source *source = &stream->source;

    stream->job.run = run_step;
    MHD_suspend_connection(source->connection);
    watch_work(source->watch, source->watched, source->deadline_ns);
    queue_continue(source->queue, &stream->job);
}

static ssize_t read_line(void *cls, uint64_t position, char *buffer, size_t size)
{
    struct stream *stream = cls;
    size_t count = stream->unsent.len < size ? stream->unsent.len : size;

    (void)position;
    if (stream->fails)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    if (!stream->lacks_feed && !stream->lines.rest.len)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (!stream->lacks_feed) {
        ask_for_next(stream);
        return 0;
    }
    if (count)
        memcpy(buffer, stream->unsent.ptr, count);
    stream->unsent = slice_part(stream->unsent, count, stream->unsent.len);
    if (!stream->unsent.len && count < size) {
        buffer[count++] = '\n';
        stream->lacks_feed = false;
    }
    stream->bytes += count;
    return (ssize_t)count;
}

struct MHD_Response *stream_response(struct stream *stream)
{
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_line, stream,
                                             NULL);
}

uint64_t stream_bytes(const struct stream *stream)
{
    return stream->bytes;
}

void stream_close(struct stream *stream)
{
    if (stream)
        arena_close(stream->arena);
}
