// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Which file of the inventory a logged path is.
///
/// Each log names files from a root of its own: a document root, a chroot, a module. The mounts, which logged prefix
/// stands for which inventory prefix, are learnt from the paths themselves: those that fit the inventory at their
/// ends vote, and a path is then taken for a file only by a mount that others use too, or if two components agree.
struct FileIdentity {
    struct Match {
        let entry: Int
        /// What stands in front of the file's path in the log, without slashes around it.
        let mount: [UInt8]
    }

    private struct Mount {
        let guess: MountGuess
        let votes: Int
    }

    /// Paths on the disk, where the configuration tells them, whichever way they went.
    static let disk = -1

    private let index: InventoryIndex
    private let inexactNames: InexactNames
    /// By the number of the way, the mount with most votes first.
    private var mounts: [Int: [Mount]] = [:]

    init(_ inventory: Inventory, _ ledger: borrowing Ledger, diskPaths: borrowing NameTable) {
        index = InventoryIndex(inventory)
        inexactNames = InexactNames(inventory)
        var votes: [Int: [MountGuess: Int]] = [:]
        for file in 0..<ledger.retrievals.files.count {
            let (path, way) = ledger.retrievals.files.pair(file)
            Self.vote(ledger.paths[path], index, &votes[way, default: [:]])
        }
        for path in 0..<diskPaths.count { Self.vote(diskPaths[path], index, &votes[Self.disk, default: [:]]) }
        mounts = votes.mapValues { guesses in
            guesses.map { Mount(guess: $0, votes: $1) }.sorted { left, right in
                left.votes != right.votes
                    ? left.votes > right.votes
                    : (left.guess.mount + [0] + left.guess.target)
                        .lexicographicallyPrecedes(right.guess.mount + [0] + right.guess.target)
            }
        }
    }

    private static func vote(_ path: Span<UInt8>, _ index: InventoryIndex, _ votes: inout [MountGuess: Int]) {
        guard let guess = guess(path.withoutLeadingSlashes, index) else { return }
        let mount = MountGuess(mount: guess.mount, target: guess.target, components: 0)
        let isStrong = guess.components >= 2 || (guess.mount.isEmpty && guess.target.isEmpty)
        votes[mount, default: 0] += isStrong ? 2 : 1
    }

    /// By a whole inventory path at the end of `name`, unless another inventory path shares more of it.
    private static func guess(_ name: Span<UInt8>, _ index: InventoryIndex) -> MountGuess? {
        guard let end = index.longestEnd(of: name) else { return index.bestSharedEnd(of: name) }
        guard !end.mount.isEmpty, let shared = index.bestSharedEnd(of: name), shared.components > end.components
        else { return end }
        return shared
    }

    /// The file that alone fits a name in which an FTP server replaced characters or left out the folder.
    func inexactMatch(_ path: Span<UInt8>) -> Int? { inexactNames.entry(for: path) }

    /// - Parameter way: The number of the way in the ledger by which the path was fetched, or `disk`.
    func match(_ path: Span<UInt8>, way: Int) -> Match? {
        let name = path.withoutLeadingSlashes
        for mount in mounts[way] ?? [] where mount.votes >= 2 {
            let prefix = mount.guess.mount
            guard name.count > prefix.count, name.starts(with: prefix) else { continue }
            let entry =
                mount.guess.target.isEmpty
                ? index.entry(named: name.extracting(prefix.count..<name.count))
                : index.entry(named: (mount.guess.target + name.array(prefix.count..<name.count)).span)
            guard let entry else { continue }
            return Match(entry: entry, mount: prefix.last == UInt8(ascii: "/") ? prefix.dropLast() : prefix)
        }
        return nil
    }
}

extension Span<UInt8> {
    fileprivate func starts(with prefix: [UInt8]) -> Bool {
        guard count >= prefix.count else { return false }
        for index in prefix.indices where self[index] != prefix[index] { return false }
        return true
    }
}
