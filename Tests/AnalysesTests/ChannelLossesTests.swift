// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@testable import Analyses

@Suite struct ChannelLossesTests {
    private func answers(_ channel: Channel, damage: Damage.Kind? = nil) -> CaseAnswers {
        var artifact = Artifact(path: Array("a.log.1.gz".utf8), content: .log(format: "xferlog"))
        artifact.series = "a.log"
        if let damage { artifact.damage = [Damage(kind: damage, offset: 0, bytesLost: nil, detail: "")] }
        var event = PlainEvent(series: "a.log", channel: channel)
        event.action = .upload
        event.source = Array("192.0.2.1".utf8)
        return CaseAnswers(Ledger([event], artifacts: [artifact]), inventory: nil)
    }

    private func losses(_ answers: CaseAnswers, gaps: [Gap] = []) -> [Channel: [String]] {
        ChannelLosses(series: answers.series, evidence: answers.evidence, gaps: gaps).reasons
            .mapValues { $0.map(\.words) }
    }

    private func gap(_ verdict: Gap.Verdict) -> Gap {
        Gap(series: "a.log", channel: nil, from: nil, to: nil, kind: .silence, verdict: verdict)
    }

    @Test func damageThatLosesLinesCounts() {
        #expect(
            losses(answers(.ftp, damage: .truncatedGzip)) == [.ftp: ["a part of a.log.1.gz is lost: truncated_gzip"]])
        #expect(losses(answers(.ftp, damage: .unterminatedLine)).isEmpty)
    }

    @Test func onlyGapsThatLoseRecordsCount() {
        let answers = answers(.ftp)
        #expect(losses(answers, gaps: [gap(.missing)]) == [.ftp: ["a period of a.log may be missing"]])
        #expect(
            losses(answers, gaps: [gap(.missing), gap(.missingOrOutage)]) == [
                .ftp: ["2 periods of a.log may be missing"]
            ])
        #expect(losses(answers, gaps: [gap(.quiet), gap(.outage), gap(.undetermined)]).isEmpty)
    }

    @Test func whatSshdLosesTheFileServerLosesToo() {
        #expect(losses(answers(.ssh), gaps: [gap(.missing)]).keys.contains(.sftp))
    }

    /// A host that offers WebDAV and logs to the file; its WebDAV requests may be just what is lost.
    @Test func aLogLosesWhatItWouldTellOfByItsConfiguration() {
        var configuration = MachineConfiguration()
        let source = ConfigurationLocator(file: [], line: 1, directive: [])
        var log = ConfiguredLog(
            daemon: .apache, kind: .access, destination: .file(Array("/var/log/a.log".utf8)), source: source)
        log.hosts = [Array("nas".utf8)]
        var mount = Mount(
            daemon: .apache, channel: .webdav, address: Array("/webdav".utf8), target: nil, source: source)
        mount.hosts = [Array("nas".utf8)]
        configuration.logs = [log]
        configuration.mounts = [mount]
        let answers = answers(.http)
        func channels() -> Set<Channel> {
            Set(
                ChannelLosses(
                    series: answers.series, evidence: answers.evidence, gaps: [gap(.missing)], configuration
                ).reasons.keys)
        }
        #expect(channels() == [.http, .webdav])
        configuration.mounts[0].hosts = [Array("other".utf8)]
        #expect(channels() == [.http])
    }
}
