/* The texts that the build embeds (tools/embed.py), each with its length. Only for files.c. */
#ifndef COPYDESK_SCHEMAS_EMBEDDED_H
#define COPYDESK_SCHEMAS_EMBEDDED_H

#include <stddef.h>

#define SCHEMA_FILE(name, shape)                                                                   \
    extern const char schema_##name[];                                                             \
    extern const size_t schema_##name##_len;
#include "schemas/files.def"
#undef SCHEMA_FILE

extern const char schema_openapi_text[];
extern const size_t schema_openapi_text_len;

#endif
