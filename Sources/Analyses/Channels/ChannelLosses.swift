// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Why a part of a channel's log is not there: damage that loses lines, and periods whose records are gone.
struct ChannelLosses {
    private(set) var reasons: [Channel: [ConfigurationReason]] = [:]

    init(series: [Series], evidence: [Artifact], gaps: [Gap]) {
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
        for channel in channels { reasons[channel, default: []].append(ConfigurationReason(words)) }
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
