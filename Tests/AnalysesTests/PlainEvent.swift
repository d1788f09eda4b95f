// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// An event as a test writes it down, with plain values for the ledger and for a reference alike.
struct PlainEvent: Sendable {
    var series = "access"
    var time: Instant?
    var timeBasis = TimeBasis.stated
    var action = Action.retrieve
    var outcome = Outcome.success
    var channel: Channel? = .http
    var transfer: Transfer? = .unknown
    var byteCount: Int64?
    var byteMeaning = ByteMeaning.payload
    var status: Int?
    var source: [UInt8]?
    var user: [UInt8]?
    var agent: [UInt8]?
    var url: [UInt8]?
    var urlPath: [UInt8]?
    var filePath: [UInt8]?
    var continuity: SessionContinuity?

    /// The path by which the file was fetched; empty where the record names none.
    var path: [UInt8] { filePath ?? urlPath ?? url ?? [] }
    var isPathPresent: Bool { filePath != nil || urlPath != nil || url != nil }

    /// With all text appended behind a record, as decoded text is.
    var event: Event {
        var event = Event()
        event.begin([0x72, 0x65, 0x63].span)
        event.time = time
        event.timeBasis = timeBasis
        event.action = action
        event.outcome = outcome
        event.channel = channel
        event.transfer = transfer
        event.byteCount = byteCount
        event.byteMeaning = byteMeaning
        event.status = status
        event.continuity = continuity
        func place(_ text: [UInt8]?) -> EventField { text.map { event.append($0.span) } ?? .absent }
        event.source = place(source)
        event.user = place(user)
        event.userAgent = place(agent)
        event.url = place(url)
        event.urlPath = place(urlPath)
        event.filePath = place(filePath)
        return event
    }
}

extension PlainEvent {
    /// A retrieval of `path` over `channel`, which names it by address or by file as its logs do.
    static func retrieval(
        _ path: String, _ channel: Channel = .http, from client: String = "192.0.2.1", series: String? = nil,
        byteCount: Int64? = 100, transfer: Transfer = .unknown, at seconds: Int64? = 1_550_232_001
    ) -> PlainEvent {
        var event = PlainEvent(series: series ?? channel.rawValue + ".log", channel: channel, transfer: transfer)
        event.time = seconds.map { Instant(seconds: $0) }
        event.byteCount = byteCount
        event.source = Array(client.utf8)
        if channel == .http || channel == .webdav {
            event.urlPath = Array(path.utf8)
        } else {
            event.filePath = Array(path.utf8)
        }
        return event
    }
}

extension Ledger {
    mutating func observe(_ event: PlainEvent) {
        let number = seriesNumber(event.series)
        observe(event.event, series: number)
    }

    init(_ events: some Sequence<PlainEvent>, artifacts: [Artifact] = []) {
        self.init()
        for event in events { observe(event) }
        self.artifacts = artifacts
    }
}

extension CaseAnswers {
    init(_ events: some Sequence<PlainEvent>, inventory: Inventory? = nil) {
        self.init(Ledger(events), inventory: inventory)
    }
}

extension Inventory {
    /// Files of 1000 bytes each.
    init(paths: [String], size: Int64? = 1000) {
        self.init(entries: paths.map { Inventory.Entry(path: Array($0.utf8), size: size) })
    }
}
