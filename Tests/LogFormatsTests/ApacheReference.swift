// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What both parsers must find in an access line; text as the bytes of the line.
struct AccessFields: Equatable {
    var client: [UInt8]
    var user: [UInt8]?
    var domain: [UInt8]?
    var seconds: Int64
    var method: [UInt8]?
    var target: [UInt8]?
    /// Decoded once and resolved.
    var path: [UInt8]?
    var version: [UInt8]?
    var status: Int?
    var byteCount: Int64?
    var referrer: [UInt8]?
    var agent: [UInt8]?
}

/// A slow and obvious reader of access lines that is told their `LogFormat`.
///
/// Written from <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>: each directive becomes a group of a
/// regular expression; where text can come from a client, quotes and backslashes are escaped by backslashes.
struct ApacheReference {
    private static let patterns: [(directive: String, pattern: String)] = [
        ("%v:%p", #"(?<domain>\S+:\d+)"#), ("%h", #"(?<client>\S+)"#), ("%l", #"\S+"#),
        ("%u", "(?<user>.+?)"), ("%t", #"\[(?<time>\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]"#),
        ("%r", #"(?<request>(?:[^"\\]|\\.)*)"#), ("%>s", #"(?<status>\d{3}|-)"#), ("%b", #"(?<bytes>\d{1,18}|-)"#),
        ("%{Referer}i", #"(?<referrer>(?:[^"\\]|\\.)*)"#), ("%{User-Agent}i", #"(?<agent>(?:[^"\\]|\\.)*)"#),
        ("%I %O", #"\d+ \d+"#), (" %D %X", #" \d+ [-+X]"#),
    ]

    private let expression: NSRegularExpression

    init(logFormat: String) throws {
        var pattern = logFormat
        for (directive, replacement) in Self.patterns {
            pattern = pattern.replacingOccurrences(of: directive, with: replacement)
        }
        expression = try NSRegularExpression(
            pattern: "\\A\(pattern)\\z", options: [.dotMatchesLineSeparators])
    }

    /// The fields of a line in this format; nil for any other line.
    func fields(of line: [UInt8]) -> AccessFields? {
        // One UTF-16 unit per byte, so that ranges are the same in both.
        let text = String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        let whole = NSRange(location: 0, length: line.count)
        guard let match = expression.firstMatch(in: text, range: whole) else { return nil }
        func group(_ name: String) -> [UInt8]? {
            guard expression.pattern.contains("(?<\(name)>") else { return nil }
            let range = match.range(withName: name)
            return Array(line[range.location..<range.location + range.length])
        }
        guard let time = group("time"), let seconds = Self.seconds(of: string(time)), let client = group("client"),
            let request = group("request"), let status = group("status"), let byteCount = group("bytes")
        else { return nil }
        var fields = AccessFields(
            client: client, user: present(group("user")), domain: present(group("domain")), seconds: seconds,
            status: Int(string(status)), byteCount: Int64(string(byteCount)),
            referrer: present(group("referrer")), agent: present(group("agent")))
        Self.read(request, into: &fields)
        return fields
    }

    private func present(_ field: [UInt8]?) -> [UInt8]? {
        field == Array("-".utf8) || field == [] ? nil : field
    }

    // MARK: time

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `04/Mar/2015:09:08:02 +0100`
    private static func seconds(of stamp: String) -> Int64? {
        let parts = stamp.split { "/: ".contains($0) }.map(String.init)
        guard parts.count == 7, let month = months.firstIndex(of: parts[1]), let day = Int(parts[0]),
            let year = Int(parts[2]), let hour = Int(parts[3]), let minute = Int(parts[4]), let second = Int(parts[5]),
            let offset = Int(parts[6].dropFirst()), second <= 60, offset / 100 < 24, offset % 100 < 60
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        let start = DateComponents(
            calendar: calendar, year: year, month: month + 1, day: day, hour: hour, minute: minute, second: 0)
        guard start.isValidDate, let date = start.date else { return nil }
        let distance = Int64(offset / 100 * 3600 + offset % 100 * 60)
        return Int64(date.timeIntervalSince1970) + Int64(second) - (parts[6].hasPrefix("-") ? -distance : distance)
    }

    // MARK: request

    /// `method target HTTP/version`, or, of version 0.9, `method target`; anything else is kept as it is.
    private static func read(_ request: [UInt8], into fields: inout AccessFields) {
        fields.target = request == Array("-".utf8) || request == [] ? nil : request
        guard let blank = request.firstIndex(of: 0x20) else { return }
        let method = request[..<blank]
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_".utf8)
        var target = request[(blank + 1)...]
        guard (1...32).contains(method.count), method.allSatisfy({ letters.contains($0) }), !target.isEmpty else {
            return
        }
        fields.method = Array(method)
        if let last = target.lastIndex(of: 0x20), last > target.startIndex {
            let version = target[(last + 1)...]
            if version.starts(with: "HTTP/".utf8), version.count > 5 {
                fields.version = Array(version.dropFirst(5))
                target = target[..<last]
            }
        }
        fields.target = Array(target)
        setPath(&fields, of: string(Array(target)))
    }

    private static func setPath(_ fields: inout AccessFields, of target: String) {
        var rest = Substring(target)
        for scheme in ["http://", "https://"] where target.hasPrefix(scheme) && target.count > scheme.count {
            rest = rest.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            fields.domain = bytes(authority)
            rest = "/" + rest.dropFirst(authority.count).drop { $0 == "/" }
        }
        guard rest.hasPrefix("/") else { return }
        let path = rest.prefix { $0 != "?" }
        fields.path = resolved(percentDecoded(unescaped(bytes(path))))
    }

    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        let letters: [UInt8: UInt8] = [
            0x22: 0x22, 0x5c: 0x5c, 0x74: 0x09, 0x6e: 0x0a, 0x72: 0x0d, 0x62: 0x08, 0x66: 0x0c, 0x76: 0x0b,
        ]
        var rest = text[...]
        var output: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == 0x5c, let letter = rest.first, let meant = letters[letter] {
                output.append(meant)
                rest = rest.dropFirst()
            } else if byte == 0x5c, rest.first == UInt8(ascii: "x"), let meant = hexadecimal(rest.dropFirst().prefix(2))
            {
                output.append(meant)
                rest = rest.dropFirst(3)
            } else {
                output.append(byte)
            }
        }
        return output
    }

    private static func percentDecoded(_ text: [UInt8]) -> [UInt8] {
        var rest = text[...]
        var output: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let meant = hexadecimal(rest.prefix(2)) {
                output.append(meant)
                rest = rest.dropFirst(2)
            } else {
                output.append(byte)
            }
        }
        return output
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        return UInt8(string(Array(digits)), radix: 16)
    }

    private static func resolved(_ path: [UInt8]) -> [UInt8] {
        let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
        let dot = Array(".".utf8)
        let dots = Array("..".utf8)
        var kept: [[UInt8]] = []
        for segment in segments {
            if segment == dots { _ = kept.popLast() }
            if segment != [], segment != dot, segment != dots { kept.append(segment) }
        }
        let endsInSlash = [[], dot, dots].contains(segments.last)
        return kept.isEmpty ? [0x2f] : kept.flatMap { [0x2f] + $0 } + (endsInSlash ? [0x2f] : [])
    }
}

/// Text of one character per byte.
private func string(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}

private func bytes(_ text: Substring) -> [UInt8] {
    text.unicodeScalars.map { UInt8($0.value) }
}
