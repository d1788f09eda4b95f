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

/// Where a result goes: standard output, or a file that gets its name only when all of it is written.
struct OutputFile: ~Copyable {
    private let descriptor: FileDescriptor
    private let destination: String
    /// Nil for standard output.
    private let temporary: FilePath?
    /// Where an interruption finds it.
    private let interruptionSlot: Int?
    private var isFinished = false

    static func standardOutput() -> OutputFile {
        OutputFile(.standardOutput, "standard output", temporary: nil, interruptionSlot: nil)
    }

    /// Writes beside `path` until `finish` is called, so that no half report ever has the final name.
    static func file(_ path: String) throws(OutputError) -> OutputFile {
        let final = FilePath(path)
        let name = ".\(final.lastComponent?.string ?? "report").\(getpid()).partial"
        let temporary = final.removingLastComponent().appending(name)
        let slot = Interruption.remember(temporary)
        do {
            let descriptor = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            return OutputFile(descriptor, path, temporary: temporary, interruptionSlot: slot)
        } catch {
            Interruption.forget(slot)
            throw OutputError(destination: path, errno: error as! Errno)
        }
    }

    private init(_ descriptor: FileDescriptor, _ destination: String, temporary: FilePath?, interruptionSlot: Int?) {
        self.descriptor = descriptor
        self.destination = destination
        self.temporary = temporary
        self.interruptionSlot = interruptionSlot
    }

    deinit {
        guard let temporary, !isFinished else { return }
        // On the way out of a failure that is told already.
        _ = close(descriptor.rawValue)
        _ = temporary.withPlatformString { unlink($0) }
        Interruption.forget(interruptionSlot)
    }

    func write(_ bytes: [UInt8]) throws(OutputError) {
        do {
            _ = try descriptor.writeAll(bytes)
        } catch {
            throw OutputError(destination: destination, errno: error as! Errno)
        }
    }

    /// Gives a file its name.
    mutating func finish() throws(OutputError) {
        guard let temporary else { return }
        guard fsync(descriptor.rawValue) == 0, close(descriptor.rawValue) == 0,
            rename(temporary.string, destination) == 0
        else { throw OutputError(destination: destination, errno: Errno(rawValue: Glibc.errno)) }
        isFinished = true
        Interruption.forget(interruptionSlot)
    }
}
