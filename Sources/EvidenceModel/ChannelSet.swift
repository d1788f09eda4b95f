// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Some of the channels; as cheap as a number, since it is added to for every event.
package struct ChannelSet: OptionSet, Sendable, Hashable {
    package private(set) var rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package init(_ channel: Channel) {
        rawValue = 1 << channel.index
    }

    /// The option set's own `insert` is generic, and many times dearer.
    package mutating func insert(_ channel: Channel) {
        rawValue |= 1 << channel.index
    }

    package static let all = ChannelSet(rawValue: 0xff)

    /// As cheap as `insert`.
    package func holds(_ channel: Channel) -> Bool { rawValue & 1 << channel.index != 0 }

    /// In the order of `Channel.allCases`.
    package var members: [Channel] { Channel.allCases.filter { contains(ChannelSet($0)) } }
}
