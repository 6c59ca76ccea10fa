// One command on one host: reads the nonce from the script, answers from the recording, and does what the fault says.
#include "simulator.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_PER_WRITE = 64 << 10, ENDLESS_BYTES_PER_ROUND = 256 << 10, OVERRUN_BYTES = 8 << 20 };

static bool set_text(struct pending *pending, const char *text) {
    free(pending->bytes);
    *pending = (struct pending){.bytes = strdup(text)};
    pending->count = pending->bytes == NULL ? 0 : strlen(text);
    return pending->bytes != NULL;
}

/// The word after `set -- ` in the first line of the script; false when there is none of the right form.
static bool find_nonce(const struct exchange *exchange, char *nonce) {
    static const char start[] = "set -- ";
    size_t begin = sizeof start - 1, end = begin;
    if (exchange->head_bytes < begin || memcmp(exchange->head, start, begin) != 0) return false;
    while (end < exchange->head_bytes && exchange->head[end] != ' ' && exchange->head[end] != '\n') end++;
    size_t count = end - begin;
    if (count < 16 || count > LONGEST_NONCE || end == exchange->head_bytes) return false;
    memcpy(nonce, exchange->head + begin, count);
    nonce[count] = 0;
    return true;
}

/// Puts noise before the answer, more than any window that a client grants.
static bool prepend_noise(struct pending *out) {
    char *bytes = malloc(OVERRUN_BYTES + out->count);
    if (bytes == NULL) return false;
    memset(bytes, '.', OVERRUN_BYTES - 1);
    bytes[OVERRUN_BYTES - 1] = '\n';
    memcpy(bytes + OVERRUN_BYTES, out->bytes, out->count);
    free(out->bytes);
    *out = (struct pending){.bytes = bytes, .count = OVERRUN_BYTES + out->count};
    return true;
}

/// Called when the whole script is here, as `sh -s` would begin then.
static void prepare_answer(struct exchange *exchange) {
    struct connection *connection = exchange->connection;
    char nonce[LONGEST_NONCE + 1];
    if (!exchange->is_running || exchange->has_answer) return;
    if (connection->fault == SIMULATOR_FAULT_SILENT_AFTER_LOGIN) return;
    exchange->has_answer = true;
    if (!find_nonce(exchange, nonce)) return;
    uint32_t host = connection->host;
    if (!template_fill(simulator.stdout_template, host, nonce, &exchange->out)
        || !template_fill(simulator.stderr_template, host, nonce, &exchange->err)) {
        worker_end(connection, true);
        return;
    }
    switch (connection->fault) {
    case SIMULATOR_FAULT_RESET:
    case SIMULATOR_FAULT_EARLY_EOF:
    case SIMULATOR_FAULT_ENDLESS:
        exchange->out.count /= 2;
        exchange->err.count = 0;
        break;
    case SIMULATOR_FAULT_LYING_WINDOW:
    case SIMULATOR_FAULT_HUGE_PACKET:
        if (!prepend_noise(&exchange->out)) worker_end(connection, true);
        break;
    default: break;
    }
}

static int take_command(ssh_session session, ssh_channel channel, const char *command, void *data) {
    (void)session, (void)channel;
    struct exchange *exchange = data;
    if (exchange->is_running) return 1;
    exchange->is_running = true;
    if (exchange->connection->fault == SIMULATOR_FAULT_NO_SHELL) {
        exchange->has_answer = set_text(&exchange->out, "This account is currently not available.\n");
        exchange->status = 1;
    } else if (strcmp(command, "/bin/sh -s") != 0) {
        exchange->has_answer = set_text(&exchange->err, "sh: 1: not found\n");
        exchange->status = 127;
    }
    return 0;
}

static int take_input(ssh_session session, ssh_channel channel, void *bytes, uint32_t count, int is_stderr,
                      void *data) {
    (void)session, (void)channel, (void)is_stderr;
    struct exchange *exchange = data;
    size_t room = sizeof exchange->head - exchange->head_bytes, taken = count < room ? count : room;
    memcpy(exchange->head + exchange->head_bytes, bytes, taken);
    exchange->head_bytes += taken;
    return (int)count;
}

static void take_end(ssh_session session, ssh_channel channel, void *data) {
    (void)session, (void)channel;
    prepare_answer(data);
}

static void take_close(ssh_session session, ssh_channel channel, void *data) {
    (void)session, (void)channel;
    struct exchange *exchange = data;
    exchange->is_ended = true;
}

ssh_channel exchange_open(struct connection *connection) {
    struct exchange *exchange = calloc(1, sizeof *exchange);
    ssh_channel channel = exchange == NULL ? NULL : ssh_channel_new(connection->session);
    if (channel == NULL) {
        free(exchange);
        return NULL;
    }
    exchange->connection = connection;
    exchange->channel = channel;
    exchange->callbacks = (struct ssh_channel_callbacks_struct){
        .userdata = exchange,
        .channel_data_function = take_input,
        .channel_eof_function = take_end,
        .channel_close_function = take_close,
        .channel_exec_request_function = take_command,
    };
    ssh_callbacks_init(&exchange->callbacks);
    ssh_set_channel_callbacks(channel, &exchange->callbacks);
    // The newest first: its faults are the ones that count.
    exchange->next = connection->exchanges;
    connection->exchanges = exchange;
    connection->exchange_count++;
    return channel;
}

/// The beginning of libssh's channel, which it hides: there is no other way to make it break the client's limits.
struct channel_beginning {
    ssh_session session;
    uint32_t local_channel, local_window;
    int local_end;
    uint32_t local_packet, remote_channel, remote_window;
    int remote_end;
    uint32_t remote_packet;
};

/// Makes libssh believe that the client granted more than it did. Ends the connection where libssh looks otherwise.
static void forget_limits(struct exchange *exchange) {
    struct connection *connection = exchange->connection;
    struct channel_beginning *channel = (struct channel_beginning *)exchange->channel;
    bool looks_right = channel->session == connection->session
        && channel->remote_window == ssh_channel_window_size(exchange->channel) && channel->remote_packet > 0
        && channel->remote_packet <= 1 << 24;
    if (!looks_right) {
        worker_end(connection, true);
        return;
    }
    channel->remote_window = 1u << 30;
    if (connection->fault == SIMULATOR_FAULT_HUGE_PACKET) channel->remote_packet = 1 << 20;
    exchange->is_over_window = true;
}

/// Hands on what the client's window allows; true when all is handed on.
static bool push(struct exchange *exchange, struct pending *pending, bool to_stderr) {
    size_t most = exchange->is_over_window ? OVERRUN_BYTES : BYTES_PER_WRITE;
    while (pending->sent < pending->count) {
        size_t left = pending->count - pending->sent, count = left < most ? left : most;
        const char *bytes = pending->bytes + pending->sent;
        int written = to_stderr ? ssh_channel_write_stderr(exchange->channel, bytes, (uint32_t)count)
                                : ssh_channel_write(exchange->channel, bytes, (uint32_t)count);
        if (written <= 0) return false;
        pending->sent += (size_t)written;
        simulator.counters->bytes += (uint64_t)written;
    }
    return true;
}

static void push_endlessly(struct exchange *exchange) {
    static char noise[BYTES_PER_WRITE];
    if (noise[0] == 0) {
        for (size_t index = 0; index < sizeof noise; index++) noise[index] = index % 64 == 63 ? '\n' : 'y';
    }
    for (size_t sent = 0; sent < ENDLESS_BYTES_PER_ROUND;) {
        if (ssh_get_poll_flags(exchange->connection->session) & SSH_WRITE_PENDING) return;
        int written = ssh_channel_write(exchange->channel, noise, sizeof noise);
        if (written <= 0) return;
        sent += (size_t)written;
        simulator.counters->bytes += (uint64_t)written;
    }
}

static void finish(struct exchange *exchange) {
    exchange->is_done = true;
    ssh_channel channel = exchange->channel;
    switch (exchange->connection->fault) {
    case SIMULATOR_FAULT_RESET:
    case SIMULATOR_FAULT_CUT_AFTER_ANSWER: return;
    case SIMULATOR_FAULT_EARLY_EOF: break;
    default:
        ssh_channel_request_send_exit_status(channel, exchange->status);
        simulator.counters->completed++;
    }
    ssh_channel_send_eof(channel);
    if (exchange->connection->fault != SIMULATOR_FAULT_CUT_ON_CLOSE) ssh_channel_close(channel);
}

void exchange_pump(struct exchange *exchange) {
    struct connection *connection = exchange->connection;
    if (!exchange->has_answer || exchange->is_done || exchange->is_ended || connection->is_dead
        || connection->fault == SIMULATOR_FAULT_DRIP) {
        return;
    }
    bool ignores_limits =
        connection->fault == SIMULATOR_FAULT_LYING_WINDOW || connection->fault == SIMULATOR_FAULT_HUGE_PACKET;
    if (ignores_limits && !exchange->is_over_window) forget_limits(exchange);
    if (connection->is_dead || !push(exchange, &exchange->err, true) || !push(exchange, &exchange->out, false)) return;
    if (connection->fault == SIMULATOR_FAULT_ENDLESS) {
        push_endlessly(exchange);
    } else {
        finish(exchange);
    }
}

void exchange_drip(struct exchange *exchange) {
    struct pending *out = &exchange->out;
    if (!exchange->has_answer || exchange->is_ended || out->sent == out->count) return;
    if (ssh_channel_write(exchange->channel, out->bytes + out->sent, 1) == 1) {
        out->sent++;
        simulator.counters->bytes++;
    }
}

void exchange_free(struct exchange *exchange) {
    free(exchange->out.bytes);
    free(exchange->err.bytes);
    free(exchange);
}
