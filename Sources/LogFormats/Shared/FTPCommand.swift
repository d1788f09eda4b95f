// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams

/// What commands of FTP ask for (RFC 959, 2228, 2389, 2428, 3659), as far as it matters who got what.
enum FTPCommand {
    case retrieve, store, list, probe, delete, makeFolder, renameFrom, renameTo
    case user, password, quit
    case changeFolder, parentFolder, restart
    /// Of the protocol, and of no consequence for files.
    case other

    /// Nil for what is no command of FTP, among others the methods of HTTP.
    init?(_ name: Span<UInt8>) {
        guard (3...5).contains(name.count) else { return nil }
        for (names, command) in Self.names where names.contains(where: { name.matches(0..<name.count, $0) }) {
            self = command
            return
        }
        return nil
    }

    private static let names: [([StaticString], FTPCommand)] = [
        (["RETR"], .retrieve), (["STOR", "APPE", "STOU"], .store), (["PASS"], .password), (["USER"], .user),
        (["CWD", "XCWD"], .changeFolder), (["CDUP", "XCUP"], .parentFolder), (["REST"], .restart), (["QUIT"], .quit),
        (["LIST", "NLST", "MLSD"], .list), (["SIZE", "MDTM", "MLST", "STAT"], .probe),
        (["DELE", "RMD", "XRMD"], .delete), (["MKD", "XMKD"], .makeFolder), (["RNFR"], .renameFrom),
        (["RNTO"], .renameTo),
        (
            [
                "ABOR", "ACCT", "ADAT", "ALLO", "AUTH", "CCC", "CLNT", "CONF", "CSID", "ENC", "EPRT", "EPSV", "EXIT",
                "FEAT", "HASH", "HELP", "HOST", "LANG", "LPRT", "LPSV", "MFF", "MFMT", "MIC", "MODE", "NOOP", "OPTS",
                "PASV", "PBSZ", "PORT", "PROT", "PWD", "RANG", "REIN", "SITE", "SMNT", "STRU", "SYST", "TYPE", "XPWD",
            ], .other
        ),
    ]

    /// Whether `text` begins with a command as a word of its own; servers log them as the client typed them.
    static func begins(_ text: Span<UInt8>) -> Bool {
        names.contains { names, _ in
            names.contains { name in
                let count = name.utf8CodeUnitCount
                guard text.count >= count, text.count == count || text[count] == UInt8(ascii: " ") else { return false }
                for index in 0..<count where text[index] & 0xdf != name.utf8Start[index] { return false }
                return true
            }
        }
    }
}
