// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CZlib
import Dispatch
import Glibc
import Synchronization

/// What zlib alone needs for the same files: the ceiling of everything that inflates with it.
struct Inflate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Inflate gzip files, read plain ones, and print how many bytes that makes.")

    @Option(help: "Threads that take files from a common queue.")
    var jobs = 1

    @Argument(help: "Gzip files, told by their magic number, and plain files.")
    var files: [String]

    func validate() throws {
        guard jobs >= 1 else { throw ValidationError("--jobs must be at least 1.") }
    }

    func run() throws {
        let queue = FileQueue(files)
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in queue.drain() }
        print(try queue.byteCount())
    }
}

/// The files still to read and what has come of the others, shared by the workers.
private final class FileQueue: Sendable {
    private struct State {
        var remaining: ArraySlice<String>
        var byteCount = 0
        var failure: InflateError?
    }

    private let state: Mutex<State>

    init(_ files: [String]) {
        state = Mutex(State(remaining: files[...]))
    }

    /// One worker's life: files until none is left or one has failed.
    func drain() {
        var inflater = FileInflater()
        while let file = state.withLock({ $0.failure == nil ? $0.remaining.popFirst() : nil }) {
            do throws(InflateError) {
                let byteCount = try inflater.byteCount(of: file)
                state.withLock { $0.byteCount += byteCount }
            } catch {
                state.withLock { $0.failure = error }
            }
        }
    }

    func byteCount() throws(InflateError) -> Int {
        let (byteCount, failure) = state.withLock { ($0.byteCount, $0.failure) }
        if let failure { throw failure }
        return byteCount
    }
}

/// Inflates one file after another through two buffers of its own.
private struct FileInflater: ~Copyable {
    private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 10)
    private let output = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// How many bytes `file` holds once inflated; those of a plain file are read only.
    mutating func byteCount(of file: String) throws(InflateError) -> Int {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(of: file, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let first = try fill(from: descriptor, file)
        return first >= 2 && input[0] == 0x1f && input[1] == 0x8b
            ? try inflatedByteCount(descriptor, file, filled: first)
            : try plainByteCount(descriptor, file, filled: first)
    }

    private func plainByteCount(_ descriptor: Int32, _ file: String, filled: Int) throws(InflateError) -> Int {
        var (total, filled) = (0, filled)
        while filled > 0 {
            total += filled
            filled = try fill(from: descriptor, file)
        }
        return total
    }

    private func inflatedByteCount(_ descriptor: Int32, _ file: String, filled: Int) throws(InflateError) -> Int {
        var stream = z_stream()
        // 15 bits of window, and 16 more for a gzip header rather than zlib's.
        guard logtrace_inflateInit2(&stream, 15 + 16) == Z_OK else { throw Self.failure(of: file, "no memory") }
        defer { inflateEnd(&stream) }
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(filled)
        var total = 0
        var status = Z_OK
        while true {
            if stream.avail_in == 0 {
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(try fill(from: descriptor, file))
                if stream.avail_in == 0 { break }
            }
            // Input after the end of a member begins the next one.
            if status == Z_STREAM_END { inflateReset(&stream) }
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            status = inflate(&stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END else { throw Self.failure(of: file, "damaged gzip data") }
            total += output.count - Int(stream.avail_out)
        }
        guard status == Z_STREAM_END else { throw Self.failure(of: file, "truncated gzip data") }
        return total
    }

    /// Reads what fits into the input buffer; 0 at the end of the file.
    private func fill(from descriptor: Int32, _ file: String) throws(InflateError) -> Int {
        let count = read(descriptor, input.baseAddress, input.count)
        guard count >= 0 else { throw Self.failure(of: file, String(cString: strerror(errno))) }
        return count
    }

    private static func failure(of file: String, _ reason: String) -> InflateError {
        InflateError(description: "\(file): \(reason)")
    }
}

private struct InflateError: Error, CustomStringConvertible {
    let description: String
}
