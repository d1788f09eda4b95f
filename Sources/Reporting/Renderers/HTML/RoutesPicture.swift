// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Ways out: channel → mount → folder, with bars as wide as the files that left by each.
enum RoutesPicture {
    private static let rowLimit = 30

    static func write(_ retrievals: Retrievals, _ section: inout HTMLWriter) {
        section.element("h2", text: "Ways out")
        guard !retrievals.routes.isEmpty else {
            section.element("p", text: "No log and no configuration shows a way by which files could be fetched.")
            return
        }
        let most = max(retrievals.routes.map(\.files).max() ?? 0, 1)
        let ranked = retrievals.routes.enumerated().sorted { left, right in
            left.element.files != right.element.files
                ? left.element.files > right.element.files : left.offset < right.offset
        }
        section.element("ul", ["class": "routes"]) { list in
            for (number, route) in ranked.prefix(rowLimit) {
                list.element("li") { item in
                    item.element("strong", text: route.channel.rawValue)
                    item.text(" → ")
                    item.element("code", text: TerminalText.escaped(route.mount).cut(to: 120))
                    item.text(" → ")
                    item.element(
                        "code", text: route.target.map { TerminalText.escaped($0).cut(to: 120) } ?? "folder unknown")
                    item.text(": \(words(route))")
                    guard route.files > 0 else { return }
                    Picture(
                        name: "route-\(number)", title: "Files by this route",
                        description:
                            "\(Quantities.count(route.files)) files; the most by any route are \(Quantities.count(most))",
                        height: 12
                    ).write(&item) { svg in
                        svg.rectangle("recorded", from: 0, to: Double(route.files) / Double(most), top: 0, height: 12)
                    }
                }
            }
        }
        if ranked.count > rowLimit {
            section.element(
                "p", ["class": "note"], text: "… and \(Quantities.count(ranked.count - rowLimit)) more routes")
        }
    }

    private static func words(_ route: Route) -> String {
        switch route.state {
        case .used:
            "\(Quantities.count(route.files, "file", "files")) in "
                + Quantities.count(route.retrievals, "retrieval", "retrievals")
        case .open: "open; no log that is left tells of a retrieval"
        case .unknown: "a configuration names it, and does not tell whether it was open"
        }
    }
}
