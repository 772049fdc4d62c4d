#include "schemas/files.h"

#include "schemas/analysis.h"
#include "schemas/article.h"
#include "schemas/cluster.h"
#include "schemas/corenlp.h"
#include "schemas/diff.h"
#include "schemas/embedded.h"
#include "schemas/entity.h"
#include "schemas/miniflux.h"
#include "schemas/newsentity.h"
#include "schemas/ninjs.h"
#include "schemas/problem.h"
#include "schemas/requests.h"
#include "schemas/service.h"
#include "schemas/superdesk.h"
#include "schemas/versions.h"

const struct schema_file schema_files[] = {
#define SCHEMA_FILE(name, shape) {#name, schema_##name, &schema_##name##_len, &(shape)},
#include "schemas/files.def"
#undef SCHEMA_FILE
};

const size_t schema_file_count = sizeof schema_files / sizeof *schema_files;

struct slice schema_file_find(struct slice name)
{
    if (slice_ends(name, SLICE(".json")))
        name.len -= strlen(".json");
    for (size_t i = 0; i < schema_file_count; i++)
        if (slice_is(name, schema_files[i].name))
            return (struct slice){schema_files[i].text, *schema_files[i].len};
    return (struct slice){NULL, 0};
}

struct slice schema_openapi(void)
{
    return (struct slice){schema_openapi_text, schema_openapi_text_len};
}
