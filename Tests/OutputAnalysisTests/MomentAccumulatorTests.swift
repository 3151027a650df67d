// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis
import Testing

@Suite("Theory: moments over all entities")
struct MomentAccumulatorTests {
  /// Replications with values {1, 3} and {2, 6}: numbers 2, 2; sums 4, 8; squares 10, 40.
  /// Mean 12/4 = 3; second moment 50/4 = 12.5; variance 12.5 - 9 = 3.5; sd 1.870829.
  /// Second moment: residuals 10 - 25 = -15 and 15; se² = 450 / (2 x 1 x 2²) = 56.25; se = 7.5.
  /// Variance: residuals squares - 6 sum + 5.5 number = -3 and 3; se² = 18/8, se = 1.5; se of sd = 0.75 / 1.870829.
  /// t with 1 degree of freedom at 50 % is 1.
  @Test("Two replications, by hand")
  func byHand() throws {
    var moments = MomentAccumulator()
    moments.add(number: 2, sum: 4, squares: 10)
    moments.add(number: 2, sum: 8, squares: 40)
    let mean = try moments.mean(confidence: 0.5)
    let second = try moments.secondMoment(confidence: 0.5)
    let deviation = try moments.standardDeviation(confidence: 0.5)
    #expect(close(mean.value, 3) && close(mean.halfWidth, 1))
    #expect(close(second.value, 12.5) && close(second.halfWidth, 7.5))
    #expect(close(deviation.value, 3.5.squareRoot()) && close(deviation.halfWidth, 0.75 / 3.5.squareRoot()))
    #expect(try moments.standardDeviation(confidence: 0.95).low == 0)
    #expect(deviation.replications == 2 && deviation.status == .few && deviation.estimator == .ratio)
  }

  /// Replications with values {1, 3} and {2, 4, 6}: numbers 2, 3; sums 4, 12; squares 10, 56; se = |residual| x 2 / 5.
  /// Mean 16/5 = 3.2: residuals 4 - 6.4 and 12 - 9.6, se = 0.96. Second moment 66/5 = 13.2: residuals 10 - 26.4 and
  /// 56 - 39.6, se = 6.56. Variance 13.2 - 10.24 = 2.96: residuals squares - 6.4 sum + (20.48 - 13.2) number = -1.04
  /// and 1.04, se = 0.416; se of sd = 0.208 / sqrt(2.96). t with 1 degree of freedom at 50 % is 1.
  @Test("Two replications of different size, by hand")
  func differentSizes() throws {
    var moments = MomentAccumulator()
    moments.add(number: 2, sum: 4, squares: 10)
    moments.add(number: 3, sum: 12, squares: 56)
    let mean = try moments.mean(confidence: 0.5)
    let second = try moments.secondMoment(confidence: 0.5)
    let deviation = try moments.standardDeviation(confidence: 0.5)
    #expect(close(mean.value, 3.2) && close(mean.halfWidth, 0.96))
    #expect(close(second.value, 13.2) && close(second.halfWidth, 6.56))
    #expect(close(deviation.value, 2.96.squareRoot()) && close(deviation.halfWidth, 0.208 / 2.96.squareRoot()))
  }

  @Test("Nobody seen is missing; one replication has no interval; equal values have no spread")
  func degenerate() throws {
    var moments = MomentAccumulator()
    #expect(try moments.mean(confidence: 0.95).value == nil)
    moments.add(number: 0, sum: 0, squares: 0)
    #expect(try moments.standardDeviation(confidence: 0.95).value == nil)
    var one = MomentAccumulator()
    one.add(number: 2, sum: 4, squares: 10)
    let deviation = try one.standardDeviation(confidence: 0.95)
    #expect(close(deviation.value, 1) && deviation.low == nil)
    for _ in 0..<10 { moments.add(number: 3, sum: 21, squares: 147) }
    let equal = try moments.standardDeviation(confidence: 0.95)
    #expect(equal.value == 0 && equal.low == 0 && equal.high == 0)
  }

  /// Values 10^6 + {1, 2, 3}: variance 2/3, lost in 10^12 if means and squares were kept as they come; the sums
  /// themselves carry squares of 10^12 with an error of 10^-4 at most, which is the error left.
  @Test("A spread far below the mean survives")
  func smallSpread() throws {
    var moments = MomentAccumulator()
    for _ in 0..<1000 {
      var squares = 0.0
      for value in [1e6 + 1, 1e6 + 2, 1e6 + 3] { squares += value * value }
      moments.add(number: 3, sum: 3e6 + 6, squares: squares)
    }
    let deviation = try moments.standardDeviation(confidence: 0.95)
    #expect(abs((deviation.value ?? 0) - (2.0 / 3).squareRoot()) < 1e-3)
  }

  @Test("The mean is the ratio estimate")
  func meanIsRatio() throws {
    var random = SplitMix64(seed: 41)
    var moments = MomentAccumulator()
    var ratio = RatioAccumulator()
    for _ in 0..<100 {
      let number = Double(random.integer(in: 0...5))
      let sum = number * random.exponential()
      moments.add(number: number, sum: sum, squares: sum * sum)
      ratio.add(numerator: sum, denominator: number)
    }
    let (mean, expected) = (try moments.mean(confidence: 0.95), try ratio.estimate(confidence: 0.95))
    #expect(close(mean.value, expected.value ?? 0) && close(mean.halfWidth, expected.halfWidth ?? 0))
  }

  @Test("What is not finite is an error")
  func notFinite() {
    var moments = MomentAccumulator()
    moments.add(number: 1, sum: 1, squares: 1)
    moments.add(number: 1, sum: .nan, squares: 1)
    #expect(throws: EstimationError.notFinite) { try moments.standardDeviation(confidence: 0.95) }
  }

  private func close(_ found: Double?, _ expected: Double) -> Bool {
    guard let found else { return false }
    return abs(found - expected) <= 1e-12 * max(abs(expected), 1)
  }
}
