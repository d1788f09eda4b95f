// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// SHA-256 of bytes in pieces, and the count of their lines.
struct ContentDigest {
    private var hasher = SHA256()
    private var lineFeeds: Int64 = 0
    private var lastByte: UInt8 = 0x0a

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let last = bytes.last else { return }
        hasher.update(bufferPointer: bytes)
        let span = bytes.bindMemory(to: UInt8.self).span
        var position = 0
        while let lineFeed = span.firstIndex(of: 0x0a, from: position) {
            lineFeeds += 1
            position = lineFeed + 1
        }
        lastByte = last
    }

    /// What follows begins a line, whether or not the bytes so far end one.
    mutating func endLine() {
        lineFeeds = lineCount
        lastByte = 0x0a
    }

    /// A last line without a line feed counts.
    var lineCount: Int64 { lastByte == 0x0a ? lineFeeds : lineFeeds + 1 }

    /// In lower-case hexadecimal.
    var sha256: String { hexadecimal(hasher.finalize()) }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
