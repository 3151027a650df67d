// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation

/// Durations in minutes, one for each entity.
struct LawSample {
  let sorted: [Double]
  let mean: Double
  let variance: Double
  let fourthMoment: Double

  init(of law: Law, purpose: String) {
    self.init(law.stream(DrawKey(purpose: purposeHash("truck", purpose, "time"))), count: 1_000_000)
  }

  init(_ stream: DrawStream, count: Int) {
    var stream = stream
    var durations = [Int64](repeating: 0, count: count)
    RandomnessProbe.durations(of: &stream, key: PhiloxKey(seed: 1), replication: 0, into: &durations)
    durations.sort()
    let values = durations.map { Double($0) / 60_000_000 }
    let count = Double(count)
    let mean = values.reduce(0, +) / count
    var second = 0.0
    var fourth = 0.0
    for value in values {
      let square = (value - mean) * (value - mean)
      second += square
      fourth += square * square
    }
    self.sorted = values
    self.mean = mean
    self.variance = second / (count - 1)
    self.fourthMoment = fourth / count
  }

  /// Standard normal if the mean is `mean`.
  func meanScore(_ mean: Double) -> Double {
    (self.mean - mean) / (variance / Double(sorted.count)).squareRoot()
  }

  /// Standard normal, for a large sample, if the standard deviation is `deviation`.
  func deviationScore(_ deviation: Double) -> Double {
    (variance - deviation * deviation) / ((fourthMoment - variance * variance) / Double(sorted.count)).squareRoot()
  }

  /// Kolmogorov and Smirnov's distance times the root of the sample size, for values rounded to microseconds: where the
  /// sample steps, the distribution is taken half a microsecond below and above.
  func distance(to distribution: (Double) -> Double) -> Double {
    let count = Double(sorted.count)
    let halfStep = 0.5 / 60_000_000
    var greatest = 0.0
    var index = 0
    while index < sorted.count {
      let value = sorted[index]
      greatest = max(greatest, (distribution(max(0, value - halfStep)) - Double(index) / count).magnitude)
      while index < sorted.count, sorted[index] == value { index += 1 }
      greatest = max(greatest, (distribution(value + halfStep) - Double(index) / count).magnitude)
    }
    return greatest * count.squareRoot()
  }
}

/// Exceeded with probability 0.001 by the limit law of the distance: sqrt(-log(0.0005) / 2).
let distanceLimit = 1.9495
