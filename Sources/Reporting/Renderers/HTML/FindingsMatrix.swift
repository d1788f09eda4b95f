// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// How many findings there are of each domain in each phase.
enum FindingsMatrix {
    static func write(_ findings: [Finding], _ page: inout HTMLWriter) {
        guard !findings.isEmpty else { return }
        page.element("section", ["id": "domains"]) { section in
            section.element("h2", ["id": "domains-heading"], text: "Where the failures lie")
            section.element("table", ["class": "narrow", "aria-labelledby": "domains-heading"]) { table in
                table.element("thead") { head in
                    head.element("tr") { row in
                        row.element("th", ["scope": "col"], text: "domain")
                        for phase in FindingPhase.allCases {
                            row.element("th", ["scope": "col"], text: phase.rawValue)
                        }
                    }
                }
                table.element("tbody") { body in
                    for domain in FindingDomain.allCases {
                        body.element("tr") { row in
                            row.element("th", ["scope": "row"], text: domain.rawValue)
                            for phase in FindingPhase.allCases {
                                let count = findings.count { $0.domain == domain && $0.phase == phase }
                                row.element("td", text: "\(count)")
                            }
                        }
                    }
                }
            }
        }
    }
}
