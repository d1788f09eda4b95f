// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import CasePipeline
import EvidenceModel
import TestSupport

/// A folder of evidence, and what reading it gives.
struct CaseFolder {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    init(_ files: [String: String]) throws {
        try self.init()
        for (name, text) in files { try folder.write(text, to: name) }
    }

    func answers(_ options: CaseReading.Options = .init()) async -> CaseAnswers {
        CaseAnswers(await CaseReading([folder.path], options).ledger(), inventory: nil)
    }

    /// By path.
    func artifacts(_ options: CaseReading.Options = .init()) async -> [String: Artifact] {
        let pairs = await answers(options).evidence.map { (String(decoding: $0.path, as: UTF8.self), $0) }
        return Dictionary(pairs) { first, _ in first }
    }

    func plan() -> ReadingPlan { CaseReading([folder.path], .init()).plan }
}

/// Lines of logs, numbered so that no two are the same.
enum LogLines {
    static func apache(_ numbers: some Sequence<Int>) -> String {
        numbers.map { number in
            let clock = "\(two(number / 3600 % 24)):\(two(number / 60 % 60)):\(two(number % 60))"
            return "192.0.2.\(number % 250) - - [05/Mar/2015:\(clock) +0100] \"GET /calls/\(number).wav HTTP/1.1\" 200 "
                + "\(1000 + number)\n"
        }.joined()
    }

    static func xferlog(_ numbers: some Sequence<Int>) -> String {
        numbers.map { number in
            "Wed Mar  4 09:\(two(number / 60 % 60)):\(two(number % 60)) 2015 1 192.0.2.7 \(1000 + number) "
                + "/calls/\(number).wav b _ o r anna ftp 0 * c\n"
        }.joined()
    }

    static func rsyncd(_ numbers: some Sequence<Int>) -> String {
        numbers.map { number in
            "2015/03/04 11:28:\(two(number % 60)) [485] send host [192.0.2.7] calls () 2015/\(number).wav 77624\n"
        }.joined()
    }

    /// Well-formed and no event.
    static let rsyncSummary = "2015/03/04 11:28:46 [485] sent 77798 bytes  received 54 bytes  total size 77624\n"

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
