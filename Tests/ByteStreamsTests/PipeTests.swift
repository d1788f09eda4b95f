// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import Glibc
import SystemPackage
import TestSupport
import Testing

/// A pipe gives its bytes in whatever pieces they were written.
@Suite struct PipeTests {
    /// O_DIRECT of Linux: each write to the pipe is one read from it.
    #if arch(x86_64) || arch(i386)
        private static let packets: Int32 = 0o40000
    #else
        private static let packets: Int32 = 0o200000
    #endif

    /// F_SETPIPE_SZ of Linux, which the Glibc module leaves out.
    private static let setSize: Int32 = 1031

    private func lines(ofPackets pieces: [[UInt8]]) throws -> (lines: [String], isGzip: Bool) {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        try #require(fcntl(ends[1], F_SETFL, O_WRONLY | Self.packets) == 0)
        try #require(fcntl(ends[1], Self.setSize, 1 << 20) > 0)
        for piece in pieces { try #require(write(ends[1], piece, piece.count) == piece.count) }
        close(ends[1])
        let reading = try StreamReading("/dev/fd/\(ends[0])")
        return (reading.texts, reading.isGzip)
    }

    @Test func gzipThatComesByteByByteIsGzip() throws {
        let bytes = gzip(Array("first\nsecond\n".utf8))
        let reading = try lines(ofPackets: bytes.map { [$0] })
        #expect(reading.lines == ["first", "second"])
        #expect(reading.isGzip)
    }

    @Test func linesThatComeByteByByteAreWhole() throws {
        let reading = try lines(ofPackets: "first\nsecond\n".utf8.map { [$0] })
        #expect(reading.lines == ["first", "second"])
        #expect(!reading.isGzip)
    }
}
