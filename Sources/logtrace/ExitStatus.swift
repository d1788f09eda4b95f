// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What a run ends with, for scripts. Wrong usage is 64, as the argument parser gives it.
enum ExitStatus: Int32 {
    /// Report made, all evidence read.
    case complete = 0
    /// Report made, some evidence not read or damaged.
    case incomplete = 1
    case noReport = 2

    /// Ends the command so.
    var exitCode: ExitCode { ExitCode(rawValue) }
}
