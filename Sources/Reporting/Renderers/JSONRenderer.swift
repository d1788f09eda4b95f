// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
package import Analyses

/// The report as JSON, schema `logtrace.report/1`.
///
/// Unknown is null, never 0 and never an empty list that a reader could take for "none". Large lists are complete.
package struct JSONRenderer: ReportRenderer {
    package static let fileExtension = "json"

    package init() {}

    package func render<Failure: Error>(
        _ report: CaseReport, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var json = JSONWriter(brokenDepth: 3)
        let answers = report.answers
        let actorIDs = QuotedNames(answers.actors.lazy.map(\.id))
        json.begin("{")
        head(report, &json)
        try list("evidence", answers.evidence, &json, write, evidence)
        json.object("accounting") { lines(answers.lines, &$0) }
        try list("series", answers.series, &json, write, series)
        try list("channels", answers.channelStates, &json, write) {
            channel($0, report.conclusions.times[$0.channel], &$1)
        }
        configuration(answers.configuration, &json)
        try list("gaps", answers.gaps, &json, write, GapJSON.gap)
        json.key("retrievals")
        json.begin("{")
        try list("files", answers.retrievals.files, &json, write) { file($0, answers, actorIDs, &$1) }
        try list("routes", answers.retrievals.routes, &json, write, route)
        try list("unnamed", answers.retrievals.unnamed, &json, write, unnamed)
        json.member("total_files", answers.retrievals.files.count)
        json.member("total_bytes", answers.retrievals.byteCount)
        json.member("repeated_records", answers.retrievals.repeatedCount)
        json.end("}")
        try list("actors", Array(zip(answers.actors, report.conclusions.actorClasses)), &json, write) {
            actor($0.0, $0.1, &$1)
        }
        try list("server_versions", answers.serverVersions, &json, write, serverVersion)
        exposure(report.conclusions, &json)
        singleChannel(report.conclusions.singleChannel, &json)
        if report.conclusions.description == nil {
            json.null("claims")
        } else {
            json.array("claims") { json in
                for claim in report.conclusions.claims { ConclusionsJSON.claim(claim, &json) }
            }
        }
        json.array("findings") { json in
            for finding in report.conclusions.findings { ConclusionsJSON.finding(finding, &json) }
        }
        if report.notification != nil { NotificationJSON.worksheet(report.conclusions.notification, &json) }
        json.end("}")
        json.lineFeed()
        try write(json.take())
    }

    /// What the evidence is, with the keys of the report that tell of it.
    package func inspection<Failure: Error>(
        _ answers: CaseAnswers, toolVersion: String, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var json = JSONWriter(brokenDepth: 3)
        json.begin("{")
        json.member("schema", "logtrace.inspection/1")
        tool(toolVersion, &json)
        try list("evidence", answers.evidence, &json, write, evidence)
        json.object("accounting") { lines(answers.lines, &$0) }
        try list("series", answers.series, &json, write, series)
        json.end("}")
        json.lineFeed()
        try write(json.take())
    }

    /// Writes a list in pieces, so that a long one needs no memory of its length.
    private func list<Element, Failure: Error>(
        _ key: StaticString, _ elements: [Element], _ json: inout JSONWriter,
        _ write: ([UInt8]) throws(Failure) -> Void, _ body: (Element, inout JSONWriter) -> Void
    ) throws(Failure) {
        json.key(key)
        json.begin("[")
        for element in elements {
            body(element, &json)
            if json.bytes.count > Self.pieceSize { try write(json.take()) }
        }
        json.end("]")
    }

    private static let pieceSize = 64 << 10

    private func head(_ report: CaseReport, _ json: inout JSONWriter) {
        json.member("schema", CaseReport.schema)
        tool(report.toolVersion, &json)
        json.member("generated_at", report.generatedAt)
        json.object("case") {
            $0.member("name", report.conclusions.description?.name)
            $0.member("timezone", report.zone.name)
            $0.member("timezone_basis", report.zone.basis)
            $0.object("options") { json in
                for option in report.options {
                    if option.isRepeatable {
                        json.array(key: option.name) { json in option.values.forEach { json.element($0) } }
                    } else {
                        json.member(key: option.name, option.values[0])
                    }
                }
            }
        }
    }

    private func tool(_ version: String, _ json: inout JSONWriter) {
        json.object("tool") {
            $0.member("name", "logtrace")
            $0.member("version", version)
        }
    }

    // MARK: evidence

    private func clock(_ clock: ClockFacts, _ json: inout JSONWriter) {
        json.object("time_basis_counts") { json in
            json.member("stated", clock.statedTimes)
            json.member("zone_assumed", clock.timesOfAssumedZone)
            json.member("year_inferred", clock.timesOfInferredYear)
        }
        json.object("clock") { json in
            json.member("backward_steps", clock.backwardSteps)
            json.array("largest_steps") { json in
                for step in clock.largestSteps {
                    json.object {
                        $0.member("line", step.lineNumber)
                        $0.member("offset", step.offset)
                        $0.member("seconds", step.seconds)
                    }
                }
            }
            json.member("doubled_hour", clock.doubledHour)
            json.member("before_1971", clock.before1971)
            json.member("in_future", clock.inFuture)
        }
    }

    private func evidence(_ artifact: Artifact, _ json: inout JSONWriter) {
        json.object { json in
            json.path(artifact.path)
            json.member("sha256", artifact.sha256)
            json.member("size", artifact.byteCount)
            json.member("decompressed_size", artifact.decompressedByteCount)
            json.member("compression", artifact.sha256 == nil ? nil : artifact.compression.rawValue)
            json.member("format", artifact.content.formatName)
            json.member("unread_because", artifact.content.unreadReason)
            json.member("series", artifact.series)
            json.member("first", artifact.first)
            json.member("last", artifact.last)
            json.optional("duplicate_of", artifact.duplicateOf)
            if let account = artifact.lines { json.object("lines") { lines(account, &$0) } } else { json.null("lines") }
            json.array("time_bases") { json in
                for basis in artifact.timeBases.members { json.element(basis.rawValue) }
            }
            clock(artifact.clock, &json)
            json.array("damage") { json in
                for damage in artifact.damage {
                    json.object {
                        $0.member("kind", damage.kind.rawValue)
                        $0.member("offset", damage.offset)
                        $0.member("bytes_lost", damage.bytesLost)
                        $0.member("detail", damage.detail)
                    }
                }
            }
            json.array("malformed") { json in
                for line in artifact.malformedLines {
                    json.object {
                        $0.member("line", line.lineNumber)
                        $0.member("offset", line.offset)
                        $0.member("position", line.malformation.position)
                        $0.member("expected", line.malformation.expected.rawValue)
                    }
                }
            }
        }
    }

    private func lines(_ account: LineAccount, _ json: inout JSONWriter) {
        json.member("total", account.total)
        json.member("events", account.events)
        json.member("ignored", account.ignored)
        json.member("malformed", account.malformed)
        json.member("duplicate", account.duplicate)
    }

    private func series(_ series: Series, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", series.id)
            json.member("dataset", series.dataset)
            json.array("channels") { json in for channel in series.channels { json.element(channel.rawValue) } }
            json.array("artifacts") { json in for path in series.artifacts { json.element(bytes: path) } }
            json.span(series.span)
            json.member("events", series.events)
            json.array("coverage") { json in
                for range in series.coverage.ranges {
                    json.object {
                        $0.member("from", Instant(seconds: range.lowerBound))
                        $0.member("to", Instant(seconds: range.upperBound - 1))
                    }
                }
            }
            GapJSON.detectionLimit(series.detectionLimit, &json)
        }
    }

    // MARK: what was fetched

    private func configuration(_ configuration: MachineConfiguration, _ json: inout JSONWriter) {
        json.object("configuration") { json in
            json.optional("host_name", configuration.hostName)
            json.array("files") { json in for file in configuration.files { json.element(bytes: file) } }
            json.notes(configuration.notes)
        }
    }

    private func channel(_ state: ChannelState, _ time: ChannelTime?, _ json: inout JSONWriter) {
        let use = state.use
        json.object { json in
            json.member("channel", state.channel.rawValue)
            json.member("state", state.kind?.rawValue)
            json.member("logged", state.isLogged)
            json.reasons("reasons", state.reasons)
            json.member("events", use.events)
            json.member("retrievals", use.retrievals)
            json.member("files", use.files)
            json.member("bytes", use.byteCount)
            json.member("clients", use.clients)
            json.span(use.span)
            json.member("exposed_hours", time?.exposed.hours)
            json.member("observed_hours", time?.observed.hours)
            json.member("coverage", time?.coverage)
        }
    }

    private func file(
        _ file: RetrievedFile, _ answers: CaseAnswers, _ actorIDs: QuotedNames, _ json: inout JSONWriter
    ) {
        json.object { json in
            json.path(file.path)
            json.member("size", file.size)
            json.member("in_scope", file.isInScope)
            json.member("complete", file.isComplete)
            json.member("retrievals", file.retrievals)
            json.member("bytes", file.byteCount)
            let clients = actorIDs.array(file.clients)
            json.member("clients", written: clients)
            json.span(file.span)
            if let routes = file.openRoutes {
                json.array("open_routes") { json in
                    for route in routes { json.element(bytes: answers.retrievals.routes[route].id) }
                }
            } else {
                json.null("open_routes")
            }
            json.array("routes") { json in
                for way in file.ways {
                    json.object { json in
                        json.member("channel", way.channel.rawValue)
                        json.member("route", bytes: answers.retrievals.routes[way.route].id)
                        // No way has other clients than the file, so that as many are the same.
                        let isAll = way.clients.count == file.clients.count
                        json.member("clients", written: isAll ? clients : actorIDs.array(way.clients))
                        json.member("retrievals", way.retrievals)
                        json.member("complete", way.isComplete)
                        json.member("name", way.isNameInexact ? "only_file_that_fits" : "exact")
                        json.member("bytes", way.byteCount)
                        json.span(way.span)
                    }
                }
            }
        }
    }

    private func route(_ route: Route, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", bytes: route.id)
            json.member("channel", route.channel.rawValue)
            json.member("mount", bytes: route.mount)
            json.optional("target", route.target)
            json.member("state", route.state.rawValue)
            json.member("retrievals", route.retrievals)
            json.member("files", route.files)
            json.member("bytes", route.byteCount)
            json.member("clients", route.clients)
            json.span(route.span)
        }
    }

    private func unnamed(_ unnamed: UnnamedRetrieval, _ json: inout JSONWriter) {
        json.object { json in
            json.member("channel", unnamed.channel.rawValue)
            json.member("address", bytes: unnamed.address)
            json.member("retrievals", unnamed.retrievals)
            json.member("bytes", unnamed.byteCount)
            json.member("clients", unnamed.clients)
            json.span(unnamed.span)
        }
    }

    private func actor(_ actor: Actor, _ known: ActorClass, _ json: inout JSONWriter) {
        json.object { json in
            json.member("id", bytes: actor.id)
            json.array("channels") { json in for channel in actor.channels { json.element(channel.rawValue) } }
            json.array("users") { json in for user in actor.users { json.element(bytes: user) } }
            json.array("agents") { json in for agent in actor.agents { json.element(bytes: agent) } }
            json.member("kind", known.kind.rawValue)
            json.member("known_as", known.name)
            json.member("events", actor.events)
            json.member("retrievals", actor.retrievals)
            json.member("files", actor.files)
            json.member("bytes", actor.byteCount)
            json.span(actor.span)
        }
    }

    private func serverVersion(_ server: ServerVersion, _ json: inout JSONWriter) {
        json.object { json in
            json.member("series", bytes: server.series)
            json.member("version", bytes: server.text)
            json.member("starts", server.starts)
            json.span(server.span)
        }
    }

    // MARK: what it means

    private func exposure(_ conclusions: CaseConclusions, _ json: inout JSONWriter) {
        let exposure = conclusions.answers.exposure
        json.object("exposure") { json in
            ConclusionsJSON.window(conclusions.window, &json)
            json.object("proven") { json in
                json.member("files", exposure.proven.files)
                json.member("complete_files", exposure.proven.completeFiles)
                json.member("bytes", exposure.proven.byteCount)
                json.member("clients", exposure.proven.clients)
                json.member("retrievals", exposure.proven.retrievals)
            }
            ConclusionsJSON.unobserved(conclusions.unobserved, &json)
            if let accessible = exposure.accessible {
                json.object("accessible") { json in
                    json.member("files", accessible.files)
                    json.member("bytes", accessible.byteCount)
                    json.member("seconds", accessible.seconds)
                    json.member("unread_lines", accessible.unreadLines)
                }
            } else {
                json.null("accessible")
            }
            ConclusionsJSON.channelTime(conclusions.times, &json)
            ConclusionsJSON.dataSubjects(conclusions.dataSubjects, &json)
            ConclusionsJSON.owners(conclusions.owners, &json)
        }
    }

    private func singleChannel(_ single: SingleChannel, _ json: inout JSONWriter) {
        json.object("single_channel") { json in
            json.member("verdict", single.verdict.rawValue)
            json.member("severity", single.severity.rawValue)
            json.array("reasons") { json in for reason in single.reasons { json.element(reason) } }
            json.array("used_channels") { json in for channel in single.used { json.element(channel.rawValue) } }
            json.array("blind_channels") { json in for channel in single.blind { json.element(channel.rawValue) } }
            json.array("unknown_channels") { json in for channel in single.unknown { json.element(channel.rawValue) } }
        }
    }
}

extension JSONWriter {
    /// `path`, and `path_pct` where the path is not UTF-8 and `path` therefore not exact.
    mutating func path(_ path: [UInt8]) {
        member("path", bytes: path)
        if UTF8Repair.isValid(path.span) {
            null("path_pct")
        } else {
            member("path_pct", bytes: PercentEncoding.encode(path))
        }
    }

    fileprivate mutating func optional(_ key: StaticString, _ text: [UInt8]?) {
        if let text { member(key, bytes: text) } else { null(key) }
    }

    fileprivate mutating func span(_ span: TimeSpan) {
        member("first", span.first)
        member("last", span.last)
    }
}

/// Names as JSON strings, one after the other: most are written many times.
private struct QuotedNames {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ names: some Sequence<[UInt8]>) {
        var json = JSONWriter()
        for name in names {
            json.element(bytes: name)
            ends.append(json.bytes.count)
        }
        bytes = json.take()
    }

    /// The names with these numbers as a JSON array.
    func array(_ numbers: [Int32]) -> [UInt8] {
        var array = [UInt8(ascii: "[")]
        for number in numbers {
            if array.count > 1 { array.append(UInt8(ascii: ",")) }
            // A comma stands in front of each name but the first.
            let start = number == 0 ? 0 : ends[Int(number) - 1] + 1
            array.append(contentsOf: bytes[start..<ends[Int(number)]])
        }
        array.append(UInt8(ascii: "]"))
        return array
    }
}

extension Artifact.Content {
    /// The value of `evidence[].format`.
    package var formatName: String? {
        switch self {
        case .log(let format): format
        case .configuration: "configuration"
        case .symbolicLink: "symbolic_link"
        case .special: "special_file"
        case .empty, .unrecognisedText, .unrecognisedBinary, .unreadable: nil
        }
    }

    /// Why nothing of it was parsed; nil where it was.
    var unreadReason: String? {
        switch self {
        case .log, .configuration, .empty: nil
        case .unrecognisedText: "no known format"
        case .unrecognisedBinary: "no text"
        case .symbolicLink(let target): "link to " + TerminalText.escaped(target)
        case .special: "a pipe, socket or device"
        case .unreadable(let reason): reason
        }
    }
}
