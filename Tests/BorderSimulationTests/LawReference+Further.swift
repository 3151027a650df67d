// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import CGSL
import Foundation

extension LawReference {
  /// Moments by the library's gamma function.
  static func weibull(shape: Double, scale: Double) -> LawReference {
    let mean = scale * tgamma(1 + 1 / shape)
    return LawReference(
      testDescription: "weibull \(shape)", law: .weibull(shape: shape, scale: span(scale)), mean: mean,
      deviation: (scale * scale * tgamma(1 + 2 / shape) - mean * mean).squareRoot()
    ) { gsl_cdf_weibull_P($0, scale, shape) }
  }

  static func pearsonV(shape: Double, scale: Double) -> LawReference {
    let mean = scale / (shape - 1)
    return LawReference(
      testDescription: "pearson V \(shape)", law: .pearsonV(shape: shape, scale: span(scale)), mean: mean,
      deviation: shape > 2 ? mean / (shape - 2).squareRoot() : .infinity
    ) { $0 > 0 ? gsl_cdf_gamma_Q(scale / $0, shape, 1) : 0 }
  }

  static func logLogistic(shape: Double, scale: Double) -> LawReference {
    let angle = Double.pi / shape
    let mean = scale * angle / sin(angle)
    return LawReference(
      testDescription: "log-logistic \(shape)", law: .logLogistic(shape: shape, scale: span(scale)), mean: mean,
      deviation: shape > 2 ? (scale * scale * 2 * angle / sin(2 * angle) - mean * mean).squareRoot() : .infinity
    ) { 1 / (1 + pow($0 / scale, -shape)) }
  }

  /// Moments by Simpson's rule over the density.
  static func truncatedNormal(
    _ center: Double, _ deviation: Double, low: Double = 0, high: Double? = nil
  ) -> LawReference {
    let below = gsl_cdf_ugaussian_P((low - center) / deviation)
    let top = high.map { gsl_cdf_ugaussian_P(($0 - center) / deviation) } ?? 1
    let density = { (x: Double) in
      exp(-0.5 * pow((x - center) / deviation, 2)) / (deviation * (2 * Double.pi).squareRoot())
    }
    let moment = { (power: Double) in
      simpson(from: low, to: min(high ?? .infinity, max(center, low) + 12 * deviation)) {
        pow($0, power) * density($0) / (top - below)
      }
    }
    let mean = moment(1)
    return LawReference(
      testDescription: "truncated normal \(center), \(deviation), \(low) ... \(high ?? .infinity)",
      law: .truncatedNormal(
        center: span(center), deviation: span(deviation), low: span(low), high: high.map { span($0) }),
      mean: mean, deviation: (moment(2) - mean * mean).squareRoot()
    ) { x in
      if x <= low { return 0 }
      if let high, x >= high { return 1 }
      return (gsl_cdf_ugaussian_P((x - center) / deviation) - below) / (top - below)
    }
  }

  static func discrete(_ parts: [(value: Double, share: Double)]) -> LawReference {
    let mean = parts.reduce(0) { $0 + $1.share * $1.value }
    let square = parts.reduce(0) { $0 + $1.share * $1.value * $1.value }
    return LawReference(
      testDescription: "discrete \(parts.count)",
      law: .discrete(parts.map { TimeShare(value: span($0.value), share: $0.share) }), mean: mean,
      deviation: (square - mean * mean).squareRoot()
    ) { x in parts.reduce(0) { $0 + ($1.value <= x ? $1.share : 0) } }
  }

  /// - Parameter tailAbove: With a tail, whose mean excess is that of the part of the polygon that it replaces.
  static func empirical(_ values: [Double], tailAbove: Double? = nil) -> LawReference {
    let parts = Double(values.count - 1)
    let polygon = { @Sendable (x: Double) -> Double in
      guard let index = values.indices.dropLast().last(where: { values[$0] <= x }) else { return 0 }
      let width = values[index + 1] - values[index]
      return min(1, (Double(index) + (width > 0 ? (x - values[index]) / width : 1)) / parts)
    }
    // The polygon is a mixture of uniform laws; Simpson's rule is exact for their first two moments.
    let quantile = { (share: Double) -> Double in
      let index = min(Int(share * parts), values.count - 2)
      return values[index] + (share * parts - Double(index)) * (values[index + 1] - values[index])
    }
    let moment = { (from: Double, to: Double, power: Double) -> Double in
      let cuts = [from] + (1..<values.count).map { Double($0) / parts }.filter { $0 > from && $0 < to } + [to]
      return zip(cuts, cuts.dropFirst()).reduce(0) { sum, cut in
        let (left, middle) = (quantile(cut.0), quantile((cut.0 + cut.1) / 2))
        let heights = pow(left, power) + 4 * pow(middle, power) + pow(2 * middle - left, power)
        return sum + (cut.1 - cut.0) / 6 * heights
      }
    }
    let mean = moment(0, 1, 1)
    let (from, rest): (Double, Double) =
      tailAbove.map { (quantile($0), moment($0, 1, 1) / (1 - $0) - quantile($0)) } ?? (values[values.count - 1], 0)
    let square =
      moment(0, tailAbove ?? 1, 2) + (1 - (tailAbove ?? 1)) * (from * from + 2 * from * rest + 2 * rest * rest)
    return LawReference(
      testDescription: "empirical, tail above \(tailAbove ?? 1)",
      law: .empirical(EmpiricalLaw(values.map { span($0) }, tailAbove: tailAbove)!), mean: mean,
      deviation: (square - mean * mean).squareRoot()
    ) { x in
      guard let tailAbove, x > from else { return polygon(x) }
      return 1 - (1 - tailAbove) * exp(-(x - from) / rest)
    }
  }

  static func mixture(_ parts: [(share: Double, law: LawReference)]) -> LawReference {
    let mean = parts.reduce(0) { $0 + $1.share * $1.law.mean }
    let square = parts.reduce(0) {
      $0 + $1.share * ($1.law.mean * $1.law.mean + $1.law.deviation * $1.law.deviation)
    }
    return LawReference(
      testDescription: "mixture of " + parts.map(\.law.testDescription).joined(separator: " and "),
      law: .mixture(parts.map { LawShare(share: $0.share, law: $0.law.law) }), mean: mean,
      deviation: (square - mean * mean).squareRoot()
    ) { x in parts.reduce(0) { $0 + $1.share * $1.law.distribution(x) } }
  }

  static var measuredValues: [Double] { [1, 1, 1.5, 2.25, 2.25, 3, 4, 4.5, 6, 8, 9, 11] }

  static var further: [LawReference] {
    [
      weibull(shape: 0.8, scale: 5), weibull(shape: 1, scale: 5), weibull(shape: 2.5, scale: 5),
      pearsonV(shape: 12, scale: 55), logLogistic(shape: 12, scale: 5), truncatedNormal(0.5, 1.0 / 6),
      truncatedNormal(2, 2), truncatedNormal(5, 2, low: 8, high: 11), truncatedNormal(5, 2, low: 1, high: 6),
      discrete([(1, 0.25), (2.5, 0.5), (6, 0.15), (7, 0.1)]), empirical(measuredValues),
      empirical(measuredValues, tailAbove: 0.85),
      mixture([(0.8, exponential(mean: 1.5)), (0.2, exponential(mean: 9))]),
      mixture([
        (0.3, uniform(low: 1, high: 2)), (0.3, gamma(mean: 6.5, cv: 1.5)), (0.4, weibull(shape: 2.5, scale: 5)),
      ]),
    ]
  }

  /// Laws whose fourth moment is infinite: their distribution can be seen, their sample deviation says nothing.
  static var heavy: [LawReference] {
    [
      weibull(shape: 0.4, scale: 5), pearsonV(shape: 2.2, scale: 5), pearsonV(shape: 1.3, scale: 5),
      logLogistic(shape: 2.5, scale: 5), logLogistic(shape: 1.2, scale: 5),
    ]
  }
}

/// An integral by Simpson's rule over 20,000 intervals.
func simpson(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
  let count = 20_000
  let step = (high - low) / Double(count)
  var sum = function(low) + function(high)
  for index in 1..<count { sum += (index % 2 == 1 ? 4 : 2) * function(low + step * Double(index)) }
  return sum * step / 3
}
