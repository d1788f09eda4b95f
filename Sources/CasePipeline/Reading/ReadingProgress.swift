// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
import Synchronization

/// How much of the evidence was read so far, for whoever watches, on whatever thread.
package final class ReadingProgress: Sendable {
    /// What there is to read.
    package struct Extent: Sendable, Equatable {
        package let seriesCount: Int
        /// A range of a file that is read by itself counts as one.
        package let fileCount: Int
        /// As the files lie on the disk; nil where a stream does not tell.
        package let byteCount: Int64?
    }

    package struct State: Sendable {
        /// Nil before the evidence was looked at, and where a part of it is known from an earlier reading.
        package fileprivate(set) var all: Extent?
        /// As the files lie on the disk.
        package fileprivate(set) var byteCount: Int64 = 0
        package fileprivate(set) var fileCount = 0
        /// Of these files: damaged, or not readable at all.
        package fileprivate(set) var problemCount = 0
        /// Of these files.
        package fileprivate(set) var lines = LineAccount()
        /// Of the files in work.
        package fileprivate(set) var lineCountInWork: Int64 = 0
        /// The name of the file that has been in work for the longest.
        package var fileInWork: [UInt8]? { inWork.first?.name }
        fileprivate var inWork: [FileInWork] = []

        package var lineCount: Int64 { lines.total + lineCountInWork }
    }

    /// One file that is being read.
    ///
    /// Its reader alone writes to it: a store for each line, without a bus lock, costs nothing that could be measured.
    final class FileInWork: Sendable {
        fileprivate let name: [UInt8]
        fileprivate let lineCount = Atomic<Int64>(0)

        fileprivate init(_ name: [UInt8]) { self.name = name }

        func read(toLine number: Int64) { lineCount.store(number, ordering: .relaxed) }
    }

    private let byteCount = Atomic<Int64>(0)
    private let state = Mutex(State())

    package init() {}

    /// Raw bytes of artifacts.
    package var readByteCount: Int64 { byteCount.load(ordering: .relaxed) }

    package var current: State {
        var current = state.withLock { $0 }
        current.byteCount = readByteCount
        current.lineCountInWork = current.inWork.reduce(0) { $0 + $1.lineCount.load(ordering: .relaxed) }
        return current
    }

    package func read(_ count: Int) { byteCount.wrappingAdd(Int64(count), ordering: .relaxed) }

    func expect(_ all: Extent) { state.withLock { $0.all = all } }

    func began(_ name: [UInt8]) -> FileInWork {
        let file = FileInWork(name)
        state.withLock { $0.inWork.append(file) }
        return file
    }

    /// - Parameter artifact: Nil where nothing can be told of it.
    func ended(_ file: FileInWork, _ artifact: Artifact?) {
        state.withLock { state in
            state.inWork.removeAll { $0 === file }
            state.fileCount += 1
            guard let artifact else { return }
            state.lines += artifact.lines ?? LineAccount()
            var isProblem = !artifact.damage.isEmpty
            if case .unreadable = artifact.content { isProblem = true }
            state.problemCount += isProblem ? 1 : 0
        }
    }
}

extension ReadingPlan {
    /// What reading all of it reads.
    var extent: ReadingProgress.Extent {
        ReadingProgress.Extent(seriesCount: seriesCount(of: entries), fileCount: entries.count, byteCount: byteCount)
    }

    /// What some of the work on it reads.
    func extent(of work: [ScanWork]) -> ReadingProgress.Extent {
        var (fileCount, byteCount): (Int, Int64?) = (0, 0)
        for piece in work {
            switch piece {
            case .sequence(let indices):
                fileCount += indices.count
                byteCount = sum(byteCount, Self.byteCount(of: indices.map { entries[$0] }))
            case .range(_, let bytes):
                fileCount += 1
                byteCount = sum(byteCount, bytes.upperBound - bytes.lowerBound)
            case .digest: break
            }
        }
        return ReadingProgress.Extent(
            seriesCount: seriesCount(of: Set(work.flatMap(\.entries)).map { entries[$0] }), fileCount: fileCount,
            byteCount: byteCount)
    }

    private func seriesCount(of entries: [Entry]) -> Int {
        Set(
            entries.compactMap { entry -> String? in
                if case .readLog(_, let series) = entry.task { series } else { nil }
            }
        ).count
    }

    private func sum(_ first: Int64?, _ second: Int64?) -> Int64? {
        guard let first, let second else { return nil }
        return first.addingReportingOverflow(second).partialValue
    }
}
