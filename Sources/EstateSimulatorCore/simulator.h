/// What the parts of the core share.
#ifndef REEVE_SIMULATOR_H
#define REEVE_SIMULATOR_H

#include "EstateSimulatorCore.h"

#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>
#include <stdatomic.h>
#include <stdbool.h>

/// What the workers count together, in memory that they share.
struct shared_counters {
    _Atomic uint64_t accepted, logged_in, completed, bytes, by_fault[SIMULATOR_FAULT_COUNT];
    _Atomic uint64_t startups_dropped, startups_peak, forwarded, strangers, over_bounds;
    /// Connections to the jump host that are not logged in.
    _Atomic int64_t startups;
};

#define LONGEST_NONCE 64
#define MOST_WORKERS 64

struct template;
struct connection;

/// Everything that does not change while hosts are served.
struct simulator {
    struct simulator_plan plan;
    struct shared_counters *counters;
    struct template *stdout_template;
    struct template *stderr_template;
    ssh_key client_key;
    ssh_key legacy_key;
    int listeners[MOST_WORKERS];
};

extern struct simulator simulator;

/// A growing run of bytes that wait to be sent; `sent` of them are.
struct pending {
    char *bytes;
    size_t count, sent;
};

/// Something that epoll watches.
struct watched {
    int descriptor;
    /// What epoll was told to look for.
    uint32_t interest;
    void (*ready)(struct watched *, uint32_t events);
};

struct worker;

/// One TCP connection to one host. Freed only by `worker_bury` at the end of a round.
struct connection {
    struct watched watched;
    struct worker *worker;
    struct connection *previous, *next;
    bool is_dead;
    uint32_t host;
    enum simulator_fault fault;
    bool is_jump_host;
    bool counts_as_startup;
    int64_t began, next_tick;
    /// NULL for a host that speaks no SSH at all.
    ssh_session session;
    ssh_event event;
    struct ssh_server_callbacks_struct server_callbacks;
    bool is_logged_in;
    bool is_reading_paused;
    struct exchange *exchanges;
    unsigned exchange_count;
    struct forward *forwards;
    unsigned forward_count;
};

/// One channel that runs a command.
struct exchange {
    struct exchange *next;
    struct connection *connection;
    ssh_channel channel;
    struct ssh_channel_callbacks_struct callbacks;
    bool is_running, has_answer, is_done, is_ended, is_over_window;
    int status;
    /// The line of settings at the head of the script, as far as it came.
    char head[256];
    size_t head_bytes;
    struct pending out, err;
};

// host_index.c
bool host_at(uint32_t address, uint32_t *host);
uint64_t mix(uint64_t value);

// template.c
struct template *template_parse(const char *bytes, size_t count, unsigned vary_per_mille);
/// Fills in; the caller frees `bytes`. Returns false when there is no memory.
bool template_fill(const struct template *, uint32_t host, const char *nonce, struct pending *into);

// raw_faults.c
void raw_begin(struct connection *);
void raw_ready(struct watched *, uint32_t events);
void raw_tick(struct connection *);

// session.c
bool session_begin(struct connection *);
void session_ready(struct watched *, uint32_t events);
/// Lets libssh do what it can now, then sends what can be sent.
void session_advance(struct connection *);
void session_tick(struct connection *, int64_t now);
ssh_key import_host_key(const uint8_t *key);

// exchange.c
ssh_channel exchange_open(struct connection *);
void exchange_pump(struct exchange *);
void exchange_drip(struct exchange *);
void exchange_free(struct exchange *);

// forward.c
int forward_message(ssh_session, ssh_message, void *connection);
void forwards_pump(struct connection *);
void forwards_sweep(struct connection *);
void forwards_free(struct connection *);

// worker.c
void worker_run(int listener) __attribute__((noreturn));
void worker_watch(struct worker *, struct watched *, uint32_t interest);
/// Ends a connection; with a reset instead of an orderly end when asked to.
void worker_end(struct connection *, bool with_reset);
int64_t now_milliseconds(void);

#endif
