// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses

/// All tables of a report, in the order in which they are read.
enum ReportTables {
    static func all(_ report: CaseReport) -> [ReportTable] {
        let (answers, conclusions) = (report.answers, report.conclusions)
        return [
            KeyFigures.table(report), ConclusionTables.claims(conclusions.claims),
            ConclusionTables.witnesses(conclusions.window), ConclusionTables.scenarios(conclusions.unobserved),
            ConclusionTables.people(conclusions), GapTables.gaps(answers), GapTables.logs(answers),
            RetrievalTables.channels(report), RetrievalTables.routes(answers.retrievals),
            RetrievalTables.files(answers.retrievals), RetrievalTables.unnamed(answers.retrievals),
            RetrievalTables.actors(report), ConclusionTables.findings(conclusions.findings),
            EvidenceTables.evidence(answers.evidence), EvidenceTables.damage(answers.evidence),
        ]
    }
}
