// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// Holds claims against what is proven and what is covered.
///
/// A counter-example contradicts a claim whatever the coverage. A claim that nothing else exists is supported only where
/// logs cover all of its region, with everything that is not known to be closed counted as open; no estimate ever
/// supports one (Kleene's three values: what is not covered is undecidable).
package struct ClaimCheck: Sendable {
    private let times: ChannelTimes
    private let facts: [RetrievalFact]
    private let gaps: [Gap]
    /// Retrievals that name no file, by channel.
    private let unknownRetrievals: [Channel: Int64]
    private let zone: ZoneRules

    package init(
        times: ChannelTimes, facts: [RetrievalFact], gaps: [Gap], unknownRetrievals: [Channel: Int64] = [:],
        zone: ZoneRules
    ) {
        self.times = times
        self.facts = facts
        self.gaps = gaps
        self.unknownRetrievals = unknownRetrievals
        self.zone = zone
    }

    package func answer(_ claim: Claim) -> ClaimAnswer {
        let region = Region(claim.region, times, zone)
        switch claim.form {
        case .atMost(let count, let quantity): return atMost(count, quantity, claim, region)
        case .allWithin(let from, let through):
            let start = from.range(in: zone).lowerBound
            return none(claim, region.without(start..<max(start, through.range(in: zone).upperBound)))
        case .noneBefore(let moment):
            return none(claim, region.without(moment.range(in: zone).lowerBound..<Int64.max))
        case .onlyChannels(let channels):
            return none(claim, region.restricted { !channels.contains($0) })
        case .onlyActors(let globs):
            let patterns = globs.map { PathGlob($0) }
            return onlyActors(patterns, claim, region)
        case .happened: return happened(claim, region)
        case .logsComplete: return logsComplete(claim, region)
        }
    }

    // MARK: forms

    private func atMost(_ limit: Int64, _ quantity: Claim.Quantity, _ claim: Claim, _ region: Region) -> ClaimAnswer {
        let sure = facts.filter { region.mayHold($0) && $0.certainlyTouches(region.time) }
        let possible = facts.filter { region.mayHold($0) && $0.mayTouch(region.time) }
        let proven: Int64
        let atMost: Int64
        switch quantity {
        case .files:
            proven = Int64(Set(sure.map(\.file)).count)
            atMost = Int64(Set(possible.map(\.file)).count)
        case .retrievals:
            proven = sure.map { $0.liesWithin(region.time) ? $0.retrievals : 1 }.byteTotal
            atMost = possible.map(\.retrievals).byteTotal
        case .bytes:
            proven = sure.filter { $0.liesWithin(region.time) }.map(\.byteCount).byteTotal
            atMost = possible.map(\.byteCount).byteTotal
        case .actors:
            proven = Int64(
                Set(sure.flatMap { $0.liesWithin(region.time) || $0.clients.count == 1 ? $0.clients : [] }).count)
            atMost = Int64(Set(possible.flatMap(\.clients)).count)
        }
        let reason = ClaimAnswer.Reason.proven(count: proven, of: quantity)
        if proven > limit { return answered(claim, .contradicted, [reason], region) }
        var because = [reason]
        let unknown = region.channels.compactMap { unknownRetrievals[$0] }.byteTotal
        if unknown > 0 { because.append(.unknownFiles(retrievals: unknown)) }
        if quantity == .actors { because.append(.addressesAreNotPersons) }
        let isCovered = region.uncovered(times).isEmpty
        because.append(isCovered ? .covered : .notCovered)
        let isSupported = isCovered && unknown == 0 && atMost <= limit && quantity != .actors
        return answered(claim, isSupported ? .supported : .undecidable, because, region)
    }

    /// There is no retrieval in the region.
    private func none(_ claim: Claim, _ region: Region) -> ClaimAnswer {
        let examples = examples(in: region)
        if let first = examples.min(by: Self.precedes) {
            return answered(claim, .contradicted, [.counterExample(first, count: examples.count)], region)
        }
        return universal(claim, region)
    }

    private func onlyActors(_ patterns: [PathGlob], _ claim: Claim, _ region: Region) -> ClaimAnswer {
        let strangers = facts.filter { region.mayHold($0) && $0.certainlyTouches(region.time) }.compactMap {
            fact -> ClaimAnswer.Example? in
            let others = fact.clients.filter { client in !patterns.contains { $0.matches(client) } }
            // Who took it when is known of one client only.
            guard let other = others.first, others.count == fact.clients.count || fact.liesWithin(region.time) else {
                return nil
            }
            return example(fact, at: fact.span?.lowerBound, client: other)
        }
        if let first = strangers.min(by: Self.precedes) {
            return answered(claim, .contradicted, [.counterExample(first, count: strangers.count)], region)
        }
        // An address is no identity, so that nothing supports it.
        var because: [ClaimAnswer.Reason] = [.addressesAreNotPersons]
        if !region.uncovered(times).isEmpty { because.append(.notCovered) }
        return answered(claim, .undecidable, because, region)
    }

    private func happened(_ claim: Claim, _ region: Region) -> ClaimAnswer {
        let examples = examples(in: region)
        if let first = examples.min(by: Self.precedes) {
            return answered(claim, .supported, [.example(first)], region)
        }
        let mayHaveHappened = facts.contains { region.mayHold($0) && $0.mayTouch(region.time) }
        let isRefuted = region.uncovered(times).isEmpty && !mayHaveHappened
        return answered(
            claim, isRefuted ? .contradicted : .undecidable,
            [.noneProven(coverage: region.coverage(times)), isRefuted ? .covered : .notCovered], region)
    }

    private func logsComplete(_ claim: Claim, _ region: Region) -> ClaimAnswer {
        let missing = gaps.filter { gap in
            gap.verdict == .missing && (gap.channel.map { region.channels.contains($0) } ?? true)
                && !gap.extent(in: times.window).clamped(to: region.time).isEmpty
        }
        guard missing.isEmpty else {
            let reasons = missing.map {
                ClaimAnswer.Reason.missingPeriod(series: $0.series, from: $0.from, to: $0.to)
            }
            return answered(claim, .contradicted, reasons, region)
        }
        return universal(claim, region)
    }

    private func universal(_ claim: Claim, _ region: Region) -> ClaimAnswer {
        let isCovered = region.uncovered(times).isEmpty
        return answered(
            claim, isCovered ? .supported : .undecidable,
            [.noneProven(coverage: region.coverage(times)), isCovered ? .covered : .notCovered], region)
    }

    private func answered(
        _ claim: Claim, _ verdict: ClaimAnswer.Verdict, _ because: [ClaimAnswer.Reason], _ region: Region
    ) -> ClaimAnswer {
        ClaimAnswer(
            claim: claim, verdict: verdict, because: because, uncovered: region.uncovered(times),
            largestCovered: region.largestCovered(times), coverage: region.coverage(times), basis: basis(of: claim))
    }

    private func basis(of claim: Claim) -> ClaimAnswer.Basis? {
        claim.basis.map { basis in
            let region = Region(basis, times, zone)
            let sure = facts.filter { region.mayHold($0) && $0.certainlyTouches(region.time) }
            return ClaimAnswer.Basis(
                hours: region.observedHours(times), exposedHours: times.exposedHours,
                files: Set(sure.map(\.file)).count,
                retrievals: sure.map { $0.liesWithin(region.time) ? $0.retrievals : 1 }.byteTotal)
        }
    }

    // MARK: examples

    /// One retrieval of each fact that is sure to lie in the region.
    private func examples(in region: Region) -> [ClaimAnswer.Example] {
        facts.filter { region.mayHold($0) }.compactMap { fact in
            let client = fact.clients.count == 1 ? fact.clients[0] : nil
            guard let span = fact.span else {
                return region.isAllTime ? example(fact, at: nil, client: client) : nil
            }
            let time = region.spans.contains(span.lowerBound) ? span.lowerBound : span.upperBound
            return region.spans.contains(time) ? example(fact, at: time, client: client) : nil
        }
    }

    private func example(_ fact: RetrievalFact, at time: Int64?, client: [UInt8]?) -> ClaimAnswer.Example {
        ClaimAnswer.Example(path: fact.path, channel: fact.channel, client: client, time: time)
    }

    /// By time, path and channel: a total order, since the facts of one file have one channel each.
    private static func precedes(_ left: ClaimAnswer.Example, _ right: ClaimAnswer.Example) -> Bool {
        if left.time != right.time { return (left.time ?? .max) < (right.time ?? .max) }
        if left.path != right.path { return left.path.lexicographicallyPrecedes(right.path) }
        return left.channel.index < right.channel.index
    }
}
