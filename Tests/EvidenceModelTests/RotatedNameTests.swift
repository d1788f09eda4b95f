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
            ("access.log.07", "access.log", .week(year: nil, week: 7)),
            ("access.log.07.gz", "access.log", .week(year: nil, week: 7)),
            ("access.log.51", "access.log", .number(51)),
            ("access.log-2019W07", "access.log", .week(year: 2019, week: 7)),
            ("access.log.2019-W52.gz", "access.log", .week(year: 2019, week: 52)),
            ("access.2019-02-18.log", "access.log", .date(20_190_218)),
            ("access-20190218.log.gz", "access.log", .date(20_190_218)),
            ("access_log_2019_02_18", "access_log", .date(20_190_218)),
            ("access.log.2019-02", "access.log", .date(201_902)),
            ("access_log.2019-02-18-03", "access_log", .date(2_019_021_803)),
            ("access.log.2019-02-18-03_00_00", "access.log", .date(2_019_021_803)),
            ("2019/02/18/access.log", "access.log", .date(20_190_218)),
            ("logs/2019/02/access.log.gz", "logs/access.log", .date(201_902)),
            ("logs/2019-02-18/access.log", "logs/access.log", .date(20_190_218)),
            ("access.log.bak", "access.log", .copy),
            ("access.log.1.bak", "access.log", .copy),
            ("access.log-20190218.orig.gz", "access.log", .copy),
            ("rsyncd.log.copy.gz", "rsyncd.log", .copy),
            ("access.log.current", "access.log", .copy),
            ("access.log~", "access.log", .copy),
            ("media_access.old-2018.gz", "media_access", .old),
            ("var/log/apache2/old/access.log.3.gz", "var/log/apache2/access.log", .number(3)),
            ("var/log/apache2/Archive/access.log-20190218", "var/log/apache2/access.log", .date(20_190_218)),
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
        "access.log.-1", "access.log.2019W54", "access.log.1019-02-18", "old/access.log", "02/18/access.log",
        "2019/02/18/2019", "~", "~/~", "access.log.99999999999999999999", "access.log.1x", "fe80::1",
        "access.log.2019-2-18",
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
