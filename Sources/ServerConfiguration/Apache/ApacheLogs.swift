// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Makes logs of CustomLog, TransferLog, GlobalLog and ErrorLog.
/// <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>
struct ApacheLogs {
    /// By nickname.
    let formats: [[UInt8]: [UInt8]]
    let layout: ApacheLayout
    /// Retentions that programs behind pipes keep to.
    private(set) var retentions: [LogRetention] = []

    init(formats: [[UInt8]: [UInt8]], layout: ApacheLayout) {
        self.formats = formats
        self.layout = layout
    }

    private static let common = Array("%h %l %u %t \"%r\" %>s %b")

    /// Nil where the directive names no destination.
    mutating func accessLog(_ directive: Directive, of host: ApacheHost) -> ConfiguredLog? {
        guard let target = directive.arguments.first else { return nil }
        var arguments = directive.arguments.dropFirst()
        let format: [UInt8]
        if directive.name == "transferlog" {
            format = host.transferFormat ?? Self.common
        } else {
            let name = arguments.popFirst() ?? []
            format = formats[name] ?? name
        }
        var log = ConfiguredLog(
            daemon: .apache, kind: .access, destination: destination(target, directive.source), format: format,
            source: directive.source)
        log.conditions = arguments.filter { $0.hasPrefix("env=") || $0.hasPrefix("expr=") }
        log.hosts = host.names
        return log
    }

    mutating func errorLog(_ directive: Directive?, of host: ApacheHost) -> ConfiguredLog? {
        guard let directive, let target = directive.arguments.first else { return nil }
        var log = ConfiguredLog(
            daemon: .apache, kind: .error, destination: destination(target, directive.source), source: directive.source)
        log.hosts = host.names
        return log
    }

    private mutating func destination(_ target: [UInt8], _ source: ConfigurationLocator) -> ConfiguredLog.Destination {
        if target.first == UInt8(ascii: "|") {
            let command = Array(target.drop { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "$") }).trimmed
            guard let pipe = RotatingPipe(command) else { return .program(command) }
            let path = layout.path(pipe.path)
            var retention = LogRetention(pattern: path + Array("*"), source: source)
            retention.count = pipe.count
            retention.interval = pipe.interval
            retention.size = pipe.size
            retentions.append(retention)
            return .file(path)
        }
        if target.hasPrefix("syslog") { return .syslog(facility: Self.facility(target)) }
        if target.hasPrefix("journald:") { return .program(target) }
        return .file(layout.path(target))
    }

    /// Of `syslog:local1:tag`; local7 is httpd's own.
    private static func facility(_ target: [UInt8]) -> String {
        let parts = target.split(separator: UInt8(ascii: ":"))
        return parts.count > 1 ? Array(parts[1]).lowercasedText : "local7"
    }
}

/// A log that is piped to a program which only rotates it.
///
///     rotatelogs -l /var/log/httpd/access_log.%Y%m%d 86400
///     cronolog /var/log/apache/%Y/%m/access.log
/// <https://httpd.apache.org/docs/2.4/programs/rotatelogs.html>
struct RotatingPipe {
    /// Without what tells its files apart, where that stands at the end of the name.
    var path: [UInt8]
    var interval: LogRetention.Interval?
    var size: Int64?
    /// How many files it goes round; nil where it removes none.
    var count: Int?

    init?(_ command: [UInt8]) {
        var words = command.words[...]
        guard let program = words.popFirst()?.split(separator: UInt8(ascii: "/")).last.map({ Array($0).text }),
            program.hasPrefix("rotatelogs") || program.hasPrefix("cronolog")
        else { return nil }
        while let option = words.first, option.first == UInt8(ascii: "-") {
            words = words.dropFirst()
            guard ["-n", "-L", "-p", "-S", "--symlink", "--template"].contains(option.text),
                let value = words.popFirst()
            else { continue }
            if option.text == "-n" { count = Int(value.text) }
        }
        guard let template = words.popFirst() else { return nil }
        path = Self.stem(of: template)
        if let limit = words.popFirst() {
            take(limit: limit.text)
        } else if program.hasPrefix("cronolog") {
            interval = Self.interval(of: template)
        }
    }

    /// Seconds, or a size with its unit.
    private mutating func take(limit: String) {
        if let seconds = Int(limit) {
            interval =
                switch seconds {
                case ...7200: .hourly
                case ...172_800: .daily
                case ...1_209_600: .weekly
                default: .monthly
                }
        } else if let unit = limit.last, let number = Int64(limit.dropLast()) {
            let factor: Int64 = unit == "G" ? 1 << 30 : unit == "M" ? 1 << 20 : unit == "K" ? 1 << 10 : 1
            size = number.multipliedReportingOverflow(by: factor).partialValue
        }
    }

    private static func interval(of template: [UInt8]) -> LogRetention.Interval {
        let text = template.text
        return text.contains("%H") ? .hourly : text.contains("%d") || text.contains("%j") ? .daily : .monthly
    }

    /// What stands before the first pattern of its last component, and without the joint: `access_log` of
    /// `access_log.%Y%m%d`. A pattern in a folder stays, as does one that begins the name.
    private static func stem(of template: [UInt8]) -> [UInt8] {
        let start = template.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        guard let pattern = template[start...].firstIndex(of: UInt8(ascii: "%")), pattern > start else {
            return template
        }
        var stem = template[..<pattern]
        while let last = stem.last, stem.count > start + 1,
            [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(last)
        {
            stem = stem.dropLast()
        }
        return Array(stem)
    }
}

/// Where a server keeps its files.
struct ApacheLayout {
    let tree: ConfigurationTree
    let root: [UInt8]

    /// The path of a log on the disk, behind links such as `/etc/httpd/logs`.
    func path(_ path: [UInt8]) -> [UInt8] {
        let whole = ConfigurationTree.absolute(path, in: root)
        let real = tree.resolved(whole) ?? ConfigurationTree.normalised(whole)
        // Red Hat's link, which a copy of `etc` without links lacks.
        let linked = Array("/etc/httpd/logs/")
        return real.starts(with: linked) ? Array("/var/log/httpd/") + real.dropFirst(linked.count) : real
    }
}
