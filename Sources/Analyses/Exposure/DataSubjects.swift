// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// People whom names of files identify, by one kind of identifier; each identifier counts once.
package struct DataSubjects: Sendable, Hashable {
    /// In words: `telephone number`.
    package let name: String
    /// In names of files in scope that provably left.
    package let proven: Int
    /// In names of all files that lay there; nil without an inventory.
    package let accessible: Int?

    init(_ pattern: IdentifierPattern, provenPaths: some Sequence<[UInt8]>, inventory: Inventory?) {
        name = pattern.name
        let finder = IdentifierFinder(pattern)
        proven = Set(provenPaths.compactMap { finder.identifier(in: $0) }).count
        accessible = inventory.map { Set($0.entries.lazy.compactMap { finder.identifier(in: $0.path) }).count }
    }
}

private struct IdentifierFinder {
    private let regex: Regex<AnyRegexOutput>

    /// - Precondition: The pattern is a regular expression, which reading the case file has checked.
    init(_ pattern: IdentifierPattern) {
        guard let regex = try? Regex(pattern.pattern) else {
            preconditionFailure("a pattern that is no regular expression passed the case file's reader")
        }
        self.regex = regex
    }

    func identifier(in path: [UInt8]) -> Substring? {
        guard let match = String(decoding: path, as: UTF8.self).firstMatch(of: regex) else { return nil }
        let output = match.output
        return output.count > 1 ? output[1].substring : output[0].substring
    }
}

/// What of one owner's files lay there and provably left.
package struct OwnerShare: Sendable, Hashable {
    package let rule: ScopeRule
    package let provenFiles: Int
    /// Nil without an inventory, as the next.
    package let accessibleFiles: Int?
    package let accessibleSeconds: Double?

    /// Each file belongs to the first rule that names it.
    static func all(_ rules: [ScopeRule], provenPaths: some Sequence<[UInt8]>, inventory: Inventory?) -> [OwnerShare] {
        let globs = rules.map { PathGlob($0.glob) }
        func owner(_ path: [UInt8]) -> Int? { globs.firstIndex { $0.matches(path) } }
        var proven = [Int](repeating: 0, count: rules.count)
        for path in provenPaths { if let owner = owner(path) { proven[owner] += 1 } }
        var files = [Int](repeating: 0, count: rules.count)
        var seconds = [Double?](repeating: nil, count: rules.count)
        for entry in inventory?.entries ?? [] {
            guard let owner = owner(entry.path) else { continue }
            files[owner] += 1
            if let duration = entry.seconds { seconds[owner] = (seconds[owner] ?? 0) + duration }
        }
        return rules.indices.map {
            OwnerShare(
                rule: rules[$0], provenFiles: proven[$0], accessibleFiles: inventory == nil ? nil : files[$0],
                accessibleSeconds: seconds[$0])
        }
    }
}
