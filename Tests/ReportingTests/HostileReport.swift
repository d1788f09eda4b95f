// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Reporting

/// A report in which every text that a log, a file name or a case file can choose is `text`.
///
/// - Parameter notification: Code of a language in which it carries the notification worksheet.
func reportOfHostileNames(_ text: [UInt8], notification: String? = nil) -> CaseReport {
    var event = Event()
    event.begin(text.span)
    event.time = Instant(seconds: 1_550_232_001)
    event.action = .retrieve
    event.channel = .http
    event.byteCount = 5
    event.source = event.append(text.span)
    event.user = event.append(text.span)
    event.userAgent = event.append(text.span)
    event.urlPath = event.append(text.span)
    let name = String(decoding: text, as: UTF8.self)
    var ledger = Ledger()
    let number = ledger.seriesNumber(name)
    ledger.observe(event, series: number)
    event.channel = .rsync
    ledger.observe(event, series: number)
    var artifact = Artifact(path: text, content: .log(format: "apache.access"))
    artifact.series = name
    artifact.sha256 = String(repeating: "0", count: 64)
    artifact.lines = LineAccount(events: 2)
    artifact.damage = [Damage(kind: .nulRun, offset: 1, bytesLost: nil, detail: "2 NUL bytes")]
    var copy = Artifact(path: text + [0x31], content: .unrecognisedText)
    copy.duplicateOf = text
    ledger.artifacts = [artifact, copy, Artifact(path: text + [0x32], content: .symbolicLink(target: text))]
    return CaseReport(
        toolVersion: "0", generatedAt: Instant(seconds: 0),
        zone: CaseReport.Zone(name: name, basis: "option"),
        options: [CaseReport.Option(name: "timezone", value: name)],
        conclusions: CaseConclusions(
            CaseAnswers(ledger, inventory: nil), description: description(name), inventory: nil, zone: .utc),
        notification: notification.flatMap(WorksheetLanguages.language))
}

private func description(_ name: String) -> CaseDescription {
    let moment = CaseMoment(
        local: CivilTime(year: 2019, month: 2, day: 15)!, precision: .day, offset: nil, text: "2019-02-15")
    var description = CaseDescription()
    description.name = name
    description.scope = [ScopeRule(glob: "**", owner: name, unit: name)]
    description.identifiers = [IdentifierPattern(name: name, pattern: ".")]
    description.exposure.notBefore = StatedBound(moment: moment, why: name, source: name)
    description.exposure.witnesses = [Witness(moment: moment, fact: .online, what: name, source: name)]
    description.claims = [
        Claim(
            id: name, text: name, claimant: name, form: .atMost(count: 0, of: .files), region: Claim.Region(paths: "**")
        )
    ]
    description.observations = [
        Observation(title: name, detail: name, domain: .formal, phase: .before, source: name)
    ]
    description.notification = notification(name, moment)
    return description
}

private func notification(_ name: String, _ moment: CaseMoment) -> StatedNotification {
    var notification = StatedNotification()
    notification.phase = .final
    notification.controller = name
    notification.contact = name
    notification.aware = moment
    notification.notified = moment
    notification.delay = name
    notification.dataSubjects = [name]
    notification.records = [name, name]
    notification.consequences = [name]
    notification.measuresTaken = [name]
    notification.measuresProposed = [name]
    notification.severity.data = .init(.init(.sensitive), why: name)
    notification.severity.identification = .init(.maximum, why: name)
    notification.severity.integrity = .init(.recoverable, why: name)
    notification.severity.availability = .init(.full, why: name)
    notification.severity.malice = .init(true, why: name)
    return notification
}

extension ReportRenderer {
    func output(of report: CaseReport) -> [UInt8] {
        var output: [UInt8] = []
        render(report) { output += $0 }
        return output
    }
}

/// A report of which nothing is known: no evidence, no inventory, no case file.
func emptyReport(notification: String) -> CaseReport {
    CaseReport(
        toolVersion: "0", generatedAt: Instant(seconds: 0), zone: CaseReport.Zone(name: "UTC", basis: "assumed"),
        options: [],
        conclusions: CaseConclusions(
            CaseAnswers(Ledger(), inventory: nil), description: nil, inventory: nil, zone: .utc),
        notification: WorksheetLanguages.language(notification))
}
