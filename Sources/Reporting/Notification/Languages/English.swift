// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// English as the institutions of the European Union write it.
struct English: WorksheetLanguage {
    let code = "en"
    let digitGroup = ","
    let decimalPoint = "."
    let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    func phrase(_ phrase: WorksheetPhrase) -> String {
        switch phrase {
        // The whole
        case .title: "Notification of a personal data breach: worksheet"
        case .notice:
            "This is a worksheet, filled with what the logs and the case file tell. It is no notification "
                + "and no legal advice: the controller decides whether and what to notify."
        case .lowerBound:
            "What the logs prove is a lower bound: not logged is not the same as not used. Texts of the case "
                + "file stand as they were written there."
        case .unknown: "not yet known"
        case .nothing: "none"
        case .yes: "yes"
        case .no: "no"
        case .more: "… and {count} more, in the report"
        case .sources: "Sources"
        case .sourceRegulation: "Regulation (EU) 2016/679 (General Data Protection Regulation), Article 33"
        case .sourceGuidelines:
            "European Data Protection Board, Guidelines 9/2022 on personal data breach notification under "
                + "GDPR, version 2.0, 28 March 2023"
        case .sourceSeverity:
            "ENISA, Recommendations for a methodology of the assessment of severity of personal data "
                + "breaches, working document v1.0, December 2013"

        // Numbers and times
        case .range: "{low} to {high}"
        case .date: "{day} {month} {year}"
        case .monthOfYear: "{month} {year}"
        case .minute: "{date}, {hour}:{minute}"
        case .second: "{date}, {hour}:{minute}:{second}"
        case .utc: "{time}\u{a0}UTC"
        case .zoned: "{time} ({zone})"
        case .lessThan: "less than {share}"
        case .moreThan: "more than {share}"
        case .oneFile: "{count} file"
        case .files: "{count} files"
        case .oneRetrieval: "{count} retrieval"
        case .retrievals: "{count} retrievals"
        case .oneAddress: "{count} address"
        case .addresses: "{count} addresses"

        // Article 33(4)
        case .phaseHeading: "Phase, and what is still to come"
        case .phaseArticle: "GDPR, Art. 33(4)"
        case .phase: "Phase of the notification"
        case .phaseInitial: "initial: further information follows in phases"
        case .phaseFollowUp: "follow-up to an earlier notification"
        case .phaseFinal: "final"
        case .openPoints: "Points not yet known"
        case .contradiction: "Contradiction"
        case .finalWithOpenPoints: "the phase is stated as final, and the points above are not yet known"
        case .notifiedBeforeAware:
            "the authority was notified before the controller became aware, by the times that are stated"

        // Article 33(1)
        case .timingHeading: "Timing"
        case .timingArticle: "GDPR, Art. 33(1)"
        case .aware: "Controller became aware"
        case .deadline: "72 hours end"
        case .earliest: "{time} at the earliest"
        case .notified: "Authority notified"
        case .inTime: "Within 72 hours"
        case .imprecise: "cannot be told from times as they are stated"
        case .delay: "Reasons for a delay"
        case .notNeeded: "none needed"

        // Article 33(3)(b)
        case .contactHeading: "Controller and contact point"
        case .contactArticle: "GDPR, Art. 33(3)(b)"
        case .controller: "Controller"
        case .contact: "Data protection officer or other contact point"

        // Article 33(3)(a)
        case .natureHeading: "Nature of the breach"
        case .natureArticle: "GDPR, Art. 33(3)(a)"
        case .kind: "Kind of breach"
        case .kindLeft: "loss of confidentiality: data provably left"
        case .kindReachable:
            "loss of confidentiality: data could provably be fetched; no log that is left shows that it was"
        case .kindNothingLeft:
            "no loss of confidentiality: every channel is logged for all of the time, and nothing left"
        case .exposureProven: "Data could be fetched, proven"
        case .exposurePossible: "Data could be fetched, possible"
        case .exposureBegin: "begin of the exposure"
        case .exposureEnd: "end of the exposure"
        case .subjectCategories: "Categories of data subjects"
        case .subjectNumber: "Approximate number of data subjects"
        case .subjectsNamed:
            "{low} to {high}, by {identifier} in names of files: of those that provably left, and of all "
                + "that lay there"
        case .subjectsAtLeast:
            "at least {low}, by {identifier} in names of files that provably left; at most: not yet known"
        case .recordCategories: "Categories of personal data records"
        case .recordNumber: "Approximate number of records"
        case .recordsBetween: "{low} to {high} files"
        case .recordsAtLeast: "at least {files}; at most: not yet known"
        case .accessible: "Lay there and could be reached"
        case .audio: "{hours} hours of audio"
        case .unreadInventory: "at least: {count} lines of the inventory could not be read"
        case .unobserved: "May have left unobserved"
        case .unobservedFiles: "{low} to {high} further files (95 % interval)"
        case .unobservedRetrievals: "{low} to {high} further retrievals (95 % interval)"
        case .unobservedNone: "no log of a channel misses a period that it would show"
        case .notEstimated: "cannot be estimated from these logs:"
        case .blindChannels: "no log names what left by {channels}"
        case .gapUnknown: "what left in a missing period of {log} cannot be learnt from the rest of that log"
        case .mostlyUnseen: "less than half of the channel-time is observed"
        case .proven: "Provably left"
        case .provenFiles: "{files}, {bytes}; at least {whole} of them whole"
        case .provenRetrievals: "in {retrievals} by {addresses}"
        case .owner: "Whose data"
        case .ownerShare: "{owner}: {proven} of {accessible} {unit} provably left"
        case .ownerAtLeast: "{owner}: {proven} {unit} provably left"
        case .unitFiles: "files"
        case .usedChannels: "Ways out that were used"
        case .noneLogged: "no retrieval is logged"
        case .unseenChannels: "Ways out that no log accounts for"
        case .partlySeenChannels: "Ways out seen for a part of the time"
        case .channelShare: "{channel} ({share})"
        case .coverage: "Channel-time that logs vouch for"
        case .coverageShare: "{share}: {observed} of {exposed} channel-hours"
        case .losses: "Missing logs"
        case .lossMissing: "{log}: records are missing, {from} to {to}"
        case .lossOrOutage: "{log}: records are missing, or the service was down, {from} to {to}"
        case .logBegin: "before its first record"
        case .logEnd: "after its last record"
        case .noneFound: "none is found; that does not show that none is missing"
        case .claims: "Statements that were tested"
        case .claim: "“{text}”: {verdict}"
        case .claimBy: "“{text}” ({claimant}): {verdict}"
        case .supported: "supported"
        case .contradicted: "contradicted"
        case .undecidable: "undecidable"

        // Article 33(3)(c) and (d)
        case .consequencesHeading: "Likely consequences"
        case .consequencesArticle: "GDPR, Art. 33(3)(c)"
        case .consequences: "Likely consequences for the data subjects"
        case .measuresHeading: "Measures taken or proposed"
        case .measuresArticle: "GDPR, Art. 33(3)(d)"
        case .measures: "measures"
        case .measuresTaken: "Taken"
        case .measuresProposed: "Proposed"

        // The severity by ENISA
        case .severityHeading: "Severity"
        case .severityMethod:
            "ENISA 2013: SE = DPC × EI + CB; below 2 low, from 2 medium, from 3 high, from 4 very high"
        case .termKnown: "{score}: {level}; {why}"
        case .termUnknown: "not yet known: {low} to {high}"
        case .context: "Data processing context (DPC)"
        case .dataSimple: "simple data"
        case .dataBehavioural: "behavioural data"
        case .dataFinancial: "financial data"
        case .dataSensitive: "sensitive data"
        case .identification: "Ease of identification (EI)"
        case .identificationNegligible: "negligible"
        case .identificationLimited: "limited"
        case .identificationSignificant: "significant"
        case .identificationMaximum: "maximum"
        case .confidentiality: "CB: loss of confidentiality"
        case .recipientsNone: "{score}: every channel is logged for all of the time, and nothing left"
        case .recipientsKnown:
            "{score}: a known number of recipients; every channel is logged for all of the time, and at "
                + "least {addresses} fetched data"
        case .recipientsUnknown:
            "{score}: an unknown number of recipients; logs name {addresses} and vouch for {share} of the "
                + "channel-time, and whether there were more nobody knows"
        case .recipientsPublic:
            "{score}: an unknown number of recipients; strangers found the data reachable, and logs name "
                + "{addresses} and vouch for {share} of the channel-time"
        case .recipientsNotKnown:
            "not yet known: {low} to {high}; nothing shows that data could be fetched, and nothing that it "
                + "could not"
        case .unknownShare: "an unknown share"
        case .integrity: "CB: loss of integrity"
        case .integrityNone: "none that was used wrongly"
        case .integrityRecoverable: "altered, and can be recovered"
        case .integrityUnrecoverable: "altered, and cannot be recovered"
        case .availability: "CB: loss of availability"
        case .availabilityNone: "none"
        case .availabilityTemporary: "for a time"
        case .availabilityFull: "for good"
        case .malice: "CB: malicious intent"
        case .maliceYes: "malicious"
        case .maliceNo: "not malicious"
        case .score: "Severity (SE)"
        case .scoreFormula: "{context} × {identification} + {circumstances} = {score}: {levels}"
        case .bracketed: "({range})"
        case .levelLow: "low"
        case .levelMedium: "medium"
        case .levelHigh: "high"
        case .levelVeryHigh: "very high"
        case .manyPeople: "More than 100 data subjects"
        }
    }
}
