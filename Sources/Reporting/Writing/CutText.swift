// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Its begin and its end where it is longer than `limit` characters; what is left out is said: `/calls/…(3,900)….wav`.
    func cut(to limit: Int) -> String {
        let scalars = unicodeScalars
        guard scalars.count > limit else { return self }
        let end = limit / 3
        return "\(String(scalars.prefix(limit - end)))…(\(Quantities.count(scalars.count - limit)))…"
            + String(scalars.suffix(end))
    }
}
