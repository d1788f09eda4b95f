// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ByteStreams
package import EvidenceModel
import SystemPackage

/// The zone of stamps that state none, and how it is known.
package struct CaseZone: Sendable {
    package enum Basis: String, Sendable {
        /// Named by the user.
        case option
        /// `etc/timezone` or `etc/localtime` in the evidence.
        case evidence
        /// Nothing tells; UTC.
        case assumed
    }

    package let rules: ZoneRules
    package let basis: Basis
    /// What the evidence says that could not be used, in words.
    package let problem: String?
}

/// A zone that cannot be had.
package struct ZoneError: Error, CustomStringConvertible {
    package let description: String
}

/// Finds the zone of a case.
package enum ZoneFinder {
    /// Where systems keep the rules of named zones (tzdata).
    private static let database = FilePath("/usr/share/zoneinfo")
    private static let sizeLimit = 1 << 20

    /// An offset such as `+01:00`, or a name such as `Europe/Stockholm`, which tzdata on this machine must know.
    package static func zone(named name: String) throws(ZoneError) -> ZoneRules {
        if let fixed = ZoneRules(offsetText: name) { return fixed }
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte), !name.hasPrefix("/"), !name.contains("..") else {
            throw ZoneError(
                description: "'\(name)' is neither an offset such as +01:00 nor a zone such as Europe/Stockholm")
        }
        do {
            return try ZoneRules(name: name, tzif: contents(of: database.appending(name), limit: sizeLimit))
        } catch let error as SourceError {
            throw ZoneError(
                description: "the rules of zone '\(name)' cannot be read from \(database) (\(error.errno)); "
                    + "is tzdata installed, and the name right, as in Europe/Stockholm?")
        } catch {
            throw ZoneError(description: "\(database)/\(name) is no time zone file: \(error)")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }

    /// What the evidence itself tells.
    static func zone(of files: [EvidenceFile], _ survey: Survey) -> CaseZone {
        var problem: String?
        for file in files where isNamed(file, "etc/timezone") {
            guard case .file = file.source else { continue }
            do {
                let name = try text(of: file, survey)
                return CaseZone(rules: try zone(named: name), basis: .evidence, problem: nil)
            } catch {
                problem = "\(error)"
            }
        }
        for file in files where isNamed(file, "etc/localtime") {
            do {
                if let rules = try localTime(file, survey) {
                    return CaseZone(rules: rules, basis: .evidence, problem: nil)
                }
            } catch {
                problem = "\(error)"
            }
        }
        return CaseZone(rules: .utc, basis: .assumed, problem: problem)
    }

    private static func isNamed(_ file: EvidenceFile, _ name: String) -> Bool {
        file.name.elementsEqual(name.utf8) || file.name.suffix(name.utf8.count + 1).elementsEqual(("/" + name).utf8)
    }

    private static func text(of file: EvidenceFile, _ survey: Survey) throws -> String {
        let text = try survey.text(of: file, limit: sizeLimit)
        return String(decoding: text.prefix(256).prefix { $0 > 0x20 }, as: UTF8.self)
    }

    /// A copy of the rules, or a link into the database: its text names the zone.
    private static func localTime(_ file: EvidenceFile, _ survey: Survey) throws -> ZoneRules? {
        switch file.source {
        case .file:
            return try ZoneRules(name: "etc/localtime", tzif: survey.text(of: file, limit: sizeLimit))
        case .unread(.symbolicLink(let target)):
            let parts = String(decoding: target, as: UTF8.self).split(separator: "zoneinfo/", maxSplits: 1)
            return parts.count == 2 ? try zone(named: String(parts[1])) : nil
        case .unread, .standardInput, .pipe:
            return nil
        }
    }
}
