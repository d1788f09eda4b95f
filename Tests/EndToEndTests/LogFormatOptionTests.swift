// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@Suite struct LogFormatOptionTests {
    private static let line = "192.0.2.7|anna doe|2019-02-15 13:00:01 +0100|GET|/calls/a b.wav|200|1200\n"

    @Test func aFormatThatIsNamedIsRead() throws {
        let outcome = try Binary.run(
            ["events", "--log-format", "%a|%u|%{%F %T %z}t|%m|%U|%>s|%O"], input: .bytes(Array(Self.line.utf8)))
        #expect(outcome.status == 0)
        #expect(
            outcome.text
                == #"{"@timestamp":"2019-02-15T12:00:01Z","#
                + #""event":{"action":"retrieve","outcome":"success","dataset":"apache.access"},"#
                + #""source":{"ip":"192.0.2.7"},"user":{"name":"anna doe"},"#
                + #""url":{"original":"/calls/a b.wav","path":"/calls/a b.wav"},"#
                + #""http":{"request":{"method":"GET"},"response":{"status_code":200,"bytes":1200}},"#
                + #""log":{"file":{"path":"-"},"offset":0},"#
                + #""logtrace":{"line":1,"channel":"http","action":"retrieve","transfer":"unknown","bytes":1200,"#
                + #""time_basis":"stated"}}"# + "\n")
    }

    @Test func withoutItTheLineIsNoEvent() throws {
        let outcome = try Binary.run(["events"], input: .bytes(Array(Self.line.utf8)))
        #expect(outcome.output.isEmpty)
    }
}
