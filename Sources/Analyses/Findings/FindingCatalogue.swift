// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// One kind of finding: when it holds, and what it says then.
package protocol FindingKind: Sendable {
    /// What its ids begin with.
    static var id: String { get }
    static func findings(in conclusions: CaseConclusions) -> [Finding]
}

/// All kinds of findings.
package enum FindingCatalogue {
    package static let all: [any FindingKind.Type] = [
        MissingPeriodFinding.self,
        ChannelNotLoggedFinding.self,
        SingleChannelFinding.self,
        ShortRetentionFinding.self,
        BulkRetrievalFinding.self,
        IndexedFinding.self,
        OpenListingFinding.self,
        AnonymousAccessFinding.self,
        PlainTextFinding.self,
        IdentifiersInNamesFinding.self,
        OldServerFinding.self,
        ThinningFinding.self,
        ClockFinding.self,
        DamagedEvidenceFinding.self,
        RefutedStatementFinding.self,
        ObservationFinding.self,
    ]

    /// The gravest first; of equal ones in the order of the kinds.
    package static func findings(in conclusions: CaseConclusions) -> [Finding] {
        let findings = all.flatMap { $0.findings(in: conclusions).sorted { $0.id < $1.id } }
        return Finding.Severity.allCases.reversed().flatMap { severity in
            findings.filter { $0.severity == severity }
        }
    }
}

extension [UInt8] {
    /// For sentences; renderers make it harmless in their medium.
    var words: String { String(decoding: self, as: UTF8.self) }
}

/// `1 file`, `3 files`.
func counted(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
}

/// `a, b and c`.
func listed(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
}

/// `2019-02-15`, the day in UTC.
func dated(_ seconds: Int64) -> String {
    let time = CivilTime(secondsSince1970: seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(time.year)-\(two(time.month))-\(two(time.day))"
}
