#include "server/farewell.h"

#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/suite.h"

enum { PIECE_BYTES = 65536, PIECES = 32 };

/* A connection that the service has closed after its reply; gives the client's end. */
static int leave(struct farewell *farewell)
{
    int ends[2];

    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    ck_assert_int_eq(send(ends[1], "reply", 5, MSG_NOSIGNAL), 5);
    farewell_take(farewell, ends[1]);
    ck_assert_int_eq(shutdown(ends[1], SHUT_WR), 0);
    ck_assert_int_eq(close(ends[1]), 0);
    return ends[0];
}

/* Sends a body, all of it though nobody wants it, then reads the reply. */
static void send_all(int client)
{
    static const char piece[PIECE_BYTES];
    char reply[16];

    for (int i = 0; i < PIECES; i++)
        ck_assert_int_eq(send(client, piece, sizeof piece, MSG_NOSIGNAL), sizeof piece);
    ck_assert_int_eq(recv(client, reply, sizeof reply, MSG_WAITALL), 5);
}

/* Until nobody is at the other end any more. */
static void wait_until_alone(int client)
{
    while (send(client, "x", 1, MSG_NOSIGNAL) == 1)
        continue;
}

START_TEST(takes_bodies_nobody_wants)
{
    struct farewell *farewell = farewell_open();

    ck_assert_ptr_nonnull(farewell);
    for (int i = 0; i < FAREWELL_MAX; i++) {
        int client = leave(farewell);

        send_all(client);
        (void)close(client);
    }
    farewell_close(farewell);
}

END_TEST

START_TEST(ends_those_who_stay)
{
    struct farewell *farewell = farewell_open();
    int clients[FAREWELL_MAX], one_more;

    for (size_t i = 0; i < FAREWELL_MAX; i++)
        clients[i] = leave(farewell);
    one_more = leave(farewell);
    ck_assert_int_eq(send(one_more, "x", 1, MSG_NOSIGNAL), -1); /* there is no place for it */
    (void)close(one_more);
    send_all(clients[FAREWELL_MAX - 1]);
    for (size_t i = 0; i < FAREWELL_MAX; i++) {
        wait_until_alone(clients[i]); /* its time is over */
        (void)close(clients[i]);
    }
    one_more = leave(farewell);
    send_all(one_more); /* places are free again */
    farewell_close(farewell);
    wait_until_alone(one_more);
    (void)close(one_more);
}

END_TEST

SUITE("farewell", TEST(takes_bodies_nobody_wants), TEST(ends_those_who_stay))
