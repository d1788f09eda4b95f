// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

#pragma once
#include <zlib.h>

// inflateInit2 is a macro that passes the header's version and the struct's
// size; Swift cannot import such macros.
static inline int logtrace_inflateInit2(z_streamp stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}
