/* Runs a fuzz target over every file of a folder, in the order of their names. */
#include <dirent.h>

#include "tests/fuzz/fuzz.h"

enum {
    LARGEST_SEED_BYTES = 1 << 20,
};

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool replay(const char *folder, const char *name)
{
    char path[4096];
    uint8_t *bytes = malloc(LARGEST_SEED_BYTES);
    FILE *file = NULL;
    size_t len;

    if (bytes && snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
        file = fopen(path, "rb");
    if (!file) {
        free(bytes);
        return false;
    }
    len = fread(bytes, 1, LARGEST_SEED_BYTES, file);
    (void)fclose(file);
    /* An exact allocation lets a sanitizer see a read past the end. */
    if (len) {
        uint8_t *exact = realloc(bytes, len);
        bytes = exact ? exact : bytes;
    }
    (void)LLVMFuzzerTestOneInput(bytes, len);
    free(bytes);
    return true;
}

int main(int argc, char **argv)
{
    struct dirent **entries = NULL;
    int count = argc == 2 ? scandir(argv[1], &entries, is_visible, alphasort) : -1;
    bool all_read = count > 0;

    for (int i = 0; i < count; i++) {
        if (!replay(argv[1], entries[i]->d_name)) {
            (void)fprintf(stderr, "cannot read %s/%s\n", argv[1], entries[i]->d_name);
            all_read = false;
        }
        free(entries[i]);
    }
    free(entries);
    (void)printf("%d inputs\n", count);
    return all_read ? EXIT_SUCCESS : EXIT_FAILURE;
}
