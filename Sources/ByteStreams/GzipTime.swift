// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

/// The time that a gzip file carries.
package enum GzipTime {
    /// Seconds since 1970 of MTIME in the header (RFC 1952 section 2.3.1): when the file that was compressed was last
    /// written. Nil if `path` is no gzip file, or one that states no such time, as what is compressed in a pipe.
    package static func modification(of path: FilePath) throws(SourceError) -> Int64? {
        var source = try FileSource(path: path)
        let header = UnsafeMutableRawBufferPointer.allocate(byteCount: GzipHeader.byteCount, alignment: 4)
        defer { header.deallocate() }
        var count = 0
        while count < header.count {
            let more = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: header[count...]))
            guard more > 0 else { return nil }
            count += more
        }
        guard GzipHeader.isMagic(UnsafeRawBufferPointer(header)) else { return nil }
        let seconds = Int64(UInt32(littleEndian: header.load(fromByteOffset: 4, as: UInt32.self)))
        return seconds > 0 ? seconds : nil
    }
}
