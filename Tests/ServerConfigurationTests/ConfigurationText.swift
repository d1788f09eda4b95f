// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

@testable import ServerConfiguration

/// Reads a configuration that is made of these files; a text that begins with `->` is a link.
func configuration(_ files: [String: String]) -> MachineConfiguration {
    ConfigurationReading.configuration(in: tree(files))
}

func tree(_ files: [String: String]) -> ConfigurationTree {
    var entries: [[UInt8]: ConfigurationTree.Entry] = [:]
    for (path, text) in files {
        let name = Array(path.dropFirst().utf8)
        let bytes = Array(text.utf8)
        entries[Array(path.utf8)] =
            text.hasPrefix("->")
            ? .link(target: Array(bytes.dropFirst(2))) : .file(name: name) { .text(bytes) }
    }
    return ConfigurationTree(entries)
}

extension MachineConfiguration {
    func service(_ channel: Channel) -> ConfiguredService? { services(of: channel).first }

    /// `/webdav -> /srv/nas`
    var mountTexts: [String] {
        mounts.map {
            "\(String(decoding: $0.address, as: UTF8.self)) -> \($0.target.map { String(decoding: $0, as: UTF8.self) } ?? "?")"
        }
    }

    var logPaths: [String] { logs.compactMap { $0.path.map { String(decoding: $0, as: UTF8.self) } } }

    var noteTexts: [String] {
        notes.map { "\(String(decoding: $0.file, as: UTF8.self)):\($0.line ?? 0): \($0.words)" }
    }
}

extension ConfiguredLog {
    var formatText: String? { format.map { String(decoding: $0, as: UTF8.self) } }
}

extension ConfigurationReason {
    /// `etc/vsftpd.conf:3`
    var place: String? { source.map { "\(String(decoding: $0.file, as: UTF8.self)):\($0.line)" } }
}
