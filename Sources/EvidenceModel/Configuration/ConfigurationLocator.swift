// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Where in the evidence a configuration says something.
///
///     etc/apache2/sites-available/cloud.conf:23  CustomLog ${APACHE_LOG_DIR}/cloud_access.log vhost_combined
package struct ConfigurationLocator: Sendable, Hashable {
    /// As the evidence names the file; the file itself, where a link led to it.
    package let file: [UInt8]
    /// From 1.
    package let line: Int
    /// As it is written there, without the blanks around it and at most `directiveLimit` bytes of it.
    package let directive: [UInt8]
    package static let directiveLimit = 200

    package init(file: [UInt8], line: Int, directive: [UInt8]) {
        self.file = file
        self.line = line
        self.directive = Array(directive.prefix(Self.directiveLimit))
    }
}

/// Something that a configuration shows, in words, and where it does.
package struct ConfigurationReason: Sendable, Hashable {
    /// A clause of a sentence, `xferlog_enable is NO, so no transfer is logged`.
    package let words: String
    /// Nil where it follows from what no line says: a default.
    package let source: ConfigurationLocator?
    /// The directive that would change it, as it is to be written; nil where none would.
    package let remedy: String?

    package init(_ words: String, at source: ConfigurationLocator? = nil, remedy: String? = nil) {
        self.words = words
        self.source = source
        self.remedy = remedy
    }
}

/// A piece of configuration that could not be read, or was read and not understood.
package struct ConfigurationNote: Sendable, Hashable {
    /// As the evidence names the file, or as the line names it that wanted it.
    package let file: [UInt8]
    /// From 1; nil where it is about the whole file.
    package let line: Int?
    package let words: String

    package init(file: [UInt8], line: Int?, words: String) {
        self.file = file
        self.line = line
        self.words = words
    }
}
