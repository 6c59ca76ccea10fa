#ifndef REEVE_CZSTD_SHIM_H
#define REEVE_CZSTD_SHIM_H

#include <zstd.h>

#endif
