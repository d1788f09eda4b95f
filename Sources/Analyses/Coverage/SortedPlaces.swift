// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

extension Array {
    /// The place of the first element that fulfils `condition`, which all behind it must fulfil too; the end if none does.
    func firstPlace(where condition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
