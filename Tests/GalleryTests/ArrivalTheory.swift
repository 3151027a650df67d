// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// GI/M/c: independent gaps, exponential services, first come, first served.
///
/// - Source: Takács, *Introduction to the Theory of Queues* (1962), chapter 2, theorem 1; Gross and Harris,
///   *Fundamentals of Queueing Theory*, 3rd ed. (1998), section 5.3.
struct RenewalQueue {
  /// Laplace transform of the gaps, argument per minute.
  let transform: (Double) -> Double
  /// Per minute and server.
  let serviceRate: Double
  let servers: Int

  private var fullRate: Double { Double(servers) * serviceRate }

  /// The root in (0, 1) of x = A*(c mu (1 - x)).
  private var root: Double {
    var x = 0.5
    for _ in 0..<10_000 { x = transform(fullRate * (1 - x)) }
    return x
  }

  private var constant: Double {
    let (sigma, c) = (root, Double(servers))
    var product = 1.0
    var binomial = 1.0
    var sum = 1 / (1 - sigma)
    for j in 1...servers {
      let a = transform(Double(j) * serviceRate)
      product *= a / (1 - a)
      binomial *= (c - Double(j) + 1) / Double(j)
      sum += binomial / (product * (1 - a)) * (c * (1 - a) - Double(j)) / (c * (1 - sigma) - Double(j))
    }
    return 1 / sum
  }

  var probabilityOfWaiting: Double { constant / (1 - root) }
  var meanWait: Double { probabilityOfWaiting / (fullRate * (1 - root)) }
  func probabilityOfWaiting(longerThan minutes: Double) -> Double {
    probabilityOfWaiting * exp(-fullRate * (1 - root) * minutes)
  }

  static func constantGaps(_ minutes: Double) -> (Double) -> Double { { exp(-$0 * minutes) } }
  static func gammaGaps(mean: Double, shape: Double) -> (Double) -> Double {
    { pow(1 + $0 * mean / shape, -shape) }
  }
}

/// M^X/G/1: groups come by chance, and each member is served by itself.
///
/// - Source: Burke, "Delays in single-server queues with batch input", *Operations Research* 23 (1975) 830-833.
struct GroupQueue {
  /// Groups per minute.
  let rate: Double
  let sizes: [(size: Double, share: Double)]
  /// Mean and mean square of a service, in minutes.
  let service: (Double, Double)

  private func moment(_ k: Double) -> Double { sizes.reduce(0) { $0 + $1.share * pow($1.size, k) } }
  var load: Double { rate * moment(1) * service.0 }
  var meanWait: Double {
    (rate * moment(1) * service.1 + (moment(2) / moment(1) - 1) * service.0) / (2 * (1 - load))
  }
}

/// M/M/c//N: N members, each away for an exponential time.
///
/// - Source: Gross and Harris, section 2.7; who arrives sees the population without itself.
struct FiniteSource {
  let members: Int
  let servers: Int
  /// Per minute: of a member who is away, of a server.
  let awayRate: Double
  let serviceRate: Double

  func probabilities(of members: Int) -> [Double] {
    var weights = [1.0]
    for n in 1...members {
      weights.append(
        weights[n - 1] * Double(members - n + 1) * awayRate / (Double(min(n, servers)) * serviceRate))
    }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  private var present: [Double] { probabilities(of: members) }
  var meanPresent: Double { present.indices.reduce(0) { $0 + Double($1) * present[$1] } }
  var throughput: Double { awayRate * (Double(members) - meanPresent) }
  var meanWait: Double {
    let queue = present.indices.dropFirst(servers).reduce(0) { $0 + Double($1 - servers) * present[$1] }
    return queue / throughput
  }
  var probabilityOfWaiting: Double { probabilities(of: members - 1).dropFirst(servers).reduce(0, +) }
}

/// MMPP/M/1 with two phases.
///
/// - Source: Neuts, *Matrix-Geometric Solutions in Stochastic Models* (1981), section 1.5 and chapter 6: with R the
///   least solution of A0 + R A1 + R² A2 = 0, the level n has the probabilities p0 Rⁿ.
struct SurgeQueue {
  /// Per minute: arrivals in each phase, leaving each phase.
  let arrivals: [Double]
  let leaving: [Double]
  let serviceRate: Double

  private typealias Matrix = [[Double]]

  private func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    (0..<2).map { i in (0..<2).map { j in a[i][0] * b[0][j] + a[i][1] * b[1][j] } }
  }

  private func inverse(_ a: Matrix) -> Matrix {
    let determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0]
    return [[a[1][1] / determinant, -a[0][1] / determinant], [-a[1][0] / determinant, a[0][0] / determinant]]
  }

  var meanArrivalRate: Double {
    (arrivals[0] * leaving[1] + arrivals[1] * leaving[0]) / (leaving[0] + leaving[1])
  }

  /// Mean number in the system, and the probability that nobody is there.
  var levels: (mean: Double, empty: Double) {
    let away = (0..<2).map { -arrivals[$0] - leaving[$0] - serviceRate }
    let local: Matrix = [[away[0], leaving[0]], [leaving[1], away[1]]]
    let minusInverse = inverse(local).map { $0.map { -$0 } }
    var r: Matrix = [[0, 0], [0, 0]]
    for _ in 0..<20_000 {
      let square = product(r, r)
      let sum = (0..<2).map { i in (0..<2).map { j in (i == j ? arrivals[i] : 0) + serviceRate * square[i][j] } }
      r = product(sum, minusInverse)
    }
    // p0 (local + mu I + mu R) = 0, and p0 (I - R)^-1 1 = 1.
    let boundary = (0..<2).map { i in
      (0..<2).map { j in local[i][j] + (i == j ? serviceRate : 0) + serviceRate * r[i][j] }
    }
    let shape = [-boundary[1][0], boundary[0][0]]
    let rest = inverse([[1 - r[0][0], -r[0][1]], [-r[1][0], 1 - r[1][1]]])
    let weight = (0..<2).reduce(0) { $0 + shape[$1] * (rest[$1][0] + rest[$1][1]) }
    let empty = shape.map { $0 / weight }
    let tail = product(r, product(rest, rest))
    return (
      (0..<2).reduce(0) { $0 + empty[$1] * (tail[$1][0] + tail[$1][1]) }, empty[0] + empty[1]
    )
  }

  var meanWait: Double { levels.mean / meanArrivalRate - 1 / serviceRate }
}

/// Counts of a renewal process in equilibrium with gamma gaps of mean 1.
///
/// - Source: Cox, *Renewal Theory* (1962), section 4.5: the variance of the number in (0, t) is the integral of
///   1 + 2 (H(u) - u), with H the expected number of renewals behind a renewal, here a sum of gamma distributions.
struct RenewalCounts {
  /// 1 / cv².
  let shape: Double

  func variance(expected: Double) -> Double {
    let steps = 2_000
    let width = expected / Double(steps)
    var sum = 0.0
    for index in 0...steps {
      let weight = index == 0 || index == steps ? 1.0 : index % 2 == 1 ? 4 : 2
      let u = Double(index) * width
      sum += weight * (1 + 2 * (renewals(u) - u))
    }
    return sum * width / 3
  }

  private func renewals(_ u: Double) -> Double {
    guard u > 0 else { return 0 }
    var sum = 0.0
    var n = 1.0
    while true {
      let part = RenewalCounts.gammaDistribution(n * shape, u * shape)
      sum += part
      if n * shape > u * shape, part < 1e-13 { return sum }
      n += 1
    }
  }

  /// P(a, x), by its series.
  static func gammaDistribution(_ a: Double, _ x: Double) -> Double {
    var term = exp(a * log(x) - x - lgamma(a + 1))
    var sum = term
    var n = a
    while term > sum * 1e-16, term > 1e-300 {
      n += 1
      term *= x / n
      sum += term
    }
    return min(1, sum)
  }
}

/// M/M/1 or M(t)/M/infinity, by the method of Runge and Kutta of fourth order.
struct BirthAndDeath {
  /// Per minute: births at a time, deaths among n.
  let births: (Double) -> Double
  let deaths: (Int) -> Double
  static let largest = 160

  /// Probabilities of the numbers after some minutes.
  func state(after minutes: Double, from start: Int) -> [Double] {
    var state = Array(repeating: 0.0, count: BirthAndDeath.largest + 1)
    state[start] = 1
    let step = 0.05
    for index in 0..<Int((minutes / step).rounded()) {
      let time = Double(index) * step
      let k1 = change(state, time)
      let k2 = change(zip(state, k1).map { $0 + step / 2 * $1 }, time + step / 2)
      let k3 = change(zip(state, k2).map { $0 + step / 2 * $1 }, time + step / 2)
      let k4 = change(zip(state, k3).map { $0 + step * $1 }, time + step)
      for n in state.indices { state[n] += step / 6 * (k1[n] + 2 * k2[n] + 2 * k3[n] + k4[n]) }
    }
    return state
  }

  private func change(_ p: [Double], _ time: Double) -> [Double] {
    let birth = births(time)
    return p.indices.map { n in
      let out = (n < BirthAndDeath.largest ? birth : 0) + deaths(n)
      return (n > 0 ? birth * p[n - 1] : 0) + (n < BirthAndDeath.largest ? deaths(n + 1) * p[n + 1] : 0) - out * p[n]
    }
  }

  static func mean(_ p: [Double]) -> Double { p.indices.reduce(0) { $0 + Double($1) * p[$1] } }
}
