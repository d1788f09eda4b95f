// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// Gaps, and what they hide, as JSON.
enum GapJSON {
    static func gap(_ gap: Gap, _ json: inout JSONWriter) {
        json.object { json in
            json.member("series", gap.series)
            json.member("channel", gap.channel?.rawValue)
            json.member("from", gap.from)
            json.member("to", gap.to)
            if let inner = gap.inner {
                json.object("inner") {
                    $0.member("from", Instant(seconds: inner.lowerBound))
                    $0.member("to", Instant(seconds: inner.upperBound))
                }
            } else {
                json.null("inner")
            }
            json.member("kind", gap.kind.rawValue)
            json.member("verdict", gap.verdict.rawValue)
            json.member("confidence", gap.confidence.map { rounded($0, 4) })
            json.member("score", gap.score.map { rounded(max($0, leastScore), 3) })
            json.member("expected_events", gap.expectedEvents.map { rounded($0, 2) })
            json.array("evidence") { json in
                for evidence in gap.evidence {
                    json.object {
                        $0.member("kind", evidence.kind.rawValue)
                        $0.member("detail", evidence.detail)
                        if let artifact = evidence.artifact {
                            $0.member("artifact", bytes: artifact)
                        } else {
                            $0.null("artifact")
                        }
                        $0.member("line", evidence.line)
                    }
                }
            }
            if let unobserved = gap.unobserved { self.unobserved(unobserved, &json) } else { json.null("unobserved") }
        }
    }

    /// A number below which all are alike.
    private static let leastScore = -300.0

    private static func rounded(_ value: Double, _ places: Int) -> Double {
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (value * scale).rounded() / scale
    }

    // MARK: what may have left

    static func unobserved(_ unobserved: Unobserved, _ json: inout JSONWriter) {
        json.object("unobserved") { json in
            switch unobserved {
            case .notIdentifiable(let reason):
                json.member("not_identifiable", reason)
            case .estimated(let estimate):
                json.member("level", Unobserved.level)
                amount("retrievals", estimate.retrievals, &json)
                amount("files", estimate.files, &json)
                amount("bytes", estimate.byteCount, &json)
            }
        }
    }

    private static func amount(_ key: StaticString, _ amount: Unobserved.Amount?, _ json: inout JSONWriter) {
        guard let amount else { return json.null(key) }
        json.object(key) {
            $0.member("low", amount.interval95.lowerBound)
            $0.member("mid", amount.mid)
            $0.member("high", amount.interval95.upperBound)
            $0.member("low80", amount.interval80.lowerBound)
            $0.member("high80", amount.interval80.upperBound)
        }
    }

    // MARK: limits

    static func detectionLimit(_ limit: DetectionLimit, _ json: inout JSONWriter) {
        switch limit {
        case .known(let known):
            json.object("detection_limit") {
                $0.member("day_seconds", known.daySeconds)
                $0.member("night_seconds", known.nightSeconds)
                $0.member("expected_events", rounded(known.expectedEvents, 2))
            }
            json.null("no_detection_limit")
        case .none(let reason):
            json.null("detection_limit")
            json.member("no_detection_limit", reason)
        }
    }
}
