// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The processor time that this thread takes for `body`. A busy machine makes it hardly longer, unlike time by a clock.
package func threadTime(_ body: () throws -> Void) rethrows -> Duration {
    let start = threadTime()
    try body()
    return threadTime() - start
}

private func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
