// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// The exact values of a scenario of `scenarios/verification`, computed from its parameters.
struct ArrivalKind: Sendable, CustomStringConvertible {
  let file: String
  /// By what follows the colon of an expectation's name.
  let values: [String: Double]

  var description: String { file }

  static let all: [ArrivalKind] = [
    renewal(
      "dmc", RenewalQueue(transform: RenewalQueue.constantGaps(4), serviceRate: 1 / 3.4, servers: 1), limit: 5),
    renewal(
      "dmc-two-lanes", RenewalQueue(transform: RenewalQueue.constantGaps(5), serviceRate: 1 / 9.0, servers: 2),
      limit: 8),
    renewal("gim1-gamma", gammaQueue(mean: 4, shape: 1 / (1.6 * 1.6), service: 3), limit: 10),
    renewal("gim1-erlang", gammaQueue(mean: 5, shape: 3, service: 4), limit: 10),
    renewal("gim1-gaps", gammaQueue(mean: 3, shape: 1 / (1.3 * 1.3), service: 2), limit: 5),
    groups("batch-mx1", GroupQueue(rate: 1 / 60.0, sizes: [(40, 1)], service: (1.2, 2 * 1.2 * 1.2))),
    groups(
      "batch-mx1-sizes",
      GroupQueue(rate: 4 / 60.0, sizes: [(1, 0.5), (3, 0.3), (10, 0.2)], service: (3, 28 / 3.0))),
    linearRates, loadedStart, tandem("tandem-bas-capacity", first: 1 / 2.0, second: 1 / 2.0, places: 2),
    tandem("tandem-bas-capacity-uneven", first: 1 / 3.0, second: 1 / 2.0, places: 4), shuttles, surges, timetable,
    irregularGaps, dayFactors,
  ]

  private static func gammaQueue(mean: Double, shape: Double, service: Double) -> RenewalQueue {
    RenewalQueue(
      transform: RenewalQueue.gammaGaps(mean: mean, shape: shape), serviceRate: 1 / service, servers: 1)
  }

  private static func renewal(_ file: String, _ queue: RenewalQueue, limit: Double) -> ArrivalKind {
    ArrivalKind(
      file: file,
      values: [
        "mean_wait_min": queue.meanWait, "p_wait_positive": queue.probabilityOfWaiting,
        "p_wait_gt_t": queue.probabilityOfWaiting(longerThan: limit),
      ])
  }

  private static func groups(_ file: String, _ queue: GroupQueue) -> ArrivalKind {
    ArrivalKind(file: file, values: ["mean_wait_passenger_min": queue.meanWait, "utilisation": queue.load])
  }

  private static let linearRates: ArrivalKind = {
    let weights: [Double] = [1, 1, 1, 1, 1, 2, 6, 14, 20, 22, 22, 18, 16, 16, 16, 16, 14, 14, 12, 10, 8, 5, 3, 1]
    let perMinute = weights.map { $0 * 240 / weights.reduce(0, +) / 60 }
    // On a piece with a rate r + s x the mean m solves m' = r + s x - mu m: Simpson's rule on fine steps.
    let mean = { (end: Double) -> Double in
      let rate = { (t: Double) -> Double in
        let hour = min(23, Int(t / 60))
        return perMinute[hour] + (t / 60 - Double(hour)) * (perMinute[(hour + 1) % 24] - perMinute[hour])
      }
      let steps = Int(end) * 20
      let width = end / Double(steps)
      return (0...steps).reduce(0.0) { sum, index in
        let t = Double(index) * width
        let weight = index == 0 || index == steps ? 1.0 : index % 2 == 1 ? 4 : 2
        return sum + weight * rate(t) * exp(-(end - t) / 45)
      } * width / 3
    }
    let above15 =
      1 - (0...15).reduce(0.0) { $0 + exp(-mean(555) + Double($1) * log(mean(555)) - lgamma(Double($1 + 1))) }
    return ArrivalKind(
      file: "mt-minf-linear",
      values: [
        "mean_in_system_at_6.5h": mean(390), "mean_in_system_at_8h": mean(480), "mean_in_system_at_9.25h": mean(555),
        "p_in_system_gt_15_at_9.25h": above15, "mean_in_system_at_14h": mean(840),
        "mean_in_system_at_22.5h": mean(1350),
      ])
  }()

  private static let loadedStart: ArrivalKind = {
    let chain = BirthAndDeath(births: { _ in 24 / 60.0 }, deaths: { $0 > 0 ? 1 / 2.0 : 0 })
    var values: [String: Double] = [:]
    for (minutes, limit, name) in [
      (15, 10, "p_in_system_gt_10"), (30, 0, "p_busy"), (60, 0, "p_busy"), (240, 0, "p_busy"),
    ] {
      let state = chain.state(after: Double(minutes), from: 12)
      values["mean_in_system_at_\(minutes)min"] = BirthAndDeath.mean(state)
      values["\(name)_at_\(minutes)min"] = state[(limit + 1)...].reduce(0, +)
    }
    return ArrivalKind(file: "transient-mm1-loaded", values: values)
  }()

  /// The number in the zone, the blocked one included, is a chain with births at the rate of the first booth and deaths
  /// at that of the second.
  private static func tandem(_ file: String, first: Double, second: Double, places: Int) -> ArrivalKind {
    let weights = (0...(places + 1)).map { pow(first / second, Double($0)) }
    let total = weights.reduce(0, +)
    return ArrivalKind(
      file: file,
      values: [
        "throughput_per_hour": 60 * second * (1 - weights[0] / total),
        "p_first_booth_blocked": weights[places + 1] / total,
      ])
  }

  private static let shuttles: ArrivalKind = {
    let queue = FiniteSource(members: 12, servers: 2, awayRate: 1 / 60.0, serviceRate: 1 / 9.0)
    return ArrivalKind(
      file: "finite-source",
      values: [
        "mean_wait_min": queue.meanWait, "p_wait_positive": queue.probabilityOfWaiting,
        "throughput_per_hour": 60 * queue.throughput,
      ])
  }()

  private static let surges: ArrivalKind = {
    let queue = SurgeQueue(arrivals: [10 / 60.0, 30 / 60.0], leaving: [1 / 90.0, 1 / 30.0], serviceRate: 1 / 3.0)
    return ArrivalKind(
      file: "mmpp-m1",
      values: [
        "mean_wait_min": queue.meanWait, "arrivals_per_hour": 60 * queue.meanArrivalRate,
        "utilisation": queue.meanArrivalRate / queue.serviceRate,
      ])
  }()

  private static let timetable: ArrivalKind = {
    // Chance to have come by x minutes behind the due time: late exponential (15), early uniform (0, 20).
    let come = { (x: Double) -> Double in
      let steps = 2_000
      return (0..<steps).reduce(0.0) { sum, index in
        let y = x + (Double(index) + 0.5) * 20 / Double(steps)
        return sum + (y > 0 ? 1 - exp(-y / 15) : 0)
      } / Double(steps)
    }
    let there = { (clock: Double, slot: Double) in 0.9 * (come(clock - slot) - come(clock - slot - 30)) }
    // On Saturday at midnight the last of Friday may be there; on Monday none of Sunday. Five days in seven have buses.
    let at610 = there(370, 360) + 2 * there(370, 380)
    let chances = [there(390, 360), there(390, 380), there(390, 380)]
    let none = chances.reduce(1) { $0 * (1 - $1) }
    let one = chances.indices.reduce(0.0) { sum, index in
      sum + chances.indices.reduce(1) { $0 * ($1 == index ? chances[$1] : 1 - chances[$1]) }
    }
    return ArrivalKind(
      file: "schedule-late",
      values: [
        "arrivals_per_week": 25 * 0.9, "mean_present_at_00:00": there(1440, 1430) * 5 / 7,
        "mean_present_at_06:10": at610 * 5 / 7, "mean_present_at_06:30": chances.reduce(0, +) * 5 / 7,
        "p_present_gt_1_at_06:30": (1 - none - one) * 5 / 7, "mean_present_at_12:00": there(720, 720) * 5 / 7,
      ])
  }()

  private static let irregularGaps = ArrivalKind(
    file: "counts-overdispersed",
    values: ["mean": 40, "variance": RenewalCounts(shape: 1 / (1.7 * 1.7)).variance(expected: 40)])

  private static let dayFactors: ArrivalKind = {
    let variance = { (mean: Double) in mean + mean * mean * 0.4 * 0.4 }
    return ArrivalKind(
      file: "counts-day-factors",
      values: [
        "mean_of_cars": 60, "variance_of_cars": variance(60), "variance_of_trucks": variance(30),
        "variance_of_buses": variance(20),
      ])
  }()
}
