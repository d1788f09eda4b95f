// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Student's distribution.
enum StudentT {
    /// The probability of at most `value` with `freedom` degrees of freedom.
    static func cumulative(_ value: Double, freedom: Double) -> Double {
        let tail = 0.5 * incompleteBeta(freedom / (freedom + value * value), freedom / 2, 0.5)
        return value < 0 ? tail : 1 - tail
    }

    /// The value that is exceeded with the probability 1 - `probability`.
    static func quantile(_ probability: Double, freedom: Double) -> Double {
        var low = 0.0
        var high = 1e4
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if cumulative(middle, freedom: freedom) < probability { low = middle } else { high = middle }
        }
        return high
    }

    /// Regularised; Lentz's continued fraction (Numerical Recipes, section 6.4).
    private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
        var (fraction, c, d) = (1.0, 1.0, 0.0)
        for step in 0..<300 {
            let m = Double(step / 2)
            let term =
                step == 0
                ? 1
                : step % 2 == 0
                    ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                    : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / (1 + term * d)
            c = 1 + term / c
            fraction *= c * d
            if abs(1 - c * d) < 1e-12 { break }
        }
        return front * (fraction - 1)
    }
}
