// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CZlib

/// zlib's inflate for one gzip member at a time.
struct Inflater: ~Copyable {
    enum Status {
        /// It wants more input, or more room for output.
        case more
        case memberEnd
        case corrupt(reason: String)
    }

    /// zlib keeps a pointer back to this struct, so that it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window; 16 more: gzip framing and its checksum.
        let result = logtrace_inflateInit2(stream, 15 + 16)
        precondition(result == Z_OK, "zlib could not allocate its 40 KB of state: \(result)")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    mutating func reset() {
        let result = inflateReset(stream)
        precondition(result == Z_OK, "a stream that was initialised can be reset")
    }

    /// Output that was produced before an error stands: zlib decodes symbol by symbol.
    mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> (consumed: Int, produced: Int, status: Status) {
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress!.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress!.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let result = CZlib.inflate(stream, Z_NO_FLUSH)
        let consumed = input.count - Int(stream.pointee.avail_in)
        let produced = output.count - Int(stream.pointee.avail_out)
        switch result {
        case Z_OK, Z_BUF_ERROR:
            return (consumed, produced, .more)
        case Z_STREAM_END:
            return (consumed, produced, .memberEnd)
        default:
            let message = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(result)"
            return (consumed, produced, .corrupt(reason: message))
        }
    }
}
