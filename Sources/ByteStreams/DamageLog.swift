// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The damage of one stream as it is found, in constant memory: hostile input can be damaged at every line.
struct DamageLog {
    /// How many places of one kind are told one by one; those beyond are summed up in one entry.
    static let locatedLimit = 100

    private var kinds: [StreamDamage.Kind: Places] = [:]

    private struct Places {
        var located: [StreamDamage] = []
        var others: (count: Int64, offset: Int64, bytesLost: Int64?)?
    }

    mutating func note(
        _ kind: StreamDamage.Kind, at offset: Int64, bytesLost: Int64?, _ detail: @autoclosure () -> String
    ) {
        var places = kinds[kind, default: Places()]
        if places.located.count < Self.locatedLimit {
            places.located.append(StreamDamage(kind: kind, offset: offset, bytesLost: bytesLost, detail: detail()))
        } else {
            let others = places.others ?? (0, offset, 0)
            places.others = (others.count + 1, others.offset, sum(others.bytesLost, bytesLost))
        }
        kinds[kind] = places
    }

    private func sum(_ left: Int64?, _ right: Int64?) -> Int64? {
        guard let left, let right else { return nil }
        return left + right
    }

    /// In the order of their offsets, and of the kinds' declaration where these are the same.
    var entries: [StreamDamage] {
        StreamDamage.Kind.allCases.flatMap { kind in
            guard let places = kinds[kind] else { return [StreamDamage]() }
            guard let others = places.others else { return places.located }
            let summary = StreamDamage(
                kind: kind, offset: others.offset, bytesLost: others.bytesLost,
                detail: "\(others.count) more places like the \(Self.locatedLimit) before")
            return places.located + [summary]
        }
        .sorted { $0.offset < $1.offset }
    }
}
