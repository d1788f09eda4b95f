// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct SmallSetsTests {
    @Test func aChannelsIndexIsItsPlaceAmongAll() {
        #expect(Channel.allCases.map(\.index) == Array(Channel.allCases.indices))
    }

    /// The words of `logtrace.channel`.
    @Test func channelsHaveTheNamesOfTheReport() {
        #expect(
            Channel.allCases.map(\.rawValue)
                == ["http", "webdav", "ftp", "rsync", "sftp", "scp", "rsync-ssh", "ssh"])
        #expect(TimeBasis.allCases.map(\.rawValue) == ["stated", "zone_assumed", "year_inferred"])
        #expect(Transfer.allCases.map(\.rawValue) == ["complete", "partial", "aborted", "unknown"])
    }

    @Test func everySetOfChannelsKeepsItsMembersInTheirOrder() {
        for bits in UInt8.min ... .max {
            let members = Channel.allCases.filter { bits & (1 << $0.index) != 0 }
            var set: ChannelSet = []
            for channel in members.reversed() { set.insert(ChannelSet(channel)) }
            guard set.members == members, set == ChannelSet(members.map { ChannelSet($0) }) else {
                Issue.record("\(members) is kept as \(set.members)")
                return
            }
        }
    }

    @Test func everySetOfTimeBasesKeepsItsMembersInTheirOrder() {
        for bits in 0..<8 {
            let members = TimeBasis.allCases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
            var set: TimeBasisSet = []
            for basis in members.reversed() { set.insert(TimeBasisSet(basis)) }
            #expect(set.members == members)
        }
    }

    @Test func aSetHoldsWhatWasPutInAndNothingElse() {
        for channel in Channel.allCases {
            for other in Channel.allCases {
                #expect(ChannelSet(channel).contains(ChannelSet(other)) == (channel == other))
            }
        }
        for basis in TimeBasis.allCases {
            for other in TimeBasis.allCases {
                #expect(TimeBasisSet(basis).contains(TimeBasisSet(other)) == (basis == other))
            }
        }
    }

    @Test func accountsOfLinesAddUp() {
        var sum = LineAccount(events: 1, ignored: 2, malformed: 3, duplicate: 4)
        sum += LineAccount(events: 10, ignored: 20, malformed: 30, duplicate: 40)
        #expect(sum == LineAccount(events: 11, ignored: 22, malformed: 33, duplicate: 44))
        #expect(sum.total == 110)
        #expect(LineAccount().total == 0)
    }
}
