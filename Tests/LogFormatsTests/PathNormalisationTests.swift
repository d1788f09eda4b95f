// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import LogFormats
import TestSupport
import Testing

struct PathNormalisationTests {
    private func resolved(_ path: String, behind prefix: String = "") -> String {
        var bytes = Array((prefix + path).utf8)
        PathNormalisation.resolve(&bytes, from: prefix.utf8.count)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("/a/b", "/a/b"), ("/a/b/", "/a/b/"), ("/", "/"), ("", ""), ("//", "/"), ("///a", "/a"), ("/a//b//", "/a/b/"),
        ("/./a", "/a"), ("/a/.", "/a/"), ("/a/./", "/a/"), ("/a/..", "/"), ("/a/b/..", "/a/"), ("/a/../", "/"),
        ("/..", "/"), ("/../..//../a", "/a"), ("/...", "/..."), ("/.a/..b", "/.a/..b"), ("/a/../../b", "/b"),
        ("a/b", "a/b"), ("./a", "a"), ("a/..", ""), ("../a", "a"), ("a//b/", "a/b/"), (".", ""),
    ])
    func pathsAreResolvedAsServersDo(path: String, expected: String) {
        #expect(resolved(path) == expected)
    }

    @Test func whatStandsBeforeTheStartStays() {
        #expect(resolved("/../x", behind: "module") == "module/x")
        #expect(resolved("", behind: "a/../b") == "a/../b")
    }

    @Test func randomPathsAreResolvedAsByASlowReference() {
        let seed: UInt64 = 0x5eed_0002
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let pieces = ["/", "/", ".", "..", "a", "b.c", "..."]
            let path = (0..<Int.random(in: 0...10, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            let once = resolved(path)
            #expect(once == slowlyResolved(path), "seed \(seed): \(path)")
            #expect(resolved(once) == once, "seed \(seed): \(path)")
            if PathNormalisation.isResolved(Array(path.utf8).span) {
                #expect(once == path, "seed \(seed): \(path)")
            }
        }
    }

    /// RFC 3986 section 5.2.4 on the list of segments.
    private func slowlyResolved(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for segment in segments {
            if segment == ".." { _ = kept.popLast() }
            if !["", ".", ".."].contains(segment) { kept.append(segment) }
        }
        let root = path.hasPrefix("/") ? "/" : ""
        let end = ["", ".", ".."].contains(segments.last) && !kept.isEmpty ? "/" : ""
        return root + kept.joined(separator: "/") + end
    }
}
