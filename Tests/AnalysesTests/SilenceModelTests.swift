// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import TestSupport
import Testing

@Suite struct SilenceModelTests {
    private func model(_ seconds: [Int64], offset: Int = 0) throws -> SilenceModel {
        let times = try #require(RecordTimes(seconds: seconds))
        return try #require(SilenceModel(times, offset: offset))
    }

    /// The silences that the model was made from.
    private func fit(_ model: SilenceModel, _ seconds: [Int64], offset: Int = 0) throws -> HazardFit {
        HazardFit(
            try #require(RecordTimes(seconds: seconds)), runLength: model.hazard.runLength, offset: offset)
    }

    @Test(arguments: [(1, 200.0, 2, 0), (4, 60, 1, 3600), (16, 12, 3, 19_800)] as [(Int, Double, UInt64, Int)])
    func scoresAreThoseOfTheSlowAndObviousWay(days: Int, visits: Double, seed: UInt64, offset: Int) throws {
        let seconds = MadeLog(days: days, visitsPerDay: visits, seed: seed).seconds
        let slow = SlowSilenceScores(seconds: seconds, offset: offset)
        let model = try model(seconds, offset: offset)
        #expect(Double(model.hazard.runLength) == slow.runLength)
        let fit = try fit(model, seconds, offset: offset)
        try #require(fit.silences.map(\.start) == slow.starts)
        for (index, residual) in fit.residuals.enumerated() {
            #expect(abs(residual - slow.residuals[index]) < 1e-6 * max(1, residual), "\(index)")
            // The one residual that is the threshold itself lies on either side of it, as rounding has it.
            guard abs(residual - model.tail.threshold) > 1e-6 else { continue }
            #expect(abs(model.score(residual) - slow.scores[index]) < 0.01, "\(index)")
        }
    }

    @Test func aDayWithoutRecordsInABusyLogIsNoNaturalSilence() throws {
        let log = MadeLog(days: 40, visitsPerDay: 60, seed: 3)
        let start = MadeLog.monday + 20 * 86_400
        let seconds = log.without(start..<start + 86_400)
        let model = try model(seconds)
        let fit = try fit(model, seconds)
        let longest = try #require(fit.residuals.indices.max { fit.residuals[$0] < fit.residuals[$1] })
        #expect(fit.silences[longest].start <= start)
        #expect(fit.silences[longest].end >= start + 86_400)
        #expect(model.score(fit.residuals[longest]) < -3)
    }

    @Test func aFewRecordsTellNoHabit() throws {
        let times = try #require(RecordTimes(seconds: (0..<30).map { $0 * 1000 }))
        #expect(SilenceModel(times) == nil)
    }

    @Test func timesThatRangeOverMillenniaTellNoHabit() throws {
        let times = try #require(RecordTimes(seconds: (0..<100).map { $0 * 1000 } + [1 << 40]))
        #expect(SilenceModel(times) == nil)
    }

    @Test func theShortestMissingPeriodIsLongerByNight() throws {
        let limits = try #require(model(MadeLog(days: 60, visitsPerDay: 100, seed: 5).seconds).limits)
        #expect(limits.day < limits.night)
        #expect(limits.hazard > 5)
    }

    @Test(arguments: UInt64(1)...3)
    func timesShiftedByWholeWeeksHaveTheSameScores(seed: UInt64) throws {
        let seconds = MadeLog(days: 30, visitsPerDay: 30, seed: seed).seconds
        let scores = try self.scores(seconds)
        let shifted = try self.scores(seconds.map { $0 + 7 * 86_400 * 100 })
        for (score, other) in zip(scores, shifted) { #expect(abs(score - other) < 1e-6) }
    }

    @Test(arguments: UInt64(1)...3)
    func recordsAddedInsideASilenceMakeItMoreNatural(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let seconds = MadeLog(days: 30, visitsPerDay: 30, seed: seed).seconds
        let model = try model(seconds)
        for silence in try fit(model, seconds).silences.shuffled(using: &random).prefix(200) {
            let whole = model.score(model.residual(from: silence.start, to: silence.end))
            let record = Int64.random(in: silence.start...silence.end, using: &random)
            #expect(model.score(model.residual(from: silence.start, to: record)) >= whole)
            #expect(model.score(model.residual(from: record, to: silence.end)) >= whole)
        }
    }

    private func scores(_ seconds: [Int64]) throws -> [Double] {
        let model = try model(seconds)
        return try fit(model, seconds).residuals.map(model.score)
    }
}
