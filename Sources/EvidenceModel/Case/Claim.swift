// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A statement to test against the evidence.
package struct Claim: Sendable, Hashable {
    package let id: String
    /// In the words of whoever made it.
    package let text: String
    package let claimant: String?
    package let form: Form
    package let region: Region
    /// What whoever made it looked at, as far as that is known.
    package let basis: Region?

    package init(
        id: String, text: String, claimant: String?, form: Form, region: Region, basis: Region? = nil
    ) {
        self.id = id
        self.text = text
        self.claimant = claimant
        self.form = form
        self.region = region
        self.basis = basis
    }

    package enum Form: Sendable, Hashable {
        /// At most so many were retrieved.
        case atMost(count: Int64, of: Quantity)
        /// Every retrieval lies from the first moment through the second.
        case allWithin(from: CaseMoment, through: CaseMoment)
        /// No retrieval is earlier.
        case noneBefore(CaseMoment)
        /// Only these channels were used.
        case onlyChannels([Channel])
        /// Only these addresses retrieved anything; globs.
        case onlyActors([String])
        /// Something in the region was retrieved.
        case happened
        /// Nothing is missing from the logs of the region.
        case logsComplete
    }

    package enum Quantity: String, Sendable, CaseIterable {
        case files, retrievals, bytes, actors
    }

    /// What a claim speaks about; an absent part means all of the exposure window.
    package struct Region: Sendable, Hashable {
        /// Empty: every channel.
        package var channels: [Channel]
        package var from: CaseMoment?
        /// Included.
        package var through: CaseMoment?
        /// A glob; nil: every file in scope.
        package var paths: String?

        package init(
            channels: [Channel] = [], from: CaseMoment? = nil, through: CaseMoment? = nil, paths: String? = nil
        ) {
            self.channels = channels
            self.from = from
            self.through = through
            self.paths = paths
        }
    }
}
