// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Where the lines of an artifact ended up: each in exactly one account.
package struct LineAccount: Sendable, Hashable {
    package var events: Int64 = 0
    /// Well-formed lines that state no event.
    package var ignored: Int64 = 0
    /// Lines that no format fits.
    package var malformed: Int64 = 0
    /// Lines that the evidence holds twice and that were counted elsewhere.
    package var duplicate: Int64 = 0

    package init(events: Int64 = 0, ignored: Int64 = 0, malformed: Int64 = 0, duplicate: Int64 = 0) {
        self.events = events
        self.ignored = ignored
        self.malformed = malformed
        self.duplicate = duplicate
    }

    package var total: Int64 { events + ignored + malformed + duplicate }

    package static func += (sum: inout LineAccount, addend: LineAccount) {
        sum.events += addend.events
        sum.ignored += addend.ignored
        sum.malformed += addend.malformed
        sum.duplicate += addend.duplicate
    }
}
