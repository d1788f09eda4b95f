// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// One piece of a configuration in the way of httpd and ProFTPD.
enum SectionItem {
    case directive(Directive)
    case section(Section)
}

/// `<VirtualHost *:80>` to `</VirtualHost>`; its name is `virtualhost`.
struct Section {
    let head: Directive
    var items: [SectionItem] = []

    var directives: [Directive] {
        items.compactMap { if case .directive(let directive) = $0 { directive } else { nil } }
    }

    var sections: [Section] { items.compactMap { if case .section(let section) = $0 { section } else { nil } } }
}

/// Reads configuration in the way of httpd and ProFTPD: directives, nested sections, included files, and what stands or
/// falls with a module or a definition.
///
///     <VirtualHost *:80>
///         DocumentRoot /srv/nas
///         CustomLog ${APACHE_LOG_DIR}/access.log combined
///     </VirtualHost>
///
/// Conditions are decided where they stand, as the daemons do; what is not met is left out.
/// <https://httpd.apache.org/docs/2.4/configuring.html>
struct SectionReader {
    /// What relative paths of includes begin with; `ServerRoot` moves it.
    var root: [UInt8]
    /// What stands for `${NAME}`.
    var definitions: [[UInt8]: [UInt8]]
    /// Both names of each loaded module, `dav_module` and `mod_dav.c`.
    private var modules: Set<String> = []

    private static let depthLimit = 64
    /// Compiled into the usual packages, or into every server.
    private static let builtIn: Set<String> = [
        "core", "http_core", "mod_so", "so_module", "mod_log_config", "log_config_module", "mod_logio", "logio_module",
        "mod_version", "version_module", "mod_unixd", "unixd_module", "mod_watchdog", "watchdog_module", "mod_xfer",
        "mod_log", "mod_core", "mod_auth", "mod_auth_unix",
    ]

    init(root: [UInt8], definitions: [[UInt8]: [UInt8]] = [:]) {
        self.root = root
        self.definitions = definitions
    }

    mutating func items(at path: [UInt8], _ walk: inout IncludeWalk) -> [SectionItem] {
        var items: [SectionItem] = []
        walk.read(path, from: nil) { walk, name, text in items = self.items(in: text, named: name, &walk) }
        return items
    }

    /// A section that is not closed yet.
    private struct Open {
        var section: Section
        /// Nil for a real section, else whether the condition is met.
        var condition: Bool?
    }

    private mutating func items(in text: [UInt8], named file: [UInt8], _ walk: inout IncludeWalk) -> [SectionItem] {
        let all = Section(head: Directive(name: [], arguments: [], source: .init(file: file, line: 1, directive: [])))
        var open = [Open(section: all, condition: nil)]
        for line in ConfigurationLine.all(in: text, joinsLines: true) {
            let isActive = open.allSatisfy { $0.condition != false }
            if line.text.hasPrefix("</") {
                close(line, file, &open, &walk)
            } else if line.text.first == UInt8(ascii: "<") {
                let inner = line.text.dropFirst().prefix { $0 != UInt8(ascii: ">") }
                let expanded = ConfigurationLine(
                    number: line.number, text: expand(Array(inner), isActive, line, file, &walk))
                guard let head = Directive(expanded, file: file) else { continue }
                guard open.count < Self.depthLimit else {
                    walk.note(head.source, "sections are nested too deep")
                    return open[0].section.items
                }
                open.append(Open(section: Section(head: head), condition: condition(head)))
            } else if isActive {
                let expanded = ConfigurationLine(
                    number: line.number, text: expand(line.text, true, line, file, &walk))
                guard let directive = Directive(expanded, file: file) else { continue }
                open[open.count - 1].section.items += take(directive, &walk)
            }
        }
        while open.count > 1 {
            walk.note(open.last!.section.head.source, "the section is not closed")
            fold(&open)
        }
        return open[0].section.items
    }

    private func close(_ line: ConfigurationLine, _ file: [UInt8], _ open: inout [Open], _ walk: inout IncludeWalk) {
        let name = Array(line.text.dropFirst(2).prefix { $0 != UInt8(ascii: ">") }).trimmed.lowercasedText
        guard open.count > 1, open.last!.section.head.name == name else {
            let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
            return walk.note(source, "no section <\(name)> is open here")
        }
        fold(&open)
    }

    /// Puts the innermost section into the one around it.
    private func fold(_ open: inout [Open]) {
        let inner = open.removeLast()
        switch inner.condition {
        case nil: open[open.count - 1].section.items.append(.section(inner.section))
        case true: open[open.count - 1].section.items += inner.section.items
        case false: break
        }
    }

    /// What a directive leaves to be understood: nothing, itself, or what it includes.
    private mutating func take(_ directive: Directive, _ walk: inout IncludeWalk) -> [SectionItem] {
        switch directive.name {
        case "include", "includeoptional":
            guard let argument = directive.arguments.first else { break }
            var items: [SectionItem] = []
            let pattern = ConfigurationTree.absolute(argument, in: root)
            walk.read(matching: pattern, from: directive.source, isOptional: directive.name == "includeoptional") {
                walk, name, text in
                items += self.items(in: text, named: name, &walk)
            }
            return items
        case "define":
            if let name = directive.arguments.first {
                definitions[name] = directive.arguments.count > 1 ? directive.arguments[1] : []
            }
            return []
        case "undefine":
            if let name = directive.arguments.first { definitions[name] = nil }
            return []
        case "loadmodule":
            modules.insert(directive.keyword)
            if directive.arguments.count > 1, let file = directive.arguments[1].split(separator: UInt8(ascii: "/")).last
            {
                modules.insert(Self.moduleName(Array(file)))
            } else {
                modules.insert(Self.moduleName(directive.arguments.first ?? []))
            }
            return []
        case "serverroot":
            if let path = directive.arguments.first { root = path.withoutEndSlash }
        default: break
        }
        return [.directive(directive)]
    }

    // MARK: conditions

    /// Nil where the section is none that is decided when the configuration is read.
    private func condition(_ head: Directive) -> Bool? {
        guard ["ifmodule", "ifdefine", "ifversion", "iffile"].contains(head.name) else { return nil }
        var argument = head.arguments.first ?? []
        let isNegated = argument.first == UInt8(ascii: "!")
        if isNegated { argument.removeFirst() }
        let isMet: Bool
        switch head.name {
        case "ifmodule":
            let name = Self.moduleName(argument)
            // Where no module is seen to be loaded, they may be compiled in.
            isMet = Self.builtIn.contains(name) || modules.contains(name) || (modules.isEmpty && !isNegated)
        case "ifdefine":
            isMet = definitions[argument] != nil
        case "ifversion":
            isMet = Self.isVersion(head.arguments)
        default:
            isMet = true
        }
        return isMet != isNegated
    }

    /// `mod_dav` of `mod_dav.c` and `mod_dav.so`.
    private static func moduleName(_ name: [UInt8]) -> String {
        let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
        return Array(name[..<dot]).lowercasedText
    }

    /// No file tells the version: it is taken for 2.4, in which all servers of the last decade are.
    private static func isVersion(_ arguments: [[UInt8]]) -> Bool {
        guard let text = arguments.last?.text else { return true }
        let wanted = text.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
        let known = [2, 4]
        let isEqual = known.starts(with: wanted)
        switch arguments.count > 1 ? arguments[0].text : "=" {
        case ">=": return isEqual || wanted.lexicographicallyPrecedes(known)
        case ">": return !isEqual && wanted.lexicographicallyPrecedes(known)
        case "<=": return isEqual || known.lexicographicallyPrecedes(wanted)
        case "<": return !isEqual && known.lexicographicallyPrecedes(wanted)
        default: return isEqual
        }
    }

    // MARK: variables

    private func expand(
        _ text: [UInt8], _ isActive: Bool, _ line: ConfigurationLine, _ file: [UInt8], _ walk: inout IncludeWalk
    ) -> [UInt8] {
        guard isActive, text.contains(UInt8(ascii: "$")) else { return text }
        var expanded: [UInt8] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "$")) {
            expanded += rest[..<start]
            guard rest[start...].starts(with: "${".utf8), let end = rest[start...].firstIndex(of: UInt8(ascii: "}"))
            else {
                expanded.append(rest[start])
                rest = rest[(start + 1)...]
                continue
            }
            let name = Array(rest[(start + 2)..<end])
            if let value = definitions[name] {
                expanded += value
            } else {
                // `${name:index}` of RewriteMap and the like is no variable.
                if !name.contains(UInt8(ascii: ":")) {
                    let source = ConfigurationLocator(file: file, line: line.number, directive: line.text)
                    walk.note(source, "${\(name.text)} is defined nowhere")
                }
                expanded += rest[start...end]
            }
            rest = rest[(end + 1)...]
        }
        return expanded + rest
    }
}
