// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Makes the parts of a worksheet; the points of Article 33(3)(a) and the severity have files of their own.
struct WorksheetWords {
    let report: CaseReport
    let worksheet: NotificationWorksheet
    let language: any WorksheetLanguage
    let figures: WorksheetFigures

    init(_ report: CaseReport, _ language: any WorksheetLanguage) {
        self.report = report
        worksheet = report.conclusions.notification
        self.language = language
        figures = WorksheetFigures(language: language, zone: report.zone.name)
    }

    /// What it is of, and what made it when.
    var origin: [String] {
        [report.conclusions.description?.name?.cut(to: 400)].compactMap { $0 }
            + ["logtrace \(report.toolVersion), \(figures.time(report.generatedAt.seconds))"]
    }

    var phase: Worksheet.Part {
        let phase: WorksheetPhrase? =
            switch worksheet.stated.phase {
            case .initial: .phaseInitial
            case .followUp: .phaseFollowUp
            case .final: .phaseFinal
            case nil: nil
            }
        var entries = [
            entry(.phase, phase.map { language.text($0) }),
            list(.openPoints, worksheet.openPoints.map { .open(language.text($0.phrase)) }, otherwise: .nothing),
        ]
        for contradiction in worksheet.contradictions {
            let words: WorksheetPhrase =
                switch contradiction {
                case .finalWithOpenPoints: .finalWithOpenPoints
                case .notifiedBeforeAware: .notifiedBeforeAware
                }
            entries.append(Worksheet.Entry(label: language.text(.contradiction), values: [.open(language.text(words))]))
        }
        return part(.phaseHeading, .phaseArticle, entries)
    }

    var timing: Worksheet.Part {
        let timing = worksheet.timing
        let deadline = timing.deadline.map { second in
            let isExact = timing.aware.map { $0.stated.precision == .minute || $0.stated.precision == .second } ?? false
            return isExact ? figures.time(second) : language.text(.earliest, ["time": figures.time(second)])
        }
        let inTime: WorksheetPhrase? =
            switch timing.verdict {
            case .inTime: .yes
            case .late: .no
            case .undecidable: .imprecise
            case nil: nil
            }
        let delay = worksheet.stated.delay ?? (timing.verdict == .inTime ? language.text(.notNeeded) : nil)
        return part(
            .timingHeading, .timingArticle,
            [
                entry(.aware, timing.aware.map { figures.moment($0.stated) }), entry(.deadline, deadline),
                entry(.notified, timing.notified.map { figures.moment($0.stated) }),
                entry(.inTime, inTime.map { language.text($0) }), entry(.delay, delay),
            ])
    }

    var contact: Worksheet.Part {
        part(
            .contactHeading, .contactArticle,
            [entry(.controller, worksheet.stated.controller), entry(.contact, worksheet.stated.contact)])
    }

    var consequences: Worksheet.Part {
        part(
            .consequencesHeading, .consequencesArticle,
            [list(.consequences, worksheet.stated.consequences.map { .known($0) })])
    }

    var measures: Worksheet.Part {
        part(
            .measuresHeading, .measuresArticle,
            [
                list(.measuresTaken, worksheet.stated.measuresTaken.map { .known($0) }),
                list(.measuresProposed, worksheet.stated.measuresProposed.map { .known($0) }),
            ])
    }

    // MARK: entries

    func part(_ heading: WorksheetPhrase, _ basis: WorksheetPhrase, _ entries: [Worksheet.Entry]) -> Worksheet.Part {
        Worksheet.Part(heading: language.text(heading), basis: language.text(basis), entries: entries)
    }

    /// Nil is not yet known.
    func entry(_ label: WorksheetPhrase, _ text: String?) -> Worksheet.Entry {
        Worksheet.Entry(label: language.text(label), values: [text.map { .known($0) } ?? unknown])
    }

    /// - Parameter otherwise: What stands in the place of none; nil where none means that it is not yet known.
    func list(
        _ label: WorksheetPhrase, _ values: [Worksheet.Value], otherwise: WorksheetPhrase? = nil
    ) -> Worksheet.Entry {
        guard values.isEmpty else { return Worksheet.Entry(label: language.text(label), values: values) }
        return Worksheet.Entry(
            label: language.text(label), values: [otherwise.map { .known(language.text($0)) } ?? unknown])
    }

    var unknown: Worksheet.Value { .open(language.text(.unknown)) }

    func share(_ share: Double?) -> String { share.map(figures.share) ?? language.text(.unknownShare) }

    /// Rows shown of a list that may be long.
    static let listLimit = 20

    /// The first of them, and how many are left out.
    func cut<Element>(_ elements: [Element], _ value: (Element) -> Worksheet.Value) -> [Worksheet.Value] {
        let rest = elements.count - Self.listLimit
        let shown = elements.prefix(Self.listLimit).map(value)
        return rest > 0 ? shown + [.known(language.text(.more, ["count": figures.count(rest)]))] : shown
    }
}

extension NotificationWorksheet.Point {
    var phrase: WorksheetPhrase {
        switch self {
        case .aware: .aware
        case .delay: .delay
        case .controller: .controller
        case .contact: .contact
        case .exposureBegin: .exposureBegin
        case .exposureEnd: .exposureEnd
        case .dataSubjectCategories: .subjectCategories
        case .dataSubjectNumber: .subjectNumber
        case .recordCategories: .recordCategories
        case .recordNumber: .recordNumber
        case .consequences: .consequences
        case .measures: .measures
        }
    }
}
