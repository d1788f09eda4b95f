// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

extension Artifact: Stored {
    package func store(in writer: inout StorageWriter) {
        path.store(in: &writer)
        content.store(in: &writer)
        compression.store(in: &writer)
        sha256.store(in: &writer)
        byteCount.store(in: &writer)
        modified.store(in: &writer)
        decompressedByteCount.store(in: &writer)
        lines.store(in: &writer)
        damage.store(in: &writer)
        malformedLines.store(in: &writer)
        first.store(in: &writer)
        last.store(in: &writer)
        timeBases.rawValue.store(in: &writer)
        clock.store(in: &writer)
        clockOffset.store(in: &writer)
        series.store(in: &writer)
        duplicateOf.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(path: try [UInt8](from: &reader), content: try Content(from: &reader))
        compression = try Compression(from: &reader)
        sha256 = try String?(from: &reader)
        byteCount = try Int64?(from: &reader)
        modified = try Int64?(from: &reader)
        decompressedByteCount = try Int64?(from: &reader)
        lines = try LineAccount?(from: &reader)
        damage = try [Damage](from: &reader)
        malformedLines = try [MalformedLine](from: &reader)
        first = try Instant?(from: &reader)
        last = try Instant?(from: &reader)
        timeBases = TimeBasisSet(rawValue: try UInt8(from: &reader))
        clock = try ClockFacts(from: &reader)
        clockOffset = try Int?(from: &reader)
        series = try String?(from: &reader)
        duplicateOf = try [UInt8]?(from: &reader)
    }
}

extension Artifact.Compression: Stored {}

extension Artifact.Content: Stored {
    package func store(in writer: inout StorageWriter) {
        let (kind, detail): (UInt8, [UInt8]) =
            switch self {
            case .log(let format): (0, Array(format.utf8))
            case .configuration: (1, [])
            case .empty: (2, [])
            case .unrecognisedText: (3, [])
            case .unrecognisedBinary: (4, [])
            case .symbolicLink(let target): (5, target)
            case .special: (6, [])
            case .unreadable(let reason): (7, Array(reason.utf8))
            }
        kind.store(in: &writer)
        detail.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        let kind = try UInt8(from: &reader)
        let detail = try [UInt8](from: &reader)
        switch kind {
        case 0: self = .log(format: String(decoding: detail, as: UTF8.self))
        case 1: self = .configuration
        case 2: self = .empty
        case 3: self = .unrecognisedText
        case 4: self = .unrecognisedBinary
        case 5: self = .symbolicLink(target: detail)
        case 6: self = .special
        case 7: self = .unreadable(reason: String(decoding: detail, as: UTF8.self))
        default: throw StorageError()
        }
    }
}

extension LineAccount: Stored {
    package func store(in writer: inout StorageWriter) {
        for count in [events, ignored, malformed, duplicate] { count.store(in: &writer) }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            events: try Int64(from: &reader), ignored: try Int64(from: &reader), malformed: try Int64(from: &reader),
            duplicate: try Int64(from: &reader))
    }
}

extension Damage.Kind: Stored {}

extension Damage: Stored {
    package func store(in writer: inout StorageWriter) {
        kind.store(in: &writer)
        offset.store(in: &writer)
        bytesLost.store(in: &writer)
        detail.store(in: &writer)
        before.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            kind: try Kind(from: &reader), offset: try Int64(from: &reader), bytesLost: try Int64?(from: &reader),
            detail: try String(from: &reader), before: try Instant?(from: &reader))
    }
}

extension Malformation.Expected: Stored {}

extension MalformedLine: Stored {
    package func store(in writer: inout StorageWriter) {
        lineNumber.store(in: &writer)
        offset.store(in: &writer)
        malformation.expected.store(in: &writer)
        malformation.position.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            lineNumber: try Int64(from: &reader), offset: try Int64(from: &reader),
            malformation: Malformation(
                expected: try Malformation.Expected(from: &reader), position: try Int(from: &reader)))
    }
}

extension ClockFacts.Step: Stored {
    package func store(in writer: inout StorageWriter) {
        for value in [lineNumber, offset, seconds] { value.store(in: &writer) }
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init(
            lineNumber: try Int64(from: &reader), offset: try Int64(from: &reader), seconds: try Int64(from: &reader))
    }
}

extension ClockFacts: Stored {
    package func store(in writer: inout StorageWriter) {
        for count in [
            statedTimes, timesOfAssumedZone, timesOfInferredYear, backwardSteps, doubledHour, before1971, inFuture,
        ] { count.store(in: &writer) }
        largestSteps.store(in: &writer)
    }

    package init(from reader: inout StorageReader) throws(StorageError) {
        self.init()
        statedTimes = try Int64(from: &reader)
        timesOfAssumedZone = try Int64(from: &reader)
        timesOfInferredYear = try Int64(from: &reader)
        backwardSteps = try Int64(from: &reader)
        doubledHour = try Int64(from: &reader)
        before1971 = try Int64(from: &reader)
        inFuture = try Int64(from: &reader)
        largestSteps = try [Step](from: &reader)
    }
}
