#include "schemas/files.h"

#include "schemas/analysis.h"
#include "schemas/article.h"
#include "schemas/diff.h"
#include "schemas/entity.h"
#include "schemas/problem.h"
#include "schemas/requests.h"
#include "schemas/service.h"

const struct shape *const schema_shapes[] = {
    &entities_request_shape,  &quotes_request_shape, &related_request_shape,
    &analysis_request_shape,  &diff_request_shape,   &entities_reply_shape,
    &quotes_reply_shape,      &diff_reply_shape,     &related_reply_shape,
    &analysis_reply_shape,    &articles_reply_shape, &article_reply_shape,
    &entity_list_reply_shape, &entity_reply_shape,   &quote_list_reply_shape,
    &limits_reply_shape,      &ready_reply_shape,    &health_reply_shape,
    &problem_reply_shape,
};

const size_t schema_shape_count = sizeof schema_shapes / sizeof *schema_shapes;
