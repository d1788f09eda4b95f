// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats

/// What one worker of a scan does at a time.
enum ScanWork: Sendable {
    /// Reads these entries of the plan, one after the other.
    case sequence([Int])
    /// Reads the lines of an entry that begin in a range of its bytes.
    case range(entry: Int, Range<Int64>)
    /// Takes the digest of an entry that is read in ranges.
    case digest(entry: Int)

    /// The entries that it needs.
    var entries: [Int] {
        switch self {
        case .sequence(let entries): entries
        case .range(let entry, _), .digest(let entry): [entry]
        }
    }
}

/// The work of a scan, dealt out to shares by size: the same deal wherever it is made.
struct ScanDeal: Sendable {
    /// The largest first, so that no worker is left with a large one at the end.
    let work: [ScanWork]

    /// To digest is so much less work than to read.
    private static let digestAdvantage: Int64 = 4

    /// - Parameter rangeByteCount: Large plain logs are read in ranges of so many bytes; nil if none is.
    init(_ plan: ReadingPlan, _ survey: Survey, share: LedgerFile.Share?, rangeByteCount: Int64?) {
        var sized: [(byteCount: Int64, work: ScanWork)] = []
        for sequence in plan.sequences {
            guard let size = rangeByteCount, sequence.count == 1, let entry = sequence.first,
                let byteCount = Self.divisibleByteCount(plan.entries[entry], survey), byteCount > size
            else {
                sized.append((Self.byteCount(of: sequence, plan), .sequence(sequence)))
                continue
            }
            for start in stride(from: 0, to: byteCount, by: Int64.Stride(size)) {
                let end = min(start.addingReportingOverflow(size).partialValue, byteCount)
                sized.append((end - start, .range(entry: entry, start..<end)))
            }
            sized.append((byteCount / Self.digestAdvantage, .digest(entry: entry)))
        }
        let order = sized.indices.sorted { (-sized[$0].byteCount, $0) < (-sized[$1].byteCount, $1) }
        let all = order.map { sized[$0].work }
        work =
            if let share {
                all.enumerated().filter { $0.offset % share.count == share.number - 1 }.map(\.element)
            } else { all }
    }

    /// The size of a file whose lines may be read without those before them; nil for others.
    private static func divisibleByteCount(_ entry: ReadingPlan.Entry, _ survey: Survey) -> Int64? {
        guard case .readLog(let format, _) = entry.task, case .file(let byteCount, _) = entry.file.source,
            FormatRegistry.all.contains(where: { $0.descriptor.id == format && $0.descriptor.hasLinesOfTheirOwn })
        else { return nil }
        do {
            return try survey.head(of: entry.file).isCompressed ? nil : byteCount
        } catch {
            return nil
        }
    }

    private static func byteCount(of sequence: [Int], _ plan: ReadingPlan) -> Int64 {
        sequence.reduce(into: Int64(0)) { sum, index in
            if case .file(let byteCount, _) = plan.entries[index].file.source {
                sum = sum.addingReportingOverflow(byteCount).overflow ? .max : sum + byteCount
            } else {
                sum = .max
            }
        }
    }
}
