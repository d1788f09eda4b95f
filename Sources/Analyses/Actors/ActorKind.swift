// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What an address that asked for files most likely is.
package enum ActorKind: String, Sendable, CaseIterable {
    /// Of devices or of pages: a witness that the machine could be reached, and found by others.
    case searchEngine = "search_engine"
    case scanner, monitor
    /// One client that took many files in a short time.
    case bulk
    case other
}

/// An actor's kind, and by which name it is known.
package struct ActorClass: Sendable, Hashable {
    package let kind: ActorKind
    /// `Shodan`; nil where it is no known one.
    package let name: String?

    package init(kind: ActorKind, name: String? = nil) {
        self.kind = kind
        self.name = name
    }

    /// - Parameters:
    ///   - accessibleFiles: How many files lay there; nil where that is not known.
    ///   - matcher: Knows the programs and networks that have a name.
    package init(of actor: Actor, accessibleFiles: Int?, _ matcher: inout KnownActors.Matcher) {
        let known = matcher.match(actor)
        // Whatever it calls itself: what it took counts for more.
        let isBulk = Self.isBulk(actor, accessibleFiles: accessibleFiles)
        self.init(kind: isBulk ? .bulk : known?.kind ?? .other, name: known?.name)
    }

    /// At least 25 files, and either a tenth of all, or five for each hour between its first event and its last.
    ///
    /// An engineering default, chosen to be read beside the numbers and not instead of them.
    private static func isBulk(_ actor: Actor, accessibleFiles: Int?) -> Bool {
        guard actor.files >= 25 else { return false }
        if let accessibleFiles, actor.files * 10 >= accessibleFiles { return true }
        guard let span = actor.span.seconds else { return false }
        return Double(actor.files) / max(1, Double(span.upperBound - span.lowerBound) / 3600) >= 5
    }
}
