// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// The mean over independent replications, with a Student t interval.
///
/// For a number that each replication gives once: a maximum, a number at a clock time, a sum of costs. A mean over
/// entities is a ratio instead, see `RatioAccumulator`.
///
/// - Parameters:
///   - values: One number per replication, all in the indicator's unit, in replication order.
///   - confidence: Two-sided level, above 0 and below 1; `0.95` in reports.
///   - estimator: `.timeAverage` if the values are averages over equal lengths of time.
/// - Returns: The mean in the unit of `values`; missing without values. No interval for one value, and one of length 0
///   if all values are equal.
/// - Throws: `notFinite`, `confidenceOutOfRange`, `numericalFailure`.
/// - Complexity: O(*n*) time, O(1) memory.
/// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 9.4.1.
public func meanInterval(
  of values: [Double], confidence: Double, estimator: Estimate.Estimator = .meanOfReplications
) throws(EstimationError) -> Estimate {
  try StudentT.check(confidence: confidence)
  guard !values.isEmpty else {
    return .missing(confidence: confidence, replications: 0, estimator: estimator)
  }
  var standardError: Double?
  let mean = gsl_stats_mean(values, 1, values.count)
  if values.count >= 2 {
    let variance = gsl_stats_variance_m(values, 1, values.count, mean)
    // Equal values have no spread; the rounding of their mean must not give them one.
    let areEqual = values.allSatisfy { $0 == values[0] }
    standardError = areEqual ? 0 : (variance / Double(values.count)).squareRoot()
  }
  return try .symmetric(
    value: mean, standardError: standardError, degreesOfFreedom: max(values.count - 1, 1), confidence: confidence,
    replications: values.count, estimator: estimator)
}
