// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel

/// Readings that need not be made again, found by what they were made of.
struct KnownReadings: Sendable {
    private var byArtifacts: [[String]: [LedgerFile.Reading]] = [:]
    /// Digests of the files that the plan names.
    private let digests: [[UInt8]: String]

    init() { digests = [:] }

    init(_ readings: [LedgerFile.Reading], digests: [[UInt8]: String]) {
        byArtifacts = Dictionary(grouping: readings, by: \.key.artifacts)
        self.digests = digests
    }

    var isEmpty: Bool { byArtifacts.isEmpty }

    /// The reading of a sequence under the plan's conditions.
    func reading(
        of sequence: [Int], in plan: ReadingPlan, _ conditions: ReadingConditions
    ) -> LedgerFile.Reading? {
        guard sequence.allSatisfy({ plan.entries[$0].task.isReading }) else { return nil }
        let artifacts = sequence.compactMap { digests[plan.entries[$0].file.name] }
        guard artifacts.count == sequence.count else { return nil }
        return byArtifacts[artifacts, default: []].first {
            conditions.digest(of: sequence, $0.dependences) == $0.key.conditions
        }
    }
}

extension LedgerFile.Reading {
    /// The ledger as a reading of the plan's files gives it: they may have had other names when they were read.
    func ledger(in plan: ReadingPlan, _ sequence: [Int]) -> Ledger? {
        guard let bytes = ledger.unpacked else { return nil }
        var reader = StorageReader(bytes)
        do {
            var ledger = try Ledger(from: &reader)
            guard reader.isAtEnd, ledger.artifacts.count == sequence.count, ledger.retrievals.sharedChannels == .all
            else { return nil }
            for (place, index) in sequence.enumerated() {
                ledger.artifacts[place].path = plan.entries[index].file.name
                ledger.artifacts[place].modified = plan.entries[index].file.modified
            }
            return ledger
        } catch {
            return nil
        }
    }
}

extension ReadingPlan.Task {
    /// Whether anything is to be read.
    var isReading: Bool {
        if case .done = self { false } else { true }
    }
}
