// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Glibc
import SystemPackage

/// What Ctrl-C leaves behind: one line, and no file that is half written.
///
/// BE ADVISED: the handler runs in the middle of anything. It reads memory that was made before and calls only what is
/// async-signal-safe (signal-safety(7)). What takes more than that is done by who reads from a `Listener`.
enum Interruption {
    private static let slotCount = 64
    /// Names of files that are not finished. They are not freed: the end may come, and read them, at any moment.
    nonisolated(unsafe) private static let unfinished = {
        let slots = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: slotCount)
        slots.initialize(repeating: nil, count: slotCount)
        return slots
    }()
    /// Where the signal goes instead of ending the run; -1 for nowhere.
    nonisolated(unsafe) private static let listener = {
        let descriptor = UnsafeMutablePointer<CInt>.allocate(capacity: 1)
        descriptor.initialize(to: -1)
        return descriptor
    }()
    nonisolated(unsafe) private static let message = strdup("\nlogtrace: interrupted\n")!
    /// Held while a piece of a result is written to standard output.
    private static let piece = DispatchSemaphore(value: 1)
    private static let patience = 0.5

    /// From now on, being interrupted ends the run in order; where the caller has it ignored, it stays so.
    static func prepare() {
        _ = unfinished
        _ = message
        _ = listener
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var before = sigaction()
            sigaction(number, nil, &before)
            if unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
            {
                continue
            }
            signal(number) { number in
                if Interruption.listener.pointee >= 0 {
                    var byte = UInt8(truncatingIfNeeded: number)
                    _ = write(Interruption.listener.pointee, &byte, 1)
                    return
                }
                Interruption.removeUnfinished()
                _ = write(STDERR_FILENO, Interruption.message, strlen(Interruption.message))
                // Whoever started us shall see what ended us.
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// From now on, being interrupted also says what was done, in these words.
    ///
    /// - Throws: If there can be no pipe; an interruption then says only that it was one.
    static func tell(_ words: @escaping @Sendable () -> String) throws(Errno) {
        let listener = try Listener()
        Thread.detachNewThread {
            listener.wait()
            // Who reads what is written to standard output gets whole lines, unless they keep the run waiting.
            _ = piece.wait(timeout: .now() + patience)
            removeUnfinished()
            // The terminal has written `^C` there.
            if Surroundings.isErrorTerminal { TerminalLine.show("") }
            TerminalLine.writeAbove("logtrace: interrupted: \(words()); no file is half written\n")
            listener.endRun()
        }
    }

    /// Writes a piece that is not to be cut by an interruption.
    static func finishing<Failure: Error>(_ write: () throws(Failure) -> Void) throws(Failure) {
        piece.wait()
        defer { piece.signal() }
        try write()
    }

    private static func removeUnfinished() {
        for slot in 0..<slotCount {
            if let name = unfinished[slot] { unlink(name) }
        }
    }

    /// - Returns: What `forget` wants; nil where there are too many, of which the last ones stay behind.
    static func remember(_ path: FilePath) -> Int? {
        guard let slot = (0..<slotCount).first(where: { unfinished[$0] == nil }) else { return nil }
        unfinished[slot] = path.withPlatformString { strdup($0) }
        return slot
    }

    static func forget(_ slot: Int?) {
        guard let slot else { return }
        unfinished[slot] = nil
    }

    /// A run that has more to put in order than files: while one of these is, an interruption can be read from its
    /// descriptor and does nothing else.
    final class Listener: Sendable {
        let descriptor: CInt
        private let end: CInt

        init() throws(Errno) {
            var ends: [CInt] = [-1, -1]
            guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
            // No process that is started may hold them.
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            (descriptor, end) = (ends[0], ends[1])
            Interruption.listener.pointee = end
        }

        deinit {
            Interruption.listener.pointee = -1
            close(descriptor)
            close(end)
        }

        /// Until an interruption is there to be read.
        func wait() {
            var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&readable, 1, -1) < 1 {}
        }

        /// Ends this process as the signal that came would have.
        func endRun() -> Never {
            var number: UInt8 = 0
            _ = read(descriptor, &number, 1)
            signal(CInt(number), SIG_DFL)
            raise(CInt(number))
            exit(128 + CInt(number))
        }
    }
}
