// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What a method and a status mean together (RFC 9110; RFC 4918 and its extensions for WebDAV).
enum HTTPSemantics {
    /// Sets channel, action, outcome, transfer and payload of an event whose method, status and path are set.
    ///
    /// Only a GET that was answered with content is a retrieval; HEAD, 304, 401, 403 and 404 are none. A change that was
    /// refused for another reason (400, 409, 423, 507) is the change that was meant, and a failure.
    static func classify(_ event: inout Event) {
        let (method, address, isFolder) = request(of: event)
        let status = event.status ?? 0
        event.channel = method.isWebDAV || address == .webDAV ? .webdav : .http
        event.outcome = status == 0 ? .unknown : status < 400 ? .success : .failure
        event.transfer = nil
        switch status {
        case 401, 403, 407:
            event.action = .denied
        case 304:
            event.action = .notModified
        case 200...299:
            event.action = action(of: method, status: status, isFolder: isFolder)
        case 404, 410:
            event.action = method == .get || method == .head || method == .propfind ? .probe : .other
        case 400...599:
            event.action = method.change ?? .other
        default:
            event.action = .other
        }
        if case .get = method, event.action == .retrieve || event.action == .list { address.classify(&event) }
        if event.action == .retrieve { event.transfer = status == 206 ? .partial : .unknown }
        // The byte column counts the answer: an upload's payload is in the request, these others have none.
        if event.action == .upload || event.action == .notModified || method == .head { event.byteCount = nil }
    }

    /// A path that ends in a slash is answered with a listing, or an index page in its place: names, not contents.
    ///
    /// Apart from what writes to the event: to look at texts of one that is written to would copy it each time.
    @inline(never)
    private static func request(
        of event: borrowing Event
    ) -> (method: Method, address: CloudAddress, isFolder: Bool) {
        let path = event.text(event.urlPath)
        let isFolder = !path.isEmpty && path[path.count - 1] == UInt8(ascii: "/")
        return (Method(event.text(event.method)), CloudAddress(path), isFolder)
    }

    private static func action(of method: Method, status: Int, isFolder: Bool) -> Action {
        switch method {
        // 204 and 205 have no content; 207 answers a GET nowhere.
        case .get: status == 200 || status == 203 || status == 206 ? (isFolder ? .list : .retrieve) : .other
        case .head: .probe
        case .propfind, .report, .search: .list
        case .put, .delete, .mkcol, .copy, .move, .otherWebDAV, .other: method.change ?? .other
        }
    }

    enum Method {
        case get, head, put, delete, propfind, report, search, mkcol, copy, move, otherWebDAV, other

        init(_ name: Span<UInt8>) {
            switch name.count {
            case 3 where name.matches(at: 0, "GET"): self = .get
            case 3 where name.matches(at: 0, "PUT"): self = .put
            case 4 where name.matches(at: 0, "HEAD"): self = .head
            case 4 where name.matches(at: 0, "COPY"): self = .copy
            case 4 where name.matches(at: 0, "MOVE"): self = .move
            case 5 where name.matches(at: 0, "MKCOL"): self = .mkcol
            case 6 where name.matches(at: 0, "DELETE"): self = .delete
            case 6 where name.matches(at: 0, "REPORT"): self = .report
            case 6 where name.matches(at: 0, "SEARCH"): self = .search
            case 8 where name.matches(at: 0, "PROPFIND"): self = .propfind
            default:
                self = Self.otherWebDAVNames.contains { name.matches(0..<name.count, $0) } ? .otherWebDAV : .other
            }
        }

        /// Locks and properties (RFC 4918), versions (3253), order (3648), access control (3744), calendars (4791),
        /// bindings (5842).
        private static let otherWebDAVNames: [StaticString] = [
            "LOCK", "UNLOCK", "PROPPATCH", "VERSION-CONTROL", "CHECKOUT", "CHECKIN", "UNCHECKOUT", "UPDATE", "LABEL",
            "MERGE", "MKWORKSPACE", "MKACTIVITY", "BASELINE-CONTROL", "ORDERPATCH", "ACL", "MKCALENDAR", "BIND",
            "REBIND", "UNBIND",
        ]

        /// What it changes if it succeeds, and was meant to change if not; nil for methods that change nothing or cannot
        /// be told.
        var change: Action? {
            switch self {
            case .put: .upload
            case .delete: .delete
            case .mkcol: .mkdir
            case .copy: .copy
            case .move: .rename
            case .get, .head, .propfind, .report, .search, .otherWebDAV, .other: nil
            }
        }

        /// Whether a method of the web has that name (RFC 9110, 5789, and WebDAV).
        static func isKnown(_ name: Span<UInt8>) -> Bool {
            if case .other = Self(name) { return otherNames.contains { name.matches(0..<name.count, $0) } }
            return true
        }

        private static let otherNames: [StaticString] = ["POST", "OPTIONS", "PATCH", "TRACE", "CONNECT"]

        /// Methods that no plain web server and no browser uses.
        var isWebDAV: Bool {
            switch self {
            case .propfind, .report, .search, .mkcol, .copy, .move, .otherWebDAV: true
            case .get, .head, .put, .delete, .other: false
            }
        }
    }
}

extension Span<UInt8> {
    /// Whether `text` stands at `index`.
    func matches(at index: Int, _ text: StaticString) -> Bool {
        guard index >= 0, count - index >= text.utf8CodeUnitCount else { return false }
        for step in 0..<text.utf8CodeUnitCount where self[index + step] != text.utf8Start[step] { return false }
        return true
    }
}
