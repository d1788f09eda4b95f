// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel
import Testing

/// ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches", 2013.
@Suite struct SeverityScoreTests {
    private typealias Data = StatedSeverity.Data

    /// Terms that are not named are none.
    private func score(
        _ data: Data?, _ identification: StatedSeverity.Identification?,
        _ confidentiality: ConfidentialityLoss = .nothingLeft, integrity: StatedSeverity.IntegrityLoss? = .nothing,
        availability: StatedSeverity.AvailabilityLoss? = .nothing, malice: Bool? = false
    ) -> SeverityScore {
        var stated = StatedSeverity()
        stated.data = data.map { .init($0, why: "x") }
        stated.identification = identification.map { .init($0, why: "x") }
        stated.integrity = integrity.map { .init($0, why: "x") }
        stated.availability = availability.map { .init($0, why: "x") }
        stated.malice = malice.map { .init($0, why: "x") }
        return SeverityScore(stated, confidentiality: confidentiality)
    }

    /// DPC before any context, section 4.1; EI, section 4.2; without any circumstance SE is their product.
    @Test(arguments: zip(StatedSeverity.DataClass.allCases, 1...4))
    func aClassHasItsBasicScore(kind: StatedSeverity.DataClass, basic: Int) {
        for (identification, quarters) in zip(StatedSeverity.Identification.allCases, 1...4) {
            #expect(score(Data(kind), identification).quarters == basic * quarters...basic * quarters)
        }
    }

    /// Examples of the method's tables: the context raises or lowers the score of a class.
    @Test(arguments: [
        (StatedSeverity.DataClass.simple, 1, "customers of a supermarket"),
        (.simple, 3, "addresses of deliveries of an adult book store"), (.behavioural, 4, "purchases in a pharmacy"),
        (.financial, 1, "that somebody is a customer of a bank"),
        (.sensitive, 1, "that somebody had general blood tests"),
        (.sensitive, 4, "results of a test for a disease"),
    ])
    func theContextDecides(kind: StatedSeverity.DataClass, points: Int, what: String) {
        #expect(score(Data(kind, score: points), .maximum).quarters == 4 * points...4 * points, "\(what)")
    }

    /// CB, section 4.3: each loss adds 0, ¼ or ½, and malice ½.
    @Test func circumstancesAddUp() {
        func circumstances(_ score: SeverityScore) -> ClosedRange<Int> { score.circumstances }
        let none = Data(.simple)
        #expect(circumstances(score(none, .limited)) == 0...0)
        #expect(circumstances(score(none, .limited, .knownAddresses(3))) == 1...1)
        #expect(
            circumstances(score(none, .limited, .unknownRecipients(addresses: 3, coverage: 0.5, isPublic: true)))
                == 2...2)
        #expect(circumstances(score(none, .limited, .notKnown)) == 0...2)
        #expect(circumstances(score(none, .limited, integrity: .recoverable)) == 1...1)
        #expect(circumstances(score(none, .limited, integrity: .unrecoverable)) == 2...2)
        #expect(circumstances(score(none, .limited, availability: .temporary)) == 1...1)
        #expect(circumstances(score(none, .limited, availability: .full)) == 2...2)
        #expect(circumstances(score(none, .limited, malice: true)) == 2...2)
        let all = score(
            Data(.sensitive), .maximum, .unknownRecipients(addresses: 0, coverage: nil, isPublic: false),
            integrity: .unrecoverable,
            availability: .full, malice: true)
        #expect(all.circumstances == 8...8)
        #expect(all.quarters == 24...24)
    }

    /// Low below 2, medium below 3, high below 4, then very high.
    @Test(arguments: [
        (0, SeverityScore.Level.low), (7, .low), (8, .medium), (11, .medium), (12, .high), (15, .high), (16, .veryHigh),
        (24, .veryHigh),
    ])
    func levelsBeginWhereTheMethodHasThem(quarters: Int, level: SeverityScore.Level) {
        #expect(SeverityScore.Level(quarters: quarters) == level)
    }

    @Test func whatIsNotKnownLeavesARange() {
        let unknown = SeverityScore(StatedSeverity(), confidentiality: .notKnown)
        #expect(unknown.quarters == 1...24)
        #expect(unknown.levels == .low ... .veryHigh)
        let health = score(
            Data(.sensitive), .maximum, .unknownRecipients(addresses: 64, coverage: 0.13, isPublic: true),
            integrity: nil)
        #expect(health.quarters == 18...20)
        #expect(health.levels == .veryHigh ... .veryHigh)
        #expect(score(nil, .limited).quarters == 2...8)
        #expect(score(Data(.financial), nil).quarters == 3...12)
    }
}
