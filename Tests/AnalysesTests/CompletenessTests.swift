// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Whether a retrieval of the whole file is stated: yes, no, or the logs cannot tell.
@Suite struct CompletenessTests {
    private typealias Moved = (byteCount: Int64?, transfer: Transfer)

    private func isComplete(size: Int64?, _ moved: Moved...) -> Bool? {
        let events = moved.map {
            PlainEvent.retrieval("/calls/a.wav", byteCount: $0.byteCount, transfer: $0.transfer)
        }
        let answers = CaseAnswers(events, inventory: Inventory(paths: ["calls/a.wav"], size: size))
        let file = answers.retrievals.files.first
        #expect(file?.ways.map(\.isComplete) == [file?.isComplete])
        #expect(answers.exposure.proven.completeFiles == (file?.isComplete == true ? 1 : 0))
        return file?.isComplete
    }

    @Test(arguments: [1000, 1001, .max] as [Int64], Transfer.allCases)
    func asManyBytesAsTheFileHasAreTheFile(byteCount: Int64, transfer: Transfer) {
        #expect(isComplete(size: 1000, (byteCount, transfer)) == true)
    }

    /// `%O` of an access log counts the answer's header too.
    @Test(arguments: [.payloadAndHeaders, .unknown] as [ByteMeaning])
    func aPartWithItsHeaderCanBeAsLongAsTheFile(meaning: ByteMeaning) {
        func isComplete(_ byteCount: Int64, _ transfer: Transfer) -> Bool? {
            var event = PlainEvent.retrieval("/calls/a.wav", byteCount: byteCount, transfer: transfer)
            event.byteMeaning = meaning
            let answers = CaseAnswers([event], inventory: Inventory(paths: ["calls/a.wav"], size: 1000))
            return answers.retrievals.files.first?.isComplete
        }
        for part in [Transfer.partial, .aborted] {
            #expect(isComplete(999, part) == false)
            #expect(isComplete(1000, part) == nil)
            #expect(isComplete(2023, part) == nil)
            #expect(isComplete(2024, part) == true)
        }
        #expect(isComplete(999, .unknown) == false)
        #expect(isComplete(1236, .unknown) == true)
    }

    /// Also where the server calls it complete: it may have been the rest of a resumed transfer.
    @Test(arguments: Transfer.allCases)
    func fewerBytesAreNotTheFile(transfer: Transfer) {
        #expect(isComplete(size: 1000, (999, transfer)) == false)
        #expect(isComplete(size: 1000, (0, transfer)) == false)
    }

    @Test func partsDoNotAddUp() {
        #expect(isComplete(size: 1000, (500, .partial), (500, .partial), (999, .aborted)) == false)
    }

    @Test(arguments: Transfer.allCases)
    func unstatedBytesLeaveItOpen(transfer: Transfer) {
        #expect(isComplete(size: 1000, (nil, transfer)) == nil)
        #expect(isComplete(size: 1000, (nil, transfer), (999, .complete)) == nil)
        #expect(isComplete(size: 1000, (nil, transfer), (1000, .unknown)) == true)
    }

    @Test func anEmptyFileIsWholeWithoutBytes() {
        #expect(isComplete(size: 0, (0, .complete)) == true)
        #expect(isComplete(size: 0, (nil, .complete)) == true)
        #expect(isComplete(size: 0, (nil, .partial)) == nil)
    }

    @Test(arguments: [nil, 0, 1000] as [Int64?])
    func withoutASizeOnlyTheServersWordCounts(byteCount: Int64?) {
        #expect(isComplete(size: nil, (byteCount, .complete)) == true)
        #expect(isComplete(size: nil, (byteCount, .unknown)) == nil)
        #expect(isComplete(size: nil, (byteCount, .partial), (byteCount, .aborted)) == false)
        #expect(isComplete(size: nil, (byteCount, .partial), (byteCount, .unknown)) == nil)
        #expect(isComplete(size: nil, (byteCount, .partial), (byteCount, .complete)) == true)
    }

    @Test func eachWayIsJudgedByItsOwnRetrievals() {
        let answers = CaseAnswers(
            [
                .retrieval("/calls/a.wav", .http, byteCount: 1000), .retrieval("/calls/a.wav", .ftp, byteCount: 10),
                .retrieval("/calls/a.wav", .sftp, byteCount: nil),
            ], inventory: Inventory(paths: ["calls/a.wav"]))
        #expect(answers.retrievals.files.map(\.isComplete) == [true])
        #expect(answers.retrievals.files.first?.ways.map(\.isComplete) == [true, false, nil])
    }

    /// A count of 1001 of 1000 bytes proves no more than the file; what the log states is kept beside it.
    @Test func noMoreThanTheFileIsProven() {
        let answers = CaseAnswers(
            [.retrieval("/calls/a.wav", byteCount: 1001), .retrieval("/calls/a.wav", byteCount: 7)],
            inventory: Inventory(paths: ["calls/a.wav"]))
        #expect(answers.exposure.proven.byteCount == 1000)
        #expect(answers.retrievals.byteCount == 1008)
    }

    @Test func anInventorySaysWhatWasAccessible() {
        let entries = [
            Inventory.Entry(path: Array("a".utf8), size: 5, seconds: 1.5),
            Inventory.Entry(path: Array("b".utf8), size: 7),
        ]
        let known = CaseAnswers([], inventory: Inventory(entries: entries)).exposure.accessible
        #expect(known?.files == 2)
        #expect(known?.byteCount == 12)
        #expect(known?.seconds == 1.5)
        let unknown = CaseAnswers([], inventory: Inventory(paths: ["a"], size: nil)).exposure.accessible
        #expect(unknown?.files == 1)
        #expect(unknown?.byteCount == nil)
        #expect(CaseAnswers([], inventory: nil).exposure.accessible == nil)
    }
}
