// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct LogTrace: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "logtrace",
        abstract: "Tell from the logs that are left what provably left a machine, by which ways, and to whom.",
        discussion: """
            Reads what is left of rotated and compressed logs of Apache, nginx, FTP servers, rsync, sshd, ownCloud and \
            Nextcloud, and the configuration beside them; finds missing periods and channels that were not logged; \
            checks claims; and writes an exposure report. Evidence is never changed.

            Not logged is not the same as not used: the figures are what the remaining logs prove, a lower bound.

            EXAMPLES
              logtrace --inventory files.csv /mnt/copy
              logtrace --case case.yaml -o report.json
              zcat -f access.log* | logtrace
              logtrace audit /
              logtrace batch cases/* -o results/
              logtrace events var/log | jq 'select(.event.action == "retrieve") | .source.ip'

            EXIT STATUS
              0   report made, all evidence read
              1   report made, some evidence could not be read or was damaged
              2   no report
              64  wrong usage
              130 ended by Ctrl-C, 143 by SIGTERM
            """,
        version: version,
        subcommands: [
            ReportCommand.self, EventsCommand.self, InspectCommand.self, AuditCommand.self, BatchCommand.self,
            ScanCommand.self, MergeCommand.self,
        ],
        defaultSubcommand: ReportCommand.self)

    static func main() async {
        Interruption.prepare()
        await main(nil)
    }
}
