// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The main server or a virtual host: what it gives out, and what it logs.
struct ApacheHost {
    /// A prefix of addresses, and what it leads to.
    struct Alias {
        var address: [UInt8]
        var target: [UInt8]
        var isPattern = false
        var isScript = false
        var source: ConfigurationLocator
    }

    var names: [[UInt8]] = []
    var ports: [Int] = []
    /// The first that fits an address is taken.
    var aliases: [Alias] = []
    var documentRoot: Alias?
    var accessLogs: [Directive] = []
    var errorLog: Directive?
    /// The LogFormat that has no nickname, which TransferLog uses.
    var transferFormat: [UInt8]?
    /// `<Directory>` and `<Location>`, the main server's first.
    var sections: [Section] = []
    var isEncrypted = false
    let source: ConfigurationLocator

    /// - Parameter parent: The main server, whose settings hold where a virtual host has none.
    init(_ section: Section, parent: ApacheHost?) {
        source = section.head.source
        if let parent {
            sections = parent.sections
            documentRoot = parent.documentRoot
            errorLog = parent.errorLog
            transferFormat = parent.transferFormat
        }
        ports = section.head.arguments.compactMap(Self.port)
        for directive in section.directives { take(directive) }
        sections += section.sections.filter { Self.isAboutAddresses($0.head.name) }
        // mod_alias and mod_log_config: the host's own come first, and its own logs replace the main server's.
        aliases += parent?.aliases ?? []
        if accessLogs.isEmpty { accessLogs = parent?.accessLogs ?? [] }
    }

    private static func isAboutAddresses(_ name: String) -> Bool {
        ["directory", "directorymatch", "location", "locationmatch"].contains(name)
    }

    /// Of `*:8080`, `192.0.2.1:80`, `[2001:db8::1]:443`, `80`.
    static func port(_ address: [UInt8]) -> Int? {
        if let whole = Int(address.text) { return whole }
        guard let colon = address.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        return Int(Array(address[(colon + 1)...]).text)
    }

    private mutating func take(_ directive: Directive) {
        switch directive.name {
        case "servername": names.insert(contentsOf: directive.arguments.prefix(1), at: 0)
        case "serveralias": names += directive.arguments
        case "documentroot":
            guard let path = directive.arguments.first else { break }
            documentRoot = Alias(
                address: Array("/"), target: ConfigurationTree.normalised(path), source: directive.source)
        case "alias", "scriptalias", "aliasmatch", "scriptaliasmatch":
            guard directive.arguments.count >= 2 else { break }
            let isPattern = directive.name.hasSuffix("match")
            aliases.append(
                Alias(
                    address: isPattern ? directive.arguments[0] : directive.arguments[0].withoutEndSlash,
                    target: isPattern ? directive.arguments[1] : directive.arguments[1].withoutEndSlash,
                    isPattern: isPattern, isScript: directive.name.hasPrefix("script"), source: directive.source))
        case "userdir": takeUserDirectory(directive)
        case "customlog", "transferlog": accessLogs.append(directive)
        case "errorlog": errorLog = directive
        case "logformat" where directive.arguments.count == 1: transferFormat = directive.arguments[0]
        case "sslengine": isEncrypted = directive.keyword == "on" || directive.keyword == "optional"
        default: break
        }
    }

    /// `UserDir public_html`: a relative name is one in each home, which lies in `/home` on nearly every machine.
    private mutating func takeUserDirectory(_ directive: Directive) {
        guard let folder = directive.arguments.first, !["disabled", "enabled"].contains(directive.keyword) else {
            return
        }
        let target: [UInt8]
        if folder.first != UInt8(ascii: "/") {
            target = Array("/home/$1/") + folder
        } else if let star = folder.firstIndex(of: UInt8(ascii: "*")) {
            target = folder[..<star] + Array("$1") + folder[(star + 1)...]
        } else {
            target = folder.withoutEndSlash + Array("/$1")
        }
        aliases.append(Alias(address: Array("^/~([^/]+)"), target: target, isPattern: true, source: directive.source))
    }
}
