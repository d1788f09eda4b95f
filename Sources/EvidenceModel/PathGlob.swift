// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A pattern of whole paths or addresses: `*` is any run of bytes but `/`, `**` any run, `?` one byte but `/`.
package struct PathGlob: Sendable, Hashable {
    private enum Piece: Hashable {
        case byte(UInt8), any, anyInComponent, oneInComponent
    }

    private let pieces: [Piece]

    package init(_ text: String) {
        var pieces: [Piece] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "*"):
                if pieces.last == .anyInComponent {
                    pieces[pieces.count - 1] = .any
                } else if pieces.last != .any {
                    pieces.append(.anyInComponent)
                }
            case UInt8(ascii: "?"): pieces.append(.oneInComponent)
            default: pieces.append(.byte(byte))
            }
        }
        self.pieces = pieces
    }

    /// - Complexity: O(pieces × bytes): all ends that a prefix of the pattern can have are kept at once, so that no text
    ///   makes it slow.
    package func matches(_ text: [UInt8]) -> Bool {
        let slash = UInt8(ascii: "/")
        var ends = [Bool](repeating: false, count: text.count + 1)
        ends[0] = true
        for piece in pieces {
            switch piece {
            case .byte(let byte):
                for index in stride(from: text.count, to: 0, by: -1) {
                    ends[index] = ends[index - 1] && text[index - 1] == byte
                }
                ends[0] = false
            case .oneInComponent:
                for index in stride(from: text.count, to: 0, by: -1) {
                    ends[index] = ends[index - 1] && text[index - 1] != slash
                }
                ends[0] = false
            case .any, .anyInComponent:
                for index in 0..<text.count where ends[index] && (piece == .any || text[index] != slash) {
                    ends[index + 1] = true
                }
            }
        }
        return ends[text.count]
    }
}
