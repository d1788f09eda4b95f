// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Reporting
import SystemPackage

/// A folder that gets the tables of a report, one CSV file each. It is made where it is not there; other files in it stay.
struct OutputFolder {
    private let path: FilePath

    /// Whether a path of the command line means a folder: `tables/`.
    static func isNamed(by path: String) -> Bool { path.hasSuffix("/") }

    init(_ path: String) throws(OutputError) {
        self.path = FilePath(path)
        guard mkdir(self.path.string, 0o755) == 0 || Glibc.errno == EEXIST else {
            throw OutputError(destination: path, errno: Errno(rawValue: Glibc.errno))
        }
    }

    func write(_ report: CaseReport) throws(OutputError) {
        for table in CSVRenderer.files(report) {
            var file = try OutputFile.file(path.appending(table.name).string)
            try table.write { bytes throws(OutputError) in try file.write(bytes) }
            try file.finish()
        }
    }
}
