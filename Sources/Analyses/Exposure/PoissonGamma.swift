// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// Counts that go on at the rate at which they were seen: a Poisson process with a Jeffreys prior.
///
/// Retrievals are no such process (real ones come in bursts, so that its 95 % interval holds a third of the truths);
/// it serves to say what "as observed" would mean, and nothing else.
enum PoissonGamma {
    /// The 95 % interval of how many come in `duration` if `count` came in `exposure`.
    ///
    /// The predictive distribution is negative binomial with r = count + ½ and mean r·duration/exposure; its quantiles are
    /// taken from the normal approximation of its square root (Anscombe 1948), to the whole number outwards.
    static func interval(count: Int64, exposure: Double, over duration: Double) -> ClosedRange<Int64> {
        guard exposure > 0, duration > 0 else { return 0...0 }
        let shape = Double(count) + 0.5
        let ratio = duration / exposure
        let mean = shape * ratio
        let deviation = (mean * (1 + ratio)).squareRoot()
        let root = mean.squareRoot()
        let spread = 1.96 * deviation / (2 * root)
        let low = max(0, root - spread)
        let high = root + spread
        return Int64(min((low * low).rounded(.down), 9e18))...Int64(min((high * high).rounded(.up), 9e18))
    }
}
