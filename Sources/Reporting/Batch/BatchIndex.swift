// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Many cases side by side, and what is seen in more than one of them.
package struct BatchIndex: Sendable {
    /// Raised when a key changes its meaning.
    package static let schema = "logtrace.batch/1"

    package enum Outcome: Sendable, Equatable {
        /// - Parameter isComplete: Whether all evidence was read.
        case reported(CaseSummary, isComplete: Bool)
        /// No report: the status of the process that should have made it, or the signal that ended it.
        case failed(status: Int32?, signal: Int32?)
    }

    package struct Case: Sendable, Equatable {
        /// Also the name of its folder.
        package let id: String
        /// As it was named on the command line.
        package let path: String
        package let outcome: Outcome
        /// What was wrong with it, as it was said.
        package let problems: [String]

        package init(id: String, path: String, outcome: Outcome, problems: [String]) {
            self.id = id
            self.path = path
            self.outcome = outcome
            self.problems = problems
        }

        package var summary: CaseSummary? { if case .reported(let summary, _) = outcome { summary } else { nil } }
        package var hasFailed: Bool { summary == nil }
    }

    /// An address or a retrieved file.
    package struct SharedName: Sendable, Equatable {
        package struct Sighting: Sendable, Equatable {
            /// Index of the case.
            package let caseNumber: Int
            package let retrievals: Int64
            package let byteCount: Int64

            package init(caseNumber: Int, retrievals: Int64, byteCount: Int64) {
                self.caseNumber = caseNumber
                self.retrievals = retrievals
                self.byteCount = byteCount
            }
        }

        package let name: [UInt8]
        /// In the order of the cases, at least two.
        package let sightings: [Sighting]

        package init(name: [UInt8], sightings: [Sighting]) {
            self.name = name
            self.sightings = sightings
        }

        package var retrievals: Int64 { sightings.reduce(0) { $0 + $1.retrievals } }
    }

    /// A content that is evidence in several cases.
    package struct SharedEvidence: Sendable, Equatable {
        package struct Sighting: Sendable, Equatable {
            package let caseNumber: Int
            package let path: [UInt8]

            package init(caseNumber: Int, path: [UInt8]) {
                self.caseNumber = caseNumber
                self.path = path
            }
        }

        package let sha256: String
        package let byteCount: Int64
        package let sightings: [Sighting]

        package init(sha256: String, byteCount: Int64, sightings: [Sighting]) {
            self.sha256 = sha256
            self.byteCount = byteCount
            self.sightings = sightings
        }
    }

    /// What more than one case has; each list in the order of its names.
    package struct Shared: Sendable, Equatable {
        package var actors: [SharedName] = []
        package var files: [SharedName] = []
        package var evidence: [SharedEvidence] = []

        package init() {}
    }

    package let toolVersion: String
    package let generatedAt: Instant
    /// By id.
    package let cases: [Case]
    package let shared: Shared

    package init(toolVersion: String, generatedAt: Instant, cases: [Case], shared: Shared) {
        self.toolVersion = toolVersion
        self.generatedAt = generatedAt
        self.cases = cases
        self.shared = shared
    }

    package var failed: [Case] { cases.filter(\.hasFailed) }

    /// Cases with a report for which some evidence could not be read.
    package var incompleteCount: Int {
        cases.count { if case .reported(_, isComplete: false) = $0.outcome { true } else { false } }
    }
}
