// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Testing

@testable import ServerConfiguration

@Suite struct ConfigurationTreeTests {
    private func path(_ tree: ConfigurationTree, _ path: String) -> String? {
        tree.file(at: Array(path.utf8)).map { String(decoding: $0.path, as: UTF8.self) }
    }

    @Test func linksAreFollowedAlsoInFolders() {
        let tree = tree([
            "/etc/real/a.conf": "x=1", "/etc/linked": "->real", "/etc/a": "->/etc/linked/a.conf",
            "/etc/up": "->../../etc/real",
        ])
        #expect(path(tree, "/etc/linked/a.conf") == "/etc/real/a.conf")
        #expect(path(tree, "/etc/a") == "/etc/real/a.conf")
        #expect(path(tree, "/etc/up/a.conf") == "/etc/real/a.conf")
    }

    @Test func linksInACircleLeadNowhere() {
        let tree = tree(["/etc/a": "->b", "/etc/b": "->a", "/etc/c": "->c/d"])
        #expect(path(tree, "/etc/a") == nil)
        #expect(path(tree, "/etc/c") == nil)
    }

    @Test func copiedLinksInACircleLeadNowhere() {
        let tree = tree(["/etc/x/a": "../x/b", "/etc/x/b": "../x/a"])
        #expect(path(tree, "/etc/x/a") == nil)
    }

    @Test func linksOutOfTheEvidenceAreNotFollowed() {
        #expect(path(tree(["/etc/a": "->/proc/version"]), "/etc/a") == nil)
    }

    @Test func patternsFindNamesInTheirOrder() {
        let tree = tree([
            "/etc/d/b.conf": "", "/etc/d/a.conf": "", "/etc/d/.hidden.conf": "", "/etc/d/c.txt": "",
            "/etc/e/a.conf": "",
        ])
        let found = tree.paths(matching: Array("/etc/*/*.conf".utf8)).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == ["/etc/d/a.conf", "/etc/d/b.conf", "/etc/e/a.conf"])
        #expect(tree.paths(matching: Array("/etc/none.conf".utf8)).isEmpty)
    }

    @Test func dotsCannotLeaveTheRoot() {
        #expect(ConfigurationTree.normalised(Array("/../..//etc/./a/../b".utf8)) == Array("/etc/b".utf8))
    }
}
