// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The index of a batch as JSON, schema `logtrace.batch/1`. Unknown is null, lists are complete.
package enum BatchIndexJSON {
    package static func render<Failure: Error>(
        _ index: BatchIndex, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var json = JSONWriter(brokenDepth: 2)
        json.begin("{")
        json.member("schema", BatchIndex.schema)
        json.object("tool") {
            $0.member("name", "logtrace")
            $0.member("version", index.toolVersion)
        }
        json.member("generated_at", index.generatedAt)
        json.object("totals") {
            $0.member("cases", index.cases.count)
            $0.member("complete", index.cases.count - index.failed.count - index.incompleteCount)
            $0.member("incomplete", index.incompleteCount)
            $0.member("failed", index.failed.count)
        }
        try list("cases", index.cases, &json, write, batchCase)
        try list("actors", index.shared.actors, &json, write) { actor, json in
            json.member("id", bytes: actor.name)
            sightings(actor, index, &json)
        }
        try list("files", index.shared.files, &json, write) { file, json in
            json.path(file.name)
            sightings(file, index, &json)
        }
        try list("evidence", index.shared.evidence, &json, write) { evidence, json in
            json.member("sha256", evidence.sha256)
            json.member("size", evidence.byteCount)
            json.array("cases") { json in
                for sighting in evidence.sightings {
                    json.object {
                        $0.member("case", index.cases[sighting.caseNumber].id)
                        $0.path(sighting.path)
                    }
                }
            }
        }
        json.end("}")
        json.lineFeed()
        try write(json.take())
    }

    private static func list<Element, Failure: Error>(
        _ key: StaticString, _ elements: [Element], _ json: inout JSONWriter,
        _ write: ([UInt8]) throws(Failure) -> Void, _ members: (Element, inout JSONWriter) -> Void
    ) throws(Failure) {
        json.key(key)
        json.begin("[")
        for element in elements {
            json.object { members(element, &$0) }
            if json.bytes.count > pieceSize { try write(json.take()) }
        }
        json.end("]")
    }

    private static let pieceSize = 64 << 10

    private static func batchCase(_ batchCase: BatchIndex.Case, _ json: inout JSONWriter) {
        json.member("id", batchCase.id)
        json.member("path", batchCase.path)
        switch batchCase.outcome {
        case .reported(let summary, let isComplete):
            json.member("state", isComplete ? "complete" : "incomplete")
            json.member("status", isComplete ? 0 : 1)
            json.null("signal")
            problems(batchCase, &json)
            json.object("summary") { $0.summary(summary) }
        case .failed(let status, let signal):
            json.member("state", "failed")
            json.member("status", status)
            json.member("signal", signal)
            problems(batchCase, &json)
            json.null("summary")
        }
    }

    private static func problems(_ batchCase: BatchIndex.Case, _ json: inout JSONWriter) {
        json.array("problems") { json in for problem in batchCase.problems { json.element(problem) } }
    }

    private static func sightings(_ shared: BatchIndex.SharedName, _ index: BatchIndex, _ json: inout JSONWriter) {
        json.array("cases") { json in
            for sighting in shared.sightings {
                json.object {
                    $0.member("case", index.cases[sighting.caseNumber].id)
                    $0.member("retrievals", sighting.retrievals)
                    $0.member("bytes", sighting.byteCount)
                }
            }
        }
    }
}
