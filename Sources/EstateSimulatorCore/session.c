// One SSH session of one host: key exchange and login by libssh, driven without ever waiting.
#include "simulator.h"

#include <linux/sockios.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    /// One call of libssh reads 4 KiB; this bounds how long one client keeps the others waiting.
    TURNS_PER_ROUND = 32,
    MOST_CHANNELS = 10,
    SLOW_STEP_MILLISECONDS = 3000,
    CUT_AFTER_MILLISECONDS = 1000,
};

static bool is_slow(const struct connection *connection) {
    return connection->fault == SIMULATOR_FAULT_SLOW_KEY_EXCHANGE && !connection->is_logged_in;
}

static int judge_key(ssh_session session, const char *user, struct ssh_key_struct *key, char state, void *data) {
    (void)session, (void)user;
    struct connection *connection = data;
    bool is_right = ssh_key_cmp(key, simulator.client_key, SSH_KEY_CMP_PUBLIC) == 0;
    if (!is_right || connection->fault == SIMULATOR_FAULT_REFUSE) return SSH_AUTH_DENIED;
    if (state == SSH_PUBLICKEY_STATE_NONE) return SSH_AUTH_SUCCESS;
    if (state != SSH_PUBLICKEY_STATE_VALID) return SSH_AUTH_DENIED;
    connection->is_logged_in = true;
    return SSH_AUTH_SUCCESS;
}

/// Keeps what a client offered, right or wrong. One write, so that lines of several workers do not mix.
static void record_offer(const struct connection *connection, const char *password) {
    const struct simulator_plan *plan = &simulator.plan;
    if (plan->offers_descriptor < 0) return;
    uint32_t address = connection->is_jump_host ? plan->jump_address : plan->first_address + connection->host;
    char line[512];
    int count = snprintf(line, sizeof line, "%u.%u.%u.%u %.400s\n", address >> 24, address >> 16 & 0xff,
                         address >> 8 & 0xff, address & 0xff, password);
    if (write(plan->offers_descriptor, line, (size_t)count) != count) simulator.counters->over_bounds++;
}

static int judge_password(ssh_session session, const char *user, const char *password, void *data) {
    (void)session, (void)user;
    struct connection *connection = data;
    const char *const *own = simulator.plan.passwords;
    const char *wanted = own != NULL && own[connection->host] != NULL ? own[connection->host] : simulator.plan.password;
    record_offer(connection, password);
    if (wanted == NULL || strcmp(password, wanted) != 0 || connection->fault == SIMULATOR_FAULT_REFUSE) {
        return SSH_AUTH_DENIED;
    }
    connection->is_logged_in = true;
    return SSH_AUTH_SUCCESS;
}

static ssh_channel open_channel(ssh_session session, void *data) {
    (void)session;
    struct connection *connection = data;
    return connection->is_logged_in && connection->exchange_count < MOST_CHANNELS ? exchange_open(connection) : NULL;
}

static void offer_outdated_algorithms(ssh_bind bind) {
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_KEY_EXCHANGE,
                         "diffie-hellman-group1-sha1,diffie-hellman-group14-sha1");
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, "ssh-rsa");
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_CIPHERS_C_S, "aes128-cbc,3des-cbc");
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_CIPHERS_S_C, "aes128-cbc,3des-cbc");
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HMAC_C_S, "hmac-sha1");
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HMAC_S_C, "hmac-sha1");
}

/// Gives the session the host's key and algorithms. Nothing listens here: the binding only carries the options.
static bool bind_session(struct connection *connection) {
    const struct simulator_plan *plan = &simulator.plan;
    ssh_bind bind = ssh_bind_new();
    if (bind == NULL) return false;
    bool read_configuration = false;
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_PROCESS_CONFIG, &read_configuration);
    ssh_bind_options_set(bind, SSH_BIND_OPTIONS_BANNER, "EstateSimulator");
    ssh_key key;
    if (connection->fault == SIMULATOR_FAULT_LEGACY) {
        offer_outdated_algorithms(bind);
        key = ssh_key_dup(simulator.legacy_key);
    } else {
        bool is_wrong = connection->fault == SIMULATOR_FAULT_WRONG_HOST_KEY;
        size_t index = is_wrong ? plan->host_count : connection->host;
        key = import_host_key(plan->host_keys + index * SIMULATOR_KEY_BYTES);
    }
    // The binding owns the key from here on; the session gets a copy.
    bool is_bound = key != NULL && ssh_bind_options_set(bind, SSH_BIND_OPTIONS_IMPORT_KEY, key) == SSH_OK
        && ssh_bind_accept_fd(bind, connection->session, connection->watched.descriptor) == SSH_OK;
    ssh_bind_free(bind);
    return is_bound;
}

bool session_begin(struct connection *connection) {
    ssh_session session = ssh_new();
    if (session == NULL) return false;
    connection->session = session;
    connection->event = ssh_event_new();
    if (connection->event == NULL || !bind_session(connection)) return false;
    ssh_set_blocking(session, 0);
    connection->server_callbacks = (struct ssh_server_callbacks_struct){
        .userdata = connection,
        .auth_pubkey_function = judge_key,
        .auth_password_function = judge_password,
        .channel_open_request_session_function = open_channel,
    };
    ssh_callbacks_init(&connection->server_callbacks);
    ssh_set_server_callbacks(session, &connection->server_callbacks);
    bool takes_passwords = simulator.plan.password != NULL || simulator.plan.passwords != NULL;
    ssh_set_auth_methods(session, SSH_AUTH_METHOD_PUBLICKEY
                                      | (takes_passwords ? SSH_AUTH_METHOD_PASSWORD : 0));
    if (connection->is_jump_host) ssh_set_message_callback(session, forward_message, connection);
    // The key exchange comes first: only then has the session something to be polled.
    if (ssh_handle_key_exchange(session) == SSH_ERROR) return false;
    if (ssh_event_add_session(connection->event, session) != SSH_OK) return false;
    if (!is_slow(connection)) worker_watch(connection->worker, &connection->watched, EPOLLIN);
    return true;
}

/// Whether the client is gone or was never a client of SSH.
static bool is_over(ssh_session session) {
    return (ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) != 0 || ssh_get_error_code(session) == SSH_FATAL;
}

/// Whether all that was sent has reached the client's side, so that an end loses none of it.
static bool has_arrived(const struct connection *connection) {
    int unacknowledged = 0;
    if (ssh_get_poll_flags(connection->session) & SSH_WRITE_PENDING) return false;
    return ioctl(connection->watched.descriptor, SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

/// Ends connections whose fault is to end after a certain byte.
static bool is_to_be_cut(const struct connection *connection, bool *with_reset) {
    const struct exchange *exchange = connection->exchanges;
    if (exchange == NULL || !exchange->is_done) return false;
    switch (connection->fault) {
    case SIMULATOR_FAULT_RESET: *with_reset = true; return has_arrived(connection);
    case SIMULATOR_FAULT_CUT_AFTER_ANSWER: return has_arrived(connection);
    case SIMULATOR_FAULT_CUT_ON_CLOSE: return exchange->is_ended;
    default: return false;
    }
}

/// What epoll is to look for: room to send only when something waits that the client would take.
static uint32_t interest(const struct connection *connection) {
    uint32_t events = EPOLLIN;
    if (ssh_get_poll_flags(connection->session) & SSH_WRITE_PENDING) events |= EPOLLOUT;
    if (connection->fault != SIMULATOR_FAULT_ENDLESS) return events;
    for (const struct exchange *exchange = connection->exchanges; exchange != NULL; exchange = exchange->next) {
        if (exchange->has_answer && !exchange->is_ended && ssh_channel_window_size(exchange->channel) > 0) {
            events |= EPOLLOUT;
        }
    }
    return events;
}

void session_advance(struct connection *connection) {
    bool was_logged_in = connection->is_logged_in, with_reset = false;
    int turns = is_slow(connection) ? 1 : TURNS_PER_ROUND, code = SSH_OK;
    while (turns-- > 0 && code == SSH_OK) code = ssh_event_dopoll(connection->event, 0);
    if (code == SSH_ERROR || is_over(connection->session)) {
        worker_end(connection, false);
        return;
    }
    if (connection->is_logged_in && !was_logged_in) {
        simulator.counters->logged_in++;
        if (connection->counts_as_startup) simulator.counters->startups--;
        connection->counts_as_startup = false;
    }
    for (struct exchange *exchange = connection->exchanges; exchange != NULL; exchange = exchange->next) {
        exchange_pump(exchange);
    }
    forwards_pump(connection);
    if (is_to_be_cut(connection, &with_reset)) {
        worker_end(connection, with_reset);
    } else if (!is_slow(connection)) {
        worker_watch(connection->worker, &connection->watched, interest(connection));
    }
}

void session_ready(struct watched *watched, uint32_t events) {
    (void)events;
    session_advance((struct connection *)watched);
}

/// Cuts that no packet of the client would bring about.
static void cut_late(struct connection *connection, int64_t now) {
    bool with_reset = false;
    if (is_to_be_cut(connection, &with_reset)) {
        worker_end(connection, with_reset);
    } else if (connection->fault == SIMULATOR_FAULT_CUT_ON_CLOSE) {
        // A client that waits for our close in place of sending its own.
        if (connection->next_tick == connection->began) connection->next_tick = now + CUT_AFTER_MILLISECONDS;
        if (now >= connection->next_tick) worker_end(connection, false);
    }
}

void session_tick(struct connection *connection, int64_t now) {
    forwards_sweep(connection);
    if (is_slow(connection)) {
        if (now < connection->next_tick) return;
        connection->next_tick = now + SLOW_STEP_MILLISECONDS;
        session_advance(connection);
    } else if (connection->fault == SIMULATOR_FAULT_DRIP && connection->exchanges != NULL) {
        if (now < connection->next_tick) return;
        connection->next_tick = now + simulator.plan.drip_milliseconds;
        exchange_drip(connection->exchanges);
        session_advance(connection);
    } else if (connection->exchanges != NULL && connection->exchanges->is_done) {
        cut_late(connection, now);
    }
}
