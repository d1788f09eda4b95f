// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ByteStreams
import Glibc
import SystemPackage

/// An amount of memory on the command line: `8GiB`, `500MB`, `1073741824`.
struct MemoryArgument: ExpressibleByArgument {
    let byteCount: Int64

    private static let units: [(String, Int64)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("kB", 1000), ("MB", 1_000_000),
        ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("", 1),
    ]

    init?(argument: String) {
        guard let (suffix, factor) = Self.units.first(where: { argument.hasSuffix($0.0) }),
            let number = Int64(argument.dropLast(suffix.count)), number > 0
        else { return nil }
        let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
        guard !isTooLarge else { return nil }
        byteCount = product
    }
}

extension Surroundings {
    /// Three quarters of what this process and its children may use: of the machine's memory, or of the least that a control
    /// group above them allows (cgroups(7)).
    static var memoryShare: Int64 {
        let machine = Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        return ([machine] + controlGroupLimits).min()! / 4 * 3
    }

    private static var controlGroupLimits: [Int64] {
        // A group of version 1 limits by a file of its own; of version 2, every group on the way down may.
        var files = ["/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max"]
        let group = text(of: "/proc/self/cgroup").split(separator: "\n").first { $0.hasPrefix("0::/") }?.dropFirst(3)
        var path = FilePath(String(group ?? "/"))
        while !path.components.isEmpty {
            files.append("/sys/fs/cgroup\(path)/memory.max")
            path.removeLastComponent()
        }
        return files.compactMap { Int64(text(of: $0).prefix { $0 != "\n" }) }.filter { $0 > 0 }
    }

    /// Empty where there is no such file.
    private static func text(of path: String) -> String {
        do {
            return String(decoding: try contents(of: FilePath(path), limit: 64 << 10), as: UTF8.self)
        } catch {
            return ""
        }
    }

    /// Of the terminal behind standard error, in columns.
    static var terminalWidth: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1 ? Int(size.ws_col) : 80
    }
}
