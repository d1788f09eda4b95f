// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats

/// The formats that the configuration of the evidence gives the lines of its logs.
struct ConfiguredFormats {
    private let configuration: MachineConfiguration
    /// By server and text; nil for what no line can be read with.
    private var compiled: [ConfiguredLog.FormatKey: AccessLogFormat] = [:]
    /// Formats that cannot be used.
    private(set) var notes: [ConfigurationNote] = []

    init(_ configuration: MachineConfiguration) {
        self.configuration = configuration
        var tried: Set<ConfiguredLog.FormatKey> = []
        for log in configuration.logs {
            guard let key = log.accessFormat, tried.insert(key).inserted else { continue }
            do throws(AccessLogFormat.Problem) {
                compiled[key] =
                    key.daemon == .nginx
                    ? try AccessLogFormat(compilingNginx: key.text) : try AccessLogFormat(compiling: key.text)
            } catch {
                notes.append(
                    ConfigurationNote(
                        file: log.source.file, line: log.source.line,
                        words: "lines cannot be read by this log's format: \(error)"))
            }
        }
    }

    /// What is known of the lines of the file `name`, besides what holds for all.
    func context(of name: [UInt8], _ common: ReadingContext) -> ReadingContext {
        var context = common
        for key in configuration.logs(writtenTo: name).compactMap(\.accessFormat) {
            if let format = compiled[key], !context.accessLogFormats.contains(format) {
                context.accessLogFormats.append(format)
            }
        }
        return context
    }
}

extension ConfiguredLog {
    fileprivate struct FormatKey: Hashable {
        let daemon: Daemon
        let text: [UInt8]
    }

    /// Nil where its lines have no format of this kind, or the daemon's default.
    fileprivate var accessFormat: FormatKey? {
        guard kind == .access, daemon == .apache || daemon == .nginx, let format else { return nil }
        return FormatKey(daemon: daemon, text: format)
    }
}
