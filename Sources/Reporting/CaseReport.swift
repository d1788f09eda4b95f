// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel

/// A case's answers with what a reader must know of how they were made.
package struct CaseReport: Sendable {
    /// `report.schema`; raised when a key changes its meaning.
    package static let schema = "logtrace.report/1"

    /// The zone of stamps that state none.
    package struct Zone: Sendable {
        package let name: String
        /// `option`, `evidence` or `assumed`.
        package let basis: String

        package init(name: String, basis: String) {
            self.name = name
            self.basis = basis
        }
    }

    /// An option that changes what is reported, as it was given.
    package struct Option: Sendable {
        package let name: String
        package let values: [String]
        /// Whether it may be given more than once, so that JSON has a list for it.
        package let isRepeatable: Bool

        package init(name: String, value: String) {
            self.name = name
            values = [value]
            isRepeatable = false
        }

        package init(name: String, values: [String]) {
            self.name = name
            self.values = values
            isRepeatable = true
        }
    }

    package let toolVersion: String
    package let generatedAt: Instant
    package let zone: Zone
    /// By name.
    package let options: [Option]
    package let conclusions: CaseConclusions
    /// In what language the report carries the notification worksheet; nil where it does not.
    package let notification: (any WorksheetLanguage)?
    package var answers: CaseAnswers { conclusions.answers }

    package init(
        toolVersion: String, generatedAt: Instant, zone: Zone, options: [Option], conclusions: CaseConclusions,
        notification: (any WorksheetLanguage)? = nil
    ) {
        self.toolVersion = toolVersion
        self.generatedAt = generatedAt
        self.zone = zone
        self.options = options.sorted { $0.name < $1.name }
        self.conclusions = conclusions
        self.notification = notification
    }

    /// The notification worksheet that the report carries.
    var worksheet: Worksheet? { notification.map { Worksheet(self, in: $0) } }
}

/// Turns a report into text for one medium, and makes its content harmless there.
package protocol ReportRenderer: Sendable {
    /// What file names of its output end in, without the dot; also its name on the command line.
    static var fileExtension: String { get }

    /// - Parameter write: Gets the output in pieces.
    func render<Failure: Error>(_ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void) throws(Failure)
}

/// All renderers, in the order shown to users.
package enum RendererRegistry {
    package static let all: [any ReportRenderer] = [
        TextRenderer(), JSONRenderer(), HTMLRenderer(), MarkdownRenderer(), CSVRenderer(),
    ]

    /// The renderer for files that end so; nil if there is none.
    package static func renderer(forExtension fileExtension: String) -> (any ReportRenderer)? {
        all.first { type(of: $0).fileExtension == fileExtension }
    }
}
