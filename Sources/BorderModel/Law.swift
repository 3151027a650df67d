// SPDX-License-Identifier: GPL-3.0-or-later

/// The probability law of a length of time: a service, an examination, a drive.
///
/// Every parameter has been checked by the reader of the scenario: means are above zero, `low <= mode <= high`,
/// coefficients of variation are above zero and at most 20, Erlang shapes are 1...1000, other shapes at most 10^6 and
/// such that the mean is finite.
///
/// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 6.2, for all densities and moments.
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
  /// Longer than x with probability exp(-(x / scale)^shape); shape 0.2...1000.
  case weibull(shape: Double, scale: TimeSpan)
  /// `scale` / G, where G has the gamma law with this shape and mean `shape`: the inverse gamma law. The shape is above
  /// 1; up to 2 the variance is infinite.
  case pearsonV(shape: Double, scale: TimeSpan)
  /// Longer than x with probability 1 / (1 + (x / scale)^shape); `scale` is the median. The shape is above 1; up to 2
  /// the variance is infinite.
  case logLogistic(shape: Double, scale: TimeSpan)
  /// A normal variable of which only values from `low` to `high` are kept. `center` and `deviation` are mean and
  /// standard deviation *before* the cut, of which at least 0.1 % remains.
  case truncatedNormal(center: TimeSpan, deviation: TimeSpan, low: TimeSpan, high: TimeSpan?)
  /// One of several values, by its share; shares sum to 1, values ascend.
  case discrete([TimeShare])
  /// Measured values.
  case empirical(EmpiricalLaw)
  /// One of several laws, none of them a mixture, by its share; shares sum to 1.
  case mixture([LawShare])

  /// The mean of the law; of a truncated normal law that after the cut.
  public var mean: TimeSpan {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high):
      TimeSpan(microseconds: low.microseconds + (high.microseconds - low.microseconds) / 2)
    case .triangular(let low, let mode, let high):
      TimeSpan(microseconds: (low.microseconds + mode.microseconds + high.microseconds) / 3)
    case .exponential(let mean), .erlang(_, let mean), .gamma(let mean, _), .lognormal(let mean, _): mean
    default: TimeSpan(microseconds: Int64(min(meanMicroseconds, 0x1p62).rounded()))
    }
  }

  /// Standard deviation / mean; infinite if the variance is, 0 for a mean of 0.
  public var coefficientOfVariation: Double {
    switch self {
    case .constant: return 0
    case .gamma(_, let coefficient), .lognormal(_, let coefficient): return coefficient
    default:
      let mean = meanMicroseconds
      guard mean > 0 else { return 0 }
      return max(0, secondMoment / mean / mean - 1).squareRoot()
    }
  }
}

/// A length of time and how often it comes.
public struct TimeShare: Hashable, Sendable {
  public var value: TimeSpan
  /// Above 0, at most 1.
  public var share: Double

  public init(value: TimeSpan, share: Double) {
    self.value = value
    self.share = share
  }
}

/// A law and how often it holds.
public struct LawShare: Hashable, Sendable {
  /// Above 0, at most 1.
  public var share: Double
  public var law: Law

  public init(share: Double, law: Law) {
    self.share = share
    self.law = law
  }
}
