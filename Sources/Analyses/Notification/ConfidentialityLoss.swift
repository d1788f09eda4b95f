// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Who may have got the data, on ENISA's scale of the loss of confidentiality (2013): nobody shown 0, a known number of recipients
/// ¼, an unknown number ½.
package enum ConfidentialityLoss: Sendable, Hashable {
    /// Every channel is seen for all of the window, and nothing left.
    case nothingLeft
    /// Every channel is seen for all of the window; at least so many addresses fetched something.
    case knownAddresses(Int)
    /// The data could be fetched, and logs vouch for a part of the time alone (0 to 1; nil where that is not known): beside
    /// the addresses that they name, nobody knows how many there were. `isPublic`: strangers witness that it could be fetched.
    case unknownRecipients(addresses: Int, coverage: Double?, isPublic: Bool)
    /// Nothing shows that the data could be fetched, and nothing that it could not.
    case notKnown

    /// - Parameter addresses: Those that logs name; none, where they name nobody who fetched what left.
    package init(window: ExposureWindow, times: ChannelTimes, addresses: Int, hasLeft: Bool) {
        let isBounded = window.earliestPossible != nil && window.latestPossible != nil
        if isBounded, let seen = times.jointCoverage, seen >= 1, !hasLeft || addresses > 0 {
            self = hasLeft ? .knownAddresses(addresses) : .nothingLeft
        } else if hasLeft || window.earliestProven != nil {
            let isPublic = window.witnesses.contains { $0.kind == .reachable || $0.kind == .indexed }
            self = .unknownRecipients(addresses: addresses, coverage: times.coverage, isPublic: isPublic)
        } else {
            self = .notKnown
        }
    }

    package var quarters: ClosedRange<Int> {
        switch self {
        case .nothingLeft: 0...0
        case .knownAddresses: 1...1
        case .unknownRecipients: 2...2
        case .notKnown: 0...2
        }
    }
}
