// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SystemPackage

/// What Ctrl-C leaves behind: one line, and no file that is half written.
///
/// BE ADVISED: the handler runs in the middle of anything. It reads memory that was made before and calls only what is
/// async-signal-safe (signal-safety(7)).
enum Interruption {
    private static let slotCount = 64
    /// Names of files that are not finished.
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
                for slot in 0..<Interruption.slotCount {
                    if let name = Interruption.unfinished[slot] { unlink(name) }
                }
                _ = write(STDERR_FILENO, Interruption.message, strlen(Interruption.message))
                // Whoever started us shall see what ended us.
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// - Returns: What `forget` wants; nil where there are too many, of which the last ones stay behind.
    static func remember(_ path: FilePath) -> Int? {
        guard let slot = (0..<slotCount).first(where: { unfinished[$0] == nil }) else { return nil }
        unfinished[slot] = path.withPlatformString { strdup($0) }
        return slot
    }

    static func forget(_ slot: Int?) {
        guard let slot, let name = unfinished[slot] else { return }
        unfinished[slot] = nil
        free(name)
    }

    /// A run that has more to put in order than files: while one of these is, an interruption can be read from its
    /// descriptor and does nothing else.
    final class Listener {
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
