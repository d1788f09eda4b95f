// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import TestSupport

/// Retrievals of files that lie in an inventory, by ways whose mounts are known, among others that lie in none.
struct KnownCase {
    let inventory: Inventory
    private(set) var events: [PlainEvent] = []
    /// By log and logged path.
    private var files: [[UInt8]: (entry: Inventory.Entry, mount: [UInt8])] = [:]

    /// How one log names the file with some path below the share's root.
    private struct Naming {
        let series: String
        let channel: Channel
        let mount: String
        /// The folder of the share that is served; files elsewhere are not.
        var folder = ""
        var slash = "/"
    }

    private static let namings = [
        Naming(series: "access", channel: .http, mount: ""),
        Naming(series: "cloud", channel: .webdav, mount: "remote.php/webdav"),
        Naming(series: "nas", channel: .http, mount: "files"),
        Naming(series: "xferlog", channel: .ftp, mount: ""),
        Naming(series: "xferlog", channel: .sftp, mount: "mnt/disk1"),
        Naming(series: "proftpd", channel: .ftp, mount: "", folder: "calls/"),
        Naming(series: "rsyncd", channel: .rsync, mount: "backup", folder: "calls/", slash: ""),
    ]

    /// - Parameter root: What stands in front of all paths of the inventory.
    init(root: String, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        // Names in folders of the same shape, some of them in several folders, and a name that is not UTF-8.
        var names: [[UInt8]] = []
        for year in ["2017", "2018"] {
            for number in 0..<15 { names.append(Array("calls/\(year)/\(year)-\(number).wav".utf8)) }
            for month in ["01", "02"] { names.append(Array("calls/\(year)/\(month)/index.txt".utf8)) }
            names.append(Array("private/\(year)/index.txt".utf8))
        }
        names.append(Array("calls/2018/r".utf8) + [0xe4] + Array("d.wav".utf8))
        inventory = Inventory(
            entries: names.map { name in
                let size: Int64? =
                    Int.random(in: 0..<5, using: &random) == 0 ? nil : Int64.random(in: 0...3, using: &random)
                return Inventory.Entry(path: root.utf8 + name, size: size)
            })
        let prefix = Array(root.utf8)
        for naming in Self.namings {
            let start = prefix + Array(naming.folder.utf8)
            for entry in inventory.entries where entry.path.starts(with: start) {
                let mount = Array((naming.slash + naming.mount).utf8)
                let path =
                    (mount == Array("/".utf8) ? [] : mount) + [UInt8(ascii: "/")] + entry.path.dropFirst(start.count)
                files[Self.key(naming.series, naming.channel, path)] = (entry, Array(naming.mount.utf8))
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    events.append(Self.retrieval(path, naming, &random))
                }
            }
            for name in ["robots.txt", "2017/11", "calls/2017/none.wav", "index.html"] {
                let path = Array("\(naming.slash)elsewhere/\(name)".utf8)
                events.append(Self.retrieval(path, naming, &random))
            }
        }
        events.shuffle(using: &random)
    }

    func truth(_ event: PlainEvent) -> (entry: Inventory.Entry, mount: [UInt8])? {
        files[Self.key(event.series, event.channel ?? .http, event.path)]
    }

    private static func key(_ series: String, _ channel: Channel, _ path: [UInt8]) -> [UInt8] {
        Array("\(series) \(channel.rawValue) ".utf8) + path
    }

    private static func retrieval(_ path: [UInt8], _ naming: Naming, _ random: inout SeededGenerator) -> PlainEvent {
        var event = PlainEvent(series: naming.series, channel: naming.channel)
        event.filePath = path
        event.transfer = Transfer.allCases.randomElement(using: &random)
        event.byteCount = Bool.random(using: &random) ? Int64.random(in: 0...4, using: &random) : nil
        event.time = Instant(seconds: Int64.random(in: 0...9, using: &random))
        event.source = Array("192.0.2.\(Int.random(in: 1...5, using: &random))".utf8)
        return event
    }
}
