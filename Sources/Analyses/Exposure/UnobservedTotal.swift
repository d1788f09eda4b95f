// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What may have left in all the time that no log shows.
package struct UnobservedTotal: Sendable, Hashable {
    /// Why no estimate of the whole can be given.
    package enum Obstacle: Sendable, Hashable {
        /// Channels that may have been open and of which nothing was logged.
        case blindChannels([Channel])
        /// A gap that cannot be estimated, and the reason.
        case gap(series: String, reason: String)
        /// The window is longer than what was observed of it, so that what was seen says little of the rest.
        case mostlyUnseen(coverage: Double)
    }

    package let unobserved: Unobserved
    package let obstacles: [Obstacle]
    /// Gaps that it sums over, or would.
    package let gaps: Int
    /// In place of an estimate: bounds under assumptions, never to be averaged.
    package let scenarios: [Scenario]

    package struct Scenario: Sendable, Hashable {
        package enum Assumption: Sendable, Hashable {
            /// Retrievals went on at the rate of the observed time. Conditional on that; not an estimate.
            case asObserved(observedHours: Double)
            /// The line, in bits a second, carried nothing else for all of the window; and the seconds that it takes for all
            /// that lay there, where that is known.
            case bandwidth(bitsPerSecond: Int64, inventorySeconds: Double?)
            /// All that lay there left.
            case inventory
        }

        package let assumption: Assumption
        package let retrievals: ClosedRange<Int64>?
        package let files: Int64?
        package let byteCount: Int64?
    }

    /// - Parameters:
    ///   - gaps: All gaps of logs that name retrievals.
    ///   - filled: Whether another log of the channel covers a gap.
    package init(
        gaps: [Gap], times: ChannelTimes, provenRetrievals: Int64, accessibleFiles: Int64?, accessibleBytes: Int64?,
        bandwidth: Int64?
    ) {
        let losses = gaps.filter(\.isLoss)
        self.gaps = losses.count
        var obstacles: [Obstacle] = []
        let blind = times.channels.filter { $0.observed.isEmpty }.map(\.channel)
        if !blind.isEmpty { obstacles.append(.blindChannels(blind)) }
        var sum = Sum()
        for gap in losses {
            switch gap.unobserved {
            case .estimated(let estimate): sum.add(estimate)
            case .notIdentifiable(let reason): obstacles.append(.gap(series: gap.series, reason: reason))
            case nil: obstacles.append(.gap(series: gap.series, reason: "no estimate was made"))
            }
        }
        if let coverage = times.coverage, coverage < 0.5, blind.isEmpty {
            obstacles.append(.mostlyUnseen(coverage: coverage))
        }
        self.obstacles = obstacles
        guard !obstacles.isEmpty else {
            unobserved = .estimated(sum.estimate)
            scenarios = []
            return
        }
        unobserved = .notIdentifiable(reason: Self.words(obstacles))
        scenarios = Self.scenarios(
            times, provenRetrievals, accessibleFiles: accessibleFiles, accessibleBytes: accessibleBytes, bandwidth)
    }

    private static func words(_ obstacles: [Obstacle]) -> String {
        var clauses: [String] = []
        for obstacle in obstacles {
            let clause =
                switch obstacle {
                case .blindChannels(let channels):
                    "no log names what left by \(channels.map(\.rawValue).joined(separator: ", "))"
                case .gap(let series, let reason): "\(series): \(reason)"
                case .mostlyUnseen: "less than half of the channel-time is observed"
                }
            if !clauses.contains(clause) { clauses.append(clause) }
        }
        return clauses.joined(separator: "; ")
    }

    private static func scenarios(
        _ times: ChannelTimes, _ proven: Int64, accessibleFiles: Int64?, accessibleBytes: Int64?, _ bandwidth: Int64?
    ) -> [Scenario] {
        var scenarios: [Scenario] = []
        let observed = times.observedHours
        if observed > 0 {
            let hidden = times.exposedHours - observed
            let interval = PoissonGamma.interval(count: proven, exposure: observed, over: hidden)
            scenarios.append(
                Scenario(
                    assumption: .asObserved(observedHours: observed), retrievals: interval, files: nil, byteCount: nil))
        }
        if let bandwidth {
            let seconds = Double(times.window.upperBound - times.window.lowerBound)
            let carried = Int64(min(Double(bandwidth) / 8 * seconds, 9e18))
            let whole = bandwidth > 0 ? accessibleBytes.map { Double($0) * 8 / Double(bandwidth) } : nil
            scenarios.append(
                Scenario(
                    assumption: .bandwidth(bitsPerSecond: bandwidth, inventorySeconds: whole), retrievals: nil,
                    files: nil,
                    byteCount: min(carried, accessibleBytes ?? .max)))
        }
        if let accessibleFiles {
            scenarios.append(
                Scenario(assumption: .inventory, retrievals: nil, files: accessibleFiles, byteCount: accessibleBytes))
        }
        return scenarios
    }

    /// Intervals of several gaps add up to one that is at least as wide as theirs together.
    private struct Sum {
        private var retrievals = Unobserved.Amount(mid: 0, interval80: 0...0, interval95: 0...0)
        private var files: Unobserved.Amount? = Unobserved.Amount(mid: 0, interval80: 0...0, interval95: 0...0)
        private var byteCount: Unobserved.Amount? = Unobserved.Amount(mid: 0, interval80: 0...0, interval95: 0...0)

        var estimate: Unobserved.Estimate {
            Unobserved.Estimate(retrievals: retrievals, files: files, byteCount: byteCount)
        }

        mutating func add(_ estimate: Unobserved.Estimate) {
            retrievals = Self.sum(retrievals, estimate.retrievals)
            files = files.flatMap { own in estimate.files.map { Self.sum(own, $0) } }
            byteCount = byteCount.flatMap { own in estimate.byteCount.map { Self.sum(own, $0) } }
        }

        private static func sum(_ left: Unobserved.Amount, _ right: Unobserved.Amount) -> Unobserved.Amount {
            func sum(_ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>) -> ClosedRange<Int64> {
                [left.lowerBound, right.lowerBound].byteTotal...[left.upperBound, right.upperBound].byteTotal
            }
            return Unobserved.Amount(
                mid: [left.mid, right.mid].byteTotal, interval80: sum(left.interval80, right.interval80),
                interval95: sum(left.interval95, right.interval95))
        }
    }
}
