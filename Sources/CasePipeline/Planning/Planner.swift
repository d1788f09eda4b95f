// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Makes the plan of a case from the heads of its files.
struct Planner {
    private let files: [EvidenceFile]
    private let zone: CaseZone
    private let detector: FormatDetector
    /// By the index of the file, as are the rest: the name without what rotation added.
    private let stems: [[UInt8]]
    private var heads: [Int: ArtifactHead] = [:]
    private var tasks: [Int: ReadingPlan.Task] = [:]

    static func plan(_ files: [EvidenceFile], zone: ZoneRules?) -> ReadingPlan {
        let caseZone = zone.map { CaseZone(rules: $0, basis: .option, problem: nil) } ?? ZoneFinder.zone(of: files)
        var planner = Planner(files, caseZone)
        planner.takeHeads()
        planner.settleDuplicates()
        planner.assignSeries()
        let context = ReadingContext(zone: caseZone.rules)
        return ReadingPlan(
            entries: files.enumerated().map {
                .init(file: $1, task: planner.tasks[$0] ?? .readText, context: context)
            }, sequences: planner.sequences, zone: caseZone)
    }

    private init(_ files: [EvidenceFile], _ zone: CaseZone) {
        self.files = files
        self.zone = zone
        stems = files.map { RotatedName($0.name).stem }
        detector = FormatDetector(context: ReadingContext(zone: zone.rules))
    }

    private mutating func takeHeads() {
        for (index, file) in files.enumerated() {
            switch file.source {
            case .standardInput, .pipe: tasks[index] = .readStream
            case .unread(let content): tasks[index] = .done(Artifact(path: file.name, content: content))
            case .file: takeHead(of: file, index)
            }
        }
    }

    private mutating func takeHead(of file: EvidenceFile, _ index: Int) {
        do {
            var stream = try RecordStream(opening: file.location)
            let head = try ArtifactHead(of: &stream, detector: detector)
            heads[index] = head
            switch head.content {
            // A log is one wherever it lies and whatever it is called.
            case .log: break
            case _ where ConfigurationNames.matches(file.name.dropFirst(file.argumentByteCount)):
                tasks[index] = .digest(.configuration)
            case .empty: tasks[index] = .readText
            case .binary: tasks[index] = .digest(.unrecognisedBinary)
            case .text: break
            }
        } catch {
            tasks[index] = .done(Artifact(path: file.name, content: .unreadable(reason: "\(error.errno)")))
        }
    }

    // MARK: duplicates

    /// Artifacts with the same content begin alike; only such are read through to compare them.
    private mutating func settleDuplicates() {
        let candidates = heads.keys.filter { tasks[$0] == nil }
        let stemCounts = stems.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        for alike in Dictionary(grouping: candidates, by: { heads[$0]!.fingerprint }).values where alike.count > 1 {
            var byContent: [String: [(index: Int, digest: ArtifactDigest)]] = [:]
            for index in alike.sorted() {
                do {
                    let digest = try ArtifactDigest(of: files[index])
                    byContent[digest.contentSHA256, default: []].append((index, digest))
                } catch {
                    tasks[index] = .done(
                        Artifact(path: files[index].name, content: .unreadable(reason: "\(error.errno)")))
                }
            }
            for copies in byContent.values where copies.count > 1 { settle(copies, stemCounts) }
        }
    }

    /// The copy that stands in the largest set of rotated files is kept; among equals, the first by name.
    private mutating func settle(_ copies: [(index: Int, digest: ArtifactDigest)], _ stemCounts: [[UInt8]: Int]) {
        func siblings(_ index: Int) -> Int { stemCounts[stems[index], default: 0] }
        let kept = copies.max { (siblings($0.index), -$0.index) < (siblings($1.index), -$1.index) }!
        for copy in copies where copy.index != kept.index {
            var artifact = copy.digest.artifact
            artifact.content = content(of: copy.index)
            artifact.lines = LineAccount(duplicate: copy.digest.lineCount)
            artifact.duplicateOf = files[kept.index].name
            tasks[copy.index] = .done(artifact)
        }
    }

    private func content(of index: Int) -> Artifact.Content {
        guard case .log(let formats) = heads[index]?.content else { return .unrecognisedText }
        return .log(format: formats[0])
    }

    // MARK: series

    /// One series is one stem and one format: a name that two formats share is two logs.
    private mutating func assignSeries() {
        var formatsOfStem: [[UInt8]: Set<String>] = [:]
        for (index, head) in heads where tasks[index] == nil {
            guard case .log(let formats) = head.content else { continue }
            formatsOfStem[stems[index], default: []].insert(formats[0])
        }
        for (index, head) in heads where tasks[index] == nil {
            guard case .log(let formats) = head.content else {
                tasks[index] = .readText
                continue
            }
            let stem = stems[index]
            let name = String(decoding: stem, as: UTF8.self)
            let isShared = formatsOfStem[stem, default: []].count > 1
            tasks[index] = .readLog(format: formats[0], series: isShared ? "\(name) (\(formats[0]))" : name)
        }
    }

    /// The files of logs that keep sessions in the order of their content, all others alone.
    private var sequences: [[Int]] {
        let keepingSessions = Set(FormatRegistry.all.map { $0.descriptor }.filter(\.keepsSessions).map(\.id))
        var ofSeries: [String: [Int]] = [:]
        var sequences: [[Int]] = []
        for index in files.indices {
            guard case .readLog(let format, let series) = tasks[index], keepingSessions.contains(format) else {
                sequences.append([index])
                continue
            }
            ofSeries[series, default: []].append(index)
        }
        for members in ofSeries.values { sequences.append(members.sorted(by: isOlder)) }
        return sequences.sorted { $0.min()! < $1.min()! }
    }

    private func isOlder(_ left: Int, _ right: Int) -> Bool {
        guard let first = heads[left]?.first, let second = heads[right]?.first, first != second else {
            return left < right
        }
        return first < second
    }
}
