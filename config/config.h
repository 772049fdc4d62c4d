/* Options in force, and where each came from: default, then file, then environment, then flags. */
#ifndef COPYDESK_CONFIG_CONFIG_H
#define COPYDESK_CONFIG_CONFIG_H

#include "base/arena.h"

struct config_list {
    const char *const *at;
    size_t count;
};

struct config {
#define CONFIG_COUNT                                      int64_t
#define CONFIG_FLAG                                       bool
#define CONFIG_WORD                                       const char *
#define CONFIG_LIST                                       struct config_list
#define OPTION(name, type, fallback, min, max, unit, doc) CONFIG_##type name;
#include "config/options.def"
#undef OPTION
};

enum config_origin { ORIGIN_DEFAULT, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_FLAG };

#endif
