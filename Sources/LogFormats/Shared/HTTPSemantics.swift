// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// What a method and a status mean together (RFC 9110; RFC 4918 and 3253 for WebDAV).
enum HTTPSemantics {
    /// Sets channel, action, outcome and transfer of an event whose method, status and path are set.
    ///
    /// Only a GET that was answered with content is a retrieval; HEAD, 304, 401, 403 and 404 are none.
    static func classify(_ event: inout Event) {
        let method = Method(event.text(event.method))
        let status = event.status ?? 0
        event.channel = method.isWebDAV || isCloudAddress(event) ? .webdav : .http
        event.outcome = status == 0 ? .unknown : status < 400 ? .success : .failure
        event.transfer = nil
        switch status {
        case 401, 403, 407:
            event.action = .denied
        case 304:
            event.action = .notModified
        case 200...299:
            event.action = action(of: method, status: status, isFolder: endsInSlash(event))
        case 404, 410:
            event.action = method == .get || method == .head || method == .propfind ? .probe : .other
        default:
            event.action = .other
        }
        if event.action == .retrieve { event.transfer = status == 206 ? .partial : .unknown }
    }

    private static func action(of method: Method, status: Int, isFolder: Bool) -> Action {
        switch method {
        // 204 and 205 have no content; 207 answers a GET nowhere.
        case .get: status == 200 || status == 203 || status == 206 ? (isFolder ? .list : .retrieve) : .other
        case .head: .probe
        case .put: .upload
        case .delete: .delete
        case .propfind, .report, .search: .list
        case .mkcol: .mkdir
        case .copy: .copy
        case .move: .rename
        case .otherWebDAV, .other: .other
        }
    }

    /// A path that ends in a slash is answered with a listing, or an index page in its place: names, not contents.
    private static func endsInSlash(_ event: Event) -> Bool {
        let path = event.text(event.urlPath)
        return !path.isEmpty && path[path.count - 1] == UInt8(ascii: "/")
    }

    /// The WebDAV entry points of ownCloud and Nextcloud, `…/remote.php/webdav/…` and `…/remote.php/dav/…`.
    private static func isCloudAddress(_ event: Event) -> Bool {
        let path = event.text(event.urlPath)
        guard path.count > 15 else { return false }
        let marker: StaticString = "/remote.php/"
        for index in 0...(path.count - 15) where path[index + 7] == UInt8(ascii: ".") {
            guard path.matches(at: index, marker) else { continue }
            let rest = index + marker.utf8CodeUnitCount
            return path.matches(at: rest, "dav") || path.matches(at: rest, "webdav")
        }
        return false
    }

    enum Method {
        case get, head, put, delete, propfind, report, search, mkcol, copy, move, otherWebDAV, other

        init(_ name: Span<UInt8>) {
            switch name.count {
            case 3: self = name.matches(at: 0, "GET") ? .get : name.matches(at: 0, "PUT") ? .put : .other
            case 4:
                self =
                    name.matches(at: 0, "HEAD")
                    ? .head
                    : name.matches(at: 0, "COPY")
                        ? .copy
                        : name.matches(at: 0, "MOVE") ? .move : name.matches(at: 0, "LOCK") ? .otherWebDAV : .other
            case 5: self = name.matches(at: 0, "MKCOL") ? .mkcol : .other
            case 6:
                self =
                    name.matches(at: 0, "DELETE")
                    ? .delete
                    : name.matches(at: 0, "REPORT")
                        ? .report
                        : name.matches(at: 0, "SEARCH")
                            ? .search : name.matches(at: 0, "UNLOCK") ? .otherWebDAV : .other
            case 8: self = name.matches(at: 0, "PROPFIND") ? .propfind : .other
            case 9: self = name.matches(at: 0, "PROPPATCH") ? .otherWebDAV : .other
            default: self = .other
            }
        }

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
