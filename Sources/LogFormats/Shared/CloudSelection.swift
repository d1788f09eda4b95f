// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// What the query of a download in ownCloud or Nextcloud asks for.
///
///     dir=%2Fcalls%2F2017&files=a.wav                          a name in a folder
///     dir=%2Fcalls%2F2017&files=%5B%22a.wav%22%2C%22b.wav%22%5D    names as a JSON list
///     path=%2F2017&files[]=a.wav&files[]=b.wav                 the same in other versions; paths are those in the share
///
/// A name may be that of a folder.
struct CloudSelection {
    var folder: [UInt8] = []
    private(set) var names: [[UInt8]] = []
    private(set) var hasToken = false
    private(set) var isDownload = false
    private(set) var wantsArchive = false

    init(_ query: Span<UInt8>) {
        FormQuery.forEach(query) { name, value in
            switch String(decoding: name, as: UTF8.self) {
            case "dir", "path": folder = value
            case "files": names += Self.list(value.span) ?? (value.isEmpty ? [] : [value])
            case "files[]", "file": if !value.isEmpty { names.append(value) }
            case "t": hasToken = true
            case "download": isDownload = true
            case "accept":
                wantsArchive = value.suffix(3).elementsEqual("zip".utf8) || value.suffix(3).elementsEqual("tar".utf8)
            default: break
            }
        }
    }

    /// The strings of `["a.wav","b.wav"]`; nil for what is no such list, which then is one name.
    private static func list(_ text: Span<UInt8>) -> [[UInt8]]? {
        var cursor = ByteCursor(text)
        var names: [[UInt8]] = []
        cursor.skip(" ")
        guard cursor.take("[") else { return nil }
        cursor.skip(" ")
        while !cursor.take("]") {
            guard names.isEmpty || cursor.take(",") else { return nil }
            cursor.skip(" ")
            guard let string = quoted(&cursor) else { return nil }
            var name: [UInt8] = []
            JSONText.undoEscapes(text.extracting(string), into: &name)
            names.append(name)
            cursor.skip(" ")
        }
        cursor.skip(" ")
        return cursor.isAtEnd ? names : nil
    }

    /// Consumes a JSON string and gives what is between its quotes.
    private static func quoted(_ cursor: inout ByteCursor) -> Range<Int>? {
        guard cursor.take("\"") else { return nil }
        let start = cursor.position
        while let byte = cursor.next, byte != UInt8(ascii: "\"") {
            cursor.position = min(cursor.position + (byte == UInt8(ascii: "\\") ? 2 : 1), cursor.bytes.count)
        }
        let end = cursor.position
        return cursor.take("\"") ? start..<end : nil
    }
}
