// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What a record states that somebody did.
public enum Action: String, Sendable, CaseIterable {
    /// Content of a file left the machine.
    case retrieve
    /// Names left it, contents did not.
    case list
    /// A question whether something is there.
    case probe
    /// The server told that the client's own copy is still good.
    case notModified = "not_modified"
    case upload
    case delete
    case rename
    case copy
    case mkdir
    case login
    case logout
    case connect
    case disconnect
    case denied
    case start
    case stop
    case other
}

/// Whether it succeeded; `event.outcome` of the Elastic Common Schema.
public enum Outcome: String, Sendable {
    case success, failure, unknown
}

/// How much of a file one transfer moved, as far as the record tells.
public enum Transfer: String, Sendable, CaseIterable {
    /// The server was done. The client may still have received less.
    case complete
    /// A part was asked for.
    case partial
    /// It broke off.
    case aborted
    case unknown
}
