// SPDX-License-Identifier: GPL-3.0-or-later

/// A quotient of two sums over replications, with a Student t interval: sum of values / number of entities.
///
/// Each replication adds a pair (numerator, denominator). The estimate is (sum of numerators) / (sum of denominators),
/// not the mean of the quotients, which is another quantity and undefined for an empty replication. The replication is
/// the unit: what happens inside one may depend on itself in any way.
///
/// The pairs are not kept. Means and co-moments about the running means are updated (Welford), of the *residual*
/// numerator - origin x denominator and of the denominator, where the origin is the first replication's quotient.
/// So neither large means nor numerators nearly proportional to denominators cancel. The same pairs in the same order
/// give the same bits.
///
/// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 9.4 and Cochran, *Sampling Techniques*,
///   3rd ed. (1977), section 6.4 (ratio estimator); Welford, *Technometrics* 4 (1962) 419-420 (updating).
public struct RatioAccumulator: Sendable, Equatable {
  /// Pairs added.
  public private(set) var count = 0
  /// Quotient of the first replication; 0 if its denominator was 0.
  private var origin = 0.0
  private var residualMean = 0.0
  private var denominatorMean = 0.0
  /// Sums of products of deviations from the means.
  private var residualSquares = 0.0
  private var products = 0.0
  private var denominatorSquares = 0.0

  public init() {}

  /// The state of a cell of `RatioAccumulators`.
  init(
    count: Int, origin: Double, residualMean: Double, denominatorMean: Double, residualSquares: Double,
    products: Double, denominatorSquares: Double
  ) {
    self.count = count
    self.origin = origin
    self.residualMean = residualMean
    self.denominatorMean = denominatorMean
    self.residualSquares = residualSquares
    self.products = products
    self.denominatorSquares = denominatorSquares
  }

  /// Adds the next replication.
  ///
  /// - Parameters:
  ///   - numerator: Any finite number.
  ///   - denominator: 0 or more; 0 if the replication had no data for this quotient.
  public mutating func add(numerator: Double, denominator: Double) {
    count += 1
    if count == 1 && denominator != 0 { origin = numerator / denominator }
    let share = 1 / Double(count)
    let residual = numerator - origin * denominator
    let residualStep = residual - residualMean
    let denominatorStep = denominator - denominatorMean
    residualMean += residualStep * share
    denominatorMean += denominatorStep * share
    let denominatorRest = denominator - denominatorMean
    residualSquares += residualStep * (residual - residualMean)
    products += residualStep * denominatorRest
    denominatorSquares += denominatorStep * denominatorRest
  }
}

extension RatioAccumulator {
  /// Mean denominator per replication; 0 before the first.
  public var meanDenominator: Double { denominatorMean }

  /// Mean numerator per replication; 0 before the first.
  public var meanNumerator: Double { residualMean + origin * denominatorMean }

  /// The quotient of the sums; `nil` if the denominators sum to 0.
  public var value: Double? {
    guard denominatorMean != 0 else { return nil }
    return origin + residualMean / denominatorMean
  }

  /// The standard error of the quotient; `nil` for fewer than two replications or without a value.
  ///
  /// se² = sum (A_r - theta N_r)² / (n (n - 1) Nbar²), whose residuals sum to zero because theta is the quotient.
  public var standardError: Double? {
    guard count >= 2, denominatorMean != 0 else { return nil }
    let slope = residualMean / denominatorMean
    let squares = residualSquares - 2 * slope * products + slope * slope * denominatorSquares
    // Rounding may leave a hair below zero where the residuals are all zero.
    let variance = max(squares, 0) / (Double(count) * Double(count - 1))
    return variance.squareRoot() / abs(denominatorMean)
  }

  /// The quotient with its interval.
  ///
  /// - Parameters:
  ///   - confidence: Two-sided level, above 0 and below 1.
  ///   - estimator: `.timeAverage` if the denominator is a length of time, else `.ratio`.
  /// - Returns: The value is missing if the denominators sum to 0 (no entity was seen), the interval also for fewer
  ///   than two replications. With few and skewed replications it covers less often than `confidence`: status `few`.
  /// - Throws: `notFinite`, `confidenceOutOfRange`, `numericalFailure`.
  public func estimate(
    confidence: Double, estimator: Estimate.Estimator = .ratio
  ) throws(EstimationError) -> Estimate {
    try StudentT.check(confidence: confidence)
    guard meanNumerator.isFinite, denominatorMean.isFinite else { throw .notFinite }
    guard let value else {
      return .missing(confidence: confidence, replications: count, estimator: estimator)
    }
    return try .symmetric(
      value: value, standardError: standardError, degreesOfFreedom: max(count - 1, 1), confidence: confidence,
      replications: count, estimator: estimator)
  }
}
