#include "server/farewell.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ_BYTES = 65536, READS = 16 };

struct farewell {
    pthread_mutex_t lock;
    pthread_t thread;
    int bell; /* rung for a new connection, and for the end */
    bool ends;
    int sockets[FAREWELL_MAX]; /* 0: a free place. Filled by any thread, freed by ours */
    int64_t until_ms[FAREWELL_MAX];
};

static int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void ring(struct farewell *farewell)
{
    const uint64_t one = 1;

    (void)!write(farewell->bell, &one, sizeof one);
}

/* Throws away what has come. False: the client has closed its side, or is gone. */
static bool drink(int socket)
{
    char bytes[READ_BYTES];

    for (int i = 0; i < READS; i++) {
        ssize_t got = recv(socket, bytes, sizeof bytes, MSG_DONTWAIT);

        if (got <= 0)
            return got < 0 && (errno == EAGAIN || errno == EINTR);
    }
    return true;
}

/* Fills the list to wait for, the bell first; gives the time until the first of them has had its
 * own, or -1. False: the end. */
static bool list(struct farewell *farewell, struct pollfd polled[FAREWELL_MAX + 1], int *wait_ms)
{
    int64_t first = INT64_MAX, now = now_ms();
    bool goes_on;

    polled[0] = (struct pollfd){.fd = farewell->bell, .events = POLLIN};
    (void)pthread_mutex_lock(&farewell->lock);
    for (size_t i = 0; i < FAREWELL_MAX; i++) {
        int socket = farewell->sockets[i];

        polled[i + 1] = (struct pollfd){.fd = socket ? socket : -1, .events = POLLIN};
        if (socket && farewell->until_ms[i] < first)
            first = farewell->until_ms[i];
    }
    goes_on = !farewell->ends;
    (void)pthread_mutex_unlock(&farewell->lock);
    *wait_ms = first == INT64_MAX ? -1 : first <= now ? 0 : (int)(first - now);
    return goes_on;
}

static void look_at(struct farewell *farewell, size_t i, const struct pollfd *polled)
{
    if (polled->fd < 0 ||
        ((!polled->revents || drink(polled->fd)) && now_ms() < farewell->until_ms[i]))
        return;
    (void)close(polled->fd);
    (void)pthread_mutex_lock(&farewell->lock);
    farewell->sockets[i] = 0;
    (void)pthread_mutex_unlock(&farewell->lock);
}

static void *read_all(void *argument)
{
    struct farewell *farewell = argument;
    struct pollfd polled[FAREWELL_MAX + 1];
    uint64_t rings;
    int wait_ms;

    while (list(farewell, polled, &wait_ms)) {
        if (poll(polled, FAREWELL_MAX + 1, wait_ms) < 0)
            continue;
        if (polled[0].revents)
            (void)!read(farewell->bell, &rings, sizeof rings);
        for (size_t i = 0; i < FAREWELL_MAX; i++)
            look_at(farewell, i, &polled[i + 1]);
    }
    return NULL;
}

struct farewell *farewell_open(void)
{
    struct farewell *farewell = calloc(1, sizeof *farewell);

    if (!farewell)
        return NULL;
    farewell->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (farewell->bell >= 0) {
        (void)pthread_mutex_init(&farewell->lock, NULL);
        if (pthread_create(&farewell->thread, NULL, read_all, farewell) == 0)
            return farewell;
        (void)pthread_mutex_destroy(&farewell->lock);
        (void)close(farewell->bell);
    }
    free(farewell);
    return NULL;
}

void farewell_close(struct farewell *farewell)
{
    if (!farewell)
        return;
    (void)pthread_mutex_lock(&farewell->lock);
    farewell->ends = true;
    (void)pthread_mutex_unlock(&farewell->lock);
    ring(farewell);
    (void)pthread_join(farewell->thread, NULL);
    for (size_t i = 0; i < FAREWELL_MAX; i++)
        if (farewell->sockets[i])
            (void)close(farewell->sockets[i]);
    (void)close(farewell->bell);
    (void)pthread_mutex_destroy(&farewell->lock);
    free(farewell);
}

void farewell_take(struct farewell *farewell, int socket)
{
    size_t place = 0;
    int second = -1;

    (void)pthread_mutex_lock(&farewell->lock);
    while (place < FAREWELL_MAX && farewell->sockets[place])
        place++;
    if (place < FAREWELL_MAX)
        second = fcntl(socket, F_DUPFD_CLOEXEC, 1);
    if (second >= 0) {
        farewell->until_ms[place] = now_ms() + FAREWELL_MS;
        farewell->sockets[place] = second;
    }
    (void)pthread_mutex_unlock(&farewell->lock);
    if (second >= 0)
        ring(farewell);
}
