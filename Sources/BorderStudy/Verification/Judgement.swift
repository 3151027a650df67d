// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import OutputAnalysis

extension Expectation {
  /// The largest standard error that allows a verdict: a share of the value (0.5 % unless asked otherwise), or a fifth
  /// of that as a number (0.001 of a minute, of an entity, of a share) if that is more.
  public func standardErrorAllowed(precision: Double = 0.005) -> Double {
    max(precision * abs(value), precision / 5)
  }

  /// Standard error of the value itself: 0 if it is exact.
  var standardErrorOfValue: Double { (halfWidth ?? 0) / 1.959_963_984_540_054 }
}

/// What came of an expectation.
public struct Judgement: Sendable, Hashable {
  public enum Verdict: String, Sendable, CaseIterable {
    case holds
    case differs
    /// Not precise enough to tell; counts as a failure.
    case inconclusive
  }

  public var expectation: Expectation
  public var estimate: Estimate
  /// (estimate - expected) / standard error of the difference; `nil` if the estimate has none.
  public var z: Double?
  /// Chance of a deviation at least as large if the expectation is true; `nil` if the estimate has no error.
  public var pValue: Double?
  public var verdict: Verdict
}

/// Judges estimates by what was expected: a two-sided t test each, all together by Holm's procedure.
///
/// - Parameters:
///   - expectations: At least one.
///   - estimates: In the same order.
///   - level: Highest chance that any true expectation is said to differ: 0.01.
///   - precision: Largest standard error that allows a verdict, as a share of the value.
/// - Source: Holm, *Scandinavian Journal of Statistics* 6 (1979) 65-70.
public func judgements(
  of expectations: [Expectation], by estimates: [Estimate], level: Double, precision: Double = 0.005
) throws(EstimationError) -> [Judgement] {
  precondition(expectations.count == estimates.count, "Each expectation needs its estimate.")
  var result: [Judgement] = []
  for (expectation, estimate) in zip(expectations, estimates) {
    var judgement = Judgement(expectation: expectation, estimate: estimate, verdict: .inconclusive)
    if let value = estimate.value, let error = estimate.standardError, let freedom = estimate.degreesOfFreedom {
      let deviation = value - expectation.value
      let whole = (error * error + expectation.standardErrorOfValue * expectation.standardErrorOfValue).squareRoot()
      // Equal replications leave nothing but the rounding of sums.
      let isRounding = whole == 0 && abs(deviation) <= 1e-9 * max(abs(expectation.value), 1e-3)
      let z = deviation == 0 || isRounding ? 0 : deviation / whole
      judgement.z = z
      judgement.pValue = try StudentT.twoSidedTail(beyond: z, degreesOfFreedom: freedom)
      if error <= expectation.standardErrorAllowed(precision: precision) { judgement.verdict = .holds }
    }
    result.append(judgement)
  }
  // A difference beyond chance is one however wide the interval.
  for (index, isRejected) in holmRejections(pValues: result.map(\.pValue), level: level).enumerated() where isRejected {
    result[index].verdict = .differs
  }
  return result
}
