// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A line of an Apache access log, with its line feed.
func accessLine(
    _ path: String = "/calls/a.wav", client: String = "192.0.2.7", at stamp: String = "15/Feb/2019:12:00:01 +0000",
    bytes: Int = 1000, agent: String = "curl/7.52.1"
) -> String {
    "\(client) - - [\(stamp)] \"GET \(path) HTTP/1.1\" 200 \(bytes) \"-\" \"\(agent)\"\n"
}
