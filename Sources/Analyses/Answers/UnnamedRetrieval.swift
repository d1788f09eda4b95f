// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What left without a name in any record: which files these were, and how many, is unknown.
package struct UnnamedRetrieval: Sendable, Equatable {
    package let channel: Channel
    /// As logged, with the token of a share; or the folder that was fetched whole.
    package let address: [UInt8]
    package let retrievals: Int64
    package let byteCount: Int64
    package let clients: Int
    package let span: TimeSpan

    /// Takes those of `files` that are folders of the inventory out of them.
    ///
    /// A name that was chosen in a program is a folder's if the inventory has files below it; nothing else can tell.
    static func all(
        in ledger: borrowing Ledger, takingFrom files: inout [RetrievedFile], _ inventory: Inventory?
    ) -> [UnnamedRetrieval] {
        var all: [UnnamedRetrieval] = []
        let fold = ledger.unnamed
        var clients = [Int](repeating: 0, count: fold.rows.count)
        for index in 0..<fold.clients.count { clients[fold.clients.pair(index).left] += 1 }
        for index in 0..<fold.rows.count {
            let (channel, address) = fold.rows.pair(index)
            let row = fold.rows.rows[index]
            all.append(
                UnnamedRetrieval(
                    channel: Channel.allCases[channel], address: ledger.paths.array(address),
                    retrievals: row.retrievals, byteCount: row.byteCount, clients: clients[index], span: row.span))
        }
        if let inventory, files.contains(where: { $0.isSelection && !$0.isInScope }) {
            let folders = InventoryFolders(inventory)
            let isFolder = { (file: RetrievedFile) in
                file.isSelection && !file.isInScope && folders.contains(file.path)
            }
            for file in files where isFolder(file) {
                all += file.ways.map { way in
                    UnnamedRetrieval(
                        channel: way.channel, address: file.path, retrievals: way.retrievals, byteCount: way.byteCount,
                        clients: way.clients.count, span: way.span)
                }
            }
            files.removeAll(where: isFolder)
        }
        return all.sorted { left, right in
            left.channel != right.channel
                ? left.channel.index < right.channel.index : left.address.lexicographicallyPrecedes(right.address)
        }
    }
}

/// The folders in which files of an inventory lie, known by any end of their paths.
private struct InventoryFolders {
    /// Folders by their last component, without slashes around them.
    private var byName: [ArraySlice<UInt8>: Set<ArraySlice<UInt8>>] = [:]

    init(_ inventory: Inventory) {
        for entry in inventory.entries {
            var folder = entry.path.drop { $0 == UInt8(ascii: "/") }
            while let slash = folder.lastIndex(of: UInt8(ascii: "/")) {
                folder = folder[..<slash]
                guard byName[Self.name(of: folder), default: []].insert(folder).inserted else { break }
            }
        }
    }

    func contains(_ path: [UInt8]) -> Bool {
        var path = path.drop { $0 == UInt8(ascii: "/") }
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        return byName[Self.name(of: path), default: []].contains { folder in
            folder.elementsEqual(path)
                || (folder.count > path.count && folder.suffix(path.count).elementsEqual(path)
                    && folder[folder.endIndex - path.count - 1] == UInt8(ascii: "/"))
        }
    }

    private static func name(of folder: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        folder.lastIndex(of: UInt8(ascii: "/")).map { folder[($0 + 1)...] } ?? folder
    }
}
