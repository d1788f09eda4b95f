// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The first screen: what a reader must know who reads nothing else.
enum AnswerSection {
    static func write(_ report: CaseReport, _ page: inout HTMLWriter) {
        page.element("header") { header in
            header.element("h1", text: HTMLRenderer.title(report))
            header.element(
                "p", ["class": "soft"],
                text: "logtrace \(report.toolVersion), made \(report.generatedAt.iso8601); all times are UTC")
        }
        page.element("section", ["id": "answer"]) { section in
            section.element("p", ["class": "answer"], text: AnswerWords.sentences(report).joined(separator: " "))
            nested(report, &section)
            facts(report.conclusions, &section)
            claims(report.conclusions.claims, &section)
        }
    }

    /// What provably left is in what may have left, and that in what lay there.
    private static func nested(_ report: CaseReport, _ section: inout HTMLWriter) {
        let exposure = report.answers.exposure
        section.element("div", ["class": "nest"]) { outer in
            if let accessible = exposure.accessible {
                outer.element("b", text: Quantities.count(accessible.files, "file", "files"))
                var rest = [accessible.byteCount.map { Quantities.bytes($0) }].compactMap { $0 }
                if let seconds = accessible.seconds {
                    rest.append("\(Quantities.hours(seconds / 3600)) hours of audio")
                }
                outer.text(
                    " lay there and could be reached" + (rest.isEmpty ? "" : ": " + rest.joined(separator: ", ")))
            } else {
                outer.element("b", text: "Unknown")
                outer.text(" how much lay there: no inventory was given")
            }
            outer.element("div", ["class": "nest"]) { middle in
                unobserved(report.conclusions.unobserved, &middle)
                middle.element("div", ["class": "nest"]) { inner in
                    inner.element("b", text: Quantities.count(exposure.proven.files, "file", "files"))
                    inner.text(
                        " provably left: \(Quantities.count(exposure.proven.completeFiles)) of them whole, "
                            + "\(Quantities.bytes(exposure.proven.byteCount)), counting each file once")
                }
            }
        }
    }

    private static func unobserved(_ total: UnobservedTotal, _ box: inout HTMLWriter) {
        switch total.unobserved {
        case .estimated(let estimate):
            let range = (estimate.files ?? estimate.retrievals).interval95
            box.element("b", text: "\(Quantities.count(range.lowerBound)) to \(Quantities.count(range.upperBound))")
            box.text(estimate.files == nil ? " retrievals" : " further files")
            box.text(
                " may have left unobserved in \(Quantities.count(total.gaps, "missing period", "missing periods"))")
        case .notIdentifiable:
            box.element("b", text: "Unknown")
            box.text(" how much more left unobserved; why no estimate can be given is told above")
        }
    }

    private static func facts(_ conclusions: CaseConclusions, _ section: inout HTMLWriter) {
        let (window, times, single) = (conclusions.window, conclusions.times, conclusions.singleChannel)
        section.element("dl", ["class": "facts"]) { list in
            fact("Could be fetched, proven", &list) { period(window.earliestProven, window.latestProven, &$0) }
            fact("Could be fetched, possible", &list) { period(window.earliestPossible, window.latestPossible, &$0) }
            fact("Channel-time that logs vouch for", &list) { value in
                value.text(
                    times.coverage.map {
                        "\(ClaimWords.share($0)): \(Quantities.hours(times.observedHours)) of \(Quantities.hours(times.exposedHours)) hours"
                    } ?? "unknown")
            }
            fact("Only one way out?", &list) { $0.text(single.verdict.words) }
        }
        guard !single.reasons.isEmpty else { return }
        section.element("p", ["class": "note"], text: "Ways out: \(single.reasons.joined(separator: "; ")).")
    }

    private static func fact(_ title: String, _ list: inout HTMLWriter, _ value: (inout HTMLWriter) -> Void) {
        list.element("div") { box in
            box.element("dt", text: title)
            box.element("dd") { value(&$0) }
        }
    }

    private static func period(_ from: Int64?, _ until: Int64?, _ value: inout HTMLWriter) {
        guard from != nil || until != nil else { return value.text("unknown") }
        time(from, &value)
        value.text(" to ")
        time(until, &value)
    }

    private static func time(_ second: Int64?, _ value: inout HTMLWriter) {
        guard let second else { return value.text("unknown") }
        value.time(Instant(seconds: second))
    }

    private static func claims(_ claims: [ClaimAnswer], _ section: inout HTMLWriter) {
        guard !claims.isEmpty else { return }
        section.element("h2", text: "What was claimed")
        section.element("ul", ["class": "verdicts"]) { list in
            for answer in claims.prefix(HTMLRenderer.rowLimit) {
                list.element("li") { item in
                    item.element("span", ["class": "verdict \(answer.verdict.rawValue)"], text: answer.verdict.rawValue)
                    item.text(": “\(answer.claim.text.cut(to: 400))”")
                    if let claimant = answer.claim.claimant { item.text(" (\(claimant.cut(to: 100)))") }
                }
            }
        }
    }
}
