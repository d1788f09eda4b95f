// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

extension ByteCursor {
    /// Consumes the name of a month as syslog daemons write it in the language of their machine, as 1 to 12.
    ///
    ///     Aug   août   oct.   Mär   dic   3月   8월
    ///
    /// Names of European languages are told by their first letters, whatever the encoding of the others.
    @_lifetime(self: copy self)
    mutating func localMonthName() -> Int? {
        let start = position
        if let month = monthName() {
            // `Mars` and `Sept.` begin as English names do, `March` does not stand in a log.
            skipLettersAndDot()
            return month
        }
        if let month = integer() {
            if (1...12).contains(month), take("月" as StaticString) || take("월" as StaticString) { return Int(month) }
            position = start
            return nil
        }
        for (prefix, month) in Self.prefixes where takeFoldingFirst(prefix) {
            skipLettersAndDot()
            return month
        }
        position = start
        return nil
    }

    /// In lower case; French, German, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, and English in lower case.
    private static let prefixes: [(StaticString, Int)] = [
        ("jan", 1), ("ene", 1), ("gen", 1),
        ("feb", 2), ("fév", 2), ("fev", 2),
        ("mar", 3), ("mär", 3), ("mrz", 3), ("mrt", 3), ("maa", 3),
        ("apr", 4), ("avr", 4), ("abr", 4),
        ("mai", 5), ("maj", 5), ("may", 5), ("mag", 5), ("mei", 5),
        ("juin", 6), ("jun", 6), ("giu", 6),
        ("juil", 7), ("jul", 7), ("lug", 7),
        ("aug", 8), ("ao", 8), ("ago", 8),
        ("sep", 9), ("set", 9),
        ("oct", 10), ("okt", 10), ("ott", 10), ("out", 10),
        ("nov", 11),
        ("dec", 12), ("dez", 12), ("dic", 12), ("déc", 12),
    ]

    @_lifetime(self: copy self)
    private mutating func takeFoldingFirst(_ prefix: StaticString) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard bytes.count - position >= count, bytes[position] | 0x20 == prefix.utf8Start[0] else { return false }
        for index in 1..<count where bytes[position + index] != prefix.utf8Start[index] { return false }
        position += count
        return true
    }

    @_lifetime(self: copy self)
    private mutating func skipLettersAndDot() {
        while let byte = next, (0x61...0x7a).contains(byte | 0x20) || byte >= 0x80 { position += 1 }
        _ = take(".")
    }
}
