// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What is known of a case from outside its logs, as the case file states it.
package struct CaseDescription: Sendable {
    package var name: String?
    /// Name or offset of the zone of stamps that state none.
    package var zone: String?
    /// Paths of the evidence and of the inventory, relative to the case file's folder.
    package var evidence: [String] = []
    package var inventory: String?
    package var scope: [ScopeRule] = []
    package var identifiers: [IdentifierPattern] = []
    package var exposure = StatedExposure()
    package var channels: [StatedChannel] = []
    package var claims: [Claim] = []
    package var observations: [Observation] = []
    package var notification = StatedNotification()

    package init() {}
}

/// Files of interest, and whose they are.
package struct ScopeRule: Sendable, Hashable {
    /// `*` is any run of bytes but `/`, `**` any run, `?` one byte but `/`.
    package let glob: String
    package let owner: String?
    /// What one file is, `recordings`: a number always carries its unit.
    package let unit: String?

    package init(glob: String, owner: String?, unit: String?) {
        self.glob = glob
        self.owner = owner
        self.unit = unit
    }
}

/// What in a path identifies a person.
package struct IdentifierPattern: Sendable, Hashable {
    /// In words: `telephone number`.
    package let name: String
    /// A regular expression in the syntax of Swift's `Regex`; its first group, or else all of it, is the identifier.
    package let pattern: String

    package init(name: String, pattern: String) {
        self.name = name
        self.pattern = pattern
    }
}

/// Bounds of the exposure window that are known from elsewhere, and what was seen from outside.
package struct StatedExposure: Sendable {
    /// The data cannot have been exposed before it.
    package var notBefore: StatedBound?
    /// The data cannot have been exposed after it.
    package var notAfter: StatedBound?
    package var witnesses: [Witness] = []
    /// What the line of the machine could carry at most, in bits a second.
    package var bandwidth: Int64?

    package init() {}
}

package struct StatedBound: Sendable, Hashable {
    package let moment: CaseMoment
    package let why: String
    package let source: String?

    package init(moment: CaseMoment, why: String, source: String?) {
        self.moment = moment
        self.why = why
        self.source = source
    }
}

/// Somebody or something that shows a fact about the exposure at a time.
package struct Witness: Sendable, Hashable {
    package enum Fact: String, Sendable, CaseIterable {
        /// The data could be fetched.
        case reachable
        /// A search engine had its address.
        case indexed
        /// The data lay there, reachable or not.
        case dataPresent = "data_present"
        /// The machine answered, whatever it gave out.
        case online
        /// It could not be fetched.
        case unreachable

        /// Whether the data could be had at that time by anyone who asked.
        package var provesExposure: Bool { self == .reachable || self == .indexed }
    }

    package let moment: CaseMoment
    package let fact: Fact
    package let what: String
    package let source: String?

    package init(moment: CaseMoment, fact: Fact, what: String, source: String?) {
        self.moment = moment
        self.fact = fact
        self.what = what
        self.source = source
    }
}

/// What is known of a channel from outside, by a port scan or a firewall's rules.
package struct StatedChannel: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        case open, closed, unknown
    }

    package let channel: Channel
    package let state: State
    /// Nil: from the window's start.
    package let from: CaseMoment?
    /// Included; nil: to the window's end.
    package let through: CaseMoment?
    package let source: String?

    package init(channel: Channel, state: State, from: CaseMoment?, through: CaseMoment?, source: String?) {
        self.channel = channel
        self.state = state
        self.from = from
        self.through = through
        self.source = source
    }
}

/// What people saw or say that no log shows.
package struct Observation: Sendable, Hashable {
    package let title: String
    package let detail: String?
    package let domain: FindingDomain
    package let phase: FindingPhase
    package let source: String?

    package init(title: String, detail: String?, domain: FindingDomain, phase: FindingPhase, source: String?) {
        self.title = title
        self.detail = detail
        self.domain = domain
        self.phase = phase
        self.source = source
    }
}

/// Where a failure lies: in machines, in rules and contracts, or in people and culture.
package enum FindingDomain: String, Sendable, CaseIterable {
    case technical, formal, informal
}

/// When it matters: while the incident could still be prevented, while it went on, or when it is told.
package enum FindingPhase: String, Sendable, CaseIterable {
    case before, during, after
}
