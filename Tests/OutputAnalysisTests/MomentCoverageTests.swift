// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import OutputAnalysis
import Testing

/// 1,000 macro-replications and the central 99.9 % of the binomial law, as for the ratio.
///
/// A day has a level B, uniform on (0, 1), and 40 to 60 entities of value B + U, U uniform on (0, 1): mean 1, variance
/// 1/12 + 1/12 = 1/6, second moment 7/6.
@Suite("Theory: coverage of second moment and standard deviation")
struct MomentCoverageTests {
  private static let runs = 1000

  /// The negative control forgets that the mean is estimated from the same entities: the standard error of the second
  /// moment over 2 sd, three times as long as is right, covers always, more than the band allows.
  @Test("They cover as stated; a delta method without the mean's part is seen", arguments: [20, 50])
  func coverage(replications: Int) throws {
    var random = SplitMix64(seed: 5_000 + UInt64(replications))
    let deviation = (1.0 / 6).squareRoot()
    var (second, right, wrong) = (Coverage(), Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var moments = MomentAccumulator()
      for _ in 0..<replications {
        let level = random.uniform()
        let entities = random.integer(in: 40...60)
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<entities {
          let value = level + random.uniform()
          sum += value
          squares += value * value
        }
        moments.add(number: Double(entities), sum: sum, squares: squares)
      }
      let ofSecond = try moments.secondMoment(confidence: 0.95)
      let ofDeviation = try moments.standardDeviation(confidence: 0.95)
      second.count(ofSecond, truth: 7.0 / 6)
      right.count(ofDeviation, truth: deviation)
      let value = try #require(ofDeviation.value)
      let longer = try #require(ofSecond.halfWidth) / (2 * value)
      wrong.count(low: value - longer, high: value + longer, truth: deviation)
    }
    let accepted = acceptedCounts(probability: 0.95, runs: Self.runs)
    #expect(accepted.contains(second.covered))
    #expect(accepted.contains(right.covered))
    #expect(!accepted.contains(wrong.covered))
  }

  /// Entities of 50 to a day, lognormal with variance 0.73 of the logarithm, of which the day shares 0.09: squares of
  /// such values are so skewed that both intervals fall short of 95 %. By how much was measured once by 100,000
  /// macro-replications (seed 78, standard error 0.001 or less). The bands are the binomial ones around these figures.
  @Test(
    "On skewed values they fall short of 95 % by the measured amount",
    arguments: [(20, 0.900, 0.875), (50, 0.919, 0.900)])
  func skewed(replications: Int, ofSecond: Double, ofDeviation: Double) throws {
    var random = SplitMix64(seed: 6_000 + UInt64(replications))
    let variance = 0.73
    var (second, deviation) = (Coverage(), Coverage())
    for _ in 0..<Self.runs {
      var moments = MomentAccumulator()
      for _ in 0..<replications {
        let scale = exp(0.3 * random.normal())
        var (sum, squares) = (0.0, 0.0)
        for _ in 0..<50 {
          let value = scale * exp(0.8 * random.normal())
          sum += value
          squares += value * value
        }
        moments.add(number: 50, sum: sum, squares: squares)
      }
      second.count(try moments.secondMoment(confidence: 0.95), truth: exp(2 * variance))
      deviation.count(
        try moments.standardDeviation(confidence: 0.95), truth: (exp(variance) * (exp(variance) - 1)).squareRoot())
    }
    #expect(acceptedCounts(probability: ofSecond, runs: Self.runs).contains(second.covered))
    #expect(acceptedCounts(probability: ofDeviation, runs: Self.runs).contains(deviation.covered))
  }
}
