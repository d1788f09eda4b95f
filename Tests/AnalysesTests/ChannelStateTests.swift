// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct ChannelStateTests {
    private static let line = ConfigurationLocator(
        file: Array("etc/x.conf".utf8), line: 7, directive: Array("log yes".utf8))

    private func service(
        _ daemon: Daemon, _ channel: Channel, _ logging: ConfiguredService.Logging, state: ConfiguredService.State = .on
    ) -> ConfiguredService {
        ConfiguredService(
            daemon: daemon, channel: channel, state: state, logging: logging,
            reasons: [ConfigurationReason("\(daemon.rawValue) is \(logging.rawValue)", at: Self.line)])
    }

    private func log(_ daemon: Daemon, _ path: String) -> ConfiguredLog {
        ConfiguredLog(daemon: daemon, kind: .transfer, destination: .file(Array(path.utf8)), source: Self.line)
    }

    private func machine(_ services: ConfiguredService..., logs: [ConfiguredLog] = []) -> MachineConfiguration {
        var machine = MachineConfiguration()
        machine.services = services
        machine.logs = logs
        return machine
    }

    private func artifact(_ path: String, _ content: Artifact.Content = .log(format: "xferlog")) -> Artifact {
        Artifact(path: Array(path.utf8), content: content)
    }

    private func use(_ channel: Channel, events: Int64 = 1, retrievals: Int64 = 0) -> ChannelUse {
        ChannelUse(
            channel: channel, events: events, retrievals: retrievals, files: 0, byteCount: 0, clients: 0,
            span: TimeSpan())
    }

    private func state(
        of channel: Channel, _ machine: MachineConfiguration = MachineConfiguration(), evidence: [Artifact] = [],
        named: Channel? = nil, uses: [ChannelUse] = [], losses: [Channel: [ConfigurationReason]] = [:]
    ) throws -> ChannelState {
        let examiner = ChannelExaminer(
            machine, evidence: evidence, named: named.map { ChannelSet($0) } ?? [], losses: losses)
        let states = examiner.states(uses)
        #expect(states.map(\.channel) == Channel.allCases.filter { $0 != .ssh })
        return try #require(states.first { $0.channel == channel })
    }

    @Test func withoutAnyConfigurationOrLogAChannelIsUnknownAndNotAbsent() throws {
        for channel in [Channel.http, .ftp, .scp] {
            let state = try state(of: channel)
            #expect(state.kind == nil)
            #expect(state.isLogged == nil)
        }
    }

    @Test func aChannelThatIsOffIsAbsent() throws {
        #expect(try state(of: .webdav, machine(service(.apache, .webdav, .unknown, state: .off))).kind == .absent)
        #expect(try state(of: .webdav, machine(service(.apache, .webdav, .unknown, state: .unknown))).kind == nil)
    }

    @Test func aChannelThatIsNotLoggedIsBlindAndItsDirectiveIsNamed() throws {
        let state = try state(of: .ftp, machine(service(.vsftpd, .ftp, .no)))
        #expect(state.kind == .blind)
        #expect(state.isLogged == false)
        #expect(state.reasons.map(\.source) == [Self.line])
    }

    @Test func eventsThatNameNoRetrievalDoNotMakeItSeen() throws {
        let rsync = machine(service(.rsyncd, .rsync, .no))
        #expect(try state(of: .rsync, rsync, uses: [use(.rsync, events: 40)]).kind == .blind)
        // It was logged once, whatever the configuration says now.
        let named = try state(of: .rsync, rsync, named: .rsync, uses: [use(.rsync)])
        #expect(named.kind == .partlyObserved && named.isLogged == true)
    }

    @Test func aConfiguredLogThatIsThereIsObservedAlsoWithoutAnEvent() throws {
        let known = machine(service(.vsftpd, .ftp, .yes), logs: [log(.vsftpd, "/var/log/vsftpd.log")])
        #expect(try state(of: .ftp, known, evidence: [artifact("var/log/vsftpd.log", .empty)]).kind == .observed)
        #expect(try state(of: .ftp, known, evidence: [artifact("vsftpd.log.2.gz")]).kind == .observed)
    }

    @Test func aConfiguredLogThatIsNotThereLeavesTheChannelBlind() throws {
        let known = machine(service(.vsftpd, .ftp, .yes), logs: [log(.vsftpd, "/var/log/vsftpd.log")])
        let state = try state(of: .ftp, known, evidence: [artifact("var/log/other/vsftpd.log")])
        #expect(state.kind == .blind)
        #expect(state.isLogged == false)
        #expect(state.reasons.last?.words == "vsftpd logs to /var/log/vsftpd.log, and no such log is in the evidence")
    }

    @Test func aLogThatIsNotUnderstoodTellsNothing() throws {
        let known = machine(service(.vsftpd, .ftp, .yes), logs: [log(.vsftpd, "/var/log/vsftpd.log")])
        let state = try state(of: .ftp, known, evidence: [artifact("var/log/vsftpd.log", .unrecognisedText)])
        #expect(state.kind == nil)
        #expect(state.reasons.last?.words == "/var/log/vsftpd.log is there and has no known format")
    }

    @Test func logsInSyslogAreThereWhereASyslogIs() throws {
        var syslog = log(.pureFTPd, "")
        syslog.destination = .syslog(facility: "ftp")
        let known = machine(service(.pureFTPd, .ftp, .yes), logs: [syslog])
        #expect(try state(of: .ftp, known).kind == .blind)
        #expect(
            try state(of: .ftp, known, evidence: [artifact("messages", .log(format: "syslog"))]).kind == .observed)
    }

    @Test func ofTwoDaemonsOneMayBeSilent() throws {
        let known = machine(
            service(.vsftpd, .ftp, .no), service(.proftpd, .ftp, .yes), logs: [log(.proftpd, "/var/log/xferlog")])
        let state = try state(
            of: .ftp, known, evidence: [artifact("var/log/xferlog")], named: .ftp, uses: [use(.ftp)])
        #expect(state.kind == .partlyObserved)
        #expect(state.reasons.map(\.words) == ["vsftpd is no", "proftpd is yes"])
    }

    @Test func aConditionOrALossMakesItAPart() throws {
        let known = machine(service(.apache, .http, .partly))
        #expect(try state(of: .http, known, named: .http, uses: [use(.http)]).kind == .partlyObserved)
        let lost = try state(
            of: .http, machine(service(.apache, .http, .yes)), named: .http, uses: [use(.http)],
            losses: [.http: [ConfigurationReason("a part is lost")]])
        #expect(lost.kind == .partlyObserved)
        #expect(lost.reasons.last?.words == "a part is lost")
    }

    @Test func logsAloneShowThatAChannelWasThere() throws {
        #expect(try state(of: .http, uses: [use(.http)]).kind == .observed)
        #expect(try state(of: .ftp, named: .ftp, uses: [use(.ftp)]).kind == .observed)
        #expect(try state(of: .ftp, uses: [use(.ftp)]).kind == .partlyObserved)
    }

    @Test func loginsShowThatTheChannelsOfSshdWereThere() throws {
        for channel in [Channel.sftp, .scp, .rsyncSSH] {
            #expect(try state(of: channel, uses: [use(.ssh)]).kind == .blind)
        }
    }
}

@Suite struct SingleChannelTests {
    private func single(
        used: [Channel], _ kinds: [Channel: ChannelState.Kind] = [:], times: ChannelTimes? = nil
    ) -> SingleChannel {
        var machine = MachineConfiguration()
        let line = ConfigurationLocator(file: [], line: 1, directive: [])
        for channel in Channel.allCases where channel != .ssh {
            let (state, logging): (ConfiguredService.State, ConfiguredService.Logging) =
                switch kinds[channel] {
                case .blind: (.on, .no)
                case .observed: (.on, .yes)
                case .partlyObserved: (.on, .partly)
                case .absent: (.off, .unknown)
                case nil: (.unknown, .unknown)
                }
            machine.services.append(
                ConfiguredService(daemon: .sshd, channel: channel, state: state, logging: logging))
        }
        machine.logs = [ConfiguredLog(daemon: .sshd, kind: .transfer, destination: .program([]), source: line)]
        let states = ChannelExaminer(machine, evidence: [], named: []).states([])
        return SingleChannel(used: used, states: states, times: times)
    }

    private static let others: [Channel: ChannelState.Kind] = [
        .http: .observed, .webdav: .absent, .ftp: .absent, .rsync: .absent, .sftp: .absent, .scp: .absent,
        .rsyncSSH: .absent,
    ]

    @Test func twoUsedChannelsContradictIt() {
        let single = single(used: [.http, .rsync], Self.others)
        #expect(single.verdict == .contradicted)
        #expect(single.severity == .info)
    }

    @Test func aBlindChannelLeavesItUnsupported() {
        let single = single(used: [.http], Self.others.merging([.ftp: .blind, .scp: .blind]) { $1 })
        #expect(single.verdict == .unsupported)
        #expect(single.severity == .high)
        #expect(single.blind == [.ftp, .scp])
        #expect(single.reasons.contains("ftp and scp were open, and no log would show a retrieval"))
    }

    @Test func anUnknownChannelLeavesItUnsupportedToo() {
        var kinds = Self.others
        kinds[.rsync] = nil
        let single = single(used: [.http], kinds)
        #expect(single.verdict == .unsupported)
        #expect(single.severity == .warning)
        #expect(single.unknown == [.rsync])
    }

    /// No configuration tells of it, but somebody saw that its port was closed.
    @Test func aChannelKnownFromOutsideToBeClosedThroughoutIsNotUnknown() {
        var kinds = Self.others
        kinds[.rsync] = nil
        let day = TimeRanges(0..<86_400_000_000)
        func channelTime(_ channel: Channel, unknown: TimeRanges) -> ChannelTime {
            ChannelTime(channel: channel, open: channel == .http ? day : TimeRanges(), unknown: unknown, seen: day)
        }
        for (unknown, verdict) in [(TimeRanges(), SingleChannel.Verdict.supported), (day, .unsupported)] {
            let times = ChannelTimes(
                window: 0..<86_400_000_000,
                channels: [channelTime(.http, unknown: TimeRanges()), channelTime(.rsync, unknown: unknown)])
            let single = single(used: [.http], kinds, times: times)
            #expect(single.verdict == verdict)
            #expect(single.unknown == (verdict == .supported ? [] : [.rsync]))
        }
    }

    @Test func itIsSupportedOnlyWhereEveryOtherWasSeenOrNotThere() {
        let single = single(used: [.http], Self.others)
        #expect(single.verdict == .supported)
        #expect(single.severity == .none)
    }

    @Test func withoutARetrievalItIsNotAssumed() {
        #expect(single(used: [], Self.others).verdict == .notAssumed)
        #expect(single(used: [], Self.others.merging([.ftp: .blind]) { $1 }).verdict == .unsupported)
    }

    @Test func scpAndSftpAreOneWay() {
        #expect(single(used: [.sftp, .scp], Self.others).verdict == .supported)
    }
}
