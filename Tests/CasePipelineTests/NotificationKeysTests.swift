// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import Testing

@Suite struct NotificationKeysTests {
    @Test func everyKeyIsRead() throws {
        let stated = try CaseFileReader.read(
            """
            notification:
              phase: follow_up
              controller: Healthhelp
              contact: dpo@example.org
              aware: 2019-02-18T09:00
              notified: 2019-02-22
              delay: >
                the logs lay
                elsewhere
              data_subjects: [callers, staff]
              records: calls
              consequences: [shame]
              measures: {taken: [unplugged], proposed: [an audit]}
              severity:
                data: {class: financial, score: 4, why: accounts}
                identification: {level: significant, why: names}
                integrity: {loss: recoverable, why: backups}
                availability: {loss: temporary, why: an hour}
                intent: {malicious: true, why: sold}
            """
        ).notification
        #expect(stated.phase == .followUp)
        #expect(stated.controller == "Healthhelp")
        #expect(stated.contact == "dpo@example.org")
        #expect(stated.aware?.precision == .minute)
        #expect(stated.notified?.text == "2019-02-22")
        #expect(stated.delay == "the logs lay elsewhere")
        #expect(stated.dataSubjects == ["callers", "staff"])
        #expect(stated.records == ["calls"])
        #expect(stated.consequences == ["shame"])
        #expect(stated.measuresTaken == ["unplugged"])
        #expect(stated.measuresProposed == ["an audit"])
        #expect(stated.severity.data == .init(.init(.financial, score: 4), why: "accounts"))
        #expect(stated.severity.identification == .init(.significant, why: "names"))
        #expect(stated.severity.integrity == .init(.recoverable, why: "backups"))
        #expect(stated.severity.availability == .init(.temporary, why: "an hour"))
        #expect(stated.severity.malice == .init(true, why: "sold"))
    }

    @Test func withoutAScoreDataHasThatOfTheirClass() throws {
        let text = "notification: {severity: {data: {class: behavioural, why: x}}}"
        #expect(try CaseFileReader.read(text).notification.severity.data?.value.score == 2)
    }

    @Test func whatIsNotStatedIsNil() throws {
        #expect(try CaseFileReader.read("name: x").notification == StatedNotification())
        #expect(try CaseFileReader.read("notification: {measures: {taken: [x]}}").notification.measuresProposed == [])
    }

    @Test(arguments: [
        ("phase: last", "notification.phase: 'last' is none of: initial, follow_up, final"),
        ("fase: final", "notification.fase: is not a key here; known: phase, controller, contact, aware, notified,"),
        ("controller: [a]", "notification.controller: must be text, not a list"),
        ("controller: ' '", "notification.controller: is blank; leave it out where it is not known"),
        ("aware: yesterday", "notification.aware: 'yesterday' is no time such as 2016"),
        ("data_subjects: {a: b}", "notification.data_subjects: must be text, not a group of keys"),
        ("measures: [a]", "notification.measures: must be a group of keys, not a list"),
        ("measures: {planned: a}", "notification.measures.planned: is not a key here; known: taken, proposed"),
        ("severity: {data: {class: secret, why: x}}", "notification.severity.data.class: 'secret' is none of: simple,"),
        (
            "severity: {data: {class: simple, score: 5, why: x}}",
            "notification.severity.data.score: must be of 1 to 4, not 5"
        ),
        ("severity: {data: {class: simple}}", "notification.severity.data: needs the key 'why'"),
        (
            "severity: {identification: {level: 1, why: x}}",
            "notification.severity.identification.level: '1' is none of:"
        ),
        (
            "severity: {intent: {malicious: maybe, why: x}}",
            "notification.severity.intent.malicious: must be true or false,"
        ),
        ("severity: {confidentiality: 1}", "notification.severity.confidentiality: is not a key here; known: data,"),
    ])
    func whatIsWrongIsNamedWithLineAndKey(line: String, words: String) throws {
        let error = try #require(throws: CaseFileError.self) {
            try CaseFileReader.read("name: x\nnotification:\n  \(line)\n")
        }
        #expect(error.description.hasPrefix("line 3: "), "\(error)")
        #expect(error.description.contains(words), "\(error)")
    }
}
