// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Where users are at home, by `/etc/passwd`: an FTP server takes anonymous clients to the home of its user `ftp`.
enum HomeFolders {
    static func home(of user: String, in tree: ConfigurationTree) -> [UInt8]? {
        guard let file = tree.file(at: Array("/etc/passwd")), case .text(let text) = file.contents else { return nil }
        for line in ConfigurationLine.all(in: text) {
            let fields = line.text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            if fields.count >= 6, fields[0].elementsEqual(user.utf8), fields[5].first == UInt8(ascii: "/") {
                return Array(fields[5]).withoutEndSlash
            }
        }
        return nil
    }
}
