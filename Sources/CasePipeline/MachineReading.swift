// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import ByteStreams
package import EvidenceModel
import SystemPackage

/// Reads the configuration of a machine, and of nothing else on it.
package enum MachineReading {
    /// Where daemons keep it; of a root that has none of these, everything is looked at.
    private static let folders = ["etc", "usr/local/etc", "usr/local/apache2/conf", "usr/local/nginx/conf", "opt/etc"]

    /// - Throws: If there is no such folder, or it cannot be read.
    package static func configuration(below root: String) throws(SourceError) -> MachineConfiguration {
        let root = FilePath(root)
        _ = try namesInFolder(root)
        let present = folders.filter { isFolder(root.appending($0)) }
        let files = EvidenceWalker.files(of: root, in: present.isEmpty ? [""] : present)
        return ConfigurationFinder.configuration(of: files, Survey())
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        do {
            return try FileFacts(of: path).kind == .folder
        } catch {
            // What is not there is none.
            return false
        }
    }
}
