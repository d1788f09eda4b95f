// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Whether the records that must come before one of its session are in the log.
public enum SessionContinuity: Sendable, Hashable {
    /// They are; the session began then.
    ///
    /// - isFirst: Whether it is the first record behind that beginning.
    case whole(since: Instant, isFirst: Bool)
    /// No record of the session's beginning is there; said of the first record that is.
    case withoutBeginning
    /// One that must stand between the session's record of that instant and this one is not there.
    case interrupted(since: Instant)
}
