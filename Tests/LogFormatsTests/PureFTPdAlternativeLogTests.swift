// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import TestSupport
import Testing

struct PureFTPdAlternativeLogTests {
    @Test func theWholeHeaderOfTheDaemonIsPassedOver() {
        var log = format("pureftpd.w3c")
        let header = ["#Software: Pure-FTPd 1.0.50", "#Version: 1.0", "#Date: 2015-03-28 07:08:27"]
        for line in header { #expect(log.parse(line).outcome == .ignored) }
    }

    @Test func theHeaderOfAnotherServerIsNotItsOwn() {
        var log = format("pureftpd.w3c")
        let header = ["#Software: Other 1.0", "#Version: 1.0", "#Date: 2015-03-28 07:08:27", "# a comment"]
        for line in header {
            guard case .malformed = log.parse(line).outcome else {
                Issue.record("\(line) is read")
                continue
            }
        }
    }

    @Test(arguments: [("+0100", 1_492_108_599), ("-0000", 1_492_112_199), ("+0200", 1_492_104_999)])
    func theOffsetThatTheServerFrozeStatesTheInstant(offset: String, seconds: Int64) {
        var log = format("pureftpd.clf")
        let (outcome, event) = log.parse(#"192.0.2.7 - eve [13/Apr/2017:19:36:39 \#(offset)] "GET /x" 200 5"#)
        #expect(outcome == .event)
        #expect(event.time == Instant(seconds: seconds))
        #expect(event.timeBasis == .stated)
    }

    @Test func aStampWithoutAnOffsetIsLocal() throws {
        var log = format("pureftpd.clf", zone: try ZoneRules(footer: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let (outcome, event) = log.parse(#"client.example.net - eve [13/Apr/2017:19:36:39] "GET /x" 200 5"#)
        #expect(outcome == .event)
        #expect(event.time == Instant(seconds: 1_492_104_999))
        #expect(event.timeBasis == .zoneAssumed)
    }
}
