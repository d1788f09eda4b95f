// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// Which inventory file a logged path is: found through mounts that the logs themselves show, or left open.
@Suite struct FileIdentityTests {
    /// Files of the inventory that were found, as `logged path's route → inventory path`, in the order of the paths.
    private func found(_ inventory: [String], _ events: [PlainEvent]) -> [String] {
        let answers = CaseAnswers(events, inventory: Inventory(paths: inventory))
        return answers.retrievals.files.filter(\.isInScope).flatMap { file in
            file.ways.map { way in
                let route = String(decoding: answers.retrievals.routes[way.route].id, as: UTF8.self)
                return "\(route) → \(String(decoding: file.path, as: UTF8.self))"
            }
        }
    }

    @Test(arguments: ["calls/2017/a.wav", "/calls/2017/a.wav", "//calls/2017/a.wav"])
    func aPathFromTheSameRootNeedsNoOther(path: String) {
        #expect(found([path], [.retrieval("/calls/2017/a.wav")]) == ["http:/ → \(path)"])
        #expect(found([path], [.retrieval("calls/2017/a.wav", .ftp)]) == ["ftp:/ → \(path)"])
        #expect(found(["a.wav"], [.retrieval("/a.wav")]) == ["http:/ → a.wav"])
    }

    /// A line may hold a mebibyte of path; to look for the inventory in each of its ends would take minutes.
    @Test(.timeLimit(.minutes(10))) func aPathOfVeryManyComponentsIsComparedOnlyWhereItCanFit() {
        let path = String(repeating: "/x", count: 500_000) + "/calls/a.wav"
        #expect(found(["calls/a.wav"], [.retrieval(path)]).count == 1)
    }

    @Test func anAddressPrefixIsTheMountOfItsFiles() {
        #expect(
            found(["calls/2017/a.wav"], [.retrieval("/remote.php/webdav/calls/2017/a.wav", .webdav)])
                == ["webdav:/remote.php/webdav → calls/2017/a.wav"])
    }

    @Test func theRootOfAnFTPAccountIsAFolderOfTheInventory() {
        #expect(
            found(["/srv/nas/calls/a.wav", "/srv/nas/b.wav"], [.retrieval("/calls/a.wav", .ftp)])
                == ["ftp:/ → /srv/nas/calls/a.wav"])
    }

    @Test func anRsyncModuleIsAMountWhateverFolderItServes() {
        let inventory = ["/srv/nas/calls/2017/a.wav", "/srv/nas/calls/2017/b.wav"]
        #expect(
            found(inventory, [.retrieval("backup/2017/a.wav", .rsync)])
                == ["rsync:backup → /srv/nas/calls/2017/a.wav"])
        #expect(
            found(inventory, [.retrieval("calls/2017/b.wav", .rsync)])
                == ["rsync:calls → /srv/nas/calls/2017/b.wav"])
    }

    @Test func oneFileByThreeChannelsIsOneFile() {
        let answers = CaseAnswers(
            [
                .retrieval("/files/calls/a.wav", byteCount: 400), .retrieval("/calls/a.wav", .ftp, byteCount: 1000),
                .retrieval("module/calls/a.wav", .rsync, byteCount: 300),
            ], inventory: Inventory(paths: ["/srv/nas/calls/a.wav"]))
        #expect(answers.retrievals.files.count == 1)
        #expect(answers.retrievals.files.first?.retrievals == 3)
        #expect(answers.retrievals.files.first?.ways.map(\.channel) == [.http, .ftp, .rsync])
        #expect(answers.exposure.proven.byteCount == 1000)
        #expect(answers.usedChannels == [.http, .ftp, .rsync])
    }

    // MARK: what is not guessed

    @Test func aNameAloneIsNoFileOfAnotherFolder() {
        #expect(found(["calls/readme.txt"], [.retrieval("/manual/readme.txt")]).isEmpty)
        #expect(found(["readme.txt"], [.retrieval("/manual/readme.txt")]).isEmpty)
        #expect(found(["/srv/nas/readme.txt"], [.retrieval("/readme.txt", .ftp)]).isEmpty)
    }

    @Test func aMountThatTwoNamesShareIsBelieved() {
        #expect(
            found(["/srv/nas/a.wav", "/srv/nas/b.wav"], [.retrieval("/a.wav", .ftp), .retrieval("/b.wav", .ftp)])
                == ["ftp:/ → /srv/nas/a.wav", "ftp:/ → /srv/nas/b.wav"])
    }

    @Test func twiceTheSameNameIsOneWitnessOnly() {
        let event = PlainEvent.retrieval("/a.wav", .ftp)
        #expect(found(["/srv/nas/a.wav"], [event, event, event]).isEmpty)
    }

    /// Another log, or another channel, may name its files from another root.
    @Test func aMountOfOneLogIsNoMountOfAnother() {
        let inventory = ["/srv/nas/calls/a.wav", "/srv/nas/c.wav"]
        #expect(
            found(inventory, [.retrieval("/calls/a.wav", .ftp), .retrieval("/c.wav", .ftp)])
                == ["ftp:/ → /srv/nas/c.wav", "ftp:/ → /srv/nas/calls/a.wav"])
        #expect(
            found(inventory, [.retrieval("/calls/a.wav", .ftp), .retrieval("/c.wav", .ftp, series: "other")])
                == ["ftp:/ → /srv/nas/calls/a.wav"])
        #expect(
            found(inventory, [.retrieval("/calls/a.wav", .ftp, series: "x"), .retrieval("/c.wav", .sftp, series: "x")])
                == ["ftp:/ → /srv/nas/calls/a.wav"])
    }

    @Test func twoFilesThatFitEquallyWellAreNeither() {
        #expect(
            found(["/srv/2017/01/a.wav", "/srv/2018/01/a.wav"], [.retrieval("/2019/01/a.wav", .ftp)]).isEmpty)
    }

    @Test func aMountShownByOthersDecidesBetweenFilesThatFitEquallyWell() {
        #expect(
            found(
                ["/srv/2017/01/a.wav", "/srv/2018/01/a.wav", "/srv/2018/01/b.wav"],
                [.retrieval("/01/a.wav", .ftp), .retrieval("/01/b.wav", .ftp)])
                == ["ftp:/ → /srv/2018/01/a.wav", "ftp:/ → /srv/2018/01/b.wav"])
    }

    @Test func theLongestAgreementDecides() {
        #expect(
            found(["old/2018/01/a.wav", "new/2017/01/a.wav"], [.retrieval("/x/2017/01/a.wav")])
                == ["http:/x → new/2017/01/a.wav"])
    }

    /// `recalls` ends in `calls`, and is another folder.
    @Test func foldersAgreeAsAWholeOrNotAtAll() {
        #expect(found(["calls/a.wav"], [.retrieval("/recalls/a.wav")]).isEmpty)
        #expect(found(["recalls/a.wav"], [.retrieval("/calls/a.wav")]).isEmpty)
        #expect(found(["a.wav"], [.retrieval("/aa.wav"), .retrieval("/ba.wav")]).isEmpty)
    }

    /// A name that many folders have, such as `index.html`, stands for none of them.
    @Test func aNameOfManyFilesShowsNoMount() {
        let inventory = (0..<40).map { "site\($0)/pub/index.html" }
        #expect(found(inventory, [.retrieval("/x/site7/pub/index.html")]) == ["http:/x → site7/pub/index.html"])
        #expect(found(inventory, [.retrieval("/pub/index.html", .ftp)]).isEmpty)
    }

    @Test func aFileThatIsNotThereIsNotInScope() {
        let answers = CaseAnswers(
            [.retrieval("/nas/calls/a.wav"), .retrieval("/nas/calls/gone.wav"), .retrieval("/calls/a.wav/x")],
            inventory: Inventory(paths: ["calls/a.wav"]))
        #expect(answers.retrievals.files.map(\.isInScope) == [false, false, true])
        #expect(answers.retrievals.byteCount == 300)
        #expect(answers.exposure.proven.retrievals == 1)
        #expect(answers.channels.map(\.retrievals) == [1])
        #expect(answers.channels.map(\.events) == [3])
        #expect(answers.actors.map(\.retrievals) == [1])
    }

    @Test func namesAreBytes() {
        let name = Array("calls/".utf8) + [0xe4, 0x2e, 0xff]
        var event = PlainEvent.retrieval("")
        event.urlPath = Array("/nas/".utf8) + name
        let answers = CaseAnswers([event], inventory: Inventory(entries: [Inventory.Entry(path: name, size: 5)]))
        #expect(answers.retrievals.files.map(\.path) == [name])
        #expect(answers.retrievals.routes.map(\.id) == [Array("http:/nas".utf8)])
    }

    @Test func anEmptyInventoryHasNoFiles() {
        #expect(found([], [.retrieval("/calls/a.wav"), .retrieval("", .ftp)]).isEmpty)
        #expect(found([""], [.retrieval("/calls/a.wav")]).isEmpty)
    }

    /// Backup copies at the root of the share must not stand for what lies in the folder that was served.
    @Test func aFileWithALongerAgreementWinsOverOneThatEndsThere() {
        #expect(
            found(
                ["a.wav", "b.wav", "/srv/calls/a.wav", "/srv/calls/b.wav"],
                [.retrieval("/calls/a.wav", .ftp), .retrieval("/calls/b.wav", .ftp)])
                == ["ftp:/ → /srv/calls/a.wav", "ftp:/ → /srv/calls/b.wav"])
    }
}
