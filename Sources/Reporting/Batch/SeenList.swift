// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What a case can have in common with others: addresses, evidence by its digest, and retrieved files, a line each.
///
///     actor<TAB>192.0.2.7<TAB>12<TAB>48211
///     evidence<TAB>9f86d081...<TAB>access.log<TAB>5120
///     file<TAB>/srv/nas/calls/a%20b.wav<TAB>3<TAB>1290004
///
/// Of an actor and a file: its retrievals in scope and their bytes. Of evidence: its path and its size; empty files are left
/// out, and configuration, of which many machines have the same. Text is percent-encoded, and `seen.tsv` is in the order of
/// kinds and then of the bytes that it encodes, so that the lists of many cases are compared in one pass that holds a line
/// of each.
package enum SeenList {
    package static let fileName = "seen.tsv"

    package static func write<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let (answers, retrieved) = (report.answers, report.answers.retrievals.files.filter(\.isInScope))
        try lines(answers.actors, write) { line("actor", $0.id, "\($0.retrievals)", $0.byteCount) }
        try lines(digested(answers.evidence), write) { digest, artifact in
            let path = String(decoding: PercentEncoding.encode(artifact.path), as: UTF8.self)
            return line("evidence", Array(digest.utf8), path, artifact.byteCount ?? 0)
        }
        try lines(retrieved, write) { line("file", $0.path, "\($0.retrievals)", $0.byteCount) }
    }

    private static func lines<Element, Failure: Error>(
        _ elements: [Element], _ write: ([UInt8]) throws(Failure) -> Void, _ line: (Element) -> [UInt8]
    ) throws(Failure) {
        var pending: [UInt8] = []
        for element in elements {
            pending += line(element)
            if pending.count > pieceSize {
                try write(pending)
                pending.removeAll(keepingCapacity: true)
            }
        }
        try write(pending)
    }

    private static func line(_ kind: String, _ key: [UInt8], _ detail: String, _ bytes: Int64) -> [UInt8] {
        Array("\(kind)\t".utf8) + PercentEncoding.encode(key) + Array("\t\(detail)\t\(bytes)\n".utf8)
    }

    /// Each content once, under the first of its paths, in the order of the digests.
    private static func digested(_ evidence: [Artifact]) -> [(String, Artifact)] {
        let firsts = evidence.reduce(into: [String: Artifact]()) { firsts, artifact in
            guard let digest = artifact.sha256, artifact.byteCount != 0, artifact.content != .configuration,
                firsts[digest] == nil
            else { return }
            firsts[digest] = artifact
        }
        return firsts.sorted { $0.key < $1.key }
    }

    private static let pieceSize = 64 << 10
}
