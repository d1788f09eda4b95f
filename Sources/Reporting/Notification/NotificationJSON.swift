// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The notification worksheet in JSON, in no language; its figures stand in the rest of the report. Null is not yet known.
enum NotificationJSON {
    static func worksheet(_ sheet: NotificationWorksheet, _ json: inout JSONWriter) {
        let stated = sheet.stated
        json.object("notification") { json in
            json.member("phase", stated.phase?.rawValue)
            json.member("controller", stated.controller)
            json.member("contact", stated.contact)
            moment("aware", sheet.timing.aware, &json)
            json.member("deadline", sheet.timing.deadline.map { Instant(seconds: $0) })
            moment("notified", sheet.timing.notified, &json)
            json.member("timing", sheet.timing.verdict?.rawValue)
            json.member("delay", stated.delay)
            texts("data_subject_categories", stated.dataSubjects, &json)
            texts("record_categories", stated.records, &json)
            texts("consequences", stated.consequences, &json)
            texts("measures_taken", stated.measuresTaken, &json)
            texts("measures_proposed", stated.measuresProposed, &json)
            json.array("unseen_channels") { json in sheet.unseenChannels.forEach { json.element($0.rawValue) } }
            json.array("partly_seen_channels") { json in
                sheet.partlySeenChannels.forEach { json.element($0.channel.rawValue) }
            }
            json.array("open_points") { json in sheet.openPoints.forEach { json.element($0.rawValue) } }
            json.array("contradictions") { json in sheet.contradictions.forEach { json.element($0.rawValue) } }
            severity(sheet, &json)
        }
    }

    private static func moment(
        _ key: StaticString, _ moment: NotificationTiming.Moment?, _ json: inout JSONWriter
    ) {
        guard let moment else {
            json.null(key)
            return
        }
        json.object(key) {
            $0.member("stated", moment.stated.text)
            $0.member("from", Instant(seconds: moment.range.lowerBound))
            $0.member("to", Instant(seconds: moment.range.upperBound))
        }
    }

    private static func texts(_ key: StaticString, _ texts: [String], _ json: inout JSONWriter) {
        guard !texts.isEmpty else {
            json.null(key)
            return
        }
        json.array(key) { json in texts.forEach { json.element($0) } }
    }

    private static func severity(_ sheet: NotificationWorksheet, _ json: inout JSONWriter) {
        let score = sheet.severity
        json.object("severity") { json in
            term("data", score.data, &json, \.kind.rawValue)
            term("identification", score.identification, &json, \.rawValue)
            json.object("confidentiality") { json in
                range(score.confidentiality.quarters, &json)
                json.member("level", score.confidentiality.name)
            }
            term("integrity", score.integrity, &json, \.rawValue)
            term("availability", score.availability, &json, \.rawValue)
            term("intent", score.malice, &json) { $0 ? "malicious" : "none" }
            json.object("circumstances") { range(score.circumstances, &$0) }
            json.object("score") { range(score.quarters, &$0) }
            json.member("lowest_level", score.levels.lowerBound.name)
            json.member("highest_level", score.levels.upperBound.name)
            json.member("concerns_many", sheet.concernsMany ? true : nil)
        }
    }

    private static func term<Value>(
        _ key: StaticString, _ term: SeverityScore.Term<Value>, _ json: inout JSONWriter,
        _ name: (Value) -> String
    ) {
        json.object(key) { json in
            range(term.quarters, &json)
            json.member("level", term.judgement.map { name($0.value) })
            json.member("why", term.judgement?.why)
        }
    }

    private static func range(_ quarters: ClosedRange<Int>, _ json: inout JSONWriter) {
        json.member("low", Double(quarters.lowerBound) / 4)
        json.member("high", Double(quarters.upperBound) / 4)
    }
}

extension ConfidentialityLoss {
    fileprivate var name: String? {
        switch self {
        case .nothingLeft: "nothing_left"
        case .knownAddresses: "known_addresses"
        case .unknownRecipients: "unknown_recipients"
        case .notKnown: nil
        }
    }
}

extension SeverityScore.Level {
    fileprivate var name: String {
        switch self {
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .veryHigh: "very_high"
        }
    }
}
