// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Analyses
import EvidenceModel

/// The nature of the breach: GDPR, Article 33(3)(a).
extension WorksheetWords {
    var nature: Worksheet.Part {
        let window = report.conclusions.window
        let stated = worksheet.stated
        return part(
            .natureHeading, .natureArticle,
            [
                entry(.kind, kind), range(.exposureProven, window.earliestProven, window.latestProven),
                range(.exposurePossible, window.earliestPossible, window.latestPossible),
                list(.subjectCategories, stated.dataSubjects.map { .known($0) }),
                list(.subjectNumber, report.conclusions.dataSubjects.map(subjects)),
                list(.recordCategories, stated.records.map { .known($0) }), recordNumber, accessible, unobserved,
                proven,
            ] + owners + channels + [
                list(.losses, cut(worksheet.losses, loss), otherwise: .noneFound),
                list(.claims, cut(report.conclusions.claims, claim), otherwise: .nothing),
            ])
    }

    private var kind: String? {
        switch worksheet.severity.confidentiality {
        case .nothingLeft: language.text(.kindNothingLeft)
        case .knownAddresses: language.text(.kindLeft)
        case .unknownRecipients: language.text(worksheet.hasLeft ? .kindLeft : .kindReachable)
        case .notKnown: nil
        }
    }

    private func range(_ label: WorksheetPhrase, _ from: Int64?, _ to: Int64?) -> Worksheet.Entry {
        guard from != nil || to != nil else { return entry(label, nil) }
        func bound(_ second: Int64?) -> String { second.map(figures.time) ?? language.text(.unknown) }
        return entry(label, language.text(.range, ["low": bound(from), "high": bound(to)]))
    }

    // MARK: how many

    private func subjects(_ subjects: DataSubjects) -> Worksheet.Value {
        let (low, identifier) = (figures.count(subjects.proven), subjects.name.cut(to: 200))
        guard let accessible = subjects.accessible else {
            return .open(language.text(.subjectsAtLeast, ["low": low, "identifier": identifier]))
        }
        return .known(
            language.text(
                .subjectsNamed, ["low": low, "high": figures.count(accessible), "identifier": identifier]))
    }

    private var recordNumber: Worksheet.Entry {
        let exposure = report.answers.exposure
        let low = figures.count(exposure.proven.files)
        guard let accessible = exposure.accessible else {
            let files = figures.count(exposure.proven.files, .oneFile, .files)
            return list(.recordNumber, [.open(language.text(.recordsAtLeast, ["files": files]))])
        }
        return entry(
            .recordNumber,
            language.text(.recordsBetween, ["low": low, "high": figures.count(accessible.files)]))
    }

    private var accessible: Worksheet.Entry {
        guard let accessible = report.answers.exposure.accessible else { return entry(.accessible, nil) }
        var parts = [figures.count(accessible.files, .oneFile, .files)]
        if let byteCount = accessible.byteCount { parts.append(figures.bytes(byteCount)) }
        if let seconds = accessible.seconds {
            parts.append(language.text(.audio, ["hours": figures.hours(seconds / 3600)]))
        }
        var values = [Worksheet.Value.known(parts.joined(separator: ", "))]
        if accessible.unreadLines > 0 {
            values.append(
                .open(language.text(.unreadInventory, ["count": figures.count(accessible.unreadLines)])))
        }
        return list(.accessible, values)
    }

    private var proven: Worksheet.Entry {
        let proven = report.answers.exposure.proven
        return list(
            .proven,
            [
                .known(
                    language.text(
                        .provenFiles,
                        [
                            "files": figures.count(proven.files, .oneFile, .files),
                            "bytes": figures.bytes(proven.byteCount), "whole": figures.count(proven.completeFiles),
                        ])),
                .known(
                    language.text(
                        .provenRetrievals,
                        [
                            "retrievals": figures.count(proven.retrievals, .oneRetrieval, .retrievals),
                            "addresses": figures.count(proven.clients, .oneAddress, .addresses),
                        ])),
            ])
    }

    private var unobserved: Worksheet.Entry {
        let total = report.conclusions.unobserved
        switch total.unobserved {
        case .estimated(let estimate):
            guard total.gaps > 0 else { return entry(.unobserved, language.text(.unobservedNone)) }
            let range = (estimate.files ?? estimate.retrievals).interval95
            return entry(
                .unobserved,
                language.text(
                    estimate.files == nil ? .unobservedRetrievals : .unobservedFiles,
                    ["low": figures.count(range.lowerBound), "high": figures.count(range.upperBound)]))
        case .notIdentifiable:
            var reasons: [String] = []
            for reason in total.obstacles.map(words) where !reasons.contains(reason) { reasons.append(reason) }
            return list(.unobserved, [.open(language.text(.notEstimated))] + cut(reasons) { .known($0) })
        }
    }

    /// The reasons of the report's own sentence hold more, in English.
    private func words(_ obstacle: UnobservedTotal.Obstacle) -> String {
        switch obstacle {
        case .blindChannels(let channels): language.text(.blindChannels, ["channels": names(channels)])
        case .gap(let series, _): language.text(.gapUnknown, ["log": series.cut(to: 200)])
        case .mostlyUnseen: language.text(.mostlyUnseen)
        }
    }

    /// No entry where the case file states no scope.
    private var owners: [Worksheet.Entry] {
        let shares = report.conclusions.owners
        guard !shares.isEmpty else { return [] }
        return [
            list(
                .owner,
                cut(shares) { share in
                    let owner = (share.rule.owner ?? share.rule.glob).cut(to: 200)
                    let unit = share.rule.unit?.cut(to: 200) ?? language.text(.unitFiles)
                    let proven = figures.count(share.provenFiles)
                    guard let accessible = share.accessibleFiles else {
                        return .known(
                            language.text(.ownerAtLeast, ["owner": owner, "proven": proven, "unit": unit]))
                    }
                    return .known(
                        language.text(
                            .ownerShare,
                            ["owner": owner, "proven": proven, "accessible": figures.count(accessible), "unit": unit]))
                })
        ]
    }

    // MARK: by which ways

    private var channels: [Worksheet.Entry] {
        let times = report.conclusions.times
        let used = report.conclusions.singleChannel.used
        let partly = worksheet.partlySeenChannels.map { time in
            language.text(
                .channelShare,
                ["channel": time.channel.rawValue, "share": share(time.coverage)])
        }
        let coverage = times.coverage.map { share in
            language.text(
                .coverageShare,
                [
                    "share": figures.share(share), "observed": figures.hours(times.observedHours),
                    "exposed": figures.hours(times.exposedHours),
                ])
        }
        return [
            list(.usedChannels, used.isEmpty ? [] : [.known(names(used))], otherwise: .noneLogged),
            list(
                .unseenChannels, worksheet.unseenChannels.isEmpty ? [] : [.open(names(worksheet.unseenChannels))],
                otherwise: .nothing),
            list(
                .partlySeenChannels, partly.isEmpty ? [] : [.known(partly.joined(separator: ", "))], otherwise: .nothing
            ),
            entry(.coverage, coverage),
        ]
    }

    private func names(_ channels: [Channel]) -> String { channels.map(\.rawValue).joined(separator: ", ") }

    private func loss(_ gap: Gap) -> Worksheet.Value {
        .known(
            language.text(
                gap.verdict == .missing ? .lossMissing : .lossOrOutage,
                [
                    "log": gap.series.cut(to: 200),
                    "from": gap.from.map { figures.time($0.seconds) } ?? language.text(.logBegin),
                    "to": gap.to.map { figures.time($0.seconds) } ?? language.text(.logEnd),
                ]))
    }

    private func claim(_ answer: ClaimAnswer) -> Worksheet.Value {
        let verdict: WorksheetPhrase =
            switch answer.verdict {
            case .supported: .supported
            case .contradicted: .contradicted
            case .undecidable: .undecidable
            }
        let text = answer.claim.text.cut(to: 400)
        guard let claimant = answer.claim.claimant?.cut(to: 100) else {
            return .known(language.text(.claim, ["text": text, "verdict": language.text(verdict)]))
        }
        return .known(
            language.text(.claimBy, ["text": text, "claimant": claimant, "verdict": language.text(verdict)]))
    }
}
