// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Where `rsyslog.conf` or `syslog.conf` writes the messages of each facility.
///
///     auth,authpriv.*                 /var/log/auth.log
///     *.*;auth,authpriv,ftp.none      -/var/log/syslog
/// rsyslog.conf(5)
///
/// Only selectors of facility and severity are understood; filters by program or in RainerScript are not.
struct SyslogRoutes {
    private struct Rule {
        let selector: [UInt8]
        let path: [UInt8]
        let source: ConfigurationLocator
    }

    private var rules: [Rule] = []
    /// Sockets that are listened on besides `/dev/log`.
    private(set) var sockets: [[UInt8]] = []
    /// Whether there are rules that are not understood, or lead to other machines.
    private var hasOtherRules = false

    init(_ walk: inout IncludeWalk) {
        for path in walk.tree.paths
        where path.hasSuffix("/etc/rsyslog.conf") || path.hasSuffix("/etc/syslog.conf")
            || path == Array("/rsyslog.conf")
        {
            walk.read(path, from: nil) { walk, name, text in take(text, named: name, &walk) }
        }
    }

    static func sockets(in tree: ConfigurationTree) -> [[UInt8]] {
        var walk = IncludeWalk(tree)
        return SyslogRoutes(&walk).sockets
    }

    private mutating func take(_ text: [UInt8], named file: [UInt8], _ walk: inout IncludeWalk) {
        for line in ConfigurationLine.all(in: text, joinsLines: true) {
            let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
            let words = line.text.words
            guard let first = words.first else { continue }
            switch first.lowercasedText {
            case "$includeconfig":
                include(words.dropFirst().first, source, &walk)
            case "$addunixlistensocket":
                sockets += words.dropFirst().prefix(1)
            case let word where word.hasPrefix("include("):
                include(Self.parameter("file", in: line.text), source, &walk)
            case let word where word.hasPrefix("input(") || word.hasPrefix("module("):
                if let socket = Self.parameter("Socket", in: line.text) { sockets.append(socket) }
            default:
                takeRule(first, words, line, source)
            }
        }
    }

    private mutating func takeRule(
        _ selector: [UInt8], _ words: [[UInt8]], _ line: ConfigurationLine, _ source: ConfigurationLocator
    ) {
        let isFilter = selector.first == UInt8(ascii: ":") || selector == Array("if") || selector.hasPrefix("action(")
        if isFilter { hasOtherRules = true }
        guard !isFilter, selector.contains(UInt8(ascii: ".")), words.count > 1 else { return }
        var target = words[1]
        if target.hasPrefix("action(") { target = Self.parameter("file", in: line.text) ?? Array("@") }
        // To another machine, a program, or a file whose name is made up.
        if let first = target.first, "@|^?".utf8.contains(first) { hasOtherRules = true }
        if target.first == UInt8(ascii: "-") { target.removeFirst() }
        // A template may follow the path: `/var/log/a.log;Traditional`.
        target = Array(target.prefix { $0 != UInt8(ascii: ";") })
        guard target.first == UInt8(ascii: "/"), !target.hasPrefix("/dev/") else { return }
        rules.append(Rule(selector: selector, path: target, source: source))
    }

    private mutating func include(_ pattern: [UInt8]?, _ source: ConfigurationLocator, _ walk: inout IncludeWalk) {
        guard let pattern else { return }
        walk.read(matching: ConfigurationTree.absolute(pattern, in: Array("/etc")), from: source, isOptional: true) {
            walk, name, text in
            take(text, named: name, &walk)
        }
    }

    /// The value of `name="value"`, in any case.
    private static func parameter(_ name: String, in text: [UInt8]) -> [UInt8]? {
        let wanted = Array((name.lowercased() + "=\"").utf8)
        let lower = text.map { (0x41...0x5a).contains($0) ? $0 + 0x20 : $0 }
        guard lower.count >= wanted.count else { return nil }
        for start in 0...(lower.count - wanted.count) where lower[start..<(start + wanted.count)].elementsEqual(wanted)
        {
            return Array(text[(start + wanted.count)...].prefix { $0 != UInt8(ascii: "\"") })
        }
        return nil
    }

    /// For logs that go to syslog, the files that they end in.
    func files(of logs: [ConfiguredLog]) -> [ConfiguredLog] {
        logs.flatMap { log -> [ConfiguredLog] in
            guard case .syslog(let facility) = log.destination else { return [] }
            return rules.filter { Self.selects($0.selector, facility) }.map { rule in
                var file = log
                file.destination = .file(rule.path)
                file.source = rule.source
                return file
            }
        }
    }

    /// Why a daemon's messages end in no file; nil where they do, or where that cannot be told.
    func dropping(_ logs: [ConfiguredLog]) -> ConfigurationReason? {
        var facilities: [String] = []
        for log in logs {
            guard case .syslog(let facility) = log.destination else { return nil }
            if !facilities.contains(facility) { facilities.append(facility) }
        }
        guard !rules.isEmpty, !hasOtherRules, let first = facilities.first, files(of: logs).isEmpty else { return nil }
        return ConfigurationReason(
            "the daemon logs to syslog, whose configuration writes \(facilities.joined(separator: ", ")) to no file",
            at: logs[0].source, remedy: "\(first).* /var/log/\(first).log")
    }

    /// Whether a rule takes messages of `facility` at the severity `info`; later parts of a selector override earlier ones.
    private static func selects(_ selector: [UInt8], _ facility: String) -> Bool {
        var isSelected = false
        for part in selector.lowercasedText.split(separator: ";") {
            guard let dot = part.lastIndex(of: ".") else { continue }
            let facilities = part[..<dot].split(separator: ",")
            guard facilities.contains(where: { $0 == "*" || $0 == facility }) else { continue }
            isSelected = isInfo(part[part.index(after: dot)...])
        }
        return isSelected
    }

    private static func isInfo(_ severity: Substring) -> Bool {
        switch severity {
        case "*", "info", "debug", "=info": true
        case let word where word.hasPrefix("!"): !isInfo(word.dropFirst())
        default: false
        }
    }
}
