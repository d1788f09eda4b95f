// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Reporting

/// The language of the notification worksheet, as on the command line: `--notification`, `--notification sv`.
///
/// A path behind the option is evidence, and no language. Whether a language is known is asked after the parsing: a value that
/// `init?(argument:)` refuses is taken for none, and would be passed over without a word.
struct NotificationLanguage: ExpressibleByArgument, CustomStringConvertible {
    let code: String

    /// The default first.
    static let all = WorksheetLanguages.all.map { NotificationLanguage(code: $0.code) }
    static let allValueStrings = all.map(\.code)

    private init(code: String) { self.code = code }

    init?(argument: String) {
        if argument == "-" || argument.hasPrefix(".") || argument.contains("/") { return nil }
        code = argument
    }

    /// Nil where there is none of that name.
    var language: (any WorksheetLanguage)? { WorksheetLanguages.language(code) }

    var description: String { code }
}
