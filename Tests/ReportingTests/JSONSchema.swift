// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The part of JSON Schema 2020-12 that `samples/report.schema.json` uses; any other keyword is an error.
struct JSONSchema {
    private let root: JSONValue

    init(_ bytes: some Sequence<UInt8>) throws { root = try JSONValue(bytes) }

    /// Where `value` is not as the schema has it; empty where it is.
    func problems(of value: JSONValue) -> [String] { problems(value, root, at: "$") }

    private func problems(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(place): a schema that is no object"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument -> [String] in
            switch (keyword, argument) {
            case ("$schema", _), ("$defs", _), ("title", _), ("description", _), ("properties", _): return []
            case ("$ref", .text(let name)):
                guard name.hasPrefix("#/$defs/"), let schema = root["$defs", String(name.dropFirst(8))] else {
                    return ["\(place): no \(name)"]
                }
                return problems(value, schema, at: place)
            case ("const", let constant): return value == constant ? [] : ["\(place): is not \(constant)"]
            case ("enum", .array(let values)):
                return values.contains(value) ? [] : ["\(place): \(value) is none of \(values)"]
            case ("type", .array(let types)):
                return types.contains { has(value, $0) } ? [] : ["\(place): \(value) is none of \(types)"]
            case ("type", let type): return has(value, type) ? [] : ["\(place): \(value) is no \(type)"]
            case ("minimum", let bound): return compare(value, bound, place, >=)
            case ("maximum", let bound): return compare(value, bound, place, <=)
            case ("pattern", .text(let pattern)):
                guard case .text(let text) = value else { return [] }
                return text.range(of: pattern, options: .regularExpression) != nil ? [] : ["\(place): \(text)"]
            case ("items", let schema):
                guard case .array(let elements) = value else { return [] }
                return elements.enumerated().flatMap { problems($1, schema, at: "\(place)[\($0)]") }
            case ("required", .array(let keys)):
                guard case .object(let members) = value else { return [] }
                return keys.compactMap { key in
                    if case .text(let name) = key, members[name] != nil { nil } else { "\(place): lacks \(key)" }
                }
            case ("additionalProperties", let others):
                return members(of: value, keywords["properties"], others, at: place)
            case ("anyOf", .array(let schemas)):
                let all = schemas.map { problems(value, $0, at: place) }
                return all.contains(where: \.isEmpty) ? [] : all.min { $0.count < $1.count } ?? []
            default: return ["\(place): the keyword \(keyword) is not known"]
            }
        }
    }

    private func members(
        of value: JSONValue, _ properties: JSONValue?, _ others: JSONValue, at place: String
    ) -> [String] {
        guard case .object(let members) = value else { return [] }
        let known: [String: JSONValue] = if case .object(let known)? = properties { known } else { [:] }
        return members.sorted { $0.key < $1.key }.flatMap { key, member -> [String] in
            if let schema = known[key] { return problems(member, schema, at: "\(place).\(key)") }
            return others == .bool(false) ? ["\(place): has \(key)"] : problems(member, others, at: "\(place).\(key)")
        }
    }

    private func has(_ value: JSONValue, _ type: JSONValue) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.text, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }

    private func compare(
        _ value: JSONValue, _ bound: JSONValue, _ place: String, _ isFine: (Double, Double) -> Bool
    ) -> [String] {
        guard let number = self.number(value), let bound = self.number(bound) else { return [] }
        return isFine(number, bound) ? [] : ["\(place): \(number) is beyond \(bound)"]
    }

    private func number(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
