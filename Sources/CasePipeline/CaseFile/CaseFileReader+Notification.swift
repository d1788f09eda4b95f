// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What a case file states for a notification:
///
///     notification:
///       phase: initial
///       controller: Healthhelp
///       aware: 2019-02-18T09:00
///       records: [recorded calls]
///       measures: {taken: [the box was taken off line]}
///       severity:
///         data: {class: sensitive, why: calls about health}
extension CaseFileReader {
    static func statedNotification(_ node: CaseNode) throws(CaseFileError) -> StatedNotification {
        let map = try node.map([
            "phase", "controller", "contact", "aware", "notified", "delay", "data_subjects", "records", "consequences",
            "measures", "severity",
        ])
        var notification = StatedNotification()
        notification.phase = try map["phase"]?.word(StatedNotification.Phase.self)
        notification.controller = try map["controller"].map(words)
        notification.contact = try map["contact"].map(words)
        notification.aware = try map.moment("aware")
        notification.notified = try map.moment("notified")
        notification.delay = try map["delay"].map(words)
        notification.dataSubjects = try texts(map["data_subjects"])
        notification.records = try texts(map["records"])
        notification.consequences = try texts(map["consequences"])
        if let measures = try map["measures"]?.map(["taken", "proposed"]) {
            notification.measuresTaken = try texts(measures["taken"])
            notification.measuresProposed = try texts(measures["proposed"])
        }
        if let severity = map["severity"] { notification.severity = try statedSeverity(severity) }
        return notification
    }

    private static func texts(_ node: CaseNode?) throws(CaseFileError) -> [String] {
        try list(node, words)
    }

    /// In one line; blank is no statement.
    private static func words(_ node: CaseNode) throws(CaseFileError) -> String {
        let text = try node.text().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { throw node.failure("is blank; leave it out where it is not known") }
        return text
    }

    private static func statedSeverity(_ node: CaseNode) throws(CaseFileError) -> StatedSeverity {
        let map = try node.map(["data", "identification", "integrity", "availability", "intent"])
        var severity = StatedSeverity()
        if let data = map["data"] { severity.data = try judgedData(data) }
        severity.identification = try judgement(map["identification"], "level") { node throws(CaseFileError) in
            try node.word(StatedSeverity.Identification.self)
        }
        severity.integrity = try judgement(map["integrity"], "loss") { node throws(CaseFileError) in
            try node.word(StatedSeverity.IntegrityLoss.self)
        }
        severity.availability = try judgement(map["availability"], "loss") { node throws(CaseFileError) in
            try node.word(StatedSeverity.AvailabilityLoss.self)
        }
        severity.malice = try judgement(map["intent"], "malicious") { node throws(CaseFileError) in try node.answer() }
        return severity
    }

    /// A judgement without a reason is none.
    private static func judgement<Value: Sendable & Hashable>(
        _ node: CaseNode?, _ key: String, _ value: (CaseNode) throws(CaseFileError) -> Value
    ) throws(CaseFileError) -> StatedSeverity.Judgement<Value>? {
        guard let map = try node?.map([key, "why"]) else { return nil }
        return StatedSeverity.Judgement(try value(try map.required(key)), why: try words(map.required("why")))
    }

    private static func judgedData(
        _ node: CaseNode
    ) throws(CaseFileError) -> StatedSeverity.Judgement<StatedSeverity.Data> {
        let map = try node.map(["class", "score", "why"])
        let score = try map["score"]?.count()
        if let score, !(1...4).contains(score) { throw map["score"]!.failure("must be of 1 to 4, not \(score)") }
        return StatedSeverity.Judgement(
            StatedSeverity.Data(
                try map.required("class").word(StatedSeverity.DataClass.self), score: score.map { Int($0) }),
            why: try words(map.required("why")))
    }
}
