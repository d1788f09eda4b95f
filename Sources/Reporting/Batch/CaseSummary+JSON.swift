// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

extension JSONWriter {
    /// The members of an object, the same in a manifest and in an index.
    package mutating func summary(_ summary: CaseSummary) {
        member("name", summary.name)
        object("evidence") {
            $0.member("files", summary.evidence.files)
            $0.member("unread", summary.evidence.unread)
            $0.member("damaged", summary.evidence.damaged)
            $0.member("lines", summary.evidence.lines)
            $0.member("events", summary.evidence.events)
            $0.member("malformed", summary.evidence.malformed)
        }
        object("window") {
            $0.member("earliest_possible", summary.window.earliestPossible)
            $0.member("earliest_proven", summary.window.earliestProven)
            $0.member("latest_proven", summary.window.latestProven)
            $0.member("latest_possible", summary.window.latestPossible)
        }
        object("proven") {
            $0.member("files", summary.proven.files)
            $0.member("complete_files", summary.proven.completeFiles)
            $0.member("bytes", summary.proven.bytes)
            $0.member("clients", summary.proven.clients)
            $0.member("retrievals", summary.proven.retrievals)
        }
        object("unobserved") {
            $0.member("gaps", summary.unobserved.gaps)
            $0.bounds("retrievals", summary.unobserved.retrievals)
            $0.bounds("files", summary.unobserved.files)
            $0.member("not_identifiable", summary.unobserved.notIdentifiable)
        }
        if let accessible = summary.accessible {
            object("accessible") {
                $0.member("files", accessible.files)
                $0.member("bytes", accessible.bytes)
                $0.member("seconds", accessible.seconds)
            }
        } else {
            null("accessible")
        }
        member("coverage", summary.coverage)
        object("single_channel") {
            $0.member("verdict", summary.singleChannel.verdict)
            $0.member("severity", summary.singleChannel.severity)
        }
        if let claims = summary.claims { self.claims(claims) } else { null("claims") }
        object("gaps") { json in
            for verdict in Gap.Verdict.allCases {
                if let count = summary.gaps[verdict.rawValue] { json.member(key: verdict.rawValue, count) }
            }
        }
        member("findings", summary.findings)
        if let worst = summary.worstFinding {
            object("worst_finding") {
                $0.member("id", worst.id)
                $0.member("severity", worst.severity)
                $0.member("title", worst.title)
            }
        } else {
            null("worst_finding")
        }
    }

    private mutating func claims(_ claims: [CaseSummary.Claim]) {
        array("claims") { json in
            for claim in claims {
                json.object {
                    $0.member("id", claim.id)
                    $0.member("text", claim.text)
                    $0.member("verdict", claim.verdict)
                }
            }
        }
    }

    private mutating func bounds(_ key: StaticString, _ bounds: CaseSummary.Bounds?) {
        guard let bounds else {
            null(key)
            return
        }
        object(key) {
            $0.member("low", bounds.low)
            $0.member("high", bounds.high)
        }
    }
}
