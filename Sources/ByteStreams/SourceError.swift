// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import SystemPackage

/// A file or stream that the system would not let us open or read.
package struct SourceError: Error, Equatable {
    package enum Code: Sendable {
        case open, read, list, inspect
    }

    package let code: Code
    package let path: FilePath
    package let errno: Errno

    package init(code: Code, path: FilePath, errno: Errno) {
        self.code = code
        self.path = path
        self.errno = errno
    }
}
