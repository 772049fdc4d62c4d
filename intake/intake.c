#include "intake/intake.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/map.h"
#include "intake/files.h"
#include "intake/json.h"
#include "intake/ndjson.h"
#include "text/utf8.h"

enum { DEPTH_MAX = 100, WHY_BYTES = 512 };

/* A folder's identity: each is entered once, so that no ring of links holds us. */
struct identity {
    dev_t device;
    ino_t inode;
};

struct walk {
    struct arena *arena;
    const struct intake_sink *sink;
    struct intake_files *files;
    size_t root_len; /* bytes of a path that belong to the root and its slash */
    char *real_root; /* the root without links */
    struct map entered;
};

struct names {
    struct slice *at;
    size_t count, capacity;
};

/* The id of an article that brings none: the path below the root without its ending. */
static enum error name_article(struct arena *arena, struct slice stem, struct slice *id)
{
    char *at = arena_alloc(arena, stem.len + 1, 1);

    if (!at)
        return ERROR_NO_MEMORY;
    memcpy(at, stem.ptr, stem.len);
    for (size_t i = 0; i < stem.len; i++)
        if (at[i] == '/')
            at[i] = ':';
    *id = (struct slice){at, stem.len};
    return ERROR_OK;
}

static enum error add_file(struct arena *arena, struct intake_files *files, struct slice path,
                           size_t root_len, off_t size)
{
    struct slice below = slice_part(path, root_len, path.len);
    struct intake_file *file;
    enum intake_kind kind;
    size_t stem;

    if (!file_kind(below, &kind, &stem))
        return ERROR_OK;
    file = array_push(arena, files);
    if (!file)
        return ERROR_NO_MEMORY;
    *file = (struct intake_file){.path = path, .size = (uint64_t)size, .kind = kind};
    return name_article(arena, slice_part(below, 0, stem), &file->id);
}

static void refuse_path(const struct walk *walk, struct slice path, const char *why)
{
    char words[WHY_BYTES];

    (void)snprintf(words, sizeof words, "%.*s %s", SLICE_ARGS(path), why);
    walk->sink->refuse(walk->sink->context, (struct intake_place){(uint32_t)walk->files->count, 0},
                       slice_of(words));
}

static enum error enter(struct walk *walk, const struct stat *stat, bool *is_new)
{
    struct identity *identity = arena_new(walk->arena, struct identity);
    uint32_t *seen;

    if (!identity)
        return ERROR_NO_MEMORY;
    identity->device = stat->st_dev;
    identity->inode = stat->st_ino;
    seen = map_at(walk->arena, &walk->entered,
                  (struct slice){(const char *)identity, sizeof *identity});
    if (!seen)
        return ERROR_NO_MEMORY;
    *is_new = *seen == MAP_NONE;
    *seen = 1;
    return ERROR_OK;
}

static int compare_names(const void *a, const void *b)
{
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* The names in a folder but hidden ones, in bytewise order. */
static enum error read_names(struct walk *walk, struct slice path, struct names *names)
{
    DIR *folder = opendir(path.ptr);
    enum error error = ERROR_OK;

    if (!folder) {
        refuse_path(walk, path, strerrordesc_np(errno));
        return ERROR_OK;
    }
    for (struct dirent *entry; !error && (entry = readdir(folder));) {
        struct slice *name;
        if (entry->d_name[0] == '.')
            continue;
        name = array_push(walk->arena, names);
        error = name ? arena_copy(walk->arena, slice_of(entry->d_name), name) : ERROR_NO_MEMORY;
    }
    (void)closedir(folder);
    if (names->at)
        qsort(names->at, names->count, sizeof *names->at, compare_names);
    return error;
}

/* Is the path a symbolic link to something that is not below the root? */
static bool leaves_root(const struct walk *walk, struct slice path)
{
    struct slice root = slice_of(walk->real_root), target;
    struct stat stat_of;
    char *real;
    bool leaves;

    if (lstat(path.ptr, &stat_of) || !S_ISLNK(stat_of.st_mode))
        return false;
    real = realpath(path.ptr, NULL);
    target = slice_of(real);
    leaves = !slice_starts(target, root) ||
             (root.len > 1 && target.len > root.len && target.ptr[root.len] != '/');
    free(real);
    return leaves;
}

/* NOLINTNEXTLINE(misc-no-recursion): DEPTH_MAX bounds it */
static enum error walk_folder(struct walk *walk, struct slice path, unsigned depth)
{
    struct names names = {0};
    enum error error = read_names(walk, path, &names);

    for (size_t i = 0; !error && i < names.count; i++) {
        bool slashed = slice_ends(path, SLICE("/")), is_new = false;
        struct slice below;
        struct stat stat_of;
        error = arena_print(walk->arena, &below, "%s%s%s", path.ptr, slashed ? "" : "/",
                            names.at[i].ptr);
        if (error)
            return error;
        if (stat(below.ptr, &stat_of)) {
            refuse_path(walk, below, strerrordesc_np(errno));
            continue;
        }
        if (leaves_root(walk, below)) {
            refuse_path(walk, below, "is a link that leaves the folder");
            continue;
        }
        if (S_ISREG(stat_of.st_mode))
            error = add_file(walk->arena, walk->files, below, walk->root_len, stat_of.st_size);
        if (!S_ISDIR(stat_of.st_mode))
            continue;
        error = enter(walk, &stat_of, &is_new);
        if (!error && is_new && depth == DEPTH_MAX)
            refuse_path(walk, below, "is nested too deep");
        else if (!error && is_new)
            error = walk_folder(walk, below, depth + 1);
    }
    return error;
}

static int compare_files(const void *a, const void *b)
{
    return slice_compare(((const struct intake_file *)a)->path,
                         ((const struct intake_file *)b)->path);
}

static enum error list_folder(struct arena *arena, struct slice path, const struct stat *stat,
                              const struct intake_sink *sink, struct intake_files *files)
{
    struct walk walk = {.arena = arena, .sink = sink, .files = files};
    size_t before = files->count;
    enum error error;
    bool is_new;

    walk.root_len = path.len + !slice_ends(path, SLICE("/"));
    walk.real_root = realpath(path.ptr, NULL);
    error = walk.real_root ? enter(&walk, stat, &is_new) : ERROR_NO_MEMORY;
    if (!error)
        error = walk_folder(&walk, path, 0);
    free(walk.real_root);
    if (files->count > before)
        qsort(files->at + before, files->count - before, sizeof *files->at, compare_files);
    return error;
}

enum error intake_list(struct arena *arena, const char *path, const struct intake_sink *sink,
                       struct intake_files *files, struct problem *problem)
{
    struct slice name = slice_of(path);
    struct stat stat_of;
    enum intake_kind kind;
    size_t stem, slash;

    if (stat(path, &stat_of))
        return problem_set(problem, ERROR_BAD_CORPUS, "%s: %s", path, strerrordesc_np(errno));
    if (S_ISDIR(stat_of.st_mode)) {
        if (access(path, R_OK | X_OK))
            return problem_set(problem, ERROR_BAD_CORPUS, "%s: %s", path, strerrordesc_np(errno));
        return list_folder(arena, name, &stat_of, sink, files);
    }
    if (!S_ISREG(stat_of.st_mode) || !file_kind(name, &kind, &stem))
        return problem_set(problem, ERROR_BAD_CORPUS,
                           "%s: not a folder nor a .txt, .ndjson, .jsonl or .json file (or .gz of "
                           "these)",
                           path);
    slash = name.len;
    while (slash > 0 && name.ptr[slash - 1] != '/')
        slash--;
    return add_file(arena, files, name, slash, stat_of.st_size);
}

static enum error cut_lines(struct arena *arena, uint32_t file, uint64_t size,
                            struct intake_pieces *out)
{
    for (uint64_t begin = 0; begin < size; begin += INTAKE_PIECE_BYTES) {
        struct intake_piece *piece = array_push(arena, out);
        if (!piece)
            return ERROR_NO_MEMORY;
        *piece = (struct intake_piece){file, file + 1, begin, begin + INTAKE_PIECE_BYTES};
        /* a file that grows meanwhile is read to its end by its last piece */
        if (size - begin <= INTAKE_PIECE_BYTES)
            piece->end = UINT64_MAX;
    }
    return ERROR_OK;
}

enum error intake_cut(struct arena *arena, const struct intake_files *files,
                      struct intake_pieces *out)
{
    uint64_t bytes = 0;
    struct intake_piece *piece = NULL;

    for (uint32_t i = 0; i < files->count; i++) {
        const struct intake_file *file = &files->at[i];
        if (file->kind == INTAKE_LINES && file->size > INTAKE_PIECE_BYTES) {
            enum error error = cut_lines(arena, i, file->size, out);
            if (error)
                return error;
            piece = NULL;
            continue;
        }
        if (!piece || bytes > INTAKE_PIECE_BYTES || i - piece->first == INTAKE_PIECE_FILES) {
            piece = array_push(arena, out);
            if (!piece)
                return ERROR_NO_MEMORY;
            piece->first = i;
            bytes = 0;
        }
        piece->last = i + 1;
        bytes += file->size;
    }
    return ERROR_OK;
}

static enum error read_text(struct slice bytes, struct intake_place place, struct slice id,
                            const struct intake_sink *sink)
{
    size_t valid = utf8_valid_prefix(bytes), nul = slice_find(bytes, '\0', 0);
    struct article article = {.id = id, .text = file_skip_mark(bytes)};
    const char *fault;
    char why[FILE_WHY_BYTES];

    why[0] = '\0';
    if (valid < bytes.len)
        (void)snprintf(why, sizeof why, "not UTF-8 at byte %zu", valid);
    else if (nul < bytes.len)
        (void)snprintf(why, sizeof why, "a NUL character at byte %zu", nul);
    else if (utf8_valid_prefix(id) < id.len)
        (void)snprintf(why, sizeof why, "the file's name is not UTF-8");
    if (why[0]) {
        sink->refuse(sink->context, place, slice_of(why));
        return ERROR_OK;
    }
    fault = article_fault(&article);
    if (fault) {
        sink->refuse(sink->context, place, slice_of(fault));
        return ERROR_OK;
    }
    return sink->take(sink->context, place, &article) ? ERROR_OK : ERROR_NO_MEMORY;
}

static enum error read_whole(const struct intake_file *file, struct intake_place place,
                             const struct intake_sink *sink)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice bytes, id = file->id;
    bool is_packed = file->kind == INTAKE_TEXT_GZ || file->kind == INTAKE_JSON_GZ;
    char why[FILE_WHY_BYTES];
    enum error error;

    if (!arena)
        return ERROR_NO_MEMORY;
    error = is_packed ? file_unpack(arena, file->path.ptr, &bytes, why)
                      : file_read(arena, file->path.ptr, &bytes, why);
    if (!error && !bytes.ptr) {
        sink->refuse(sink->context, place, slice_of(why));
    } else if (!error && (file->kind == INTAKE_TEXT || file->kind == INTAKE_TEXT_GZ)) {
        error = read_text(bytes, place, id, sink);
    } else if (!error) {
        if (utf8_valid_prefix(id) < id.len)
            id = (struct slice){0};
        error = json_read_file(file_skip_mark(bytes), place, id, sink);
    }
    arena_close(arena);
    return error;
}

enum error intake_read(const struct intake_files *files, const struct intake_piece *piece,
                       const struct intake_sink *sink, uint64_t *lines)
{
    *lines = 0;
    for (uint32_t i = piece->first; i < piece->last; i++) {
        const struct intake_file *file = &files->at[i];
        enum error error;
        if (file->kind == INTAKE_LINES || file->kind == INTAKE_LINES_GZ)
            error = ndjson_read_file(file, piece, i, sink, lines);
        else
            error = read_whole(file, (struct intake_place){i, 0}, sink);
        if (error)
            return error;
    }
    return ERROR_OK;
}

enum error intake_read_lines(struct slice bytes, const struct intake_sink *sink)
{
    return ndjson_read_block(bytes, (struct intake_place){0, 0}, sink);
}
