// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What a controller must tell the supervisory authority of a breach (GDPR, Article 33), as far as the case tells it; in no
/// language. The figures of the report belong to it too, and stand in the conclusions that it is made of.
package struct NotificationWorksheet: Sendable {
    /// What Article 33 asks for.
    package enum Point: String, Sendable, CaseIterable {
        case aware, delay, controller, contact
        case exposureBegin = "exposure_begin"
        case exposureEnd = "exposure_end"
        case dataSubjectCategories = "data_subject_categories"
        case dataSubjectNumber = "data_subject_number"
        case recordCategories = "record_categories"
        case recordNumber = "record_number"
        case consequences, measures
    }

    /// What in the case file cannot be as it is stated.
    package enum Contradiction: String, Sendable {
        case finalWithOpenPoints = "final_with_open_points"
        case notifiedBeforeAware = "notified_before_aware"
    }

    package let stated: StatedNotification
    package let timing: NotificationTiming
    package let severity: SeverityScore
    /// Whether a log tells of a retrieval, of a file that it names or not.
    package let hasLeft: Bool
    /// In the order of `Point.allCases`: what is not yet known.
    package let openPoints: [Point]
    package let contradictions: [Contradiction]
    /// Channels that were or may have been open, and of which no log shows anything.
    package let unseenChannels: [Channel]
    /// Channels of which logs show a part of the time.
    package let partlySeenChannels: [ChannelTime]
    /// Times from which records are or may be missing.
    package let losses: [Gap]
    /// Whether names of files that left name more than 100 people, which ENISA's method flags beside the score. If not, there
    /// may be as many: not everybody is named by a file.
    package let concernsMany: Bool

    /// - Parameter zone: Of the moments that the case file states without an offset.
    init(_ conclusions: CaseConclusions, zone: ZoneRules) {
        let answers = conclusions.answers
        let times = conclusions.times
        stated = conclusions.description?.notification ?? StatedNotification()
        timing = NotificationTiming(stated, zone: zone)
        hasLeft = answers.exposure.proven.retrievals > 0 || !answers.retrievals.unnamed.isEmpty
        severity = SeverityScore(
            stated.severity,
            confidentiality: ConfidentialityLoss(
                window: conclusions.window, times: times,
                addresses: answers.retrievals.unnamed.reduce(answers.exposure.proven.clients) { max($0, $1.clients) },
                hasLeft: hasLeft))
        unseenChannels =
            times.channels.isEmpty
            ? conclusions.singleChannel.blind + conclusions.singleChannel.unknown
            : times.channels.filter(\.observed.isEmpty).map(\.channel)
        partlySeenChannels = times.channels.filter { !$0.observed.isEmpty && !$0.unobserved.isEmpty }
        losses = answers.gaps.filter(\.isLoss)
        concernsMany = conclusions.dataSubjects.contains { $0.proven > 100 }
        openPoints = Self.open(stated, timing, conclusions)
        var contradictions: [Contradiction] = []
        if stated.phase == .final, !openPoints.isEmpty { contradictions.append(.finalWithOpenPoints) }
        if timing.isReversed { contradictions.append(.notifiedBeforeAware) }
        self.contradictions = contradictions
    }

    private static func open(
        _ stated: StatedNotification, _ timing: NotificationTiming, _ conclusions: CaseConclusions
    ) -> [Point] {
        Point.allCases.filter { point in
            switch point {
            case .aware: stated.aware == nil
            case .delay: timing.verdict == .late && stated.delay == nil
            case .controller: stated.controller == nil
            case .contact: stated.contact == nil
            case .exposureBegin: conclusions.window.earliestPossible == nil
            case .exposureEnd: conclusions.window.latestPossible == nil
            case .dataSubjectCategories: stated.dataSubjects.isEmpty
            case .dataSubjectNumber: !conclusions.dataSubjects.contains { $0.accessible != nil }
            case .recordCategories: stated.records.isEmpty
            case .recordNumber: conclusions.answers.exposure.accessible == nil
            case .consequences: stated.consequences.isEmpty
            case .measures: stated.measuresTaken.isEmpty && stated.measuresProposed.isEmpty
            }
        }
    }
}
