// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Events as JSONL for Timesketch, which wants `message`, `datetime`, `timestamp` and `timestamp_desc` of each:
/// <https://timesketch.org/guides/user/import-from-json-csv/>.
package struct TimesketchWriter: EventStreamWriter {
    private var json = JSONWriter()

    package init() {}

    package var pendingByteCount: Int { json.bytes.count }

    package mutating func take() -> [UInt8] { json.take() }

    package mutating func write(_ event: Event, artifact: [UInt8], line: Int64, offset: Int64) {
        json.object { json in
            json.member("message", event.summary)
            // Every event must have an instant there; one that states none stands at the beginning of time.
            let time = event.time ?? Instant(seconds: 0)
            json.member("datetime", time)
            json.member("timestamp", Self.microseconds(time))
            json.member("timestamp_desc", event.time == nil ? "Not a time" : Self.meaning(of: event))
            json.member("data_type", "logtrace:\(event.dataset)")
            if let channel = event.channel { json.member("channel", channel.rawValue) }
            json.member("action", event.action.rawValue)
            json.member("outcome", event.outcome.rawValue)
            for (key, field) in Self.fields(of: event) where field.isPresent {
                json.member(key, bytes: event.text(field))
            }
            if let status = event.status { json.member("status_code", status) }
            if let byteCount = event.byteCount { json.member("bytes", byteCount) }
            if let transfer = event.transfer { json.member("transfer", transfer.rawValue) }
            json.member("time_basis", event.timeBasis.rawValue)
            json.member("artifact", bytes: artifact)
            json.member("line", line)
            json.member("offset", offset)
        }
        json.lineFeed()
    }

    /// Beyond the range of Int64, its end.
    private static func microseconds(_ time: Instant) -> Int64 {
        let (product, overflow) = time.seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? (time.seconds < 0 ? .min : .max) : product + Int64(time.nanoseconds / 1000)
    }

    static func meaning(of event: Event) -> String {
        switch event.action {
        case .retrieve: "File Downloaded"
        case .upload: "File Uploaded"
        case .login: "Login Time"
        case .logout: "Logout Time"
        default: "Event Logged"
        }
    }

    private static func fields(of event: Event) -> [(StaticString, EventField)] {
        [
            ("source_address", event.source), ("username", event.user), ("url", event.url), ("path", event.path),
            ("http_method", event.method), ("user_agent", event.userAgent), ("referrer", event.referrer),
        ]
    }
}
