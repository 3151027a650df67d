// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import CGSL
import Foundation
import Testing

/// A law with its textbook mean, standard deviation and distribution function, in minutes.
struct LawReference: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let law: Law
  let mean: Double
  let deviation: Double
  let distribution: @Sendable (Double) -> Double

  static func span(_ minutes: Double) -> TimeSpan { TimeSpan(microseconds: Int64((minutes * 60_000_000).rounded())) }

  static func exponential(mean: Double) -> LawReference {
    LawReference(
      testDescription: "exponential", law: .exponential(mean: span(mean)), mean: mean, deviation: mean
    ) { gsl_cdf_exponential_P($0, mean) }
  }

  static func uniform(low: Double, high: Double) -> LawReference {
    LawReference(
      testDescription: "uniform", law: .uniform(low: span(low), high: span(high)), mean: (low + high) / 2,
      deviation: (high - low) / 12.0.squareRoot()
    ) { gsl_cdf_flat_P($0, low, high) }
  }

  static func triangular(_ low: Double, _ mode: Double, _ high: Double) -> LawReference {
    let squares = low * low + mode * mode + high * high - low * mode - low * high - mode * high
    return LawReference(
      testDescription: "triangular \(low), \(mode), \(high)",
      law: .triangular(low: span(low), mode: span(mode), high: span(high)), mean: (low + mode + high) / 3,
      deviation: (squares / 18).squareRoot()
    ) { x in
      if x <= low { return 0 }
      if x >= high { return 1 }
      return x < mode
        ? (x - low) * (x - low) / ((high - low) * (mode - low))
        : 1 - (high - x) * (high - x) / ((high - low) * (high - mode))
    }
  }

  static func lognormal(mean: Double, cv: Double) -> LawReference {
    let variance = log1p(cv * cv)
    return LawReference(
      testDescription: "lognormal cv \(cv)", law: .lognormal(mean: span(mean), coefficientOfVariation: cv),
      mean: mean, deviation: mean * cv
    ) { gsl_cdf_lognormal_P($0, log(mean) - variance / 2, variance.squareRoot()) }
  }

  static func gamma(mean: Double, cv: Double) -> LawReference {
    LawReference(
      testDescription: "gamma cv \(cv)", law: .gamma(mean: span(mean), coefficientOfVariation: cv), mean: mean,
      deviation: mean * cv
    ) { gsl_cdf_gamma_P($0, 1 / (cv * cv), mean * cv * cv) }
  }

  static func erlang(shape: Int, mean: Double) -> LawReference {
    LawReference(
      testDescription: "erlang \(shape)", law: .erlang(shape: shape, mean: span(mean)), mean: mean,
      deviation: mean / Double(shape).squareRoot()
    ) { gsl_cdf_gamma_P($0, Double(shape), mean / Double(shape)) }
  }

  static var all: [LawReference] {
    further + [
      exponential(mean: 5), uniform(low: 2, high: 10), triangular(1.5, 2, 4), triangular(0, 0, 10),
      triangular(1, 7, 7), lognormal(mean: 5, cv: 0.1), lognormal(mean: 5, cv: 0.6), lognormal(mean: 180, cv: 1.1),
      gamma(mean: 6.5, cv: 0.05), gamma(mean: 6.5, cv: 0.5), gamma(mean: 6.5, cv: 0.95), gamma(mean: 6.5, cv: 1),
      gamma(mean: 6.5, cv: 1.5), gamma(mean: 6.5, cv: 3), erlang(shape: 1, mean: 8), erlang(shape: 3, mean: 8),
      erlang(shape: 16, mean: 8), erlang(shape: 17, mean: 8), erlang(shape: 1000, mean: 8),
    ]
  }
}
