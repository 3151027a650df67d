// SPDX-License-Identifier: GPL-3.0-or-later

/// What a measure of a scenario must come to, which makes the scenario a test.
public struct Expectation: Hashable, Sendable {
  /// Unique in its scenario: `mm1-a:mean_wait_min`.
  public var id: String
  public var measure: Measure
  /// In the unit of the measure.
  public var value: Double
  /// Half the length of the 95 % interval of `value`, if that is an estimate itself; `nil` if it is exact.
  public var halfWidth: Double?
  public var estimator: Estimator
  /// Where the value comes from.
  public var source: String

  /// How a quotient is made of replications.
  public enum Estimator: String, Hashable, Sendable, CaseIterable {
    /// Sum of the numerators / sum of the denominators.
    case ratio
    /// Mean of the quotients of single replications.
    case meanOfReplications = "mean of replications"
  }

  public init(
    id: String, measure: Measure, value: Double, halfWidth: Double? = nil, estimator: Estimator = .ratio,
    source: String = ""
  ) {
    self.id = id
    self.measure = measure
    self.value = value
    self.halfWidth = halfWidth
    self.estimator = estimator
    self.source = source
  }
}

/// Something observed only where it is asked for, because it costs time.
public enum Instrument: Hashable, Sendable {
  /// The number at a control, waiting or served there.
  case numberAt(control: Int)
  /// The number inside of all classes together, the first instant without anybody, and the last departure.
  case numberInside
  /// All waiting of those who leave with an outcome, by class.
  case waitingTime(outcome: String)
  /// How many values of a quantity are longer than a limit.
  case longer(Quantity, than: TimeSpan)

  /// What can be longer than a limit.
  public enum Quantity: Hashable, Sendable {
    /// Waiting at the control or space of this name.
    case waiting(at: String)
    case crossingTime
    case timeAtPost
    /// All waiting of a stay.
    case waitingOfStay
  }
}
