/* The content of a request (RFC 9110, 6.4) made plain: within its limit, without its content
 * coding, its text in UTF-8. */
#ifndef COPYDESK_HANDLERS_CONTENT_H
#define COPYDESK_HANDLERS_CONTENT_H

#include "handlers/route.h"
#include "intake/charset.h"

/* How long a body may be, packed or not, and the option that says so. */
struct content_limit {
    uint64_t bytes;
    const char *option;
};

struct content_limit content_limit(const struct desk *desk, const struct request *request);

/* Notes that a body of so many bytes is too large: ERROR_BODY_TOO_LARGE. */
void content_refuse_size(const struct content_limit *limit, uint64_t bytes,
                         struct problem *problem);

/* What its head says of a body: refuses a coding or charset that is not read, before it comes.
 * `reply` receives the codings that are. Fails: ERROR_UNSUPPORTED_MEDIA_TYPE. */
NODISCARD enum error content_check(const struct request *request, struct reply *reply,
                                   struct problem *problem);

/* Unpacks the body, and decodes it but for a page and XML, which may tell their charset themselves,
 * and a form, whose parts have charsets of their own. Time O(body); memory O(body). Fails:
 * ERROR_BAD_CODING, ERROR_BAD_TEXT, ERROR_BODY_TOO_LARGE (by what it becomes), ERROR_INTERNAL,
 * ERROR_NO_MEMORY. */
NODISCARD enum error content_read(const struct desk *desk, struct request *request,
                                  struct problem *problem);

/* A text that came as bytes, and how a reader calls it. */
struct content_text {
    enum charset charset;
    struct slice bytes;
    const char *name; /* "the text", "the file left" */
};

/* Such a text in UTF-8, as charset_decode has it. Fails also: ERROR_BODY_TOO_LARGE. */
NODISCARD enum error content_decode(const struct desk *desk, const struct request *request,
                                    const struct content_text *text, struct slice *out,
                                    struct problem *problem);

#endif
