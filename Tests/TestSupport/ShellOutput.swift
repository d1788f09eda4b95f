// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A line of shell that failed.
package struct ShellError: Error {
    package let command: String
    package let status: Int32
}

/// What a line of shell writes to standard output.
package func shellOutput(_ command: String) throws -> [UInt8] {
    guard let stream = popen(command, "r") else { throw ShellError(command: command, status: errno) }
    var output: [UInt8] = []
    var byte = fgetc(stream)
    while byte != EOF {
        output.append(UInt8(byte))
        byte = fgetc(stream)
    }
    let status = pclose(stream)
    guard status == 0 else { throw ShellError(command: command, status: status) }
    return output
}
