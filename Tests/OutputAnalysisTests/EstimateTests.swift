// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import OutputAnalysis
import Testing

@Suite("Theory: Student t critical values")
struct StudentTTests {
  /// Published tables, e.g. Law (2015), table T.1; for 599,999 the normal value 1.959964 plus (z³ + z) / (4 nu).
  @Test(
    "They equal the printed tables",
    arguments: [(1, 12.7062), (2, 4.302653), (9, 2.262157), (49, 2.009575), (599_999, 1.959968)])
  func table(degreesOfFreedom: Int, expected: Double) throws {
    let found = try StudentT.criticalValue(confidence: 0.95, degreesOfFreedom: degreesOfFreedom)
    #expect(abs(found - expected) < 5e-6 * expected)
  }

  /// With one degree of freedom the law is Cauchy's: cot(pi (1 - c) / 2).
  @Test("Close to certainty they keep their digits", arguments: [0.5, 0.999, 0.999999])
  func cauchy(confidence: Double) throws {
    let found = try StudentT.criticalValue(confidence: confidence, degreesOfFreedom: 1)
    let expected = 1 / tan(.pi / 2 * (1 - confidence))
    #expect(abs(found / expected - 1) < 1e-9)
  }

  @Test("A level outside (0, 1) is an error", arguments: [0, 1, -0.5, 95, Double.nan])
  func outOfRange(confidence: Double) {
    #expect(throws: EstimationError.self) {
      try StudentT.criticalValue(confidence: confidence, degreesOfFreedom: 5)
    }
  }
}

@Suite("Theory: the mean of replications")
struct MeanIntervalTests {
  /// Values 4, 6, 8, 10: mean 7; s² = (9 + 1 + 1 + 9) / 3 = 20/3; se = sqrt(20/12) = 1.290994;
  /// t with 3 degrees of freedom 3.182446; half-width 4.108521.
  @Test("Four numbers, by hand")
  func byHand() throws {
    let estimate = try meanInterval(of: [4, 6, 8, 10], confidence: 0.95)
    #expect(estimate.value == 7)
    #expect(abs((estimate.halfWidth ?? 0) - 3.182446305 * (20.0 / 12).squareRoot()) < 1e-7)
    #expect(estimate.replications == 4)
    #expect(estimate.status == .few)
    #expect(estimate.estimator == .meanOfReplications)
  }

  @Test("Without values it is missing, with one it has no interval, with equal ones the interval is a point")
  func few() throws {
    let none = try meanInterval(of: [], confidence: 0.95)
    #expect(none.value == nil && none.low == nil && none.high == nil && none.replications == 0)
    let one = try meanInterval(of: [3], confidence: 0.95)
    #expect(one.value == 3 && one.low == nil && one.high == nil && one.halfWidth == nil)
    let equal = try meanInterval(of: Array(repeating: 0.1, count: 60), confidence: 0.95)
    #expect(equal.halfWidth == 0 && equal.status == .ok)
  }

  @Test("A value that is not finite, and a level out of range, are errors")
  func errors() {
    #expect(throws: EstimationError.notFinite) { try meanInterval(of: [1, .nan], confidence: 0.95) }
    #expect(throws: EstimationError.notFinite) { try meanInterval(of: [1, .infinity], confidence: 0.95) }
    #expect(throws: EstimationError.confidenceOutOfRange(95)) { try meanInterval(of: [1, 2], confidence: 95) }
    #expect(throws: EstimationError.confidenceOutOfRange(0)) { try meanInterval(of: [], confidence: 0) }
  }
}

@Suite("Property: estimates as values")
struct EstimateTests {
  @Test("Status and estimator are the words of the tables")
  func words() {
    #expect(
      Estimate.Status.allCases.map(\.rawValue) == ["ok", "few", "capped", "censored", "overloaded", "exploratory"])
    #expect(
      Estimate.Estimator.allCases.map(\.rawValue) == ["ratio", "mean of replications", "quantile", "time average"])
  }

  @Test("Below 50 replications the status is few", arguments: [0, 1, 20, 49])
  func few(replications: Int) {
    #expect(Estimate.Status(replications: replications) == .few)
    #expect(Estimate.Status(replications: 50) == .ok)
  }

  @Test("A change of unit scales value and interval, and leaves what is missing missing")
  func scaled() throws {
    let seconds = try meanInterval(of: [60, 120], confidence: 0.9)
    let minutes = seconds.scaled(by: 1.0 / 60)
    #expect(abs((minutes.value ?? 0) - 1.5) < 1e-15)
    #expect(abs((minutes.halfWidth ?? 0) * 60 - (seconds.halfWidth ?? 0)) < 1e-9)
    let missing = Estimate.missing(confidence: 0.9, replications: 7, estimator: .ratio)
    #expect(missing.scaled(by: 2) == missing)
  }
}
