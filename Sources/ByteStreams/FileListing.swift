// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import SystemPackage

/// What a path is, by lstat(2): links are not followed.
package struct FileFacts: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case regular, folder
        /// With the text of the link.
        case symbolicLink(target: [UInt8])
        /// A pipe, a socket or a device.
        case special
    }

    package let kind: Kind
    package let byteCount: Int64
    /// Seconds since 1970 of the last change of the content.
    package let modified: Int64

    /// - Parameter followsLink: Tells of what a link points to; for the paths that a user names.
    package init(of path: FilePath, followsLink: Bool = false) throws(SourceError) {
        var status = stat()
        let result = path.withPlatformString { followsLink ? stat($0, &status) : lstat($0, &status) }
        guard result == 0 else { throw SourceError(code: .inspect, path: path, errno: Errno(rawValue: Glibc.errno)) }
        byteCount = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec)
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .symbolicLink(target: Self.linkTarget(path))
        default: kind = .special
        }
    }

    private static func linkTarget(_ path: FilePath) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            count = path.withPlatformString { name in
                buffer.withMemoryRebound(to: CChar.self) { max(0, readlink(name, $0.baseAddress!, $0.count)) }
            }
        }
    }
}

/// The names in a folder but `.` and `..`, in the order of their bytes.
package func namesInFolder(_ path: FilePath) throws(SourceError) -> [FilePath.Component] {
    guard let folder = path.withPlatformString({ opendir($0) }) else {
        throw SourceError(code: .list, path: path, errno: Errno(rawValue: Glibc.errno))
    }
    defer { closedir(folder) }
    var names: [FilePath.Component] = []
    while true {
        Glibc.errno = 0
        guard let entry = readdir(folder) else {
            guard Glibc.errno == 0 else {
                throw SourceError(code: .list, path: path, errno: Errno(rawValue: Glibc.errno))
            }
            break
        }
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { FilePath.Component(platformString: $0) }
        }
        if let name, name.kind == .regular { names.append(name) }
    }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
}

extension FilePath.Component {
    package var bytes: [UInt8] { withPlatformString { bytesOfText($0) } }
}

extension FilePath {
    package var bytes: [UInt8] { withPlatformString { bytesOfText($0) } }
}

private func bytesOfText(_ text: UnsafePointer<CChar>) -> [UInt8] {
    UnsafeRawBufferPointer(start: text, count: strlen(text)).map { $0 }
}

/// All bytes of a small file, at most `limit` of them.
package func contents(of path: FilePath, limit: Int) throws(SourceError) -> [UInt8] {
    var source = try FileSource(path: path)
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while bytes.count < limit {
        let count = try source.read(into: buffer)
        if count == 0 { break }
        bytes.append(contentsOf: buffer[..<min(count, limit - bytes.count)])
    }
    return bytes
}
