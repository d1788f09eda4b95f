// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The folder `samples` of the repository.
package let samplesFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("samples")
