// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The shortest missing period that a log could reveal: the honest counterpart of "no gaps found".
package enum DetectionLimit: Sendable, Hashable {
    case known(Known)
    /// No absence of records says anything in this log, and why.
    case none(reason: String)

    package struct Known: Sendable, Hashable {
        /// Where the log is busiest: one starting instant of twenty needs less.
        package var daySeconds: Int64
        /// Where it is quietest: one of twenty needs more.
        package var nightSeconds: Int64
        /// Independent events that a missing period must have held to be noticed.
        package var expectedEvents: Double

        package init(daySeconds: Int64, nightSeconds: Int64, expectedEvents: Double) {
            self.daySeconds = daySeconds
            self.nightSeconds = nightSeconds
            self.expectedEvents = expectedEvents
        }
    }
}
