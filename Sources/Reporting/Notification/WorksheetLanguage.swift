// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// A language in which the notification worksheet can be written: one file in `Languages`, and its line in
/// `WorksheetLanguages`.
package protocol WorksheetLanguage: Sendable {
    /// As in BCP 47: `sv`.
    var code: String { get }
    /// Between groups of three digits.
    var digitGroup: String { get }
    var decimalPoint: String { get }
    /// January to December, as in a date.
    var months: [String] { get }

    func phrase(_ phrase: WorksheetPhrase) -> String
}

/// All languages, the default first.
package enum WorksheetLanguages {
    package static let all: [any WorksheetLanguage] = [English(), Swedish()]

    package static func language(_ code: String) -> (any WorksheetLanguage)? { all.first { $0.code == code } }
}

extension WorksheetLanguage {
    /// The phrase with values in the place of its names in braces; a brace within a value stays one.
    package func text(_ phrase: WorksheetPhrase, _ values: KeyValuePairs<String, String> = [:]) -> String {
        var output = ""
        var rest = self.phrase(phrase)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            guard let value = values.first(where: { $0.key == name })?.value else {
                preconditionFailure("\(phrase) in \(code) needs \(name)")
            }
            output += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return output + rest
    }
}
