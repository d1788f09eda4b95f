// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What the stamps of an artifact show of the clock that they were taken from.
package struct ClockFacts: Sendable, Hashable {
    /// A line whose stamp lies before that of the line in front of it.
    package struct Step: Sendable, Hashable {
        /// From 1.
        package var lineNumber: Int64
        /// Of the line's first byte in the decompressed stream, from 0.
        package var offset: Int64
        /// How far back, in seconds; more than `tolerance`.
        package var seconds: Int64

        package init(lineNumber: Int64, offset: Int64, seconds: Int64) {
            self.lineNumber = lineNumber
            self.offset = offset
            self.seconds = seconds
        }
    }

    /// Records by what their times rest on.
    package var statedTimes: Int64 = 0
    package var timesOfAssumedZone: Int64 = 0
    package var timesOfInferredYear: Int64 = 0

    /// Steps back of more than `tolerance`. Servers that stamp the start of a request and write at its end make many
    /// small ones.
    package var backwardSteps: Int64 = 0
    /// The largest of them, at most `stepLimit`, the largest first; of equal ones the first.
    package var largestSteps: [Step] = []
    /// Records with a local stamp that the clock showed twice, when clocks went back; their order told them apart.
    package var doubledHour: Int64 = 0
    /// Records from before 1971: a clock that was not set.
    package var before1971: Int64 = 0
    /// Records from after the time of the report, or after 2038-01-19 where that is not known.
    package var inFuture: Int64 = 0

    /// Seconds; what servers write a little out of order is no step.
    package static let tolerance: Int64 = 2
    package static let stepLimit = 10

    package init() {}

    package mutating func count(_ basis: TimeBasis) {
        switch basis {
        case .stated: statedTimes += 1
        case .zoneAssumed: timesOfAssumedZone += 1
        case .yearInferred: timesOfInferredYear += 1
        }
    }

    package mutating func note(_ step: Step) {
        backwardSteps += 1
        keep(step)
    }

    private mutating func keep(_ step: Step) {
        if largestSteps.count == Self.stepLimit {
            guard step.seconds > largestSteps[Self.stepLimit - 1].seconds else { return }
            largestSteps.removeLast()
        }
        let place = largestSteps.firstIndex { $0.seconds < step.seconds } ?? largestSteps.count
        largestSteps.insert(step, at: place)
    }

    /// Adds what was seen of the lines behind the first `lineCount`, whose numbers begin anew there.
    package mutating func add(_ other: ClockFacts, behind lineCount: Int64) {
        statedTimes += other.statedTimes
        timesOfAssumedZone += other.timesOfAssumedZone
        timesOfInferredYear += other.timesOfInferredYear
        backwardSteps += other.backwardSteps
        for var step in other.largestSteps {
            step.lineNumber += lineCount
            keep(step)
        }
        doubledHour += other.doubledHour
        before1971 += other.before1971
        inFuture += other.inFuture
    }

    /// Whether a reader of the report must know: larger steps than servers make, doubled hours, times that cannot be.
    package var isNotable: Bool {
        (largestSteps.first?.seconds ?? 0) >= Self.notableStep || doubledHour + before1971 + inFuture > 0
    }

    /// Seconds; requests rarely last longer than this.
    private static let notableStep: Int64 = 600
}
