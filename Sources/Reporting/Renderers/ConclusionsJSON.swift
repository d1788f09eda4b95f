// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The part of the JSON report that says what the answers mean.
enum ConclusionsJSON {
    static func window(_ window: ExposureWindow, _ json: inout JSONWriter) {
        json.object("window") { json in
            json.member("earliest_possible", window.earliestPossible.map { Instant(seconds: $0) })
            json.member("earliest_proven", window.earliestProven.map { Instant(seconds: $0) })
            json.member("latest_proven", window.latestProven.map { Instant(seconds: $0) })
            json.member("latest_possible", window.latestPossible.map { Instant(seconds: $0) })
            json.array("witnesses") { json in
                for witness in window.witnesses {
                    json.object {
                        $0.member("kind", witness.kind.rawValue)
                        $0.member("from", Instant(seconds: witness.time.lowerBound))
                        $0.member("to", Instant(seconds: witness.time.upperBound))
                        $0.member("stated", witness.stated)
                        $0.member("what", witness.what)
                        $0.member("source", witness.source)
                    }
                }
            }
        }
    }

    static func channelTime(_ times: ChannelTimes, _ json: inout JSONWriter) {
        json.object("channel_time") { json in
            json.member("from", Instant(seconds: times.window.lowerBound))
            json.member("to", Instant(seconds: times.window.upperBound))
            json.member("exposed_hours", times.exposedHours)
            json.member("observed_hours", times.observedHours)
            json.member("coverage", times.coverage)
            json.member("coverage_low", times.coverage)
            json.member("coverage_high", times.coverageOfProvenOpen)
            json.member("coverage_all", times.jointCoverage)
        }
    }

    static func unobserved(_ total: UnobservedTotal, _ json: inout JSONWriter) {
        json.object("unobserved") { json in
            json.member("gaps", total.gaps)
            switch total.unobserved {
            case .estimated(let estimate):
                json.member("level", Unobserved.level)
                amount("retrievals", estimate.retrievals, &json)
                amount("files", estimate.files, &json)
                amount("bytes", estimate.byteCount, &json)
            case .notIdentifiable(let reason):
                json.member("not_identifiable", reason)
                json.array("scenarios") { json in for scenario in total.scenarios { self.scenario(scenario, &json) } }
            }
        }
    }

    private static func amount(_ key: StaticString, _ amount: Unobserved.Amount?, _ json: inout JSONWriter) {
        guard let amount else {
            json.null(key)
            return
        }
        json.object(key) {
            $0.member("low", amount.interval95.lowerBound)
            $0.member("mid", amount.mid)
            $0.member("high", amount.interval95.upperBound)
            $0.member("low80", amount.interval80.lowerBound)
            $0.member("high80", amount.interval80.upperBound)
        }
    }

    private static func scenario(_ scenario: UnobservedTotal.Scenario, _ json: inout JSONWriter) {
        json.object { json in
            json.member("name", ScenarioWords.name(scenario))
            json.member("assumption", ScenarioWords.assumption(scenario))
            if let retrievals = scenario.retrievals {
                json.object("retrievals") {
                    $0.member("low", retrievals.lowerBound)
                    $0.member("high", retrievals.upperBound)
                }
            } else {
                json.null("retrievals")
            }
            json.member("files", scenario.files)
            json.member("bytes", scenario.byteCount)
        }
    }

    static func claim(_ answer: ClaimAnswer, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", answer.claim.id)
            json.member("text", answer.claim.text)
            json.member("claimant", answer.claim.claimant)
            json.member("verdict", answer.verdict.rawValue)
            json.array("because") { json in for reason in ClaimWords.because(answer) { json.element(reason) } }
            json.array("missing") { json in for cell in ClaimWords.missing(answer) { json.element(cell) } }
            json.member("supported_for", ClaimWords.supportedPart(answer))
            json.member("coverage", answer.coverage)
            if let basis = answer.basis {
                json.object("rests_on") {
                    $0.member("hours", basis.hours)
                    $0.member("exposed_hours", basis.exposedHours)
                    $0.member("share", basis.share)
                    $0.member("files", basis.files)
                    $0.member("retrievals", basis.retrievals)
                }
            } else {
                json.null("rests_on")
            }
        }
    }

    static func finding(_ finding: Finding, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", finding.id)
            json.member("severity", finding.severity.rawValue)
            json.member("domain", finding.domain.rawValue)
            json.member("phase", finding.phase.rawValue)
            json.member("title", finding.title)
            json.member("detail", finding.detail)
            json.member("next_step", finding.nextStep)
            json.array("evidence") { json in
                for evidence in finding.evidence {
                    json.object { json in
                        json.member("detail", evidence.words)
                        if let artifact = evidence.artifact {
                            json.member("artifact", bytes: artifact)
                        } else {
                            json.null("artifact")
                        }
                        json.member("line", evidence.line)
                    }
                }
            }
            json.array("attack") { json in for technique in finding.attack { json.element(technique) } }
        }
    }

    static func dataSubjects(_ subjects: [DataSubjects], _ json: inout JSONWriter) {
        json.array("data_subjects") { json in
            for subject in subjects {
                json.object {
                    $0.member("identifier", subject.name)
                    $0.member("proven", subject.proven)
                    $0.member("accessible", subject.accessible)
                }
            }
        }
    }

    static func owners(_ owners: [OwnerShare], _ json: inout JSONWriter) {
        json.array("owners") { json in
            for share in owners {
                json.object {
                    $0.member("paths", share.rule.glob)
                    $0.member("owner", share.rule.owner)
                    $0.member("unit", share.rule.unit)
                    $0.member("proven_files", share.provenFiles)
                    $0.member("accessible_files", share.accessibleFiles)
                    $0.member("accessible_seconds", share.accessibleSeconds)
                }
            }
        }
    }
}

/// Scenarios in words; each has its assumption in the same line, so that none is read as an estimate.
enum ScenarioWords {
    static func name(_ scenario: UnobservedTotal.Scenario) -> String {
        switch scenario.assumption {
        case .asObserved: "as observed"
        case .bandwidth: "bandwidth"
        case .inventory: "worst case"
        }
    }

    static func assumption(_ scenario: UnobservedTotal.Scenario) -> String {
        switch scenario.assumption {
        case .asObserved(let hours):
            "retrievals went on at the rate of the \(Quantities.count(Int64(hours.rounded()))) observed channel-hours; "
                + "conditional on that, and no estimate"
        case .bandwidth(let bits, let seconds):
            "a line of \(Quantities.count(bits / 1_000_000)) Mbit/s carried nothing else for all of the window"
                + (seconds.map { "; all that lay there takes it \(duration($0))" } ?? "")
        case .inventory: "all that lay there left"
        }
    }

    private static func duration(_ seconds: Double) -> String {
        if seconds < 120 { return "\(Quantities.count(Int64(seconds.rounded(.up)))) seconds" }
        if seconds < 48 * 3600 { return "\(Quantities.count(Int64((seconds / 3600).rounded(.up)))) hours" }
        return "\(Quantities.count(Int64((seconds / 86_400).rounded(.up)))) days"
    }
}
