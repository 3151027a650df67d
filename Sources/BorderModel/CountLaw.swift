// SPDX-License-Identifier: GPL-3.0-or-later

/// The probability law of a whole number: vehicles in a batch, persons in a vehicle.
///
/// Every parameter has been checked by the reader of the scenario: numbers are 0 ... 1,000,000, shares are above zero
/// and sum to 1 within 10^-9, values ascend, means are above 1 and at most 500.
public enum CountLaw: Hashable, Sendable {
  /// Always the same number.
  case constant(Int)
  /// One of several numbers, by its share.
  case discrete([CountShare])
  /// 1, 2, 3 ...: each further one comes with the same probability 1 - 1 / mean.
  case geometric(mean: Double)
  /// A Poisson number of those that are not 0; `mean` is that of the numbers that remain,.
  case poissonAboveZero(mean: Double)

  /// The mean of the law.
  public var mean: Double {
    switch self {
    case .constant(let value): Double(value)
    case .discrete(let parts): parts.reduce(0) { $0 + $1.share * Double($1.value) }
    case .geometric(let mean), .poissonAboveZero(let mean): mean
    }
  }

  /// The law on two neighbouring whole numbers that has this mean: 1.3 is 1 for 70 % and 2 for 30 %.
  ///
  /// - Parameter mean: 0 ... 1,000,000.
  public static func nearest(to mean: Double) -> CountLaw {
    let low = Int(mean)
    let share = mean - Double(low)
    guard share > 1e-9, share < 1 - 1e-9 else { return .constant(Int(mean.rounded())) }
    return .discrete([CountShare(value: low, share: 1 - share), CountShare(value: low + 1, share: share)])
  }
}

/// A whole number and how often it comes.
public struct CountShare: Hashable, Sendable {
  public var value: Int
  /// Above 0, at most 1.
  public var share: Double

  public init(value: Int, share: Double) {
    self.value = value
    self.share = share
  }
}
