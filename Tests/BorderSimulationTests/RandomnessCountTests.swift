// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import CGSL
import Foundation
import Testing

private let key = PhiloxKey(seed: 1)

/// A law of whole numbers with its probabilities.
struct CountReference: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let law: CountLaw
  let mean: Double
  let probability: @Sendable (Int) -> Double

  static var all: [CountReference] {
    [
      CountReference(
        testDescription: "discrete",
        law: .discrete([
          CountShare(value: 1, share: 0.6), CountShare(value: 2, share: 0.3), CountShare(value: 5, share: 0.1),
        ]), mean: 1.7, probability: { [1: 0.6, 2: 0.3, 5: 0.1][$0] ?? 0 }),
      CountReference(
        testDescription: "1.3 persons", law: .nearest(to: 1.3), mean: 1.3,
        probability: { [1: 0.7, 2: 0.3][$0] ?? 0 }),
      CountReference(
        testDescription: "geometric", law: .geometric(mean: 4), mean: 4,
        probability: { $0 > 0 ? 0.25 * pow(0.75, Double($0 - 1)) : 0 }),
      poisson(rate: 0.4), poisson(rate: 2), poisson(rate: 40),
    ]
  }

  /// Poisson without 0, by the rate of the whole law.
  private static func poisson(rate: Double) -> CountReference {
    let mean = rate / -expm1(-rate)
    return CountReference(
      testDescription: "poisson of rate \(rate)", law: .poissonAboveZero(mean: mean), mean: mean,
      probability: { $0 > 0 ? exp(Double($0) * log(rate) - rate - lgamma(Double($0) + 1)) / -expm1(-rate) : 0 })
  }
}

// Chi-square of the counts of 200,000 draws, cells of fewer than 10 expected merged. False alarms of a right generator:
// 0.0001 each, 0.0006 for all six together. The seed is 1.
@Suite("Theory: laws of whole numbers")
struct CountLawTests {
  @Test("Every number comes with its probability; and 2 % more of the mean is seen", arguments: CountReference.all)
  func probabilities(_ reference: CountReference) {
    var stream = reference.law.stream(DrawKey(purpose: purposeHash("bus", "", reference.testDescription)))
    let draws = 200_000
    var counts: [Int: Int] = [:]
    var sum = 0
    for entity in 0..<UInt32(draws) {
      let drawn = Int(withUnsafePointer(to: key) { stream.count(entity: entity, key: $0, replication: 0) })
      counts[drawn, default: 0] += 1
      sum += drawn
    }
    var statistic = 0.0
    var cells = 0.0
    var rest = (expected: Double(draws), counted: draws)
    for value in 0...200 {
      let expected = Double(draws) * reference.probability(value)
      guard expected >= 10 else { continue }
      let counted = counts[value] ?? 0
      statistic += (Double(counted) - expected) * (Double(counted) - expected) / expected
      cells += 1
      rest = (rest.expected - expected, rest.counted - counted)
    }
    if rest.expected >= 10 {
      let difference = Double(rest.counted) - rest.expected
      statistic += difference * difference / rest.expected
      cells += 1
    } else {
      #expect(rest.counted < 60)
    }
    #expect(gsl_cdf_chisq_Q(statistic, cells - 1) > 0.0001)
    #expect((Double(sum) / Double(draws) / reference.mean - 1).magnitude < 0.02)
    #expect((reference.law.mean / reference.mean - 1).magnitude < 1e-12)
  }

  @Test("A fixed number needs no draw, and the nearest law of a whole number is fixed")
  func fixedNumbers() {
    var stream = CountLaw.constant(40).stream(DrawKey(purpose: 1))
    #expect(withUnsafePointer(to: key) { stream.count(entity: 7, key: $0, replication: 0) } == 40)
    #expect(CountLaw.nearest(to: 3) == .constant(3))
    #expect(CountLaw.nearest(to: 2.999_999_999_999) == .constant(3))
  }
}

@Suite("Property: visits and children that are known only during the run")
struct ExplicitDrawTests {
  @Test("Numbers by an explicit visit and child are those of windows with that key")
  func unitLaws() {
    let windows = DrawWindows(streams: 2)
    let draw = DrawKey(purpose: 9, visit: 4, child: 700)
    var uniforms = DrawStream(law: .unitUniform, key: draw, memory: windows.memory(ofStream: 0))
    var gaps = DrawStream(law: .unitExponential, key: draw, memory: windows.memory(ofStream: 1))
    var otherUniforms = DrawStream(law: .unitUniform, key: DrawKey(purpose: 9), memory: nil)
    var otherGaps = DrawStream(law: .unitExponential, key: DrawKey(purpose: 9), memory: nil)
    withUnsafePointer(to: key) { key in
      for entity in 0..<UInt32(1_000) {
        #expect(
          uniforms.uniform(entity: entity, key: key, replication: 3)
            == otherUniforms.uniform(entity: entity, visit: 4, child: 700, key: key, replication: 3))
        #expect(
          gaps.unitExponential(entity: entity, key: key, replication: 3)
            == otherGaps.unitExponential(entity: entity, visit: 4, child: 700, key: key, replication: 3))
      }
    }
    withExtendedLifetime(windows) {}
  }

  @Test("Counts by an explicit visit and child are those of windows with that key", arguments: CountReference.all)
  func counts(_ reference: CountReference) {
    let windows = DrawWindows(streams: 1)
    var dense = reference.law.stream(
      DrawKey(purpose: 9, visit: 255, child: 3), memory: windows.memory(ofStream: 0))
    var other = reference.law.stream(DrawKey(purpose: 9))
    var same = 0
    withUnsafePointer(to: key) { key in
      for entity in 0..<UInt32(1_000) {
        let kept = dense.count(entity: entity, key: key, replication: 3)
        #expect(kept == other.count(entity: entity, visit: 255, child: 3, key: key, replication: 3))
        if kept == other.count(entity: entity, visit: 254, child: 3, key: key, replication: 3) { same += 1 }
      }
    }
    #expect(same < 760)
    withExtendedLifetime(windows) {}
  }
}
