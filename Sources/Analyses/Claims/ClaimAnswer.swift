// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What the evidence says of one claim.
package struct ClaimAnswer: Sendable {
    package enum Verdict: String, Sendable {
        case supported, contradicted, undecidable
    }

    package let claim: Claim
    package let verdict: Verdict
    package let because: [Reason]
    /// The part of the claim's region that no log covers, the largest first.
    package let uncovered: [Cell]
    /// The largest part that one log does cover; nil where none covers any.
    package let largestCovered: Cell?
    /// Share of the channel-time of the claim's region that is observed; nil where that is empty.
    package let coverage: Double?

    /// How little the claim itself rests on; nil where that is not known.
    package let basis: Basis?

    /// What whoever made a claim looked at, beside all that it speaks about.
    package struct Basis: Sendable, Hashable {
        /// Channel-hours in which a log shows what they looked at, and all in which the data may have left.
        package let hours: Double
        package let exposedHours: Double
        /// What a log proves in that part; of retrievals between the first and the last of a file, those that are sure to
        /// lie in it.
        package let files: Int
        package let retrievals: Int64

        package var share: Double? { exposedHours > 0 ? hours / exposedHours : nil }
    }

    /// What the verdict rests on.
    package enum Reason: Sendable, Hashable {
        /// At least so many are proven in the region, where the claim allows fewer or as many.
        case proven(count: Int64, of: Claim.Quantity)
        /// A retrieval that the claim says does not exist; the first of `count`.
        case counterExample(Example, count: Int)
        /// A retrieval that the claim says exists.
        case example(Example)
        /// A log of the region has a hole.
        case missingPeriod(series: String, from: Instant?, to: Instant?)
        /// Retrievals that name no file.
        case unknownFiles(retrievals: Int64)
        /// None is proven, and logs cover so much of the region (0 to 1).
        case noneProven(coverage: Double?)
        /// A part of the region lies outside of all logs.
        case notCovered
        /// Logs cover all of the region.
        case covered
        /// Addresses stand for actors.
        case addressesAreNotPersons
    }

    package struct Example: Sendable, Hashable {
        package let path: [UInt8]
        package let channel: Channel
        package let client: [UInt8]?
        /// Seconds since 1970.
        package let time: Int64?
    }

    /// One channel for one stretch of time.
    package struct Cell: Sendable, Hashable {
        package let channel: Channel
        package let time: Range<Int64>
        /// Whether the channel is proven open in it, or only not known to be closed.
        package let isProvenOpen: Bool
    }
}
