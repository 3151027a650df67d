// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

// MARK: - What people do in a line

extension SecondSetting {
  static let lines = [
    preemption, restart, fixedPatience, exponentialPatience, threshold, sharesThatBalk, overflow,
  ]

  /// Two lanes: the urgent see nobody else, and all together are as many as without priorities.
  static let preemption: SecondSetting = {
    let rates = [9.0 / 60, 8.0 / 60]
    let urgent = ErlangQueue(arrivalRate: rates[0], serviceRate: 1 / 5.0, servers: 2)
    let all = ErlangQueue(arrivalRate: rates[0] + rates[1], serviceRate: 1 / 5.0, servers: 2)
    let others = ((rates[0] + rates[1]) * all.meanWait - rates[0] * urgent.meanWait) / rates[1]
    // An urgent one interrupts where both lanes are busy, not both with the urgent.
    let interruptions = 60 * rates[0] * (all.probabilityOfWaiting - urgent.probabilityOfWaiting)
    let post = line(lanes: 2, .same(.exponential(mean: TimeSpan(minutes: 5))), perHour: [9, 8], .resume)
    return SecondSetting(
      "prio-pr-mmc", post,
      [
        (Measure(.crossingTime, .mean, of: "class 0"), urgent.meanWait + 5),
        (Measure(.crossingTime, .mean, of: "class 1"), others + 5),
        (Measure(.count, .perHour, of: "interruptions at booth"), interruptions),
        (.utilisation(pool: "lanes"), all.arrivalRate * 5 / 2),
      ])
  }()

  static let restart: SecondSetting = {
    let queue = RepeatIdentical(arrivalRates: (8.0 / 60, 5.0 / 60), urgentRate: 1 / 1.5, work: 1...7)
    var post = line(
      lanes: 1,
      .byChannel([
        "class 0": .exponential(mean: TimeSpan(microseconds: 90_000_000)),
        "class 1": .uniform(low: TimeSpan(minutes: 1), high: TimeSpan(minutes: 7)),
      ]), perHour: [8, 5], .restart)
    for index in post.traffic.indices {
      post.traffic[index].channels = [Channel(name: post.traffic[index].name, share: 1)]
    }
    return SecondSetting(
      "prio-pr-mg1-restart", post,
      [
        (Measure(.crossingTime, .mean, of: "class 0"), queue.timeOfUrgent),
        (Measure(.crossingTime, .mean, of: "class 1"), queue.timeOfOthers),
      ])
  }()

  /// More come than can be served, so that some must give up.
  static let fixedPatience: SecondSetting = {
    let queue = FixedPatience(arrivalRate: 30.0 / 60, serviceRate: 1 / 5.0, servers: 2, patience: 10)
    let impatience = Impatience(patience: .constant(TimeSpan(minutes: 10)))
    let post = line(
      lanes: 2, .same(.exponential(mean: TimeSpan(minutes: 5))), perHour: [30], impatience: impatience)
    return SecondSetting(
      "mmc-fixed-patience", post,
      [
        (Measure(.outcomeShare, outcome: "abandoned"), queue.shareGivingUp),
        (.waiting(station: "booth", .mean), queue.meanWait),
        (.waiting(station: "booth", .shareLonger(than: .zero)), queue.probabilityOfWaiting),
        (Measure(.waitingTime, .mean, outcome: "released"), queue.meanWaitOfServed),
        (Measure(.waitingTime, .mean, outcome: "abandoned"), 10),
        (.utilisation(pool: "lanes"), queue.utilisation),
      ])
  }()

  static let exponentialPatience: SecondSetting = {
    let departures = { (number: Int) in Double(min(number, 2)) / 5 + Double(max(0, number - 2)) / 15 }
    let chain = BirthDeath(upTo: 200, servers: 2, arrivals: { _ in 0.5 }, departures: departures)
    let post = line(
      lanes: 2, .same(.exponential(mean: TimeSpan(minutes: 5))), perHour: [30],
      impatience: Impatience(patience: .exponential(mean: TimeSpan(minutes: 15))))
    return SecondSetting(
      "erlang-a", post,
      [
        (Measure(.outcomeShare, outcome: "abandoned"), chain.meanWaiting / 15 / 0.5),
        (.waiting(station: "booth", .mean), chain.meanWaiting / 0.5),
        (.queueLength(station: "booth", .mean), chain.meanWaiting), (.utilisation(pool: "lanes"), chain.utilisation),
        (.numberPresent(.shareAt(2)), chain.probabilities[2]),
      ])
  }()

  static let threshold = balking("balking-threshold", .moreThan(3), perHour: 20, minutes: 4)

  static let sharesThatBalk = balking(
    "balking-shares",
    Balking([.init(waiting: 1, share: 0.2), .init(waiting: 3, share: 0.5), .init(waiting: 7, share: 0.9)]),
    perHour: 26, minutes: 3)

  private static func balking(_ name: String, _ balking: Balking, perHour: Double, minutes: Int64) -> SecondSetting {
    let rate = perHour / 60
    let joining = { (present: Int) in
      1 - (balking.steps.last { $0.waiting <= max(0, present - 1) }?.share ?? 0)
    }
    let chain = BirthDeath(
      upTo: 120, servers: 1, arrivals: { rate * joining($0) }, departures: { _ in 1 / Double(minutes) })
    let joined = rate * chain.mean(joining)
    let post = line(
      lanes: 1, .same(.exponential(mean: TimeSpan(minutes: minutes))), perHour: [perHour],
      impatience: Impatience(balking: balking))
    return SecondSetting(
      name, post,
      [
        (Measure(.outcomeShare, outcome: "balked"), 1 - joined / rate),
        (.waiting(station: "booth", .mean), chain.meanWaiting / joined),
        (.queueLength(station: "booth", .mean), chain.meanWaiting), (.utilisation(pool: "lanes"), chain.utilisation),
        (.numberPresent(.shareAt(3)), chain.probabilities[3]),
      ])
  }

  static let overflow: SecondSetting = {
    let queue = Overflow(arrivalRate: 18.0 / 60, serviceRates: (1 / 4.0, 1 / 5.0), limit: 1)
    var post = line(
      lanes: 1, .same(.exponential(mean: TimeSpan(minutes: 4))), perHour: [18],
      impatience: Impatience(balking: .moreThan(1)), balking: [.control(1, if: .always)])
    post.pools.append(Pool(name: "second lanes", kind: .officers, capacity: .constant(1)))
    post.controls.append(Control(name: "second", needs: [1], time: .same(.exponential(mean: TimeSpan(minutes: 5)))))
    return SecondSetting(
      "overflow", post,
      [
        (.crossingTime(.mean), queue.meanTime), (.waiting(station: "booth", .mean), queue.meanWaitAtFirst),
        (.waiting(station: "second", .mean), queue.meanWaitAtSecond),
        (.utilisation(pool: "second lanes"), queue.shareOver * 0.3 * 5),
      ])
  }()

  /// Lanes of a booth; a class for each rate, named by its priority.
  private static func line(
    lanes: Int, _ time: ControlTime, perHour: [Double], _ interruption: Interruption? = nil,
    impatience: Impatience? = nil, balking: [ProcedureStep] = [.leaveAs("balked")]
  ) -> BorderPost {
    var control = Control(name: "booth", needs: [0], time: time)
    control.interruption = interruption
    let step: ProcedureStep =
      impatience.map { .controlInLine(0, $0, givingUp: [.leaveAs("abandoned")], balking: balking) }
      ?? .control(0, if: .always)
    return BorderPost(
      name: "Second setting",
      calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 100, warmUpDays: 5),
      pools: [Pool(name: "lanes", kind: .officers, capacity: .constant(lanes))], controls: [control],
      traffic: perHour.enumerated().map { index, rate in
        TrafficClass(
          name: "class \(index)", priority: index, arrivals: Arrivals(rates: [rate]), procedure: [step, .leave])
      })
  }
}
