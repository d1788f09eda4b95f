// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// A directive of nginx with the block behind it, if it has one.
struct NginxBlock {
    let head: Directive
    var items: [NginxBlock] = []

    func all(named name: String) -> [NginxBlock] { items.filter { $0.head.name == name } }
}

/// Takes `nginx.conf` apart: words up to `;`, blocks in braces, comments, quotes, includes.
enum NginxSyntax {
    private static let depthLimit = 32

    static func block(at path: [UInt8], _ walk: inout IncludeWalk) -> NginxBlock {
        var top = NginxBlock(
            head: Directive(name: [], arguments: [], source: .init(file: path, line: 1, directive: [])))
        let folder = ConfigurationTree.folder(of: path)
        walk.read(path, from: nil) { walk, name, text in
            top.items = items(in: text, named: name, folder: folder, &walk)
        }
        return top
    }

    private static func items(
        in text: [UInt8], named file: [UInt8], folder: [UInt8], _ walk: inout IncludeWalk
    ) -> [NginxBlock] {
        var open = [
            NginxBlock(head: Directive(name: [], arguments: [], source: .init(file: file, line: 1, directive: [])))
        ]
        var words: [[UInt8]] = []
        var start = 1
        var scanner = NginxScanner(text)
        func head() -> Directive? {
            guard let name = words.first else { return nil }
            let source = ConfigurationLocator(
                file: file, line: start, directive: Array(words.joined(separator: [UInt8(ascii: " ")])))
            return Directive(name: name, arguments: Array(words.dropFirst()), source: source)
        }
        while let token = scanner.next() {
            switch token {
            case .word(let word):
                if words.isEmpty { start = scanner.line }
                words.append(word)
            case .end:
                if let head = head() {
                    if head.name == "include", let pattern = head.arguments.first {
                        walk.read(
                            matching: ConfigurationTree.absolute(pattern, in: folder), from: head.source,
                            isOptional: true
                        ) { walk, name, text in
                            open[open.count - 1].items += items(in: text, named: name, folder: folder, &walk)
                        }
                    } else {
                        open[open.count - 1].items.append(NginxBlock(head: head))
                    }
                }
                words = []
            case .open:
                let head =
                    head()
                    ?? Directive(
                        name: [], arguments: [], source: .init(file: file, line: scanner.line, directive: []))
                guard open.count < depthLimit else {
                    walk.note(head.source, "blocks are nested too deep")
                    return open[0].items
                }
                open.append(NginxBlock(head: head))
                words = []
            case .close:
                words = []
                guard open.count > 1 else { continue }
                let inner = open.removeLast()
                open[open.count - 1].items.append(inner)
            }
        }
        while open.count > 1 {
            walk.note(open.last!.head.source, "the block is not closed")
            let inner = open.removeLast()
            open[open.count - 1].items.append(inner)
        }
        return open[0].items
    }
}

/// The tokens of nginx' language.
private struct NginxScanner {
    enum Token {
        case word([UInt8])
        /// `;`
        case end
        case open, close
    }

    private let text: [UInt8]
    private var index = 0
    /// Of the last token, from 1.
    private(set) var line = 1

    init(_ text: [UInt8]) {
        self.text = text
    }

    mutating func next() -> Token? {
        skipBlanks()
        guard index < text.count else { return nil }
        switch text[index] {
        case UInt8(ascii: ";"):
            index += 1
            return .end
        case UInt8(ascii: "{"):
            index += 1
            return .open
        case UInt8(ascii: "}"):
            index += 1
            return .close
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            return .word(quoted())
        default:
            return .word(plain())
        }
    }

    private mutating func skipBlanks() {
        while index < text.count {
            if text[index] == UInt8(ascii: "#") {
                while index < text.count, text[index] != UInt8(ascii: "\n") { index += 1 }
            } else if text[index] <= 0x20 {
                if text[index] == UInt8(ascii: "\n") { line += 1 }
                index += 1
            } else {
                return
            }
        }
    }

    private mutating func quoted() -> [UInt8] {
        let quote = text[index]
        var word: [UInt8] = []
        index += 1
        while index < text.count, text[index] != quote {
            if text[index] == UInt8(ascii: "\\"), index + 1 < text.count { index += 1 }
            if text[index] == UInt8(ascii: "\n") { line += 1 }
            word.append(text[index])
            index += 1
        }
        index += 1
        return word
    }

    private mutating func plain() -> [UInt8] {
        let start = index
        while index < text.count, text[index] > 0x20, text[index] != UInt8(ascii: ";") {
            // `${name}` is part of a word, and any other brace is none.
            if text[index] == UInt8(ascii: "{") {
                guard index > start, text[index - 1] == UInt8(ascii: "$") else { break }
                while index < text.count, text[index] > 0x20, text[index] != UInt8(ascii: "}") { index += 1 }
                guard index < text.count, text[index] == UInt8(ascii: "}") else { break }
            } else if text[index] == UInt8(ascii: "}") {
                break
            }
            index += 1
        }
        return Array(text[start..<index])
    }
}
