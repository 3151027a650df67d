// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// M/G/1 with two priorities, the more urgent with exponential services; work that is interrupted is done again, as
/// long as it was.
///
/// A completion time is the work with its repetitions and the busy periods of the urgent in between. For the less
/// urgent the queue is one with completion times as services and with vacations, the busy periods of the urgent that
/// begin when nobody else is there.
///
/// - Source: Gaver, Journal of the Royal Statistical Society B 24 (1962) 73-90, preemptive repeat identical; Fuhrmann
///   and Cooper, Operations Research 33 (1985) 1117-1129.
struct RepeatIdentical {
  /// Per minute: arrivals of both classes, services of the urgent.
  let arrivalRates: (Double, Double)
  let urgentRate: Double
  /// The other's work is uniform in this range, minutes.
  let work: ClosedRange<Double>

  private var load: Double { arrivalRates.0 / urgentRate }
  private var meanBusyPeriod: Double { 1 / (urgentRate - arrivalRates.0) }
  private var squareOfBusyPeriod: Double { 2 / (urgentRate * urgentRate * pow(1 - load, 3)) }

  /// Mean and mean square of the completion time of a work.
  private func completion(_ work: Double) -> (Double, Double) {
    let rate = arrivalRates.0
    let undisturbed = exp(-rate * work)
    let disturbed = 1 - undisturbed
    // Work lost by an interruption: exponential, given that it is shorter than the work.
    let lost = 1 / rate - work * undisturbed / disturbed
    let squareOfLost =
      (2 / (rate * rate) - undisturbed * (work * work + 2 * work / rate + 2 / (rate * rate))) / disturbed
    let pause = lost + meanBusyPeriod
    let variance = squareOfLost - lost * lost + squareOfBusyPeriod - meanBusyPeriod * meanBusyPeriod
    let interruptions = disturbed / undisturbed
    let mean = work + interruptions * pause
    let spread = interruptions * variance + disturbed / (undisturbed * undisturbed) * pause * pause
    return (mean, spread + mean * mean)
  }

  /// Simpson's rule over the works.
  private var completionTime: (Double, Double) {
    let parts = 2_000
    let step = (work.upperBound - work.lowerBound) / Double(parts)
    var sums = (0.0, 0.0)
    for index in 0...parts {
      let weight = (index == 0 || index == parts ? 1.0 : index % 2 == 1 ? 4 : 2) / Double(3 * parts)
      let moments = completion(work.lowerBound + Double(index) * step)
      sums.0 += weight * moments.0
      sums.1 += weight * moments.1
    }
    return sums
  }

  var timeOfUrgent: Double { meanBusyPeriod }

  var timeOfOthers: Double {
    let (mean, square) = completionTime
    let queueing = arrivalRates.1 * square / (2 * (1 - arrivalRates.1 * mean))
    return mean + queueing + load * squareOfBusyPeriod / (2 * meanBusyPeriod)
  }
}

/// M/M/c whose customers give up after a fixed time in the line.
///
/// - Source: Baccelli and Hebuterne, On queues with impatient customers (1981): density of the wait that is offered.
struct FixedPatience {
  /// Per minute.
  let arrivalRate: Double
  let serviceRate: Double
  let servers: Int
  /// Minutes.
  let patience: Double

  private var slack: Double { Double(servers) * serviceRate - arrivalRate }

  /// Weights of 0 ... servers - 1 present.
  private var weights: [Double] {
    (0..<servers).map { n in (0..<n).reduce(1) { $0 * arrivalRate / serviceRate / Double($1 + 1) } }
  }

  /// Weights of a wait offered below and above the patience, and of it times the wait below.
  private var integrals: (below: Double, above: Double, moment: Double) {
    let factor = arrivalRate * (weights.last ?? 1)
    let fall = exp(-slack * patience)
    let below = factor * (1 - fall) / slack
    let moment = factor * ((1 - fall) / (slack * slack) - patience * fall / slack)
    return (below, factor * fall / (Double(servers) * serviceRate), moment)
  }

  private var total: Double { weights.reduce(0, +) + integrals.below + integrals.above }
  var probabilityOfWaiting: Double { (integrals.below + integrals.above) / total }
  var shareGivingUp: Double { integrals.above / total }
  var meanWait: Double { (integrals.moment + patience * integrals.above) / total }
  var meanWaitOfServed: Double { integrals.moment / total / (1 - shareGivingUp) }
  var utilisation: Double { arrivalRate * (1 - shareGivingUp) / serviceRate / Double(servers) }
}

/// A birth-death process of the number present before one or several equal servers.
struct BirthDeath {
  let probabilities: [Double]
  let servers: Int

  /// - Parameters:
  ///   - arrivals: By number present, per minute.
  ///   - departures: By number present, per minute, above zero from 1 on.
  init(upTo most: Int, servers: Int, arrivals: (Int) -> Double, departures: (Int) -> Double) {
    var weights = [1.0]
    for number in 0..<most { weights.append(weights[number] * arrivals(number) / departures(number + 1)) }
    let total = weights.reduce(0, +)
    probabilities = weights.map { $0 / total }
    self.servers = servers
  }

  func mean(_ value: (Int) -> Double) -> Double {
    probabilities.indices.reduce(0) { $0 + value($1) * probabilities[$1] }
  }

  func waiting(_ present: Int) -> Double { Double(max(0, present - servers)) }
  var meanWaiting: Double { mean(waiting) }
  var utilisation: Double { mean { Double(min($0, servers)) } / Double(servers) }
}

/// Two single servers: who finds more than a number waiting before the first goes to the second.
///
/// A Markov chain of the numbers at both, by uniformisation until nothing changes any more.
struct Overflow {
  /// Per minute.
  let arrivalRate: Double
  let serviceRates: (Double, Double)
  /// Numbers present at the first, and at the second.
  let first: [Double]
  let second: [Double]

  init(arrivalRate: Double, serviceRates: (Double, Double), limit: Int) {
    self.arrivalRate = arrivalRate
    self.serviceRates = serviceRates
    let rows = limit + 3
    let columns = 150
    let total = arrivalRate + serviceRates.0 + serviceRates.1
    var now = Array(repeating: 0.0, count: rows * columns)
    now[0] = 1
    for _ in 0..<4_000 {
      var next = Array(repeating: 0.0, count: rows * columns)
      for row in 0..<rows {
        for column in 0..<columns {
          let mass = now[row * columns + column] / total
          let joined = row + 1 < rows ? (row + 1, column) : (row, min(column + 1, columns - 1))
          next[joined.0 * columns + joined.1] += mass * arrivalRate
          next[max(0, row - 1) * columns + column] += mass * serviceRates.0
          next[row * columns + max(0, column - 1)] += mass * serviceRates.1
        }
      }
      now = next
    }
    first = (0..<rows).map { row in now[(row * columns)..<((row + 1) * columns)].reduce(0, +) }
    second = (0..<columns).map { column in (0..<rows).reduce(0) { $0 + now[$1 * columns + column] } }
  }

  private func mean(_ shares: [Double], _ value: (Int) -> Double) -> Double {
    shares.indices.reduce(0) { $0 + value($1) * shares[$1] }
  }

  var shareOver: Double { first.last ?? 0 }
  var meanTime: Double { (mean(first) { Double($0) } + mean(second) { Double($0) }) / arrivalRate }
  var meanWaitAtFirst: Double { mean(first) { Double(max(0, $0 - 1)) } / (arrivalRate * (1 - shareOver)) }
  var meanWaitAtSecond: Double { mean(second) { Double(max(0, $0 - 1)) } / (arrivalRate * shareOver) }
}
