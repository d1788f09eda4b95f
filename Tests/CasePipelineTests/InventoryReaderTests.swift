// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import Testing

@Suite struct InventoryReaderTests {
    private static let csv = """
        path,size,mtime,path_pct\r
        calls/2017/10/0182545011-7526.wav,60145,2017-10-08T13:55:59Z,calls/2017/10/0182545011-7526.wav\r
        "calls/comma,and ""quote"".wav",152060,1535119500,\r
        "calls/new
        line.wav",128057,2018-08-24T13:05:00+02:00,calls/new%0Aline.wav\r
        calls/latin1-\u{FFFD}.wav,,,calls/latin1-%E5%e4.wav\r

        """
    private static let bodyfile = """
        aa854ebc9fe1cad03f687aa7a5d52048|/srv/nas/calls/a.wav|131073|r/rrw-r--r--|33|33|60145|1507474559|1507470959|1507470957|1507470958
        0|/srv/nas/calls|131072|d/drwxr-xr-x|33|33|4096|1507474559|1507470959|1507470959|1507470959
        0|/srv/nas/calls/bar|or two|.wav|45-144-1|-/rrwxrwxrwx|0|0|7|0|0|0|0
        0|/srv/nas/calls/b.wav (deleted)|131074|r/rrw-r--r--|33|33|1|1|1|1|1
        0|/srv/nas/calls/c.wav (deleted-realloc)|131074|r/rrw-r--r--|33|33|1|1|1|1|1
        0|/srv/nas/calls/d.wav ($FILE_NAME)|131074-48-2|r/rrw-r--r--|33|33|1|1|1|1|1
        0|/srv/nas/calls/link.wav -> a.wav|131075|l/lrwxrwxrwx|33|33|5|1|1|1|1
        f5d75cafc1f074ed38ce922ff1dc0829|/srv/nas/calls/new
        line.wav|131387|r/rrw-r--r--|33|33|128057|1535112300|1535108700|1535108700|1535108700

        """
    private static let find = """
        4096\t1535119500.0000000000\t.
        4096\t1535119500.0000000000\t./calls
        60145\t1507470959.9600000000\t./calls/2017.wav
        120056\t1535105100\t./calls/tab\tname.wav
        12\t-1.5000000000\t./calls-old.txt

        """

    private func read(_ text: String) throws -> InventoryReading { try readInventory(Array(text.utf8)) }

    private func entry(
        _ path: String, _ size: Int64?, _ modified: Int64? = nil, seconds: Double? = nil
    ) -> Inventory.Entry {
        Inventory.Entry(path: Array(path.utf8), size: size, modified: modified, seconds: seconds)
    }

    private func error(_ bytes: [UInt8]) -> InventoryError? {
        do throws(InventoryError) {
            _ = try readInventory(bytes)
            return nil
        } catch {
            return error
        }
    }

    // MARK: CSV

    @Test func aCSVIsReadWithItsQuotesNewlinesAndExactPaths() throws {
        let reading = try read(Self.csv)
        #expect(reading.form == .csv)
        #expect(
            reading.inventory.entries == [
                entry("calls/2017/10/0182545011-7526.wav", 60_145, 1_507_470_959),
                entry("calls/comma,and \"quote\".wav", 152_060, 1_535_119_500),
                Inventory.Entry(path: Array("calls/latin1-".utf8) + [0xE5, 0xE4] + Array(".wav".utf8)),
                entry("calls/new\nline.wav", 128_057, 1_535_108_700),
            ])
        #expect(reading.malformedCount == 0)
        #expect(reading.skipped == 0)
    }

    @Test func columnsMayComeInAnyOrderAndAmongOthers() throws {
        let reading = try read("\u{FEFF}owner,Seconds,MTIME, size ,path\nroot,17.25,-1,\"5\",./a b\nroot,,,,./b\n")
        #expect(reading.inventory.entries == [entry("a b", 5, -1, seconds: 17.25), entry("b", nil)])
    }

    @Test func aRowWithTooManyOrTooFewFieldsIsMalformed() throws {
        let reading = try read("path,size\na,1\nb,c,2\nd\n\n,3\ne,4")
        #expect(reading.inventory.entries == [entry("a", 1), entry("e", 4)])
        #expect(reading.malformed == [3, 4, 6])
        #expect(reading.malformedCount == 3)
    }

    @Test func aNumberThatCannotBeReadIsCountedAndThePathKept() throws {
        let reading = try read("path,size,mtime\na,big,2017-10-08T13:55:59\nb,99999999999999999999,1\nc,1,2\n")
        #expect(reading.inventory.entries == [entry("a", nil), entry("b", nil, 1), entry("c", 1, 2)])
        #expect(reading.malformed == [2, 3])
    }

    @Test func aPercentEncodingThatCannotBeReadGivesNoEntry() throws {
        let reading = try read("path,path_pct\na,a%2\nb,b%zz\nc,c%2Bd+e\n")
        #expect(reading.inventory.entries == [entry("c+d+e", nil)])
        #expect(reading.malformed == [2, 3])
    }

    @Test func aStrayQuoteCostsOnlyItsOwnLine() throws {
        let reading = try read("path,size\n\"a,1\nb,2\n\"c\"d,3\ne\"f,4\n\"g\nh\",5\ni,j,6\n\"k,7\nl,8\n")
        #expect(
            reading.inventory.entries == [
                entry("b", 2), entry("e\"f", 4), entry("g\nh", 5), entry("l", 8),
            ])
        #expect(reading.malformed == [2, 4, 8, 9])
    }

    @Test func onlyTheFirstHundredMalformedLinesAreNamed() throws {
        let reading = try read("path,size\na,1\n" + String(repeating: "b\n", count: 250))
        #expect(reading.malformedCount == 250)
        #expect(reading.malformed == Array(3...102))
    }

    @Test(
        arguments: [
            ("2017-10-08T13:55:59Z", 1_507_470_959),
            ("2017-10-08 15:55:59.25+02:00", 1_507_470_959),
            ("2017-10-08t08:25:59-0530", 1_507_470_959),
            ("1970-01-01T00:00:00Z", 0),
            ("2016-02-29T00:00:00z", 1_456_704_000),
            ("1969-12-31T23:59:59Z", -1),
            ("2016-12-31T23:59:60Z", 1_483_228_800),
            ("2000-03-01T00:00:00+00", 951_868_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("1507470959", 1_507_470_959),
            ("1507470959.96", 1_507_470_959),
            ("-1.5", -2),
            ("-2.0", -2),
        ] as [(String, Int64)])
    func momentsAreSecondsSince1970(text: String, seconds: Int64) throws {
        let reading = try read("path,mtime\na,\(text)\n")
        #expect(reading.inventory.entries.first?.modified == seconds)
        #expect(reading.malformedCount == 0)
    }

    @Test(
        arguments: [
            "2017-10-08T13:55:59", "2017-02-29T00:00:00Z", "2017-13-01T00:00:00Z", "2017-10-08T24:00:00Z",
            "2017-10-08", "2017-10-08T13:55:59.Z", "2017-10-08T13:55:59+2", "2017-10-08T13:55:59+02:",
            "2017-10-08T13:55:59ZZ", "1.", ".5", "-", "1e9", "yesterday", "2017-10-08T13:55:59+02:00:00",
        ])
    func whatIsNotAMomentIsNotGuessed(text: String) throws {
        let reading = try read("path,mtime\na,\(text)\n")
        #expect(reading.inventory.entries == [entry("a", nil)])
        #expect(reading.malformed == [2])
    }

    // MARK: Body file

    @Test func aBodyfileIsReadWithoutFoldersLinksAndDeletedFiles() throws {
        let reading = try read(Self.bodyfile)
        #expect(reading.form == .bodyfile)
        #expect(
            reading.inventory.entries == [
                entry("/srv/nas/calls/a.wav", 60_145, 1_507_470_959), entry("/srv/nas/calls/bar|or two|.wav", 7),
                entry("/srv/nas/calls/new\nline.wav", 128_057, 1_535_108_700),
            ])
        #expect(reading.skipped == 5)
        #expect(reading.malformedCount == 0)
    }

    @Test func aBodyfileMayHaveCommentsCarriageReturnsAndFractions() throws {
        let reading = try read("# extended bodyfile 3 format\r\n\r\n0|a|1|r/rrw-------|||5|1.5|2.25|3.5|\r\n")
        #expect(reading.inventory.entries == [entry("a", 5, 2)])
        #expect(reading.malformedCount == 0)
    }

    @Test func anEntryWithoutAnEndIsNotJoinedWithTheNextEntry() throws {
        let reading = try read(
            """
            0|cut|1|r/rrw-r--r--|0|0
            noise
            0|a|1|r/rrw-r--r--|0|0|5|1|2|3|4
            noise|1|r/rrw-r--r--|0|0|5|1|2|3|4
            0|b|1|r/rrw-r--r--|0|0|five|1|2|3|4
            """)
        #expect(reading.inventory.entries == [entry("a", 5, 2)])
        #expect(reading.malformed == [1, 2, 4, 5])
    }

    @Test func aNameAcrossLinesIsNoLongerThanAPathCanBe() throws {
        let noise = String(repeating: String(repeating: "n", count: 99) + "\n", count: 60)
        let reading = try read("0|a|1|r/rrw-r--r--|0|0|5|1|2|3|4\n0|cut\n\(noise)b|1|r/rrw-r--r--|0|0|5|1|2|3|4\n")
        #expect(reading.inventory.entries == [entry("a", 5, 2)])
        #expect(reading.malformed == Array(2...63))
    }

    // MARK: find

    @Test func theOutputOfFindIsReadWithoutItsFolders() throws {
        let reading = try read(Self.find)
        #expect(reading.form == .find)
        #expect(
            reading.inventory.entries == [
                entry("calls-old.txt", 12, -2), entry("calls/2017.wav", 60_145, 1_507_470_959),
                entry("calls/tab\tname.wav", 120_056, 1_535_105_100),
            ])
        #expect(reading.skipped == 2)
        #expect(reading.malformedCount == 0)
    }

    @Test func aLineThatFindCannotHaveWrittenIsCounted() throws {
        let reading = try read("find: 'x': Permission denied\n1\t2\ta\n\nrest of a name\n3\t4\t\n5\t6\tb")
        #expect(reading.form == .find)
        #expect(reading.inventory.entries == [entry("a", 1, 2), entry("b", 5, 6)])
        #expect(reading.malformed == [1, 4, 5])
    }

    @Test func aCarriageReturnBelongsToThePathUnlessEveryLineHasOne() throws {
        #expect(try read("1\t2\ta\r\n3\t4\tb\n").inventory.entries == [entry("a\r", 1, 2), entry("b", 3, 4)])
        #expect(try read("1\t2\ta\r\n3\t4\tb\r\n").inventory.entries == [entry("a", 1, 2), entry("b", 3, 4)])
        #expect(try read("1\t2\ta\r\n3\t4\tb").inventory.entries == [entry("a", 1, 2), entry("b", 3, 4)])
    }

    @Test func pathsNeedNotBeUTF8() throws {
        let line = Array("1\t2\t".utf8) + [0xE5, 0xFF] + Array("\n".utf8)
        let expected = Inventory.Entry(path: [0xE5, 0xFF], size: 1, modified: 2)
        #expect(try readInventory(line).inventory.entries == [expected])
    }

    @Test func aPathThatIsListedTwiceIsCountedAsRepeated() throws {
        let reading = try read("1\t2\tb\n3\t4\ta\n5\t6\t./b\n")
        #expect(reading.inventory.entries == [entry("a", 3, 4), entry("b", 5, 6)])
        #expect(reading.inventory.repeated == 1)
    }

    // MARK: What is no inventory

    @Test func aCSVWithoutAPathColumnIsRefused() {
        #expect(
            error(Array("\nname,size\na,1\n".utf8))?.description
                == "line 2: the first line of the CSV names no column `path`; name the columns, as in path,size,mtime")
    }

    @Test func aFileWithoutAnyLineOfAnInventoryIsRefused() {
        #expect(
            error(Array("hello\nworld\n".utf8))?.description
                == """
                line 1: no line is part of an inventory; give a CSV whose first line names a column `path`, a TSK body \
                file (fls -m), or the output of find -type f -printf '%s\\t%T@\\t%p\\n'
                """)
    }

    @Test func anEmptyFileIsRefused() {
        #expect(error([])?.reason.hasPrefix("the inventory is empty; give a CSV") == true)
        #expect(error(Array("\u{FEFF}\r\n# nothing\n".utf8))?.line == 1)
    }

    @Test func utf16IsRefusedByName() {
        #expect(
            error([0xFF, 0xFE, 0x70, 0])
                == InventoryError(line: 1, reason: "the inventory is UTF-16; save it as UTF-8"))
    }

    @Test(arguments: [csv, bodyfile, find])
    func aSampleCutAtAnyByteIsReadOrRefused(sample: String) {
        let bytes = Array(sample.utf8)
        for end in bytes.indices {
            do throws(InventoryError) {
                let reading = try readInventory(Array(bytes[..<end]))
                #expect(reading.inventory.entries.count <= 4)
                #expect(reading.malformed.count == reading.malformedCount)
            } catch {
                #expect(error.line >= 1)
            }
        }
    }

    @Test(arguments: [csv, bodyfile, find])
    func aSampleWithAnyByteReplacedIsReadOrRefused(sample: String) {
        let bytes = Array(sample.utf8)
        for position in bytes.indices {
            for replacement in "\n\r\t|\"%,-./0Z\0".utf8 {
                var damaged = bytes
                damaged[position] = replacement
                do throws(InventoryError) {
                    let reading = try readInventory(damaged)
                    #expect(reading.inventory.entries.count <= 6)
                } catch {
                    #expect(error.line >= 1)
                }
            }
        }
    }
}
