// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What follows from a case's answers together with what is known from outside.
package struct CaseConclusions: Sendable {
    package let answers: CaseAnswers
    /// Nil without a case file.
    package let description: CaseDescription?
    package let window: ExposureWindow
    /// The channel-time of the window; where an end of it is unknown, up to the first or last record of any log.
    package let times: ChannelTimes
    package let unobserved: UnobservedTotal
    /// In the order of the case file.
    package let claims: [ClaimAnswer]
    package let claimedParts: [ClaimedPart]
    /// By the index of the actor.
    package let actorClasses: [ActorClass]
    /// By identifier, and by scope rule, in the order of the case file.
    package let dataSubjects: [DataSubjects]
    package let owners: [OwnerShare]
    package let singleChannel: SingleChannel
    /// The gravest first.
    package private(set) var findings: [Finding] = []
    private let zone: ZoneRules

    /// - Parameter zone: Of the moments that the case file states without an offset.
    package init(
        _ answers: CaseAnswers, description: CaseDescription?, inventory: Inventory?, zone: ZoneRules
    ) {
        self.answers = answers
        self.description = description
        self.zone = zone
        let stated = description ?? CaseDescription()
        window = ExposureWindow(
            stated: stated.exposure, zone: zone, retrievals: answers.exposure.span.closedSeconds)
        times = ChannelTimes(
            answers, stated: stated.channels, window: Self.assessed(window, answers), zone: zone)
        singleChannel = SingleChannel(
            used: answers.usedChannels, states: answers.channelStates, times: times)
        unobserved = UnobservedTotal(
            gaps: Self.gapsOfRetrievals(answers), times: times,
            provenRetrievals: answers.exposure.proven.retrievals,
            accessibleFiles: answers.exposure.accessible.map { Int64($0.files) },
            accessibleBytes: answers.exposure.accessible?.byteCount, bandwidth: stated.exposure.bandwidth)
        let check = ClaimCheck(
            times: times, facts: Self.facts(answers), gaps: answers.gaps,
            unknownRetrievals: Dictionary(
                answers.retrievals.unnamed.map { ($0.channel, $0.retrievals) }, uniquingKeysWith: +), zone: zone)
        claims = stated.claims.map { check.answer($0) }
        claimedParts = ClaimedPart.all(stated.claims, window: times.window, zone)
        var matcher = KnownActors.Matcher()
        actorClasses = answers.actors.map {
            ActorClass(of: $0, accessibleFiles: answers.exposure.accessible?.files, &matcher)
        }
        let proven = answers.retrievals.files.lazy.filter(\.isInScope).map(\.path)
        dataSubjects = stated.identifiers.map { DataSubjects($0, provenPaths: proven, inventory: inventory) }
        owners = OwnerShare.all(stated.scope, provenPaths: proven, inventory: inventory)
        findings = FindingCatalogue.findings(in: self)
    }

    /// What a notification of the breach must tell.
    package var notification: NotificationWorksheet { NotificationWorksheet(self, zone: zone) }

    /// The window for which channel-time is counted.
    private static func assessed(_ window: ExposureWindow, _ answers: CaseAnswers) -> Range<Int64> {
        let spans = answers.series.compactMap(\.span.seconds)
        let first = [window.earliestProven, spans.map(\.lowerBound).min()].compactMap { $0 }.min()
        let last = [window.latestProven.map { $0 + 1 }, spans.map(\.upperBound).max()].compactMap { $0 }.max()
        guard let start = window.earliestPossible ?? first, let end = window.latestPossible ?? last else {
            return 0..<0
        }
        return start..<max(start, end)
    }

    /// Gaps of logs that name what is retrieved, where no other log of the channel fills them.
    private static func gapsOfRetrievals(_ answers: CaseAnswers) -> [Gap] {
        let naming = Set(answers.series.filter { !$0.channels.filter { $0 != .ssh }.isEmpty }.map(\.id))
        return answers.gaps.filter { naming.contains($0.series) }
    }

    private static func facts(_ answers: CaseAnswers) -> [RetrievalFact] {
        answers.retrievals.files.enumerated().filter(\.element.isInScope).flatMap { number, file in
            file.ways.map { way in
                RetrievalFact(
                    file: number, path: file.path, channel: way.channel,
                    clients: way.clients.map { answers.actors[Int($0)].id }, retrievals: way.retrievals,
                    byteCount: way.byteCount, span: way.span.closedSeconds)
            }
        }
    }
}

extension TimeSpan {
    fileprivate var closedSeconds: ClosedRange<Int64>? { seconds.map { $0.lowerBound...$0.upperBound - 1 } }
}
