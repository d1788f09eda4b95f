// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats
import Testing

/// What a GET of an ownCloud or Nextcloud address means, as an access line states it.
@Suite struct CloudAddressTests {
    private func event(_ target: String, status: Int = 200) throws -> Event {
        var parser = format("apache.access")
        let (outcome, event) = parser.parse(
            #"192.0.2.1 - - [02/Apr/2018:09:51:25 +0200] "GET \#(target) HTTP/1.1" \#(status) 18598"#)
        try #require(outcome == .event, "\(target)")
        return event
    }

    private func files(_ target: String) throws -> [String?] {
        let event = try event(target)
        #expect(event.action == .retrieve)
        #expect(event.naming == .selection)
        return [event.string(event.filePath)] + event.moreFilePaths.map { event.string($0) }
    }

    private static let download = "/owncloud/index.php/apps/files/ajax/download.php"

    @Test func theFilesThatAQueryNamesAreRetrieved() throws {
        #expect(try files("\(Self.download)?dir=%2Fcalls&files=a.wav") == ["/calls/a.wav"])
        #expect(try files("\(Self.download)?files=a.wav&dir=%2Fcalls%2F") == ["/calls/a.wav"])
        #expect(try files("\(Self.download)?files=a.wav") == ["/a.wav"])
        #expect(
            try files("\(Self.download)?dir=%2Fcalls&files=%5B%22a.wav%22%2C+%22b%5C%2F%5Cu00e5.wav%22%5D")
                == ["/calls/a.wav", "/calls/b/å.wav"])
        #expect(try files("/apps/files/ajax/download.php?dir=/&files[]=a&files%5B%5D=b") == ["/a", "/b"])
    }

    @Test func quotesThatTheServerEscapedForItsLogAreNoEscapesOfTheList() throws {
        #expect(try files(#"\#(Self.download)?dir=/&files=[\"a.wav\",\"b.wav\"]"#) == ["/a.wav", "/b.wav"])
    }

    @Test func valuesAreDecodedOnceAndAPlusIsABlank() throws {
        #expect(try files("\(Self.download)?dir=%2Fa+b&files=c%2520d%2Be.wav") == ["/a b/c%20d+e.wav"])
    }

    @Test func whatIsNoListIsOneName() throws {
        for name in ["[a", "[]x", #"["a""#, "[1]", #"["a",]"#, #"["a"] b"#] {
            let encoded = name.utf8.map { "%" + String($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(try files("\(Self.download)?dir=%2F&files=\(encoded)") == ["/" + name])
        }
    }

    @Test(arguments: [
        "/owncloud/index.php/apps/files/ajax/download.php?dir=%2Fcalls",
        "/owncloud/index.php/apps/files/ajax/download.php?dir=%2Fcalls&files=%5B%5D",
        "/owncloud/index.php/apps/files/ajax/download.php",
        "/index.php/s/c51ce410c124a10/download", "/s/c51ce410c124a10/download", "/cloud/s/c51ce410c124a10/download",
        "/index.php/s/c51ce410c124a10/download/a.wav",
        "/owncloud/public.php?service=files&t=d3d9446802a4425&download",
        "/remote.php/dav/files/anna/calls?accept=zip", "/remote.php/dav/files/anna/calls/?accept=application%2Fx-tar",
    ])
    func sharesAndFoldersAreRetrievalsOfUnknownFiles(target: String) throws {
        let event = try event(target)
        #expect(event.action == .retrieve)
        #expect(event.naming == .nothing)
        #expect(event.filePath == .absent)
        #expect(event.byteCount == 18598)
    }

    @Test(arguments: [
        "/index.php/s/c51ce410c124a10", "/s/c51ce410c124a10", "/index.php/f/1780",
        "/owncloud/public.php?service=files&t=d3d9446802a4425", "/index.php/s/c51ce410c124a10/authenticate",
        "/index.php/apps/files/ajax/getstoragestats?dir=%2F", "/index.php/apps/files/ajax/list.php?dir=%2F",
        "/index.php/core/preview?fileId=17", "/core/preview.png?file=%2Fa.png",
        "/remote.php/dav/files/anna/calls/",
    ])
    func pagesAndPicturesAboutFilesAreNoRetrievals(target: String) throws {
        let event = try event(target)
        #expect(event.action != .retrieve)
        #expect(event.transfer == nil)
    }

    /// Other programs have such names too.
    @Test(arguments: [
        "/download.php?dir=%2Fcalls&files=a.wav", "/calls/s/download", "/s/short/download", "/s/x.wav", "/index.php/a",
        "/calls/download", "/public.php/a.wav", "/remote.php?t=1&download", "/remote.php/dav/files/anna/a.wav?accept=1",
    ])
    func otherAddressesAreFilesByTheirPath(target: String) throws {
        let event = try event(target)
        #expect(event.action == .retrieve)
        #expect(event.naming == .path)
        #expect(event.filePath == .absent)
    }

    @Test(.timeLimit(.minutes(10)))
    func aQueryOfManyParametersWithoutValuesTakesNoTimeBeyondItsLength() throws {
        let event = try event("\(Self.download)?\(String(repeating: "a&", count: 400_000))")
        #expect(event.naming == .nothing)
    }

    @Test func whatWasRefusedIsNoRetrieval() throws {
        for status in [302, 304, 401, 403, 404, 500] {
            let event = try event("\(Self.download)?dir=%2Fcalls&files=a.wav", status: status)
            #expect(event.action != .retrieve)
            #expect(event.filePath == .absent)
        }
    }

    @Test func aListOfAsManyNamesAsALineHoldsIsRead() throws {
        let names = (0..<20_000).map { #"%22\#($0).wav%22"# }.joined(separator: ",")
        let found = try files("\(Self.download)?dir=%2F&files=[\(names)]")
        #expect(found.count == 20_000)
        #expect(found.last == "/19999.wav")
    }
}
