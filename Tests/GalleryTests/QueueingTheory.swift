// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// M/M/c: Poisson arrivals, exponential services, first come, first served.
///
/// - Source: Gross and Harris, *Fundamentals of Queueing Theory*, 3rd ed. (1998), section 2.3.
struct ErlangQueue {
  /// Per minute.
  let arrivalRate: Double
  /// Per minute and server.
  let serviceRate: Double
  let servers: Int

  private var offeredLoad: Double { arrivalRate / serviceRate }
  /// Rate at which a waiting customer's chance to go on waiting falls.
  private var slack: Double { Double(servers) * serviceRate - arrivalRate }

  /// Probability of n in the system.
  func probability(present n: Int) -> Double { weight(n) / total }

  var probabilityOfWaiting: Double { weight(servers) / (1 - offeredLoad / Double(servers)) / total }
  var meanWait: Double { probabilityOfWaiting / slack }
  var standardDeviationOfWait: Double {
    (2 * probabilityOfWaiting / (slack * slack) - meanWait * meanWait).squareRoot()
  }
  func probabilityOfWaiting(longerThan minutes: Double) -> Double { probabilityOfWaiting * exp(-slack * minutes) }
  /// Above the share that does not wait.
  func percentileOfWait(_ share: Double) -> Double { log(probabilityOfWaiting / (1 - share)) / slack }

  private var total: Double {
    (0..<servers).reduce(0) { $0 + weight($1) } + weight(servers) / (1 - offeredLoad / Double(servers))
  }

  /// Unnormalised probability, of a room for `servers` and a line of any length.
  func weight(_ n: Int) -> Double {
    (0..<n).reduce(1) { $0 * offeredLoad / Double(min($1 + 1, servers)) }
  }
}

/// M/M/c/K: as `ErlangQueue`, but whoever finds K inside turns away.
///
/// - Source: Gross and Harris, section 2.5.
struct LossQueue {
  let queue: ErlangQueue
  let places: Int

  private func probability(_ n: Int) -> Double {
    queue.weight(n) / (0...places).reduce(0) { $0 + queue.weight($1) }
  }

  var probabilityOfLoss: Double { probability(places) }
  var throughput: Double { queue.arrivalRate * (1 - probabilityOfLoss) }
  var meanWaitOfAdmitted: Double {
    (queue.servers...places).reduce(0) { $0 + Double($1 - queue.servers) * probability($1) } / throughput
  }
  var utilisation: Double { throughput / queue.serviceRate / Double(queue.servers) }
}

/// M/G/1 by its first three moments of service.
///
/// - Source: Kleinrock, *Queueing Systems*, volume 1 (1975), section 5.7.
struct PollaczekKhinchine {
  /// Per minute.
  let arrivalRate: Double
  /// Mean, mean square and mean cube of the service, in minutes.
  let moments: (Double, Double, Double)

  var load: Double { arrivalRate * moments.0 }
  var meanWait: Double { arrivalRate * moments.1 / (2 * (1 - load)) }
  var secondMomentOfWait: Double { 2 * meanWait * meanWait + arrivalRate * moments.2 / (3 * (1 - load)) }
  var standardDeviationOfWait: Double { (secondMomentOfWait - meanWait * meanWait).squareRoot() }

  /// E S^k = mean^k (1 + cv²)^(k (k - 1) / 2).
  static func lognormal(mean: Double, cv: Double) -> (Double, Double, Double) {
    let factor = 1 + cv * cv
    return (mean, mean * mean * factor, mean * mean * mean * factor * factor * factor)
  }

  /// E S^k = (high^(k + 1) - low^(k + 1)) / ((k + 1) (high - low)).
  static func uniform(low: Double, high: Double) -> (Double, Double, Double) {
    let moment = { (k: Double) in (pow(high, k + 1) - pow(low, k + 1)) / ((k + 1) * (high - low)) }
    return (moment(1), moment(2), moment(3))
  }
}

/// M(t)/M/c(t) from an empty start: probabilities of n in the system, carried forward by the method of
/// Runge and Kutta of fourth order.
///
/// Rates and servers are constant within each hour; the customer of a server who leaves goes to the head of the line.
///
/// - Source: Kolmogorov's forward equations; the virtual wait by the death process of those who are ahead.
struct VaryingQueue {
  /// Per minute, for each hour of the day.
  let arrivalRates: [Double]
  let servers: [Int]
  /// Per minute and server.
  let serviceRate: Double
  /// Larger numbers have a probability below 10^-12 in the days used here.
  private static let largest = 200
  /// Steps in an hour, an even number.
  private static let steps = 1_200
  /// Minutes.
  private static let step = 0.05

  /// Simpson's rule over an hour.
  private static func weight(_ index: Int) -> Double {
    step / 3 * (index == 0 || index == steps ? 1 : index % 2 == 1 ? 4 : 2)
  }

  struct Course {
    /// Probabilities of n present at the beginning of each hour, and at the end of the last.
    var present: [[Double]]
    /// Expected minutes spent in the line during the day.
    var queueingMinutes: Double
  }

  /// From an empty start.
  var course: Course {
    var empty = Array(repeating: 0.0, count: VaryingQueue.largest + 1)
    empty[0] = 1
    return course(from: empty)
  }

  /// Of a day that is as all days before it were: the start is carried on until a day changes nothing any more.
  var periodicCourse: Course {
    var today = course
    for _ in 0..<60 {
      let tomorrow = course(from: today.present[arrivalRates.count])
      let change = zip(today.present[0], tomorrow.present[0]).reduce(0) { $0 + abs($1.0 - $1.1) }
      today = tomorrow
      if change < 1e-9 { break }
    }
    return today
  }

  private func course(from start: [Double]) -> Course {
    var state = start
    var course = Course(present: [state], queueingMinutes: 0)
    for hour in arrivalRates.indices {
      course.queueingMinutes += VaryingQueue.weight(0) * meanQueue(state, servers[hour])
      for step in 1...VaryingQueue.steps {
        state = advanced(state, arrivals: arrivalRates[hour], servers: servers[hour], absorbs: false)
        course.queueingMinutes += VaryingQueue.weight(step) * meanQueue(state, servers[hour])
      }
      course.present.append(state)
    }
    return course
  }

  /// Mean wait of one who would join at the beginning of an hour: the time until fewer are left than there are servers.
  func meanVirtualWait(atHour hour: Int, present: [Double]) -> Double {
    var state = present
    var wait = 0.0
    for later in hour..<arrivalRates.count {
      for n in 0..<servers[later] { state[n] = 0 }
      wait += VaryingQueue.weight(0) * state.reduce(0, +)
      for step in 1...VaryingQueue.steps {
        state = advanced(state, arrivals: 0, servers: servers[later], absorbs: true)
        wait += VaryingQueue.weight(step) * state.reduce(0, +)
      }
    }
    return wait
  }

  private func meanQueue(_ state: [Double], _ servers: Int) -> Double {
    state.indices.reduce(0) { $0 + Double(max(0, $1 - servers)) * state[$1] }
  }

  private func advanced(_ state: [Double], arrivals: Double, servers: Int, absorbs: Bool) -> [Double] {
    let step = VaryingQueue.step
    let slope = { (p: [Double]) -> [Double] in
      var result = Array(repeating: 0.0, count: p.count)
      for n in p.indices {
        let deaths = Double(min(n, servers)) * serviceRate * p[n]
        let births = n < VaryingQueue.largest ? arrivals * p[n] : 0
        result[n] -= deaths + births
        if n > 0, !absorbs || n - 1 >= servers { result[n - 1] += deaths }
        if n < VaryingQueue.largest { result[n + 1] += births }
      }
      return result
    }
    let sum = { (a: [Double], b: [Double], factor: Double) in zip(a, b).map { $0 + factor * $1 } }
    let first = slope(state)
    let second = slope(sum(state, first, step / 2))
    let third = slope(sum(state, second, step / 2))
    let fourth = slope(sum(state, third, step))
    return state.indices.map {
      state[$0] + step / 6 * (first[$0] + 2 * second[$0] + 2 * third[$0] + fourth[$0])
    }
  }
}
