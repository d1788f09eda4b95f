// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What a Markdown text tells its reader to run, in its order.
enum ReadmeCommands {
    /// Lines of indented blocks up to the first two blanks, behind which their explanation stands; lines of `sh` blocks; those
    /// of `console` blocks that begin with a prompt; and code spans that begin with one of our programs.
    static func all(in text: String) -> [String] {
        var commands: [String] = []
        var fence: Substring?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                fence = fence == nil ? line.dropFirst(3) : nil
            } else if let fence {
                if fence == "sh", !line.isEmpty, !line.hasPrefix("#") { commands.append(String(line)) }
                if fence == "console", line.hasPrefix("$ ") { commands.append(String(line.dropFirst(2))) }
            } else if line.hasPrefix("    ") {
                // What is indented further goes on with the explanation of the line above.
                if let command = line.dropFirst(4).firstMatch(of: /^\S+(?: \S+)*/) {
                    commands.append(String(command.output))
                }
            } else {
                commands += line.matches(of: /`((?:logtrace |scripts\/|spark-submit )[^`]+)`/).map { String($0.1) }
            }
        }
        return commands
    }
}
