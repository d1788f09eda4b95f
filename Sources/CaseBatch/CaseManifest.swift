// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
package import Reporting

/// What a case's results were made of, and what they are: `manifest.json`, the last file that is written of them.
package struct CaseManifest: Sendable, Equatable, Decodable {
    package static let fileName = "manifest.json"
    /// Raised when a key changes its meaning.
    package static let schema = "logtrace.manifest/1"

    package struct File: Sendable, Equatable, Decodable {
        package let path: String
        /// Percent-encoded, where the path is not UTF-8.
        package let pathPct: String?
        /// Nil, as the digest, for what has no content or could not be read.
        package let size: Int64?
        package let sha256: String?
        /// Seconds since 1970 of its last change, of evidence: years and gaps may rest on it.
        package let modified: Int64?

        package init(path: [UInt8], size: Int64?, sha256: String?, modified: Int64? = nil) {
            self.path = String(decoding: path, as: UTF8.self)
            pathPct =
                UTF8Repair.isValid(path.span)
                ? nil : String(decoding: PercentEncoding.encode(path), as: UTF8.self)
            self.size = sha256 == nil ? nil : size
            self.sha256 = sha256
            self.modified = sha256 == nil ? nil : modified
        }
    }

    package struct Option: Sendable, Equatable, Decodable {
        package let name: String
        package let values: [String]

        package init(name: String, values: [String]) {
            self.name = name
            self.values = values
        }
    }

    package struct Tool: Sendable, Equatable, Decodable {
        package let name, version: String
    }

    /// All that decides what the results are; where none of it has changed, they need not be made again.
    package struct Inputs: Sendable, Equatable, Decodable {
        package let schema: String
        package let tool: Tool
        /// By name.
        package let options: [Option]
        package let caseFile, inventory: File?
        /// By path.
        package let evidence: [File]

        package init(
            toolVersion: String, options: [Option], caseFile: File?, inventory: File?, evidence: [File]
        ) {
            schema = CaseManifest.schema
            tool = Tool(name: "logtrace", version: toolVersion)
            self.options = options
            self.caseFile = caseFile
            self.inventory = inventory
            self.evidence = evidence
        }
    }

    package let inputs: Inputs
    /// Of the report: 0 or 1.
    package let status: Int32
    /// What was said on standard error.
    package let problems: [String]
    /// By path, all but the manifest itself.
    package let results: [File]
    package let summary: CaseSummary

    package init(inputs: Inputs, status: Int32, problems: [String], results: [File], summary: CaseSummary) {
        self.inputs = inputs
        self.status = status
        self.problems = problems
        self.results = results
        self.summary = summary
    }

    package func render(generatedAt: Instant) -> [UInt8] {
        var json = JSONWriter(brokenDepth: 2)
        json.object { json in
            json.object("inputs") { inputs.write(to: &$0) }
            json.member("generated_at", generatedAt)
            json.member("status", status)
            json.array("problems") { json in for problem in problems { json.element(problem) } }
            json.array("results") { json in for file in results { json.object { file.write(to: &$0) } } }
            json.object("summary") { $0.summary(summary) }
        }
        json.lineFeed()
        return json.take()
    }
}

extension CaseManifest.Inputs {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("schema", schema)
        json.object("tool") {
            $0.member("name", tool.name)
            $0.member("version", tool.version)
        }
        json.array("options") { json in
            for option in options {
                json.object { json in
                    json.member("name", option.name)
                    json.array("values") { json in for value in option.values { json.element(value) } }
                }
            }
        }
        for (key, file) in [("case_file", caseFile), ("inventory", inventory)] as [(StaticString, CaseManifest.File?)] {
            if let file { json.object(key) { file.write(to: &$0) } } else { json.null(key) }
        }
        json.array("evidence") { json in for file in evidence { json.object { file.write(to: &$0) } } }
    }
}

extension CaseManifest.File {
    fileprivate func write(to json: inout JSONWriter) {
        json.member("path", path)
        json.member("path_pct", pathPct)
        json.member("size", size)
        json.member("sha256", sha256)
        json.member("modified", modified)
    }
}
