// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// A result that could not be written.
struct OutputError: Error {
    let destination: String
    let errno: Errno

    /// Nobody reads any more.
    var isClosedPipe: Bool { errno == .brokenPipe }

    var description: String { "\(destination): \(errno)" }
}

/// Where a result goes: standard output; a file that gets its name only when all of it is written; or a device or a pipe,
/// which takes it as it comes.
struct OutputFile: ~Copyable {
    /// A file that is not finished.
    private struct Unfinished {
        let temporary: FilePath
        let final: FilePath
        /// Where an interruption finds it.
        let interruptionSlot: Int?
    }

    private let descriptor: FileDescriptor
    private let destination: String
    /// Nil for what is written into directly.
    private var unfinished: Unfinished?
    private var isOpen: Bool

    static func standardOutput() -> OutputFile {
        OutputFile(.standardOutput, "standard output", isOpen: false)
    }

    /// Writes beside `path` until `finish` is called, so that no half report ever has the final name. Of a symbolic link the
    /// file that it leads to is replaced; what is there and no regular file is never replaced, and is written into.
    static func file(_ path: String) throws(OutputError) -> OutputFile {
        do {
            if isSpecial(path) {
                let descriptor = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
                return OutputFile(descriptor, path, isOpen: true)
            }
            return try replacing(try FilePath(path).followed(), path)
        } catch {
            throw OutputError(destination: path, errno: error as! Errno)
        }
    }

    /// A device, a pipe or a socket, or a link to one. A folder is none: that it cannot be replaced is told as for any file.
    private static func isSpecial(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
    }

    private static func replacing(_ final: FilePath, _ path: String) throws -> OutputFile {
        let name = ".\(final.lastComponent?.string ?? "report").\(getpid()).partial"
        let temporary = final.removingLastComponent().appending(name)
        let slot = Interruption.remember(temporary)
        do {
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            return OutputFile(
                descriptor, path, Unfinished(temporary: temporary, final: final, interruptionSlot: slot), isOpen: true)
        } catch {
            Interruption.forget(slot)
            throw error
        }
    }

    private init(
        _ descriptor: FileDescriptor, _ destination: String, _ unfinished: Unfinished? = nil, isOpen: Bool
    ) {
        self.descriptor = descriptor
        self.destination = destination
        self.unfinished = unfinished
        self.isOpen = isOpen
    }

    deinit {
        // On the way out of a failure that is told already.
        if isOpen { _ = close(descriptor.rawValue) }
        guard let unfinished else { return }
        _ = unfinished.temporary.withPlatformString { unlink($0) }
        Interruption.forget(unfinished.interruptionSlot)
    }

    func write(_ bytes: [UInt8]) throws(OutputError) {
        do {
            if isOpen {
                _ = try descriptor.writeAll(bytes)
            } else {
                try Interruption.finishing { _ = try descriptor.writeAll(bytes) }
            }
        } catch {
            throw OutputError(destination: destination, errno: error as! Errno)
        }
    }

    /// Gives a file its name.
    mutating func finish() throws(OutputError) {
        guard isOpen else { return }
        if unfinished != nil, fsync(descriptor.rawValue) != 0 { throw failure }
        isOpen = false
        guard close(descriptor.rawValue) == 0 else { throw failure }
        guard let unfinished else { return }
        guard rename(unfinished.temporary.string, unfinished.final.string) == 0 else { throw failure }
        Interruption.forget(unfinished.interruptionSlot)
        self.unfinished = nil
    }

    private var failure: OutputError { OutputError(destination: destination, errno: Errno(rawValue: Glibc.errno)) }
}

extension FilePath {
    /// As many as the kernel follows (path_resolution(7)).
    private static let linkLimit = 40

    /// Where the last component leads, which need not exist: links in front of it are the kernel's to follow.
    fileprivate func followed() throws -> FilePath {
        var path = self
        for _ in 0..<Self.linkLimit {
            var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let count = target.withUnsafeMutableBytes { readlink(path.string, $0.baseAddress!, $0.count) }
            // No link, or nothing there at all: whoever opens it is told.
            guard count >= 0 else { return path }
            path = path.removingLastComponent().pushing(FilePath(String(decoding: target.prefix(count), as: UTF8.self)))
        }
        throw Errno.tooManySymbolicLinkLevels
    }
}
