// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct RotatedNameTests {
    @Test(
        arguments: [
            ("access.log", "access.log", .current),
            ("access.log.1", "access.log", .number(1)),
            ("access.log.12.gz", "access.log", .number(12)),
            ("access.log.0", "access.log", .number(0)),
            ("file.2", "file", .number(2)),
            ("access.log.gz", "access.log", .current),
            ("access.log.3.bz2", "access.log", .number(3)),
            ("access.log.3.xz", "access.log", .number(3)),
            ("access.log.3.zst", "access.log", .number(3)),
            ("access.log.3.Z", "access.log", .number(3)),
            ("access_log-20190218", "access_log", .date(20_190_218)),
            ("access_log-20190218.gz", "access_log", .date(20_190_218)),
            ("access_log.20190218", "access_log", .date(20_190_218)),
            ("access_log_20190218", "access_log", .date(20_190_218)),
            ("access_log-2019021803.gz", "access_log", .date(2_019_021_803)),
            ("access.log.2019-02-18", "access.log", .date(20_190_218)),
            ("access.log-2019-02-18.gz", "access.log", .date(20_190_218)),
            ("access_log.1550448000", "access_log", .epoch(1_550_448_000)),
            ("access_log-1550448000", "access_log", .epoch(1_550_448_000)),
            ("access.log.old", "access.log", .old),
            ("access.log.old.gz", "access.log", .old),
            ("var/log/apache2/access.log.1", "var/log/apache2/access.log", .number(1)),
            ("web.1/access.log", "web.1/access.log", .current),
            ("10.0.0.1/access.log.2", "10.0.0.1/access.log", .number(2)),
        ] as [(String, String, RotatedName.Mark)])
    func aMarkOfRotationIsTakenOff(name: String, stem: String, mark: RotatedName.Mark) {
        let rotated = RotatedName(Array(name.utf8))
        #expect(String(decoding: rotated.stem, as: UTF8.self) == stem)
        #expect(rotated.mark == mark)
    }

    @Test(arguments: [
        "report2019", "v1.2.log", "access_2019", "access-1", "10.0.0.1", "hosts/10.0.0.1", "hosts/10.0.0.1.log",
        "2019.1", "1", ".1", "logs/.1", "logs.d/1", "logs.d/20190218", ".gz", "logs/.gz", ".old", "logs/.old", "",
        "access.log.123456", "access.log.20191301", "access.log.20190232", "access.log.20190218-1",
        "access.log.-1", "access.log.99999999999999999999", "access.log.1x", "fe80::1", "access.log.2019-2-18",
    ])
    func whatLooksLikeAMarkAndIsNoneStays(name: String) {
        let rotated = RotatedName(Array(name.utf8))
        #expect(String(decoding: rotated.stem, as: UTF8.self) == name)
        #expect(rotated.mark == .current)
    }

    @Test func aNameThatIsNoUTF8IsTakenApartAllTheSame() {
        let rotated = RotatedName([0xe5, 0xff] + Array(".log.3.gz".utf8))
        #expect(rotated.stem == [0xe5, 0xff] + Array(".log".utf8))
        #expect(rotated.mark == .number(3))
    }
}
