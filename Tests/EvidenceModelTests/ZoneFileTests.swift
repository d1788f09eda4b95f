// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

struct ZoneFileTests {
    @Test func aVersionOneFileIsReadFromItsThirtyTwoBitBlock() throws {
        let file = TZif(version: 0, offsets: [-18_000, -14_400], transitions: [(-1_000, 1), (1_000, 0)])
        let zone = try ZoneRules(name: "old", tzif: file.bytes)
        #expect(zone.offsetSeconds(atUTC: -1_001) == -18_000)
        #expect(zone.offsetSeconds(atUTC: -1_000) == -14_400)
        #expect(zone.offsetSeconds(atUTC: 1_000) == -18_000)
    }

    @Test(arguments: [
        (TZif(offsets: []), "has 0 local time types, not 1 to 256"),
        (TZif(version: 0x35, offsets: [0]), "has an unknown version: byte 53"),
        (TZif(offsets: [90_000, 93_600]), "has an offset from UTC of 93600 seconds"),
        (TZif(offsets: [0], transitions: [(5, 1)]), "names local time type 1 of 1"),
        (TZif(offsets: [0], transitions: [(5, 0), (5, 0)]), "has transitions that do not ascend"),
        (TZif(offsets: [0], leapSeconds: 1), "counts leap seconds, which log times do not"),
        (TZif(offsets: [0], footer: "EST"), "has a TZ string that is wrong at byte 3: EST"),
        (TZif(offsets: [0], footer: "EST5EDT"), "has a TZ string that is wrong at byte 7: EST5EDT"),
        (TZif(offsets: [0], footer: "<+03-3"), "has a TZ string that is wrong at byte 6: <+03-3"),
        (TZif(offsets: [0], footer: "ES5"), "has a TZ string that is wrong at byte 0: ES5"),
        (TZif(offsets: [0], footer: "EST5 "), "has a TZ string that is wrong at byte 4: EST5 "),
        (TZif(offsets: [0], footer: "EST25"), "has a TZ string that is wrong at byte 3: EST25"),
        (TZif(offsets: [0], footer: "A\u{1B}[2J"), "has a TZ string that is wrong at byte 0: A?[2J"),
        (
            TZif(offsets: [0], footer: "EST5EDT,M13.1.0,M11.1.0"),
            "has a TZ string that is wrong at byte 9: EST5EDT,M13.1.0,M11.1.0"
        ),
        (TZif(offsets: [0], footer: "EST5EDT,J0,J9"), "has a TZ string that is wrong at byte 9: EST5EDT,J0,J9"),
        (TZif(offsets: [0], footer: "EST5EDT,1/168,9"), "has a TZ string that is wrong at byte 10: EST5EDT,1/168,9"),
        (TZif(offsets: [0], footer: "EST5EDT,1,9,"), "has a TZ string that is wrong at byte 11: EST5EDT,1,9,"),
    ])
    func aBadFileIsRefusedInWords(file: TZif, reason: String) {
        #expect(throws: ZoneFileError(reason: reason)) { try ZoneRules(name: "bad", tzif: file.bytes) }
    }

    @Test func aFileThatIsNoZoneFileIsRefused() {
        #expect(throws: ZoneFileError(reason: "ends inside a header")) { try ZoneRules(name: "", tzif: []) }
        #expect(throws: ZoneFileError(reason: "has no TZif header where one belongs")) {
            try ZoneRules(name: "", tzif: [UInt8](repeating: 0x20, count: 4096))
        }
    }

    @Test func aZoneFileCutAtAnyByteIsRefused() {
        let whole = TZif.stockholm.bytes
        for length in whole.indices {
            #expect(throws: ZoneFileError.self) { try ZoneRules(name: "cut", tzif: [UInt8](whole[..<length])) }
        }
    }

    @Test func aZoneFileWithAnyByteChangedNeverCrashes() {
        let whole = TZif.stockholm.bytes
        for index in whole.indices {
            for value: UInt8 in [0x00, 0x01, 0x0A, 0x30, 0x7F, 0x80, 0xFF] {
                var bytes = whole
                bytes[index] = value
                guard let zone = try? ZoneRules(name: "changed", tzif: bytes) else { continue }
                for seconds: Int64 in [.min, -2_871_681_132, 0, 1_729_996_200, 253_386_403_200, .max] {
                    _ = zone.offsetSeconds(atUTC: seconds)
                    _ = zone.resolve(local: seconds)
                }
            }
        }
    }

    @Test func aFileWithMoreTransitionsThanTheReferenceReaderTakesIsRefused() {
        let file = TZif(offsets: [0], transitions: (0...2000).map { ($0, 0) })
        #expect(throws: ZoneFileError(reason: "has 2001 transitions, more than 2000")) {
            try ZoneRules(name: "long", tzif: file.bytes)
        }
    }
}

/// A zone file built by hand (RFC 9636, section 3), right or wrong.
struct TZif: Sendable {
    /// Real transitions of Europe/Stockholm, with a hole from 1916 to 2024.
    static let stockholm = TZif(
        offsets: [4332, 3614, 3600, 7200],
        transitions: [
            (-2_871_681_132, 1), (-2_208_992_414, 2), (-1_692_496_800, 3), (-1_680_483_600, 2), (1_711_846_800, 3),
            (1_729_990_800, 2),
        ],
        footer: "CET-1CEST,M3.5.0,M10.5.0/3")

    var version: UInt8 = 0x32
    var offsets: [Int32]
    var transitions: [(utc: Int64, type: UInt8)] = []
    var leapSeconds = 0
    var footer = ""

    var bytes: [UInt8] {
        guard version > 0 else { return header(isEmpty: false) + block(timeWidth: 4) }
        // Like `zic -b slim`, says nothing in the 32-bit block, which only older readers want.
        return header(isEmpty: true) + header(isEmpty: false) + block(timeWidth: 8) + "\n\(footer)\n".utf8
    }

    private func header(isEmpty: Bool) -> [UInt8] {
        let counts = isEmpty ? [0, 0, 0, 0, 0, 0] : [0, 0, leapSeconds, transitions.count, offsets.count, 4]
        return "TZif".utf8 + [version] + [UInt8](repeating: 0, count: 15)
            + counts.flatMap { bigEndian(Int64($0), width: 4) }
    }

    private func block(timeWidth: Int) -> [UInt8] {
        transitions.flatMap { bigEndian($0.utc, width: timeWidth) } + transitions.map(\.type)
            + offsets.flatMap { bigEndian(Int64($0), width: 4) + [0, 0] } + "LMT\0".utf8
            + [UInt8](repeating: 0, count: leapSeconds * (timeWidth + 4))
    }

    private func bigEndian(_ value: Int64, width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * Int64($0))) }
    }
}
