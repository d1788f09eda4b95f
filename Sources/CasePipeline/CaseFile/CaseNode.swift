// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import Yams

/// A value of a case file that knows its key and line, so that whatever is wrong with it can be named.
struct CaseNode {
    let node: Node
    /// With those above it; empty at the top.
    let key: String

    func failure(_ problem: String) -> CaseFileError {
        CaseFileError(line: node.mark?.line, key: key.isEmpty ? nil : key, problem: problem)
    }

    // MARK: values

    func text() throws(CaseFileError) -> String {
        guard case .scalar(let scalar) = node, !isNull else { throw failure("must be text, not \(kind)") }
        return scalar.string
    }

    func count() throws(CaseFileError) -> Int64 {
        let text = try text()
        guard let value = Int64(text.filter { $0 != "_" }), value >= 0 else {
            throw failure("must be a whole number of at least 0, not '\(text)'")
        }
        return value
    }

    func answer() throws(CaseFileError) -> Bool {
        let text = try text()
        guard let answer = Bool(text) else { throw failure("must be true or false, not '\(text)'") }
        return answer
    }

    /// One of the words of an enumeration.
    func word<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) throws(CaseFileError) -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word(rawValue: text) else {
            throw failure("'\(text)' is none of: \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    /// A channel that can carry retrievals.
    func channel() throws(CaseFileError) -> Channel {
        let channel = try word(Channel.self)
        guard channel != .ssh else { throw failure("'ssh' carries no files; name sftp, scp or rsync-ssh") }
        return channel
    }

    func moment() throws(CaseFileError) -> CaseMoment {
        let text = try text()
        guard let moment = CaseMoment(text) else {
            throw failure("'\(text)' is no time such as 2016, 2016-09, 2016-09-13 or 2016-09-13T12:00:05+02:00")
        }
        return moment
    }

    // MARK: structure

    /// The elements of a list; a single value stands for a list of it.
    func list() throws(CaseFileError) -> [CaseNode] {
        switch node {
        case .sequence(let sequence):
            return sequence.enumerated().map { CaseNode(node: $1, key: "\(key)[\($0)]") }
        case .scalar where !isNull, .mapping: return [self]
        default: throw failure("must be a list, not \(kind)")
        }
    }

    /// Its members; every key must be among `known`, and stand once.
    func map(_ known: [String]) throws(CaseFileError) -> CaseMap {
        guard case .mapping(let mapping) = node else { throw failure("must be a group of keys, not \(kind)") }
        var members: [String: CaseNode] = [:]
        for (name, value) in mapping {
            let position = CaseNode(node: name, key: key)
            let word = try position.text()
            let child = CaseNode(node: value, key: key.isEmpty ? word : "\(key).\(word)")
            let located = CaseFileError(line: name.mark?.line, key: child.key, problem: "")
            guard known.contains(word) else {
                throw CaseFileError(
                    line: located.line, key: located.key,
                    problem: "is not a key here; known: \(known.joined(separator: ", "))")
            }
            members[word] = child
        }
        return CaseMap(owner: self, members: members)
    }

    private var isNull: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }

    private var kind: String {
        switch node {
        case .scalar: isNull ? "empty" : "a single value"
        case .mapping: "a group of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

/// The members of a group of keys.
struct CaseMap {
    let owner: CaseNode
    let members: [String: CaseNode]

    subscript(name: String) -> CaseNode? { members[name] }

    func required(_ name: String) throws(CaseFileError) -> CaseNode {
        guard let member = members[name] else { throw owner.failure("needs the key '\(name)'") }
        return member
    }

    func text(_ name: String) throws(CaseFileError) -> String? { try members[name]?.text() }
    func moment(_ name: String) throws(CaseFileError) -> CaseMoment? { try members[name]?.moment() }
}
