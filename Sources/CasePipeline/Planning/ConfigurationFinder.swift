// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
import EvidenceModel
import ServerConfiguration

/// Finds the configuration of the machines that the evidence is from, and reads it.
///
/// A copied tree has a folder `etc`; what stands before it is where the machine's root was put. Files of a heap are taken
/// for what their names say. Links are followed within the evidence only.
enum ConfigurationFinder {
    private static let sizeLimit = 1 << 20
    private static let slash = UInt8(ascii: "/")

    static func configuration(of files: [EvidenceFile], _ survey: Survey) -> MachineConfiguration {
        var trees: [[UInt8]: [[UInt8]: ConfigurationTree.Entry]] = [:]
        let roots = Set(files.compactMap(root)).sorted { $0.count > $1.count }
        for file in files {
            guard let entry = entry(file, survey) else { continue }
            if let root = roots.first(where: { file.name.starts(with: $0) }) {
                trees[root, default: [:]][[slash] + file.name.dropFirst(root.count).drop { $0 == slash }] = entry
            } else {
                let argument = Array(file.name.prefix(file.argumentByteCount))
                trees[argument, default: [:]][[slash] + file.pathInMachine] = entry
            }
        }
        var configuration = MachineConfiguration()
        for root in trees.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            configuration.append(ConfigurationReading.configuration(in: ConfigurationTree(trees[root]!)))
        }
        return configuration
    }

    /// What stands before the first folder `etc` of the name, behind the evidence argument; nil where there is none.
    private static func root(_ file: EvidenceFile) -> [UInt8]? {
        var start = file.argumentByteCount
        while start < file.name.count {
            while start < file.name.count, file.name[start] == slash { start += 1 }
            let end = file.name[start...].firstIndex(of: slash) ?? file.name.endIndex
            guard end < file.name.endIndex else { return nil }
            if file.name[start..<end].elementsEqual("etc".utf8) { return Array(file.name[..<start]) }
            start = end
        }
        return nil
    }

    private static func entry(_ file: EvidenceFile, _ survey: Survey) -> ConfigurationTree.Entry? {
        switch file.source {
        case .unread(.symbolicLink(let target)):
            return .link(target: target)
        case .file(let byteCount, _):
            guard ConfigurationNames.matches(file.pathInMachine[...]) else { return nil }
            return .file(name: file.name) { contents(of: file, byteCount, survey) }
        case .unread(.unreadable(let reason)):
            guard ConfigurationNames.matches(file.pathInMachine[...]) else { return nil }
            return .file(name: file.name) { .unreadable(reason: reason) }
        case .unread, .standardInput, .pipe:
            return nil
        }
    }

    private static func contents(
        of file: EvidenceFile, _ byteCount: Int64, _ survey: Survey
    ) -> ConfigurationTree.Contents {
        guard byteCount <= sizeLimit else { return .unreadable(reason: "larger than 1 MiB, which no configuration is") }
        do {
            return .text(try survey.text(of: file, limit: sizeLimit))
        } catch {
            return .unreadable(reason: "\(error.errno)")
        }
    }
}
