// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import ByteStreams
import EvidenceModel
import LogFormats

/// All that a plan decides of how some artifacts are read, as far as their reading rested on it.
///
/// An artifact that is read under equal conditions folds to the same ledger, be the plan of one part of the case or of all
/// of it. What cannot be shown to be equal counts as different: the artifact is then read again.
struct ReadingConditions {
    private let plan: ReadingPlan
    /// Channels that several logs of the plan may tell of.
    let sharedChannels: ChannelSet
    private let survey: Survey
    /// A digest of the rules of the plan's zone. The reflection of a plain value states all of it; written by another version of the
    /// program it may differ, which costs a reading and no truth.
    private let zone: [UInt8]
    /// The same of the formats that access lines may have, each list of the plan once: to reflect them is dear.
    private let accessLogFormats: [(formats: [AccessLogFormat], digest: [UInt8])]
    private let files: [[UInt8]: EvidenceFile]

    init(_ plan: ReadingPlan, _ survey: Survey) {
        self.plan = plan
        sharedChannels = plan.sharedChannels
        self.survey = survey
        zone = sha256(of: String(describing: plan.zone.rules).utf8)
        accessLogFormats = plan.entries.reduce(into: []) { known, entry in
            let formats = entry.context.accessLogFormats
            guard !known.contains(where: { $0.formats == formats }) else { return }
            known.append((formats, sha256(of: String(describing: formats).utf8)))
        }
        files = Dictionary(uniqueKeysWithValues: plan.entries.map { ($0.file.name, $0.file) })
    }

    /// A digest of the conditions of a sequence; nil if one of its artifacts cannot be read.
    ///
    /// - Parameter dependences: Of its entries, in their order.
    func digest(of sequence: [Int], _ dependences: [ReadingDependence]) -> [UInt8]? {
        guard sequence.count == dependences.count else { return nil }
        var writer = StorageWriter()
        for (index, dependence) in zip(sequence, dependences) {
            guard write(plan.entries[index], dependence, &writer) else { return nil }
        }
        return sha256(of: writer.bytes)
    }

    private func write(
        _ entry: ReadingPlan.Entry, _ dependence: ReadingDependence, _ writer: inout StorageWriter
    ) -> Bool {
        String(describing: entry.task).store(in: &writer)
        // Its bytes are digested, whatever they may mean.
        if case .digest = entry.task { return true }
        entry.seriesID.store(in: &writer)
        write(entry.context, dependence, &writer)
        // What came through a pipe cannot be read again: the time of its reading told what it is.
        let isStream = if case .readStream = entry.task { true } else { false }
        let latest = entry.context.latest.map { $0 + ClockWatch.slack } ?? ClockWatch.end32
        if !isStream, let stated = dependence.latest, stated.seconds > latest {
            entry.context.latest.store(in: &writer)
        }
        for part in entry.laterParts where dependence.comparesParts || Self.mayCompare(part, dependence) {
            guard let sha256 = digest(of: part) else { return false }
            part.name.store(in: &writer)
            sha256.store(in: &writer)
            part.format.store(in: &writer)
            part.first.store(in: &writer)
            write(part.context, dependence, &writer)
        }
        return true
    }

    private func write(_ context: ReadingContext, _ dependence: ReadingDependence, _ writer: inout StorageWriter) {
        if dependence.usesZone {
            zone.store(in: &writer)
            context.firstYear.store(in: &writer)
        }
        accessLogFormats.first { $0.formats == context.accessLogFormats }!.digest.store(in: &writer)
        context.transferFormats.store(in: &writer)
    }

    private static func mayCompare(_ part: OverlapPart, _ dependence: ReadingDependence) -> Bool {
        guard let latest = dependence.latest else { return false }
        return part.first.seconds - OverlapFilter.sessionLead <= latest.seconds
    }

    private func digest(of part: OverlapPart) -> String? {
        guard let file = files[part.name] else { return nil }
        do {
            return try survey.digest(of: file).artifact.sha256
        } catch {
            return nil
        }
    }
}
