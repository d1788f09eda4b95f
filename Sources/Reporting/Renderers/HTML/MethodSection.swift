// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// How the figures were made, and what they cannot tell.
enum MethodSection {
    static func write(_ report: CaseReport, _ page: inout HTMLWriter) {
        page.element("section", ["id": "method"]) { section in
            section.element("h2", text: "Method and limits")
            section.element("ul") { list in
                for sentence in MethodWords.sentences(report) { list.element("li", text: sentence) }
            }
        }
    }
}
