// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How long logs are kept: a block of logrotate, or rotatelogs' options.
///
///     /var/log/apache2/*.log {
///         monthly
///         rotate 1000
///     }
package struct LogRetention: Sendable, Hashable {
    package enum Interval: String, Sendable {
        case hourly, daily, weekly, monthly, yearly

        /// At most.
        var hours: Int {
            switch self {
            case .hourly: 1
            case .daily: 24
            case .weekly: 7 * 24
            case .monthly: 31 * 24
            case .yearly: 366 * 24
            }
        }
    }

    /// A shell pattern of paths on the machine's disk.
    package var pattern: [UInt8]
    /// Rotated files that are kept; nil where none are ever removed. logrotate's default is 0: all are removed at once.
    package var count: Int?
    /// Nil where files rotate by size alone.
    package var interval: Interval?
    /// Bytes at which a file is rotated whatever its age (`size`, `maxsize`); with `size` the interval counts for nothing.
    package var size: Int64?
    /// Bytes below which it is not rotated (`minsize`).
    package var minimumSize: Int64?
    /// Days after which rotated files are removed (`maxage`).
    package var maximumDays: Int?
    /// With `dateext`, the end of the names, `-%Y%m%d`; nil where they are numbered.
    package var dateFormat: [UInt8]?
    package var copiesAndTruncates = false
    /// Empty files are left (`notifempty`), so that names of quiet intervals are missing.
    package var skipsEmpty = false
    package var compresses = false
    /// Where rotated files go, if not beside the log.
    package var folder: [UInt8]?
    package var source: ConfigurationLocator

    package init(pattern: [UInt8], source: ConfigurationLocator) {
        self.pattern = pattern
        self.source = source
    }

    /// How far back the files reach at most, in days; nil where files are never removed, or where their number follows
    /// from traffic and not from time.
    package var days: Int? {
        guard let count, let interval else { return maximumDays }
        let files = count.addingReportingOverflow(1)
        let hours = files.partialValue.multipliedReportingOverflow(by: interval.hours)
        guard !files.overflow, !hours.overflow else { return maximumDays ?? .max }
        let kept = hours.partialValue / 24 + (hours.partialValue % 24 > 0 ? 1 : 0)
        return min(kept, maximumDays ?? .max)
    }
}
