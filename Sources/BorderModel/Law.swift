// SPDX-License-Identifier: GPL-3.0-or-later

/// The probability law of a length of time: a service, an examination, a drive.
///
/// Every parameter has been checked by the reader of the scenario: means are above zero, `low <= mode <= high`,
/// coefficients of variation are above zero and at most 20, Erlang shapes are 1...1000.
public enum Law: Hashable, Sendable {
  /// Always the same value.
  case constant(TimeSpan)
  /// Every value between the ends equally likely.
  case uniform(low: TimeSpan, high: TimeSpan)
  /// Density rising in a straight line from `low` to `mode` and falling to `high`.
  case triangular(low: TimeSpan, mode: TimeSpan, high: TimeSpan)
  /// Memoryless, with the given mean.
  case exponential(mean: TimeSpan)
  /// The sum of `shape` independent exponentials, with the given mean of the sum.
  case erlang(shape: Int, mean: TimeSpan)
  /// Gamma with the given mean; shape = 1 / cv².
  case gamma(mean: TimeSpan, coefficientOfVariation: Double)
  /// The exponential of a normal variable, with the given mean (of the variable itself, not of its logarithm).
  case lognormal(mean: TimeSpan, coefficientOfVariation: Double)

  /// The mean of the law.
  public var mean: TimeSpan {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high):
      TimeSpan(microseconds: low.microseconds + (high.microseconds - low.microseconds) / 2)
    case .triangular(let low, let mode, let high):
      TimeSpan(microseconds: (low.microseconds + mode.microseconds + high.microseconds) / 3)
    case .exponential(let mean), .erlang(_, let mean), .gamma(let mean, _), .lognormal(let mean, _): mean
    }
  }
}
