// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Adds to single events what the configuration of the evidence says of their addresses: that one is WebDAV, and which
/// file on the disk it is.
///
///     GET /webdav/calls/a.wav    by  Alias /webdav /srv/nas, Dav On    is  webdav, /srv/nas/calls/a.wav
struct EventPlacer {
    private let mounts: MountTable
    /// By the index of the plan's entry.
    private let series: [Int]

    init(_ plan: ReadingPlan) {
        var names: [String] = []
        var numbers: [String: Int] = [:]
        series = plan.entries.map { entry in
            let name = entry.seriesID
            if let number = numbers[name] { return number }
            numbers[name] = names.count
            names.append(name)
            return names.count - 1
        }
        mounts = MountTable(plan.configuration, series: names.map { Array($0.utf8) })
    }

    /// - Parameter body: Gets the event with what was added; it is given back as it was, since a record may state it twice.
    func place(_ event: inout Event, ofEntry entry: Int, _ body: (borrowing Event) -> Bool) -> Bool {
        guard !mounts.isEmpty, let channel = event.channel, let address = Self.address(of: event, on: channel),
            let place = mounts.place(of: event.text(address), series: series[entry], channel: channel)
        else { return body(event) }
        let filePath = event.filePath
        if place.isDAV, case .http = channel { event.channel = .webdav }
        if let path = place.diskPath { event.filePath = event.append(path.span) }
        defer {
            event.channel = channel
            event.filePath = filePath
        }
        return body(event)
    }

    /// What a mount may stand in front of. A request that names a file by other words than its path, or that a program
    /// answers, leads to where that program has its files.
    private static func address(of event: borrowing Event, on channel: Channel) -> EventField? {
        let isWeb = TransferProtocol(channel) == .http
        let address = isWeb ? event.urlPath : event.filePath
        guard address.isPresent, !isWeb || !event.filePath.isPresent && !namesProgram(event.text(address)) else {
            return nil
        }
        return address
    }

    private static func namesProgram(_ path: Span<UInt8>) -> Bool {
        let mark: StaticString = ".php/"
        guard path.count >= mark.utf8CodeUnitCount else { return false }
        return (0...path.count - mark.utf8CodeUnitCount).contains { start in
            (0..<mark.utf8CodeUnitCount).allSatisfy { path[start + $0] == mark.utf8Start[$0] }
        }
    }
}
