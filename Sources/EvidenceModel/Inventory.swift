// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What lay on the exposed machine, one entry per file.
///
///     calls/2017/10/0182545011-7526.wav   60145 bytes   1507470959   17.25 s
///
/// Read from what the machine's owner hands in (`logtrace --inventory`); nothing here is derived from a log.
package struct Inventory: Sendable, Equatable {
    /// The files, in ascending lexicographic order of their path bytes; no path occurs twice.
    package let entries: [Entry]

    /// How many entries were dropped because a later one named the same path.
    package let repeated: Int

    /// How many lines of what it was read from could not be read, so that more lay there than it tells.
    package var unreadLines = 0

    /// Makes an inventory of `entries`, which may come in any order.
    ///
    /// Of the entries that name the same path the last one is kept.
    ///
    /// - Complexity: O(n log n), and O(n) if the paths ascend already.
    package init(entries: [Entry]) {
        if Inventory.ascend(entries) {
            self.init(ascending: entries, repeated: 0)
            return
        }
        var kept: [Entry] = []
        kept.reserveCapacity(entries.count)
        for index in PathOrder(entries).ascending() {
            // The order puts the later of two equal paths after the earlier one.
            if let last = kept.last, last.path == entries[index].path {
                kept[kept.count - 1] = entries[index]
            } else {
                kept.append(entries[index])
            }
        }
        self.init(ascending: kept, repeated: entries.count - kept.count)
    }

    private init(ascending entries: [Entry], repeated: Int) {
        self.entries = entries
        self.repeated = repeated
    }

    /// The bytes of all files; nil if the size of any file is not stated.
    ///
    /// A sum above `Int64.max` is given as `Int64.max`. 0 for an inventory without entries.
    ///
    /// - Complexity: O(n).
    package var totalSize: Int64? {
        var total: Int64 = 0
        for entry in entries {
            guard let size = entry.size else { return nil }
            let (sum, overflowed) = total.addingReportingOverflow(size)
            total = overflowed ? (size < 0 ? .min : .max) : sum
        }
        return total
    }

    /// The seconds of audio in the files that state a duration; nil if none does.
    ///
    /// Files without a stated duration add nothing, so that the total is a lower bound.
    ///
    /// - Complexity: O(n).
    package var totalSeconds: Double? {
        var total: Double?
        for entry in entries {
            guard let seconds = entry.seconds else { continue }
            total = (total ?? 0) + seconds
        }
        return total
    }

    /// The same inventory without the entries that are folders, because another entry lies in them.
    ///
    /// Of `calls`, `calls-old` and `calls/a.wav` the first one goes. An empty folder cannot be told from a file and stays.
    ///
    /// - Complexity: O(n).
    package func withoutFolders() -> Inventory {
        var isFolder = [Bool](repeating: false, count: entries.count)
        // The paths that begin with p follow p without a break, so these are the prefixes of the current path. Only the
        // longest needs a look: a shorter one saw its `/` when the longest came.
        var prefixes: [Int] = []
        for index in entries.indices {
            let path = entries[index].path
            while let last = prefixes.last, !path.starts(with: entries[last].path) { prefixes.removeLast() }
            if let last = prefixes.last, path[entries[last].path.count] == UInt8(ascii: "/") { isFolder[last] = true }
            prefixes.append(index)
        }
        guard isFolder.contains(true) else { return self }
        var files: [Entry] = []
        for index in entries.indices where !isFolder[index] { files.append(entries[index]) }
        return Inventory(ascending: files, repeated: repeated)
    }

    private static func ascend(_ entries: [Entry]) -> Bool {
        for index in entries.indices.dropFirst() {
            guard entries[index - 1].path.lexicographicallyPrecedes(entries[index].path) else { return false }
        }
        return true
    }
}

extension Inventory {
    /// One file of an inventory.
    package struct Entry: Sendable, Equatable {
        /// The path as the inventory gives it, absolute or relative; need not be UTF-8.
        package let path: [UInt8]
        /// The size in bytes; nil if it is not stated.
        package let size: Int64?
        /// When the content was last changed, in seconds since 1970 UTC; nil if it is not stated.
        package let modified: Int64?
        /// The duration of the audio in seconds; nil if it is not stated.
        package let seconds: Double?

        /// Makes an entry; what is left out is not stated.
        package init(path: [UInt8], size: Int64? = nil, modified: Int64? = nil, seconds: Double? = nil) {
            self.path = path
            self.size = size
            self.modified = modified
            self.seconds = seconds
        }
    }
}
