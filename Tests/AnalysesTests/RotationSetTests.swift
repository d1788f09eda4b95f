// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

@Suite struct RotationSetTests {
    private static let day: Int64 = 86_400
    /// 2019-02-18T00:00:00Z, a Monday.
    private static let monday: Int64 = 1_550_448_000

    /// A file with records from an hour after one day's start to an hour before another's.
    private func file(_ name: String, _ days: ClosedRange<Int64>? = nil) -> Artifact {
        var artifact = Artifact(path: Array(name.utf8), content: .log(format: "apache.access"))
        guard let days else { return artifact }
        artifact.first = Instant(seconds: Self.monday + days.lowerBound * Self.day + 3600)
        artifact.last = Instant(seconds: Self.monday + (days.upperBound + 1) * Self.day - 3600)
        return artifact
    }

    private func holes(_ files: [Artifact]) -> [RotationSet.Hole] { RotationSet.all(of: files).flatMap(\.holes) }

    @Test func aNumberBetweenTwoThatAreThereIsAHole() throws {
        let hole = try #require(
            holes([file("a.log", 9...9), file("a.log.1", 8...8), file("a.log.3.gz", 6...6), file("a.log.4.gz", 5...5)])
                .first)
        #expect(hole.fileCount == 1)
        #expect(hole.from == Self.monday + 7 * Self.day - 3600)
        #expect(hole.to == Self.monday + 8 * Self.day + 3600)
        #expect(hole.inner == Self.monday + 7 * Self.day..<Self.monday + 8 * Self.day)
    }

    @Test func completeNumbersHaveNoHole() {
        #expect(holes([file("a.log", 9...9), file("a.log.1", 8...8), file("a.log.2.gz", 7...7)]).isEmpty)
        #expect(holes([file("a.log", 9...9), file("a.log.1"), file("a.log.2.gz", 7...7)]).isEmpty)
    }

    @Test func aDateThatIsLeftOutIsAHole() throws {
        let names = [18, 19, 20, 22, 23]
        let hole = try #require(holes(names.map { file("a.log-201902\($0)", Int64($0) - 19...Int64($0) - 19) }).first)
        #expect(hole.fileCount == 1)
        #expect(!hole.skipsQuietDays)
        #expect(hole.inner == Self.monday + 2 * Self.day..<Self.monday + 3 * Self.day)
    }

    @Test func aRotationThatWasLeftOutIsNoMissingFile() {
        // The file of the 22nd holds two days.
        let files = [
            file("a.log-20190218", -1...(-1)), file("a.log-20190219", 0...0), file("a.log-20190220", 1...1),
            file("a.log-20190222", 2...3), file("a.log-20190223", 4...4),
        ]
        #expect(holes(files).isEmpty)
    }

    @Test func rotationsThatWereLeftOutDoNotMakeAHoleSayLess() throws {
        // The file of the 20th holds two days; none holds the day before the 22nd.
        let files = [
            file("a.log-20190218", -1...(-1)), file("a.log-20190220", 0...1), file("a.log-20190221", 2...2),
            file("a.log-20190223", 4...4), file("a.log-20190224", 5...5), file("a.log-20190225", 6...6),
        ]
        let hole = try #require(holes(files).first)
        #expect(holes(files).count == 1)
        #expect(hole.from == Self.monday + 3 * Self.day - 3600)
        #expect(!hole.skipsQuietDays)
    }

    @Test func whereQuietDaysAreLeftOutAHoleSaysLess() {
        let days: [Int64] = [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13]
        let files = days.map { day in
            let date = day < 11 ? 20_190_218 + day : 20_190_301 + day - 11
            return file("a.log-\(date)", day - 1...day - 1)
        }
        #expect(!holes(files).isEmpty)
        #expect(holes(files).allSatisfy { $0.skipsQuietDays })
    }

    @Test func weeksBeginAnewWithTheYear() {
        let weeks = [51, 52, 1, 2, 4].enumerated().map { index, week in
            file(
                week < 10 ? "a.log.0\(week)" : "a.log.\(week)",
                Int64(index + (week == 4 ? 1 : 0)) * 7...Int64(index + (week == 4 ? 1 : 0)) * 7 + 6)
        }
        #expect(holes(weeks).map(\.fileCount) == [1])
        #expect(holes(Array(weeks.dropLast())).isEmpty)
    }

    @Test func weeksWithTheirYearAreDates() {
        let weeks = [(2018, 52, 0), (2019, 1, 1), (2019, 2, 2), (2019, 4, 4)].map { year, week, index in
            file("a.log-\(year)W\(week < 10 ? "0" : "")\(week)", Int64(index) * 7 - 49...Int64(index) * 7 - 43)
        }
        #expect(holes(weeks).map(\.fileCount) == [1])
    }

    @Test func copiesAndOldFilesStandInNoSequence() {
        #expect(holes([file("a.log", 9...9), file("a.log.old", 1...1), file("a.log.1.bak", 5...5)]).isEmpty)
    }
}
