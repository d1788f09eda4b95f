// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Baselines to measure `logtrace` against; built beside it, never shipped.
@main
struct LogtraceBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logtrace-bench",
        abstract: "Baselines to measure logtrace against, and parts of it alone.",
        subcommands: [Inflate.self, Read.self, Gaps.self, Memory.self])
}
