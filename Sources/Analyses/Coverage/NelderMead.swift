// Copyright 2026 the logtrace authors
// SPDX-License-Identifier: Apache-2.0

/// The least value of a function of two numbers, found by moving a triangle downhill (Nelder and Mead 1965).
enum NelderMead {
    typealias Vertex = (value: Double, point: SIMD2<Double>)

    static func minimum(of function: (SIMD2<Double>) -> Double, from start: SIMD2<Double>) -> Vertex {
        func vertex(_ point: SIMD2<Double>) -> Vertex { (function(point), point) }
        var triangle = [
            vertex(start), vertex(start * SIMD2(1.05, 1)), vertex(start * SIMD2(1, 1.05)),
        ].sorted { $0.value < $1.value }
        for _ in 0..<300 where !isSmall(triangle) {
            let middle = (triangle[0].point + triangle[1].point) / 2
            let worst = triangle[2]
            func moved(_ ratio: Double) -> Vertex { vertex(middle + ratio * (worst.point - middle)) }
            var new = moved(-1)
            if new.value < triangle[0].value {
                let farther = moved(-2)
                if farther.value < new.value { new = farther }
            } else if new.value >= triangle[1].value {
                let nearer = new.value < worst.value ? moved(-0.5) : moved(0.5)
                guard nearer.value < min(new.value, worst.value) else {
                    let best = triangle[0].point
                    for index in 1...2 { triangle[index] = vertex((best + triangle[index].point) / 2) }
                    triangle.sort { $0.value < $1.value }
                    continue
                }
                new = nearer
            }
            triangle[2] = new
            triangle.sort { $0.value < $1.value }
        }
        return triangle[0]
    }

    private static let tolerance = 1e-4

    private static func isSmall(_ triangle: [Vertex]) -> Bool {
        let best = triangle[0]
        return triangle[2].value - best.value <= tolerance
            && triangle.allSatisfy {
                abs($0.point.x - best.point.x) <= tolerance && abs($0.point.y - best.point.y) <= tolerance
            }
    }
}
