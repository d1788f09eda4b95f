// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Reporting
import Testing

/// The forms of events that other tools read.
@Suite struct EventFormatTests {
    private func event(
        path: String = "/calls/a.wav", user: String = "anna", time: Instant? = .init(seconds: 1_550_232_001)
    )
        -> Event
    {
        var event = Event()
        event.begin(Array("record".utf8).span)
        event.dataset = "apache.access"
        event.time = time
        event.action = .retrieve
        event.outcome = .success
        event.channel = .http
        event.byteCount = 1000
        event.source = event.append(Array("192.0.2.7".utf8).span)
        event.user = event.append(Array(user.utf8).span)
        event.urlPath = event.append(Array(path.utf8).span)
        return event
    }

    private func text(_ format: EventFormat, _ events: [Event]) -> String {
        var writer = format.writer
        for event in events { writer.write(event, artifact: Array("access.log".utf8), line: 12, offset: 345) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func csvHasItsColumnsOnceAndACellForEach() {
        let lines = text(.csv, [event(), event()]).split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(
            lines[0] == "time,time_basis,channel,action,outcome,dataset,source,source_port,user,method,status,url,path,"
                + "bytes,transfer,user_agent,referrer,artifact,line,offset")
        #expect(
            lines[1]
                == "2019-02-15T12:00:01Z,stated,http,retrieve,success,apache.access,192.0.2.7,,anna,,,,/calls/a.wav,"
                + "1000,,,,access.log,12,345")
    }

    @Test(arguments: ["=cmd", "+1", "-1", "@x", "\u{ff1d}cmd"])
    func whatASpreadsheetWouldRunIsTextToIt(formula: String) {
        #expect(text(.csv, [event(user: formula)]).contains(",'\(formula),"))
        #expect(text(.l2tcsv, [event(user: formula)]).contains(",'\(formula),"))
    }

    @Test func cellsWithQuotesAndCommasStayCells() {
        #expect(text(.csv, [event(path: "/a,\"b\"")]).contains(",\"/a,\"\"b\"\"\","))
        #expect(text(.csv, [event(user: "-")]).contains(",-,"))
    }

    @Test(arguments: EventFormat.allCases)
    func noFormHasControlBytes(format: EventFormat) {
        let text = text(format, [event(path: "/\u{1b}[2J\n\u{202e}\u{0}", user: "\r\nforged")])
        let lines = text.split(whereSeparator: \.isNewline)
        #expect(lines.count == (format == .csv || format == .l2tcsv ? 2 : 1))
        for line in lines { #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }) }
    }

    @Test func timesketchHasTheKeysThatItAsksFor() throws {
        var fraction = event()
        fraction.time = Instant(seconds: 1_550_232_001, nanoseconds: 250_000_000, fractionDigits: 3)
        let object = try JSONValue(Array(text(.timesketch, [fraction]).utf8))
        #expect(object["message"] == "http retrieve success 192.0.2.7 anna /calls/a.wav 1000 bytes")
        #expect(object["datetime"] == "2019-02-15T12:00:01.250Z")
        #expect(object["timestamp"] == 1_550_232_001_250_000)
        #expect(object["timestamp_desc"] == "File Downloaded")
    }

    @Test func anEventWithoutATimeIsInEveryForm() throws {
        for format in EventFormat.allCases {
            let count = text(format, [event(time: nil)]).split(whereSeparator: \.isNewline).count
            #expect(count == (format == .csv || format == .l2tcsv ? 2 : 1))
        }
        let object = try JSONValue(Array(text(.timesketch, [event(time: nil)]).utf8))
        #expect(object["timestamp_desc"] == "Not a time")
    }

    @Test func aBodyfileHasElevenFieldsWhateverNamesHold() {
        let line = text(.bodyfile, [event(path: "/a|b|c")])
        #expect(line.split(separator: "|", omittingEmptySubsequences: false).count == 11)
        #expect(
            line
                == "0|http retrieve success 192.0.2.7 anna /a%7Cb%7Cc 1000 bytes (access.log:12)|0|0|0|0|1000|1550232001|"
                + "1550232001|1550232001|0\n")
    }

    @Test func l2tcsvHasSeventeenCellsWhateverNamesHold() {
        let line = text(.l2tcsv, [event(path: "/a,\"b", user: "x,y")]).split(separator: "\n")[1]
        #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 17)
        #expect(line.hasPrefix("02/15/2019,12:00:01,UTC,.A..,LOG,apache.access,File Downloaded,x y,-,/a  b,"))
    }
}
