// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Ways out: channel → mount → folder → files → addresses, with bars as wide as the files that left by each; below them
/// those by which no file is known to have left.
enum RoutesPicture {
    private static let usedLimit = 12
    private static let unusedLimit = 20

    static func write(_ retrievals: Retrievals, _ section: inout HTMLWriter) {
        section.element("h2", text: "Ways out")
        guard !retrievals.routes.isEmpty else {
            section.element("p", text: "No log and no configuration shows a way by which files could be fetched.")
            return
        }
        used(retrievals.routes.filter { $0.state == .used }, &section)
        unused("Open, and no log that is left tells of a retrieval", retrievals.routes, .open, &section)
        unused("Named by a configuration that does not tell whether it was open", retrievals.routes, .unknown, &section)
    }

    private static func used(_ routes: [Route], _ section: inout HTMLWriter) {
        let most = max(routes.map(\.files).max() ?? 0, 1)
        let ranked = routes.enumerated().sorted { left, right in
            left.element.files != right.element.files
                ? left.element.files > right.element.files : left.offset < right.offset
        }
        section.element("ul", ["class": "routes"]) { list in
            for (number, route) in ranked.prefix(usedLimit) {
                list.element("li") { item in
                    way(route, &item)
                    item.text(
                        " → \(Quantities.count(route.files, "file", "files")) in "
                            + "\(Quantities.count(route.retrievals, "retrieval", "retrievals")) → "
                            + Quantities.count(route.clients, "address", "addresses"))
                    guard route.files > 0 else { return }
                    Picture(
                        name: "route-\(number)", title: "Files by this route",
                        description: "\(Quantities.count(route.files, "file", "files")); the most by any route are "
                            + Quantities.count(most), height: 10
                    ).write(&item) { svg in
                        svg.rectangle("recorded", from: 0, to: Double(route.files) / Double(most), top: 0, height: 10)
                    }
                }
            }
        }
        remainder(of: routes, beyond: usedLimit, &section)
    }

    private static func unused(
        _ title: String, _ routes: [Route], _ state: Route.State, _ section: inout HTMLWriter
    ) {
        let routes = routes.filter { $0.state == state }
        guard !routes.isEmpty else { return }
        section.element("h3", text: title)
        section.element("ul", ["class": "ways"]) { list in
            for route in routes.prefix(unusedLimit) { list.element("li") { way(route, &$0) } }
        }
        remainder(of: routes, beyond: unusedLimit, &section)
    }

    private static func way(_ route: Route, _ item: inout HTMLWriter) {
        item.element("strong", text: route.channel.rawValue)
        item.text(" → ")
        item.element("code", text: TerminalText.escaped(route.mount).cut(to: 120))
        item.text(" → ")
        guard let target = route.target else { return item.text("folder unknown") }
        item.element("code", text: TerminalText.escaped(target).cut(to: 120))
    }

    private static func remainder(of routes: [Route], beyond limit: Int, _ section: inout HTMLWriter) {
        guard routes.count > limit else { return }
        section.element(
            "p", ["class": "note"],
            text: "… and \(Quantities.count(routes.count - limit)) more: all in the JSON report and in routes.csv.")
    }
}
