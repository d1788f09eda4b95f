// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a case file, and where.
package struct CaseFileError: Error, CustomStringConvertible, Equatable {
    /// From 1; nil where the YAML parser names none.
    package let line: Int?
    /// The key with those above it, `claims[0].count`; nil at the top.
    package let key: String?
    /// What is wrong, and what would be right.
    package let problem: String

    /// `line 12: claims[0].count: ...`
    package var description: String {
        [line.map { "line \($0)" }, key, problem].compactMap { $0 }.joined(separator: ": ")
    }
}
