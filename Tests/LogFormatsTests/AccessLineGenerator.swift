// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport

/// Access lines as Apache would write them for odd clients, and lines that something spoiled.
struct AccessLineGenerator {
    static let logFormats = [
        #"%h %l %u %t "%r" %>s %b"#,
        #"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
        #"%v:%p %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i""#,
        #"%v:%p %h %l %u %t "%r" %>s %b"#,
        #"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %I %O"#,
        #"%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" %I %O %D %X"#,
    ]

    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func index(below count: Int) -> Int {
        Int.random(in: 0..<count, using: &random)
    }

    /// One line in `logFormat`.
    mutating func line(_ logFormat: String) -> [UInt8] {
        var line = logFormat
        for (directive, value) in [
            ("%v:%p", virtualHost()), ("%h", client()), ("%l", pick(["-", "-", "-", "identity"])), ("%u", user()),
            ("%t", stamp()), ("%{Referer}i", text()), ("%{User-Agent}i", text()), ("%I", number()), ("%O", number()),
            ("%D", number()), ("%X", pick(["X", "+", "-"])), ("%>s", status()), ("%b", pick(["-", "0", number()])),
        ] {
            line.replace(directive, with: value)
        }
        let parts = line.split(separator: "%r", maxSplits: 1)
        return Array(parts[0].utf8) + request() + Array(parts[1].utf8)
    }

    /// `line` with one to three bytes replaced, removed or inserted at or after `start`, or cut.
    mutating func spoiled(_ line: [UInt8], from start: Int) -> [UInt8] {
        var line = line
        for _ in 0...index(below: 3) where line.count > start + 1 {
            let place = start + index(below: line.count - start)
            let byte = pick(Array(" \"\\[]:-/%09azA\0".utf8) + [0xff])
            switch index(below: 8) {
            case 0...2: line[place] = byte
            case 3, 4: line.remove(at: place)
            case 5, 6: line.insert(byte, at: place)
            default: line.removeSubrange(place...)
            }
        }
        return line
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[index(below: choices.count)]
    }

    private mutating func number() -> String {
        String(index(below: 1 << index(below: 40)))
    }

    private mutating func client() -> String {
        pick([
            "192.0.2.\(index(below: 256))", "2001:db8::\(index(below: 99))", "::1", "client.example.net", "localhost",
        ])
    }

    private mutating func virtualHost() -> String {
        pick([
            "www.example.org:80", "localhost:8080", "192.0.2.80:443", "[2001:db8::80]:443", "xn--bcher-kva.example:8",
        ])
    }

    /// Not `- -`, which behind a host name and an identity cannot be told from a client and what follows it.
    private mutating func user() -> String {
        pick([
            "-", "-", "anna", "anna@example.org", #"DOMAIN\\bob"#, "anna doe", "anna maria doe", "[x]", "a [b] c",
            #"a\"b"#, #"\xc3\xa5sa"#, "a:b", "x - y",
        ])
    }

    private mutating func stamp() -> String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // Few minutes, so that the reader's memory of the last one is used.
        let minute = pick(["08:00", "08:01", "23:59", "00:00"])
        let day = "\(padded(1 + index(below: 28)))/\(pick(months))/\(pick(["1999", "2015", "2016", "2038"]))"
        let offset = pick(["+0000", "+0100", "-0330", "+1400", "-1200", "-0000"])
        return "[\(pick(["04/Mar/2015", day])):\(minute):\(padded(index(below: 61))) \(offset)]"
    }

    private mutating func status() -> String {
        pick(["200", "206", "304", "301", "401", "403", "404", "408", "500", "201", "207", "-"])
    }

    private mutating func text() -> String {
        pick([
            "-", "", "http://www.example.org/?q=1", "Mozilla/5.0 (X11; Linux x86_64)", #"a\"b\\c"#, #"ends in \\"#,
            #"\" 200 5 \""#, #"\x00\xff"#, "[04/Mar/2015:09:08:02 +0100]", " ",
        ])
    }

    private mutating func request() -> [UInt8] {
        let odd = ["-", #"\x16\x03\x01"#, "GET /", "GET /a.wav", "quit", "", "SSH-2.0-x"]
        guard index(below: 8) > 0 else { return Array(pick(odd).utf8) }
        let method = pick(["GET", "GET", "GET", "HEAD", "PUT", "POST", "PROPFIND", "VERSION-CONTROL", "BCOPY"])
        let version = pick(["1.1", "1.0", "2.0", "2"])
        return Array("\(method) ".utf8) + target() + Array(" HTTP/\(version)".utf8)
    }

    private mutating func target() -> [UInt8] {
        var target = Array(pick(["", "", "", "http://www.example.org", "https://www.example.org:8443"]).utf8)
        for _ in 0...index(below: 5) {
            target.append(UInt8(ascii: "/"))
            target += pick([
                Array("calls".utf8), [], Array(".".utf8), Array("..".utf8), Array("a%20b".utf8), Array("%2e%2E".utf8),
                Array("%2563".utf8), Array("100%".utf8), Array("%zz".utf8), Array("%2F".utf8), Array("a b".utf8),
                Array(#"\"q\""#.utf8), Array(#"back\\"#.utf8), Array(#"\xe5"#.utf8), Array(#"\x%34"#.utf8),
                [0xe5, 0xff], Array("Åsa".utf8), Array("...".utf8), Array(".x".utf8), Array("~a+b;c=d".utf8),
            ])
        }
        if index(below: 4) == 0 { target += Array(pick(["?", "?a=b", "?a=/../b%20", "?a?b", #"?\"x\""#]).utf8) }
        return target
    }
}
