// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ChannelAuditTests {
    private static let line = ConfigurationLocator(file: Array("etc/x.conf".utf8), line: 7, directive: [])

    private func audit(
        _ state: ConfiguredService.State, _ logging: ConfiguredService.Logging, _ retention: LogRetention? = nil,
        reasons: [ConfigurationReason] = []
    ) throws -> ChannelAudit {
        var machine = MachineConfiguration()
        machine.services = [
            ConfiguredService(
                daemon: .vsftpd, channel: .ftp, state: state, logging: logging, reasons: reasons,
                requiresAuthentication: true, isEncrypted: true)
        ]
        machine.logs = [
            ConfiguredLog(
                daemon: .vsftpd, kind: .transfer, destination: .file(Array("/var/log/xferlog".utf8)), source: Self.line)
        ]
        machine.retentions = retention.map { [$0] } ?? []
        return try #require(ChannelAudit.all(in: machine).first)
    }

    private func retention(_ count: Int?, _ interval: LogRetention.Interval?) -> LogRetention {
        var retention = LogRetention(pattern: Array("/var/log/*".utf8), source: Self.line)
        retention.count = count
        retention.interval = interval
        return retention
    }

    @Test func whatIsOfferedAndNotLoggedIsBlindAndTheRemedyIsGiven() throws {
        let reason = ConfigurationReason("off", at: Self.line, remedy: "xferlog_enable=YES")
        let audit = try audit(.on, .no, reasons: [reason])
        #expect(audit.verdict == .blind)
        #expect(audit.advice == [reason])
        #expect(audit.logs.isEmpty)
    }

    @Test func whatIsNotOfferedNeedsNoAdvice() throws {
        let audit = try audit(.off, .no, reasons: [ConfigurationReason("off", remedy: "on")])
        #expect(audit.verdict == .off)
        #expect(audit.advice.isEmpty)
    }

    @Test func shortRetentionIsToldWithItsLine() throws {
        let short = try audit(.on, .yes, retention(4, .weekly))
        #expect(short.verdict == .accountable)
        #expect(short.logs.map(\.retention) == [.days(35)])
        #expect(short.advice.map(\.words) == ["/var/log/xferlog reaches back 35 days"])
        #expect(short.advice.first?.source == Self.line)
        #expect(try audit(.on, .yes, retention(52, .weekly)).advice.isEmpty)
    }

    @Test func countsWithoutTimeAreNoDays() throws {
        #expect(try audit(.on, .partly, retention(9, nil)).logs.map(\.retention) == [.bySize])
        #expect(try audit(.on, .yes, retention(nil, .daily)).logs.map(\.retention) == [.unlimited])
        #expect(try audit(.on, .yes).logs.map(\.retention) == [.notRotated])
    }

    @Test func whatTheConfigurationDoesNotTellIsUnknown() throws {
        #expect(try audit(.unknown, .no).verdict == .unknown)
        #expect(try audit(.on, .unknown).verdict == .unknown)
    }
}
