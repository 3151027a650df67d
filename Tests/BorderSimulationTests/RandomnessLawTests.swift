// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import CGSL
import Testing

// The seed was fixed at 1 before the first run. False alarms of a right generator: each mean and each standard
// deviation 0.00006 (4 standard errors), each distance 0.001; over the 33 laws together about 0.04.
@Suite("Theory: the laws have their means, standard deviations and distributions")
struct LawTests {
  @Test("Mean, standard deviation, distribution; and 2 % of either is seen", arguments: LawReference.all)
  func law(_ reference: LawReference) {
    let sample = LawSample(of: reference.law, purpose: reference.testDescription)
    #expect(sample.meanScore(reference.mean).magnitude < 4)
    #expect(sample.deviationScore(reference.deviation).magnitude < 4)
    #expect(sample.distance(to: reference.distribution) < distanceLimit)

    // Negative controls. With heavier tails a million draws cannot tell 2 % of the standard deviation, nor, where the
    // density is spread over many powers of ten, 2 % of the scale by the distance.
    #expect(sample.meanScore(reference.mean * 1.02).magnitude > 4)
    if reference.deviation > 1.05 * reference.mean { return }
    #expect(sample.deviationScore(reference.deviation * 1.02).magnitude > 4)
    #expect(sample.deviationScore(reference.deviation / 1.02).magnitude > 4)
    #expect(sample.distance { reference.distribution($0 * 1.02) } > distanceLimit)
  }
}

// The seed is 1. False alarms of a right generator: 0.001 each, 0.005 together.
@Suite("Theory: laws with heavy tails have their distributions")
struct HeavyTailTests {
  @Test("The distribution; and 2 % of the scale is seen", arguments: LawReference.heavy)
  func law(_ reference: LawReference) {
    let sample = LawSample(of: reference.law, purpose: reference.testDescription)
    #expect(sample.distance(to: reference.distribution) < distanceLimit)
    #expect(sample.distance { reference.distribution($0 * 1.02) } > distanceLimit)
  }

  @Test("The model knows means and coefficients of variation", arguments: LawReference.all + LawReference.heavy)
  func moments(_ reference: LawReference) {
    #expect((reference.law.mean.inMinutes / reference.mean - 1).magnitude < 1e-6)
    let coefficient = reference.law.coefficientOfVariation
    if reference.deviation.isFinite {
      #expect((coefficient - reference.deviation / reference.mean).magnitude < 1e-6 * (1 + coefficient))
    } else {
      #expect(coefficient == .infinity)
    }
  }
}

// False alarms of a right generator: each correlation 0.00006, each table 0.0001; together about 0.001.
@Suite("Theory: neighbouring keys give independent uniforms")
struct IndependenceTests {
  private static let count = 1_000_000

  private static func uniforms(_ draw: DrawKey, seed: UInt64 = 1, replication: UInt32 = 0, from first: UInt32 = 0)
    -> [Double]
  {
    let key = PhiloxKey(seed: seed)
    return (0..<UInt32(count)).map { entity in
      uniform(fromHalf: RandomnessProbe.half(entity: first + entity, draw: draw, key: key, replication: replication))
    }
  }

  /// Standard normal under independence.
  private func correlationScore(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for (a, b) in zip(x, y) { sum += (a - 0.5) * (b - 0.5) }
    return sum * 12 / Double(x.count).squareRoot()
  }

  /// Pairs counted in 32 x 32 cells: chi-square with 1023 degrees of freedom, upper tail probability.
  private func tableProbability(_ x: [Double], _ y: [Double]) -> Double {
    var cells = [Int](repeating: 0, count: 1024)
    for (a, b) in zip(x, y) { cells[Int(a * 32) * 32 + Int(b * 32)] += 1 }
    let expected = Double(x.count) / 1024
    let statistic = cells.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    return gsl_cdf_chisq_Q(statistic, 1023)
  }

  @Test(
    "Entity, visit, child, purpose, replication, seed",
    arguments: ["entity", "block", "visit", "child", "purpose", "replication", "seed"])
  func neighboursAreIndependent(word: String) {
    let x = Self.uniforms(DrawKey(purpose: 7))
    let y =
      switch word {
      case "entity": Self.uniforms(DrawKey(purpose: 7), from: 1)
      case "block": Self.uniforms(DrawKey(purpose: 7), from: 2)
      case "visit": Self.uniforms(DrawKey(purpose: 7, visit: 1))
      case "child": Self.uniforms(DrawKey(purpose: 7, child: 1))
      case "purpose": Self.uniforms(DrawKey(purpose: 6))
      case "replication": Self.uniforms(DrawKey(purpose: 7), replication: 1)
      default: Self.uniforms(DrawKey(purpose: 7), seed: 2)
      }
    #expect(correlationScore(x, y).magnitude < 4)
    #expect(tableProbability(x, y) > 0.0001)
  }

  @Test("Negative control: one shared draw in a hundred is seen")
  func sharedDrawsAreSeen() {
    let x = Self.uniforms(DrawKey(purpose: 7))
    var y = Self.uniforms(DrawKey(purpose: 6))
    for index in stride(from: 0, to: y.count, by: 100) { y[index] = x[index] }
    #expect(correlationScore(x, y) > 4)
    #expect(tableProbability(x, y) < 0.0001)
  }
}
