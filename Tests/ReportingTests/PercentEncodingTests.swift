// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Reporting
import Testing

@Suite struct PercentEncodingTests {
    private func encoded(_ text: [UInt8]) -> String { String(decoding: PercentEncoding.encode(text), as: UTF8.self) }

    @Test func unreservedCharactersAndSlashesStay() {
        let text = "/ABCXYZ/abcxyz/0189-._~"
        #expect(encoded(Array(text.utf8)) == text)
    }

    @Test func allElseIsTwoDigitsInCapitals() {
        #expect(encoded([0xe5, 0x00, 0xff, 0x0a]) == "%E5%00%FF%0A")
        #expect(encoded(Array("a b%41?#[]@:+å".utf8)) == "a%20b%2541%3F%23%5B%5D%40%3A%2B%C3%A5")
        #expect(encoded([]) == "")
    }

    @Test func everyByteIsDecodedAgain() {
        let all = [UInt8](UInt8.min ... .max)
        var decoded: [UInt8] = []
        var rest = PercentEncoding.encode(all)[...]
        while let first = rest.popFirst() {
            if first == UInt8(ascii: "%") {
                decoded.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest.removeFirst(2)
            } else {
                decoded.append(first)
            }
        }
        #expect(decoded == all)
    }

    @Test func foundationDecodesIt() {
        let text = "calls/räksmörgås & 100 %.wav"
        #expect(encoded(Array(text.utf8)).removingPercentEncoding == text)
    }
}
