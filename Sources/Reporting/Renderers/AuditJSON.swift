// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// An audit as JSON, schema `logtrace.audit/1`. Unknown is null.
package enum AuditJSON {
    package static func render(_ report: AuditReport) -> [UInt8] {
        var json = JSONWriter(brokenDepth: 3)
        json.object { json in
            json.member("schema", AuditReport.schema)
            json.object("tool") {
                $0.member("name", "logtrace")
                $0.member("version", report.toolVersion)
            }
            json.member("generated_at", report.generatedAt)
            if let name = report.configuration.hostName {
                json.member("host_name", bytes: name)
            } else {
                json.null("host_name")
            }
            json.array("files") { json in for file in report.configuration.files { json.element(bytes: file) } }
            json.array("channels") { json in for audit in report.channels { channel(audit, &json) } }
            json.array("blind_channels") { json in
                for audit in report.blind { json.element(audit.service.channel.rawValue) }
            }
            json.notes(report.configuration.notes)
        }
        json.lineFeed()
        return json.take()
    }

    private static func channel(_ audit: ChannelAudit, _ json: inout JSONWriter) {
        json.object { json in
            json.member("channel", audit.service.channel.rawValue)
            json.member("daemon", audit.service.daemon.rawValue)
            json.member("verdict", audit.verdict.rawValue)
            json.member("requires_authentication", audit.service.requiresAuthentication)
            json.member("encrypted", audit.service.isEncrypted)
            json.array("ports") { json in for port in audit.service.ports { json.element(port) } }
            json.reasons("reasons", audit.service.reasons)
            json.array("logs") { json in
                for log in audit.logs {
                    json.object { json in
                        json.member("log", bytes: log.log.path ?? [])
                        json.member("retention", log.retention.name)
                        json.member("days", log.retention.days)
                        json.locator(log.source)
                    }
                }
            }
            json.reasons("advice", audit.advice)
        }
    }
}

extension ChannelAudit.Retention {
    fileprivate var name: String {
        switch self {
        case .days: "days"
        case .unlimited: "unlimited"
        case .notRotated: "not_rotated"
        case .bySize: "by_size"
        }
    }

    fileprivate var days: Int? { if case .days(let days) = self { days } else { nil } }
}
