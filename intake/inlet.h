/* The bytes of a file from its begin to its end, unpacked on the way. */
#ifndef COPYDESK_INTAKE_INLET_H
#define COPYDESK_INTAKE_INLET_H

#include "intake/files.h"

struct inlet;

/* Opens a regular file for reading; NULL when it cannot be had: `why` then says what was wrong. */
struct inlet *inlet_open(const char *path, enum intake_packing packing, char why[FILE_WHY_BYTES]);

/* As many bytes as are there, at least one, at most `room`; 0 at the end, and -1 where the file
 * cannot be read further, or was packed and is damaged or cut off: `why` then says so. */
ssize_t inlet_read(struct inlet *inlet, char *at, size_t room, char why[FILE_WHY_BYTES]);

/* Goes to a byte of a file that is not packed. False when it cannot. */
bool inlet_seek(struct inlet *inlet, uint64_t to);

/* Accepts NULL. */
void inlet_close(struct inlet *inlet);

#endif
