/* What a client sends: options of the query, then the body in any form the route takes. */
#ifndef COPYDESK_HANDLERS_BODY_H
#define COPYDESK_HANDLERS_BODY_H

#include "handlers/route.h"
#include "schemas/requests.h"

/* Fills `in`, a struct of the shape that begins from its defaults, from query and body: JSON, or
 * text that becomes source->text (source lies in `in`). All faults of both are told at once.
 * Fails: ERROR_BAD_JSON, ERROR_BAD_TEXT, ERROR_BAD_QUERY, ERROR_INVALID, ERROR_NO_MEMORY. */
NODISCARD enum error body_read(const struct desk *desk, const struct request *request,
                               const struct shape *shape, struct wire_source *source, void *in,
                               struct problem *problem);

/* As body_read, for the two texts of a diff: JSON, or multipart/form-data with the files `left` and
 * `right` and options as fields. Fails also: ERROR_BAD_MULTIPART, ERROR_UNSUPPORTED_MEDIA_TYPE. */
NODISCARD enum error body_read_diff(const struct desk *desk, const struct request *request,
                                    struct diff_request *in, struct problem *problem);

/* Text that came as bytes, not in JSON, is checked here once and trusted afterwards. name: how a
 * reader calls it, "the file left"; pointer: where it stands. Fails: ERROR_INVALID (empty),
 * ERROR_BAD_TEXT (not UTF-8, a NUL). */
NODISCARD enum error body_check_text(struct slice text, const char *name, const char *pointer,
                                     struct problem *problem);

/* Value of a hexadecimal digit; -1 of any other byte. */
int body_hex_value(char digit);

/* Fills `in` from the query alone. Fails: ERROR_BAD_QUERY, ERROR_INVALID, ERROR_NO_MEMORY. */
NODISCARD enum error body_read_query(const struct request *request, const struct shape *shape,
                                     void *in, struct problem *problem);

#endif
