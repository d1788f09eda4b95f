// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The severity by ENISA's method, each term with its reason.
extension WorksheetWords {
    var severity: Worksheet.Part {
        let score = worksheet.severity
        return part(
            .severityHeading, .severityMethod,
            [
                term(.context, score.data) { $0.kind.phrase },
                term(.identification, score.identification, \.phrase),
                list(.confidentiality, [confidentiality]),
                term(.integrity, score.integrity, \.phrase), term(.availability, score.availability, \.phrase),
                term(.malice, score.malice) { $0 ? .maliceYes : .maliceNo },
                entry(.score, formula(score)),
                list(
                    .manyPeople, worksheet.concernsMany ? [.known(language.text(.yes))] : []),
            ])
    }

    private func term<Value>(
        _ label: WorksheetPhrase, _ term: SeverityScore.Term<Value>, _ level: (Value) -> WorksheetPhrase
    ) -> Worksheet.Entry {
        guard let judgement = term.judgement else {
            return list(label, [.open(language.text(.termUnknown, ends(term.quarters)))])
        }
        return entry(
            label,
            language.text(
                .termKnown,
                [
                    "score": figures.quarters(term.quarters), "level": language.text(level(judgement.value)),
                    "why": judgement.why,
                ]))
    }

    private func ends(_ quarters: ClosedRange<Int>) -> KeyValuePairs<String, String> {
        ["low": figures.quarters(quarters.lowerBound), "high": figures.quarters(quarters.upperBound)]
    }

    private var confidentiality: Worksheet.Value {
        let loss = worksheet.severity.confidentiality
        let score = figures.quarters(loss.quarters)
        switch loss {
        case .nothingLeft: return .known(language.text(.recipientsNone, ["score": score]))
        case .knownAddresses(let count):
            return .known(
                language.text(
                    .recipientsKnown,
                    ["score": score, "addresses": figures.count(count, .oneAddress, .addresses)]))
        case .unknownRecipients(let count, let coverage, let isPublic):
            return .known(
                language.text(
                    isPublic ? .recipientsPublic : .recipientsUnknown,
                    [
                        "score": score, "addresses": figures.count(count, .oneAddress, .addresses),
                        "share": share(coverage),
                    ]))
        case .notKnown: return .open(language.text(.recipientsNotKnown, ends(loss.quarters)))
        }
    }

    /// `4 × 1 + (0.5 to 1) = 4.5 to 5: very high`
    private func formula(_ score: SeverityScore) -> String {
        func term(_ quarters: ClosedRange<Int>) -> String {
            let text = figures.quarters(quarters)
            return quarters.count == 1 ? text : language.text(.bracketed, ["range": text])
        }
        let (low, high) = (score.levels.lowerBound, score.levels.upperBound)
        let levels =
            low == high
            ? language.text(low.phrase)
            : language.text(.range, ["low": language.text(low.phrase), "high": language.text(high.phrase)])
        return language.text(
            .scoreFormula,
            [
                "context": term(score.data.quarters), "identification": term(score.identification.quarters),
                "circumstances": term(score.circumstances), "score": figures.quarters(score.quarters),
                "levels": levels,
            ])
    }
}

extension StatedSeverity.DataClass {
    fileprivate var phrase: WorksheetPhrase {
        switch self {
        case .simple: .dataSimple
        case .behavioural: .dataBehavioural
        case .financial: .dataFinancial
        case .sensitive: .dataSensitive
        }
    }
}

extension StatedSeverity.Identification {
    fileprivate var phrase: WorksheetPhrase {
        switch self {
        case .negligible: .identificationNegligible
        case .limited: .identificationLimited
        case .significant: .identificationSignificant
        case .maximum: .identificationMaximum
        }
    }
}

extension StatedSeverity.IntegrityLoss {
    fileprivate var phrase: WorksheetPhrase {
        switch self {
        case .nothing: .integrityNone
        case .recoverable: .integrityRecoverable
        case .unrecoverable: .integrityUnrecoverable
        }
    }
}

extension StatedSeverity.AvailabilityLoss {
    fileprivate var phrase: WorksheetPhrase {
        switch self {
        case .nothing: .availabilityNone
        case .temporary: .availabilityTemporary
        case .full: .availabilityFull
        }
    }
}

extension SeverityScore.Level {
    fileprivate var phrase: WorksheetPhrase {
        switch self {
        case .low: .levelLow
        case .medium: .levelMedium
        case .high: .levelHigh
        case .veryHigh: .levelVeryHigh
        }
    }
}
