// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Names of folders for cases, no two of them the same.
enum CaseNames {
    /// What the batch itself writes beside the folders.
    private static let reserved: Set = ["index.html", "index.json"]
    /// Of the longest name, in bytes: file systems take 255, and a folder that is not finished has a longer one.
    private static let lengthLimit = 200

    /// - Parameter candidates: For each case its names, the nearest first; those behind tell it from others.
    static func unique(_ candidates: [[String]]) -> [String] {
        var depths = [Int](repeating: 1, count: candidates.count)
        while true {
            let names = zip(candidates, depths).map { name($0, depth: $1) }
            let counts = names.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            let extensible = names.indices.filter { counts[names[$0]]! > 1 && depths[$0] < candidates[$0].count }
            guard !extensible.isEmpty else { return numbered(names) }
            for index in extensible { depths[index] += 1 }
        }
    }

    private static func name(_ candidates: [String], depth: Int) -> String {
        var name = candidates.prefix(depth).reversed().joined(separator: "-")
        // A leading dot is for what is not finished.
        if name.isEmpty || name.hasPrefix(".") || reserved.contains(name) { name = "case-\(name)" }
        while name.utf8.count > lengthLimit { name.removeLast() }
        return name
    }

    /// The first of several that are the same keeps its name.
    private static func numbered(_ names: [String]) -> [String] {
        var taken = Set<String>()
        return names.map { name in
            var unique = name
            var number = 2
            while !taken.insert(unique).inserted {
                unique = "\(name)-\(number)"
                number += 1
            }
            return unique
        }
    }
}
