// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import CasePipeline
import EvidenceModel
import TestSupport
import Testing

@Suite struct ReadingProgressTests {
    private let made: CaseFolder
    private let compressed = gzip(Array(LogLines.apache(0..<2000).utf8))

    init() throws {
        made = try CaseFolder([
            "access.log": LogLines.apache(3000..<3100), "xferlog": LogLines.xferlog(0..<50), "empty.log": "",
        ])
        try made.folder.write(compressed, to: "access.log.1.gz")
    }

    private var byteCount: Int64 {
        Int64(compressed.count + LogLines.apache(3000..<3100).utf8.count + LogLines.xferlog(0..<50).utf8.count)
    }

    @Test(arguments: [1, 4]) func allIsReadOnceAndOfCompressedFilesTheirBytesOnTheDisk(jobs: Int) async {
        let progress = ReadingProgress()
        var options = CaseReading.Options(jobs: jobs)
        options.progress = progress
        let reading = CaseReading([made.folder.path], options)
        #expect(
            progress.current.all.map { [$0.seriesCount, $0.fileCount, Int($0.byteCount ?? -1)] }
                == [2, 4, Int(byteCount)])
        #expect(progress.current.byteCount == 0)
        _ = await reading.ledger()
        let state = progress.current
        #expect(state.byteCount == byteCount)
        #expect(state.fileCount == 4)
        #expect(state.lines == LineAccount(events: 2150))
        #expect(state.lineCount == 2150)
        #expect(state.problemCount == 0)
        #expect(state.fileInWork == nil)
    }

    @Test func eventsComeWhileTheirFileIsInWork() {
        let progress = ReadingProgress()
        var options = CaseReading.Options()
        options.progress = progress
        var isTold = true
        _ = CaseReading([made.folder.path], options).forEachEvent { _, artifact, line, _ in
            let state = progress.current
            isTold = isTold && state.fileInWork == artifact && state.lineCount == state.lines.total + line
            return true
        }
        #expect(isTold)
        #expect(progress.current.lineCount == 2150)
    }

    @Test func damageAndWhatCannotBeReadAreProblems() async throws {
        try made.folder.write(Array(compressed.prefix(compressed.count / 2)), to: "cut.log.1.gz")
        let progress = ReadingProgress()
        var options = CaseReading.Options()
        options.progress = progress
        _ = await CaseReading([made.folder.path, made.folder.path + "/missing"], options).ledger()
        #expect(progress.current.problemCount == 2)
        #expect(progress.current.fileCount == 6)
    }

    /// Ranges count as files, and together they are what there is.
    @Test func sharesAndRangesExpectWhatTheyRead() async throws {
        var (files, bytes): (Int, Int64) = (0, 0)
        for number in 1...3 {
            let progress = ReadingProgress()
            var options = CaseReading.Options()
            options.progress = progress
            options.rangeByteCount = 4000
            let scan = try CaseScan(
                [made.folder.path], below: nil, options, MadeCase.settings, share: .init(number: number, of: 3))
            _ = await scan.file()
            let state = progress.current
            let all = try #require(state.all)
            #expect(state.fileCount == all.fileCount)
            files += all.fileCount
            bytes += try #require(all.byteCount)
        }
        // One log of one hundred lines, in ranges.
        #expect(files > 4)
        #expect(bytes == byteCount)
    }
}
