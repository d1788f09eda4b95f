// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// A folder of small cases, and batches over them.
struct BatchRunner {
    let folder: TemporaryFolder

    /// The parts of an index that these tests look at.
    struct Index: Decodable {
        struct Totals: Decodable, Equatable {
            let cases, complete, incomplete, failed: Int
        }

        struct Case: Decodable {
            struct Summary: Decodable {
                struct Proven: Decodable {
                    let files: Int
                }

                let name: String?
                let proven: Proven
            }

            let id, path, state: String
            let status, signal: Int?
            let problems: [String]
            let summary: Summary?
        }

        struct Actor: Decodable {
            let id: String
        }

        struct File: Decodable {
            struct Sighting: Decodable, Equatable {
                let `case`: String
                let retrievals: Int
            }

            let path: String
            let cases: [Sighting]
        }

        struct Evidence: Decodable {
            let sha256: String
            let size: Int
        }

        let totals: Totals
        let cases: [Case]
        let actors: [Actor]
        let files: [File]
        let evidence: [Evidence]
    }

    init() throws { folder = try TemporaryFolder() }

    /// A case of evidence only.
    func add(_ name: String, _ lines: String) throws { try folder.write(lines, to: "cases/\(name)/access.log") }

    /// A case with a case file of its own.
    func add(_ name: String, caseFile: String, _ lines: String? = nil) throws {
        try folder.write(caseFile, to: "cases/\(name)/case.yaml")
        if let lines { try folder.write(lines, to: "cases/\(name)/evidence/access.log") }
    }

    /// Two cases that are fine, one of evidence only.
    func addTwo() throws {
        try add("jones", accessLine("/calls/a.wav") + accessLine("/calls/b.wav", client: "192.0.2.8"))
        try add(
            "smith", caseFile: "name: The Smith case\nevidence: [evidence]\n",
            accessLine("/calls/a.wav") + accessLine("/calls/c.wav", client: "192.0.2.9"))
    }

    /// From the folder above the cases, so that no path of a machine is in the results.
    func run(_ arguments: [String]) throws -> ChildProcess.Outcome {
        try Binary.run(["batch"] + arguments, folder: folder.url)
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.path(path)).sorted()
    }

    func contents(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.url.appendingPathComponent(path)))
    }

    func text(_ path: String) throws -> String { String(decoding: try contents(path), as: UTF8.self) }

    /// All files below a folder with what they hold.
    func tree(_ path: String) throws -> [String: [UInt8]] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: self.path(path))
        return try paths.reduce(into: [:]) { tree, name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(self.path(path))/\(name)", isDirectory: &isFolder)
            if !isFolder.boolValue { tree[name] = try contents("\(path)/\(name)") }
        }
    }

    /// Names the files in which two folders differ, and does not print them.
    func differences(_ left: String, _ right: String) throws -> [String] {
        let (left, right) = (try tree(left), try tree(right))
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    func index(_ path: String = "out") throws -> Index {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Index.self, from: Data(contents("\(path)/index.json")))
    }

    /// The number of the file on its disk: another one where it was written anew.
    func fileNumber(_ path: String) throws -> Int {
        try #require(
            FileManager.default.attributesOfItem(atPath: self.path(path))[.systemFileNumber] as? Int, "\(path)")
    }
}
