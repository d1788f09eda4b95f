// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What sections say of a part of the address space; later sections override earlier ones.
struct AccessFacts: Equatable {
    var isDAV = false
    /// Nil while no Options is seen: the default has changed between versions.
    var allowsListing: Bool?
    /// A `Require` that names users or groups.
    var requiresLogin = false
    var isDenied = false

    /// Whether anybody can fetch without a login.
    var isAnonymous: Bool { !requiresLogin && !isDenied }

    mutating func apply(_ section: Section) {
        var hasRequire = false
        for directive in section.directives {
            switch directive.name {
            case "dav": isDAV = directive.keyword != "off"
            case "options": applyOptions(directive.arguments.map(\.lowercasedText))
            case "require":
                // The requirements of one section replace those of sections before it.
                if !hasRequire { (requiresLogin, isDenied) = (false, false) }
                hasRequire = true
                require(directive.arguments.map(\.lowercasedText))
            case "deny" where directive.arguments.map(\.lowercasedText) == ["from", "all"]: isDenied = true
            case "allow" where directive.arguments.map(\.lowercasedText) == ["from", "all"]: isDenied = false
            case "satisfy" where directive.keyword == "any" && !isDenied: requiresLogin = false
            default: break
            }
        }
        for inner in section.sections {
            switch inner.head.name {
            case "requireall": apply(inner)
            case "requireany": applyAny(inner)
            case "limit" where inner.head.arguments.contains { $0.lowercasedText == "get" }: apply(inner)
            case "limitexcept" where !inner.head.arguments.contains { $0.lowercasedText == "get" }: apply(inner)
            default: break
            }
        }
    }

    private mutating func applyOptions(_ words: [String]) {
        for word in words {
            switch word {
            case "indexes", "+indexes", "all": allowsListing = true
            case "-indexes", "none": allowsListing = false
            default: break
            }
        }
        let isRelative = words.allSatisfy { $0.hasPrefix("+") || $0.hasPrefix("-") }
        if !isRelative, !words.contains("indexes"), !words.contains("all") { allowsListing = false }
    }

    private mutating func require(_ words: [String]) {
        switch words.first {
        case "all": isDenied = words.dropFirst().first == "denied"
        case "valid-user", "user", "group", "ldap-user", "ldap-group", "dbm-group", "file-owner", "file-group":
            requiresLogin = true
        default: break
        }
    }

    /// One requirement is enough, so that a login is needed only if each of them asks for one.
    private mutating func applyAny(_ section: Section) {
        let ways = section.directives.filter { $0.name == "require" }.map { directive -> AccessFacts in
            var facts = AccessFacts()
            facts.require(directive.arguments.map(\.lowercasedText))
            return facts
        }
        guard !ways.isEmpty else { return }
        requiresLogin = ways.allSatisfy(\.requiresLogin)
        isDenied = ways.allSatisfy(\.isDenied)
    }
}
