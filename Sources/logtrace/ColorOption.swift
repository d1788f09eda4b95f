// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Reporting

/// Whether text on standard output has colours.
struct ColorOption: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    @Option(
        help:
            "Headings in bold and alarms in red, in text on standard output: on a terminal unless NO_COLOR is set (auto), always or never."
    )
    var color: Choice = .auto

    var style: TextStyle {
        switch color {
        case .auto: Surroundings.isOutputTerminal && Surroundings.wantsColor ? .coloured : .plain
        case .always: .coloured
        case .never: .plain
        }
    }
}
