// SPDX-License-Identifier: GPL-3.0-or-later

/// An estimated number with its interval, and how far both may be trusted.
///
/// A number that could not be estimated is missing (`nil`), never zero: the mean over entities is unknown
/// if none was seen. An interval that cannot be given (fewer than two replications) is missing likewise.
public struct Estimate: Sendable, Hashable {
  /// The estimate, in the unit of the data; `nil` if there were no data for it. Always finite.
  public var value: Double?
  /// Lower end of the interval; `nil` without an interval. Always finite.
  public var low: Double?
  /// Upper end of the interval; `nil` without an interval. Always finite.
  public var high: Double?
  /// Two-sided confidence level of the interval, above 0 and below 1: `0.95`.
  public var confidence: Double
  /// Independent replications that stand behind the estimate.
  public var replications: Int
  /// How far the row may be trusted.
  public var status: Status
  /// What was computed.
  public var estimator: Estimator
  /// Standard error of the value, in its unit; `nil` without an interval.
  public private(set) var standardError: Double?
  /// Of the t law behind the interval, 1 or more; `nil` without one.
  public private(set) var degreesOfFreedom: Int?

  public init(
    value: Double?, low: Double?, high: Double?, confidence: Double, replications: Int, status: Status,
    estimator: Estimator
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.confidence = confidence
    self.replications = replications
    self.status = status
    self.estimator = estimator
  }
}

extension Estimate {
  /// How far an estimate may be trusted; the raw value is the word in the tables.
  public enum Status: String, Sendable, CaseIterable {
    case ok
    /// Fewer than `replicationsNeeded`: the interval of skewed data covers less often than it says.
    case few
    /// The cap on replications was reached before the precision asked for.
    case capped
    /// Some observations were cut off: a mean is a lower bound.
    case censored
    /// There is no steady value: the number holds for this horizon only.
    case overloaded
    /// Looked at without having been asked for beforehand, or without protection against chance.
    case exploratory

    /// Replications below which an estimate is called `few`.
    public static let replicationsNeeded = 50

    /// The status that follows from the number of replications alone: `few` or `ok`.
    public init(replications: Int) {
      self = replications < Status.replicationsNeeded ? .few : .ok
    }
  }

  /// What was computed; the raw value is the word in the tables.
  public enum Estimator: String, Sendable, CaseIterable {
    /// Sum over entities / number of entities, both over all replications.
    case ratio
    /// Arithmetic mean of one number per replication.
    case meanOfReplications = "mean of replications"
    /// A percentile of all entities.
    case quantile
    /// Integral over time / length of time, both over all replications.
    case timeAverage = "time average"
  }

  /// Half the length of the interval; `nil` without an interval.
  public var halfWidth: Double? {
    guard let low, let high else { return nil }
    return (high - low) / 2
  }

  /// The interval cut to the range in which the quantity can lie: a time is not negative, a share not above 1.
  ///
  /// - Parameter range: Holds every value the estimated quantity can have; so no interval covers less for being cut.
  public func limited(to range: ClosedRange<Double>) -> Estimate {
    var result = self
    result.low = low.map { min(max($0, range.lowerBound), range.upperBound) }
    result.high = high.map { min(max($0, range.lowerBound), range.upperBound) }
    return result
  }

  /// The same estimate in another unit: value and interval multiplied.
  ///
  /// - Parameter factor: Units of the new kind per unit of the old, above 0.
  public func scaled(by factor: Double) -> Estimate {
    precondition(factor > 0, "A change of unit needs a factor above 0.")
    var scaled = self
    scaled.value = value.map { $0 * factor }
    scaled.low = low.map { $0 * factor }
    scaled.high = high.map { $0 * factor }
    scaled.standardError = standardError.map { $0 * factor }
    return scaled
  }

  /// An estimate without value: there were replications but no data for this number.
  ///
  /// - Parameters:
  ///   - confidence: The level that an interval would have had.
  ///   - replications: Replications made.
  ///   - estimator: What would have been computed.
  public static func missing(confidence: Double, replications: Int, estimator: Estimator) -> Estimate {
    Estimate(
      value: nil, low: nil, high: nil, confidence: confidence, replications: replications,
      status: Status(replications: replications), estimator: estimator)
  }

  /// An estimate with a Student t interval, or without one if the standard error is unknown.
  ///
  /// - Parameters:
  ///   - standardError: In the unit of `value`; `nil` if there are too few data for one.
  ///   - degreesOfFreedom: Of the t law, 1 or more; not used without a standard error.
  static func symmetric(
    value: Double, standardError: Double?, degreesOfFreedom: Int, confidence: Double, replications: Int,
    estimator: Estimator
  ) throws(EstimationError) -> Estimate {
    guard value.isFinite else { throw .notFinite }
    var estimate = Estimate.missing(confidence: confidence, replications: replications, estimator: estimator)
    estimate.value = value
    guard let standardError else { return estimate }
    let halfWidth =
      try StudentT.criticalValue(confidence: confidence, degreesOfFreedom: degreesOfFreedom)
      * standardError
    guard halfWidth.isFinite else { throw .notFinite }
    estimate.low = value - halfWidth
    estimate.high = value + halfWidth
    estimate.standardError = standardError
    estimate.degreesOfFreedom = degreesOfFreedom
    return estimate
  }
}
