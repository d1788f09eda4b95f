// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Programs and networks that are known by their user agents and addresses; the list is `KnownActors.tsv`.
package struct KnownActors: Sendable {
    package struct Entry: Sendable {
        package let kind: ActorKind
        package let name: String
        package let source: String
        fileprivate let pattern: Pattern
    }

    fileprivate enum Pattern: Sendable {
        /// Lower-case text anywhere in a user agent.
        case agent([UInt8])
        /// Lower-case end of a host name.
        case hostSuffix([UInt8])
        /// The first bits of an IPv4 address.
        case network(UInt32, bits: Int)
    }

    package let entries: [Entry]

    package static let all = KnownActors(tsv: PackageResources.KnownActors_tsv)

    /// - Precondition: Every line that is no comment has five columns that are well-formed; a test reads the list.
    package init(tsv: [UInt8]) {
        entries = tsv.split(separator: 0x0a).filter { $0.first != UInt8(ascii: "#") }.map { line in
            let columns = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
            precondition(columns.count == 5, "a line of the known actors has not five columns")
            guard let kind = ActorKind(rawValue: columns[0]) else { preconditionFailure("no kind: \(columns[0])") }
            return Entry(
                kind: kind, name: columns[3], source: columns[4], pattern: Self.pattern(columns[1], columns[2]))
        }
    }

    private static func pattern(_ field: String, _ text: String) -> Pattern {
        let lowered = text.utf8.map(\.lowered)
        if field == "agent" { return .agent(lowered) }
        precondition(field == "address", "no field: \(field)")
        let parts = text.split(separator: "/")
        if parts.count == 2, let bits = Int(parts[1]), (0...32).contains(bits),
            let address = ipv4(Array(parts[0].utf8))
        {
            return .network(bits == 0 ? 0 : address >> (32 - bits), bits: bits)
        }
        return .hostSuffix(lowered)
    }

    /// Matches many actors; most share their user agents with others, so that each is looked at once.
    package struct Matcher {
        private let entries: [Entry]
        /// By user agent: the place of the first entry that fits, or the count of entries.
        private var placeOfAgent: [[UInt8]: Int] = [:]

        package init(_ known: KnownActors = .all) {
            entries = known.entries
        }

        /// The first entry that fits, in the order of the list.
        package mutating func match(_ actor: Actor) -> Entry? {
            var place = placeOfAddress(actor.id)
            for agent in actor.agents { place = min(place, self.place(of: agent)) }
            return place < entries.count ? entries[place] : nil
        }

        private mutating func place(of agent: [UInt8]) -> Int {
            if let known = placeOfAgent[agent] { return known }
            let text = agent.map(\.lowered)
            let place =
                entries.firstIndex {
                    if case .agent(let part) = $0.pattern { text.contains(part) } else { false }
                } ?? entries.count
            placeOfAgent[agent] = place
            return place
        }

        private func placeOfAddress(_ id: [UInt8]) -> Int {
            let address = KnownActors.ipv4(id)
            let name = address == nil ? id.map(\.lowered) : []
            return entries.firstIndex { entry in
                switch entry.pattern {
                case .agent: false
                case .hostSuffix(let suffix): name.count > suffix.count && name.suffix(suffix.count) == suffix[...]
                case .network(let prefix, let bits):
                    address.map { bits == 0 || $0 >> (32 - bits) == prefix } ?? false
                }
            } ?? entries.count
        }
    }

    /// Dotted decimal; nil for anything else.
    private static func ipv4(_ text: [UInt8]) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            let value = part.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
            guard value < 256 else { return nil }
            address = address << 8 | value
        }
        return address
    }
}

extension UInt8 {
    fileprivate var lowered: UInt8 { (0x41...0x5a).contains(self) ? self + 0x20 : self }
}
