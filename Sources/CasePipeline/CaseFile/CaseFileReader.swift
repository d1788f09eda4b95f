// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel
import Yams

/// Reads a case file, YAML that states what is known of a case from outside its logs.
///
///     name: 1177, 2019
///     timezone: Europe/Stockholm
///     evidence: [evidence]
///     inventory: inventory.csv
///     exposure:
///       not_before: {date: 2013, why: the server was set up then, source: the paper}
///       witnesses:
///         - {date: 2016-09-13, shows: indexed, what: record of a search engine for devices, source: the press}
///     claims:
///       - {id: only-55, text: Only 55 calls were downloaded, at_most: {count: 55, of: files}}
///
/// Unknown keys and wrong types are errors: a misspelt key that were passed over would change the report unseen.
package enum CaseFileReader {
    package static func read(_ text: String) throws(CaseFileError) -> CaseDescription {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw failure(error)
        } catch {
            throw CaseFileError(line: nil, key: nil, problem: "is no YAML: \(error)")
        }
        guard let root else { throw CaseFileError(line: nil, key: nil, problem: "is empty") }
        let map = try CaseNode(node: root, key: "").map([
            "name", "timezone", "evidence", "inventory", "scope", "identifiers", "exposure", "channels", "claims",
            "observations", "notification",
        ])
        var description = CaseDescription()
        description.name = try map.text("name")
        description.zone = try map.text("timezone")
        description.evidence = try list(map["evidence"]) { node throws(CaseFileError) in try node.text() }
        description.inventory = try map.text("inventory")
        description.scope = try list(map["scope"], scopeRule)
        description.identifiers = try list(map["identifiers"], identifierPattern)
        if let exposure = map["exposure"] { description.exposure = try statedExposure(exposure) }
        description.channels = try list(map["channels"], statedChannel)
        description.claims = try list(map["claims"], claim)
        try refuseRepeatedIDs(description.claims, map["claims"])
        description.observations = try list(map["observations"], observation)
        if let notification = map["notification"] { description.notification = try statedNotification(notification) }
        return description
    }

    private static func failure(_ error: YamlError) -> CaseFileError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            CaseFileError(line: mark.line, key: nil, problem: "is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            CaseFileError(
                line: context.mark.line, key: nil,
                problem: "a key stands twice in the group that begins here: \(keys.joined(separator: ", "))")
        default: CaseFileError(line: nil, key: nil, problem: "is no YAML: \(error)")
        }
    }

    static func list<Element>(
        _ node: CaseNode?, _ element: (CaseNode) throws(CaseFileError) -> Element
    ) throws(CaseFileError) -> [Element] {
        var elements: [Element] = []
        guard let node else { return elements }
        for child in try node.list() { elements.append(try element(child)) }
        return elements
    }

    // MARK: scope

    /// A glob alone, or with whose the files are.
    private static func scopeRule(_ node: CaseNode) throws(CaseFileError) -> ScopeRule {
        if case .scalar = node.node { return ScopeRule(glob: try node.text(), owner: nil, unit: nil) }
        let map = try node.map(["paths", "owner", "unit"])
        return ScopeRule(
            glob: try map.required("paths").text(), owner: try map.text("owner"), unit: try map.text("unit"))
    }

    private static func identifierPattern(_ node: CaseNode) throws(CaseFileError) -> IdentifierPattern {
        let map = try node.map(["name", "pattern"])
        let pattern = try map.required("pattern")
        let text = try pattern.text()
        do {
            _ = try Regex(text)
        } catch {
            throw pattern.failure("'\(text)' is no regular expression: \(error)")
        }
        return IdentifierPattern(name: try map.required("name").text(), pattern: text)
    }

    // MARK: exposure

    private static func statedExposure(_ node: CaseNode) throws(CaseFileError) -> StatedExposure {
        let map = try node.map(["not_before", "not_after", "witnesses", "bandwidth_bits_per_second"])
        var exposure = StatedExposure()
        if let bound = map["not_before"] { exposure.notBefore = try statedBound(bound) }
        if let bound = map["not_after"] { exposure.notAfter = try statedBound(bound) }
        exposure.witnesses = try list(map["witnesses"], witness)
        exposure.bandwidth = try map["bandwidth_bits_per_second"]?.count()
        return exposure
    }

    private static func statedBound(_ node: CaseNode) throws(CaseFileError) -> StatedBound {
        let map = try node.map(["date", "why", "source"])
        return StatedBound(
            moment: try map.required("date").moment(), why: try map.required("why").text(),
            source: try map.text("source"))
    }

    private static func witness(_ node: CaseNode) throws(CaseFileError) -> Witness {
        let map = try node.map(["date", "shows", "what", "source"])
        return Witness(
            moment: try map.required("date").moment(), fact: try map.required("shows").word(Witness.Fact.self),
            what: try map.required("what").text(), source: try map.text("source"))
    }

    private static func statedChannel(_ node: CaseNode) throws(CaseFileError) -> StatedChannel {
        let map = try node.map(["channel", "state", "from", "through", "source"])
        return StatedChannel(
            channel: try map.required("channel").channel(),
            state: try map.required("state").word(StatedChannel.State.self), from: try map.moment("from"),
            through: try map.moment("through"), source: try map.text("source"))
    }

    // MARK: claims

    private static let formKeys = [
        "at_most", "all_within", "none_before", "only_channels", "only_actors", "happened", "logs_complete",
    ]

    private static func claim(_ node: CaseNode) throws(CaseFileError) -> Claim {
        let map = try node.map(["id", "text", "claimant", "region", "rests_on"] + formKeys)
        let forms = formKeys.compactMap { map[$0] }
        guard forms.count == 1, let form = forms.first else {
            throw node.failure("needs exactly one of: \(formKeys.joined(separator: ", "))")
        }
        return Claim(
            id: try map.required("id").text(), text: try map.required("text").text(),
            claimant: try map.text("claimant"), form: try self.form(form, map),
            region: try map["region"].map { node throws(CaseFileError) in try region(node) } ?? Claim.Region(),
            basis: try map["rests_on"].map { node throws(CaseFileError) in try region(node) })
    }

    private static func form(_ node: CaseNode, _ map: CaseMap) throws(CaseFileError) -> Claim.Form {
        if map["at_most"] != nil {
            let map = try node.map(["count", "of"])
            return .atMost(
                count: try map.required("count").count(), of: try map.required("of").word(Claim.Quantity.self))
        }
        if map["all_within"] != nil {
            let map = try node.map(["from", "through"])
            return .allWithin(from: try map.required("from").moment(), through: try map.required("through").moment())
        }
        if map["none_before"] != nil { return .noneBefore(try node.moment()) }
        if map["only_channels"] != nil {
            return .onlyChannels(try list(node) { node throws(CaseFileError) in try node.channel() })
        }
        if map["only_actors"] != nil {
            return .onlyActors(try list(node) { node throws(CaseFileError) in try node.text() })
        }
        let isHappened = map["happened"] != nil
        guard try node.text() == "true" else {
            throw node.failure("can only be 'true'; what it speaks about stands under 'region'")
        }
        return isHappened ? .happened : .logsComplete
    }

    private static func region(_ node: CaseNode) throws(CaseFileError) -> Claim.Region {
        let map = try node.map(["channels", "from", "through", "paths"])
        return Claim.Region(
            channels: try list(map["channels"]) { node throws(CaseFileError) in try node.channel() },
            from: try map.moment("from"), through: try map.moment("through"), paths: try map.text("paths"))
    }

    private static func refuseRepeatedIDs(_ claims: [Claim], _ node: CaseNode?) throws(CaseFileError) {
        var ids: Set<String> = []
        for claim in claims where !ids.insert(claim.id).inserted {
            throw node!.failure("the id '\(claim.id)' stands twice")
        }
    }

    // MARK: observations

    private static func observation(_ node: CaseNode) throws(CaseFileError) -> Observation {
        let map = try node.map(["title", "detail", "domain", "phase", "source"])
        return Observation(
            title: try map.required("title").text(), detail: try map.text("detail"),
            domain: try map.required("domain").word(FindingDomain.self),
            phase: try map.required("phase").word(FindingPhase.self), source: try map.text("source"))
    }
}
