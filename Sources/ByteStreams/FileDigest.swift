// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

/// What a file holds, in two values.
package struct FileDigest: Sendable, Equatable {
    package let byteCount: Int64
    /// In lower-case hexadecimal.
    package let sha256: String

    /// Reads all of it, in constant memory and without touching it.
    ///
    /// - Parameter progress: Gets the count of bytes after each read.
    package init(of path: FilePath, progress: ((Int) -> Void)? = nil) throws(SourceError) {
        var source = try FileSource(path: path)
        source.afterReading = progress
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while try source.read(into: buffer) > 0 {}
        byteCount = source.byteCount
        sha256 = source.sha256
    }
}
