// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import Glibc
package import SystemPackage

/// The folder that gets the results of a batch, held by one batch at a time.
///
///     .lock                     locked with lockf(3) as long as a batch runs; its end, however it comes, unlocks it
///     .<case>.<number>.partial  what a case has written so far
///     <case>/                   its results, complete, since a folder gets this name only then
///     index.html, index.json
///
/// A batch that was killed leaves folders that are not finished. Their processes end with it, and even one that did not yet
/// could write only there: names of such folders are never used again, and whoever has the lock removes them.
package final class BatchFolder: Sendable {
    package struct Failure: Error {
        package let path: String
        package let errno: Errno

        package var description: String { "\(path): \(errno)" }
    }

    package enum Refusal: Error {
        case failed(Failure)
        /// Another batch is writing to it.
        case locked
        /// There is something in it already.
        case notEmpty
    }

    package let path: FilePath
    private let lock: FileDescriptor
    /// Told apart from those of other runs, also where a process has the number of an earlier one.
    private let run = UInt64.random(in: .min ... .max)

    private static let lockName = ".lock"
    private static let partialSuffix = ".partial"
    /// Of the folder among a case's results that has the tables.
    static let tablesName = "csv"

    /// Makes the folder where it is not there, locks it, and removes what a killed batch left unfinished.
    package init(_ path: String, mayHaveResults: Bool) throws(Refusal) {
        self.path = FilePath(path)
        do throws(Failure) {
            try Self.make(self.path, named: path)
            lock = try Self.open(self.path.appending(Self.lockName), named: path)
        } catch {
            throw .failed(error)
        }
        guard lockf(lock.rawValue, F_TLOCK, 0) == 0 else {
            let reason = Errno(rawValue: Glibc.errno)
            guard reason == .permissionDenied || reason == .resourceTemporarilyUnavailable else {
                throw .failed(Failure(path: path, errno: reason))
            }
            throw .locked
        }
        let names: [String]
        do throws(Failure) {
            names = try self.names()
            for name in names where Self.isPartial(name) { try remove(self.path.appending(name)) }
        } catch {
            throw .failed(error)
        }
        guard mayHaveResults || names.allSatisfy({ $0 == Self.lockName || Self.isPartial($0) }) else {
            throw .notEmpty
        }
    }

    private static func make(_ path: FilePath, named name: String) throws(Failure) {
        guard mkdir(path.string, 0o755) == 0 || Glibc.errno == EEXIST else {
            throw Failure(path: name, errno: Errno(rawValue: Glibc.errno))
        }
    }

    private static func open(_ path: FilePath, named name: String) throws(Failure) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .writeOnly, options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw Failure(path: name, errno: error as! Errno)
        }
    }

    private static func isPartial(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(partialSuffix) }

    private func names() throws(Failure) -> [String] {
        do {
            return try namesInFolder(path).map(\.string)
        } catch {
            throw Failure(path: path.string, errno: error.errno)
        }
    }

    /// What lies here beside the results of these cases and what is the batch's own.
    package func others(than cases: [BatchCase]) throws(Failure) -> [String] {
        let own = Set(cases.map(\.id) + ["index.html", "index.json"])
        return try names().filter { !own.contains($0) && !$0.hasPrefix(".") }
    }

    /// Where the results of a case lie once they are complete.
    package func results(of id: String) -> FilePath { path.appending(id) }

    package func hasResults(of id: String) -> Bool {
        access(results(of: id).appending(CaseManifest.fileName).string, F_OK) == 0
    }

    /// An empty folder for the results of a case.
    package func beginResults(of id: String) throws(Failure) -> FilePath {
        let partial = unfinished(id)
        guard mkdir(partial.string, 0o755) == 0 else {
            throw Failure(path: results(of: id).string, errno: Errno(rawValue: Glibc.errno))
        }
        return partial
    }

    private func unfinished(_ id: String, _ what: String = "") -> FilePath {
        path.appending(".\(id)\(what).\(String(run, radix: 16))\(Self.partialSuffix)")
    }

    /// Gives finished results their name, in place of those from before.
    package func finishResults(of id: String, in partial: FilePath) throws(Failure) {
        try removeResults(of: id)
        guard sync(partial.appending(Self.tablesName)), sync(partial),
            rename(partial.string, results(of: id).string) == 0, sync(path)
        else {
            throw Failure(path: results(of: id).string, errno: Errno(rawValue: Glibc.errno))
        }
    }

    /// Under their name, half of them would pass for all. A folder that is not of a batch stays, and is an error.
    private func removeResults(of id: String) throws(Failure) {
        guard try mayReplace(results(of: id)) else { return }
        let old = unfinished(id, ".old")
        try move(results(of: id), to: old)
        try remove(old)
    }

    /// Gives results of a case that fails now another name, `<case>.before`, since nothing tells whether they still hold.
    ///
    /// - Returns: Where they are; nil where there are none.
    package func setAsideResults(of id: String) throws(Failure) -> FilePath? {
        guard try mayReplace(results(of: id)) else { return nil }
        let aside = path.appending(id + ".before")
        if try mayReplace(aside) { try remove(aside) }
        try move(results(of: id), to: aside)
        return aside
    }

    /// False where there is nothing.
    private func mayReplace(_ results: FilePath) throws(Failure) -> Bool {
        guard access(results.string, F_OK) == 0 else { return false }
        guard access(results.appending(CaseManifest.fileName).string, F_OK) == 0 else {
            throw Failure(path: results.string, errno: .fileExists)
        }
        return true
    }

    private func move(_ from: FilePath, to: FilePath) throws(Failure) {
        guard rename(from.string, to.string) == 0 else {
            throw Failure(path: from.string, errno: Errno(rawValue: Glibc.errno))
        }
    }

    private func sync(_ folder: FilePath) -> Bool {
        let descriptor = Glibc.open(folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Removes a folder with all that is in it, or a file.
    package func remove(_ path: FilePath) throws(Failure) {
        do {
            if try FileFacts(of: path).kind == .folder {
                for name in try namesInFolder(path) { try remove(path.appending(name)) }
                guard rmdir(path.string) == 0 else {
                    throw Failure(path: path.string, errno: Errno(rawValue: Glibc.errno))
                }
            } else if unlink(path.string) != 0 {
                throw Failure(path: path.string, errno: Errno(rawValue: Glibc.errno))
            }
        } catch let error as SourceError {
            throw Failure(path: path.string, errno: error.errno)
        } catch {
            throw error as! Failure
        }
    }
}
