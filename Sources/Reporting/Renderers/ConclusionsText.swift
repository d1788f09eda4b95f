// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The part of the text report that says what the answers mean.
enum ConclusionsText {
    private static let listLimit = 12
    private static let findingLimit = 40
    private static let width = 100

    static func lines(_ conclusions: CaseConclusions) -> [String] {
        window(conclusions) + claims(conclusions.claims) + findings(conclusions.findings)
    }

    // MARK: window

    private static func window(_ conclusions: CaseConclusions) -> [String] {
        let window = conclusions.window
        let times = conclusions.times
        var lines = ["EXPOSURE WINDOW AND COVERAGE"]
        lines.append("  possible from \(bound(window.earliestPossible)), proven from \(bound(window.earliestProven))")
        lines.append("  proven until \(bound(window.latestProven)), possible until \(bound(window.latestPossible))")
        for witness in window.witnesses.prefix(listLimit) {
            let source = witness.source.map { " [\($0)]" } ?? ""
            lines += wrapped(
                TerminalText.escaped(
                    Array(
                        "\(witness.stated ?? day(witness.time)) \(witness.kind.words)\(witness.what.map { ": \($0)" } ?? "")\(source)"
                            .utf8)),
                indent: "    ")
        }
        if let coverage = times.coverage {
            lines += wrapped(
                "Logs vouch for \(Quantities.hours(times.observedHours)) of \(Quantities.hours(times.exposedHours)) channel-hours, "
                    + "\(ClaimWords.share(coverage)) (what is not known to be closed counts as open"
                    + (times.coverageOfProvenOpen.map { "; of what is known to be open \(ClaimWords.share($0))" } ?? "")
                    + (times.jointCoverage.map { "; all channels at once \(ClaimWords.share($0)) of the time" } ?? "")
                    + ").", indent: "  ")
        }
        for time in times.channels {
            lines.append(
                "    \(time.channel.rawValue): \(Quantities.hours(time.observed.hours)) of \(Quantities.hours(time.exposed.hours)) hours observed"
                    + (time.coverage.map { ", \(ClaimWords.share($0))" } ?? ""))
        }
        return lines + unobserved(conclusions.unobserved) + people(conclusions) + [""]
    }

    private static func unobserved(_ total: UnobservedTotal) -> [String] {
        switch total.unobserved {
        case .estimated(let estimate):
            guard total.gaps > 0 else {
                return ["  Unobserved: no log of a channel misses a period that it would show."]
            }
            let files = estimate.files.map { ", \(amount($0)) further files" } ?? ""
            return wrapped(
                "Unobserved, in \(Quantities.count(total.gaps, "missing period", "missing periods")): "
                    + "\(amount(estimate.retrievals)) retrievals\(files) (95 % intervals, if these were times like the others).",
                indent: "  ")
        case .notIdentifiable(let reason):
            var lines = wrapped(
                "Unobserved: cannot be estimated: \(TerminalText.escaped(Array(reason.utf8))).", indent: "  ")
            for scenario in total.scenarios {
                lines += wrapped(
                    "\(ScenarioWords.name(scenario)): \(figures(scenario)), if \(ScenarioWords.assumption(scenario))",
                    indent: "    ")
            }
            return lines
        }
    }

    private static func figures(_ scenario: UnobservedTotal.Scenario) -> String {
        var parts: [String] = []
        if let range = scenario.retrievals {
            parts.append("\(Quantities.count(range.lowerBound)) to \(Quantities.count(range.upperBound)) retrievals")
        }
        if let files = scenario.files { parts.append(Quantities.count(files, "file", "files")) }
        if let bytes = scenario.byteCount { parts.append(Quantities.bytes(bytes)) }
        return parts.joined(separator: ", ")
    }

    private static func amount(_ amount: Unobserved.Amount) -> String {
        "\(Quantities.count(amount.interval95.lowerBound)) to \(Quantities.count(amount.interval95.upperBound))"
    }

    private static func people(_ conclusions: CaseConclusions) -> [String] {
        conclusions.dataSubjects.map { subjects in
            let name = TerminalText.escaped(Array(subjects.name.utf8))
            let all = subjects.accessible.map { " of \(Quantities.count($0))" } ?? ""
            return
                "  Data subjects by \(name) in names: \(Quantities.count(subjects.proven))\(all) in names of files that left."
        }
            + conclusions.owners.map { share in
                let name = TerminalText.escaped(Array((share.rule.owner ?? share.rule.glob).utf8))
                let unit = TerminalText.escaped(Array((share.rule.unit ?? "files").utf8))
                let all = share.accessibleFiles.map { " of \(Quantities.count($0))" } ?? ""
                let audio =
                    share.accessibleSeconds.map { ", \(Quantities.count(Int64($0 / 3600))) hours of audio" } ?? ""
                return "  \(name): \(Quantities.count(share.provenFiles))\(all) \(unit) provably left\(audio)."
            }
    }

    // MARK: claims and findings

    private static func claims(_ claims: [ClaimAnswer]) -> [String] {
        guard !claims.isEmpty else { return [] }
        var lines = ["CLAIMS"]
        for answer in claims {
            let by = answer.claim.claimant.map { " (\(TerminalText.escaped(Array($0.utf8))))" } ?? ""
            lines += wrapped(
                "\(word(answer.verdict))  \(TerminalText.escaped(Array(answer.claim.text.utf8)))\(by)",
                indent: "  ")
            for reason in ClaimWords.because(answer).prefix(5) { lines += wrapped(reason, indent: "    ") }
            if let basis = ClaimWords.basis(answer) { lines += wrapped(basis, indent: "    ") }
            if answer.verdict == .undecidable {
                if let part = ClaimWords.supportedPart(answer) {
                    lines += wrapped("can be said for \(part) only", indent: "    ")
                }
                for cell in ClaimWords.missing(answer, limit: 4) {
                    lines += wrapped("not covered: \(cell)", indent: "    ")
                }
                if answer.uncovered.count > 4 { lines.append("    … \(answer.uncovered.count - 4) more stretches") }
            }
        }
        return lines + [""]
    }

    private static func word(_ verdict: ClaimAnswer.Verdict) -> String {
        let word = verdict.rawValue.uppercased()
        return verdict == .contradicted ? TextStyle.alarm(word) : word
    }

    private static func findings(_ findings: [Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        var lines = ["FINDINGS"]
        for finding in findings.prefix(findingLimit) {
            lines += wrapped(
                "\(finding.severity.rawValue.uppercased())  \(finding.domain.rawValue), \(finding.phase.rawValue)  "
                    + TerminalText.escaped(Array(finding.title.utf8)), indent: "  ")
            lines += wrapped(TerminalText.escaped(Array(finding.detail.utf8)), indent: "    ")
            guard finding.severity != .info else { continue }
            lines += wrapped("Next: " + TerminalText.escaped(Array(finding.nextStep.utf8)), indent: "    ")
        }
        if findings.count > findingLimit { lines.append("  … \(findings.count - findingLimit) more in JSON") }
        return lines + [""]
    }

    // MARK: words

    private static func bound(_ seconds: Int64?) -> String { seconds.map { Instant(seconds: $0).iso8601 } ?? "unknown" }

    private static func day(_ time: Range<Int64>) -> String {
        let from = Instant(seconds: time.lowerBound).iso8601.prefix(10)
        let to = Instant(seconds: max(time.lowerBound, time.upperBound - 1)).iso8601.prefix(10)
        return from == to ? String(from) : "\(from)/\(to)"
    }

    /// Breaks at blanks; a word that is longer than a line stays whole.
    static func wrapped(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        var line = indent
        for word in text.split(separator: " ") {
            let isEmpty = line.unicodeScalars.allSatisfy { $0 == " " }
            if !isEmpty, TextStyle.width(line) + 1 + TextStyle.width(word) > width {
                lines.append(line)
                line = indent + "  " + word
            } else {
                line += (isEmpty ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}

extension ExposureWitness.Kind {
    var words: String {
        switch self {
        case .notBefore: "not exposed before"
        case .notAfter: "not exposed after"
        case .firstRetrieval: "first logged retrieval"
        case .lastRetrieval: "last logged retrieval"
        case .sighting: "seen from outside"
        case .reachable: "reachable"
        case .indexed: "indexed"
        case .dataPresent: "data present"
        case .online: "online"
        case .unreachable: "unreachable"
        }
    }
}
