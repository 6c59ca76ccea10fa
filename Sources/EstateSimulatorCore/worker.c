// One process's loop: accepts, tells connections that their sockets are ready, and looks at the clock.
#include "simulator.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MILLISECONDS = 100, EVENTS_PER_ROUND = 256, ACCEPTS_PER_ROUND = 64 };

struct worker {
    int poller;
    struct watched listener;
    struct connection *connections;
    /// Ended in this round; events of the round may still point to them.
    struct connection *graveyard;
    unsigned connection_count;
    uint64_t random;
};

int64_t now_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// Changes what is looked for; `interest` 0 stops looking.
void worker_watch(struct worker *worker, struct watched *watched, uint32_t interest) {
    if (watched->interest == interest) return;
    struct epoll_event event = {.events = interest, .data.ptr = watched};
    int operation = watched->interest == 0 ? EPOLL_CTL_ADD : interest == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    if (epoll_ctl(worker->poller, operation, watched->descriptor, &event) == 0) watched->interest = interest;
}

static void unlink_connection(struct connection *connection) {
    struct worker *worker = connection->worker;
    if (connection->previous != NULL) {
        connection->previous->next = connection->next;
    } else {
        worker->connections = connection->next;
    }
    if (connection->next != NULL) connection->next->previous = connection->previous;
    worker->connection_count--;
}

void worker_end(struct connection *connection, bool with_reset) {
    if (connection->is_dead) return;
    connection->is_dead = true;
    struct worker *worker = connection->worker;
    int descriptor = connection->watched.descriptor;
    worker_watch(worker, &connection->watched, 0);
    if (with_reset) {
        struct linger at_once = {.l_onoff = 1, .l_linger = 0};
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    if (connection->counts_as_startup) simulator.counters->startups--;
    unlink_connection(connection);
    connection->next = worker->graveyard;
    worker->graveyard = connection;
}

static void bury(struct worker *worker) {
    while (worker->graveyard != NULL) {
        struct connection *connection = worker->graveyard;
        worker->graveyard = connection->next;
        if (connection->session != NULL) {
            if (connection->event != NULL) {
                ssh_event_remove_session(connection->event, connection->session);
                ssh_event_free(connection->event);
            }
            // Closes the descriptor and the channels without a word, as a cut has to be.
            ssh_free(connection->session);
        } else {
            close(connection->watched.descriptor);
        }
        // Only now: the channels' callbacks pointed to them.
        forwards_free(connection);
        while (connection->exchanges != NULL) {
            struct exchange *exchange = connection->exchanges;
            connection->exchanges = exchange->next;
            exchange_free(exchange);
        }
        free(connection);
    }
}

/// Whether sshd with this MaxStartups would drop the connection; random between begin and full, as there.
static bool is_dropped_at_startup(struct worker *worker) {
    const struct simulator_plan *plan = &simulator.plan;
    int64_t startups = simulator.counters->startups;
    if (startups < plan->startups_begin) return false;
    if (startups >= plan->startups_full || plan->startups_rate >= 100) return true;
    uint64_t over = (uint64_t)startups - plan->startups_begin, span = plan->startups_full - plan->startups_begin;
    uint64_t percent = plan->startups_rate + (100 - plan->startups_rate) * over / span;
    worker->random = worker->random * 6364136223846793005u + 1442695040888963407u;
    return (worker->random >> 33) % 100 < percent;
}

static void note_startup(struct connection *connection) {
    connection->counts_as_startup = true;
    uint64_t startups = (uint64_t)(++simulator.counters->startups);
    uint64_t peak = simulator.counters->startups_peak;
    while (startups > peak
           && !atomic_compare_exchange_weak(&simulator.counters->startups_peak, &peak, startups)) {
    }
}

static bool speaks_ssh(enum simulator_fault fault) {
    switch (fault) {
    case SIMULATOR_FAULT_SILENT:
    case SIMULATOR_FAULT_GARBAGE:
    case SIMULATOR_FAULT_ENDLESS_BANNER:
    case SIMULATOR_FAULT_HUGE_LENGTH:
    case SIMULATOR_FAULT_CLOSE_AT_ONCE:
    case SIMULATOR_FAULT_RESET_AT_ONCE: return false;
    default: return true;
    }
}

static void begin(struct worker *worker, int descriptor, uint32_t host) {
    struct shared_counters *counters = simulator.counters;
    bool is_jump_host = host > simulator.plan.host_count;
    bool is_full = worker->connection_count >= simulator.plan.connections_per_worker;
    bool is_dropped = is_jump_host && is_dropped_at_startup(worker);
    struct connection *connection = is_full || is_dropped ? NULL : calloc(1, sizeof *connection);
    if (connection == NULL) {
        if (is_dropped) counters->startups_dropped++; else counters->over_bounds++;
        close(descriptor);
        return;
    }
    int yes = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    connection->watched.descriptor = descriptor;
    connection->worker = worker;
    connection->host = host;
    connection->is_jump_host = is_jump_host;
    connection->fault = is_jump_host ? SIMULATOR_FAULT_NONE : simulator.plan.faults[host];
    connection->began = connection->next_tick = now_milliseconds();
    connection->next = worker->connections;
    if (connection->next != NULL) connection->next->previous = connection;
    worker->connections = connection;
    worker->connection_count++;
    counters->accepted++;
    counters->by_fault[connection->fault]++;
    if (is_jump_host) note_startup(connection);
    if (!speaks_ssh(connection->fault)) {
        connection->watched.ready = raw_ready;
        raw_begin(connection);
    } else {
        connection->watched.ready = session_ready;
        if (!session_begin(connection)) worker_end(connection, false);
    }
}

static void accept_connections(struct watched *listener, uint32_t events) {
    (void)events;
    struct worker *worker = (struct worker *)((char *)listener - offsetof(struct worker, listener));
    for (int count = 0; count < ACCEPTS_PER_ROUND; count++) {
        int descriptor = accept4(listener->descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        struct sockaddr_in local;
        socklen_t length = sizeof local;
        uint32_t host;
        if (getsockname(descriptor, (struct sockaddr *)&local, &length) != 0 || local.sin_family != AF_INET
            || !host_at(ntohl(local.sin_addr.s_addr), &host)) {
            simulator.counters->strangers++;
            close(descriptor);
            continue;
        }
        begin(worker, descriptor, host);
    }
}

static void tick(struct worker *worker, int64_t now) {
    int64_t oldest = now - 1000ll * simulator.plan.connection_seconds;
    struct connection *next;
    for (struct connection *connection = worker->connections; connection != NULL; connection = next) {
        next = connection->next;
        if (connection->began < oldest) {
            simulator.counters->over_bounds++;
            worker_end(connection, false);
        } else if (connection->session == NULL) {
            raw_tick(connection);
        } else {
            session_tick(connection, now);
        }
    }
}

void worker_run(int listener) {
    struct worker worker = {.poller = epoll_create1(EPOLL_CLOEXEC), .random = mix((uint64_t)getpid())};
    if (worker.poller < 0) _exit(1);
    worker.listener = (struct watched){.descriptor = listener, .ready = accept_connections};
    worker_watch(&worker, &worker.listener, EPOLLIN);
    struct epoll_event events[EVENTS_PER_ROUND];
    int64_t next_tick = now_milliseconds();
    while (true) {
        int count = epoll_wait(worker.poller, events, EVENTS_PER_ROUND, TICK_MILLISECONDS);
        for (int index = 0; index < count; index++) {
            struct watched *watched = events[index].data.ptr;
            if (watched->interest != 0) watched->ready(watched, events[index].events);
        }
        int64_t now = now_milliseconds();
        if (now >= next_tick) {
            tick(&worker, now);
            next_tick = now + TICK_MILLISECONDS;
        }
        bury(&worker);
    }
}
