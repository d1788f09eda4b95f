// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Why a part of a channel's log is not there: damage that loses lines, and periods whose records are gone.
struct ChannelLosses {
    private(set) var reasons: [Channel: [ConfigurationReason]] = [:]
    private let configuration: MachineConfiguration

    init(
        series: [Series], evidence: [Artifact], gaps: [Gap],
        _ configuration: MachineConfiguration = MachineConfiguration()
    ) {
        self.configuration = configuration
        let damaged = Dictionary(evidence.map { ($0.path, $0.damage.filter(\.losesLines)) }) { first, _ in first }
        let lost = Dictionary(grouping: gaps.filter(\.isLoss), by: \.series)
        for series in series {
            for path in series.artifacts {
                for damage in damaged[path] ?? [] {
                    let words = "a part of \(String(decoding: path, as: UTF8.self)) is lost: \(damage.kind.rawValue)"
                    add(words, to: series)
                }
            }
            if let count = lost[series.id]?.count {
                add("\(count == 1 ? "a period" : "\(count) periods") of \(series.id) may be missing", to: series)
            }
        }
    }

    private mutating func add(_ words: String, to series: Series) {
        var channels = series.channels
        // The file server writes where sshd does.
        if channels.contains(.ssh), !channels.contains(.sftp) { channels.append(.sftp) }
        channels += configured(series).filter { !channels.contains($0) }
        for channel in channels { reasons[channel, default: []].append(ConfigurationReason(words)) }
    }
}

extension ChannelLosses {
    /// Channels that the log would tell of by its configuration, though it shows no event of them.
    private func configured(_ series: Series) -> [Channel] {
        let logs = series.artifacts.flatMap { configuration.logs(writtenTo: $0) }.filter {
            $0.kind == .access || $0.kind == .transfer
        }
        return Channel.allCases.filter { channel in
            configuration.mounts(of: channel).contains { mount in
                logs.contains { log in
                    log.daemon == mount.daemon
                        && (log.hosts == mount.hosts || !Set(log.hosts).isDisjoint(with: mount.hosts))
                }
            }
        }
    }
}

extension Damage {
    fileprivate var losesLines: Bool {
        switch kind {
        case .truncatedGzip, .corruptGzip, .readError: true
        default: false
        }
    }
}
