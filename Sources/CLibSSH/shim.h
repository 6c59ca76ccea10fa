#ifndef REEVE_CLIBSSH_SHIM_H
#define REEVE_CLIBSSH_SHIM_H

// Only the estate simulator links libssh; the product speaks SSH through libssh2 alone.
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <libssh/server.h>

#endif
