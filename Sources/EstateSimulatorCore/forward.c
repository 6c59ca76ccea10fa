// The jump host: each `direct-tcpip` channel is a TCP connection to another host of the plan, and to nothing else.
#include "simulator.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_FORWARDS = 4096, UNSENT_LIMIT = 4 << 20, PIECE_BYTES = 32 << 10 };

struct forward {
    struct watched watched;
    struct forward *next;
    struct connection *connection;
    ssh_channel channel;
    struct ssh_channel_callbacks_struct callbacks;
    /// From the client, not yet taken by the host; and from the host, not yet taken by the client.
    struct pending to_host, to_client;
    bool client_is_done, host_knows, is_closed;
};

static void close_forward(struct forward *forward) {
    if (forward->is_closed) return;
    forward->is_closed = true;
    worker_watch(forward->connection->worker, &forward->watched, 0);
    close(forward->watched.descriptor);
    if (ssh_channel_is_open(forward->channel)) {
        ssh_channel_send_eof(forward->channel);
        ssh_channel_close(forward->channel);
    }
}

/// Sends what the client gave.
static void push_to_host(struct forward *forward) {
    struct pending *pending = &forward->to_host;
    while (pending->sent < pending->count) {
        int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
        ssize_t count = send(forward->watched.descriptor, pending->bytes + pending->sent,
                             pending->count - pending->sent, flags);
        if (count <= 0) return;
        pending->sent += (size_t)count;
    }
    free(pending->bytes);
    *pending = (struct pending){0};
    if (forward->client_is_done && !forward->host_knows) {
        forward->host_knows = true;
        shutdown(forward->watched.descriptor, SHUT_WR);
    }
}

/// Hands on what the host said, as far as the client's window allows, and reads more only when that is gone.
static void push_to_client(struct forward *forward) {
    struct pending *pending = &forward->to_client;
    while (!forward->is_closed) {
        if (pending->sent < pending->count) {
            int written = ssh_channel_write(forward->channel, pending->bytes + pending->sent,
                                            (uint32_t)(pending->count - pending->sent));
            if (written <= 0) return;
            pending->sent += (size_t)written;
            continue;
        }
        if (pending->bytes == NULL) pending->bytes = malloc(PIECE_BYTES);
        if (pending->bytes == NULL) return close_forward(forward);
        ssize_t count = recv(forward->watched.descriptor, pending->bytes, PIECE_BYTES, MSG_DONTWAIT);
        if (count < 0) {
            bool is_broken = errno != EAGAIN && errno != EINTR;
            if (is_broken) return close_forward(forward);
            // A forward that waits holds no buffer.
            free(pending->bytes);
            *pending = (struct pending){0};
            return;
        }
        if (count == 0) return close_forward(forward);
        *pending = (struct pending){.bytes = pending->bytes, .count = (size_t)count};
    }
}

static void pump(struct forward *forward) {
    if (forward->is_closed) return;
    push_to_host(forward);
    push_to_client(forward);
    if (forward->is_closed) return;
    bool client_is_full = forward->to_client.sent < forward->to_client.count;
    bool host_is_full = forward->to_host.sent < forward->to_host.count;
    uint32_t interest = (client_is_full ? 0 : EPOLLIN) | (host_is_full ? EPOLLOUT : 0);
    worker_watch(forward->connection->worker, &forward->watched, interest);
}

static void forward_ready(struct watched *watched, uint32_t events) {
    struct forward *forward = (struct forward *)watched;
    // The bytes that came before an error still count; reading finds out about it.
    if (events & (EPOLLERR | EPOLLHUP)) forward->to_host.count = forward->to_host.sent = 0;
    pump(forward);
    // What was written to the channel may wait for the client's socket.
    if (!forward->connection->is_dead) session_advance(forward->connection);
}

static int take_bytes(ssh_session session, ssh_channel channel, void *bytes, uint32_t count, int is_stderr,
                      void *data) {
    (void)session, (void)channel, (void)is_stderr;
    struct forward *forward = data;
    struct pending *pending = &forward->to_host;
    char *joined = forward->is_closed || pending->count + count > UNSENT_LIMIT
        ? NULL : realloc(pending->bytes, pending->count + count);
    if (joined == NULL) {
        close_forward(forward);
        return (int)count;
    }
    memcpy(joined + pending->count, bytes, count);
    pending->bytes = joined;
    pending->count += count;
    return (int)count;
}

static void take_end(ssh_session session, ssh_channel channel, void *data) {
    (void)session, (void)channel;
    ((struct forward *)data)->client_is_done = true;
}

static void take_close(ssh_session session, ssh_channel channel, void *data) {
    (void)session, (void)channel;
    close_forward(data);
}

/// A connection to a host of the plan that is under way; -1 for any other place.
static int connect_to_host(const char *destination, int port) {
    struct in_addr address;
    uint32_t host;
    if (port != simulator.plan.port || inet_pton(AF_INET, destination, &address) != 1
        || !host_at(ntohl(address.s_addr), &host)) {
        return -1;
    }
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int yes = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = address};
    connect(descriptor, (struct sockaddr *)&to, sizeof to);
    return descriptor;
}

/// Called by libssh for what its other callbacks do not take; 1 lets it refuse.
int forward_message(ssh_session session, ssh_message message, void *data) {
    (void)session;
    struct connection *connection = data;
    if (ssh_message_type(message) != SSH_REQUEST_CHANNEL_OPEN
        || ssh_message_subtype(message) != SSH_CHANNEL_DIRECT_TCPIP || !connection->is_logged_in
        || connection->forward_count >= MOST_FORWARDS) {
        return 1;
    }
    int descriptor = connect_to_host(ssh_message_channel_request_open_destination(message),
                                     ssh_message_channel_request_open_destination_port(message));
    struct forward *forward = descriptor < 0 ? NULL : calloc(1, sizeof *forward);
    ssh_channel channel = forward == NULL ? NULL : ssh_message_channel_request_open_reply_accept(message);
    if (channel == NULL) {
        if (descriptor >= 0) close(descriptor);
        free(forward);
        return 1;
    }
    forward->watched = (struct watched){.descriptor = descriptor, .ready = forward_ready};
    forward->connection = connection;
    forward->channel = channel;
    forward->callbacks = (struct ssh_channel_callbacks_struct){
        .userdata = forward,
        .channel_data_function = take_bytes,
        .channel_eof_function = take_end,
        .channel_close_function = take_close,
    };
    ssh_callbacks_init(&forward->callbacks);
    ssh_set_channel_callbacks(channel, &forward->callbacks);
    forward->next = connection->forwards;
    connection->forwards = forward;
    connection->forward_count++;
    simulator.counters->forwarded++;
    worker_watch(connection->worker, &forward->watched, EPOLLIN | EPOLLOUT);
    return 0;
}

/// Goes on with those that the client's last packets, or room in its windows, concern.
void forwards_pump(struct connection *connection) {
    for (struct forward *forward = connection->forwards; forward != NULL; forward = forward->next) {
        bool has_bytes = forward->to_host.count > 0 || forward->to_client.sent < forward->to_client.count;
        if (has_bytes || forward->client_is_done != forward->host_knows) pump(forward);
    }
}

static void free_forward(struct forward *forward) {
    free(forward->to_host.bytes);
    free(forward->to_client.bytes);
    free(forward);
}

/// Called between rounds, when no event can point to one that is closed.
void forwards_sweep(struct connection *connection) {
    for (struct forward **link = &connection->forwards; *link != NULL;) {
        struct forward *forward = *link;
        if (!forward->is_closed) {
            link = &forward->next;
            continue;
        }
        *link = forward->next;
        connection->forward_count--;
        ssh_remove_channel_callbacks(forward->channel, &forward->callbacks);
        ssh_channel_free(forward->channel);
        free_forward(forward);
    }
}

/// Called when the session with its channels is gone.
void forwards_free(struct connection *connection) {
    while (connection->forwards != NULL) {
        struct forward *forward = connection->forwards;
        connection->forwards = forward->next;
        if (!forward->is_closed) {
            worker_watch(connection->worker, &forward->watched, 0);
            close(forward->watched.descriptor);
        }
        free_forward(forward);
    }
}
