// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization
import SystemPackage

/// The last line of standard error where that is a terminal: it is written anew again and again, and what is to stay is
/// written above it.
enum TerminalLine {
    private static let isShown = Mutex(false)
    /// To the first column, and all behind it erased (ECMA-48, EL).
    private static let erasure = "\r\u{1b}[K"

    /// How wide it may be: what wraps cannot be taken away, and `^C` may come behind it.
    static var columns: Int { Surroundings.terminalWidth - 3 }

    /// - Parameter text: Not wider than that.
    static func show(_ text: String) {
        isShown.withLock { isShown in
            write(erasure + text)
            isShown = true
        }
    }

    static func clear() { writeAbove("") }

    /// - Parameter text: Whole lines.
    static func writeAbove(_ text: String) {
        isShown.withLock { isShown in
            write((isShown ? erasure : "") + text)
            isShown = false
        }
    }

    private static func write(_ text: String) {
        do {
            _ = try FileDescriptor.standardError.writeAll(Array(text.utf8))
        } catch {
            // A closed standard error leaves nobody to tell; the exit status still does.
        }
    }
}
