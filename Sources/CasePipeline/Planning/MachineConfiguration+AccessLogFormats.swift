// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import EvidenceModel
import LogFormats

extension MachineConfiguration {
    /// The formats that web servers of the evidence were told to write the file `name` in, each once.
    ///
    /// One that cannot be compiled is left out: its lines are then read by what they look like.
    func accessLogFormats(ofLog name: [UInt8]) -> [AccessLogFormat] {
        var texts: Set<[UInt8]> = []
        return logs(writtenTo: name).compactMap { log in
            guard log.kind == .access, let text = log.format, texts.insert(text).inserted else { return nil }
            do {
                switch log.daemon {
                case .apache: return try AccessLogFormat(compiling: text)
                case .nginx: return try AccessLogFormat(compilingNginx: text)
                case .vsftpd, .proftpd, .pureFTPd, .rsyncd, .sshd: return nil
                }
            } catch {
                return nil
            }
        }
    }
}
