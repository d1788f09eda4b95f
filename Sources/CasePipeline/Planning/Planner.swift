// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import LogFormats

/// Makes the plan of a case from the heads of its files.
struct Planner {
    private let files: [EvidenceFile]
    private let survey: Survey
    private let zone: CaseZone
    /// What is known of each file's lines before they are looked at.
    private let stated: [ReadingContext]
    /// By the index of the file, as are the rest: the name without what rotation added.
    private let stems: [[UInt8]]
    /// Made beside the rotation, by their names.
    private let areCopies: [Bool]
    private var heads: [Int: ArtifactHead] = [:]
    private var tasks: [Int: ReadingPlan.Task] = [:]

    static func plan(
        _ files: [EvidenceFile], zone: ZoneRules?, now: Instant? = nil, accessLogFormats: [AccessLogFormat] = [],
        _ survey: Survey
    ) -> ReadingPlan {
        let caseZone =
            zone.map { CaseZone(rules: $0, basis: .option, problem: nil) } ?? ZoneFinder.zone(of: files, survey)
        let context = ReadingContext(zone: caseZone.rules, accessLogFormats: accessLogFormats)
        var configuration = ConfigurationFinder.configuration(of: files, survey)
        let formats = ConfiguredFormats(configuration)
        configuration.notes += formats.notes
        var planner = Planner(files, survey, caseZone, files.map { formats.context(of: $0.name, context) })
        planner.takeHeads()
        planner.settleDuplicates()
        planner.assignSeries()
        let contexts = planner.contexts(now, configuration)
        let laterParts = planner.laterParts(contexts)
        return ReadingPlan(
            entries: files.enumerated().map {
                .init(
                    file: $1, task: planner.tasks[$0] ?? .readText, context: contexts[$0],
                    laterParts: laterParts[$0] ?? [])
            }, sequences: planner.sequences, zone: caseZone, configuration: configuration)
    }

    private init(
        _ files: [EvidenceFile], _ survey: Survey, _ zone: CaseZone, _ stated: [ReadingContext]
    ) {
        self.files = files
        self.survey = survey
        self.zone = zone
        let names = files.map { RotatedName($0.name) }
        stems = Self.stems(of: names)
        areCopies = names.map { $0.mark == .copy }
        self.stated = stated
    }

    /// `access.old` belongs to `access.log`, where there is one.
    private static func stems(of names: [RotatedName]) -> [[UInt8]] {
        let stems = Set(names.map(\.stem))
        return names.map { name in
            let log = name.stem + ".log".utf8
            return name.mark != .current && stems.contains(log) ? log : name.stem
        }
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
            let head = ArtifactHead(try survey.head(of: file), detector: FormatDetector(context: stated[index]))
            heads[index] = head
            switch head.content {
            // A log is one wherever it lies and whatever it is called.
            case .log: break
            case _ where ConfigurationNames.matches(file.pathInMachine[...]):
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
                    let digest = try survey.digest(of: files[index])
                    byContent[digest.contentSHA256, default: []].append((index, digest))
                } catch {
                    tasks[index] = .done(
                        Artifact(path: files[index].name, content: .unreadable(reason: "\(error.errno)")))
                }
            }
            for copies in byContent.values where copies.count > 1 { settle(copies, stemCounts) }
        }
    }

    /// The copy that stands in the largest set of rotated files is kept, and rather by the name that rotation gave it;
    /// among equals, the first by name.
    private mutating func settle(_ copies: [(index: Int, digest: ArtifactDigest)], _ stemCounts: [[UInt8]: Int]) {
        func siblings(_ index: Int) -> Int { stemCounts[stems[index], default: 0] }
        func rank(_ index: Int) -> (Int, Int, Int) { (siblings(index), areCopies[index] ? 0 : 1, -index) }
        let kept = copies.max { rank($0.index) < rank($1.index) }!
        for copy in copies where copy.index != kept.index {
            var artifact = copy.digest.artifact
            artifact.path = files[copy.index].name
            artifact.modified = files[copy.index].modified
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

    // MARK: overlaps

    /// By the index of the file: the artifacts that may hold some of its lines too and come after it.
    ///
    /// These are the later ones of its log, and those of any name that begin with the same line. Of several that begin
    /// alike, copies, the compressed and the shorter come first: the last one is that whose lines count.
    private func laterParts(_ contexts: [ReadingContext]) -> [Int: ArraySlice<OverlapPart>] {
        struct Beginning: Hashable {
            let format: String
            let line: Int
        }
        var ofSeries: [String: [Int]] = [:]
        var ofBeginning: [Beginning: [Int]] = [:]
        var parts: [Int: OverlapPart] = [:]
        for index in files.indices {
            guard case .readLog(let format, let series) = tasks[index], let head = heads[index], let first = head.first
            else { continue }
            parts[index] = OverlapPart(
                name: files[index].name, location: files[index].location, format: format, context: contexts[index],
                first: first)
            ofSeries[series, default: []].append(index)
            ofBeginning[Beginning(format: format, line: head.lineFingerprint), default: []].append(index)
        }
        var later: [Int: ArraySlice<OverlapPart>] = [:]
        for members in ofSeries.values {
            let ordered = members.sorted(by: comesBefore)
            let orderedParts = ordered.map { parts[$0]! }
            for (place, index) in ordered.enumerated() { later[index] = orderedParts[(place + 1)...] }
        }
        for members in ofBeginning.values where members.count > 1 {
            let ordered = members.sorted(by: comesBefore)
            for (place, index) in ordered.enumerated() {
                let known = Set(later[index, default: []].map(\.name))
                let others = ordered[(place + 1)...].map { parts[$0]! }.filter { !known.contains($0.name) }
                // They begin where it does, before all others.
                if !others.isEmpty { later[index] = others + later[index, default: []] }
            }
        }
        let all = parts.keys.sorted(by: comesBefore).map { parts[$0]! }
        for index in files.indices {
            if case .readStream = tasks[index] { later[index] = all[...] }
        }
        return later
    }

    private func comesBefore(_ left: Int, _ right: Int) -> Bool {
        func key(_ index: Int) -> (Int, Int, Int64, Int) {
            guard case .file(let byteCount, _) = files[index].source else { return (0, 0, 0, index) }
            return (areCopies[index] ? 0 : 1, heads[index]!.isCompressed ? 0 : 1, byteCount, index)
        }
        let (first, second) = (heads[left]!.first!, heads[right]!.first!)
        return first != second ? first < second : key(left) < key(right)
    }

    // MARK: contexts

    private mutating func contexts(_ now: Instant?, _ configuration: MachineConfiguration) -> [ReadingContext] {
        let firstYears = findYears()
        let transferFormats = Set(configuration.logs.filter { $0.daemon == .rsyncd }.compactMap(\.format))
            .sorted { $0.lexicographicallyPrecedes($1) }
        return files.indices.map { index in
            var context = stated[index]
            context.transferFormats = transferFormats
            context.artifact = index
            context.latest = now?.seconds
            if let year = firstYears[index] { context.firstYear = year }
            return context
        }
    }

    /// The years of first stamps, by the index of the file, for logs whose stamps state none; their heads are put right.
    private mutating func findYears() -> [Int: Int] {
        let omittingYear = Set(FormatRegistry.all.map { $0.descriptor }.filter(\.omitsYear).map(\.id))
        var logs: [String: [(mark: RotatedName.Mark, part: YearFinder.Part)]] = [:]
        var witness: Instant?
        for index in files.indices {
            guard case .readLog(let format, let series) = tasks[index] else { continue }
            guard omittingYear.contains(format) else {
                witness = [witness, heads[index]?.first].compactMap { $0 }.max()
                continue
            }
            let name = RotatedName(files[index].name)
            if let part = YearFinder.Part(files[index], name.mark, index: index, survey) {
                logs[series, default: []].append((name.mark, part))
            }
        }
        guard !logs.isEmpty else { return [:] }
        let ordered = logs.sorted { $0.key < $1.key }.map { log in
            log.value.sorted { ($0.mark.age, $1.part.index) > ($1.mark.age, $0.part.index) }.map(\.part)
        }
        let finder = YearFinder(ordered, zone: zone.rules, witness: witness?.seconds)
        for part in ordered.joined() {
            guard let year = finder.firstYears[part.index] else { continue }
            heads[part.index]?.first = part.survey.span(firstYear: year, zone: zone.rules)?.first
        }
        return finder.firstYears
    }

    // MARK: sequences

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
