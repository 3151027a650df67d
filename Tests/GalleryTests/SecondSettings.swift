// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

/// The same kinds with other parameters, whose exact values are computed here: what holds for one setting only because
/// of a lucky number does not hold for both.
struct SecondSetting: Sendable, CustomStringConvertible {
  let name: String
  let post: BorderPost
  let expectations: [Expectation]

  var description: String { name }

  init(_ name: String, _ post: BorderPost, _ values: [(Measure, Double)]) {
    self.name = name
    self.post = post
    expectations = values.map {
      Expectation(
        id: "\(name)-b:\($0.0.indicator.rawValue) \($0.0.statistic)", measure: $0.0, value: $0.1,
        source: "QueueingTheory.swift")
    }
  }

  static let all: [SecondSetting] =
    [
      oneLane, severalLanes, finiteRoom, lognormalService, uniformService, priorities, varyingDay, fixedService,
      mixedService, unlimitedPlaces, growingQueue, closedAtNight, lanesAtRandom,
    ] + laws + bodies + lines + units + duty

  private static func waiting(_ statistic: Measure.Statistic) -> Measure {
    .waiting(station: "booth", statistic)
  }
}

extension SecondSetting {
  private static let oneLane: SecondSetting = {
    let queue = ErlangQueue(arrivalRate: 13.0 / 60, serviceRate: 1 / 3.0, servers: 1)
    let post = BorderPost.booth(.constant(1), .exponential(mean: TimeSpan(minutes: 3)), perHour: [13], limit: 7)
    return SecondSetting(
      "mm1", post,
      [
        (waiting(.mean), queue.meanWait), (.crossingTime(.mean), queue.meanWait + 3),
        (waiting(.shareLonger(than: .zero)), queue.probabilityOfWaiting),
        (waiting(.shareLonger(than: TimeSpan(minutes: 7))), queue.probabilityOfWaiting(longerThan: 7)),
        (waiting(.percentile(0.95)), queue.percentileOfWait(0.95)),
        (.queueLength(station: "booth", .mean), queue.meanWait * queue.arrivalRate),
        (.numberPresent(.shareAtLeast(3)), 1 - (0..<3).reduce(0) { $0 + queue.probability(present: $1) }),
      ])
  }()

  private static let severalLanes: SecondSetting = {
    let queue = ErlangQueue(arrivalRate: 54.0 / 60, serviceRate: 1 / 5.0, servers: 6)
    let post = BorderPost.booth(.constant(6), .exponential(mean: TimeSpan(minutes: 5)), perHour: [54], limit: 3)
    return SecondSetting(
      "mmc", post,
      [
        (waiting(.mean), queue.meanWait), (waiting(.shareLonger(than: .zero)), queue.probabilityOfWaiting),
        (waiting(.shareLonger(than: TimeSpan(minutes: 3))), queue.probabilityOfWaiting(longerThan: 3)),
        (waiting(.percentile(0.95)), queue.percentileOfWait(0.95)),
        (waiting(.standardDeviation), queue.standardDeviationOfWait),
        (.queueLength(station: "booth", .mean), queue.meanWait * queue.arrivalRate),
        (.numberPresent(.shareAt(0)), queue.probability(present: 0)),
        (.numberPresent(.shareAt(6)), queue.probability(present: 6)),
      ])
  }()

  private static let finiteRoom: SecondSetting = {
    let queue = LossQueue(queue: ErlangQueue(arrivalRate: 50.0 / 60, serviceRate: 1 / 4.0, servers: 3), places: 5)
    let post = BorderPost.booth(.constant(3), .exponential(mean: TimeSpan(minutes: 4)), perHour: [50], places: 5)
    return SecondSetting(
      "mmck", post,
      [
        (Measure(.outcomeShare, outcome: "turned away at system"), queue.probabilityOfLoss),
        (waiting(.mean), queue.meanWaitOfAdmitted),
        (Measure(.departures, .perHour), queue.throughput * 60), (.utilisation(pool: "lanes"), queue.utilisation),
      ])
  }()

  private static func generalService(_ name: String, _ queue: PollaczekKhinchine, _ post: BorderPost) -> SecondSetting {
    SecondSetting(
      name, post,
      [
        (waiting(.mean), queue.meanWait), (waiting(.secondMoment), queue.secondMomentOfWait),
        (waiting(.standardDeviation), queue.standardDeviationOfWait), (.utilisation(pool: "lanes"), queue.load),
        (.queueLength(station: "booth", .mean), queue.meanWait * queue.arrivalRate),
      ])
  }

  private static let lognormalService = generalService(
    "mg1-lognormal", PollaczekKhinchine(arrivalRate: 0.1, moments: PollaczekKhinchine.lognormal(mean: 6, cv: 0.6)),
    .booth(
      .constant(1), .lognormal(mean: TimeSpan(minutes: 6), coefficientOfVariation: 0.6), perHour: [6]))

  private static let uniformService = generalService(
    "mg1-uniform", PollaczekKhinchine(arrivalRate: 0.2, moments: PollaczekKhinchine.uniform(low: 2, high: 4)),
    .booth(.constant(1), .uniform(low: TimeSpan(minutes: 2), high: TimeSpan(minutes: 4)), perHour: [12]))

  private static let priorities: SecondSetting = {
    let rates = [10.0 / 60, 8.0 / 60]
    let queue = ErlangQueue(arrivalRate: rates[0] + rates[1], serviceRate: 1 / 5.0, servers: 2)
    // Cobham, Operations Research 2 (1954) 70-76.
    let load = rates.map { $0 / (2 * queue.serviceRate) }
    let base = queue.probabilityOfWaiting / (2 * queue.serviceRate)
    let waits = [base / (1 - load[0]), base / ((1 - load[0]) * (1 - load[0] - load[1]))]
    let post = BorderPost.booth(.constant(2), .exponential(mean: TimeSpan(minutes: 5)), perHour: [10, 8])
    return SecondSetting(
      "prio-np-mmc", post,
      [
        (.waiting(station: "booth", trafficClass: "class 0", .mean), waits[0]),
        (.waiting(station: "booth", trafficClass: "class 1", .mean), waits[1]),
        (waiting(.mean), queue.meanWait),
      ])
  }()

  private static let varyingDay: SecondSetting = {
    let perHour = (0..<24).map { $0 < 8 ? 4.0 : $0 < 14 ? 25 : 8 }
    let servers = (0..<24).map { $0 < 9 || $0 >= 16 ? 1 : 2 }
    let queue = VaryingQueue(arrivalRates: perHour.map { $0 / 60 }, servers: servers, serviceRate: 1 / 5.0)
    let course = queue.course
    let shifts = Capacity.shifts([
      Shift(from: 0, to: 1440, officers: 1), Shift(from: 540, to: 960, officers: 1),
    ])
    var post = BorderPost.booth(shifts, .exponential(mean: TimeSpan(minutes: 5)), perHour: [0], limit: nil)
    post.traffic[0].arrivals = Arrivals(rates: (0..<7).flatMap { _ in perHour })
    post.pools[0].atEndOfShift = .interrupt
    post.calendar.days = 1
    post.calendar.warmUpDays = 0
    let mean = { (p: [Double]) in p.indices.reduce(0) { $0 + Double($1) * p[$1] } }
    return SecondSetting(
      "mt-mt-ct", post,
      [
        (.numberPresent(.mean, at: 840), mean(course.present[14])),
        (.numberPresent(.shareAtLeast(11), at: 840), course.present[14][11...].reduce(0, +)),
        (
          Measure(.virtualWait, at: "booth", moment: .clock(840)),
          queue.meanVirtualWait(atHour: 14, present: course.present[14])
        ),
        (.numberPresent(.mean, at: 1020), mean(course.present[17])),
        (Measure(.queueingMinutes, at: "booth"), course.queueingMinutes),
        (
          Measure(.queueingMinutes, at: "booth", divisors: [.init(Measure(.arrivals))]),
          course.queueingMinutes / perHour.reduce(0, +)
        ),
        (Measure(.arrivals), perHour.reduce(0, +)),
      ])
  }()
}

extension BorderPost {
  /// One line before the `lanes` of a `booth`; a class for each rate, named by its priority.
  ///
  /// - Parameters:
  ///   - limit: Minutes of waiting, longer ones being counted.
  ///   - places: Who finds as many inside turns away.
  static func booth(
    _ capacity: Capacity, _ law: Law, perHour: [Double], limit: Int64? = nil, places: Int? = nil
  ) -> BorderPost {
    var pools = [Pool(name: "lanes", kind: .officers, capacity: capacity)]
    var procedure: [ProcedureStep] = [.control(0, if: .always), .leave]
    if let places {
      pools.append(Pool(name: "system", kind: .places, capacity: .constant(places)))
      procedure = [.enter(1, whenFull: .turnAway), .control(0, if: .always), .leaveSpace(1), .leave]
    }
    let traffic = perHour.enumerated().map { index, rate in
      TrafficClass(
        name: "class \(index)", priority: index, arrivals: Arrivals(rates: [rate]), procedure: procedure)
    }
    let targets = limit.map {
      [Target(trafficClass: 0, quantity: .waitingTime(control: 0), within: TimeSpan(minutes: $0))]
    }
    return BorderPost(
      name: "Second setting",
      calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 100, warmUpDays: 5), pools: pools,
      controls: [Control(name: "booth", needs: [0], time: .same(law))], traffic: traffic, targets: targets ?? [])
  }
}
