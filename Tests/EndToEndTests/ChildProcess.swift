// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Synchronization
import TestSupport

/// A process that is given its input, waited for, and killed when it takes too long.
///
/// Its output goes to files, so that no full pipe holds it up; its input comes through a pipe.
enum ChildProcess {
    enum Input {
        case bytes([UInt8])
        /// An open file, such as a terminal.
        case descriptor(Int32)
    }

    struct Outcome {
        let output: [UInt8]
        let errorText: String
        /// As a shell gives it: 128 and the signal's number if one ended the process.
        let status: Int32

        var text: String { String(decoding: output, as: UTF8.self) }
        var firstErrorLine: String { errorText.split(separator: "\n").first.map(String.init) ?? "" }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// For what would never end: nothing here takes a minute on a machine that does nothing else.
    private static let timeout = Duration.seconds(600)
    /// No child may inherit the end of another one's pipe between its making and its marking.
    private static let spawning = Mutex(())

    static func run(
        _ executable: String, _ arguments: [String], input: Input, environment: [String: String], folder: String
    ) throws -> Outcome {
        // A child that does not read its input must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        let captured = try TemporaryFolder()
        let (output, error) = (captured.path + "/stdout", captured.path + "/stderr")
        let command = ["/usr/bin/env", "-C", folder, executable] + arguments
        let child: pid_t
        var pipe: Feed?
        switch input {
        case .bytes(let bytes):
            (child, pipe) = try spawning.withLock { _ in
                var ends: [Int32] = [0, 0]
                try check(Glibc.pipe(&ends) == 0 ? 0 : errno, "pipe")
                defer { close(ends[0]) }
                let feed = Feed(descriptor: ends[1], bytes: bytes)
                return (try spawn(command, environment, input: ends[0], output, error), feed)
            }
        case .descriptor(let descriptor):
            child = try spawning.withLock { _ in try spawn(command, environment, input: descriptor, output, error) }
        }
        let status = try wait(for: child, feeding: &pipe)
        return Outcome(
            output: try [UInt8](Data(contentsOf: URL(fileURLWithPath: output))),
            errorText: String(decoding: try Data(contentsOf: URL(fileURLWithPath: error)), as: UTF8.self),
            status: status)
    }

    private static func spawn(
        _ command: [String], _ environment: [String: String], input: Int32, _ output: String, _ error: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        for (descriptor, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, error)] {
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // As from a shell: signals do what they do by default, and a pipeline is one group.
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)

        var child = pid_t()
        let result = withCStrings(command) { arguments in
            withCStrings(environment.map { "\($0)=\($1)" }) { environment in
                posix_spawn(&child, command[0], &actions, &attributes, arguments, environment)
            }
        }
        try check(result, command[0])
        return child
    }

    private static func wait(for child: pid_t, feeding pipe: inout Feed?) throws -> Int32 {
        let deadline = ContinuousClock.now + timeout
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            if let isDone = pipe?.push(), isDone { pipe = nil }
            guard ContinuousClock.now < deadline else {
                kill(-child, SIGKILL)
                waitpid(child, &status, 0)
                throw Failure(description: "still running after \(timeout)")
            }
            usleep(1000)
        }
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }

    /// The end of a pipe into which bytes go as far as they are taken; closed when this is gone.
    private final class Feed {
        private let descriptor: Int32
        private let bytes: [UInt8]
        private var position = 0

        init(descriptor: Int32, bytes: [UInt8]) {
            self.descriptor = descriptor
            self.bytes = bytes
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }

        deinit { close(descriptor) }

        /// True when all is written, or nobody reads any more.
        func push() -> Bool {
            while position < bytes.count {
                let count = bytes[position...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count >= 0 else { return errno != EAGAIN }
                position += count
            }
            return true
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        return body(copies + [nil])
    }

    private static func check(_ error: Int32, _ what: String) throws {
        guard error == 0 else { throw Failure(description: "\(what): \(String(cString: strerror(error)))") }
    }
}
