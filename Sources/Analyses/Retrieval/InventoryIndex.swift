// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Finds inventory entries by the ends of paths: logs and inventories rarely name a file from the same root.
///
/// Paths are compared without a leading slash, component by component.
struct InventoryIndex {
    private var names = NameTable()
    /// Entry by the number of its name. Of `a` and `/a`, which are one file, the first.
    private var entries: [Int] = []
    /// Entries with the same last component are chained.
    private var lastComponents = NameTable()
    private var chains: [[Int]] = []

    /// Of the longest name: no longer end of a path can be one.
    private var longestByteCount = 0

    /// Longer chains tell nothing: their last component stands for no file in particular.
    private static let chainLimit = 16

    init(_ inventory: Inventory) {
        for (index, entry) in inventory.entries.enumerated() {
            let name = entry.path.span.withoutLeadingSlashes
            let number = names.intern(name)
            guard number == entries.count else { continue }
            entries.append(index)
            longestByteCount = max(longestByteCount, name.count)
            let chain = lastComponents.intern(name.extracting(name.lastComponentStart..<name.count))
            if chain == chains.count { chains.append([]) }
            if chains[chain].count <= Self.chainLimit { chains[chain].append(number) }
        }
    }

    /// The entry with exactly this path.
    func entry(named name: Span<UInt8>) -> Int? {
        names.id(of: name).map { entries[$0] }
    }

    /// The longest end of `path` that is an inventory path; what stands before it is the mount.
    func longestEnd(of path: Span<UInt8>) -> MountGuess? {
        var start = 0
        while start < path.count {
            if path.count - start <= longestByteCount, names.id(of: path.extracting(start..<path.count)) != nil {
                return MountGuess(
                    mount: path.array(0..<start), target: [], components: path.componentCount(from: start))
            }
            guard let next = path.nextComponentStart(after: start) else { return nil }
            start = next
        }
        return nil
    }

    /// The inventory path that shares most components with `path` at its end, if only one does.
    func bestSharedEnd(of path: Span<UInt8>) -> MountGuess? {
        let component = path.extracting(path.lastComponentStart..<path.count)
        guard let chain = lastComponents.id(of: component), chains[chain].count <= Self.chainLimit else { return nil }
        var best: MountGuess?
        var isTie = false
        for number in chains[chain] {
            let guess = names[number].sharedEnd(with: path)
            if let best, guess.components <= best.components {
                isTie = isTie || guess.components == best.components
            } else {
                best = guess
                isTie = false
            }
        }
        return isTie ? nil : best
    }
}

/// A way in which a logged path and an inventory path may belong together: `mount/rest` is `target/rest`.
struct MountGuess: Hashable {
    let mount: [UInt8]
    let target: [UInt8]
    /// How many components the rest has.
    let components: Int
}

extension Span<UInt8> {
    var withoutLeadingSlashes: Span<UInt8> {
        @_lifetime(copy self)
        get {
            var start = 0
            while start < count, self[start] == UInt8(ascii: "/") { start += 1 }
            return extracting(start..<count)
        }
    }

    var lastComponentStart: Int {
        var start = count
        while start > 0, self[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return start
    }

    func nextComponentStart(after start: Int) -> Int? {
        var index = start
        while index < count, self[index] != UInt8(ascii: "/") { index += 1 }
        return index + 1 < count ? index + 1 : nil
    }

    func componentCount(from start: Int) -> Int {
        var slashes = 0
        for index in start..<count where self[index] == UInt8(ascii: "/") { slashes += 1 }
        return slashes + 1
    }

    func array(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBufferPointer { Array($0) }
    }

    /// Compares this inventory path with a logged one from their ends.
    fileprivate func sharedEnd(with logged: Span<UInt8>) -> MountGuess {
        var shared = 0
        while shared < Swift.min(count, logged.count), self[count - 1 - shared] == logged[logged.count - 1 - shared] {
            shared += 1
        }
        // Back to a boundary of components in both.
        while shared > 0, !(isBoundary(count - shared) && logged.isBoundary(logged.count - shared)) { shared -= 1 }
        return MountGuess(
            mount: logged.array(0..<logged.count - shared), target: array(0..<count - shared),
            components: shared == 0 ? 0 : componentCount(from: count - shared))
    }

    private func isBoundary(_ index: Int) -> Bool {
        index == 0 || (index < count && self[index - 1] == UInt8(ascii: "/"))
    }
}
