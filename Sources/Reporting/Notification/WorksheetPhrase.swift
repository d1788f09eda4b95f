// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Every string of the notification worksheet that is of a language. A name in braces stands for a value; `WorksheetLanguage` has
/// the words.
package enum WorksheetPhrase: String, Sendable, CaseIterable {
    // The whole
    case title
    case notice
    case lowerBound
    case unknown
    case nothing
    case yes
    case no
    case more
    case sources
    case sourceRegulation
    case sourceGuidelines
    case sourceSeverity

    // Numbers and times
    case range
    case date
    case monthOfYear
    case minute
    case second
    case utc
    case zoned
    case lessThan
    case moreThan
    case oneFile
    case files
    case oneRetrieval
    case retrievals
    case oneAddress
    case addresses

    // Article 33(4)
    case phaseHeading
    case phaseArticle
    case phase
    case phaseInitial
    case phaseFollowUp
    case phaseFinal
    case openPoints
    case contradiction
    case finalWithOpenPoints
    case notifiedBeforeAware

    // Article 33(1)
    case timingHeading
    case timingArticle
    case aware
    case deadline
    case earliest
    case notified
    case inTime
    case imprecise
    case delay
    case notNeeded

    // Article 33(3)(b)
    case contactHeading
    case contactArticle
    case controller
    case contact

    // Article 33(3)(a)
    case natureHeading
    case natureArticle
    case kind
    case kindLeft
    case kindReachable
    case kindNothingLeft
    case exposureProven
    case exposurePossible
    case exposureBegin
    case exposureEnd
    case subjectCategories
    case subjectNumber
    case subjectsNamed
    case subjectsAtLeast
    case recordCategories
    case recordNumber
    case recordsBetween
    case recordsAtLeast
    case accessible
    case audio
    case unreadInventory
    case unobserved
    case unobservedFiles
    case unobservedRetrievals
    case unobservedNone
    case notEstimated
    case blindChannels
    case gapUnknown
    case mostlyUnseen
    case proven
    case provenFiles
    case provenRetrievals
    case owner
    case ownerShare
    case ownerAtLeast
    case unitFiles
    case usedChannels
    case noneLogged
    case unseenChannels
    case partlySeenChannels
    case channelShare
    case coverage
    case coverageShare
    case losses
    case lossMissing
    case lossOrOutage
    case logBegin
    case logEnd
    case noneFound
    case claims
    case claim
    case claimBy
    case supported
    case contradicted
    case undecidable

    // Article 33(3)(c) and (d)
    case consequencesHeading
    case consequencesArticle
    case consequences
    case measuresHeading
    case measuresArticle
    case measures
    case measuresTaken
    case measuresProposed

    // The severity by ENISA
    case severityHeading
    case severityMethod
    case termKnown
    case termUnknown
    case context
    case dataSimple
    case dataBehavioural
    case dataFinancial
    case dataSensitive
    case identification
    case identificationNegligible
    case identificationLimited
    case identificationSignificant
    case identificationMaximum
    case confidentiality
    case recipientsNone
    case recipientsKnown
    case recipientsUnknown
    case recipientsPublic
    case recipientsNotKnown
    case unknownShare
    case integrity
    case integrityNone
    case integrityRecoverable
    case integrityUnrecoverable
    case availability
    case availabilityNone
    case availabilityTemporary
    case availabilityFull
    case malice
    case maliceYes
    case maliceNo
    case score
    case scoreFormula
    case bracketed
    case levelLow
    case levelMedium
    case levelHigh
    case levelVeryHigh
    case manyPeople
}
