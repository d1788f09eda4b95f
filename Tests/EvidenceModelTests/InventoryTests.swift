// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct InventoryTests {
    private func entry(_ path: String, _ size: Int64? = nil, seconds: Double? = nil) -> Inventory.Entry {
        Inventory.Entry(path: Array(path.utf8), size: size, seconds: seconds)
    }

    private func paths(_ inventory: Inventory) -> [String] {
        inventory.entries.map { String(decoding: $0.path, as: UTF8.self) }
    }

    @Test func entriesAreSortedByTheBytesOfTheirPaths() {
        let inventory = Inventory(
            entries: [
                Inventory.Entry(path: [0xE5, 0x2E]), entry("calls/b"), entry("calls-old/a"), entry("calls"),
                Inventory.Entry(path: [0xC3, 0x85]), entry("calls/B"), entry("calls/2017/10/0182545011.wav"),
                entry("calls/2017/10/0182545010.wav"),
            ])
        #expect(
            inventory.entries.map(\.path) == [
                Array("calls".utf8), Array("calls-old/a".utf8), Array("calls/2017/10/0182545010.wav".utf8),
                Array("calls/2017/10/0182545011.wav".utf8), Array("calls/B".utf8), Array("calls/b".utf8), [0xC3, 0x85],
                [0xE5, 0x2E],
            ])
        #expect(inventory.repeated == 0)
    }

    @Test func ofEntriesWithTheSamePathTheLastIsKeptAndTheOthersAreCounted() {
        let inventory = Inventory(
            entries: [
                entry("b", 1), entry("a", 2), entry("b", 3), entry("c", 4), entry("b", 5), entry("a", 6),
            ])
        #expect(inventory.entries == [entry("a", 6), entry("b", 5), entry("c", 4)])
        #expect(inventory.repeated == 3)
    }

    @Test func repeatedPathsThatFollowEachOtherAreCountedToo() {
        let inventory = Inventory(entries: [entry("a", 1), entry("a", 2), entry("b", 3)])
        #expect(inventory.entries == [entry("a", 2), entry("b", 3)])
        #expect(inventory.repeated == 1)
    }

    @Test func anInventoryWithoutEntriesIsEmptyAndHasNoBytes() {
        let inventory = Inventory(entries: [])
        #expect(inventory.entries.isEmpty)
        #expect(inventory.repeated == 0)
        #expect(inventory.totalSize == 0)
        #expect(inventory.totalSeconds == nil)
    }

    @Test func aPathThatEndsInNULFollowsThePathWithoutIt() {
        let inventory = Inventory(
            entries: [
                Inventory.Entry(path: [0x61, 0, 0]), Inventory.Entry(path: [0x61]), Inventory.Entry(path: []),
                Inventory.Entry(path: [0x61, 0]),
            ])
        #expect(inventory.entries.map(\.path) == [[], [0x61], [0x61, 0], [0x61, 0, 0]])
    }

    @Test func theTotalSizeIsUnknownIfOneSizeIs() {
        #expect(Inventory(entries: [entry("a", 1), entry("b", 2)]).totalSize == 3)
        #expect(Inventory(entries: [entry("a", 1), entry("b")]).totalSize == nil)
    }

    @Test func aTotalSizeAboveTheLargestIntegerIsTheLargestInteger() {
        #expect(Inventory(entries: [entry("a", .max), entry("b", 1)]).totalSize == 9_223_372_036_854_775_807)
    }

    @Test func theTotalDurationAddsWhatIsStated() {
        #expect(Inventory(entries: [entry("a", seconds: 1.5), entry("b"), entry("c", seconds: 2)]).totalSeconds == 3.5)
        #expect(Inventory(entries: [entry("a"), entry("b")]).totalSeconds == nil)
    }

    @Test func foldersAreTheEntriesThatOthersLieIn() {
        let inventory = Inventory(
            entries: [
                entry("calls"), entry("calls-old"), entry("calls.txt"), entry("calls/2017"), entry("calls/2017-10"),
                entry("calls/2017/a.wav"), entry("calls/empty"), entry("notes"), entry("calls"),
            ])
        let files = inventory.withoutFolders()
        #expect(
            paths(files) == ["calls-old", "calls.txt", "calls/2017-10", "calls/2017/a.wav", "calls/empty", "notes"])
        #expect(files.repeated == 1)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyOrderOfEntriesIsSortedAsTheSlowObviousWaySortsIt(seed: UInt64) {
        var state = seed
        func random(below bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        // Few different bytes, NUL among them, and lengths around the eight that are compared at once.
        let alphabet: [UInt8] = [0, 0x2F, 0x61, 0xFF]
        var entries: [Inventory.Entry] = []
        for number in 0..<400 {
            let shared = [UInt8](repeating: 0x61, count: [0, 7, 8, 9, 16][random(below: 5)])
            let own = (0..<random(below: 12)).map { _ in alphabet[random(below: 4)] }
            entries.append(Inventory.Entry(path: shared + own, size: Int64(number)))
        }
        var latest: [[UInt8]: Inventory.Entry] = [:]
        for entry in entries { latest[entry.path] = entry }
        let expected = latest.values.sorted { $0.path.lexicographicallyPrecedes($1.path) }

        let inventory = Inventory(entries: entries)
        #expect(inventory.entries == expected)
        #expect(inventory.repeated == 400 - expected.count)
    }
}
