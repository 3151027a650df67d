// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import OutputAnalysis

/// How often intervals hold a value that is known.
struct Coverage {
  /// Intervals made.
  var runs = 0
  /// Intervals that lie wholly below the truth, and wholly above it.
  var below = 0
  var above = 0
  private var halfWidths = 0.0

  var covered: Int { runs - below - above }
  var meanHalfWidth: Double { halfWidths / Double(runs) }

  mutating func count(low: Double, high: Double, truth: Double) {
    runs += 1
    if high < truth { below += 1 }
    if low > truth { above += 1 }
    halfWidths += (high - low) / 2
  }

  mutating func count(_ estimate: Estimate, truth: Double) {
    guard let low = estimate.low, let high = estimate.high else { return }
    count(low: low, high: high, truth: truth)
  }
}

/// The counts of successes that a binomial law leaves with a chance of at most 0.05 % below and 0.05 % above.
///
/// A test that asks for a count in this range raises a false alarm at most once in 1,000.
func acceptedCounts(probability: Double, runs: Int) -> ClosedRange<Int> {
  var cumulated = 0.0
  var lowest = 0
  for successes in 0...runs {
    let failures = runs - successes
    let ways: Double = lgamma(Double(runs + 1)) - lgamma(Double(successes + 1)) - lgamma(Double(failures + 1))
    let chance: Double = Double(successes) * log(probability) + Double(failures) * log1p(-probability)
    cumulated += exp(ways + chance)
    if cumulated <= 0.0005 { lowest = successes + 1 }
    if cumulated >= 0.9995 { return lowest...successes }
  }
  return lowest...runs
}

/// Synthetic days whose true ratios are known.
enum SyntheticDay {
  /// 40 to 60 entities; each value is exponential and the longer the more entities there are.
  ///
  /// E A = E N² / 50 and E N = 50, so that the ratio is (2500 + 110/3) / 2500, while the mean of A / N is 1.
  static func benign(_ random: inout SplitMix64) -> (numerator: Double, denominator: Double) {
    let entities = random.integer(in: 40...60)
    var sum = 0.0
    for _ in 0..<entities { sum += random.exponential() }
    return (sum * Double(entities) / 50, Double(entities))
  }
  static let benignRatio = (2500 + 110.0 / 3) / 2500

  /// E (A - ratio N)² / (E N)² of a benign day: A has mean N²/50 and variance N³/2500, given N.
  static var benignVariance: Double {
    var sum = 0.0
    for entities in 40...60 {
      let number = Double(entities)
      let bias = number * number / 50 - benignRatio * number
      sum += number * number * number / 2500 + bias * bias
    }
    return sum / 21 / 2500
  }

  /// 40 to 60 entities and a lognormal day factor with mean 1 and sigma 1, of skewness 6.2: a few terrible days.
  static func skewed(_ random: inout SplitMix64) -> (numerator: Double, denominator: Double) {
    let entities = Double(random.integer(in: 40...60))
    return (entities * exp(random.normal() - 0.5), entities)
  }
  static let skewedRatio = 1.0
}
