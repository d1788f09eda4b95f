// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel

/// The routes that configurations tell of, used or not.
enum ConfiguredRoutes {
    /// - Parameter used: Routes that logs tell of.
    static func states(
        _ configuration: MachineConfiguration, used: [RowSorter.RouteKey]
    ) -> [RowSorter.RouteKey: Route.State] {
        // A route whose folder is not known may be any of those at its address.
        let vague = Set(used.filter { $0.target == nil })
        var states: [RowSorter.RouteKey: Route.State] = [:]
        func add(_ key: RowSorter.RouteKey, _ state: Route.State?) {
            guard let state else { return }
            let isVague = key.target != nil && vague.contains(.init(channel: key.channel, mount: key.mount))
            if isVague || state == .unknown {
                states[key] = states[key] ?? .unknown
            } else {
                states[key] = state
            }
        }
        for mount in configuration.mounts where !mount.isPattern {
            let channel = mount.isDAV ? .webdav : mount.channel
            add(
                .init(channel: channel, mount: mount.address, target: mount.isScript ? nil : mount.target),
                state(of: configuration.services.filter { $0.daemon == mount.daemon && $0.channel == mount.channel }))
        }
        // What needs no mount: a shell's user reaches all that the account can read.
        for service in configuration.services where configuration.mounts(of: service.channel).isEmpty {
            guard service.channel != .ssh else { continue }
            add(.init(channel: service.channel, mount: Array("/".utf8)), state(of: [service]))
        }
        return states
    }

    /// Nil where all of them are off.
    private static func state(of services: [ConfiguredService]) -> Route.State? {
        if services.contains(where: { $0.state == .on }) { return .open }
        return services.isEmpty || services.contains { $0.state == .unknown } ? .unknown : nil
    }
}
