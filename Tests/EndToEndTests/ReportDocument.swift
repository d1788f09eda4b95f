// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The parts of a JSON report that these tests look at.
struct ReportDocument: Decodable {
    struct Case: Decodable {
        let options: [String: Option]
    }

    /// An option's value; a list where it may be given more than once.
    enum Option: Decodable, Equatable, ExpressibleByStringLiteral {
        case text(String), list([String])

        init(stringLiteral text: String) { self = .text(text) }

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            do {
                self = .text(try value.decode(String.self))
            } catch DecodingError.typeMismatch {
                self = .list(try value.decode([String].self))
            }
        }
    }

    struct Lines: Decodable, Equatable {
        let total, events, ignored, malformed, duplicate: Int

        init(events: Int = 0, ignored: Int = 0, malformed: Int = 0, duplicate: Int = 0) {
            total = events + ignored + malformed + duplicate
            (self.events, self.ignored, self.malformed) = (events, ignored, malformed)
            self.duplicate = duplicate
        }
    }

    struct Evidence: Decodable {
        struct Damage: Decodable {
            let kind: String
        }

        struct MalformedLine: Decodable, Equatable {
            let line, offset: Int
        }

        struct Clock: Decodable {
            struct Step: Decodable {
                let line, seconds: Int
            }

            let backwardSteps, doubledHour, before1971, inFuture: Int
            let largestSteps: [Step]
        }

        let path: String
        let sha256: String?
        let size: Int?
        let compression: String?
        let duplicateOf: String?
        let format: String?
        let unreadBecause: String?
        let lines: Lines?
        let damage: [Damage]
        let malformed: [MalformedLine]
        let clock: Clock
        let first, last: String?
    }

    struct Retrievals: Decodable {
        struct File: Decodable, Equatable {
            let path: String
            let size: Int?
            let inScope: Bool
            let retrievals: Int
            let bytes: Int?
            let clients: [String]
            let first, last: String?
        }

        let files: [File]
    }

    let `case`: Case
    let generatedAt: String
    let evidence: [Evidence]
    let accounting: Lines
    let retrievals: Retrievals

    init(_ bytes: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(ReportDocument.self, from: Data(bytes))
    }

    /// The report on one artifact.
    func artifact(_ path: String) throws -> Evidence {
        try #require(evidence.first { $0.path == path }, "\(path) is not in evidence[]")
    }

    /// Runs `logtrace report` and reads what it prints; fails the test if the status is another.
    static func make(
        _ arguments: [String], input: [UInt8] = [], status: Int32 = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ReportDocument {
        let outcome = try Binary.run(["report", "--format", "json"] + arguments, input: .bytes(input))
        try #require(outcome.status == status, "\(outcome.errorText)", sourceLocation: sourceLocation)
        return try ReportDocument(outcome.output)
    }
}
