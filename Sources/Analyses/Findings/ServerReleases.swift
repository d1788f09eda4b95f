// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// When versions of servers were released, from the list in `ServerReleases.tsv`.
struct ServerReleases: Sendable {
    struct Release: Sendable, Equatable {
        let product: String
        let version: String
        let year: Int
        let month: Int
    }

    let releases: [Release]

    static let all = ServerReleases(tsv: PackageResources.ServerReleases_tsv)

    init(tsv: [UInt8]) {
        releases = tsv.split(separator: 0x0a).filter { $0.first != UInt8(ascii: "#") }.map { line in
            let columns = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
            precondition(columns.count == 3, "a line of the releases has not three columns")
            let date = columns[2].split(separator: "-").compactMap { Int($0) }
            precondition(date.count == 2, "no month: \(columns[2])")
            return Release(product: columns[0], version: columns[1], year: date[0], month: date[1])
        }
    }

    /// Of the product and version that a banner begins with, `Apache/2.4.7 (Ubuntu)`; nil where the list has none such.
    func release(of banner: [UInt8]) -> Release? {
        let words = String(decoding: banner.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self).split(separator: "/")
        guard words.count == 2 else { return nil }
        return releases.first { $0.product == words[0] && $0.version == words[1] }
    }
}
