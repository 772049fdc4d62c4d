/* The part of POST /v1/diff that answers a list of versions. */
#ifndef COPYDESK_HANDLERS_VERSIONS_H
#define COPYDESK_HANDLERS_VERSIONS_H

#include "handlers/task.h"

/* Reads every version, all faults at once, and replies with the chain of changes, as JSON. Fails as
 * task_read does; ERROR_NOT_ACCEPTABLE; ERROR_NO_MEMORY. */
NODISCARD enum error versions_answer(const struct task *task, const struct diff_request *in,
                                     struct reply *reply);

#endif
