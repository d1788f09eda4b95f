// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

extension ZoneRules {
    /// A zone that has followed one rule for ever, such as `CET-1CEST,M3.5.0,M10.5.0/3` (RFC 9636, section 3.3).
    package init(footer: String) throws(ZoneFileError) {
        func header(types: UInt8, names: UInt8) -> [UInt8] {
            "TZif2".utf8 + [UInt8](repeating: 0, count: 15 + 4 * 4) + [0, 0, 0, types, 0, 0, 0, names]
        }
        let oneType: [UInt8] = [0, 0, 0, 0, 0, 0] + "LMT\0".utf8
        let file = header(types: 0, names: 0) + header(types: 1, names: 4) + oneType + "\n\(footer)\n".utf8
        try self.init(name: footer, tzif: file)
    }
}
