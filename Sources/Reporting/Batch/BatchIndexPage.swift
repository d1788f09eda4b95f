// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The index of a batch as one page of HTML, under the same rules as a report: no script, and nothing loaded.
package enum BatchIndexPage {
    package static func render(_ index: BatchIndex) -> [UInt8] {
        var page = HTMLWriter()
        PageFrame.write(title: title(index), toolVersion: index.toolVersion, &page) { main in
            main.element("header") { header in
                header.element("h1", text: title(index))
                header.element(
                    "p", ["class": "soft"],
                    text: "logtrace \(index.toolVersion), made \(index.generatedAt.iso8601); all times are UTC")
            }
            main.element("section", ["id": "answer"]) { section in
                section.element("p", ["class": "answer"], text: sentences(index).joined(separator: " "))
            }
            // Every case stands here: this page is how its report is found.
            for table in [
                BatchIndexTables.failed(index), BatchIndexTables.cases(index), BatchIndexTables.problems(index),
            ] where table.rowCount > 0 {
                TableSection.write(table, &main, limit: .max)
            }
            for table in [
                BatchIndexTables.actors(index), BatchIndexTables.files(index), BatchIndexTables.evidence(index),
            ] {
                TableSection.write(table, &main, rest: "all in index.json")
            }
        }
        return page.take()
    }

    private static func title(_ index: BatchIndex) -> String {
        Quantities.count(index.cases.count, "case", "cases") + " side by side"
    }

    private static func sentences(_ index: BatchIndex) -> [String] {
        let failed = index.failed.count
        let reported = index.cases.count - failed
        var sentences = [
            "\(Quantities.count(reported)) of \(Quantities.count(index.cases.count, "case has", "cases have")) a report"
                + (failed > 0 ? "; \(Quantities.count(failed)) failed and can be done again with --resume." : ".")
        ]
        if index.incompleteCount > 0 {
            sentences.append(
                "In \(Quantities.count(index.incompleteCount, "case", "cases")) some evidence could not be read or was damaged."
            )
        }
        let shared = index.shared
        sentences.append(
            "\(Quantities.count(shared.actors.count, "address was", "addresses were")) seen in more than one case, "
                + "\(Quantities.count(shared.files.count, "file", "files")) left in more than one, and "
                + "\(Quantities.count(shared.evidence.count, "file", "files")) of evidence belong to more than one.")
        return sentences
    }
}
