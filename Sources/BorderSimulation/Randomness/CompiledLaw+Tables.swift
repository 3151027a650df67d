// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

// Laws whose numbers stand in `LawTables`, and laws made from gamma numbers.
extension CompiledLaw {
  /// One of several numbers by its share.
  init(values: [Double], shares: [Double], _ tables: inout LawTables) {
    if values.count == 1 {
      self.init(kind: LawKind.constant, a: min(values[0], longestDrawnMicroseconds))
      return
    }
    let table = tables.place(LawTable.bounds(shares) + values.map(\.bitPattern))
    self.init(kind: LawKind.discrete, a: Double(values.count), table: table)
  }

  init(_ law: EmpiricalLaw, _ tables: inout LawTables) {
    let table = tables.place(law.values.map { Double($0.microseconds).bitPattern })
    self.init(
      kind: LawKind.empirical, a: Double(law.values.count - 1), b: law.tailAbove ?? 1, c: law.tailStart,
      d: -law.meanExcess, table: table)
  }

  init(
    normalCut: NormalCut, _ center: TimeSpan, _ deviation: TimeSpan, _ low: TimeSpan, _ high: TimeSpan?,
    _ tables: inout LawTables
  ) {
    let ends = [Double(low.microseconds), high.map { Double($0.microseconds) } ?? longestDrawnMicroseconds]
    let size = Double(deviation.microseconds)
    self.init(
      kind: LawKind.truncatedNormal, a: Double(center.microseconds), b: normalCut.isMirrored ? -size : size,
      c: normalCut.cutOff, d: normalCut.kept, table: tables.place(ends.map(\.bitPattern)))
  }

  /// One of several laws by its share.
  init(mixed laws: [CompiledLaw], shares: [Double], _ tables: inout LawTables) {
    if laws.count == 1 {
      self = laws[0]
      return
    }
    let table = tables.place(LawTable.bounds(shares) + laws.flatMap(\.record))
    self.init(kind: LawKind.mixture, a: Double(laws.count), table: table)
  }

  /// `scale` over a gamma number of this shape.
  init(pearsonShape shape: Double, scale: Double) {
    self.init(gammaPower: -1, shape: shape, logarithmOfScale: naturalLogarithm(scale))
  }

  /// exp(`logarithmOfScale`) times a power of a gamma number.
  init(gammaPower power: Double, shape: Double, logarithmOfScale: Double) {
    self.init(
      kind: LawKind.gammaPower, a: (shape < 1 ? shape + 1 : shape) - 1.0 / 3.0, b: power, c: logarithmOfScale,
      d: shape < 1 ? 1 / shape : 0)
  }

  /// Compiles a checked law of whole numbers; its draws are taken by `DrawStream.count`.
  ///
  /// - Source: geometric by inversion: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 8.4.5.
  package init(_ law: CountLaw, tables: inout LawTables) {
    switch law {
    case .constant(let value): self.init(kind: LawKind.constant, a: Double(value))
    case .discrete(let parts):
      self.init(values: parts.map { Double($0.value) }, shares: parts.map(\.share), &tables)
    case .geometric(let mean):
      self.init(kind: LawKind.geometric, a: 1 / naturalLogarithm(1 - 1 / mean), b: CompiledLaw.greatestCount)
    case .poissonAboveZero(let mean):
      let shares = CompiledLaw.poissonShares(mean: mean)
      self.init(values: shares.indices.map { Double($0 + 1) }, shares: shares, &tables)
    }
  }

  /// Greater whole numbers are cut to this.
  @inline(__always) package static var greatestCount: Double { 1_000_000 }

  /// Probabilities of 1, 2, 3 ... of a Poisson law without 0 whose mean is given, until less than 10^-17 is left.
  ///
  /// - Source: Johnson, Kemp and Kotz, *Univariate Discrete Distributions*, 3rd ed. (2005), section 4.10.1.
  private static func poissonShares(mean: Double) -> [Double] {
    // mean = rate / (1 - exp(-rate)) rises with the rate, which lies between mean - 1 and mean.
    var (low, high) = (max(0, mean - 1), mean)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if middle / (1 - exponentialFunction(-middle)) < mean { low = middle } else { high = middle }
    }
    let rate = (low + high) / 2
    var shares: [Double] = []
    for value in 1...2_000 {
      let logarithm = Double(value) * naturalLogarithm(rate) - rate - logarithmOfGamma(Double(value) + 1)
      let share = exponentialFunction(logarithm)
      if Double(value) > rate, share < 1e-17 { break }
      shares.append(share)
    }
    return shares
  }
}

extension CompiledLaw {
  /// Words of a record in a table.
  @inline(__always) static var recordLength: Int { 5 }

  /// The law as words of a table.
  var record: [UInt64] {
    [UInt64(kind) | (isShrunk ? 1 << 8 : 0) | UInt64(table) &<< 32] + [a, b, c, d].map(\.bitPattern)
  }

  /// Reads what `record` wrote.
  @inline(__always)
  init(record: UnsafePointer<UInt64>) {
    self.init(
      kind: UInt8(truncatingIfNeeded: record[0]), a: Double(bitPattern: record[1]), b: Double(bitPattern: record[2]),
      c: Double(bitPattern: record[3]), d: Double(bitPattern: record[4]),
      table: UInt32(truncatingIfNeeded: record[0] &>> 32), isShrunk: record[0] & 0x100 != 0)
  }
}
