// SPDX-License-Identifier: GPL-3.0-or-later

extension Law {
  /// The mean, not rounded.
  package var meanMicroseconds: Double {
    switch self {
    case .constant(let value): Double(value.microseconds)
    case .uniform(let low, let high): Double(low.microseconds) / 2 + Double(high.microseconds) / 2
    case .triangular(let low, let mode, let high):
      (Double(low.microseconds) + Double(mode.microseconds) + Double(high.microseconds)) / 3
    case .exponential(let mean), .erlang(_, let mean), .gamma(let mean, _), .lognormal(let mean, _):
      Double(mean.microseconds)
    case .weibull(let shape, let scale): Double(scale.microseconds) * gammaFunction(1 + 1 / shape)
    case .pearsonV(let shape, let scale): Double(scale.microseconds) / (shape - 1)
    case .logLogistic(let shape, let scale):
      Double(scale.microseconds) * gammaFunction(1 + 1 / shape) * gammaFunction(1 - 1 / shape)
    case .truncatedNormal(let center, let deviation, let low, let high):
      NormalCut(center, deviation, low, high).mean
    case .discrete(let parts): parts.reduce(0) { $0 + $1.share * Double($1.value.microseconds) }
    case .empirical(let law): law.mean
    case .mixture(let parts): parts.reduce(0) { $0 + $1.share * $1.law.meanMicroseconds }
    }
  }

  /// The mean of the squares, in square microseconds; infinite for heavy tails.
  package var secondMoment: Double {
    let mean = meanMicroseconds
    switch self {
    case .constant: return mean * mean
    case .uniform(let low, let high):
      let width = Double(high.microseconds) - Double(low.microseconds)
      return mean * mean + width * width / 12
    case .triangular(let low, let mode, let high):
      let (left, right) = (
        Double(mode.microseconds) - Double(low.microseconds), Double(high.microseconds) - Double(mode.microseconds)
      )
      return mean * mean + (left * left + left * right + right * right) / 18
    case .exponential: return 2 * mean * mean
    case .erlang(let shape, _): return mean * mean * (1 + 1 / Double(shape))
    case .gamma(_, let coefficient), .lognormal(_, let coefficient):
      return mean * mean * (1 + coefficient * coefficient)
    case .weibull(let shape, let scale):
      return Double(scale.microseconds) * Double(scale.microseconds) * gammaFunction(1 + 2 / shape)
    case .pearsonV(let shape, _): return shape > 2 ? mean * mean * (shape - 1) / (shape - 2) : .infinity
    case .logLogistic(let shape, let scale):
      guard shape > 2 else { return .infinity }
      let square = Double(scale.microseconds) * Double(scale.microseconds)
      return square * gammaFunction(1 + 2 / shape) * gammaFunction(1 - 2 / shape)
    case .truncatedNormal(let center, let deviation, let low, let high):
      return mean * mean + NormalCut(center, deviation, low, high).variance
    case .discrete(let parts):
      return parts.reduce(0) { $0 + $1.share * Double($1.value.microseconds) * Double($1.value.microseconds) }
    case .empirical(let law): return law.secondMoment
    case .mixture(let parts): return parts.reduce(0) { $0 + $1.share * $1.law.secondMoment }
    }
  }
}

/// A normal law cut at both ends, or at the lower.
///
/// - Source: Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions*, vol. 1, 2nd ed. (1994), section
///   13.10.1.
package struct NormalCut {
  private let center: Double
  private let deviation: Double
  /// The ends in standard deviations from the center.
  private let low: Double
  private let high: Double
  /// Whether all that is kept lies above the center: then probabilities are counted from the upper end.
  package let isMirrored: Bool
  /// Probability of the nearer side that is cut off, and the probability that is kept.
  package let cutOff: Double
  package let kept: Double

  package init(_ center: TimeSpan, _ deviation: TimeSpan, _ low: TimeSpan, _ high: TimeSpan?) {
    self.center = Double(center.microseconds)
    self.deviation = Double(deviation.microseconds)
    self.low = (Double(low.microseconds) - self.center) / self.deviation
    self.high =
      high.map { (Double($0.microseconds) - Double(center.microseconds)) / Double(deviation.microseconds) } ?? 40
    isMirrored = self.low > 0
    cutOff = isMirrored ? normalTail(self.high) : normalTail(-self.low)
    kept = (isMirrored ? normalTail(self.low) : normalTail(-self.high)) - cutOff
  }

  /// How far the mean moves, in standard deviations.
  private var shift: Double { (normalDensity(low) - normalDensity(high)) / kept }

  package var mean: Double { center + deviation * shift }

  package var variance: Double {
    let ends = (low * normalDensity(low) - high * normalDensity(high)) / kept
    return max(0, 1 + ends - shift * shift) * deviation * deviation
  }
}
