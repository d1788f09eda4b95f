// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// One line of a configuration as its daemon sees it: continued lines joined, without the blanks around it.
struct ConfigurationLine {
    /// Of its first part, from 1.
    let number: Int
    let text: [UInt8]

    /// The lines of `text` but blank ones and those that begin with a comment mark.
    ///
    /// - Parameter joinsLines: A backslash at a line's end continues it.
    static func all(in text: [UInt8], joinsLines: Bool = false, comments: [Unicode.Scalar] = ["#"])
        -> [ConfigurationLine]
    {
        var lines: [ConfigurationLine] = []
        var pending: [UInt8] = []
        var start = 1
        for (index, raw) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if pending.isEmpty { start = index + 1 }
            let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
            if joinsLines, line.last == UInt8(ascii: "\\") {
                pending += line.dropLast()
                continue
            }
            let whole = (pending + line).trimmed
            pending = []
            if let first = whole.first, !comments.contains(where: { UInt8(ascii: $0) == first }) {
                lines.append(ConfigurationLine(number: start, text: whole))
            }
        }
        let rest = pending.trimmed
        if !rest.isEmpty { lines.append(ConfigurationLine(number: start, text: rest)) }
        return lines
    }
}

/// A keyword and its arguments, and where they stand.
struct Directive {
    /// In lower case: no daemon here tells cases apart in its keywords.
    let name: String
    let arguments: [[UInt8]]
    let source: ConfigurationLocator

    init(name: [UInt8], arguments: [[UInt8]], source: ConfigurationLocator) {
        self.name = name.lowercasedText
        self.arguments = arguments
        self.source = source
    }

    /// Words apart by blanks, `CustomLog "logs/access log" combined`; nil where there is no word.
    init?(_ line: ConfigurationLine, file: [UInt8]) {
        let words = line.text.words
        guard let name = words.first else { return nil }
        self.init(
            name: name, arguments: Array(words.dropFirst()),
            source: ConfigurationLocator(file: file, line: line.number, directive: line.text))
    }

    /// The first argument in lower case, `""` where there is none.
    var keyword: String { arguments.first?.lowercasedText ?? "" }
}

extension Array<UInt8> {
    init(_ text: String) { self.init(text.utf8) }

    var text: String { String(decoding: self, as: UTF8.self) }

    var lowercasedText: String { text.lowercased() }

    var trimmed: [UInt8] {
        guard let first = firstIndex(where: { $0 > 0x20 }), let last = lastIndex(where: { $0 > 0x20 }) else {
            return []
        }
        return Array(self[first...last])
    }

    func hasPrefix(_ prefix: String) -> Bool { starts(with: prefix.utf8) }

    func hasSuffix(_ suffix: String) -> Bool { self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }

    /// Whether a path is `folder` or lies in it.
    func isBelow(_ folder: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        return starts(with: folder)
            && (count == folder.count || folder.last == slash || self[folder.count] == slash)
    }

    /// Without slashes at the end; `/` stays.
    var withoutEndSlash: [UInt8] {
        var path = self
        while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
        return path
    }

    /// Words apart by blanks; quoted ones may hold blanks, and quotes and backslashes behind a backslash
    /// (`ap_getword_conf` of httpd).
    var words: [[UInt8]] {
        var words: [[UInt8]] = []
        var index = startIndex
        while index < endIndex {
            guard self[index] > 0x20 else {
                index += 1
                continue
            }
            var word: [UInt8] = []
            let quote = self[index]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                index += 1
                while index < endIndex, self[index] != quote {
                    if self[index] == UInt8(ascii: "\\"), index + 1 < endIndex,
                        self[index + 1] == quote || self[index + 1] == UInt8(ascii: "\\")
                    {
                        index += 1
                    }
                    word.append(self[index])
                    index += 1
                }
                index += 1
            } else {
                while index < endIndex, self[index] > 0x20 {
                    word.append(self[index])
                    index += 1
                }
            }
            words.append(word)
        }
        return words
    }
}
