// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import TestSupport

/// A line that real servers write and few tools read, put together from the fields that it must be taken apart into.
struct AtypicalLine {
    enum Kind: CaseIterable, Sendable {
        case propfind, copy, report, mkcol, lock, noRequest, tlsBytes, blankInPath, quotedAgent, hyphenatedUser
        case domainUser, http09, emptyAgent, hostName, ipv6
    }

    var client = ""
    var user: String?
    var seconds: Int64 = 0
    var method: String?
    var target: String?
    /// Decoded.
    var path: String?
    var version: String?
    var status = 200
    var byteCount: Int?
    var referrer: String?
    /// As logged; empty is not the same line as absent, and the same answer.
    var agent: String?
    var channel = Channel.http
    var action = Action.other
    private var stamp = ""
    private var hasHeaders = true

    /// Line number `number` of its kind.
    init(_ kind: Kind, number: Int, _ random: inout SeededGenerator) {
        let second = Int.random(in: 0..<60, using: &random)
        let minute = Int.random(in: 0..<60, using: &random)
        let offset = [-5, 0, 1, 9].randomElement(using: &random)!
        // 2019-02-15 at noon, in the zone of the offset.
        seconds = 1_550_232_000 + Int64(minute * 60 + second) - Int64(offset * 3600)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        stamp = "15/Feb/2019:12:\(two(minute)):\(two(second)) \(offset < 0 ? "-" : "+")\(two(abs(offset)))00"
        client = "192.0.2.\(number)"
        version = ["1.0", "1.1", "2.0"].randomElement(using: &random)
        byteCount = [nil, 0, Int.random(in: 1..<1 << 40, using: &random)].randomElement(using: &random)!
        referrer = [nil, "https://www.example.org/?q=\(number)"].randomElement(using: &random)!
        agent = [nil, "Mozilla/5.0 (Windows) mirall/2.\(number)"].randomElement(using: &random)!
        hasHeaders = Bool.random(using: &random)
        let isDone = Bool.random(using: &random)
        request("GET", "/calls/\(number).wav")
        action = .retrieve
        switch kind {
        case .propfind: dav("PROPFIND", isDone ? .list : .denied, isDone ? 207 : 401)
        case .copy: dav("COPY", isDone ? .copy : .denied, isDone ? 201 : 403)
        case .report: dav("REPORT", isDone ? .list : .other, isDone ? 207 : 400)
        case .mkcol: dav("MKCOL", .mkdir, isDone ? 201 : 405)
        case .lock: dav("LOCK", .other, isDone ? 200 : 423)
        case .noRequest: noRequest(nil, status: 408)
        case .tlsBytes: noRequest(#"\x16\x03\x01\x0"# + "\(number % 10)", status: 400)
        case .blankInPath:
            target = "/calls/my file \(number).wav"
            path = target
        case .quotedAgent:
            hasHeaders = true
            agent = #"he said \"agent \#(number)\" and \\"#
        case .hyphenatedUser: user = "anna-karin"
        case .domainUser: user = #"DOMAIN\\bob"#
        case .http09: version = nil
        case .emptyAgent:
            hasHeaders = true
            agent = ""
        case .hostName: client = "host-\(number).dialup.example.net"
        case .ipv6:
            client = ["2001:db8::\(number)", "::1", "2001:db8:0:0:1:2:3:\(number)"].randomElement(using: &random)!
        }
        if !hasHeaders { (referrer, agent) = (nil, nil) }
    }

    private mutating func request(_ method: String, _ path: String) {
        self.method = method
        target = path
        self.path = path
    }

    private mutating func dav(_ method: String, _ action: Action, _ status: Int) {
        self.method = method
        self.action = action
        self.status = status
        channel = .webdav
        user = "anna"
    }

    private mutating func noRequest(_ raw: String?, status: Int) {
        (method, path, version) = (nil, nil, nil)
        target = raw
        self.status = status
        action = .other
    }

    var text: String {
        var request = target ?? "-"
        if let method { request = "\(method) \(request)" }
        if let version { request += " HTTP/\(version)" }
        var line = "\(client) - \(user ?? "-") [\(stamp)] \"\(request)\" \(status) \(byteCount.map(String.init) ?? "-")"
        if hasHeaders { line += " \"\(referrer ?? "-")\" \"\(agent ?? "-")\"" }
        return line
    }
}
