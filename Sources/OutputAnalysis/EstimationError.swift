// SPDX-License-Identifier: GPL-3.0-or-later

/// Why no estimate could be computed.
///
/// Having too few data is not an error: then an `Estimate` has no interval, or no value.
public enum EstimationError: Error, Equatable, Sendable {
  /// A confidence level that is not above 0 and below 1.
  case confidenceOutOfRange(Double)
  /// The probability of a percentile that is not above 0 and below 1.
  case probabilityOutOfRange(Double)
  /// The data hold a number that is infinite or not a number, or their squares exceed the range of numbers.
  case notFinite
  /// A numerical routine gave no result for admissible arguments.
  case numericalFailure(routine: String)
}

extension EstimationError: CustomStringConvertible {
  /// One sentence for a reader who sees neither data nor program.
  public var description: String {
    switch self {
    case .confidenceOutOfRange(let found): "a confidence level must be above 0 and below 1, found \(found)"
    case .probabilityOutOfRange(let found): "a percentile must be above 0 and below 1, found \(found)"
    case .notFinite: "the observations hold a value that is not a finite number"
    case .numericalFailure(let routine): "the numerical routine \(routine) gave no result"
    }
  }
}
