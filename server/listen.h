/* The listening socket: of the network, a Unix socket, or one that systemd handed over
 * (sd_listen_fds(3)). Inside server/ only. */
#ifndef COPYDESK_SERVER_LISTEN_H
#define COPYDESK_SERVER_LISTEN_H

#include <sys/stat.h>

#include "config/config.h"
#include "server/address.h"

struct listening {
    int fd; /* non-blocking; -1: none */
    struct address address;
    bool is_inherited; /* systemd's: it goes on listening when we end */
    dev_t device;      /* of the Unix socket's file, so that only our own is removed */
    ino_t inode;
};

/* Takes the socket of LISTEN_FDS where LISTEN_PID is ours; else opens one by `host`, `port` and
 * `socket_mode`. A Unix socket's file that nobody answers on is replaced. Fails: ERROR_BAD_CONFIG,
 * ERROR_IO (taken, not allowed, …), with a sentence; then `out` holds nothing. */
NODISCARD enum error listening_open(const struct config *config, struct listening *out,
                                    struct problem *problem);

/* New connections are refused from now on, and the Unix socket's file is gone. An inherited socket
 * stays as it is: who connects waits for our successor. */
void listening_stop(struct listening *listening);

/* Stops and closes. May be called twice. */
void listening_close(struct listening *listening);

#endif
