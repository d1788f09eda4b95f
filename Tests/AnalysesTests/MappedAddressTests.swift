// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// One address, however a server writes it, is one client.
@Suite struct MappedAddressTests {
    private func ids(_ clients: [String]) -> [String] {
        let events = clients.map { PlainEvent.retrieval("/a.wav", from: $0) }
        return CaseAnswers(events).actors.map { String(decoding: $0.id, as: UTF8.self) }
    }

    @Test func anIPv4AddressWrittenAsAnIPv6OneIsTheSameClient() {
        #expect(ids(["::ffff:192.0.2.7", "192.0.2.7", "::FFFF:192.0.2.7"]) == ["192.0.2.7"])
    }

    @Test func whatOnlyLooksAlikeIsAClientOfItsOwn() {
        let others = ["::", "::1", "::ffff:", "::ffff:c000:207", "::fffe:192.0.2.7", "::ffff:192.0.2.7%eth0"]
        #expect(ids(others) == others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test func oneTransferInTwoLogsIsOneThoughTheyWriteTheClientDifferently() {
        let answers = CaseAnswers([
            .retrieval("/a.wav", .ftp, from: "::ffff:192.0.2.7", series: "vsftpd.log"),
            .retrieval("/a.wav", .ftp, from: "192.0.2.7", series: "xferlog"),
        ])
        #expect(answers.exposure.proven.retrievals == 1)
        #expect(answers.exposure.proven.clients == 1)
    }
}
