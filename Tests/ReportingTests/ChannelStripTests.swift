// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Reporting
import Testing

@Suite struct ChannelStripTests {
    @Test func thePartsOfAStripAreAllOfTheWindowAndNoSecondTwice() throws {
        let report = reportOfHostileNames(Array("/a.wav".utf8))
        let window = report.conclusions.times.window
        try #require(!window.isEmpty)
        let strips = ChannelStrip.all(report.conclusions)
        #expect(strips.map(\.channel) == Channel.allCases.filter { $0 != .ssh })
        for strip in strips {
            let union = strip.parts.reduce(TimeRanges.none) { $0.union($1.time) }
            #expect(union == TimeRanges(window))
            #expect(strip.parts.reduce(0) { $0 + $1.time.duration } == window.upperBound - window.lowerBound)
        }
    }

    @Test func whatNoLogVouchesForIsNotDrawnAsRecorded() throws {
        let report = reportOfHostileNames(Array("/a.wav".utf8))
        for strip in ChannelStrip.all(report.conclusions) {
            let recorded = strip.parts.first { $0.state == .recorded }?.time ?? .none
            let observed = report.conclusions.times[strip.channel]?.observed ?? .none
            #expect(observed.contains(recorded))
        }
    }
}
