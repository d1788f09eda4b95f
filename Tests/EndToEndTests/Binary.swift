// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The built binary, run as a user would.
enum Binary {
    /// Beside the test's own executable, wherever the build puts that; else where `swift build` puts it.
    static let path: String = {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("logtrace").path
            if isProgram(candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return repository.appendingPathComponent(".build/debug/logtrace").path
    }()

    /// The root of the repository, from which the commands of its documents are run.
    static let repository = samplesFolder.deletingLastPathComponent()

    /// Runs `logtrace` with these arguments, in an environment that keeps reports and help the same everywhere.
    static func run(
        _ arguments: [String], input: ChildProcess.Input = .bytes([]), environment: [String: String] = [:],
        folder: URL = repository
    ) throws -> ChildProcess.Outcome {
        try ChildProcess.run(
            path, arguments, input: input, environment: fixedEnvironment.merging(environment) { $1 },
            folder: folder.path)
    }

    /// Runs a line of shell, which finds the binary as `$0` and the arguments as `$@`.
    static func shell(
        _ script: String, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws -> ChildProcess.Outcome {
        try ChildProcess.run(
            "/bin/sh", ["-c", script, path] + arguments, input: .bytes([]),
            environment: fixedEnvironment.merging(environment) { $1 }, folder: repository.path)
    }

    private static let fixedEnvironment = ProcessInfo.processInfo.environment.merging([
        "SOURCE_DATE_EPOCH": "1700000000", "COLUMNS": "80", "LC_ALL": "C",
    ]) { $1 }

    /// A clone may itself be a folder called `logtrace`.
    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
