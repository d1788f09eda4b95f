// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// Answers as values that compare: clients by name and routes by what they are, not by number.
struct PlainAnswers: Equatable {
    struct Times: Equatable {
        var first: Instant?
        var last: Instant?
    }

    struct File: Equatable {
        let path: [UInt8]
        let size: Int64?
        let isInScope: Bool
        let isComplete: Bool?
        let retrievals: Int64
        let byteCount: Int64
        let largest: Int64
        let clients: [[UInt8]]
        let times: Times
        let ways: [Way]
    }

    struct Way: Equatable {
        let channel: Channel
        let mount: [UInt8]
        let isComplete: Bool?
        let retrievals: Int64
        let byteCount: Int64
        let clients: [[UInt8]]
        let times: Times
    }

    struct Sum: Equatable {
        var retrievals: Int64 = 0
        var byteCount: Int64 = 0
        var files = 0
        var clients = 0
    }

    struct Route: Equatable {
        let channel: Channel
        let mount: [UInt8]
        let sum: Sum
        let times: Times
    }

    struct Use: Equatable {
        let channel: Channel
        let events: Int64
        let sum: Sum
    }

    struct Actor: Equatable {
        let id: [UInt8]
        let channels: [Channel]
        let users: [[UInt8]]
        let agents: [[UInt8]]
        let events: Int64
        let times: Times
        let retrievals: Int64
        let byteCount: Int64
        let files: Int
    }

    struct Series: Equatable {
        let id: String
        let channels: [Channel]
        let events: Int64
        let times: Times
    }

    let files: [File]
    let routes: [Route]
    let channels: [Use]
    let actors: [Actor]
    let series: [Series]
    let byteCount: Int64
    let repeatedCount: Int64
    let proven: Sum
    let completeFiles: Int
    let provenTimes: Times
}

extension PlainAnswers {
    init(_ answers: CaseAnswers) {
        let names = answers.actors.map(\.id)
        let routes = answers.retrievals.routes
        files = answers.retrievals.files.map { file in
            File(
                path: file.path, size: file.size, isInScope: file.isInScope, isComplete: file.isComplete,
                retrievals: file.retrievals, byteCount: file.byteCount, largest: file.largest,
                clients: file.clients.map { names[Int($0)] }, times: Times(file.span),
                ways: file.ways.map { way in
                    Way(
                        channel: way.channel, mount: routes[way.route].mount, isComplete: way.isComplete,
                        retrievals: way.retrievals, byteCount: way.byteCount,
                        clients: way.clients.map { names[Int($0)] },
                        times: Times(way.span))
                })
        }
        self.routes = routes.map { route in
            Route(
                channel: route.channel, mount: route.mount,
                sum: Sum(
                    retrievals: route.retrievals, byteCount: route.byteCount, files: route.files,
                    clients: route.clients), times: Times(route.span))
        }
        channels = answers.channels.map { use in
            Use(
                channel: use.channel, events: use.events,
                sum: Sum(
                    retrievals: use.retrievals, byteCount: use.byteCount, files: use.files, clients: use.clients))
        }
        actors = answers.actors.map { actor in
            Actor(
                id: actor.id, channels: actor.channels, users: actor.users, agents: actor.agents, events: actor.events,
                times: Times(actor.span), retrievals: actor.retrievals, byteCount: actor.byteCount,
                files: actor.files)
        }
        series = answers.series.map {
            Series(id: $0.id, channels: $0.channels, events: $0.events, times: Times($0.span))
        }
        byteCount = answers.retrievals.byteCount
        repeatedCount = answers.retrievals.repeatedCount
        let proven = answers.exposure.proven
        self.proven = Sum(
            retrievals: proven.retrievals, byteCount: proven.byteCount, files: proven.files, clients: proven.clients)
        completeFiles = proven.completeFiles
        provenTimes = Times(answers.exposure.span)
    }
}

extension PlainAnswers.Times {
    init(_ span: TimeSpan) {
        self.init(first: span.first, last: span.last)
    }
}
