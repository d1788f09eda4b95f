// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// Times of records as a small site has them: visits of several records, by day more than by night.
struct MadeLog {
    private(set) var seconds: [Int64] = []

    static let monday: Int64 = 1_550_448_000

    init(days: Int, visitsPerDay: Double, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        func exponential(_ mean: Double) -> Double { -mean * log(Double.random(in: 1e-12...1, using: &random)) }
        var time = 0.0
        while time < Double(days) * 86_400 {
            time += exponential(86_400 / visitsPerDay / 1.8)
            let hour = (time / 3600).truncatingRemainder(dividingBy: 24)
            let busy = 1 + 0.8 * sin((hour - 9) / 24 * 2 * .pi)
            guard Double.random(in: 0..<1.8, using: &random) < busy else { continue }
            var record = time
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                seconds.append(Self.monday + Int64(record))
                record += exponential(3)
            }
        }
        seconds = Set(seconds).sorted()
    }

    func without(_ range: Range<Int64>) -> [Int64] { seconds.filter { !range.contains($0) } }
}
