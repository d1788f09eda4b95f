// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
import EvidenceModel

/// The reasons of a claim's verdict in words, the same in every format.
package enum ClaimWords {
    package static func verdict(_ verdict: ClaimAnswer.Verdict) -> String { verdict.rawValue }

    package static func because(_ answer: ClaimAnswer) -> [String] { answer.because.map(reason) }

    private static func reason(_ reason: ClaimAnswer.Reason) -> String {
        switch reason {
        case .proven(let count, let quantity):
            "at least \(Quantities.count(count)) \(quantity.rawValue) are proven"
        case .counterExample(let example, let count):
            "\(exampleWords(example))" + (count > 1 ? "; \(Quantities.count(count)) such cases" : "")
        case .example(let example): exampleWords(example)
        case .missingPeriod(let series, let from, let to):
            "\(series) misses a period, \(bound(from, "the begin")) to \(bound(to, "the end"))"
        case .unknownFiles(let retrievals):
            "\(Quantities.count(retrievals, "retrieval names", "retrievals name")) no file"
        case .noneProven(let coverage):
            "no case of it is logged"
                + (coverage.map { "; logs cover \(share($0)) of the channel-time in question" } ?? "")
        case .notCovered: "logs do not cover all of it"
        case .covered: "logs cover all of it"
        case .addressesAreNotPersons: "an address is no person"
        }
    }

    private static func exampleWords(_ example: ClaimAnswer.Example) -> String {
        let path = TerminalText.escaped(example.path)
        let time = example.time.map { " at \(Instant(seconds: $0).iso8601)" } ?? ""
        let client = example.client.map { " by \(TerminalText.escaped($0))" } ?? ""
        return "\(path) left by \(example.channel.rawValue)\(time)\(client)"
    }

    /// The cells that no log covers, the largest first, with what would decide each.
    package static func missing(_ answer: ClaimAnswer, limit: Int = .max) -> [String] {
        answer.uncovered.prefix(limit).map { cell in
            let state = cell.isProvenOpen ? "open" : "not known to be closed"
            return
                "\(cell.channel.rawValue) from \(bound(cell.time.lowerBound)) to \(bound(cell.time.upperBound)) (\(state)): "
                + cell.channel.otherWitnesses
        }
    }

    /// How little the claim itself rests on.
    package static func basis(_ answer: ClaimAnswer) -> String? {
        guard let basis = answer.basis, let share = basis.share else { return nil }
        return "it rests on \(Quantities.count(Int64(basis.hours.rounded()))) of "
            + "\(Quantities.count(Int64(basis.exposedHours.rounded()))) channel-hours, \(self.share(share)), in which "
            + "at least \(Quantities.count(basis.retrievals, "retrieval", "retrievals")) of "
            + "\(Quantities.count(basis.files, "file are", "files are")) proven"
    }

    package static func supportedPart(_ answer: ClaimAnswer) -> String? {
        answer.largestCovered.map {
            "\($0.channel.rawValue), \(bound($0.time.lowerBound)) to \(bound($0.time.upperBound))"
        }
    }

    private static func bound(_ instant: Instant?, _ otherwise: String) -> String { instant?.iso8601 ?? otherwise }

    private static func bound(_ seconds: Int64) -> String { Instant(seconds: seconds).iso8601 }

    /// `0.08 %`; never 0 % or 100 % for what is neither.
    package static func share(_ share: Double) -> String {
        if share <= 0 { return "0 %" }
        if share >= 1 { return "100 %" }
        if share < 0.0001 { return "less than 0.01 %" }
        if share > 0.9999 { return "more than 99.99 %" }
        let hundredths = min(Int((share * 10_000).rounded()), 9999)
        let digits = hundredths % 100
        return "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits) %"
    }
}
