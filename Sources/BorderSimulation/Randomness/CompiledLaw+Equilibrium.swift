// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension CompiledLaw {
  /// The stationary-excess form of a law: the time until the next event of a renewal process that has been going on
  /// for long, F_e(x) = (integral of the survival from 0 to x) / mean.
  ///
  /// Its numbers are exact: a length-biased number (density proportional to x times that of the law) times an
  /// independent uniform number. Length-biased are: gamma of shape + 1; lognormal with the mean of the logarithm
  /// raised by its variance; scale · G^(1 / shape), with G gamma of shape 1 + 1 / shape, for Weibull; Pearson V of
  /// shape - 1; scale · (B / (1 - B))^(1 / shape), with B beta (1 + 1 / shape, 1 - 1 / shape), for log-logistic; values
  /// with shares in proportion to value times share for discrete laws and mixtures; rejection for triangular and
  /// truncated normal. Exponential is its own form.
  ///
  /// - Parameter law: A checked law with a mean above 0; a law that is always 0 stays so.
  /// - Source: Cox, *Renewal Theory* (1962), section 5.3 (length-biased sampling); Karlin and Taylor, *A First Course
  ///   in Stochastic Processes*, 2nd ed. (1975), section 5.6.
  package init(equilibriumOf law: Law, tables: inout LawTables) {
    guard law.meanMicroseconds > 0 else {
      self.init(kind: LawKind.constant)
      return
    }
    if case .empirical(let measured) = law, measured.tailAbove != nil {
      let parts = CompiledLaw.equilibriumParts(ofTailed: measured, &tables)
      self.init(mixed: parts.map(\.law), shares: parts.map(\.share), &tables)
    } else {
      self.init(equilibriumOfPart: law, &tables)
    }
  }

  private init(equilibriumOfPart law: Law, _ tables: inout LawTables) {
    switch law {
    case .exponential(let mean): self.init(kind: LawKind.exponential, a: -Double(mean.microseconds))
    case .mixture(let parts):
      var laws: [CompiledLaw] = []
      var shares: [Double] = []
      for part in parts where part.law.meanMicroseconds > 0 {
        // The form of a part may itself be a mixture, of laws that have a tail.
        for (law, share) in CompiledLaw.equilibriumParts(of: part.law, &tables) {
          laws.append(law)
          shares.append(share * part.share * part.law.meanMicroseconds)
        }
      }
      self.init(mixed: laws, shares: shares, &tables)
    default: self = CompiledLaw(lengthBiased: law, &tables).shrunk
    }
  }

  /// Laws with shares that sum to 1, none of them a mixture.
  private static func equilibriumParts(
    of law: Law, _ tables: inout LawTables
  ) -> [(law: CompiledLaw, share: Double)] {
    guard case .empirical(let measured) = law, measured.tailAbove != nil else {
      return [(CompiledLaw(equilibriumOfPart: law, &tables), 1)]
    }
    return equilibriumParts(ofTailed: measured, &tables)
  }

  /// The body, and the tail start + exponential, whose length-biased form is start + exponential or start + Erlang of
  /// shape 2, by start : mean excess.
  private static func equilibriumParts(
    ofTailed law: EmpiricalLaw, _ tables: inout LawTables
  ) -> [(law: CompiledLaw, share: Double)] {
    guard let body = law.tailAbove else { return [] }
    let (start, excess) = (law.tailStart, law.meanExcess)
    let weights = [law.meanOfBody * body, (1 - body) * start, (1 - body) * excess]
    let total = weights.reduce(0, +)
    let laws = [
      CompiledLaw(segmentsOf: law, &tables).shrunk,
      CompiledLaw(kind: LawKind.erlang, a: -excess, b: 1, c: start).shrunk,
      CompiledLaw(kind: LawKind.erlang, a: -excess, b: 2, c: start).shrunk,
    ]
    return zip(laws, weights).filter { $0.1 > 0 }.map { ($0, $1 / total) }
  }

  private init(lengthBiased law: Law, _ tables: inout LawTables) {
    switch law {
    case .constant(let value): self.init(constant: value)
    case .uniform(let low, let high):
      let ends = [Double(low.microseconds), Double(high.microseconds)]
      self.init(kind: LawKind.segments, a: 1, table: tables.place(ends.map(\.bitPattern)))
    case .exponential(let mean): self.init(erlangShape: 2, mean: 2 * Double(mean.microseconds))
    case .erlang(let shape, let mean):
      self.init(erlangShape: shape + 1, mean: Double(mean.microseconds) * Double(shape + 1) / Double(shape))
    case .gamma(let mean, let coefficient) where coefficient >= 1e-6:
      let shape = 1 / (coefficient * coefficient)
      self.init(gammaShape: shape + 1, mean: Double(mean.microseconds) * (shape + 1) / shape)
    case .gamma(let mean, let coefficient), .lognormal(let mean, let coefficient):
      let square = coefficient * coefficient
      self.init(lognormalMean: Double(mean.microseconds) * (1 + square), coefficientOfVariation: coefficient)
    case .weibull(let shape, let scale):
      self.init(
        gammaPower: 1 / shape, shape: 1 + 1 / shape,
        logarithmOfScale: naturalLogarithm(Double(scale.microseconds)))
    case .pearsonV(let shape, let scale): self.init(pearsonShape: shape - 1, scale: Double(scale.microseconds))
    case .logLogistic(let shape, let scale):
      self.init(
        kind: LawKind.gammaQuotient, a: 2.0 / 3.0 + 1 / shape, b: 1 / shape,
        c: naturalLogarithm(Double(scale.microseconds)), d: 5.0 / 3.0 - 1 / shape)
    case .discrete(let parts):
      let weighted = parts.filter { $0.value > .zero }
      self.init(
        values: weighted.map { Double($0.value.microseconds) },
        shares: weighted.map { $0.share * Double($0.value.microseconds) }, &tables)
    case .empirical(let law): self.init(segmentsOf: law, &tables)
    case .triangular(_, _, let high): self.init(acceptedFrom: law, upTo: Double(high.microseconds), &tables)
    case .truncatedNormal(let center, let deviation, _, let high):
      // The least uniform number is 2^-54: no number is more than 8.3 standard deviations above the center.
      let farthest = Double(center.microseconds) + 8.3 * Double(deviation.microseconds)
      self.init(acceptedFrom: law, upTo: min(farthest, high.map { Double($0.microseconds) } ?? farthest), &tables)
    case .mixture: preconditionFailure("parts of a mixture are compiled one by one")
    }
  }

  private init(acceptedFrom law: Law, upTo greatest: Double, _ tables: inout LawTables) {
    let compiled = CompiledLaw(law, tables: &tables)
    if compiled.isConstant {
      self = compiled
      return
    }
    self.init(kind: LawKind.rejection, a: 1 / greatest, table: tables.place(compiled.record))
  }

  /// The length-biased form of measured values, below the tail if there is one.
  private init(segmentsOf law: EmpiricalLaw, _ tables: inout LawTables) {
    let places = (law.tailAbove ?? 1) * Double(law.values.count - 1)
    var ends = [Double(law.values[0].microseconds)]
    var weights: [Double] = []
    for index in 0..<(law.values.count - 1) where Double(index) < places {
      let width = min(1, places - Double(index))
      let low = Double(law.values[index].microseconds)
      let high = low + width * (Double(law.values[index + 1].microseconds) - low)
      // Where both are 0, nothing is seen.
      if high == 0 { continue }
      if weights.isEmpty { ends = [low] }
      ends.append(high)
      weights.append(width * (low + high))
    }
    let table = tables.place(LawTable.bounds(weights) + ends.map(\.bitPattern))
    self.init(kind: LawKind.segments, a: Double(weights.count), table: table)
  }

  /// The same law, its numbers multiplied by uniform ones.
  private var shrunk: CompiledLaw {
    CompiledLaw(kind: kind, a: a, b: b, c: c, d: d, table: table, isShrunk: true)
  }
}
