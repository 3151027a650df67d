// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import OutputAnalysis
import Testing

/// Each test makes 1,000 macro-replications and accepts the central 99.9 % of the binomial law: one false alarm in
/// 1,000 per band. Seeds were fixed before the first look.
@Suite("Theory: coverage of the ratio interval")
struct RatioCoverageTests {
  private static let runs = 1000

  /// Known values of the bands: 926...971 and 868...930 for the two levels, 10...43 for a tail of 2.5 %.
  @Test("The bands are those of the binomial law")
  func bands() {
    #expect(acceptedCounts(probability: 0.95, runs: 1000) == 926...971)
    #expect(acceptedCounts(probability: 0.9, runs: 1000) == 868...930)
    #expect(acceptedCounts(probability: 0.025, runs: 1000) == 10...43)
    #expect(acceptedCounts(probability: 0.95, runs: 500) == 458...489)
  }

  /// Five bands at most: false alarm at most 0.5 % per case.
  @Test("On benign days it covers as stated, misses evenly, and has the length of theory", arguments: [10, 20, 50])
  func benign(replications: Int) throws {
    var random = SplitMix64(seed: 1_000 + UInt64(replications))
    var (wide, narrow) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      let ratio = accumulated(replications) { SyntheticDay.benign(&random) }
      wide.count(try ratio.estimate(confidence: 0.95), truth: SyntheticDay.benignRatio)
      narrow.count(try ratio.estimate(confidence: 0.9), truth: SyntheticDay.benignRatio)
    }
    #expect(acceptedCounts(probability: 0.95, runs: Self.runs).contains(wide.covered))
    #expect(acceptedCounts(probability: 0.9, runs: Self.runs).contains(narrow.covered))
    #expect(acceptedCounts(probability: 0.025, runs: Self.runs).contains(wide.below))
    #expect(acceptedCounts(probability: 0.025, runs: Self.runs).contains(wide.above))
    // E s = c4 sigma, c4 about 1 - 1 / (4 (n - 1)).
    let number = Double(replications)
    let critical = try StudentT.criticalValue(confidence: 0.95, degreesOfFreedom: replications - 1)
    let theory = critical * (SyntheticDay.benignVariance / number).squareRoot() * (1 - 0.25 / (number - 1))
    #expect(abs(wide.meanHalfWidth / theory - 1) < 0.05)
  }

  /// The plain t interval is known to fall short on skewed data; here by how much, on lognormal days with sigma 1.
  /// The coverage was measured once by 1,000,000 macro-replications (seed 77, standard error 0.0004 or less), and the
  /// band is the binomial one around that figure: whoever repairs the shortfall must state the new coverage here.
  @Test(
    "On skewed days it falls short of 95 % by the measured amount",
    arguments: [(10, 0.8378), (20, 0.8664), (50, 0.8987)])
  func skewed(replications: Int, measured: Double) throws {
    var random = SplitMix64(seed: 2_000 + UInt64(replications))
    var coverage = Coverage()
    for _ in 0..<Self.runs {
      let ratio = accumulated(replications) { SyntheticDay.skewed(&random) }
      coverage.count(try ratio.estimate(confidence: 0.95), truth: SyntheticDay.skewedRatio)
    }
    #expect(acceptedCounts(probability: measured, runs: Self.runs).contains(coverage.covered))
    // The misses are lopsided: the interval lies below the truth far more often than above it.
    #expect(coverage.below > 5 * coverage.above)
  }

  private func accumulated(_ replications: Int, _ day: () -> (numerator: Double, denominator: Double))
    -> RatioAccumulator
  {
    var ratio = RatioAccumulator()
    for _ in 0..<replications {
      let (numerator, denominator) = day()
      ratio.add(numerator: numerator, denominator: denominator)
    }
    return ratio
  }
}

/// Intervals that are wrong on purpose, computed beside the right one from the same data: the band must reject them.
@Suite("Theory: negative controls of the ratio interval")
struct RatioNegativeControlTests {
  private static let runs = 1000

  /// With n = 2 normal values, denominators 1 and level 50 %, t = 1 and the right interval covers exactly half.
  /// The divisor n for n - 1 shortens it by sqrt(1/2): coverage 2/pi arctan(sqrt(1/2)) = 0.392, far below 448.
  @Test("The divisor n instead of n - 1 is seen")
  func divisor() throws {
    var random = SplitMix64(seed: 3_001)
    var (right, wrong) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var ratio = RatioAccumulator()
      for _ in 0..<2 { ratio.add(numerator: 100 + random.normal(), denominator: 1) }
      let estimate = try ratio.estimate(confidence: 0.5)
      let (value, halfWidth) = (try #require(estimate.value), try #require(estimate.halfWidth))
      right.count(estimate, truth: 100)
      let shorter = halfWidth * 0.5.squareRoot()
      wrong.count(low: value - shorter, high: value + shorter, truth: 100)
    }
    #expect(acceptedCounts(probability: 0.5, runs: Self.runs).contains(right.covered))
    #expect(!acceptedCounts(probability: 0.5, runs: Self.runs).contains(wrong.covered))
  }

  /// With 4 degrees of freedom 1.96 stands for 87.8 %.
  @Test("The normal law instead of t is seen")
  func normalQuantile() throws {
    var random = SplitMix64(seed: 3_002)
    var (right, wrong) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var ratio = RatioAccumulator()
      for _ in 0..<5 {
        let (numerator, denominator) = SyntheticDay.benign(&random)
        ratio.add(numerator: numerator, denominator: denominator)
      }
      let (value, standardError) = (try #require(ratio.value), try #require(ratio.standardError))
      right.count(try ratio.estimate(confidence: 0.95), truth: SyntheticDay.benignRatio)
      let shorter = 1.959964 * standardError
      wrong.count(low: value - shorter, high: value + shorter, truth: SyntheticDay.benignRatio)
    }
    #expect(acceptedCounts(probability: 0.95, runs: Self.runs).contains(right.covered))
    #expect(!acceptedCounts(probability: 0.95, runs: Self.runs).contains(wrong.covered))
  }

  /// The mean of the days' quotients estimates 1, not 1.0147: at n = 100 a full standard error away.
  @Test("The mean of quotients instead of the quotient of sums is seen")
  func meanOfQuotients() throws {
    var random = SplitMix64(seed: 3_003)
    var (right, wrong) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var ratio = RatioAccumulator()
      var quotients = [Double]()
      for _ in 0..<100 {
        let (numerator, denominator) = SyntheticDay.benign(&random)
        ratio.add(numerator: numerator, denominator: denominator)
        quotients.append(numerator / denominator)
      }
      right.count(try ratio.estimate(confidence: 0.95), truth: SyntheticDay.benignRatio)
      wrong.count(try meanInterval(of: quotients, confidence: 0.95), truth: SyntheticDay.benignRatio)
    }
    #expect(acceptedCounts(probability: 0.95, runs: Self.runs).contains(right.covered))
    #expect(!acceptedCounts(probability: 0.95, runs: Self.runs).contains(wrong.covered))
  }

  /// Entities share their day's factor, uniform on (0.5, 1.5). Treated as independent, 20 x 50 of them give an interval
  /// less than half as long as is right.
  @Test("Entities treated as independent are seen")
  func entitiesAsReplications() throws {
    var random = SplitMix64(seed: 3_004)
    var (right, wrong) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var ratio = RatioAccumulator()
      var values = [Double]()
      for _ in 0..<20 {
        let factor = 0.5 + random.uniform()
        let first = values.count
        for _ in 0..<50 { values.append(factor * random.exponential()) }
        ratio.add(numerator: values[first...].reduce(0, +), denominator: 50)
      }
      right.count(try ratio.estimate(confidence: 0.95), truth: 1)
      wrong.count(try meanInterval(of: values, confidence: 0.95), truth: 1)
    }
    #expect(acceptedCounts(probability: 0.95, runs: Self.runs).contains(right.covered))
    #expect(!acceptedCounts(probability: 0.95, runs: Self.runs).contains(wrong.covered))
    #expect(wrong.covered < 800)
  }
}
