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
    nonisolated(unsafe) private static let message = strdup("\nlogtrace: interrupted\n")!

    /// From now on, being interrupted ends the run in order; where the caller has it ignored, it stays so.
    static func prepare() {
        _ = unfinished
        _ = message
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var before = sigaction()
            sigaction(number, nil, &before)
            if unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
                == unsafeBitCast(SIG_IGN, to: Int.self)
            {
                continue
            }
            signal(number) { number in
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
}
