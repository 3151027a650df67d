// SPDX-License-Identifier: GPL-3.0-or-later

/// Mean, second moment and standard deviation of a quantity over all entities, with intervals over replications.
///
/// Each replication adds three sums over its entities: their number, their values, their squared values. Standard
/// errors are by the delta method from the covariances of these sums over replications. The sums are kept about the
/// first replication's mean, so that a spread far below the mean loses few digits; the same sums in the same order give
/// the same bits.
///
/// - Source: Asmussen and Glynn, *Stochastic Simulation* (2007), section III.3 (smooth functions of means); Welford,
///   *Technometrics* 4 (1962) 419-420 (updating).
public struct MomentAccumulator: Sendable, Equatable {
  /// Replications added.
  public private(set) var count = 0
  /// What the values are measured from; the mean of the first replication that has entities.
  private var centre = 0.0
  private var hasCentre = false
  /// Means over replications of (number, sum, sum of squares), of deviations from the centre.
  private var means = SIMD3<Double>.zero
  /// Sums over replications of products of deviations from `means`: rows of a symmetric matrix.
  private var numberProducts = SIMD3<Double>.zero
  private var sumProducts = SIMD3<Double>.zero
  private var squareProducts = SIMD3<Double>.zero

  public init() {}

  /// Adds the next replication.
  ///
  /// - Parameters:
  ///   - number: Entities in it, 0 or more.
  ///   - sum: Sum of their values.
  ///   - squares: Sum of their squared values.
  public mutating func add(number: Double, sum: Double, squares: Double) {
    if !hasCentre && number > 0 {
      // Nothing but zeros has come before, so that the centre may still be chosen.
      centre = sum / number
      hasCentre = true
    }
    count += 1
    let deviations = sum - centre * number
    let sums = SIMD3(number, deviations, squares - centre * (2 * deviations + centre * number))
    let step = sums - means
    means += step * (1 / Double(count))
    let rest = sums - means
    numberProducts += rest * step.x
    sumProducts += rest * step.y
    squareProducts += rest * step.z
  }
}

extension MomentAccumulator {
  /// Mean over entities; the same estimate as a `RatioAccumulator` of (sum, number).
  public func mean(confidence: Double) throws(EstimationError) -> Estimate {
    try estimate(confidence: confidence) { mean, _ in
      // d theta = (d sum - theta d number) / number, measured from the centre.
      (value: centre + mean, gradient: SIMD3(-mean, 1, 0), lowest: -.infinity)
    }
  }

  /// Mean of the squared values over entities, in the square of their unit.
  ///
  /// - Returns: Low end not below 0. Missing without entities; no interval for fewer than two replications.
  public func secondMoment(confidence: Double) throws(EstimationError) -> Estimate {
    try estimate(confidence: confidence) { mean, square in
      // x² = z² + 2 c z + c² with z the deviation from the centre c.
      let secondMoment = square + centre * (2 * mean + centre)
      return (
        value: secondMoment, gradient: SIMD3(-(square + 2 * centre * mean), 2 * centre, 1), lowest: 0
      )
    }
  }

  /// Standard deviation of the values over all entities of all replications, in their unit.
  ///
  /// The square root of the mean squared deviation from the mean over entities; the divisor is their number. It holds
  /// the spread within replications and that between them.
  ///
  /// - Returns: Low end not below 0. Missing without entities; no interval for fewer than two replications; 0 with an
  ///   interval of length 0 if the spread is below 3e-7 of the mean, as with equal values.
  public func standardDeviation(confidence: Double) throws(EstimationError) -> Estimate {
    try estimate(confidence: confidence) { mean, square in
      let variance = square - mean * mean
      // The sums of squares carry rounding of this size, so that a smaller spread cannot be told from none.
      let rounding = 1e-13 * (centre + mean) * (centre + mean)
      guard variance > rounding else { return (value: 0, gradient: .zero, lowest: 0) }
      let deviation = variance.squareRoot()
      // d variance = (d squares - 2 m d sum + (2 m² - square) d number) / number; d sd = d variance / (2 sd).
      let gradient = SIMD3(2 * mean * mean - square, -2 * mean, 1) / (2 * deviation)
      return (value: deviation, gradient: gradient, lowest: 0)
    }
  }

  /// A function of the mean and the mean square of the deviations from the centre.
  ///
  /// - Parameter function: Its value, its gradient in (number, sum, squares) times the mean number, and a bound that
  ///   the interval does not pass.
  private func estimate(
    confidence: Double,
    of function: (_ mean: Double, _ square: Double) -> (value: Double, gradient: SIMD3<Double>, lowest: Double)
  ) throws(EstimationError) -> Estimate {
    try StudentT.check(confidence: confidence)
    guard means.sum().isFinite else { throw .notFinite }
    guard means.x > 0 else {
      return .missing(confidence: confidence, replications: count, estimator: .ratio)
    }
    let (value, gradient, lowest) = function(means.y / means.x, means.z / means.x)
    var standardError: Double?
    if count >= 2 {
      let rows = SIMD3(
        (numberProducts * gradient).sum(), (sumProducts * gradient).sum(), (squareProducts * gradient).sum())
      // Rounding may leave a hair below zero where nothing varies.
      let variance = max((rows * gradient).sum(), 0) / (Double(count) * Double(count - 1))
      standardError = variance.squareRoot() / means.x
    }
    var estimate = try Estimate.symmetric(
      value: value, standardError: standardError, degreesOfFreedom: max(count - 1, 1), confidence: confidence,
      replications: count, estimator: .ratio)
    estimate.low = estimate.low.map { max($0, lowest) }
    return estimate
  }
}
