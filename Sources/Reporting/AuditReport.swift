// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Analyses
package import EvidenceModel

/// What a machine could account for, with what a reader must know of how that was found.
package struct AuditReport: Sendable {
    /// Raised when a key changes its meaning.
    package static let schema = "logtrace.audit/1"

    package let toolVersion: String
    package let generatedAt: Instant
    package let configuration: MachineConfiguration
    package let channels: [ChannelAudit]

    package init(toolVersion: String, generatedAt: Instant, configuration: MachineConfiguration) {
        self.toolVersion = toolVersion
        self.generatedAt = generatedAt
        self.configuration = configuration
        channels = ChannelAudit.all(in: configuration)
    }

    package var blind: [ChannelAudit] { channels.filter { $0.verdict == .blind } }
}

extension ConfigurationReason {
    /// `xferlog_enable is off: no transfer is logged (etc/vsftpd.conf:16)`, harmless on a terminal.
    var text: String { TerminalText.escaped(Array(words.utf8)) + (source.map { " (\($0.text))" } ?? "") }
}

extension ConfigurationLocator {
    /// `etc/vsftpd.conf:16`, harmless on a terminal.
    var text: String { "\(TerminalText.escaped(file)):\(line)" }
}

extension JSONWriter {
    /// An array of why something is so.
    mutating func reasons(_ key: StaticString, _ reasons: [ConfigurationReason]) {
        array(key) { json in
            for reason in reasons {
                json.object { json in
                    json.member("detail", bytes: Array(reason.words.utf8))
                    json.locator(reason.source)
                    json.member("remedy", reason.remedy)
                }
            }
        }
    }

    /// `path`, `line` and `directive`, null where no line says it.
    mutating func locator(_ locator: ConfigurationLocator?) {
        if let locator {
            member("path", bytes: locator.file)
            member("line", locator.line)
            member("directive", bytes: locator.directive)
        } else {
            null("path")
            null("line")
            null("directive")
        }
    }

    mutating func notes(_ notes: [ConfigurationNote]) {
        array("notes") { json in
            for note in notes {
                json.object { json in
                    json.member("path", bytes: note.file)
                    json.member("line", note.line)
                    json.member("detail", bytes: Array(note.words.utf8))
                }
            }
        }
    }
}

/// What could not be read or understood of a configuration, as text.
enum ConfigurationText {
    static func notes(_ configuration: MachineConfiguration) -> [String] {
        guard !configuration.notes.isEmpty else { return [] }
        return ["CONFIGURATION NOT UNDERSTOOD"]
            + configuration.notes.map { note in
                let line = note.line.map { ":\($0)" } ?? ""
                return "  \(TerminalText.escaped(note.file))\(line): \(TerminalText.escaped(Array(note.words.utf8)))"
            } + [""]
    }
}

extension SingleChannel.Verdict {
    var words: String {
        switch self {
        case .unsupported: "unsupported"
        case .contradicted: "contradicted"
        case .supported: "supported"
        case .notAssumed: "no question"
        }
    }
}
