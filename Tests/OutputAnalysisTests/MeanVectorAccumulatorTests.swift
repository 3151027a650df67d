// SPDX-License-Identifier: GPL-3.0-or-later
import OutputAnalysis
import Testing

@Suite("Property: functions of means")
struct MeanVectorAccumulatorTests {
  /// Pairs (sum, number) whose quotients differ and hang together.
  private let pairs: [(sum: Double, number: Double)] = (0..<60).map { index in
    let shared = Double(index * 7 % 11)
    return (sum: 40 + shared + Double(index * 5 % 3), number: 10 + shared / 3)
  }

  @Test("A quotient has the value and the standard error of the ratio estimator")
  func quotient() throws {
    var ratio = RatioAccumulator()
    var vector = MeanVectorAccumulator(dimension: 2)
    for pair in pairs {
      ratio.add(numerator: pair.sum, denominator: pair.number)
      vector.add([pair.sum, pair.number])
    }
    let expected = try ratio.estimate(confidence: 0.95)
    let found = try vector.estimate(confidence: 0.95, estimator: .ratio) { means in
      (means[0] / means[1], [1 / means[1], -means[0] / (means[1] * means[1])])
    }
    let (value, error) = (try #require(expected.value), try #require(expected.standardError))
    #expect(abs(try #require(found.value) - value) < 1e-12 * value)
    #expect(abs(try #require(found.standardError) - error) < 1e-9 * error)
    #expect(found.degreesOfFreedom == 59)
  }

  @Test("The standard error of a mean is the textbook's, and a missing value stays missing")
  func mean() throws {
    var vector = MeanVectorAccumulator(dimension: 1)
    for value in [1.0, 2, 4, 5] { vector.add([value]) }
    let found = try vector.estimate(confidence: 0.95, estimator: .meanOfReplications) { ($0[0], [1]) }
    #expect(found.value == 3)
    // Sum of squared deviations 10, divided by 3 x 4.
    #expect(abs(try #require(found.standardError) - (10.0 / 12).squareRoot()) < 1e-12)
    #expect(try vector.estimate(confidence: 0.95, estimator: .ratio) { _ in nil }.value == nil)
  }

  @Test("Of two independent estimates, relative variances add up")
  func independent() throws {
    let above = try meanInterval(of: [9, 10, 11, 10, 10], confidence: 0.95)
    let below = try meanInterval(of: [4, 6, 5, 5], confidence: 0.95)
    let quotient = try Estimate.quotient(of: above, by: below, confidence: 0.95)
    let relative = { (estimate: Estimate) in (estimate.standardError ?? .nan) / (estimate.value ?? .nan) }
    #expect(quotient.value == 2 && quotient.degreesOfFreedom == 3)
    let expected = (relative(above) * relative(above) + relative(below) * relative(below)).squareRoot()
    #expect(abs(relative(quotient) - expected) < 1e-12)
  }

  /// Pearson and Hartley, *Biometrika Tables for Statisticians*, volume 1, table 8.
  @Test("Bounds of the chi-square law are those of the tables")
  func chiSquare() throws {
    let ten = try ChiSquare.bounds(probability: 0.9, degreesOfFreedom: 10)
    #expect(abs(ten.lowerBound - 3.9403) < 5e-5 && abs(ten.upperBound - 18.3070) < 5e-5)
    let one = try ChiSquare.bounds(probability: 0.95, degreesOfFreedom: 1)
    #expect(abs(one.lowerBound - 0.000_982_07) < 5e-9 && abs(one.upperBound - 5.0239) < 5e-5)
  }
}
