#ifndef REEVE_CLIBSSH2_SHIM_H
#define REEVE_CLIBSSH2_SHIM_H

#include <libssh2.h>

#endif
