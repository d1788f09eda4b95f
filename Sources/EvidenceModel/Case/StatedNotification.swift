// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// What the case file states for the notification of a breach under Article 33 of Regulation (EU) 2016/679 (GDPR).
///
/// Nil and empty mean that it is not stated, and so not yet known.
package struct StatedNotification: Sendable, Hashable {
    /// Article 33(4): information may be provided in phases.
    package enum Phase: String, Sendable, CaseIterable {
        case initial
        case followUp = "follow_up"
        case final
    }

    package var phase: Phase?
    package var controller: String?
    /// The data protection officer or another contact point.
    package var contact: String?
    /// When the controller became aware of the breach.
    package var aware: CaseMoment?
    /// When the supervisory authority was first notified.
    package var notified: CaseMoment?
    /// Why that was later than 72 hours after.
    package var delay: String?
    /// Categories of people.
    package var dataSubjects: [String] = []
    /// Categories of personal data records.
    package var records: [String] = []
    package var consequences: [String] = []
    package var measuresTaken: [String] = []
    package var measuresProposed: [String] = []
    package var severity = StatedSeverity()

    package init() {}
}
