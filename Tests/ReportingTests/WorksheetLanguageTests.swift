// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Reporting
import Testing

@Suite struct WorksheetLanguageTests {
    @Test func everyLanguageHasItsOwnCode() {
        let codes = WorksheetLanguages.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.contains("en") && codes.contains("sv"))
        for code in codes { #expect(WorksheetLanguages.language(code)?.code == code) }
        #expect(WorksheetLanguages.language("SV") == nil)
        #expect(WorksheetLanguages.language("") == nil)
    }

    @Test(arguments: WorksheetLanguages.all.map(\.code))
    func everyLanguageHasEveryStringWithTheSamePlaceholders(code: String) throws {
        let language = try #require(WorksheetLanguages.language(code))
        for phrase in WorksheetPhrase.allCases {
            let text = language.phrase(phrase)
            #expect(text.contains { !$0.isWhitespace }, "\(phrase) is empty")
            #expect(
                try names(text) == names(WorksheetLanguages.all[0].phrase(phrase)), "\(phrase) has other placeholders")
        }
        #expect(language.months.count == 12)
        #expect(Set(language.months).count == 12)
        #expect(!language.digitGroup.isEmpty && !language.decimalPoint.isEmpty)
        #expect(language.digitGroup != language.decimalPoint)
    }

    /// What stands the same in two languages is a figure, and no sentence.
    @Test(arguments: WorksheetLanguages.all.dropFirst().map(\.code))
    func noSentenceWasLeftInEnglish(code: String) throws {
        let (english, other) = (WorksheetLanguages.all[0], try #require(WorksheetLanguages.language(code)))
        for phrase in WorksheetPhrase.allCases where english.phrase(phrase) == other.phrase(phrase) {
            let words = other.phrase(phrase).replacing(/\{[a-z]+\}/, with: "").split { !$0.isLetter }
            #expect(words.allSatisfy { $0 == "UTC" }, "\(phrase): \(other.phrase(phrase))")
        }
    }

    @Test func aValueWithBracesIsNoPlaceholder() {
        let text = WorksheetLanguages.all[0].text(.range, ["low": "{high}", "high": "{"])
        #expect(text == "{high} to {")
    }

    /// The names in braces, sorted.
    private func names(_ text: String) throws -> [String] {
        let names = text.matches(of: /\{([a-z]+)\}/).map { String($0.1) }.sorted()
        try #require(text.count { $0 == "{" } == names.count && text.count { $0 == "}" } == names.count, "\(text)")
        return names
    }
}
