/// The floor that Reeve is measured against: C and libssh2, nothing else. Connects, logs in with an Ed25519 key, runs
/// one command with a script on its stdin, reads all bytes to the end, and throws them away. N hosts, T threads.
///
///   cc -O2 -o bare-libssh2 main.c -lssh2 -lpthread
///   bare-libssh2 FIRST-ADDRESS PORT USER PRIVATE-KEY SCRIPT HOSTS THREADS [SAME]
///
/// With SAME, every connection goes to FIRST-ADDRESS (one real sshd); without, each goes to the next address. Host keys
/// are not checked; nothing is kept. Prints wall and CPU time, failures, and the bytes of an answer.
#include <arpa/inet.h>
#include <libssh2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static uint32_t first_address;
static int port, host_count, is_same;
static const char *user;
static char *private_key, *script;
static size_t private_key_bytes, script_bytes;
static _Atomic int next_host, failures;
static _Atomic long long bytes_read;

static char *read_file(const char *path, size_t *count) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    char *bytes = malloc(1 << 20);
    *count = fread(bytes, 1, (1 << 20) - 1, file);
    bytes[*count] = 0;
    fclose(file);
    return bytes;
}

static int connect_to(uint32_t host_address) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(host_address)}};
    struct timeval patience = {.tv_sec = 30};
    int yes = 1, descriptor = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0) return descriptor;
    close(descriptor);
    return -1;
}

/// Runs the command; whether it ended by itself.
static int run_command(LIBSSH2_SESSION *session) {
    LIBSSH2_CHANNEL *channel = libssh2_channel_open_session(session);
    if (channel == NULL) return 0;
    int is_complete = 0;
    if (libssh2_channel_exec(channel, "/bin/sh -s") == 0) {
        for (size_t sent = 0; sent < script_bytes;) {
            ssize_t count = libssh2_channel_write(channel, script + sent, script_bytes - sent);
            if (count <= 0) break;
            sent += (size_t)count;
        }
        libssh2_channel_send_eof(channel);
        char buffer[64 << 10];
        ssize_t count;
        while ((count = libssh2_channel_read(channel, buffer, sizeof buffer)) > 0) bytes_read += count;
        while (libssh2_channel_read_stderr(channel, buffer, sizeof buffer) > 0) {
        }
        is_complete = count == 0;
    }
    libssh2_channel_free(channel);
    return is_complete;
}

static int visit(uint32_t address) {
    int descriptor = connect_to(address), is_complete = 0;
    if (descriptor < 0) return 0;
    LIBSSH2_SESSION *session = libssh2_session_init();
    libssh2_session_set_timeout(session, 30000);
    if (libssh2_session_handshake(session, descriptor) == 0
        && libssh2_userauth_publickey_frommemory(session, user, strlen(user), NULL, 0, private_key, private_key_bytes,
                                                 NULL) == 0) {
        is_complete = run_command(session);
    }
    libssh2_session_disconnect(session, "done");
    libssh2_session_free(session);
    close(descriptor);
    return is_complete;
}

static void *work(void *unused) {
    (void)unused;
    int host;
    while ((host = next_host++) < host_count) {
        if (!visit(first_address + (is_same ? 0 : (uint32_t)host))) failures++;
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count < 8) {
        fprintf(stderr, "usage: bare-libssh2 FIRST-ADDRESS PORT USER PRIVATE-KEY SCRIPT HOSTS THREADS [SAME]\n");
        return 64;
    }
    struct in_addr address;
    if (inet_pton(AF_INET, arguments[1], &address) != 1) return 64;
    first_address = ntohl(address.s_addr);
    port = atoi(arguments[2]);
    user = arguments[3];
    private_key = read_file(arguments[4], &private_key_bytes);
    script = read_file(arguments[5], &script_bytes);
    host_count = atoi(arguments[6]);
    int thread_count = atoi(arguments[7]);
    is_same = count > 8;
    if (host_count < 1 || thread_count < 1 || thread_count > 512 || libssh2_init(0) != 0) return 64;

    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    pthread_t threads[512];
    for (int index = 0; index < thread_count; index++) pthread_create(&threads[index], NULL, work, NULL);
    for (int index = 0; index < thread_count; index++) pthread_join(threads[index], NULL);
    clock_gettime(CLOCK_MONOTONIC, &ended);

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double wall = (double)(ended.tv_sec - began.tv_sec) + (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    int complete = host_count - failures;
    printf("{\"hosts\":%d,\"failed\":%d,\"wallSeconds\":%.3f,\"cpuSeconds\":%.3f,\"cpuMillisecondsPerHost\":%.3f,"
           "\"bytesPerHost\":%lld,\"peakResidentBytes\":%ld}\n",
           host_count, (int)failures, wall, cpu, cpu * 1000 / host_count, complete > 0 ? bytes_read / complete : 0,
           usage.ru_maxrss * 1024);
    return failures == 0 ? 0 : 1;
}
