// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// Finds the lines of an artifact that a later one of the same log holds too: what copytruncate leaves in both, a
/// rotated file beside its own gzip that was cut, a copy that lacks lines.
///
/// Single lines that are the same are normal in logs. Only a run of lines that follow one another in both artifacts, two
/// of them different, is the same lines; until that is known, lines are held back. Nothing is compared before the
/// instant at which a later artifact begins, which for most artifacts is never.
struct OverlapFilter {
    struct HeldLine {
        let bytes: [UInt8]
        let isTerminated: Bool
        let position: RecordPosition
        let key: LineIdentity.Key
        let time: Instant?
    }

    private static let windowLimit = 8
    /// A run of this length is believed whatever its lines are.
    private static let heldLimit = 16
    /// How much earlier formats that keep sessions are looked at: a line must be found before it is understood.
    static let sessionLead: Int64 = 300

    private var waiting: ArraySlice<OverlapPart>
    private let lead: Int64
    private var identity: LineIdentity
    private var windows: [OverlapWindow] = []
    private var held: [HeldLine] = []
    /// Where the held lines may be repeated.
    private var candidate: (window: OverlapWindow, place: Int)?
    /// In which window the last line was found, as part of a run.
    private var running: OverlapWindow?
    /// The artifact whose every line was found, one after the other.
    private(set) var original: OverlapPart?

    /// Whether another artifact was ever looked at.
    private(set) var hasCompared = false
    /// From this instant on, lines are to be handed to `take`.
    private(set) var trigger = Instant.never
    /// Lines found in other artifacts, since they were last taken.
    private var duplicates: Int64 = 0
    private var released: [HeldLine] = []

    /// - Parameter parts: In the order of their first instants.
    init(_ parts: ArraySlice<OverlapPart>, _ identity: LineIdentity) {
        waiting = parts
        lead = identity.comparesBytes ? Self.sessionLead : 0
        self.identity = identity
        setTrigger()
    }

    var isActive: Bool { !windows.isEmpty }

    /// - Returns: Whether the line that states `time` is to be looked for.
    mutating func begin(at time: Instant) -> Bool {
        guard time >= trigger else { return false }
        let isWithin = time.seconds >= trigger.seconds + lead
        open(upTo: time)
        return isActive && isWithin
    }

    mutating func take(_ record: Record, _ position: RecordPosition) {
        let (key, time) = identity.of(record)
        if let time, time >= trigger { open(upTo: time) }
        if let running {
            if running.key(at: running.position) == key || (!record.isTerminated && !running.isExhausted) {
                running.pass(to: running.position + 1, found: 1)
                duplicates += 1
                closeFinished()
                return
            }
            self.running = nil
        }
        var bytes: [UInt8] = []
        bytes.append(addingBytesOf: record.bytes)
        held.append(
            HeldLine(bytes: bytes, isTerminated: record.isTerminated, position: position, key: key, time: time))
        settle()
        closeFinished()
    }

    /// What follows does not join the lines so far.
    mutating func endRun() {
        released += held
        held = []
        candidate = nil
        running = nil
    }

    /// What the last line brought: lines that are no duplicates, in their order, and how many are.
    mutating func takeResult() -> (released: [HeldLine], duplicates: Int64) {
        defer {
            released.removeAll(keepingCapacity: true)
            duplicates = 0
        }
        return (released, duplicates)
    }

    // MARK: runs

    /// Follows the held lines as far as they are a run, and lets go of those that begin none.
    private mutating func settle() {
        while let line = held.first {
            guard let run = candidate ?? place(of: line.key) else {
                for window in windows { window.miss(at: line.time) }
                released.append(held.removeFirst())
                continue
            }
            candidate = run
            let length = held.indices.prefix { run.window.key(at: run.place + $0) == held[$0].key }.count
            if length < held.count {
                candidate = place(of: line.key, after: run)
                if candidate == nil {
                    for window in windows { window.miss(at: line.time) }
                    released.append(held.removeFirst())
                }
            } else if length >= Self.heldLimit || held.contains(where: { $0.key != line.key }) {
                run.window.pass(to: run.place + length, found: length)
                duplicates += Int64(length)
                running = run.window
                held = []
                candidate = nil
            } else {
                return
            }
        }
    }

    private func place(
        of key: LineIdentity.Key, after last: (window: OverlapWindow, place: Int)? = nil
    ) -> (window: OverlapWindow, place: Int)? {
        var isBehindLast = last == nil
        for window in windows {
            var start = window.position
            if let last, window === last.window {
                isBehindLast = true
                start = last.place + 1
            }
            if isBehindLast, let place = window.place(of: key, from: start) { return (window, place) }
        }
        return nil
    }

    // MARK: windows

    private mutating func open(upTo time: Instant) {
        while let part = waiting.first, part.first.seconds - lead <= time.seconds, windows.count < Self.windowLimit {
            waiting.removeFirst()
            hasCompared = true
            do {
                windows.append(try OverlapWindow(part))
            } catch {
                // Its own reader reports that it cannot be read; with nothing in it, it repeats nothing.
            }
        }
        setTrigger()
    }

    private mutating func closeFinished() {
        guard windows.contains(where: { $0.isExhausted || $0.isHopeless }) else { return }
        for window in windows where window.isExhausted || window.isHopeless {
            guard window !== candidate?.window else { continue }
            if window === running { running = nil }
            if window.isExhausted, window.isWhole, window.position > 0 { original = window.part }
            windows.removeAll { $0 === window }
        }
        setTrigger()
    }

    private mutating func setTrigger() {
        trigger = .never
        if windows.count < Self.windowLimit, let next = waiting.first {
            trigger = Instant(seconds: next.first.seconds - lead)
        }
    }
}

extension Instant {
    /// Later than all instants that a log states.
    fileprivate static let never = Instant(seconds: .max)
}
