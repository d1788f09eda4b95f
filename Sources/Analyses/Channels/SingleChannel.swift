// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// The assumption that one channel was the only way out, set against what is known of the others.
package struct SingleChannel: Sendable {
    package enum Verdict: String, Sendable {
        /// One channel shows retrievals, and others were or may have been open and cannot be seen.
        case unsupported
        /// Several channels show retrievals.
        case contradicted
        /// One channel shows retrievals, and every other was seen or not there.
        case supported
        /// No channel shows any.
        case notAssumed = "not_assumed"
    }

    package enum Severity: String, Sendable {
        case none, info, warning, high, critical
    }

    package let verdict: Verdict
    package let severity: Severity
    package let reasons: [String]
    /// With a retrieval in scope.
    package let used: [Channel]
    package let blind: [Channel]
    /// Of which nothing tells whether they were open: what is known from outside to be closed throughout is not among them.
    package let unknown: [Channel]

    /// - Parameters:
    ///   - used: Channels with a retrieval in scope.
    ///   - times: The channel-time of the window; without any, the states alone decide how grave it is.
    package init(used: [Channel], states: [ChannelState], times: ChannelTimes? = nil) {
        self.used = used
        func channels(_ kind: ChannelState.Kind?) -> [Channel] { states.filter { $0.kind == kind }.map(\.channel) }
        blind = channels(.blind)
        unknown = channels(nil).filter { channel in times.map { $0[channel] != nil } ?? true }
        let partly = channels(.partlyObserved)
        // Only the log of sftp names files that scp moves, so that the two are one way.
        let ways = Set(used.map { $0 == .scp ? .sftp : $0 })
        let isOpenQuestion = !blind.isEmpty || !unknown.isEmpty || !partly.isEmpty
        switch ways.count {
        case 0: verdict = blind.isEmpty ? .notAssumed : .unsupported
        case 1: verdict = isOpenQuestion ? .unsupported : .supported
        default: verdict = .contradicted
        }
        severity =
            times.flatMap { Self.severity($0) }
            ?? (!blind.isEmpty ? .high : isOpenQuestion ? .warning : ways.count > 1 ? .info : .none)
        var reasons: [String] = []
        if !used.isEmpty { reasons.append("retrievals are logged by \(Self.list(used))") }
        if !blind.isEmpty {
            reasons.append(
                "\(Self.list(blind)) \(blind.count == 1 ? "was" : "were") open, and no log would show a retrieval")
        }
        if !partly.isEmpty { reasons.append("only a part of \(Self.list(partly)) can be seen") }
        if !unknown.isEmpty {
            reasons.append("nothing tells whether \(Self.list(unknown)) \(unknown.count == 1 ? "was" : "were") open")
        }
        self.reasons = reasons
    }

    /// How little of the channel-time a statement about all retrievals rests on; nil where there is no channel-time.
    private static func severity(_ times: ChannelTimes) -> Severity? {
        guard let low = times.coverage, let joint = times.jointCoverage else { return nil }
        let seen = times.channels.filter { !$0.observed.isEmpty }
        let isOneHardlySeen = seen.count == 1 && (seen[0].coverage ?? 0) < 0.05
        let isUnseenAndOpen = times.channels.contains { !$0.open.isEmpty && $0.observed.isEmpty }
        if isUnseenAndOpen || low < 0.5 { return low < 0.05 || isOneHardlySeen ? .critical : .high }
        if isOneHardlySeen { return .critical }
        if joint >= 0.99, times.channels.allSatisfy(\.unknown.isEmpty) { return Severity.none }
        if joint >= 0.95, times.channels.allSatisfy({ $0.open.subtracting($0.seen).isEmpty }) { return .info }
        return .warning
    }

    private static func list(_ channels: [Channel]) -> String {
        let names = channels.map(\.rawValue)
        return names.count < 2
            ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
    }
}
