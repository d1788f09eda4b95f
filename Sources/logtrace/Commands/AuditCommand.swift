// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ByteStreams
import CasePipeline
import Reporting

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Before an incident: which channels a machine has, and which of them its logs could account for.",
        discussion: """
            Reads the configuration of web, FTP, rsync and ssh servers and of logrotate below ROOT/etc, and tells for each \
            channel whether a retrieval would be named in a log, for how long, and what to change. A channel without any \
            configuration is unknown, not off. Nothing is written and nothing is connected to.

            EXAMPLES
              logtrace audit /
              logtrace audit --format json /mnt/image | jq '.blind_channels'

            EXIT STATUS
              0   every channel that is offered is logged at least in part
              1   a channel is blind: offered, and no log would name a retrieval
              2   ROOT cannot be read
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(
        help: ArgumentHelp(
            "The root of a machine's disk or of a copy of it, or a folder of configuration.", valueName: "root"))
    var root: String

    @Option(help: "The format on standard output.")
    var format: Format = .text

    @OptionGroup var color: ColorOption

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but what ends the run.")
    var quiet = false

    func run() throws {
        let diagnostics = Diagnostics(isQuiet: quiet)
        let report: AuditReport
        do {
            report = AuditReport(
                toolVersion: LogTrace.version, generatedAt: Surroundings.reportTime,
                configuration: try MachineReading.configuration(below: root))
        } catch {
            throw diagnostics.failure("\(root): \(error.errno)").exitCode
        }
        do {
            switch format {
            case .text:
                try OutputFile.standardOutput().write(AuditText.render(report, style: color.style))
            case .json:
                try OutputFile.standardOutput().write(AuditJSON.render(report))
            }
        } catch {
            throw diagnostics.failure(error.description).exitCode
        }
        if !report.blind.isEmpty { throw ExitStatus.incomplete.exitCode }
    }
}
