// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A time from which a log has no records, or fewer than it should: what speaks for which explanation, and the verdict.
package struct Gap: Sendable, Hashable {
    /// What first showed it.
    package enum Kind: String, Sendable, CaseIterable {
        /// No records for longer than the log's own habits explain.
        case silence
        /// A file that the numbers or dates of its neighbours skip.
        case sequence
        /// Before the first record, or after the last.
        case edge
        /// A place where a file is not as its writer left it.
        case damage
        /// Stamps that step back.
        case clock
        /// Records, but of fewer clients than the time around leads to expect.
        case thinning
    }

    /// Which explanation holds.
    package enum Verdict: String, Sendable, CaseIterable {
        /// Something happened, and the records of it are gone.
        case missing
        /// The service was down, and there was nothing to log.
        case outage
        /// One of the two; nothing tells which.
        case missingOrOutage = "missing_or_outage"
        /// Nobody came.
        case quiet
        case undetermined
        /// The log is too quiet for the absence of records to say anything.
        case unobservable
    }

    /// Id of the series.
    package var series: String
    /// What the series logs; nil where it logs several channels, or none.
    package var channel: Channel?
    /// The last record before; nil where the series begins in the gap.
    package var from: Instant?
    /// The first record after; nil where the series ends in the gap.
    package var to: Instant?
    /// The missing period itself, in seconds since 1970, where rotation instants or names tell it.
    package var inner: Range<Int64>?
    package var kind: Kind
    package var verdict: Verdict
    /// Calibrated probability that it is not quiet; nil where no calibration holds.
    package var confidence: Double?
    /// Logarithm to base 10 of the natural silences this long to be expected per year of this log; nil without
    /// statistics.
    package var score: Double?
    /// Independent events (cumulative hazard) to be expected of it, not lines.
    package var expectedEvents: Double?
    /// In the order of weight.
    package var evidence: [GapEvidence]
    /// What may have left in it; nil where the verdict is neither missing nor missing or outage.
    package var unobserved: Unobserved?

    package init(
        series: String, channel: Channel?, from: Instant?, to: Instant?, inner: Range<Int64>? = nil, kind: Kind,
        verdict: Verdict, confidence: Double? = nil, score: Double? = nil, expectedEvents: Double? = nil,
        evidence: [GapEvidence] = [], unobserved: Unobserved? = nil
    ) {
        self.series = series
        self.channel = channel
        self.from = from
        self.to = to
        self.inner = inner
        self.kind = kind
        self.verdict = verdict
        self.confidence = confidence
        self.score = score
        self.expectedEvents = expectedEvents
        self.evidence = evidence
        self.unobserved = unobserved
    }

    /// Whether it says that records may be gone, so that what left in it has to be estimated.
    package var isLoss: Bool {
        switch verdict {
        case .missing, .missingOrOutage: true
        case .outage, .quiet, .undetermined, .unobservable: false
        }
    }

    /// Whether the log cannot vouch for this time: nobody can tell from it that nothing happened.
    package var isUnseen: Bool {
        switch verdict {
        case .missing, .missingOrOutage, .undetermined, .unobservable: true
        case .outage, .quiet: false
        }
    }

    /// The seconds from which the log has no records, within `window`; without the records at its ends.
    package func extent(in window: Range<Int64>) -> Range<Int64> {
        if let inner { return inner.clamped(to: window) }
        let first = from.map { min($0.seconds, .max - 1) + 1 } ?? window.lowerBound
        return (first..<max(first, to?.seconds ?? window.upperBound)).clamped(to: window)
    }
}
