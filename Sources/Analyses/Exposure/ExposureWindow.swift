// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Since when and until when the data could be fetched: for each end what is proven, and what is possible.
///
///     earliest possible ≤ earliest proven ≤ latest proven ≤ latest possible
///
/// Nil is unknown: no evidence bounds that end.
package struct ExposureWindow: Sendable, Hashable {
    package let earliestPossible: Int64?
    package let earliestProven: Int64?
    package let latestProven: Int64?
    package let latestPossible: Int64?
    /// By time, kind and words; those that set a bound say so.
    package let witnesses: [ExposureWitness]

    /// - Parameters:
    ///   - retrievals: Seconds of the first and the last retrieval that a log states.
    ///   - sightings: Clients that show that the data was reachable, as search engines do.
    ///   - dataPresent: What shows that the data lay there, if anything does.
    package init(
        stated: StatedExposure, zone: ZoneRules, retrievals: ClosedRange<Int64>?, sightings: [ExposureWitness] = [],
        dataPresent: ExposureWitness? = nil
    ) {
        var witnesses = sightings
        if let dataPresent { witnesses.append(dataPresent) }
        for witness in stated.witnesses {
            witnesses.append(ExposureWitness(witness, zone))
        }
        if let retrievals {
            witnesses.append(
                ExposureWitness(kind: .firstRetrieval, time: retrievals.lowerBound..<retrievals.lowerBound + 1))
            witnesses.append(
                ExposureWitness(kind: .lastRetrieval, time: retrievals.upperBound..<retrievals.upperBound + 1))
        }
        let proofs = witnesses.filter(\.provesExposure)
        // Somewhere in the time that a witness names it could be fetched: what is sure of the earliest is the end of that
        // time, and of the latest its begin.
        earliestProven = proofs.map { $0.time.upperBound - 1 }.min()
        latestProven = proofs.map(\.time.lowerBound).max().map { [earliestProven = earliestProven] in
            max($0, earliestProven ?? $0)
        }
        var earliest: Int64?
        var latest: Int64?
        if let bound = stated.notBefore {
            let time = bound.moment.range(in: zone)
            earliest = time.lowerBound
            witnesses.append(
                ExposureWitness(
                    kind: .notBefore, time: time, stated: bound.moment.text, what: bound.why, source: bound.source))
        }
        if let bound = stated.notAfter {
            let time = bound.moment.range(in: zone)
            latest = time.upperBound
            witnesses.append(
                ExposureWitness(
                    kind: .notAfter, time: time, stated: bound.moment.text, what: bound.why, source: bound.source))
        }
        // A statement that the evidence refutes bounds nothing.
        earliestPossible = earliest.map { [earliestProven = earliestProven] in min($0, earliestProven ?? $0) }
        latestPossible = latest.map { [latestProven = latestProven] in max($0, latestProven ?? $0) }
        self.witnesses = witnesses.sorted()
    }

    /// Statements of people that the evidence refutes.
    package var refutedBounds: [ExposureWitness] {
        witnesses.filter { witness in
            switch witness.kind {
            case .notBefore: earliestProven.map { $0 < witness.time.lowerBound } ?? false
            case .notAfter: latestProven.map { $0 >= witness.time.upperBound } ?? false
            default: false
            }
        }
    }
}

/// Something that shows a fact about the exposure.
package struct ExposureWitness: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case notBefore = "not_before"
        case notAfter = "not_after"
        case firstRetrieval = "first_retrieval"
        case lastRetrieval = "last_retrieval"
        /// A search engine or another stranger got an answer from the machine, by the logs.
        case sighting
        case reachable, indexed
        case dataPresent = "data_present"
        case online, unreachable
    }

    package let kind: Kind
    package let time: Range<Int64>
    /// The time as the case file has it.
    package let stated: String?
    package let what: String?
    package let source: String?

    package init(
        kind: Kind, time: Range<Int64>, stated: String? = nil, what: String? = nil, source: String? = nil
    ) {
        self.kind = kind
        self.time = time
        self.stated = stated
        self.what = what
        self.source = source
    }

    init(_ witness: Witness, _ zone: ZoneRules) {
        let kind: Kind =
            switch witness.fact {
            case .reachable: .reachable
            case .indexed: .indexed
            case .dataPresent: .dataPresent
            case .online: .online
            case .unreachable: .unreachable
            }
        self.init(
            kind: kind, time: witness.moment.range(in: zone), stated: witness.moment.text, what: witness.what,
            source: witness.source)
    }

    var provesExposure: Bool {
        switch kind {
        case .firstRetrieval, .lastRetrieval, .reachable, .indexed: true
        case .notBefore, .notAfter, .sighting, .dataPresent, .online, .unreachable: false
        }
    }
}

extension ExposureWitness: Comparable {
    package static func < (left: ExposureWitness, right: ExposureWitness) -> Bool {
        if left.time != right.time {
            return (left.time.lowerBound, left.time.upperBound) < (right.time.lowerBound, right.time.upperBound)
        }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return (left.what ?? "", left.source ?? "") < (right.what ?? "", right.source ?? "")
    }
}
