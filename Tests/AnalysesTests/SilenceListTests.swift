// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import TestSupport
import Testing

@Suite struct SilenceListTests {
    private func silences(of seconds: some Sequence<Int64>) -> [Silence] {
        let seconds = Set(seconds).sorted()
        return zip(seconds, seconds.dropFirst()).compactMap { before, after in
            after - before > 1 ? Silence(start: before, length: after - before) : nil
        }
    }

    private func list(_ seconds: some Sequence<Int64>) -> SilenceList {
        var list = SilenceList()
        for second in Set(seconds).sorted() { list.add(second) }
        list.close()
        return list
    }

    @Test func aSilenceLiesBetweenRecordsThatAreMoreThanASecondApart() {
        #expect(
            list([7, 8, 10, 100]).silences == [Silence(start: 8, length: 2), Silence(start: 10, length: 90)])
    }

    @Test func whatOneFileHasIsNoSilenceOfTheOther() {
        var both = list([0, 100, 200])
        both.merge(list([50, 150]))
        #expect(both.united.silences.map(\.start) == [0, 50, 100, 150])
        #expect(both.span == 0...200)
    }

    @Test(arguments: UInt64(1)...20)
    func filesInAnyOrderAndSplitHaveTheSilencesOfAllTheirRecords(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let seconds = (0..<Int.random(in: 2...300, using: &random)).map { _ in
            Int64.random(in: 0...2000, using: &random)
        }
        var parts = [[Int64]](repeating: [], count: 5)
        for second in seconds { parts[Int.random(in: 0..<5, using: &random)].append(second) }
        var merged = SilenceList()
        for part in parts.shuffled(using: &random) where !part.isEmpty { merged.merge(list(part)) }
        #expect(merged.united.silences == silences(of: seconds))
        #expect(merged.span == seconds.min()!...seconds.max()!)
    }

    @Test func ofTooManySilencesTheLongestAreKeptWhateverTheOrderOfFiles() {
        // Four files, each with 30,000 silences of 2 to 31 seconds.
        let files = (0..<4).map { file in
            var second = Int64(file) * 10_000_000
            return list(
                (0..<30_000).map { number in
                    second += Int64(number % 30 + 2)
                    return second
                })
        }
        var forward = SilenceList()
        for file in files { forward.merge(file) }
        var backward = SilenceList()
        for file in files.reversed() { backward.merge(file) }
        #expect(forward.leastLength == backward.leastLength)
        #expect(forward.leastLength > 1)
        #expect(forward.united.silences == backward.united.silences)
        #expect(forward.silences.count <= SilenceList.limit)
        let expected = files.flatMap(\.silences).filter { $0.length > forward.leastLength }
        #expect(forward.united.silences.filter { $0.length < 1000 } == expected)
    }
}
