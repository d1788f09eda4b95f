// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What the fields of an access line say one by one, in whatever order its format has them, before it is seen what they
/// mean together.
///
/// Texts are places in the event, absent ones and dashes alike `.absent`.
struct AccessFields {
    /// Whether texts are as the server escaped them for its log.
    let areTextsEscaped: Bool
    var time: Instant?
    var basis = TimeBasis.stated
    var client = EventField.absent
    /// The other end of the connection, where that is written beside the client that a proxy names.
    var peer = EventField.absent
    var user = EventField.absent
    var domain = EventField.absent
    /// The whole request line.
    var request = EventField.absent
    var method = EventField.absent
    /// The address as it was asked for, still percent-encoded.
    var target = EventField.absent
    /// The path, which the server has decoded.
    var path = EventField.absent
    /// With its question mark or without.
    var query = EventField.absent
    /// Whether the query has a field of its own, be it empty.
    var isQueryApart = false
    /// `HTTP/1.1` or `1.1`.
    var version = EventField.absent
    var referrer = EventField.absent
    var agent = EventField.absent
    /// On the server's disk.
    var filePath = EventField.absent
    var status: Int?
    /// Whether the body's bytes have a field of their own, be it a dash for none.
    var countsBody = false
    /// Of the body that was to be sent, `%b`; of an aborted transfer too it is the whole.
    var bodyByteCount: Int64?
    /// Of the body that was handed over, `$body_bytes_sent`.
    var bodyBytesSent: Int64?
    /// Handed over with the headers, `%O`.
    var bytesSent: Int64?
    /// What the answer's header announced.
    var announcedByteCount: Int64?
    /// Known only where the format has the state of the connection.
    var wasAborted: Bool?

    init(areTextsEscaped: Bool) {
        self.areTextsEscaped = areTextsEscaped
    }

    /// Sets the event's fields; false where client, time or request are missing or are no web server's.
    func set(_ event: inout Event, text: Span<UInt8>) -> Bool {
        guard let time, client.isPresent || peer.isPresent else { return false }
        event.time = time
        event.timeBasis = basis
        event.source = client.isPresent ? client : peer
        event.user = user
        event.urlDomain = domain
        event.referrer = referrer
        event.userAgent = agent
        event.status = status
        setRequest(&event, text)
        if domain.isPresent { event.urlDomain = domain }
        if request.isPresent, !AccessRequest.isOfWebServer(request.range, event, of: text) { return false }
        setByteCounts(&event)
        HTTPSemantics.classify(&event)
        setTransfer(&event)
        event.filePath = filePath
        return true
    }

    private func setRequest(_ event: inout Event, _ text: Span<UInt8>) {
        if request.isPresent {
            RequestLine.read(request.range, of: text, into: &event)
            guard !event.method.isPresent, text.extracting(request.range).matches(at: 0, "/") else { return }
            // Some formats call the address the request.
            RequestLine.setTarget(request.range, of: text, &event)
        }
        if !event.method.isPresent { event.method = method }
        if !event.httpVersion.isPresent, version.isPresent {
            let isNamed = text.extracting(version.range).matches(at: 0, "HTTP/")
            event.httpVersion = isNamed ? version.dropping(5) : version
        }
        guard !event.url.isPresent else { return }
        if target.isPresent, !target.range.isEmpty {
            RequestLine.setTarget(target.range, of: text, &event)
        } else if path.isPresent {
            RequestLine.setPath(path.range, of: text, isEscaped: areTextsEscaped, &event)
        }
        if query.isPresent, !event.urlQuery.isPresent {
            let hasMark = text.extracting(query.range).matches(at: 0, "?")
            let bare = hasMark ? query.dropping(1) : query
            if !bare.range.isEmpty { event.urlQuery = bare }
        }
    }

    private func setByteCounts(_ event: inout Event) {
        event.responseByteCount = countsBody ? bodyByteCount ?? bodyBytesSent : bytesSent
        if let bodyBytesSent {
            event.byteCount = bodyBytesSent
        } else if let bodyByteCount {
            event.byteCount = bytesSent.map { min($0, bodyByteCount) } ?? bodyByteCount
        } else if !countsBody, let bytesSent {
            event.byteCount = bytesSent
            event.byteMeaning = .payloadAndHeaders
        }
    }

    private func setTransfer(_ event: inout Event) {
        guard event.action == .retrieve else { return }
        let moved = bytesSent ?? bodyBytesSent
        let whole = bodyByteCount ?? announcedByteCount
        if wasAborted == true || (moved ?? .max) < (whole ?? 0) {
            event.transfer = .aborted
        } else if wasAborted == false, event.transfer != .partial {
            event.transfer = .complete
        }
    }
}

extension EventField {
    /// Without its first `count` bytes, which it must have.
    fileprivate func dropping(_ count: Int) -> EventField {
        EventField(range.lowerBound + count..<range.upperBound)
    }
}
