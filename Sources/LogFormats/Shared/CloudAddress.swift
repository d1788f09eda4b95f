// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel

/// What an address of ownCloud or Nextcloud is for. The program may lie below any path.
///
///     /index.php/apps/files/ajax/download.php?dir=%2Fcalls&files=a.wav                        a file, or a folder
///     /index.php/apps/files/ajax/download.php?dir=%2Fcalls&files=%5B%22a.wav%22%2C%22b.wav%22%5D   several, in an archive
///     /index.php/s/c51ce410c124a10/download, /public.php?service=files&t=c51c&download        what a share holds
///     /remote.php/dav/files/anna/calls?accept=zip                                             a folder, in an archive
///     /remote.php/webdav/calls/a.wav                                                          a file by its path
///     /index.php/s/c51ce410c124a10, /index.php/f/1780, /index.php/core/preview?fileId=1780    pages and pictures about files
enum CloudAddress {
    case none
    case webDAV
    /// `download.php`: the query says what.
    case download
    /// `public.php` of old versions, with the share's token in the query.
    case publicService
    /// Content of a share.
    case share
    /// A page that shows what a share holds.
    case sharePage
    /// An answer of the program to its own pages.
    case page
    case preview

    init(_ path: Span<UInt8>) {
        var cursor = ByteCursor(path)
        // Long searches are for the dot: few paths have more than one.
        while cursor.field(before: ".") != nil {
            let dot = cursor.position
            cursor.position += 1
            guard cursor.next == UInt8(ascii: "p"), path.matches(at: dot, ".php"),
                let address = Self.script(endingAt: dot, path)
            else { continue }
            self = address
            return
        }
        self = Self.withoutScript(path)
    }

    /// - Parameter dot: Where `.php` stands.
    private static func script(endingAt dot: Int, _ path: Span<UInt8>) -> CloudAddress? {
        let rest = dot + 4
        if path.matches(at: dot - 7, "/remote") || path.matches(at: dot - 7, "/public") {
            if path.matches(at: rest, "/dav/") || path.matches(at: rest, "/webdav/") { return .webDAV }
            return rest == path.count && path.matches(at: dot - 7, "/public") ? .publicService : nil
        }
        if path.matches(at: dot - 9, "/download"), rest == path.count {
            let isOurs = path.matches(at: dot - 14, "/ajax/") || path.matches(at: dot - 15, "/files/")
            return isOurs ? .download : nil
        }
        guard path.matches(at: dot - 6, "/index") else { return nil }
        if path.matches(at: rest, "/s/") { return share(path, token: rest + 3) }
        if path.matches(at: rest, "/f/") { return .page }
        if path.matches(at: rest, "/core/preview") || path.matches(at: rest, "/apps/files_sharing/publicpreview/") {
            return .preview
        }
        let isAjax = path.matches(at: rest, "/apps/files/ajax/") || path.matches(at: rest, "/apps/files/api/")
        // The script that gives out files is found behind it.
        return isAjax && !path.ends(with: "/download.php") ? .page : nil
    }

    /// `TOKEN`, `TOKEN/download`, `TOKEN/download/name`
    private static func share(_ path: Span<UInt8>, token start: Int) -> CloudAddress? {
        var end = start
        while end < path.count, isTokenByte(path[end]) { end += 1 }
        guard end > start else { return nil }
        if end == path.count { return .sharePage }
        guard path.matches(at: end, "/download") else { return .page }
        let rest = end + 9
        return rest == path.count || path[rest] == UInt8(ascii: "/") ? .share : .page
    }

    /// Servers can be told to leave `index.php` out; only tokens of the usual length are then told from other names.
    private static func withoutScript(_ path: Span<UInt8>) -> CloudAddress {
        guard !path.isEmpty else { return .none }
        var end = path.count
        // Most paths tell by their last byte that they end in none of these.
        switch path[end - 1] {
        case UInt8(ascii: "w"), UInt8(ascii: "g"):
            if path.ends(with: "/core/preview") || path.ends(with: "/core/preview.png") { return .preview }
        case UInt8(ascii: "d"):
            if path.ends(with: "/download") { end -= 9 }
        default: break
        }
        guard holdsToken(path, length: 15, before: end) || holdsToken(path, length: 32, before: end) else {
            return .none
        }
        return end < path.count ? .share : .sharePage
    }

    private static func holdsToken(_ path: Span<UInt8>, length: Int, before end: Int) -> Bool {
        let start = end - length
        guard start >= 3, path[start - 1] == UInt8(ascii: "/"), path.matches(at: start - 3, "/s/") else { return false }
        return (start..<end).allSatisfy { isTokenByte(path[$0]) }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }

    // MARK: what left

    /// Corrects what a GET with content at this address would otherwise mean, a retrieval of the file that its path is.
    func classify(_ event: inout Event) {
        switch self {
        case .none: break
        case .page: event.action = .other
        case .sharePage: event.action = .list
        case .preview: event.action = .probe
        case .webDAV: classifyFolder(&event)
        case .download, .share:
            let selection = CloudSelection(event.text(event.urlQuery))
            setSelection(selection, &event)
        case .publicService:
            let selection = CloudSelection(event.text(event.urlQuery))
            if selection.isDownload {
                setSelection(selection, &event)
            } else {
                // Without that wish the share is shown; services without a token are none of files.
                event.action = selection.hasToken ? .list : .other
            }
        }
    }

    /// Folders are given out as archives since Nextcloud 31; without that wish they are listed.
    private func classifyFolder(_ event: inout Event) {
        guard event.urlQuery.isPresent else { return }
        var selection = CloudSelection(event.text(event.urlQuery))
        guard selection.wantsArchive else { return }
        selection.folder.append(addingBytesOf: event.text(event.urlPath))
        event.action = .retrieve
        setSelection(selection, &event)
    }

    private func setSelection(_ selection: CloudSelection, _ event: inout Event) {
        event.action = .retrieve
        guard !selection.names.isEmpty else {
            event.naming = .nothing
            return
        }
        event.naming = .selection
        let paths = selection.names.map { name in
            event.appending { output in
                let start = output.count
                output += selection.folder + [UInt8(ascii: "/")] + name
                PathNormalisation.resolve(&output, from: start)
            }
        }
        event.filePath = paths[0]
        event.moreFilePaths = Array(paths.dropFirst())
    }
}

extension Span<UInt8> {
    fileprivate func ends(with text: StaticString) -> Bool { matches(at: count - text.utf8CodeUnitCount, text) }
}
