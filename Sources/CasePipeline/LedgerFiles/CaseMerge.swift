// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
import ByteStreams
import EvidenceModel

/// Puts the ledgers of a case together to the ledger that one reading of all its evidence gives.
///
/// The plan is made anew for all files, from what the scans looked at. What was read under the conditions of that plan is
/// taken as it is. What was not (a configuration in another part says more of its lines, a log of sessions goes on in
/// another part, lines of it stand in another artifact too) is read again, where it lies and if it still is the same.
package struct CaseMerge: Sendable {
    private let reading: CaseReading
    private let digests: [[UInt8]: String]
    /// Names of the files that are read again, in their order.
    package let readAgain: [[UInt8]]

    /// - Throws: If a share of the case is missing, or what must be read again is not at hand.
    package init(_ file: LedgerFile, _ options: CaseReading.Options) throws(CaseMergeError) {
        if let share = file.missingShare { throw .missingShare(share) }
        let facts = Dictionary(uniqueKeysWithValues: file.files.map { ($0.file.name, $0.facts) })
        let survey = Survey(known: facts, absent: Set(facts.keys))
        digests = facts.compactMapValues(\.sha256)
        reading = CaseReading(
            file.files.map(\.file), options, survey,
            known: KnownReadings(file.readings, ranges: file.ranges, facts: facts),
            isWhole: false)
        let plan = reading.plan
        let unknown = reading.unknownSequences.joined().map { plan.entries[$0] }
        readAgain = unknown.map(\.file.name)
        let gone = Set(survey.missing + unknown.filter { !$0.file.isAtHand }.map(\.file.name))
        guard gone.isEmpty else {
            throw .evidenceNeeded(gone.sorted { $0.lexicographicallyPrecedes($1) })
        }
        // Their lines are compared with these, which therefore must be the same too.
        for part in Set(unknown.flatMap { $0.laterParts.map(\.name) }).sorted(by: { $0.lexicographicallyPrecedes($1) })
        {
            guard let other = plan.entries.first(where: { $0.file.name == part })?.file, other.isAtHand else {
                throw .evidenceNeeded([part])
            }
        }
    }

    package var plan: ReadingPlan { reading.plan }

    /// - Throws: If what was read again is not what was scanned.
    package func ledger() async throws(CaseMergeError) -> Ledger {
        let ledger = await reading.ledger()
        let again = Set(readAgain)
        for artifact in ledger.artifacts where again.contains(artifact.path) {
            if let known = digests[artifact.path], artifact.sha256 != known { throw .evidenceChanged(artifact.path) }
        }
        return ledger
    }
}

/// Why ledgers do not make a report.
package enum CaseMergeError: Error, Equatable, CustomStringConvertible {
    case missingShare(LedgerFile.Share)
    /// Names of files that must be read again, and cannot be.
    case evidenceNeeded([[UInt8]])
    case evidenceChanged([UInt8])

    package var description: String {
        switch self {
        case .missingShare(let share):
            "share \(share.number)/\(share.count) of the case is not among the ledgers, or was scanned when the evidence was not the same; scan it with --share \(share.number)/\(share.count)"
        case .evidenceNeeded(let names):
            "\(Self.quoted(names[0]))\(names.count > 1 ? " and \(names.count - 1) more" : "") must be read again, together with what other ledgers hold, and cannot be found as it was scanned; merge where the evidence lies, or scan it in shares (--share)"
        case .evidenceChanged(let name):
            "\(Self.quoted(name)) must be read again and is not what it was when it was scanned; scan it anew"
        }
    }

    private static func quoted(_ name: [UInt8]) -> String { "'\(String(decoding: name, as: UTF8.self))'" }
}

extension EvidenceFile {
    /// Whether it lies where it lay, by its size and time.
    fileprivate var isAtHand: Bool {
        guard case .file(let byteCount, let modified) = source else { return false }
        do {
            let facts = try FileFacts(of: location, followsLink: true)
            return facts.byteCount == byteCount && facts.modified == modified
        } catch {
            return false
        }
    }
}
