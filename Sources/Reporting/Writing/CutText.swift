// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Characters of `…(9)…`.
private let noteLength = 5

extension String {
    /// Its begin and its end where it is longer than `limit` characters; what is left out is said: `/calls/…(3,900)….wav`.
    /// Where saying it would take as much room, nothing is.
    func cut(to limit: Int) -> String {
        let scalars = unicodeScalars
        guard scalars.count > limit + noteLength else { return self }
        let end = limit / 3
        return "\(String(scalars.prefix(limit - end)))…(\(Quantities.count(scalars.count - limit)))…"
            + String(scalars.suffix(end))
    }
}
