// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// `samples/cases/1177`, named from the root of the repository so that its reports hold no path of a machine.
enum Case1177 {
    static let folder = "samples/cases/1177"
    static let evidence = folder + "/evidence"
    static let inventory = folder + "/inventory.csv"
}

/// Cases with a report that is expected, byte for byte.
let sampleCases = [Case1177.folder, "samples/cases/ssh"]
