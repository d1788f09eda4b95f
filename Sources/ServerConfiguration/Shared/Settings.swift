// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// A configuration of names and values, in which the last value of a name holds.
///
///     xferlog_enable=YES          vsftpd, separator `=`
///     SyslogFacility   ftp        Pure-FTPd, separator a blank
struct Settings {
    struct Setting {
        let value: [UInt8]
        let source: ConfigurationLocator

        var isOn: Bool { ["yes", "true", "1", "on"].contains(value.lowercasedText) }
    }

    /// By name in lower case.
    private var settings: [String: Setting] = [:]
    /// For what follows from a name that is not set.
    let whole: ConfigurationLocator

    init(whole: ConfigurationLocator) {
        self.whole = whole
    }

    init(_ text: [UInt8], named file: [UInt8], separator: Unicode.Scalar, _ walk: inout IncludeWalk) {
        self.init(whole: ConfigurationLocator(file: file, line: 1, directive: []))
        for line in ConfigurationLine.all(in: text) {
            let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
            let isSeparator = { (byte: UInt8) in separator == " " ? byte <= 0x20 : byte == UInt8(ascii: separator) }
            guard let end = line.text.firstIndex(where: isSeparator), end > 0 else {
                walk.note(source, "not of the form NAME\(separator)VALUE")
                continue
            }
            set(Array(line.text[..<end]).trimmed.lowercasedText, Array(line.text[(end + 1)...]).trimmed, source)
        }
    }

    mutating func set(_ name: String, _ value: [UInt8], _ source: ConfigurationLocator) {
        settings[name] = Setting(value: value, source: source)
    }

    subscript(name: String) -> Setting? { settings[name] }

    func isOn(_ name: String, default value: Bool) -> Bool { settings[name]?.isOn ?? value }

    func number(_ name: String) -> Int? { settings[name].flatMap { Int($0.value.text) } }
}
