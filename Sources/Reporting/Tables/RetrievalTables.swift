// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// What was fetched, how and by whom, as tables.
enum RetrievalTables {
    static func channels(_ report: CaseReport) -> ReportTable {
        ReportTable(
            "channels", "Channels",
            note: "Not logged is not the same as not used: hours that no log vouches for say nothing.",
            [
                "channel": "channel", "state": "state", "logged": "logged", "exposed_hours": "hours exposed",
                "observed_hours": "hours observed", "coverage": "covered", "events": "events",
                "retrievals": "retrievals", "files": "files", "bytes": "bytes", "clients": "clients",
                "first": "first event", "last": "last event", "reasons": "because",
            ], report.answers.channelStates
        ) { state in
            let (use, time) = (state.use, report.conclusions.times[state.channel])
            return [
                .words(state.channel.rawValue), .words(state.kind?.words ?? "unknown"), .answer(state.isLogged),
                .hours(time?.exposed.hours ?? 0), .hours(time?.observed.hours ?? 0),
                time.map { .share($0.coverage) } ?? .none, .count(use.events), .count(use.retrievals),
                .count(use.files), .bytes(use.byteCount), .count(use.clients),
                use.events > 0 ? .time(use.span.first) : .none, use.events > 0 ? .time(use.span.last) : .none,
                .list(state.reasons.map(\.words)),
            ]
        }
    }

    static func routes(_ retrievals: Retrievals) -> ReportTable {
        let used = retrievals.routes.filter { $0.state == .used }
        return ReportTable(
            "routes", "Routes",
            note: "A route that is open and not used was not seen to be used; see what of its channel is covered.",
            [
                "channel": "channel", "mount": "mount", "target": "leads to", "state": "state", "files": "files",
                "retrievals": "retrievals", "bytes": "bytes", "clients": "clients", "first": "first", "last": "last",
            ], used + retrievals.routes.filter { $0.state != .used }
        ) { route in
            [
                .words(route.channel.rawValue), .text(route.mount), .text(route.target), .words(route.state.rawValue),
                .count(route.files), .count(route.retrievals), .bytes(route.byteCount), .count(route.clients),
                route.retrievals > 0 ? .time(route.span.first) : .none,
                route.retrievals > 0 ? .time(route.span.last) : .none,
            ]
        }
    }

    /// Files in scope.
    static func files(_ retrievals: Retrievals) -> ReportTable {
        let inScope = retrievals.files.filter(\.isInScope)
        let others = retrievals.files.count - inScope.count
        return ReportTable(
            "files", "Files that left",
            note: "The most often fetched first."
                + (others > 0
                    ? " \(Quantities.count(others, "other path was", "other paths were")) fetched; see the JSON report."
                    : ""),
            [
                "path": "file", "size": "size", "complete": "whole", "retrievals": "retrievals", "bytes": "bytes sent",
                "clients": "clients", "channels": "channels", "first": "first", "last": "last",
            ],
            inScope.sorted { left, right in
                left.retrievals != right.retrievals
                    ? left.retrievals > right.retrievals : left.path.lexicographicallyPrecedes(right.path)
            }
        ) { file in
            [
                .text(file.path), .bytes(file.size), .answer(file.isComplete), .count(file.retrievals),
                .bytes(file.byteCount), .count(file.clients.count), .list(file.ways.map(\.channel.rawValue).unique),
                .time(file.span.first), .time(file.span.last),
            ]
        }
    }

    static func unnamed(_ retrievals: Retrievals) -> ReportTable {
        ReportTable(
            "unnamed", "Retrievals of unknown files",
            note: "Shares by their token, folders in archives: how many files these were is told by no number here.",
            [
                "channel": "channel", "address": "asked for", "retrievals": "retrievals", "bytes": "bytes",
                "clients": "clients", "first": "first", "last": "last",
            ],
            retrievals.unnamed.sorted { left, right in
                left.byteCount != right.byteCount
                    ? left.byteCount > right.byteCount : left.address.lexicographicallyPrecedes(right.address)
            }
        ) { row in
            [
                .words(row.channel.rawValue), .text(row.address), .count(row.retrievals), .bytes(row.byteCount),
                .count(row.clients), .time(row.span.first), .time(row.span.last),
            ]
        }
    }

    /// Those that retrieved something in scope.
    static func actors(_ report: CaseReport) -> ReportTable {
        let active = zip(report.answers.actors, report.conclusions.actorClasses).filter { $0.0.retrievals > 0 }
        return ReportTable(
            "actors", "Clients that retrieved",
            note: "The most files first. An address is not a person; one person may have many, and many may share one.",
            [
                "address": "address", "kind": "kind", "known_as": "known as", "files": "files",
                "retrievals": "retrievals", "bytes": "bytes", "channels": "channels", "users": "users",
                "agents": "programs", "first": "first event", "last": "last event",
            ],
            active.sorted { left, right in
                left.0.files != right.0.files
                    ? left.0.files > right.0.files : left.0.id.lexicographicallyPrecedes(right.0.id)
            }
        ) { actor, actorClass in
            [
                .text(actor.id), .words(actorClass.kind.rawValue.replacing("_", with: " ")),
                actorClass.name.map { .words($0) } ?? .none, .count(actor.files), .count(actor.retrievals),
                .bytes(actor.byteCount), .list(actor.channels.map(\.rawValue)), names(actor.users),
                names(actor.agents), .time(actor.span.first), .time(actor.span.last),
            ]
        }
    }

    private static func names(_ names: [[UInt8]]) -> ReportTable.Cell { .list(names.map(TerminalText.escaped)) }
}

extension ChannelState.Kind {
    /// `partly observed`
    var words: String { rawValue.replacing("_", with: " ") }
}

extension [String] {
    fileprivate var unique: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
