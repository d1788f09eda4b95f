// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Finds inventory entries by names in which an FTP server replaced characters, or left out the folder; only where
/// exactly one entry fits.
///
///     /calls/??sa_1.wav    is  /calls/Åsa 1.wav   (vsftpd: bytes outside printable ASCII, and blanks)
///     RETR a b.wav         is  /calls/a  b.wav    (ProFTPD: runs of blanks; the working directory is not shown)
struct InexactNames {
    private let inventory: Inventory
    /// Entries by the number of the alike form of their last component.
    private var names = NameTable()
    private var chains: [[Int]] = []

    /// Longer chains tell nothing: their last component stands for no file in particular.
    private static let chainLimit = 16

    init(_ inventory: Inventory) {
        self.inventory = inventory
        for (index, entry) in inventory.entries.enumerated() {
            let path = entry.path.span
            let number = names.intern(AlikeName.of(path.extracting(path.lastComponentStart..<path.count)).span)
            if number == chains.count { chains.append([]) }
            if chains[number].count <= Self.chainLimit { chains[number].append(index) }
        }
    }

    /// The entry that alone fits the end of `path`.
    func entry(for path: Span<UInt8>) -> Int? {
        let name = path.withoutLeadingSlashes
        guard name.lastComponentStart < name.count,
            let number = names.id(of: AlikeName.of(name.extracting(name.lastComponentStart..<name.count)).span),
            chains[number].count <= Self.chainLimit
        else { return nil }
        // A name without its folder is as good as one with it only where the server is known to leave that out.
        let isRelative = name.count == path.count
        guard isRelative || name.lastComponentStart > 0 else { return nil }
        var only: Int?
        for index in chains[number] {
            let entry = inventory.entries[index].path
            guard name.agreesAtEnd(with: entry.span.withoutLeadingSlashes) else { continue }
            if only != nil { return nil }
            only = index
        }
        return only
    }
}

/// A form of names that is the same whatever characters a server replaced.
enum AlikeName {
    /// What a server replaces and what it puts there are one underscore however many: blanks, tabs, bytes that are not
    /// printable ASCII, underscores and question marks.
    static func of(_ path: Span<UInt8>) -> [UInt8] {
        var alike: [UInt8] = []
        alike.reserveCapacity(path.count)
        for index in path.indices {
            switch path[index] {
            case UInt8(ascii: "_"), UInt8(ascii: "?"), ...0x20, 0x7f...:
                if alike.last != UInt8(ascii: "_") { alike.append(UInt8(ascii: "_")) }
            default: alike.append(path[index])
            }
        }
        return alike
    }
}

extension Span<UInt8> {
    /// Whether this name, as a server may have changed it, and `path` are one, or one is the end of the other: the root of
    /// the inventory and that of the log differ.
    fileprivate func agreesAtEnd(with path: Span<UInt8>) -> Bool {
        var (left, right) = (count, path.count)
        while left > 0, right > 0 {
            let (logged, real) = (self[left - 1], path[right - 1])
            if real == UInt8(ascii: " "), logged == real, right > 1, path[right - 2] == real,
                left > 1, self[left - 2] != real
            {
                // One blank of a run that was logged as one.
                right -= 1
                continue
            }
            guard logged == real || Self.replaces(logged, real) else { return false }
            left -= 1
            right -= 1
        }
        if left == 0 { return right == 0 || path[right - 1] == UInt8(ascii: "/") }
        return self[left - 1] == UInt8(ascii: "/")
    }

    private static func replaces(_ logged: UInt8, _ real: UInt8) -> Bool {
        switch logged {
        case UInt8(ascii: "_"): real == UInt8(ascii: " ") || real == UInt8(ascii: "\t")
        case UInt8(ascii: " "): real == UInt8(ascii: "\t")
        case UInt8(ascii: "?"): real < 0x20 || real >= 0x7f
        default: false
        }
    }
}
