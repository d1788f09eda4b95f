// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Which files are a machine's configuration, told by where they lie: such text follows no grammar of ours to detect.
enum ConfigurationNames {
    /// Below a folder `etc`, or named as servers name their configuration.
    static func matches(_ path: ArraySlice<UInt8>) -> Bool {
        let components = path.split(separator: UInt8(ascii: "/"))
        guard let name = components.last else { return false }
        if components.dropLast().contains(where: { $0.elementsEqual("etc".utf8) }) { return true }
        return name.suffix(5).elementsEqual(".conf".utf8) || name.elementsEqual("sshd_config".utf8)
            || name.elementsEqual(".htaccess".utf8)
    }
}
