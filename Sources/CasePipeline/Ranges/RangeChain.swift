// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Readings of stretches that together are one reading of the whole log.
struct RangeChain {
    private let links: [RangeReading]
    private let digest: ArtifactDigest
    /// The artifact without name, time and series, which the plan tells.
    private let artifact: Artifact

    /// Stamps that step back further than this, or nearly so, begin a piece of their own in `SilenceFold`.
    private static let greatestStepBack: Int64 = 17 * 3600

    /// Nil unless some of `readings`, which were all made of one file under conditions that hold, are all of it.
    init?(_ readings: [RangeReading], _ digest: ArtifactDigest) {
        guard let byteCount = digest.artifact.byteCount, digest.artifact.compression == .none,
            digest.artifact.damage.isEmpty, digest.artifact.sha256 != nil
        else { return nil }
        var byStart: [Int64: RangeReading] = [:]
        for reading in readings where (byStart[reading.key.start]?.key.end ?? 0) < reading.key.end {
            byStart[reading.key.start] = reading
        }
        var links: [RangeReading] = []
        var end: Int64 = 0
        while end < byteCount {
            guard let link = byStart[end] else { return nil }
            links.append(link)
            end = link.key.end
        }
        guard end == byteCount, !links.isEmpty, Self.keepsSilences(links) else { return nil }
        self.links = links
        self.digest = digest
        artifact = Self.joined(links, digest)
    }

    /// Whether the silences of all are those of one reading: either none was forgotten, or no line steps back over a seam.
    private static func keepsSilences(_ links: [RangeReading]) -> Bool {
        var latest = Int64.min
        var isAscending = true
        for link in links {
            let first = link.artifact.first!.seconds
            if latest > .min, first < latest {
                isAscending = false
                guard latest - first < greatestStepBack else { return false }
            }
            latest = max(latest, link.artifact.last!.seconds)
        }
        if isAscending { return true }
        let counts = links.compactMap(\.silenceCount)
        return counts.count == links.count && counts.reduce(links.count, +) <= SilenceList.limit
    }

    private static func joined(_ links: [RangeReading], _ digest: ArtifactDigest) -> Artifact {
        var whole = digest.artifact
        whole.content = links[0].artifact.content
        whole.lines = LineAccount()
        var lastSecond: Int64?
        for link in links {
            let part = link.artifact
            let lineCount = whole.lines!.total
            if let lastSecond, link.firstSecond < lastSecond - ClockFacts.tolerance {
                whole.clock.note(
                    .init(
                        lineNumber: lineCount + 1, offset: link.key.start, seconds: lastSecond - link.firstSecond))
            }
            whole.clock.add(part.clock, behind: lineCount)
            whole.malformedLines += part.malformedLines.map { line in
                var line = line
                line.lineNumber += lineCount
                return line
            }
            whole.lines! += part.lines!
            whole.damage += part.damage
            whole.first = [whole.first, part.first].compactMap { $0 }.min()
            whole.last = [whole.last, part.last].compactMap { $0 }.max()
            whole.timeBases.formUnion(part.timeBases)
            whole.clockOffset = part.clockOffset
            lastSecond = link.lastSecond
        }
        whole.malformedLines = Array(whole.malformedLines.prefix(Artifact.locatedLimit))
        return whole
    }

    /// As a reading of the whole gives it; nil if what was stored makes no sense.
    func ledger(of entry: ReadingPlan.Entry) -> Ledger? {
        guard var sum = links[0].unpackedLedger else { return nil }
        for link in links.dropFirst() {
            guard let part = link.unpackedLedger else { return nil }
            sum.merge(part)
        }
        sum.joinArtifact()
        var artifact = artifact
        artifact.path = entry.file.name
        artifact.modified = entry.file.modified
        artifact.series = entry.seriesID
        sum.artifacts = [artifact]
        return sum
    }
}
