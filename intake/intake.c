#include "intake/intake.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/map.h"
#include "intake/files.h"

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
    enum intake_packing packing;
    size_t stem;

    if (!file_kind(below, &kind, &packing, &stem))
        return ERROR_OK;
    file = array_push(arena, files);
    if (!file)
        return ERROR_NO_MEMORY;
    *file = (struct intake_file){
        .path = path, .size = (uint64_t)size, .kind = kind, .packing = packing};
    return name_article(arena, slice_part(below, 0, stem), &file->id);
}

/* Whether a folder's name is "name_files" and "name.html" stands beside it: a browser's saved page
 * and its assets. */
static bool holds_assets(const struct names *names, struct slice name)
{
    static const char *const pages[] = {".html", ".htm", ".xhtml"};
    struct slice stem = slice_part(name, 0, name.len - (sizeof "_files" - 1));

    if (!slice_ends(name, SLICE("_files")))
        return false;
    for (size_t i = 0; i < names->count; i++)
        if (slice_starts(names->at[i], stem) &&
            SLICE_IS_ONE_OF(slice_part(names->at[i], stem.len, names->at[i].len), pages))
            return true;
    return false;
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
        if (!S_ISDIR(stat_of.st_mode) || holds_assets(&names, names.at[i]))
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

bool intake_is_address(struct slice path)
{
    return slice_starts(path, SLICE("https://")) || slice_starts(path, SLICE("http://"));
}

static enum error add_address(struct arena *arena, struct intake_files *files, struct slice url)
{
    struct intake_file *file = array_push(arena, files);

    if (!file)
        return ERROR_NO_MEMORY;
    *file = (struct intake_file){.path = url, .id = url, .kind = INTAKE_ADDRESS};
    return ERROR_OK;
}

enum error intake_list(struct arena *arena, const char *path, const struct intake_sink *sink,
                       struct intake_files *files, struct problem *problem)
{
    struct slice name = slice_of(path);
    struct stat stat_of;
    enum intake_kind kind;
    enum intake_packing packing;
    size_t stem, slash;

    if (intake_is_address(name))
        return add_address(arena, files, name);
    if (stat(path, &stat_of))
        return problem_set(problem, ERROR_BAD_CORPUS, "%s: %s", path, strerrordesc_np(errno));
    if (S_ISDIR(stat_of.st_mode)) {
        if (access(path, R_OK | X_OK))
            return problem_set(problem, ERROR_BAD_CORPUS, "%s: %s", path, strerrordesc_np(errno));
        return list_folder(arena, name, &stat_of, sink, files);
    }
    if (!S_ISREG(stat_of.st_mode) || !file_kind(name, &kind, &packing, &stem))
        return problem_set(
            problem, ERROR_BAD_CORPUS,
            "%s: not a folder, an address, nor a .txt, .ndjson, .jsonl, .json, .xml, "
            ".rss, .atom, .html, .csv, .tsv, .warc or .urls file (or .gz or .zst of "
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
        if (file->kind == INTAKE_LINES && !file->packing && file->size > INTAKE_PIECE_BYTES) {
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
