/* The JSON Schema files and openapi.json, as embedded in the program; and the list of all shapes.
 */
#ifndef COPYDESK_SCHEMAS_FILES_H
#define COPYDESK_SCHEMAS_FILES_H

#include "schemas/shape.h"

struct schema_file {
    const char *name; /* "entities", "openapi" */
    struct slice text;
};

extern const struct schema_file schema_files[];
extern const size_t schema_file_count;

/* The file of this name, with or without ".json"; no value when there is none. "openapi" is not
 * among them: schema_openapi() is. */
struct slice schema_file_find(struct slice name);
struct slice schema_openapi(void);

/* Every shape that has a schema file of its name. */
extern const struct shape *const schema_shapes[];
extern const size_t schema_shape_count;

#endif
