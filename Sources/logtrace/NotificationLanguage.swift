// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Reporting

/// A language of the notification worksheet, as on the command line.
struct NotificationLanguage: ExpressibleByArgument, CustomStringConvertible {
    let language: any WorksheetLanguage

    /// The default first.
    static let all = WorksheetLanguages.all.map(NotificationLanguage.init)
    static let allValueStrings = all.map(\.description)

    private init(_ language: any WorksheetLanguage) { self.language = language }

    init?(argument: String) {
        guard let language = WorksheetLanguages.language(argument) else { return nil }
        self.language = language
    }

    var description: String { language.code }
}
