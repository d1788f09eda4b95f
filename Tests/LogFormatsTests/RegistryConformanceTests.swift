// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Foundation
import LogFormats
import TestSupport
import Testing

/// What is asked of every format, unasked.
struct RegistryConformanceTests {
    private static let context = ReadingContext(firstYear: 2015)

    @Test func everyFileInFormatsIsRegisteredUnderItsName() throws {
        let folder = samplesFolder.deletingLastPathComponent().appendingPathComponent("Sources/LogFormats/Formats")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.sorted() == FormatRegistry.all.map { "\($0).swift" }.sorted())
    }

    @Test func everyFileInProgramsIsRegisteredUnderItsName() throws {
        let folder = samplesFolder.deletingLastPathComponent().appendingPathComponent("Sources/LogFormats/Programs")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files.sorted() == ProgramRegistry.all.map { "\($0).swift" }.sorted())
    }

    /// A program has the id of the format of its own file, if it has one.
    @Test func everyIdIsUnique() {
        for ids in [FormatRegistry.all.map { $0.descriptor.id }, ProgramRegistry.all.map { $0.descriptor.id }] {
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test func everySampleFolderBelongsToAFormat() throws {
        let folder = samplesFolder.appendingPathComponent("formats")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == FormatUnderTest.all.map { $0.descriptor.id }.sorted())
    }

    @Test(arguments: FormatUnderTest.all)
    func theDescriptorIsComplete(format: FormatUnderTest) {
        let descriptor = format.descriptor
        #expect(descriptor.id == descriptor.id.lowercased() && !descriptor.id.isEmpty)
        #expect(!descriptor.name.isEmpty)
        #expect(!descriptor.channels.isEmpty)
        #expect(descriptor.reference.hasPrefix("https://") || descriptor.reference.hasPrefix("http://"))
    }

    @Test(arguments: FormatUnderTest.all)
    func everySampleStatesTheExpectedEvents(format: FormatUnderTest) throws {
        let samples = try format.samples
        try #require(!samples.isEmpty)
        for sample in samples {
            #expect(!sample.expected.isEmpty)
            var parser = format.type.init(context: Self.context)
            for line in sample.lines {
                let (outcome, event) = parser.parse(line.bytes)
                var stated: NSDictionary?
                if outcome == .event {
                    let json = event.json(
                        dataset: format.descriptor.dataset, artifact: sample.name, line: line.number,
                        offset: line.offset)
                    stated = try FormatSample.object(Data(json))
                }
                #expect(stated == sample.expected[line.number], "\(sample.name), line \(line.number)")
            }
        }
    }

    @Test(arguments: FormatUnderTest.all)
    func everySampleIsDetectedAsItselfAndNothingElse(format: FormatUnderTest) throws {
        let detector = FormatDetector(context: Self.context)
        for sample in try format.samples {
            let verdict = detector.detect(sample.content.span)
            #expect(verdict.formats == [format.type.descriptor.id], "\(sample.name)")
            #expect(verdict.certainty == .certain, "\(sample.name)")
        }
    }

    @Test(arguments: FormatUnderTest.all)
    func aRecordMeansTheSameAloneAndInSequence(format: FormatUnderTest) throws {
        if format.type.descriptor.keepsSessions { return }
        for sample in try format.samples {
            var sequential = format.type.init(context: Self.context)
            for line in sample.lines + sample.lines.reversed() {
                var fresh = format.type.init(context: Self.context)
                let alone = fresh.parse(line.bytes)
                let among = sequential.parse(line.bytes)
                #expect(alone.outcome == among.outcome, "\(sample.name), line \(line.number)")
                guard alone.outcome == .event else { continue }
                #expect(
                    alone.event.json(dataset: "") == among.event.json(dataset: ""),
                    "\(sample.name), line \(line.number)")
            }
        }
    }

    @Test(arguments: FormatUnderTest.all)
    func aLineCutAtAnyByteIsStillSound(format: FormatUnderTest) throws {
        for sample in try format.samples {
            var parser = format.type.init(context: Self.context)
            for line in sample.lines {
                for length in 0...line.bytes.count {
                    let cut = Array(line.bytes[..<length])
                    for isTerminated in [true, false] {
                        let (outcome, event) = parser.parse(cut, isTerminated: isTerminated)
                        expectSound(outcome, event, cut, format)
                    }
                }
            }
        }
    }

    @Test(arguments: FormatUnderTest.all)
    func aNumberAtTheEndOfACutLineIsNotBelieved(format: FormatUnderTest) throws {
        for sample in try format.samples {
            var parser = format.type.init(context: Self.context)
            for line in sample.lines {
                for length in 1...line.bytes.count where (0x30...0x39).contains(line.bytes[length - 1]) {
                    let (outcome, event) = parser.parse(Array(line.bytes[..<length]), isTerminated: false)
                    guard outcome == .event else { continue }
                    #expect(
                        event.byteCount == nil && event.responseByteCount == nil,
                        "\(sample.name), line \(line.number), cut at byte \(length)")
                }
            }
        }
    }

    @Test(arguments: FormatUnderTest.all)
    func aLineWithAnyByteChangedIsStillSound(format: FormatUnderTest) throws {
        let replacements: [UInt8] = [0x00, 0x0a, 0x20, 0x22, 0x5c, 0x5b, 0xff, 0x39]
        for sample in try format.samples {
            var parser = format.type.init(context: Self.context)
            for line in sample.lines {
                var changed = line.bytes
                for index in changed.indices {
                    for replacement in replacements where replacement != line.bytes[index] {
                        changed[index] = replacement
                        let (outcome, event) = parser.parse(changed)
                        expectSound(outcome, event, changed, format)
                    }
                    changed[index] = line.bytes[index]
                }
            }
        }
    }

    /// An event can be written and says when and which way; who, if something was fetched and no other line is needed to
    /// tell; a refusal points into the line.
    private func expectSound(
        _ outcome: RecordOutcome, _ event: Event, _ line: [UInt8], _ format: FormatUnderTest
    ) {
        let isSound: Bool
        switch outcome {
        case .event:
            isSound =
                event.time != nil
                && (event.action != .retrieve || format.type.descriptor.keepsSessions
                    || !event.text(event.source).isEmpty)
                && event.channel.map { format.type.descriptor.channels.contains($0) } ?? false
                && (event.transfer == nil || event.action == .retrieve || event.action == .upload)
                && !event.json(dataset: format.descriptor.dataset).isEmpty
        case .ignored: isSound = true
        case .malformed(let malformation): isSound = (0...line.count).contains(malformation.position)
        }
        // An expectation costs more than a line; only failures are worth one.
        if !isSound { Issue.record("\(outcome) of \(String(decoding: line, as: UTF8.self))") }
    }
}
