// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads `logrotate.conf` and the folder `logrotate.d`: settings for all logs, and blocks for some.
///
///     weekly
///     rotate 4
///     /var/log/apache2/*.log {
///         daily
///         rotate 14
///     }
/// logrotate(8)
struct LogrotateReader {
    private var defaults: LogRetention
    private var usesDates = false
    private var retentions: [LogRetention] = []

    static func retentions(_ walk: inout IncludeWalk) -> [LogRetention] {
        var all: [LogRetention] = []
        let tree = walk.tree
        let first = tree.paths.filter { $0.hasSuffix("/logrotate.conf") }
        // Without the file that includes them, the settings for all are not known.
        let alone =
            first.isEmpty ? tree.paths.filter { ConfigurationTree.folder(of: $0).hasSuffix("/logrotate.d") } : []
        for path in first + alone {
            var reader = LogrotateReader(file: path)
            walk.read(path, from: nil) { walk, name, text in reader.take(text, named: name, &walk) }
            all += reader.retentions
        }
        return all
    }

    private init(file: [UInt8]) {
        defaults = LogRetention(pattern: [], source: ConfigurationLocator(file: file, line: 1, directive: []))
        defaults.count = 0
    }

    /// A block that is not closed yet.
    private struct Block {
        var patterns: [[UInt8]]
        var retention: LogRetention
        var usesDates: Bool
    }

    private mutating func take(_ text: [UInt8], named file: [UInt8], _ walk: inout IncludeWalk) {
        var block: Block?
        /// Names may stand on lines before the brace.
        var names: [[UInt8]] = []
        var isScript = false
        for line in ConfigurationLine.all(in: text) {
            let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
            var words = line.text.words
            guard let first = words.first else { continue }
            if isScript {
                isScript = first != Array("endscript")
            } else if Self.scripts.contains(first.text) {
                isScript = true
            } else if var open = block {
                if first.first == UInt8(ascii: "}") {
                    finish(open)
                    block = nil
                } else {
                    Self.apply(words, to: &open.retention, &open.usesDates)
                    block = open
                }
            } else if first.first == UInt8(ascii: "/") || first.first == UInt8(ascii: "{")
                || first.first == UInt8(ascii: "~")
            {
                let opens = words.last!.last == UInt8(ascii: "{")
                if opens { words[words.count - 1].removeLast() }
                names += words.filter { !$0.isEmpty }
                guard opens else { continue }
                var retention = defaults
                retention.source = source
                block = Block(patterns: names, retention: retention, usesDates: usesDates)
                names = []
            } else if first == Array("include"), let path = words.dropFirst().first {
                include(path, source, &walk)
            } else {
                Self.apply(words, to: &defaults, &usesDates)
            }
        }
        if let block {
            walk.note(block.retention.source, "the block is not closed")
            finish(block)
        }
    }

    private static let scripts: Set<String> = ["prerotate", "postrotate", "firstaction", "lastaction", "preremove"]

    private mutating func finish(_ block: Block) {
        for pattern in block.patterns {
            var retention = block.retention
            retention.pattern = pattern
            retention.dateFormat = block.usesDates ? retention.dateFormat ?? Array("-%Y%m%d") : nil
            retentions.append(retention)
        }
    }

    private mutating func include(_ path: [UInt8], _ source: ConfigurationLocator, _ walk: inout IncludeWalk) {
        let path = ConfigurationTree.absolute(path, in: Array("/etc"))
        guard walk.tree.isFolder(path) else {
            walk.read(path, from: source) { walk, name, text in take(text, named: name, &walk) }
            return
        }
        for name in walk.tree.names(in: path) where !Self.isTaboo(name) {
            let file = path + [UInt8(ascii: "/")] + name
            guard !walk.tree.isFolder(file) else { continue }
            walk.read(file, from: source) { walk, name, text in take(text, named: name, &walk) }
        }
    }

    /// What editors and package managers leave, which logrotate passes over.
    private static func isTaboo(_ name: [UInt8]) -> Bool {
        [
            ",v", ".bak", ".cfsaved", ".disabled", ".dpkg-bak", ".dpkg-del", ".dpkg-dist", ".dpkg-new", ".dpkg-old",
            ".dpkg-tmp", ".rhn-cfg-tmp", ".rpmnew", ".rpmorig", ".rpmsave", ".swp", ".ucf-dist", ".ucf-new", ".ucf-old",
            "~",
        ].contains { name.hasSuffix($0) } || name.first == UInt8(ascii: ".")
    }

    private static func apply(_ words: [[UInt8]], to retention: inout LogRetention, _ usesDates: inout Bool) {
        // `rotate=7` and `rotate 7` are the same.
        let parts = words.flatMap { $0.split(separator: UInt8(ascii: "=")).map { Array($0) } }
        let value = parts.dropFirst().first
        switch parts.first?.text {
        case "rotate":
            guard let count = value.flatMap({ Int($0.text) }) else { break }
            retention.count = count < 0 ? nil : count
        case "hourly": retention.interval = .hourly
        case "daily": retention.interval = .daily
        case "weekly": retention.interval = .weekly
        case "monthly": retention.interval = .monthly
        case "yearly": retention.interval = .yearly
        case "size":
            // Then the file's age counts for nothing.
            retention.size = value.flatMap(byteCount)
            retention.interval = nil
        case "maxsize": retention.size = value.flatMap(byteCount)
        case "minsize": retention.minimumSize = value.flatMap(byteCount)
        case "maxage": retention.maximumDays = value.flatMap { Int($0.text) }
        case "dateext": usesDates = true
        case "nodateext": usesDates = false
        case "dateformat": retention.dateFormat = value
        case "copytruncate": retention.copiesAndTruncates = true
        case "nocopytruncate": retention.copiesAndTruncates = false
        case "notifempty": retention.skipsEmpty = true
        case "ifempty": retention.skipsEmpty = false
        case "compress": retention.compresses = true
        case "nocompress": retention.compresses = false
        case "olddir": retention.folder = value
        case "noolddir": retention.folder = nil
        default: break
        }
    }

    /// `100k`, `10M`, `1G`.
    private static func byteCount(_ text: [UInt8]) -> Int64? {
        var digits = text.text
        let factors: [Character: Int64] = ["k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        let factor = digits.last.flatMap { factors[$0] }
        if factor != nil { digits.removeLast() }
        guard let number = Int64(digits) else { return nil }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor ?? 1)
        return isTooLarge ? nil : bytes
    }
}
