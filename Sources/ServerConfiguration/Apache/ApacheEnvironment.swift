// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What Debian's `envvars` defines for the server: it is a shell script, of which only plain assignments are understood.
///
///     export APACHE_LOG_DIR=/var/log/apache2$SUFFIX
enum ApacheEnvironment {
    /// - Parameter initial: What is known without it.
    static func definitions(in text: [UInt8], initial: [[UInt8]: [UInt8]]) -> [[UInt8]: [UInt8]] {
        var definitions = initial
        for line in ConfigurationLine.all(in: text) {
            var statement = line.text[...]
            if statement.starts(with: "export ".utf8) { statement = statement.dropFirst(7) }
            guard let equals = statement.firstIndex(of: UInt8(ascii: "=")), equals > statement.startIndex,
                statement[..<equals].allSatisfy(isNameByte),
                let value = value(Array(statement[(equals + 1)...]), definitions)
            else { continue }
            // Of an if and its else the last counts: Debian's gives the name of a further instance, and then none.
            definitions[Array(statement[..<equals])] = value
        }
        return definitions
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Nil where a part of it is not plain.
    private static func value(_ text: [UInt8], _ definitions: [[UInt8]: [UInt8]]) -> [UInt8]? {
        let word = text.words.first ?? []
        var value: [UInt8] = []
        var index = 0
        while index < word.count {
            guard word[index] == UInt8(ascii: "$") else {
                value.append(word[index])
                index += 1
                continue
            }
            let isBraced = index + 1 < word.count && word[index + 1] == UInt8(ascii: "{")
            let start = index + (isBraced ? 2 : 1)
            let end = word[start...].firstIndex { !isNameByte($0) } ?? word.endIndex
            guard end > start, !isBraced || (end < word.endIndex && word[end] == UInt8(ascii: "}")) else { return nil }
            value += definitions[Array(word[start..<end])] ?? []
            index = isBraced ? end + 1 : end
        }
        return value
    }
}
