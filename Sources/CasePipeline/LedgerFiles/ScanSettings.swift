// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel

/// What the user said of how logs are to be understood, and which time of them counts: ledgers with different settings do not
/// add up.
package struct ScanSettings: Sendable, Equatable {
    /// A bound as it was written, and as it was understood then: ages are counted from the time of the scan.
    package struct Bound: Sendable, Equatable {
        package let text: String
        package let instant: Instant

        package init(text: String, instant: Instant) {
            self.text = text
            self.instant = instant
        }
    }

    /// The name of the zone, as an option.
    package var timezone: String?
    /// The same of the case file, which counts less.
    package var caseTimezone: String?
    package var logFormats: [String]
    package var since: Bound?
    package var until: Bound?

    package init(timezone: String?, caseTimezone: String?, logFormats: [String], since: Bound?, until: Bound?) {
        self.timezone = timezone
        self.caseTimezone = caseTimezone
        self.logFormats = logFormats
        self.since = since
        self.until = until
    }

    /// In which they differ, in words; nil if in none.
    func difference(from other: ScanSettings) -> String? {
        if timezone != other.timezone { return "--timezone" }
        if caseTimezone != other.caseTimezone { return "the case file's timezone" }
        if logFormats != other.logFormats { return "--log-format" }
        if since != other.since { return "--since" }
        return until != other.until ? "--until" : nil
    }
}

extension ScanSettings.Bound: Stored {
    package func store(in writer: inout StorageWriter) {
        text.store(in: &writer)
        instant.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(text: try String(from: &reader), instant: try Instant(from: &reader))
    }
}

extension ScanSettings: Stored {
    package func store(in writer: inout StorageWriter) {
        timezone.store(in: &writer)
        caseTimezone.store(in: &writer)
        logFormats.store(in: &writer)
        since.store(in: &writer)
        until.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            timezone: try String?(from: &reader), caseTimezone: try String?(from: &reader),
            logFormats: try [String](from: &reader), since: try Bound?(from: &reader), until: try Bound?(from: &reader))
    }
}
