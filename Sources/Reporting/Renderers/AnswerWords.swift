// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The answer of a case in a few sentences, the same in every format.
enum AnswerWords {
    static func sentences(_ report: CaseReport) -> [String] {
        let conclusions = report.conclusions
        return [
            proven(report.answers), window(conclusions.window), coverage(conclusions.times),
            unobserved(conclusions.unobserved), singleChannel(conclusions.singleChannel), claims(conclusions.claims),
        ].compactMap { $0?.cut(to: lengthLimit) }
    }

    /// Of a sentence; only names can make one longer.
    private static let lengthLimit = 600

    private static func proven(_ answers: CaseAnswers) -> String {
        let proven = answers.exposure.proven
        guard proven.retrievals > 0 else {
            return answers.lines.events == 0
                ? "No event could be read; this says nothing about what happened."
                : "The logs that are left show no retrieval\(answers.retrievals.files.isEmpty ? "" : " of a file in scope")."
        }
        let accessible = answers.exposure.accessible.map {
            " of \(Quantities.count($0.files, "file that lay there", "files that lay there"))"
        }
        return "\(Quantities.count(proven.files, "file", "files"))\(accessible ?? "") provably left, in "
            + "\(Quantities.count(proven.retrievals, "retrieval", "retrievals")) by "
            + "\(Quantities.count(proven.clients, "address", "addresses")) through "
            + "\(list(answers.usedChannels.map(\.rawValue)))."
    }

    private static func window(_ window: ExposureWindow) -> String? {
        guard let from = window.earliestProven, let until = window.latestProven else {
            return "Nothing proves when the data could be fetched."
        }
        func outer(_ second: Int64?, _ words: String) -> String {
            second.map { "\(words) \(day($0))" } ?? "\(words) a day that nothing tells"
        }
        let proven = "The data could be fetched from \(day(from)) at the latest until \(day(until)) at the earliest; "
        guard window.earliestPossible != nil || window.latestPossible != nil else {
            return proven + "nothing tells since when and until when it may have been."
        }
        return proven
            + "it may have been \(outer(window.earliestPossible, "from")) "
            + "\(outer(window.latestPossible.map { $0 - 1 }, "until"))."
    }

    private static func coverage(_ times: ChannelTimes) -> String? {
        times.coverage.map {
            "Logs vouch for \(ClaimWords.share($0)) of the time in which channels were or may have been open, so these figures "
                + "are a lower bound: not logged is not the same as not used."
        }
    }

    private static func unobserved(_ total: UnobservedTotal) -> String? {
        switch total.unobserved {
        case .estimated(let estimate):
            guard total.gaps > 0 else { return nil }
            let range = estimate.retrievals.interval95
            return
                "In \(Quantities.count(total.gaps, "missing period", "missing periods")) \(Quantities.count(range.lowerBound)) to "
                + "\(Quantities.count(range.upperBound)) further retrievals are likely (95 %)."
        case .notIdentifiable(let reason): return "How much left unobserved cannot be estimated: \(reason)."
        }
    }

    private static func singleChannel(_ single: SingleChannel) -> String? {
        switch single.verdict {
        case .notAssumed: nil
        case .contradicted: "That there was only one way out is contradicted."
        case .unsupported:
            "That there was only one way out is not supported: \(single.reasons.joined(separator: "; "))."
        case .supported: "That there was only one way out is supported."
        }
    }

    private static func claims(_ claims: [ClaimAnswer]) -> String? {
        guard !claims.isEmpty else { return nil }
        let parts = [ClaimAnswer.Verdict.supported, .contradicted, .undecidable].compactMap { verdict -> String? in
            let count = claims.count { $0.verdict == verdict }
            return count > 0 ? "\(count) \(verdict.rawValue)" : nil
        }
        return "Of \(Quantities.count(claims.count, "claim", "claims")): \(list(parts))."
    }

    static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func day(_ second: Int64) -> String { String(Instant(seconds: second).iso8601.prefix(10)) }
}

/// What a responder can do next.
enum NextCommand {
    static func lines(_ report: CaseReport) -> [String] {
        var lines: [String] = []
        if report.answers.exposure.accessible == nil {
            lines.append("logtrace report --inventory FILE EVIDENCE    sets what left against what lay there")
        }
        if report.conclusions.description == nil {
            lines.append(
                "logtrace report --case case.yaml             tests what is claimed, with witnesses from outside the logs"
            )
        }
        lines.append(
            "logtrace report -o report.html -o tables/ …  the pictures, and every row of the lists that are cut here")
        return lines
    }
}
