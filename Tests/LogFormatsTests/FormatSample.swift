// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import LogFormats
import TestSupport
import Testing

/// A format as the argument of a test.
struct FormatUnderTest: Sendable, CustomTestStringConvertible {
    /// The format of the artifact.
    let type: any LogFormat.Type
    /// Of the format, or of the program in a syslog file whose messages are tested.
    let descriptor: FormatDescriptor

    static let all =
        FormatRegistry.all.map { FormatUnderTest(type: $0, descriptor: $0.descriptor) }
        + ProgramRegistry.all.map { $0.descriptor }.filter { program in
            !FormatRegistry.all.contains { $0.descriptor.id == program.id }
        }.map { FormatUnderTest(type: FormatRegistry.all.first { $0.descriptor.id == "syslog" }!, descriptor: $0) }

    var testDescription: String { descriptor.id }

    var samples: [FormatSample] {
        get throws {
            let folder = samplesFolder.appendingPathComponent("formats/\(descriptor.id)")
            return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .filter { $0.pathExtension == "log" }.sorted { $0.path < $1.path }.map(FormatSample.init)
        }
    }
}

/// A log of our own making, and the events that the documents say it states.
struct FormatSample {
    struct Line {
        /// From 1.
        let number: Int
        let offset: Int
        /// Without the line feed and a carriage return before it.
        let bytes: [UInt8]
    }

    let name: String
    let content: [UInt8]
    let lines: [Line]
    /// JSON of the event that each line states, by line number; none for the others.
    let expected: [Int: NSDictionary]

    init(_ log: URL) throws {
        name = log.lastPathComponent
        content = Array(try Data(contentsOf: log))
        var lines: [Line] = []
        var offset = 0
        for line in content.split(separator: 0x0a, omittingEmptySubsequences: false) where offset < content.count {
            let bytes = line.last == 0x0d ? line.dropLast() : line
            lines.append(Line(number: lines.count + 1, offset: offset, bytes: Array(bytes)))
            offset += line.count + 1
        }
        self.lines = lines
        let text = try String(
            contentsOf: log.deletingPathExtension().appendingPathExtension("expected.jsonl"), encoding: .utf8)
        var expected: [Int: NSDictionary] = [:]
        for line in text.split(separator: "\n") {
            let event = try #require(try Self.object(Data(line.utf8)))
            let number = try #require((event["logtrace"] as? NSDictionary)?["line"] as? Int)
            #expect(expected.updateValue(event, forKey: number) == nil, "\(log.path) expects line \(number) twice")
        }
        self.expected = expected
    }

    static func object(_ json: Data) throws -> NSDictionary? {
        try JSONSerialization.jsonObject(with: json) as? NSDictionary
    }
}
