// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What is known of the sessions of a daemon, by what their lines share: a process id, a client.
///
/// Daemons break off and logs lose lines, so that not every session ends: those unused for longest are forgotten, and a
/// log cannot make the table grow without end.
package struct SessionTable<Key: Hashable & Sendable, Session: Sendable>: Sendable {
    private var recent: [Key: Session] = [:]
    /// What was recent before; what is asked for again goes back there.
    private var older: [Key: Session] = [:]

    /// At most twice as many are kept. More sessions at once than any of the daemons allows.
    private static var capacity: Int { 4096 }

    package init() {}

    package subscript(key: Key) -> Session? {
        mutating get {
            if let session = recent[key] { return session }
            guard let session = older.removeValue(forKey: key) else { return nil }
            keep(session, key)
            return session
        }
        set {
            older[key] = nil
            guard let newValue else {
                recent[key] = nil
                return
            }
            keep(newValue, key)
        }
    }

    private mutating func keep(_ session: Session, _ key: Key) {
        if recent.count >= Self.capacity, recent[key] == nil {
            older = recent
            recent = [:]
        }
        recent[key] = session
    }
}
