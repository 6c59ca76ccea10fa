#ifndef REEVE_CLIBSSH2_SHIM_H
#define REEVE_CLIBSSH2_SHIM_H

#include <libssh2.h>

// What the readiness poller waits with; Swift's Glibc module leaves these headers out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// `LIBSSH2_CHANNEL_WINDOW_DEFAULT` is an expression, which Swift does not import.
static const unsigned int reeve_channel_window_bytes = LIBSSH2_CHANNEL_WINDOW_DEFAULT;
static const unsigned int reeve_channel_packet_bytes = LIBSSH2_CHANNEL_PACKET_DEFAULT;

/// Called by libssh2 for bytes from the other side: their count, 0 at the end, or a negated errno.
typedef ssize_t (*reeve_receive_callback)(libssh2_socket_t socket, void *buffer, size_t length, int flags,
                                          void **abstract);

/// Called by libssh2 with bytes for the other side: how many were taken, or a negated errno.
typedef ssize_t (*reeve_send_callback)(libssh2_socket_t socket, const void *buffer, size_t length, int flags,
                                       void **abstract);

/// Called by libssh2 when the other side says why it disconnects.
typedef void (*reeve_disconnect_callback)(LIBSSH2_SESSION *session, int reason, const char *message,
                                          int message_length, const char *language, int language_length,
                                          void **abstract);

/// libssh2 takes callbacks as `void *`, which Swift cannot make from a function; here they keep their types.
static inline void reeve_set_callbacks(LIBSSH2_SESSION *session, reeve_receive_callback receive,
                                       reeve_send_callback send, reeve_disconnect_callback disconnect) {
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)receive);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)send);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_DISCONNECT, (void *)disconnect);
}

#endif
