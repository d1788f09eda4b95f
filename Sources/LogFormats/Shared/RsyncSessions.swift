// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What lines of an rsync daemon's process told of its session, for those that do not say it again.
struct RsyncSessions: Sendable {
    struct Key: Hashable {
        let host: Int
        let processID: Int64
    }

    struct Session: Sendable {
        var address: [UInt8] = []
        var user: [UInt8] = []
        var module: [UInt8] = []
        /// `module/path`, as it was asked for.
        var request: [UInt8] = []
        /// Whether the client pulls, as `rsync on` says, or pushes; nil where no line told.
        var isPull: Bool?
        fileprivate var number = 0
    }

    private var sessions: [Key: Session] = [:]
    private var count = 0
    /// Sessions end unseen; of more than this, the older half is forgotten.
    private static let limit = 4096

    subscript(key: Key) -> Session? { sessions[key] }

    /// A process that comes anew has another session.
    mutating func begin(_ key: Key) { sessions[key] = nil }

    mutating func update(_ key: Key, _ body: (inout Session) -> Void) {
        if sessions[key] == nil {
            if sessions.count >= Self.limit {
                let middle = sessions.values.map(\.number).sorted()[Self.limit / 2]
                sessions = sessions.filter { $0.value.number >= middle }
            }
            count += 1
            sessions[key] = Session()
            sessions[key]!.number = count
        }
        body(&sessions[key]!)
    }
}
