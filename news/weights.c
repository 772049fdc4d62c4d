#include "news/weights.h"

#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t weights_checksum(struct slice bytes)
{
    uint64_t sum = 0xcbf29ce484222325u;
    size_t at = 0;

    for (; at + 8 <= bytes.len; at += 8) {
        uint64_t word;
        memcpy(&word, bytes.ptr + at, sizeof word);
        sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
        sum ^= sum >> 29;
    }
    for (; at < bytes.len; at++)
        sum = (sum ^ (unsigned char)bytes.ptr[at]) * 0x100000001b3u;
    return sum;
}

static const char *header_fault(const struct weights_header *header, struct slice rest)
{
    if (memcmp(header->magic, WEIGHTS_MAGIC, sizeof header->magic) != 0)
        return "it is not a weights file";
    if (header->format != WEIGHTS_FORMAT || header->feature_version != FEATURE_VERSION)
        return "it was made for another version of the program";
    if (header->words > WEIGHTS_WORDS_MAX || !isfinite(header->vector_step))
        return "its header is damaged";
    if (rest.len != network_size(header->words))
        return "its length is wrong";
    if (weights_checksum(rest) != header->checksum)
        return "its checksum is wrong";
    return NULL;
}

enum error weights_read(struct arena *arena, struct slice bytes, const char *name,
                        struct network *out, struct problem *problem)
{
    struct weights_header header;
    const char *fault;

    if (bytes.len < sizeof header)
        return problem_set(problem, ERROR_BAD_MODEL, "%s cannot be used: it is too short", name);
    memcpy(&header, bytes.ptr, sizeof header);
    fault = header_fault(&header, slice_part(bytes, sizeof header, bytes.len));
    if (fault)
        return problem_set(problem, ERROR_BAD_MODEL, "%s cannot be used: %s", name, fault);
    return network_read(arena, bytes.ptr + sizeof header, header.words, header.vector_step, out);
}

struct mapping {
    void *at;
    size_t len;
};

static void release_mapping(void *object)
{
    struct mapping *mapping = object;

    (void)munmap(mapping->at, mapping->len);
}

static enum error map_file(struct arena *arena, int file, const char *path, struct slice *out,
                           struct problem *problem)
{
    struct mapping *mapping = arena_new(arena, struct mapping);
    struct stat stat;

    if (!mapping)
        return ERROR_NO_MEMORY;
    if (fstat(file, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size <= 0)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be read", path);
    mapping->len = (size_t)stat.st_size;
    mapping->at = mmap(NULL, mapping->len, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapping->at == MAP_FAILED)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be mapped", path);
    *out = (struct slice){mapping->at, mapping->len};
    return arena_defer(arena, release_mapping, mapping);
}

enum error weights_open(struct arena *arena, const char *path, struct network *out,
                        struct problem *problem)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct slice bytes = {0};
    enum error error;

    if (file < 0)
        return problem_set(problem, ERROR_BAD_MODEL, "the model file %s cannot be opened", path);
    error = map_file(arena, file, path, &bytes, problem);
    (void)close(file);
    if (error)
        return error;
    return weights_read(arena, bytes, path, out, problem);
}
