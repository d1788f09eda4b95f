// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The notification worksheet in a language, and in no medium: what each writer of it writes.
struct Worksheet {
    struct Part {
        let heading: String
        /// What asks for it, or how it is made.
        let basis: String
        let entries: [Entry]
    }

    struct Entry {
        let label: String
        /// Never empty: what is not known, and what there is none of, is said.
        let values: [Value]
    }

    struct Value {
        let text: String
        /// Whether it says that something is not yet known, or cannot be right.
        let isOpen: Bool

        static func known(_ text: String) -> Value { Value(text: text, isOpen: false) }
        static func open(_ text: String) -> Value { Value(text: text, isOpen: true) }
    }

    /// BCP 47.
    let language: String
    let title: String
    let notices: [String]
    let parts: [Part]
    let sourcesHeading: String
    let sources: [String]

    /// - Parameter isAlone: Whether nothing around it tells what case it is of, and when it was made.
    init(_ report: CaseReport, in language: any WorksheetLanguage, isAlone: Bool = false) {
        let words = WorksheetWords(report, language)
        self.language = language.code
        title = language.text(.title)
        notices = (isAlone ? words.origin : []) + [language.text(.notice), language.text(.lowerBound)]
        parts = [
            words.phase, words.timing, words.contact, words.nature, words.consequences, words.measures, words.severity,
        ]
        sourcesHeading = language.text(.sources)
        sources = [.sourceRegulation, .sourceGuidelines, .sourceSeverity].map { language.text($0) }
    }
}
