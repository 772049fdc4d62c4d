/* Connections that end while their request's body is still on its way, since it was refused by its
 * head. Closed at once, the system would tell the client of a broken connection; a proxy that sends
 * the body then loses the reply. So what comes is thrown away for a moment, until the client closes
 * its side (RFC 9112, section 9.6). Inside server/ only. */
#ifndef COPYDESK_SERVER_FAREWELL_H
#define COPYDESK_SERVER_FAREWELL_H

enum {
    FAREWELL_MAX = 32,  /* connections at a time; others end at once */
    FAREWELL_MS = 2000, /* the longest time for one */
};

struct farewell;

/* Starts the thread that reads. NULL: no memory, no descriptor, no thread. */
struct farewell *farewell_open(void);

/* Ends the connections and the thread. Accepts NULL. */
void farewell_close(struct farewell *farewell);

/* Keeps this connection for a moment, by a descriptor of its own; whoever serves it closes theirs
 * as always, and reads no more from it. Any thread. O(FAREWELL_MAX). */
void farewell_take(struct farewell *farewell, int socket);

#endif
