// Opens the sockets, forks the workers, waits for the end and adds up.
#include "simulator.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct simulator simulator;
static char legacy_key_line[1024];

static int fail(char *error, size_t error_bytes, const char *what) {
    snprintf(error, error_bytes, "%s: %s", what, strerror(errno));
    return -1;
}

/// A socket for any address of the loopback device. The workers' sockets share the port and the connections.
static int listen_on_loopback(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_ANY)}};
    // One socket has to serve thousands of addresses, so it is bound to all of them, but to one device only; what comes
    // over that device for an address outside the plan is closed when it is accepted.
    if (setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo") != 0
        || setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0
        || setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0
        || bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 || listen(descriptor, 4096) != 0) {
        int code = errno;
        close(descriptor);
        errno = code;
        return -1;
    }
    return descriptor;
}

static bool has_fault(const struct simulator_plan *plan, enum simulator_fault fault) {
    return plan->host_count > 0 && memchr(plan->faults, fault, plan->host_count) != NULL;
}

static bool make_legacy_key(void) {
    char *base64 = NULL;
    if (ssh_pki_generate(SSH_KEYTYPE_RSA, 2048, &simulator.legacy_key) != SSH_OK) return false;
    if (ssh_pki_export_pubkey_base64(simulator.legacy_key, &base64) != SSH_OK) return false;
    snprintf(legacy_key_line, sizeof legacy_key_line, "ssh-rsa %s", base64);
    ssh_string_free_char(base64);
    return true;
}

const char *simulator_legacy_host_key(void) {
    return legacy_key_line[0] == 0 ? NULL : legacy_key_line;
}

static bool is_sound(const struct simulator_plan *plan) {
    return plan->host_count > 0 && plan->first_address >> 24 == 127
        && (plan->first_address + plan->host_count - 1) >> 24 == 127 && plan->first_address + plan->host_count != 0
        && (plan->jump_address == 0 || plan->jump_address >> 24 == 127) && plan->workers > 0
        && plan->workers <= MOST_WORKERS && plan->startups_full > plan->startups_begin && plan->startups_rate <= 100;
}

int simulator_listen(const struct simulator_plan *plan, char *error, size_t error_bytes) {
    if (!is_sound(plan)) {
        snprintf(error, error_bytes, "the plan reaches outside 127.0.0.0/8 or its bounds");
        return -1;
    }
    simulator.plan = *plan;
    if (ssh_init() != SSH_OK
        || ssh_pki_import_pubkey_base64(plan->client_key_base64, ssh_key_type_from_name(plan->client_key_type),
                                        &simulator.client_key) != SSH_OK) {
        snprintf(error, error_bytes, "libssh cannot read the client's public key");
        return -1;
    }
    if (has_fault(plan, SIMULATOR_FAULT_LEGACY) && !make_legacy_key()) {
        snprintf(error, error_bytes, "libssh cannot make an RSA key");
        return -1;
    }
    struct template *out = template_parse(plan->recorded_stdout, plan->recorded_stdout_bytes, plan->vary_per_mille);
    struct template *err = template_parse(plan->recorded_stderr, plan->recorded_stderr_bytes, 0);
    int shared = MAP_SHARED | MAP_ANONYMOUS;
    void *counters = mmap(NULL, sizeof(struct shared_counters), PROT_READ | PROT_WRITE, shared, -1, 0);
    if (out == NULL || err == NULL || counters == MAP_FAILED) return fail(error, error_bytes, "no memory");
    simulator.stdout_template = out;
    simulator.stderr_template = err;
    simulator.counters = counters;

    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    for (unsigned index = 0; index < plan->workers; index++) {
        simulator.listeners[index] = listen_on_loopback(plan->port);
        if (simulator.listeners[index] < 0) return fail(error, error_bytes, "cannot listen on the loopback device");
    }
    return 0;
}

static pid_t start_worker(unsigned index) {
    pid_t parent = getpid(), id = fork();
    if (id != 0) return id;
    // A worker never outlives whoever started it, however that ended.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    signal(SIGPIPE, SIG_IGN);
    for (unsigned other = 0; other < simulator.plan.workers; other++) {
        if (other != index) close(simulator.listeners[other]);
    }
    worker_run(simulator.listeners[index]);
}

static void add_up(struct simulator_counters *sum) {
    const struct shared_counters *counters = simulator.counters;
    sum->accepted = counters->accepted;
    sum->logged_in = counters->logged_in;
    sum->completed = counters->completed;
    sum->bytes = counters->bytes;
    for (int fault = 0; fault < SIMULATOR_FAULT_COUNT; fault++) sum->by_fault[fault] = counters->by_fault[fault];
    sum->startups_dropped = counters->startups_dropped;
    sum->startups_peak = counters->startups_peak;
    sum->forwarded = counters->forwarded;
    sum->strangers = counters->strangers;
    sum->over_bounds = counters->over_bounds;
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    sum->cpu_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    // The largest worker's, times their number: an upper bound that needs no sampling.
    sum->peak_resident_bytes = (uint64_t)usage.ru_maxrss * 1024 * simulator.plan.workers;
}

int simulator_serve(struct simulator_counters *counters, char *error, size_t error_bytes) {
    const struct simulator_plan *plan = &simulator.plan;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, NULL);
    pid_t workers[MOST_WORKERS];
    memset(counters, 0, sizeof *counters);
    for (unsigned index = 0; index < plan->workers; index++) {
        workers[index] = start_worker(index);
        if (workers[index] < 0) {
            for (unsigned started = 0; started < index; started++) kill(workers[started], SIGKILL);
            return fail(error, error_bytes, "cannot start a worker");
        }
    }
    // Only the workers accept; a socket left open here would be given connections too.
    for (unsigned index = 0; index < plan->workers; index++) close(simulator.listeners[index]);
    struct timespec patience = {.tv_sec = plan->run_seconds};
    while (sigtimedwait(&ends, NULL, &patience) < 0 && errno == EINTR) {
    }
    for (unsigned index = 0; index < plan->workers; index++) {
        int status = 0;
        bool ended_itself = waitpid(workers[index], &status, WNOHANG) == workers[index];
        if (!ended_itself) {
            // What it counted is in shared memory and it holds nothing else; the signals that end us are blocked in it.
            kill(workers[index], SIGKILL);
            while (waitpid(workers[index], &status, 0) < 0 && errno == EINTR) {
            }
        } else {
            counters->crashed++;
        }
    }
    uint64_t crashed = counters->crashed;
    add_up(counters);
    counters->crashed = crashed;
    return 0;
}
