// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Glibc
import SystemPackage

/// The raw bytes of a file or of standard input, read once from front to back and digested on the way.
///
/// Evidence is opened read-only, and without changing its access time where the system allows that. It is never
/// memory-mapped: a log truncated underneath us must be an error to report, not a signal.
struct FileSource: ~Copyable {
    let path: FilePath
    private let descriptor: FileDescriptor
    private let closesDescriptor: Bool
    private var hasher = SHA256()
    /// Bytes read so far.
    private(set) var byteCount: Int64 = 0
    /// Whether reading has failed or come to the end.
    private(set) var isAtEnd = false
    /// Called before a read that will have to wait, as on a pipe whose writer is idle.
    var beforeWaiting: (() -> Void)?
    /// Gets the count of bytes after each read.
    var afterReading: ((Int) -> Void)?

    init(path: FilePath) throws(SourceError) {
        self.path = path
        do {
            descriptor = try Self.open(path)
        } catch {
            throw SourceError(code: .open, path: path, errno: error)
        }
        closesDescriptor = true
    }

    /// Goes on at `offset`; the digest is that of the bytes from there.
    ///
    /// - Precondition: Nothing was read before.
    mutating func seek(to offset: Int64) throws(SourceError) {
        precondition(byteCount == 0, "what was read cannot be taken back")
        do {
            try descriptor.seek(offset: offset, from: .start)
        } catch {
            throw SourceError(code: .read, path: path, errno: error as! Errno)
        }
    }

    init(standardInputNamed path: FilePath) {
        self.path = path
        descriptor = .standardInput
        closesDescriptor = false
    }

    deinit {
        // Nothing was written, so that a failing close loses nothing.
        if closesDescriptor { _ = Glibc.close(descriptor.rawValue) }
    }

    /// O_NOATIME of Linux's asm-generic/fcntl.h, which the Glibc module leaves out as it is no POSIX.
    private static let noAccessTime: Int32 = 0o1000000

    /// O_NOATIME is refused with EPERM to those who do not own the file; only then is it left out.
    private static func open(_ path: FilePath) throws(Errno) -> FileDescriptor {
        let keepsAccessTime = FileDescriptor.OpenOptions(rawValue: noAccessTime | O_CLOEXEC)
        do {
            return try FileDescriptor.open(path, .readOnly, options: keepsAccessTime)
        } catch Errno.notPermitted {
            do {
                return try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            } catch {
                throw error as! Errno
            }
        } catch {
            throw error as! Errno
        }
    }

    /// Reads at most `buffer.count` bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        precondition(!buffer.isEmpty, "a read into no room looks like the end of the file")
        guard !isAtEnd else { return 0 }
        if let beforeWaiting, isIdle(milliseconds: 0) { beforeWaiting() }
        do {
            let count = try descriptor.read(into: buffer, retryOnInterrupt: true)
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            byteCount += Int64(count)
            isAtEnd = count == 0
            afterReading?(count)
            return count
        } catch {
            isAtEnd = true
            throw SourceError(code: .read, path: path, errno: error as! Errno)
        }
    }

    /// Whether nothing can be read within this time, neither bytes nor the end.
    func isIdle(milliseconds: CInt) -> Bool {
        var polled = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) == 0
    }

    /// SHA-256 of the bytes read so far, in lower-case hexadecimal.
    var sha256: String { hexadecimal(hasher.finalize()) }

    /// The size that the file system states now; nil for what has none, such as a pipe.
    var statedByteCount: Int64? {
        var status = stat()
        guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int64(status.st_size)
    }
}
