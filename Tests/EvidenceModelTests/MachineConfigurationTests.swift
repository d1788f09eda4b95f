// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct MachineConfigurationTests {
    private let source = ConfigurationLocator(file: Array("etc/apache2/apache2.conf".utf8), line: 1, directive: [])

    private func log(_ path: String) -> ConfiguredLog {
        ConfiguredLog(daemon: .apache, kind: .access, destination: .file(Array(path.utf8)), source: source)
    }

    private func paths(_ configuration: MachineConfiguration, _ name: String) -> [String] {
        configuration.logs(writtenTo: Array(name.utf8)).map { String(decoding: $0.path!, as: UTF8.self) }
    }

    @Test func aLogIsFoundByItsPathAtTheEndOfItsName() {
        var configuration = MachineConfiguration()
        configuration.logs = [log("/var/log/apache2/access.log"), log("/srv/log/access.log")]
        #expect(paths(configuration, "var/log/apache2/access.log") == ["/var/log/apache2/access.log"])
        #expect(paths(configuration, "copy/srv/log/access.log.2.gz") == ["/srv/log/access.log"])
        #expect(paths(configuration, "opt/log/access.log").isEmpty)
    }

    @Test func aBareNameIsALogOnlyIfItIsOnePath() {
        var configuration = MachineConfiguration()
        configuration.logs = [log("/var/log/apache2/access.log"), log("/srv/log/access.log"), log("/var/log/a.log")]
        #expect(paths(configuration, "a.log.1") == ["/var/log/a.log"])
        #expect(paths(configuration, "access.log").isEmpty)
    }

    @Test func logsToProgramsAreNoFiles() {
        var configuration = MachineConfiguration()
        configuration.logs = [
            ConfiguredLog(
                daemon: .apache, kind: .access, destination: .program(Array("access.log".utf8)), source: source)
        ]
        #expect(paths(configuration, "access.log").isEmpty)
    }

    @Test func theFirstRetentionThatNamesALogIsItsOwn() {
        var configuration = MachineConfiguration()
        var first = LogRetention(pattern: Array("/var/log/apache2/*.log".utf8), source: source)
        first.count = 4
        configuration.retentions = [
            first, LogRetention(pattern: Array("/var/log/apache2/access.log".utf8), source: source),
        ]
        #expect(configuration.retention(ofLogAt: Array("/var/log/apache2/access.log".utf8))?.count == 4)
        #expect(configuration.retention(ofLogAt: Array("/var/log/other.log".utf8)) == nil)
    }

    @Test func rotatedFilesOfACopiedTreeFallUnderTheRetentionOfTheirLog() {
        var configuration = MachineConfiguration()
        var rule = LogRetention(pattern: Array("/var/log/apache2/*.log".utf8), source: source)
        rule.count = 4
        configuration.retentions = [rule]
        for name in ["var/log/apache2/access.log.3.gz", "nas/var/log/apache2/access.log-20190218"] {
            #expect(configuration.retention(ofLogNamed: Array(name.utf8))?.count == 4, "\(name)")
        }
        #expect(configuration.retention(ofLogNamed: Array("var/log/nginx/access.log".utf8)) == nil)
        #expect(configuration.retention(ofLogNamed: Array("access.log.1".utf8)) == nil)
    }
}

@Suite struct LogRetentionTests {
    private func retention(_ count: Int?, _ interval: LogRetention.Interval?, maximumDays: Int? = nil) -> LogRetention {
        var retention = LogRetention(
            pattern: [], source: ConfigurationLocator(file: [], line: 1, directive: []))
        retention.count = count
        retention.interval = interval
        retention.maximumDays = maximumDays
        return retention
    }

    @Test func daysAreTheIntervalTimesTheFilesAndTheOneThatIsWritten() {
        #expect(retention(14, .daily).days == 15)
        #expect(retention(4, .weekly).days == 35)
        #expect(retention(0, .monthly).days == 31)
        #expect(retention(48, .hourly).days == 3)
        #expect(retention(1, .yearly).days == 732)
    }

    @Test func withoutACountOrAnIntervalOnlyAnAgeBoundsIt() {
        #expect(retention(nil, .daily).days == nil)
        #expect(retention(9, nil).days == nil)
        #expect(retention(nil, .daily, maximumDays: 30).days == 30)
        #expect(retention(52, .weekly, maximumDays: 90).days == 90)
    }

    @Test func countsBeyondMeasureDoNotOverflow() {
        #expect(retention(.max, .yearly).days == .max)
    }
}
