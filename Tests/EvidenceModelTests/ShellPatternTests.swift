// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@Suite struct ShellPatternTests {
    @Test(arguments: [
        ("/var/log/apache2/*.log", "/var/log/apache2/access.log"), ("*.conf", "000-default.conf"), ("a?c", "abc"),
        ("[!.]*", "x"), ("[a-c]x", "bx"), ("a[", "a["), ("**", ""), ("*a*b*", "xxaxxbxx"), ("[]]", "]"), ("a\\*", "a*"),
    ])
    func namesThatFit(pattern: String, name: String) {
        #expect(ShellPattern(Array(pattern.utf8)).matches(Array(name.utf8)))
    }

    @Test(arguments: [
        ("/var/log/*.log", "/var/log/apache2/access.log"), ("*.conf", "x.conf.bak"), ("a?c", "a/c"), ("[!a]", "a"),
        ("[a-c]x", "dx"), ("", "a"), ("*", "a/b"), ("a\\*", "ab"),
    ])
    func namesThatDoNot(pattern: String, name: String) {
        #expect(!ShellPattern(Array(pattern.utf8)).matches(Array(name.utf8)))
    }

    @Test func manyStarsAreNoWorkWithoutEnd() {
        let pattern = [UInt8](repeating: UInt8(ascii: "*"), count: 2000) + Array("b".utf8)
        #expect(!ShellPattern(pattern).matches([UInt8](repeating: UInt8(ascii: "a"), count: 20000)))
    }

    @Test func onlySpecialCharactersMakeAPattern() {
        #expect(ShellPattern(Array("/etc/*.d".utf8)).isPattern)
        #expect(!ShellPattern(Array("/etc/rsyncd.conf".utf8)).isPattern)
    }
}
