// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What of a breach's severity no log can tell, on the scales of ENISA, "Recommendations for a methodology of the assessment of
/// severity of personal data breaches", 2013. Nil is not yet known.
package struct StatedSeverity: Sendable, Hashable {
    /// A judgement, and what it rests on.
    package struct Judgement<Value: Sendable & Hashable>: Sendable, Hashable {
        package let value: Value
        package let why: String

        package init(_ value: Value, why: String) {
            self.value = value
            self.why = why
        }
    }

    /// The data, with its score of 1 to 4 in this context; 1 to 4 in the order of the classes before any context.
    package struct Data: Sendable, Hashable {
        package let kind: DataClass
        package let score: Int

        /// - Precondition: `score` is of 1 to 4; nil takes that of the class.
        package init(_ kind: DataClass, score: Int? = nil) {
            precondition(score.map { (1...4).contains($0) } ?? true, "a score of data is of 1 to 4")
            self.kind = kind
            self.score = score ?? kind.basicScore
        }
    }

    package enum DataClass: String, Sendable, CaseIterable {
        case simple, behavioural, financial, sensitive

        package var basicScore: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
    }

    /// How easily people are identified from the data.
    package enum Identification: String, Sendable, CaseIterable {
        case negligible, limited, significant, maximum
    }

    package enum IntegrityLoss: String, Sendable, CaseIterable {
        /// Nothing was altered, or what was altered was not used wrongly.
        case nothing = "none"
        /// Altered and possibly used wrongly; the original can be had back.
        case recoverable
        case unrecoverable
    }

    package enum AvailabilityLoss: String, Sendable, CaseIterable {
        /// All can be had back without difficulty.
        case nothing = "none"
        case temporary
        case full
    }

    package var data: Judgement<Data>?
    package var identification: Judgement<Identification>?
    package var integrity: Judgement<IntegrityLoss>?
    package var availability: Judgement<AvailabilityLoss>?
    /// Whether somebody meant harm.
    package var malice: Judgement<Bool>?

    package init() {}
}
