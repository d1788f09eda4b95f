// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// The process that makes the report of one case, so that whatever happens to it happens to no other.
///
/// Its standard input is a pipe into which nothing is written: when it comes to its end, the batch is gone, however that
/// came about, and the process ends itself. Its standard output tells how far it is, its standard error what is wrong.
final class CaseProcess {
    /// How it ended.
    enum Ending: Sendable, Equatable {
        case exited(status: Int32)
        case signalled(Int32)
    }

    /// Of what it says; more is read and forgotten.
    private static let messageLimit = 64 << 10

    let identifier: pid_t
    private var lifeLine: CInt
    private(set) var output: CInt?
    private(set) var errors: CInt?
    private var pendingOutput: [UInt8] = []
    private var message: [UInt8] = []

    /// - Parameters:
    ///   - program: A path.
    ///   - environment: As `NAME=value`.
    init(_ program: String, _ arguments: [String], environment: [String]) throws(Errno) {
        var ends: [CInt] = []
        do {
            for _ in 0..<3 { ends += try Self.pipe() }
            identifier = try Self.spawn(
                program, arguments, environment, input: ends[0], output: ends[3], errors: ends[5])
        } catch {
            for end in ends { close(end) }
            throw error
        }
        for end in [ends[0], ends[3], ends[5]] { close(end) }
        lifeLine = ends[1]
        output = ends[2]
        errors = ends[4]
    }

    /// Its two ends, which no process gets that is not meant to: one thread starts them all.
    private static func pipe() throws(Errno) -> [CInt] {
        var ends: [CInt] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return ends
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ environment: [String], input: CInt, output: CInt, errors: CInt
    ) throws(Errno) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = (["logtrace"] + arguments).map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, program, &actions, nil, &arguments, &environment)
        guard result == 0 else { throw Errno(rawValue: result) }
        return process
    }

    /// Takes what it has written, and gives the lines of its output that are complete.
    func readOutput() -> [String] {
        guard let output else { return [] }
        let piece = Self.read(output)
        if piece.isEmpty {
            close(output)
            self.output = nil
        }
        pendingOutput += piece
        guard let end = pendingOutput.lastIndex(of: 0x0a) else { return [] }
        defer { pendingOutput.removeSubrange(...end) }
        return pendingOutput[..<end].split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    }

    func readErrors() {
        guard let errors else { return }
        let piece = Self.read(errors)
        if piece.isEmpty {
            close(errors)
            self.errors = nil
        }
        message += piece.prefix(Self.messageLimit - message.count)
    }

    private static func read(_ descriptor: CInt) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            repeat {
                count = Glibc.read(descriptor, buffer.baseAddress!, buffer.count)
            } while count < 0 && errno == EINTR
            count = max(0, count)
        }
    }

    /// Whether it has closed what it writes to, and so has ended or is about to.
    var hasFallenSilent: Bool { output == nil && errors == nil }

    /// Waits for its end.
    func end() -> Ending {
        var status: CInt = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        close(lifeLine)
        lifeLine = -1
        let signal = status & 0x7f
        return signal == 0 ? .exited(status: status >> 8 & 0xff) : .signalled(signal)
    }

    /// Ends it and waits for that.
    func kill() {
        Glibc.kill(identifier, SIGKILL)
        for descriptor in [output, errors] { if let descriptor { close(descriptor) } }
        (output, errors) = (nil, nil)
        _ = end()
    }

    /// What it said on standard error, a line each, without the name of the program. The usage that is told to people who
    /// mistype is left out, and so is the backtrace of a crash, which is another each time, but for what it is of.
    var problems: [String] {
        let lines = message.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
        return lines.compactMap { line in
            if line.contains("Fatal error: ") { return line }
            return ["logtrace: ", "Error: "].first(where: line.hasPrefix).map { String(line.dropFirst($0.count)) }
        }
    }
}
