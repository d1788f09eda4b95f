// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct NotificationWorksheetTests {
    private func worksheet(_ stated: StatedNotification) -> NotificationWorksheet {
        var description = CaseDescription()
        description.notification = stated
        return CaseConclusions(
            CaseAnswers(Ledger(), inventory: nil), description: description, inventory: nil, zone: .utc
        ).notification
    }

    /// In February 2019, in UTC.
    private func moment(
        _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ precision: CaseMoment.Precision = .minute
    ) -> CaseMoment {
        CaseMoment(
            local: CivilTime(year: 2019, month: 2, day: day, hour: hour, minute: minute)!, precision: precision,
            offset: nil, text: "2019-02-\(day)")
    }

    // MARK: 72 hours

    @Test(arguments: [
        (21, 9, 0, NotificationTiming.Verdict.inTime), (18, 9, 0, .inTime), (21, 8, 59, .inTime), (21, 9, 1, .late),
        (25, 0, 0, .late),
    ])
    func theHoursCountFromBecomingAware(day: Int, hour: Int, minute: Int, verdict: NotificationTiming.Verdict) {
        var stated = StatedNotification()
        stated.aware = CaseMoment(
            local: CivilTime(year: 2019, month: 2, day: 18, hour: 9)!, precision: .second, offset: nil, text: "")
        stated.notified = CaseMoment(
            local: CivilTime(year: 2019, month: 2, day: day, hour: hour, minute: minute)!, precision: .second,
            offset: nil, text: "")
        let timing = worksheet(stated).timing
        #expect(timing.deadline == CivilTime(year: 2019, month: 2, day: 21, hour: 9)!.secondsSince1970)
        #expect(timing.verdict == verdict)
    }

    @Test func timesAsPreciseAsADayMayNotDecide() {
        var stated = StatedNotification()
        stated.aware = moment(18, 0, 0, .day)
        stated.notified = moment(21, 0, 0, .day)
        #expect(worksheet(stated).timing.verdict == .undecidable)
        stated.notified = moment(20, 0, 0, .day)
        #expect(worksheet(stated).timing.verdict == .inTime)
        stated.notified = moment(22, 0, 0, .day)
        #expect(worksheet(stated).timing.verdict == .late)
    }

    @Test func withoutOneOfTheTimesNothingIsKnown() {
        var stated = StatedNotification()
        stated.notified = moment(21)
        #expect(worksheet(stated).timing.verdict == nil)
        #expect(worksheet(stated).timing.deadline == nil)
    }

    @Test func aLateNotificationNeedsReasons() {
        var stated = StatedNotification()
        stated.aware = moment(18)
        stated.notified = moment(22)
        #expect(worksheet(stated).openPoints.contains(.delay))
        stated.delay = "the logs were on another continent"
        #expect(!worksheet(stated).openPoints.contains(.delay))
        stated.delay = nil
        stated.notified = moment(19)
        #expect(!worksheet(stated).openPoints.contains(.delay))
    }

    // MARK: points and contradictions

    @Test func withoutACaseFileEveryPointButTheReasonsIsOpen() {
        let worksheet = worksheet(StatedNotification())
        #expect(worksheet.openPoints == NotificationWorksheet.Point.allCases.filter { $0 != .delay })
        #expect(worksheet.contradictions.isEmpty)
        #expect(!worksheet.hasLeft && !worksheet.concernsMany)
    }

    @Test func whatIsStatedIsNotOpen() {
        var stated = StatedNotification()
        stated.aware = moment(18)
        stated.controller = "a"
        stated.contact = "b"
        stated.dataSubjects = ["c"]
        stated.records = ["d"]
        stated.consequences = ["e"]
        stated.measuresProposed = ["f"]
        #expect(
            worksheet(stated).openPoints == [.exposureBegin, .exposureEnd, .dataSubjectNumber, .recordNumber])
    }

    @Test(arguments: StatedNotification.Phase.allCases) func onlyAFinalPhaseMayHaveNoOpenPoints(
        phase: StatedNotification.Phase
    ) {
        var stated = StatedNotification()
        stated.phase = phase
        #expect(worksheet(stated).contradictions == (phase == .final ? [.finalWithOpenPoints] : []))
    }

    @Test func nobodyNotifiesBeforeBecomingAware() {
        var stated = StatedNotification()
        stated.aware = moment(18, 9, 0)
        stated.notified = moment(18, 8, 59)
        #expect(worksheet(stated).contradictions == [.notifiedBeforeAware])
        stated.notified = moment(18, 0, 0, .day)
        #expect(worksheet(stated).contradictions.isEmpty)
    }
}
