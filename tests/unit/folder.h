/* A folder for a test's files, gone when the test is over. */
#ifndef COPYDESK_TESTS_UNIT_FOLDER_H
#define COPYDESK_TESTS_UNIT_FOLDER_H

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[64];
};

static inline void folder_open(struct folder *folder)
{
    (void)snprintf(folder->path, sizeof folder->path, "/tmp/copydesk-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder->path));
}

static inline int folder_remove(const char *path, const struct stat *stat, int kind,
                                struct FTW *ftw)
{
    (void)stat;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static inline void folder_close(const struct folder *folder)
{
    (void)nftw(folder->path, folder_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* The path of a name in the folder; valid until the next call. */
static inline const char *folder_at(const struct folder *folder, const char *name)
{
    static char path[256];

    (void)snprintf(path, sizeof path, "%s/%s", folder->path, name);
    return path;
}

/* Writes a file; folders on the way are made. */
static inline void folder_write(const struct folder *folder, const char *name, const char *bytes,
                                size_t len)
{
    char path[256];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/%s", folder->path, name);
    for (char *slash = strchr(path + strlen(folder->path) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0755);
        *slash = '/';
    }
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
    ck_assert_int_eq(fclose(file), 0);
}

static inline void folder_write_text(const struct folder *folder, const char *name,
                                     const char *text)
{
    folder_write(folder, name, text, strlen(text));
}

#endif
