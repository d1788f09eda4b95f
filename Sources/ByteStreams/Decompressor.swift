// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// An installed program that decompresses what it is fed, in constant memory: `xz -dc` and its like.
///
/// Readers block, on as many threads as there are, so that nothing here may wait for a thread of its own: the child is
/// started with posix_spawn(3), and both of its ends are served by whoever reads.
final class Decompressor {
    struct Program: Sendable {
        let name: String
        let arguments: [String]
        /// Which package of Debian has it.
        let debianPackage: String
    }

    private static let messageLimit = 4 << 10

    private let process: pid_t
    private var input: CInt?
    private let output: CInt
    private let errors: CInt
    private var message: [UInt8] = []
    private var areErrorsOpen = true
    private(set) var hasEnded = false

    init(_ program: Program) throws(Errno) {
        let inputs = try Self.connection()
        let outputs = try Self.connection()
        let errors = try Self.connection()
        do {
            process = try Self.spawn(program, inputs[1], outputs[1], errors[1])
        } catch {
            Self.close(inputs + outputs + errors)
            throw error
        }
        Self.close([inputs[1], outputs[1], errors[1]])
        input = inputs[0]
        output = outputs[0]
        self.errors = errors[0]
    }

    deinit {
        Self.close([input ?? -1, output, errors])
        // It has lost its output, and ends if it has not.
        var status: CInt = 0
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Two ends of a socket: writing to one that is closed can be had without a signal, and no other child gets them.
    private static func connection() throws(Errno) -> [CInt] {
        var ends: [CInt] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw Errno(rawValue: errno)
        }
        return ends
    }

    private static func spawn(
        _ program: Program, _ input: CInt, _ output: CInt, _ errors: CInt
    ) throws(Errno) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = ([program.name] + program.arguments).map { strdup($0) } + [nil]
        // Options in the user's environment are none of ours.
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("LC_ALL=C"), nil]
        defer { for text in arguments + environment { free(text) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, program.name, &actions, nil, &arguments, &environment)
        guard result == 0 else { throw Errno(rawValue: result) }
        return process
    }

    private static func close(_ descriptors: [CInt]) {
        for descriptor in descriptors where descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    /// Feeds it from `bytes` and takes what it puts out; waits until either is possible.
    ///
    /// - Parameter isLast: Nothing follows `bytes`.
    func step(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, into room: UnsafeMutableRawBufferPointer
    ) -> (consumed: Int, produced: Int) {
        if isLast, bytes.isEmpty { closeInput() }
        var polled = [
            pollfd(fd: bytes.isEmpty ? -1 : input ?? -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: areErrorsOpen ? errors : -1, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, 3, -1) > 0 else { return (0, 0) }
        if polled[2].revents != 0 { readErrors() }
        var produced = 0
        if polled[1].revents != 0 {
            let count = Glibc.read(output, room.baseAddress!, room.count)
            produced = max(0, count)
            hasEnded = count == 0 || count < 0 && errno != EINTR
        }
        var consumed = 0
        if polled[0].revents != 0, let input {
            consumed = send(input, bytes.baseAddress!, bytes.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
            // It wants no more: what follows is passed over, as it was by the program.
            if consumed < 0 { consumed = errno == EAGAIN || errno == EINTR ? 0 : bytes.count }
        }
        return (consumed, produced)
    }

    private func closeInput() {
        guard let input else { return }
        Self.close([input])
        self.input = nil
    }

    private func readErrors() {
        let piece = [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
            count = max(0, Glibc.read(errors, buffer.baseAddress!, buffer.count))
        }
        areErrorsOpen = !piece.isEmpty
        message += piece.prefix(Self.messageLimit - message.count)
    }

    /// What it said and whether it failed, once it has ended; nil if all was well.
    func complaint() -> (hasFailed: Bool, text: String)? {
        closeInput()
        while areErrorsOpen { readErrors() }
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        let hasExited = information.si_code == CLD_EXITED
        let status = information._sifields._sigchld.si_status
        let said = message.split { $0 < 0x20 }.first { $0.contains { $0 != 0x20 } }
        if hasExited, status == 0, said == nil { return nil }
        let ending = hasExited ? "ended with status \(status)" : "was ended by signal \(status)"
        return (!hasExited || status != 0, said.map { String(decoding: $0, as: UTF8.self) } ?? ending)
    }
}
