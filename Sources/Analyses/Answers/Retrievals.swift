// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import EvidenceModel

/// What was fetched, by file and by route.
package struct Retrievals: Sendable {
    /// By path.
    package let files: [RetrievedFile]
    /// By channel and mount.
    package let routes: [Route]
    /// Of files that no record names, by channel and address.
    package let unnamed: [UnnamedRetrieval]
    /// Sum over all retrievals, named or not, in scope or not; a lower bound where records state no bytes.
    package let byteCount: Int64
    /// Records of transfers that another log tells of too; they are in no figure here.
    package let repeatedCount: Int64
}

/// One file, however it was fetched.
package struct RetrievedFile: Sendable {
    /// As the inventory names it, or as the log does, decoded.
    package let path: [UInt8]
    /// From the inventory.
    package let size: Int64?
    package let isInScope: Bool
    /// Whether a retrieval of the whole file is stated; nil where the logs cannot tell.
    package let isComplete: Bool?
    package let retrievals: Int64
    /// Sum over its retrievals.
    package let byteCount: Int64
    /// The most that one retrieval moved, at most the file's size.
    package let largest: Int64
    /// Ranks of actors, ascending.
    package let clients: [Int32]
    package let span: TimeSpan
    /// Whether somebody chose the name in a program, so that it may be that of a folder.
    package let isSelection: Bool
    /// In the order of the routes.
    package let ways: [Way]
    /// Numbers of further routes that lead to it by the configurations; nil where its place on the disk is not known.
    package let openRoutes: [Int]?

    /// One route by which it was fetched.
    package struct Way: Sendable {
        /// Index of the route.
        package let route: Int
        package let channel: Channel
        package let retrievals: Int64
        package let byteCount: Int64
        package let isComplete: Bool?
        package let clients: [Int32]
        package let span: TimeSpan
        /// Whether a log has the name only as the server changed it, so that it is this file because no other fits.
        package let isNameInexact: Bool
    }
}

/// A channel and the mount at which it gives out files.
package struct Route: Sendable {
    package enum State: String, Sendable {
        /// A log tells of a retrieval.
        case used
        /// A configuration opens it, and no log that is left tells of a retrieval.
        case open
        /// A configuration speaks of it, and does not tell whether it was open or used.
        case unknown
    }

    /// `http:/webdav`; with the folder behind it where one address has led to several.
    package let id: [UInt8]
    package let channel: Channel
    /// What stands in front of a file's path on this channel: `/`, `/webdav`, a module's name.
    package let mount: [UInt8]
    /// The folder on the disk that it leads to; nil where no configuration tells.
    package let target: [UInt8]?
    package let state: State
    /// In scope, as all that follows.
    package let files: Int
    package let retrievals: Int64
    package let byteCount: Int64
    package let clients: Int
    package let span: TimeSpan
}
