// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// Commands of FTP (RFC 959, 2228, 2389, 2428, 3659), which FTP servers log where web servers log requests.
enum FTPCommand {
    private static let names: [StaticString] = [
        "RETR", "STOR", "STOU", "APPE", "DELE", "LIST", "NLST", "MLSD", "MLST", "CWD", "CDUP", "PWD", "MKD", "RMD",
        "XCWD", "XCUP", "XPWD", "XMKD", "XRMD", "RNFR", "RNTO", "USER", "PASS", "ACCT", "QUIT", "REIN", "PORT", "PASV",
        "EPRT", "EPSV", "TYPE", "STRU", "MODE", "ALLO", "REST", "ABOR", "SITE", "SYST", "STAT", "HELP", "NOOP", "FEAT",
        "OPTS", "LANG", "SIZE", "MDTM", "MFMT", "MFF", "AUTH", "ADAT", "PROT", "PBSZ", "CCC", "MIC", "CONF", "ENC",
        "HOST", "CLNT",
    ]

    /// Whether `text` begins with one as a word of its own; servers log them as the client typed them.
    static func begins(_ text: Span<UInt8>) -> Bool {
        names.contains { name in
            let count = name.utf8CodeUnitCount
            guard text.count >= count, text.count == count || text[count] == UInt8(ascii: " ") else { return false }
            for index in 0..<count where text[index] & 0xdf != name.utf8Start[index] { return false }
            return true
        }
    }
}
