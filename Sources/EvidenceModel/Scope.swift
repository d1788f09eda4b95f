// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Which files count where no inventory tells what lay there.
///
///     /srv/nas/calls/**    a path on the disk, where the configuration maps addresses to it
///     calls/**             an address as logged; a slash in front makes no difference
package struct Scope: Sendable {
    /// Each as it was given, and without a slash in front.
    private let globs: [(whole: PathGlob, relative: PathGlob)]

    /// Every file.
    package static let all = Scope(globs: [])

    /// - Parameter globs: As `PathGlob` has them; none mean every file.
    package init(globs: [String]) {
        self.globs = globs.map { glob in
            (PathGlob(glob), PathGlob(String(glob.drop { $0 == "/" })))
        }
    }

    package func includes(_ path: [UInt8]) -> Bool {
        guard !globs.isEmpty else { return true }
        let relative = Array(path.drop { $0 == UInt8(ascii: "/") })
        return globs.contains { $0.whole.matches(path) || $0.relative.matches(relative) }
    }
}
