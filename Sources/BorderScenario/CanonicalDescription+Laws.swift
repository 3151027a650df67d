// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension Law {
  /// The law with all its numbers, which read back exactly; durations in microseconds.
  var canonicalText: String {
    switch self {
    case .constant(let value): "constant \(value.microseconds)"
    case .uniform(let low, let high): "uniform \(low.microseconds) \(high.microseconds)"
    case .triangular(let low, let mode, let high):
      "triangular \(low.microseconds) \(mode.microseconds) \(high.microseconds)"
    case .exponential(let mean): "exponential \(mean.microseconds)"
    case .erlang(let shape, let mean): "erlang \(shape) \(mean.microseconds)"
    case .gamma(let mean, let cv): "gamma \(mean.microseconds) \(cv)"
    case .lognormal(let mean, let cv): "lognormal \(mean.microseconds) \(cv)"
    case .weibull(let shape, let scale): "weibull \(shape) \(scale.microseconds)"
    case .pearsonV(let shape, let scale): "pearson V \(shape) \(scale.microseconds)"
    case .logLogistic(let shape, let scale): "log-logistic \(shape) \(scale.microseconds)"
    case .truncatedNormal(let center, let deviation, let low, let high):
      "truncated normal \(center.microseconds) \(deviation.microseconds) \(low.microseconds) "
        + (high.map { "\($0.microseconds)" } ?? "-")
    case .discrete(let parts):
      "discrete [" + parts.map { "\($0.share): \($0.value.microseconds)" }.joined(separator: ", ") + "]"
    case .empirical(let law):
      "empirical [" + law.values.map { "\($0.microseconds)" }.joined(separator: " ") + "] tail above "
        + (law.tailAbove.map { "\($0)" } ?? "-")
    case .mixture(let parts):
      "mixture [" + parts.map { "\($0.share): \($0.law.canonicalText)" }.joined(separator: ", ") + "]"
    }
  }
}

extension CountLaw {
  /// The law with all its numbers, which read back exactly.
  var canonicalText: String {
    switch self {
    case .constant(let value): "constant \(value)"
    case .discrete(let parts):
      "discrete [" + parts.map { "\($0.share): \($0.value)" }.joined(separator: ", ") + "]"
    case .geometric(let mean): "geometric \(mean)"
    case .poissonAboveZero(let mean): "poisson above zero \(mean)"
    }
  }
}
