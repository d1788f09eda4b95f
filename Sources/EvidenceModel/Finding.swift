// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A statement of the report that somebody should act on: what it says, what it rests on, and what to do next.
package struct Finding: Sendable, Hashable {
    package enum Severity: String, Sendable, CaseIterable {
        case info, low, medium, high, critical
    }

    /// Stable for the same evidence: `missing_period:var/log/access.log`.
    package var id: String
    package var severity: Severity
    package var domain: FindingDomain
    package var phase: FindingPhase
    package var title: String
    /// What was found, and what it means.
    package var detail: String
    package var nextStep: String
    package var evidence: [FindingEvidence]
    /// Techniques of MITRE ATT&CK that leave such a trace; not a statement that one was used.
    package var attack: [String]

    package init(
        id: String, severity: Severity, domain: FindingDomain = .technical, phase: FindingPhase, title: String,
        detail: String, nextStep: String, evidence: [FindingEvidence] = [], attack: [String] = []
    ) {
        self.id = id
        self.severity = severity
        self.domain = domain
        self.phase = phase
        self.title = title
        self.detail = detail
        self.nextStep = nextStep
        self.evidence = evidence
        self.attack = attack
    }
}

/// Where a finding comes from.
package struct FindingEvidence: Sendable, Hashable {
    package var words: String
    /// Path of the artifact that shows it.
    package var artifact: [UInt8]?
    /// From 1, in that artifact.
    package var line: Int64?

    package init(_ words: String, artifact: [UInt8]? = nil, line: Int64? = nil) {
        self.words = words
        self.artifact = artifact
        self.line = line
    }
}
