// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// How grave a breach is: SE = DPC × EI + CB.
///
/// ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches", working document v1.0,
/// December 2013. Data processing context (DPC) is of 1 to 4, ease of identification (EI) of ¼ to 1, and the circumstances (CB)
/// add up: loss of confidentiality, of integrity and of availability with up to ½ each, and ½ for malice. A term that is not
/// known leaves a range.
package struct SeverityScore: Sendable, Hashable {
    /// One term: its judgement, if there is one, and the quarters that it may be.
    package struct Term<Value: Sendable & Hashable>: Sendable, Hashable {
        package let judgement: StatedSeverity.Judgement<Value>?
        package let quarters: ClosedRange<Int>

        /// - Parameter otherwise: All that it can be, where it is not known.
        init(
            _ judgement: StatedSeverity.Judgement<Value>?, otherwise: ClosedRange<Int>, _ quarters: (Value) -> Int
        ) {
            self.judgement = judgement
            self.quarters = judgement.map { quarters($0.value)...quarters($0.value) } ?? otherwise
        }
    }

    package enum Level: Int, Sendable, CaseIterable, Comparable {
        case low, medium, high, veryHigh

        package init(quarters: Int) {
            switch quarters {
            case ..<8: self = .low
            case ..<12: self = .medium
            case ..<16: self = .high
            default: self = .veryHigh
            }
        }

        package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    package let data: Term<StatedSeverity.Data>
    package let identification: Term<StatedSeverity.Identification>
    /// From the evidence.
    package let confidentiality: ConfidentialityLoss
    package let integrity: Term<StatedSeverity.IntegrityLoss>
    package let availability: Term<StatedSeverity.AvailabilityLoss>
    package let malice: Term<Bool>

    package init(_ stated: StatedSeverity, confidentiality: ConfidentialityLoss) {
        data = Term(stated.data, otherwise: 4...16) { 4 * $0.score }
        identification = Term(stated.identification, otherwise: 1...4) { level in
            switch level {
            case .negligible: 1
            case .limited: 2
            case .significant: 3
            case .maximum: 4
            }
        }
        self.confidentiality = confidentiality
        integrity = Term(stated.integrity, otherwise: 0...2) { loss in
            switch loss {
            case .nothing: 0
            case .recoverable: 1
            case .unrecoverable: 2
            }
        }
        availability = Term(stated.availability, otherwise: 0...2) { loss in
            switch loss {
            case .nothing: 0
            case .temporary: 1
            case .full: 2
            }
        }
        malice = Term(stated.malice, otherwise: 0...2) { $0 ? 2 : 0 }
    }

    /// CB, in quarters.
    package var circumstances: ClosedRange<Int> {
        let terms = [confidentiality.quarters, integrity.quarters, availability.quarters, malice.quarters]
        return terms.reduce(0) { $0 + $1.lowerBound }...terms.reduce(0) { $0 + $1.upperBound }
    }

    /// SE, in quarters.
    package var quarters: ClosedRange<Int> {
        let (context, ease) = (data.quarters, identification.quarters)
        return context.lowerBound * ease.lowerBound / 4 + circumstances.lowerBound...context.upperBound
            * ease.upperBound / 4 + circumstances.upperBound
    }

    package var levels: ClosedRange<Level> {
        Level(quarters: quarters.lowerBound)...Level(quarters: quarters.upperBound)
    }
}
