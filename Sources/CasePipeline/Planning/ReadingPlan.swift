// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
package import LogFormats

/// What is to be read, and all that must be decided before: zone, formats, series and duplicates.
///
/// With the plan made, artifacts can be read in any order, by any number of workers.
package struct ReadingPlan: Sendable {
    package struct Entry: Sendable {
        package let file: EvidenceFile
        package let task: Task
        /// What its records do not say of themselves.
        package let context: ReadingContext
        /// What may repeat lines of it, in the order of their first instants; for a stream, all logs.
        package let laterParts: ArraySlice<OverlapPart>

        /// The id of the series that it is part of; a file of no planned log is one of its own.
        var seriesID: String {
            if case .readLog(_, let series) = task { series } else { String(decoding: file.name, as: UTF8.self) }
        }
    }

    package enum Task: Sendable {
        /// A log of this format, in the series with this id.
        case readLog(format: String, series: String)
        /// Text of no known format, which is still tried line by line.
        case readText
        /// Standard input or a pipe: what it holds is seen when it is read.
        case readStream
        /// Nothing in it to parse; it is digested.
        case digest(Artifact.Content)
        /// Nothing to do any more.
        case done(Artifact)
    }

    /// In the order of the files' names.
    package let entries: [Entry]
    /// Indices of the entries that one reader takes one after the other: the artifacts of a log whose lines are understood
    /// with those before them, the oldest first; every other entry stands alone. In the order of their first names.
    package let sequences: [[Int]]
    package let zone: CaseZone
    /// What the configuration files among the evidence say of the machines that it is from.
    package let configuration: MachineConfiguration

    /// How many bytes are to be read; nil where a stream does not tell.
    var byteCount: Int64? { Self.byteCount(of: entries) }

    static func byteCount(of entries: [Entry]) -> Int64? {
        var sum: Int64 = 0
        for entry in entries {
            if case .done = entry.task { continue }
            guard case .file(let byteCount, _) = entry.file.source else { return nil }
            sum = sum.addingReportingOverflow(byteCount).partialValue
        }
        return sum
    }

    /// Channels that more than one log may tell of; what a pipe tells of is not known before it is read.
    package var sharedChannels: ChannelSet {
        let channels = Dictionary(
            uniqueKeysWithValues: FormatRegistry.all.map { ($0.descriptor.id, $0.descriptor.channels) })
        var logs: [TransferProtocol: Set<String>] = [:]
        for entry in entries {
            let (told, log): ([Channel], String)
            switch entry.task {
            case .readLog(let format, let series): (told, log) = (channels[format] ?? [], series)
            case .readStream: (told, log) = (Channel.allCases, String(decoding: entry.file.name, as: UTF8.self))
            case .readText, .digest, .done: continue
            }
            for channel in told { logs[TransferProtocol(channel), default: []].insert(log) }
        }
        return Channel.allCases.reduce(into: ChannelSet()) { shared, channel in
            if logs[TransferProtocol(channel), default: []].count > 1 { shared.insert(channel) }
        }
    }
}
