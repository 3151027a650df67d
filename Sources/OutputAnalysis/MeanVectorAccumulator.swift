// SPDX-License-Identifier: GPL-3.0-or-later

/// A smooth function of the means of several numbers that each replication gives, with a Student t interval.
///
/// The numbers are not kept: means and co-moments about the running means are updated (Welford). The standard error is
/// that of the linear part of the function at the means (delta method).
///
/// - Source: Asmussen and Glynn, *Stochastic Simulation* (2007), section III.3; Welford, *Technometrics* 4 (1962)
///   419-420 (updating).
public struct MeanVectorAccumulator: Sendable, Equatable {
  /// How many numbers each replication gives.
  public let dimension: Int
  /// Replications added.
  public private(set) var count = 0
  private var means: [Double]
  /// Sums of products of deviations from the means: rows of a symmetric matrix.
  private var products: [Double]

  /// - Parameter dimension: 1 or more.
  public init(dimension: Int) {
    precondition(dimension >= 1, "A vector has at least one number.")
    self.dimension = dimension
    means = Array(repeating: 0, count: dimension)
    products = Array(repeating: 0, count: dimension * dimension)
  }

  /// Adds the next replication.
  ///
  /// - Parameter values: `dimension` finite numbers.
  public mutating func add(_ values: [Double]) {
    precondition(values.count == dimension, "Each replication gives as many numbers as the vector has.")
    count += 1
    let steps = values.indices.map { values[$0] - means[$0] }
    for index in means.indices { means[index] += steps[index] / Double(count) }
    for row in means.indices {
      for column in means.indices {
        products[row * dimension + column] += steps[row] * (values[column] - means[column])
      }
    }
  }

  /// The function of the means.
  ///
  /// - Parameters:
  ///   - function: Its value and its gradient; `nil` where it has none, as a quotient by zero.
  /// - Returns: Missing where the function has no value; no interval for fewer than two replications.
  /// - Throws: `notFinite`, `confidenceOutOfRange`, `numericalFailure`.
  public func estimate(
    confidence: Double, estimator: Estimate.Estimator,
    of function: (_ means: [Double]) -> (value: Double, gradient: [Double])?
  ) throws(EstimationError) -> Estimate {
    try StudentT.check(confidence: confidence)
    guard means.allSatisfy(\.isFinite) else { throw .notFinite }
    guard count > 0, let (value, gradient) = function(means) else {
      return .missing(confidence: confidence, replications: count, estimator: estimator)
    }
    var standardError: Double?
    if count >= 2 {
      var sum = 0.0
      for row in means.indices {
        for column in means.indices { sum += gradient[row] * products[row * dimension + column] * gradient[column] }
      }
      // Rounding may leave a hair below zero where nothing varies.
      standardError = (max(sum, 0) / (Double(count) * Double(count - 1))).squareRoot()
    }
    return try .symmetric(
      value: value, standardError: standardError, degreesOfFreedom: max(count - 1, 1), confidence: confidence,
      replications: count, estimator: estimator)
  }
}

extension Estimate {
  /// The quotient of two estimates that have nothing to do with each other.
  ///
  /// The standard error is that of the linear part; the degrees of freedom are the fewer of the two.
  ///
  /// - Returns: Missing if the divisor is 0 or either is missing.
  public static func quotient(
    of above: Estimate, by below: Estimate, confidence: Double
  ) throws(EstimationError) -> Estimate {
    guard let a = above.value, let b = below.value, b != 0 else {
      return .missing(
        confidence: confidence, replications: min(above.replications, below.replications),
        estimator: above.estimator)
    }
    var standardError: Double?
    if let errorA = above.standardError, let errorB = below.standardError {
      standardError = (errorA * errorA + (a / b) * (a / b) * errorB * errorB).squareRoot() / abs(b)
    }
    return try .symmetric(
      value: a / b, standardError: standardError,
      degreesOfFreedom: max(1, min(above.degreesOfFreedom ?? 1, below.degreesOfFreedom ?? 1)), confidence: confidence,
      replications: min(above.replications, below.replications), estimator: above.estimator)
  }
}
