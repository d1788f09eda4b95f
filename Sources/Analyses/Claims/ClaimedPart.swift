// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// A part of channels × time that a claim speaks of or rests on, where that is less than all of it.
package struct ClaimedPart: Sendable, Hashable {
    /// In the order of `Channel.allCases`.
    package let channels: [Channel]
    package let time: Range<Int64>

    package init(channels: [Channel], time: Range<Int64>) {
        self.channels = channels
        self.time = time
    }

    /// Each once, in the order of the claims.
    static func all(_ claims: [Claim], window: Range<Int64>, _ zone: ZoneRules) -> [ClaimedPart] {
        var parts: [ClaimedPart] = []
        for claim in claims {
            var bounds: [(channels: [Channel], from: CaseMoment?, through: CaseMoment?)] = []
            if case .allWithin(let from, let through) = claim.form {
                bounds.append((claim.region.channels, from, through))
            }
            for region in [claim.region, claim.basis].compactMap({ $0 }) {
                bounds.append((region.channels, region.from, region.through))
            }
            for bound in bounds where bound.from != nil || bound.through != nil {
                let start = bound.from?.range(in: zone).lowerBound ?? window.lowerBound
                let end = bound.through?.range(in: zone).upperBound ?? window.upperBound
                let part = ClaimedPart(
                    channels: Channel.allCases.filter {
                        $0 != .ssh && (bound.channels.isEmpty || bound.channels.contains($0))
                    }, time: (start..<max(start, end)).clamped(to: window))
                if !part.time.isEmpty, !parts.contains(part) { parts.append(part) }
            }
        }
        return parts
    }
}
