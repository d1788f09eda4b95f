// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel

/// Readings that need not be made again, found by what they were made of.
struct KnownReadings: Sendable {
    private var byArtifacts: [[String]: [LedgerFile.Reading]] = [:]
    private var byFile: [[UInt8]: [RangeReading]] = [:]
    /// Digests of the files that the plan names.
    private let digests: [[UInt8]: String]
    /// The same of all that was digested apart from its reading.
    private let contents: [[UInt8]: ArtifactDigest]

    init() {
        digests = [:]
        contents = [:]
    }

    /// - Parameter facts: Of the files that the plan names.
    init(_ readings: [LedgerFile.Reading], ranges: [RangeReading] = [], facts: [[UInt8]: Survey.Facts]) {
        byArtifacts = Dictionary(grouping: readings, by: \.key.artifacts)
        byFile = Dictionary(grouping: ranges, by: \.key.file)
        digests = facts.compactMapValues(\.sha256)
        contents = ranges.isEmpty ? [:] : facts.compactMapValues(\.digest)
    }

    var isEmpty: Bool { byArtifacts.isEmpty && byFile.isEmpty }

    /// The readings of ranges that together are one of the sequence under the plan's conditions.
    func chain(of sequence: [Int], in plan: ReadingPlan, _ conditions: ReadingConditions) -> RangeChain? {
        guard sequence.count == 1, !byFile.isEmpty else { return nil }
        let file = plan.entries[sequence[0]].file
        guard let content = contents[file.name], content.artifact.sha256 == digests[file.name],
            let ranges = byFile[RangeReading.identity(of: file)]
        else { return nil }
        return RangeChain(
            ranges.filter {
                conditions.sharedChannels.isSubset(of: $0.key.sharedChannels)
                    && conditions.digest(of: sequence, [$0.dependence]) == $0.key.conditions
            }, content)
    }

    func has(_ sequence: [Int], in plan: ReadingPlan, _ conditions: ReadingConditions) -> Bool {
        reading(of: sequence, in: plan, conditions) != nil || chain(of: sequence, in: plan, conditions) != nil
    }

    /// The ledger of a sequence as a reading under the plan's conditions gives it.
    func ledger(of sequence: [Int], in plan: ReadingPlan, _ conditions: ReadingConditions) -> Ledger? {
        if let reading = reading(of: sequence, in: plan, conditions) { return reading.ledger(in: plan, sequence) }
        return chain(of: sequence, in: plan, conditions)?.ledger(of: plan.entries[sequence[0]])
    }

    /// The reading of a sequence under the plan's conditions.
    func reading(
        of sequence: [Int], in plan: ReadingPlan, _ conditions: ReadingConditions
    ) -> LedgerFile.Reading? {
        guard sequence.allSatisfy({ plan.entries[$0].task.isReading }) else { return nil }
        let artifacts = sequence.compactMap { digests[plan.entries[$0].file.name] }
        guard artifacts.count == sequence.count else { return nil }
        return byArtifacts[artifacts, default: []].first {
            conditions.sharedChannels.isSubset(of: $0.key.sharedChannels)
                && conditions.digest(of: sequence, $0.dependences) == $0.key.conditions
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
            guard reader.isAtEnd, ledger.artifacts.count == sequence.count,
                ledger.retrievals.sharedChannels == key.sharedChannels
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
