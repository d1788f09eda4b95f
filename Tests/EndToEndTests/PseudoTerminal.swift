// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A terminal that nobody types at.
final class PseudoTerminal {
    let descriptor: Int32
    private let controller: Int32

    struct Failure: Error {
        let errno: Int32
    }

    init() throws {
        var (controller, descriptor): (Int32, Int32) = (-1, -1)
        guard openpty(&controller, &descriptor, nil, nil, nil) == 0 else { throw Failure(errno: errno) }
        (self.controller, self.descriptor) = (controller, descriptor)
    }

    /// Its path, by which a child can write to it.
    func name() throws -> String {
        guard let name = ttyname(descriptor) else { throw Failure(errno: errno) }
        return String(cString: name)
    }

    /// What was written to it; what it holds of that is a few KiB.
    func written() -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
        let count = bytes.withUnsafeMutableBytes { read(controller, $0.baseAddress, $0.count) }
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    deinit {
        close(descriptor)
        close(controller)
    }
}
