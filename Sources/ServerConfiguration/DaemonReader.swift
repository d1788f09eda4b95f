// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Reads the configuration of one daemon: from its first file, and those that it includes, to values.
protocol DaemonReader {
    static var daemon: Daemon { get }

    /// Whether a file is one that the daemon begins with, told by its path on the machine.
    static func isFirstFile(_ path: [UInt8]) -> Bool

    static func read(_ path: [UInt8], _ walk: inout IncludeWalk) -> MachineConfiguration
}
