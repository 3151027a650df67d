// SPDX-License-Identifier: GPL-3.0-or-later

import BorderModel

/// A law as a flat record for the kernel: a kind and up to four prepared numbers, in microseconds, and for some kinds
/// a table among `LawTables`.
///
/// | kind | a | b | c | d | table |
/// |---|---|---|---|---|---|
/// | constant | the value | | | | |
/// | uniform | low | high - low | | | |
/// | triangular | low | high | mode | | |
/// | exponential | -mean | | | | |
/// | erlang, shape 1...17 | -mean / shape | shape | added | | |
/// | gamma | shape - 1/3 | 1 / (3 sqrt(a)) | a · mean / shape | 1 / shape if it is below 1, else 0 | |
/// | lognormal | mean of the logarithm | sd of the logarithm | | | |
/// | unitExponential, unitUniform | | | | | |
/// | weibull | log(scale) | 1 / shape | | | |
/// | logLogistic | log(scale) | 1 / shape | | | |
/// | truncatedNormal | center | sd, negative if mirrored | probability cut off | probability kept | low, high |
/// | discrete | number of values | | | | bounds between shares, values |
/// | empirical | number of values - 1 | share below the tail | start of the tail | -mean excess | values |
/// | segments | number of segments | | | | bounds between shares, ends |
/// | gammaPower | shape - 1/3 | power | log(scale) | 1 / shape if it is below 1, else 0 | |
/// | gammaQuotient | shape - 1/3 above | power | log(scale) | shape - 1/3 below | |
/// | rejection | 1 / greatest value | | | | record of the law |
/// | mixture | number of laws | | | | bounds between shares, records of the laws |
/// | geometric | 1 / log(1 - 1 / mean) | greatest number | | | |
///
/// In a gamma law with a shape below 1, a, b and c are those of shape + 1 (c still scaled to the given mean).
package struct CompiledLaw: Hashable, Sendable {
  package let kind: UInt8
  /// Whether the number drawn is multiplied by a uniform number of its own block: see `init(equilibriumOf:tables:)`.
  let isShrunk: Bool
  /// First word of its table.
  let table: UInt32
  package let a: Double
  package let b: Double
  package let c: Double
  package let d: Double

  init(
    kind: UInt8, a: Double = 0, b: Double = 0, c: Double = 0, d: Double = 0, table: UInt32 = 0, isShrunk: Bool = false
  ) {
    self.kind = kind
    self.isShrunk = isShrunk
    self.table = table
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// Compiles a checked law.
  ///
  /// Some laws are compiled to another that is the same or cannot be told from it: Erlang, gamma and Weibull of shape 1
  /// to exponential; Erlang above shape 16 to gamma (a product of uniforms would need up to 500 blocks); a uniform or
  /// triangular law without width and a discrete law of one value to constant; gamma with a coefficient of variation
  /// below 10^-6 to lognormal with the same mean and coefficient (the acceptance test would lose its digits).
  package init(_ law: Law, tables: inout LawTables) {
    switch law {
    case .constant(let value): self.init(constant: value)
    case .uniform(let low, let high):
      let width = Double(high.microseconds) - Double(low.microseconds)
      if width > 0 {
        self.init(kind: LawKind.uniform, a: Double(low.microseconds), b: width)
      } else {
        self.init(constant: low)
      }
    case .triangular(let low, let mode, let high):
      if high > low {
        self.init(
          kind: LawKind.triangular, a: Double(low.microseconds), b: Double(high.microseconds),
          c: Double(mode.microseconds))
      } else {
        self.init(constant: low)
      }
    case .exponential(let mean): self.init(kind: LawKind.exponential, a: -Double(mean.microseconds))
    case .erlang(let shape, let mean): self.init(erlangShape: shape, mean: Double(mean.microseconds))
    case .gamma(let mean, let coefficient):
      if coefficient < 1e-6 {
        self.init(lognormalMean: Double(mean.microseconds), coefficientOfVariation: coefficient)
      } else {
        self.init(gammaShape: 1 / (coefficient * coefficient), mean: Double(mean.microseconds))
      }
    case .lognormal(let mean, let coefficient):
      self.init(lognormalMean: Double(mean.microseconds), coefficientOfVariation: coefficient)
    case .weibull(let shape, let scale):
      let scale = Double(scale.microseconds)
      if shape == 1 {
        self.init(kind: LawKind.exponential, a: -scale)
      } else {
        self.init(kind: LawKind.weibull, a: naturalLogarithm(scale), b: 1 / shape)
      }
    case .pearsonV(let shape, let scale): self.init(pearsonShape: shape, scale: Double(scale.microseconds))
    case .logLogistic(let shape, let scale):
      self.init(kind: LawKind.logLogistic, a: naturalLogarithm(Double(scale.microseconds)), b: 1 / shape)
    case .truncatedNormal(let center, let deviation, let low, let high):
      self.init(normalCut: NormalCut(center, deviation, low, high), center, deviation, low, high, &tables)
    case .discrete(let parts):
      self.init(values: parts.map { Double($0.value.microseconds) }, shares: parts.map(\.share), &tables)
    case .empirical(let law): self.init(law, &tables)
    case .mixture(let parts):
      self.init(mixed: parts.map { CompiledLaw($0.law, tables: &tables) }, shares: parts.map(\.share), &tables)
    }
  }

  /// An exponential number of mean 1, as a double: gaps in units of expected arrivals.
  package static var unitExponential: CompiledLaw { CompiledLaw(kind: LawKind.unitExponential) }

  /// A number in (0, 1), as a double: decisions, shares, routes.
  package static var unitUniform: CompiledLaw { CompiledLaw(kind: LawKind.unitUniform) }

  /// True if no random number is used.
  package var isConstant: Bool { kind == LawKind.constant && !isShrunk }

  /// True if its draws read `LawTables`.
  var usesTable: Bool {
    switch kind {
    case LawKind.truncatedNormal, LawKind.discrete, LawKind.empirical, LawKind.segments, LawKind.rejection,
      LawKind.mixture:
      true
    default: false
    }
  }

  /// True if one uniform makes one value, so that eight can be made together and kept in a window.
  package var usesOneUniform: Bool { kind != LawKind.constant && kind < LawKind.erlang && !isShrunk }

  init(constant value: TimeSpan) {
    self.init(kind: LawKind.constant, a: min(Double(value.microseconds), longestDrawnMicroseconds))
  }

  init(erlangShape shape: Int, mean: Double) {
    switch shape {
    case 1: self.init(kind: LawKind.exponential, a: -mean)
    case 2...16: self.init(kind: LawKind.erlang, a: -mean / Double(shape), b: Double(shape))
    default: self.init(gammaShape: Double(shape), mean: mean)
    }
  }

  init(gammaShape shape: Double, mean: Double) {
    if shape == 1 {
      self.init(kind: LawKind.exponential, a: -mean)
      return
    }
    let sampledShape = shape < 1 ? shape + 1 : shape
    let a = sampledShape - 1.0 / 3.0
    self.init(
      kind: LawKind.gamma, a: a, b: 1 / (3 * a.squareRoot()), c: a * (mean / shape), d: shape < 1 ? 1 / shape : 0)
  }

  init(lognormalMean mean: Double, coefficientOfVariation: Double) {
    if mean <= 0 {
      self.init(kind: LawKind.constant, a: 0)
      return
    }
    let variance = logarithmOfOnePlus(coefficientOfVariation * coefficientOfVariation)
    self.init(kind: LawKind.lognormal, a: naturalLogarithm(mean) - variance / 2, b: variance.squareRoot())
  }
}

/// The codes in `CompiledLaw.kind`. Those from `erlang` on have blocks of their own; those before need one uniform.
enum LawKind {
  @inline(__always) static var constant: UInt8 { 0 }
  @inline(__always) static var uniform: UInt8 { 1 }
  @inline(__always) static var triangular: UInt8 { 2 }
  @inline(__always) static var exponential: UInt8 { 3 }
  @inline(__always) static var lognormal: UInt8 { 4 }
  @inline(__always) static var unitExponential: UInt8 { 5 }
  @inline(__always) static var unitUniform: UInt8 { 6 }
  @inline(__always) static var weibull: UInt8 { 7 }
  @inline(__always) static var logLogistic: UInt8 { 8 }
  @inline(__always) static var truncatedNormal: UInt8 { 9 }
  @inline(__always) static var discrete: UInt8 { 10 }
  @inline(__always) static var empirical: UInt8 { 11 }
  @inline(__always) static var segments: UInt8 { 12 }
  @inline(__always) static var geometric: UInt8 { 13 }
  @inline(__always) static var erlang: UInt8 { 14 }
  @inline(__always) static var gamma: UInt8 { 15 }
  @inline(__always) static var gammaPower: UInt8 { 16 }
  @inline(__always) static var gammaQuotient: UInt8 { 17 }
  @inline(__always) static var rejection: UInt8 { 18 }
  @inline(__always) static var mixture: UInt8 { 19 }
}

/// Longer draws are cut to this: 2^52 - 1 microseconds, 142 years. The sum of an instant and a draw cannot overflow.
@inline(__always)
package var longestDrawnMicroseconds: Double { 0x1p52 - 1 }

/// log(1 + x) without losing the digits of a small x.
/// - Source: Goldberg, "What every computer scientist should know about floating-point arithmetic", *ACM Computing
///   Surveys* 23 (1991), theorem 4.
private func logarithmOfOnePlus(_ x: Double) -> Double {
  let sum = 1 + x
  return sum == 1 ? x : naturalLogarithm(sum) * x / (sum - 1)
}
