/// The serving part of the estate simulator: a development aid that pretends to be thousands of hosts with SSH.
///
/// It is C because libssh's server interface is callbacks with `void *`, state freed from inside other calls, and
/// fork(), which Swift cannot do; the plan (which host has which fault, keys, recording) is made in Swift. One process
/// per worker, one epoll loop each: `ssh_event` with all sessions would poll every descriptor for every packet, so each
/// session has an event of its own, which is asked only when epoll says that its socket is ready.
///
/// Nothing outside 127.0.0.0/8 is served: the one socket is bound to the loopback device, and a connection whose local
/// address is not of the plan is closed.
#ifndef REEVE_ESTATE_SIMULATOR_CORE_H
#define REEVE_ESTATE_SIMULATOR_CORE_H

#include <stddef.h>
#include <stdint.h>

/// What a host does wrong. The names are those of `simulator_fault_name`.
enum simulator_fault {
    SIMULATOR_FAULT_NONE,
    SIMULATOR_FAULT_SILENT,
    SIMULATOR_FAULT_SILENT_AFTER_LOGIN,
    SIMULATOR_FAULT_DRIP,
    SIMULATOR_FAULT_ENDLESS,
    SIMULATOR_FAULT_RESET,
    SIMULATOR_FAULT_EARLY_EOF,
    SIMULATOR_FAULT_CUT_AFTER_ANSWER,
    SIMULATOR_FAULT_CUT_ON_CLOSE,
    SIMULATOR_FAULT_WRONG_HOST_KEY,
    SIMULATOR_FAULT_REFUSE,
    SIMULATOR_FAULT_NO_SHELL,
    SIMULATOR_FAULT_GARBAGE,
    SIMULATOR_FAULT_ENDLESS_BANNER,
    SIMULATOR_FAULT_HUGE_LENGTH,
    SIMULATOR_FAULT_HUGE_PACKET,
    SIMULATOR_FAULT_LYING_WINDOW,
    SIMULATOR_FAULT_LEGACY,
    SIMULATOR_FAULT_CLOSE_AT_ONCE,
    SIMULATOR_FAULT_RESET_AT_ONCE,
    SIMULATOR_FAULT_SLOW_KEY_EXCHANGE,
    SIMULATOR_FAULT_COUNT
};

/// The name used on the command line; NULL beyond the last.
const char *simulator_fault_name(int fault);

/// An Ed25519 key: 32 secret bytes, then the 32 public ones.
#define SIMULATOR_KEY_BYTES 64

/// What to serve. All pointers stay valid until `simulator_serve` returns.
struct simulator_plan {
    /// Of the first host, in host byte order; the others follow without gaps, all within 127.0.0.0/8.
    uint32_t first_address;
    uint32_t host_count;
    uint16_t port;
    /// One `enum simulator_fault` for each host.
    const uint8_t *faults;
    /// One key for each host, then the one that WRONG_HOST_KEY shows, then the jump host's.
    const uint8_t *host_keys;
    /// The account's public key: its type and its base64, as in authorized_keys.
    const char *client_key_type;
    const char *client_key_base64;
    /// Also lets in by password; NULL for none.
    const char *password;
    /// For each host its own password in place of that one, then an unused place, then the jump host's; NULL entries
    /// for those without. NULL when nobody has one.
    const char *const *passwords;
    /// A file opened for appending that gets a line `ADDRESS PASSWORD` for each password offered; -1 for none.
    int offers_descriptor;
    /// A recording with placeholders, see template.c.
    const char *recorded_stdout;
    size_t recorded_stdout_bytes;
    const char *recorded_stderr;
    size_t recorded_stderr_bytes;
    /// In how many packages of a thousand hosts differ, see template.c.
    unsigned vary_per_mille;
    uint64_t seed;
    /// An address that also forwards `direct-tcpip` to the other hosts; 0 for none.
    uint32_t jump_address;
    /// As sshd's MaxStartups of the jump host.
    unsigned startups_begin, startups_rate, startups_full;
    unsigned workers;
    /// Bounds: the whole run, one connection, and connections at once in one worker.
    unsigned run_seconds;
    unsigned connection_seconds;
    unsigned connections_per_worker;
    /// Milliseconds between two bytes of a dripping host.
    unsigned drip_milliseconds;
};

/// What happened, of all workers together.
struct simulator_counters {
    uint64_t accepted;
    uint64_t logged_in;
    /// Whole answers handed to the kernel.
    uint64_t completed;
    uint64_t bytes;
    /// Connections by the fault of their host, FAULT_NONE included.
    uint64_t by_fault[SIMULATOR_FAULT_COUNT];
    /// Connections dropped by the jump host's MaxStartups, and the most that were not logged in at once.
    uint64_t startups_dropped;
    uint64_t startups_peak;
    uint64_t forwarded;
    /// To an address that is no host of the plan.
    uint64_t strangers;
    /// Beyond `connections_per_worker` or ended by `connection_seconds`.
    uint64_t over_bounds;
    /// Workers that did not end as asked.
    uint64_t crashed;
    /// Of all workers.
    double cpu_seconds;
    uint64_t peak_resident_bytes;
};

/// Makes the listening sockets, so that connections are taken from now on. Returns 0, or -1 with a text in `error`.
int simulator_listen(const struct simulator_plan *plan, char *error, size_t error_bytes);

/// `ssh-rsa AAAA…` of the hosts with FAULT_LEGACY; NULL when there are none. Valid after `simulator_listen`.
const char *simulator_legacy_host_key(void);

/// Serves until SIGTERM, SIGINT or the end of `run_seconds`. Returns 0, or -1 with a text in `error`.
int simulator_serve(struct simulator_counters *counters, char *error, size_t error_bytes);

#endif
