/* The JSON Schema files and openapi.json, as embedded in the program. */
#ifndef COPYDESK_SCHEMAS_FILES_H
#define COPYDESK_SCHEMAS_FILES_H

#include "schemas/shape.h"

struct schema_file {
    const char *name; /* "entities" */
    const char *text;
    const size_t *len;
    const struct shape *shape; /* of the same name */
};

extern const struct schema_file schema_files[];
extern const size_t schema_file_count;

/* The file of this name, with or without ".json"; no value when there is none. */
struct slice schema_file_find(struct slice name);

/* The description of the whole interface, OpenAPI 3.1. */
struct slice schema_openapi(void);

#endif
