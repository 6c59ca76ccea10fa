// The hosts that speak no SSH, or not far enough that libssh could be asked: plain writes to the socket.
#include "simulator.h"

#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>

static const char identification[] = "SSH-2.0-EstateSimulator\r\n";

/// What is sent again and again, a piece in each tick, and only as fast as the client reads.
static void send_piece(struct connection *connection, const char *line) {
    char piece[4096];
    size_t length = strlen(line), count = 0;
    while (count + length <= sizeof piece) {
        memcpy(piece + count, line, length);
        count += length;
    }
    send(connection->watched.descriptor, piece, count, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void raw_begin(struct connection *connection) {
    int descriptor = connection->watched.descriptor;
    switch (connection->fault) {
    case SIMULATOR_FAULT_CLOSE_AT_ONCE: worker_end(connection, false); return;
    case SIMULATOR_FAULT_RESET_AT_ONCE: worker_end(connection, true); return;
    case SIMULATOR_FAULT_GARBAGE: {
        // Everything from NUL to 0xff, lines, an escape sequence, and no identification.
        char garbage[1024];
        for (size_t index = 0; index < sizeof garbage; index++) garbage[index] = (char)(index * 167 + (index >> 8));
        memcpy(garbage + 100, "\r\nHTTP/1.1 400 Bad Request\r\n\x1b[2J\r\n", 34);
        send(descriptor, garbage, sizeof garbage, MSG_DONTWAIT | MSG_NOSIGNAL);
        break;
    }
    case SIMULATOR_FAULT_HUGE_LENGTH: {
        send(descriptor, identification, sizeof identification - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        // A packet of 2 GiB less one byte, padding 8, that claims to be SSH_MSG_KEXINIT.
        send(descriptor, "\x7f\xff\xff\xff\x08\x14", 6, MSG_DONTWAIT | MSG_NOSIGNAL);
        break;
    }
    default: break;
    }
    worker_watch(connection->worker, &connection->watched, EPOLLIN);
}

void raw_tick(struct connection *connection) {
    if (connection->fault == SIMULATOR_FAULT_ENDLESS_BANNER) {
        send_piece(connection, "This system is for authorised use only. Your activities may be monitored.\r\n");
    } else if (connection->fault == SIMULATOR_FAULT_HUGE_LENGTH) {
        send_piece(connection, "0123456789abcdef");
    }
}

void raw_ready(struct watched *watched, uint32_t events) {
    struct connection *connection = (struct connection *)watched;
    char discarded[4096];
    ssize_t count = recv(watched->descriptor, discarded, sizeof discarded, MSG_DONTWAIT);
    if (count == 0 || events & (EPOLLERR | EPOLLHUP)) worker_end(connection, false);
}
