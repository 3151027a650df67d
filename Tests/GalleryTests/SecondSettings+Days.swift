// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import Foundation

extension SecondSetting {
  private static func waiting(_ statistic: Measure.Statistic) -> Measure { .waiting(station: "booth", statistic) }

  /// M/D/1, load 0.7.
  static let fixedService: SecondSetting = {
    let queue = PollaczekKhinchine(arrivalRate: 21.0 / 60, moments: (2, 4, 8))
    return SecondSetting(
      "md1", .booth(.constant(1), .constant(TimeSpan(minutes: 2)), perHour: [21]),
      [
        (waiting(.mean), queue.meanWait), (waiting(.standardDeviation), queue.standardDeviationOfWait),
        (waiting(.shareLonger(than: .zero)), queue.load),
        (.numberPresent(.mean), queue.meanWait * queue.arrivalRate + queue.load),
      ])
  }()

  /// Two classes with laws of their own before one lane, load 0.7.
  static let mixedService: SecondSetting = {
    let rates = [10.0 / 60, 3.0 / 60]
    let quick = PollaczekKhinchine.lognormal(mean: 2, cv: 0.5)
    let slow = PollaczekKhinchine.uniform(low: 4, high: 10)
    let whole = rates[0] + rates[1]
    let mixed = { (a: Double, b: Double) in (rates[0] * a + rates[1] * b) / whole }
    let queue = PollaczekKhinchine(
      arrivalRate: whole, moments: (mixed(quick.0, slow.0), mixed(quick.1, slow.1), mixed(quick.2, slow.2)))
    var post = BorderPost.booth(.constant(1), .constant(.zero), perHour: [10, 3])
    post.controls[0].time = .byChannel([
      "quick": .lognormal(mean: TimeSpan(minutes: 2), coefficientOfVariation: 0.5),
      "slow": .uniform(low: TimeSpan(minutes: 4), high: TimeSpan(minutes: 10)),
    ])
    for (index, name) in ["quick", "slow"].enumerated() {
      post.traffic[index].channels = [Channel(name: name, share: 1)]
      post.traffic[index].priority = 0
    }
    return SecondSetting(
      "mg1-mixture", post,
      [
        (waiting(.mean), queue.meanWait), (waiting(.standardDeviation), queue.standardDeviationOfWait),
        (.utilisation(pool: "lanes"), queue.load),
        (Measure(.crossingTime, of: "class 0"), queue.meanWait + 2),
        (Measure(.crossingTime, of: "class 1"), queue.meanWait + 7),
        // No class knows the other's number: the distribution over both needs an instrument.
        (.numberPresent(.shareAt(0)), 1 - queue.load),
      ])
  }()

  /// The number present is a Poisson variable, whatever the rates (Eick, Massey, Whitt, Operations Research 41 (1993)
  /// 731-742); with exponential stays its mean m follows m' = rate - m / stay.
  static let unlimitedPlaces: SecondSetting = {
    let perHour = (0..<24).map { $0 < 5 ? 3.0 : $0 < 12 ? 12 : $0 < 20 ? 7 : 1 }
    let stay = 50.0
    var means = [0.0]
    for rate in perHour {
      let level = rate / 60 * stay
      means.append(level + (means[means.count - 1] - level) * exp(-60 / stay))
    }
    let poisson = { (mean: Double, n: Int) in
      (1...max(n, 1)).reduce(exp(-mean)) { n == 0 ? $0 : $0 * mean / Double($1) }
    }
    var post = BorderPost.booth(.unlimited, .exponential(mean: TimeSpan(minutes: 50)), perHour: [0])
    post.traffic[0].arrivals = Arrivals(rates: (0..<7).flatMap { _ in perHour })
    post.calendar.days = 1
    post.calendar.warmUpDays = 0
    post.calendar.ends = .stop
    return SecondSetting(
      "mt-minf", post,
      [
        (.numberPresent(.mean, at: 5 * 60), means[5]), (.numberPresent(.mean, at: 12 * 60), means[12]),
        (.numberPresent(.mean, at: 21 * 60), means[21]),
        (.numberPresent(.shareAt(8), at: 12 * 60), poisson(means[12], 8)),
        (.numberPresent(.shareAtLeast(3), at: 21 * 60), 1 - (0..<3).reduce(0) { $0 + poisson(means[21], $1) }),
      ])
  }()

  /// M/M/2 from an empty start, load 0.9.
  static let growingQueue: SecondSetting = {
    let queue = VaryingQueue(arrivalRates: [0.6, 0.6, 0.6], servers: [2, 2, 2], serviceRate: 1 / 3.0)
    let course = queue.course
    var post = BorderPost.booth(.constant(2), .exponential(mean: TimeSpan(minutes: 3)), perHour: [36])
    post.calendar.days = 1
    post.calendar.untilMinute = 180
    post.calendar.warmUpDays = 0
    post.calendar.ends = .stop
    let mean = { (p: [Double]) in p.indices.reduce(0) { $0 + Double($1) * p[$1] } }
    let waiting = { (p: [Double]) in p.indices.reduce(0) { $0 + Double(max(0, $1 - 2)) * p[$1] } }
    let after = { (minutes: Int64) in Measure.Moment.after(TimeSpan(minutes: minutes)) }
    return SecondSetting(
      "transient-mm1", post,
      [
        (Measure(.numberPresent, moment: after(60)), mean(course.present[1])),
        (Measure(.numberPresent, .shareAt(0), moment: after(60)), course.present[1][0]),
        (Measure(.numberPresent, moment: after(180)), mean(course.present[3])),
        (Measure(.queueLength, at: "booth", moment: after(120)), waiting(course.present[2])),
        (Measure(.queueLength, .shareAt(0), at: "booth", moment: after(120)), course.present[2][...2].reduce(0, +)),
        (Measure(.queueingMinutes, at: "booth"), course.queueingMinutes),
      ])
  }()

  /// Two lanes from 08:00 to 18:00; the same day again and again.
  static let closedAtNight: SecondSetting = {
    let perHour = (0..<24).map { $0 < 8 ? 1.0 : $0 < 17 ? 7 : 2 }
    let servers = (0..<24).map { $0 < 8 || $0 >= 18 ? 0 : 2 }
    let course = VaryingQueue(arrivalRates: perHour.map { $0 / 60 }, servers: servers, serviceRate: 1 / 10.0)
      .periodicCourse
    var post = BorderPost.booth(
      .shifts([Shift(from: 480, to: 1080, officers: 2)]), .exponential(mean: TimeSpan(minutes: 10)), perHour: [0])
    post.traffic[0].arrivals = Arrivals(rates: (0..<7).flatMap { _ in perHour })
    post.pools[0].atEndOfShift = .interrupt
    post.calendar.days = 20
    post.calendar.warmUpDays = 20
    let mean = { (p: [Double]) in p.indices.reduce(0) { $0 + Double($1) * p[$1] } }
    return SecondSetting(
      "daily-hours", post,
      [
        (.numberPresent(.mean, at: 0), mean(course.present[0])),
        (.numberPresent(.mean, at: 8 * 60), mean(course.present[8])),
        (.numberPresent(.mean, at: 13 * 60), mean(course.present[13])),
        (.numberPresent(.shareAt(2), at: 13 * 60), course.present[13][2]),
        (
          Measure(.queueingMinutes, at: "booth", divisors: [.init(Measure(.arrivals))]),
          course.queueingMinutes / perHour.reduce(0, +)
        ),
      ])
  }()

  /// A third of the traffic to one lane, the rest to another: two M/M/1 queues.
  static let lanesAtRandom: SecondSetting = {
    let lanes = [
      ErlangQueue(arrivalRate: 8.0 / 60, serviceRate: 1 / 5.0, servers: 1),
      ErlangQueue(arrivalRate: 16.0 / 60, serviceRate: 1 / 3.0, servers: 1),
    ]
    var post = BorderPost.booth(.constant(1), .exponential(mean: TimeSpan(minutes: 5)), perHour: [24])
    post.pools.append(Pool(name: "other lane", kind: .officers, capacity: .constant(1)))
    post.controls.append(
      Control(name: "other booth", needs: [1], time: .same(.exponential(mean: TimeSpan(minutes: 3)))))
    post.traffic[0].channels = [Channel(name: "one", share: 1.0 / 3), Channel(name: "two", share: 2.0 / 3)]
    post.traffic[0].procedure = [
      .control(0, if: Condition(channels: ["one"], share: 0)), .control(1, if: Condition(channels: ["two"], share: 0)),
      .leave,
    ]
    let whole = { (value: (ErlangQueue) -> Double) in value(lanes[0]) / 3 + value(lanes[1]) * 2 / 3 }
    return SecondSetting(
      "lanes-split", post,
      [
        (Measure(.waitingTime), whole(\.meanWait)),
        (
          Measure(.waitingTime, .shareLonger(than: TimeSpan(minutes: 9))),
          whole { $0.probabilityOfWaiting(longerThan: 9) }
        ),
        (Measure(.numberAtControl, at: "booth"), lanes[0].meanWait * lanes[0].arrivalRate + 8.0 / 12),
        (Measure(.numberAtControl, .shareAtLeast(4), at: "other booth"), pow(0.8, 4)),
        (
          Measure(
            .waitingTime, at: "booth", divisors: [.init(Measure(.waitingTime, at: "other booth"))]),
          lanes[0].meanWait / lanes[1].meanWait
        ),
      ])
  }()
}
