// SPDX-License-Identifier: GPL-3.0-or-later

/// The law of measured values: piecewise linear between them, on request with an exponential tail.
///
/// Of *n* values in ascending order, x(1) ... x(n), the *i*-th is exceeded with probability 1 - (i - 1) / (n - 1), and
/// between two neighbours every value is equally likely. With a tail, the part of the law above its share *q* is
/// replaced: beyond t = Q(q), where Q is the quantile function, the excess over *t* is exponential, with the mean that
/// the replaced part had, so that the mean of the law stays as it was.
///
/// - Source: Law, *Simulation Modeling and Analysis*, 5th ed. (2015), section 6.2.4 (piecewise linear);
///   Bratley, Fox and Schrage, *A Guide to Simulation*, 2nd ed. (1987), section 4.6 (exponential tail).
public struct EmpiricalLaw: Hashable, Sendable {
  /// Ascending; two or more, not all equal.
  public let values: [TimeSpan]
  /// Share of the law below the tail, above 0 and below 1; `nil` for no tail.
  public let tailAbove: Double?

  /// - Returns: `nil` for fewer than two different values, a share out of range, or a tail above which all values are
  ///   equal.
  public init?(_ values: [TimeSpan], tailAbove: Double? = nil) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return nil }
    self.values = sorted
    self.tailAbove = tailAbove
    if let tailAbove {
      guard tailAbove > 0, tailAbove < 1, meanExcess > 0 else { return nil }
    }
  }

  /// The value that is not exceeded with the given probability, without a tail, in microseconds.
  package func quantile(_ share: Double) -> Double {
    let place = share * Double(values.count - 1)
    let index = min(Int(place), values.count - 2)
    let low = Double(values[index].microseconds)
    return low + (place - Double(index)) * (Double(values[index + 1].microseconds) - low)
  }

  /// Where the tail begins, in microseconds; the highest value if there is none.
  package var tailStart: Double { tailAbove.map(quantile) ?? Double(values[values.count - 1].microseconds) }

  /// Mean excess of the tail over its start, in microseconds; 0 if there is no tail.
  package var meanExcess: Double {
    guard let tailAbove else { return 0 }
    let start = tailStart
    let place = tailAbove * Double(values.count - 1)
    var index = min(Int(place), values.count - 2)
    var from = start
    var width = Double(index + 1) - place
    var sum = 0.0
    while index < values.count - 1 {
      let to = Double(values[index + 1].microseconds)
      sum += width * ((from + to) / 2 - start)
      (from, width) = (to, 1)
      index += 1
    }
    return sum / (Double(values.count - 1) * (1 - tailAbove))
  }

  /// In microseconds.
  var mean: Double {
    let inner = values.dropFirst().dropLast().reduce(0.0) { $0 + Double($1.microseconds) }
    let ends = Double(values[0].microseconds) + Double(values[values.count - 1].microseconds)
    return (inner + ends / 2) / Double(values.count - 1)
  }

  /// Mean of the part of the law below the tail, in microseconds.
  package var meanOfBody: Double {
    guard let tailAbove else { return mean }
    return (mean - (1 - tailAbove) * (tailStart + meanExcess)) / tailAbove
  }

  /// Mean of the squares, in square microseconds.
  var secondMoment: Double {
    let body = tailAbove ?? 1
    let places = body * Double(values.count - 1)
    var sum = 0.0
    for index in 0..<(values.count - 1) where Double(index) < places {
      let width = min(1, places - Double(index))
      let low = Double(values[index].microseconds)
      let high = low + width * (Double(values[index + 1].microseconds) - low)
      sum += width * (low * low + low * high + high * high) / 3
    }
    let (start, excess) = (tailStart, meanExcess)
    return sum / Double(values.count - 1) + (1 - body) * (start * start + 2 * start * excess + 2 * excess * excess)
  }
}
