// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderStudy

extension SecondSetting {
  /// Lanes that close, officers who leave, flagmen who go round and convoys, with other parameters than the files.
  static let duty: [SecondSetting] = [
    setUp, repeatedTask, singleTask, lanesByRule, polling(.exhaustive), polling(.gated), convoy,
  ]

  private static func lane(_ name: String, _ law: Law, perHour: Double, officers: Int = 1, _ attendance: Attendance)
    -> BorderPost
  {
    let pool = Pool(name: "lane", kind: .officers, capacity: .constant(officers), attendance: attendance)
    return BorderPost(
      name: name,
      calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 100, warmUpDays: 5), pools: [pool],
      controls: [Control(name: "booth", needs: [0], time: .same(law))],
      traffic: [
        TrafficClass(
          name: "vehicle", arrivals: Arrivals(rates: [perHour]), procedure: [.control(0, if: .always), .leave])
      ])
  }

  private static func counted(_ name: String, _ statistic: Measure.Statistic = .mean) -> Measure {
    var measure = Measure(.count, statistic)
    measure.subject = name
    return measure
  }

  private static func wait(_ place: String) -> Measure { .waiting(station: place, .mean) }

  private static let setUp: SecondSetting = {
    let rate = 6.0 / 60
    var post = lane("set-up", .constant(TimeSpan(minutes: 4)), perHour: 6, .byRule(.whenIdle))
    post.pools[0].setUp = .uniform(low: TimeSpan(minutes: 2), high: TimeSpan(minutes: 8))
    let wait =
      DutyTheory.wait(rate, mean: 4, secondMoment: 16) + DutyTheory.setUp(rate, mean: 5, secondMoment: 28)
    // A cycle: a gap of 10 min, the set-up, and the work of those who have come.
    let cycle = (1 / rate + 5) / (1 - rate * 4)
    return SecondSetting(
      "setup", post, [(SecondSetting.wait("booth"), wait), (counted("set-ups of lane", .perHour), 60 / cycle)])
  }()

  private static let repeatedTask: SecondSetting = {
    let rate = 12.0 / 60
    let task = Attendance.otherTask(.constant(TimeSpan(minutes: 6)), repeats: true)
    let post = lane("repeated task", .exponential(mean: TimeSpan(minutes: 3)), perHour: 12, task)
    let wait = DutyTheory.wait(rate, mean: 3, secondMoment: 18) + 3
    return SecondSetting("vacation-multiple", post, [(SecondSetting.wait("booth"), wait)])
  }()

  private static let singleTask: SecondSetting = {
    let rate = 12.0 / 60
    let task = Attendance.otherTask(.constant(TimeSpan(minutes: 5)), repeats: false)
    let post = lane("single task", .exponential(mean: TimeSpan(minutes: 3)), perHour: 12, task)
    // e to the power of -1.
    let nobody = 0.36787944117144233
    let wait =
      DutyTheory.wait(rate, mean: 3, secondMoment: 18)
      + DutyTheory.singleVacation(rate, length: 5, nobody: nobody)
    return SecondSetting("vacation-single", post, [(SecondSetting.wait("booth"), wait)])
  }()

  private static let lanesByRule: SecondSetting = {
    let rule = OpeningRule(whenWaiting: 6, closesWhenWaiting: 2, least: 1)
    let post = lane(
      "lanes by rule", .exponential(mean: TimeSpan(minutes: 4)), perHour: 30, officers: 4, .byRule(rule))
    let exact = DutyTheory.lanesByRule(0.5, service: 4, opens: 6, closes: 2, least: 1, most: 4)
    return SecondSetting(
      "lanes-by-rule", post,
      [(wait("booth"), exact.wait), (counted("openings of lane", .perHour), exact.openings * 60)])
  }()

  private static func polling(_ visit: Turns.Visit) -> SecondSetting {
    let turns = Turns(
      controls: [0, 1, 2], walking: .constant(TimeSpan(minutes: 1)), visit: visit, whenNobodyWaits: .walkOn)
    var post = lane("polling", .constant(TimeSpan(minutes: 2)), perHour: 8, .inTurn(turns))
    let names = ["north", "south", "west"]
    post.controls = names.map { Control(name: $0, needs: [0], time: .same(.constant(TimeSpan(minutes: 2)))) }
    post.traffic = names.indices.map {
      TrafficClass(
        name: "from \(names[$0])", arrivals: Arrivals(rates: [8]), procedure: [.control($0, if: .always), .leave])
    }
    let wait = DutyTheory.polling(
      8.0 / 60, lines: 3, mean: 2, secondMoment: 4, walk: 1, isGated: visit == .gated)
    return SecondSetting("polling-\(visit.rawValue)", post, names.map { (SecondSetting.wait($0), wait) })
  }

  private static let convoy: SecondSetting = {
    var post = lane("convoy", .constant(.zero), perHour: 24, .always)
    post.pools = [
      Pool(
        name: "led off", kind: .places, capacity: .constant(6),
        timetable: .headway(.constant(TimeSpan(minutes: 12))))
    ]
    post.controls = []
    post.traffic[0].procedure = [.convoy(0), .leave]
    let left = DutyTheory.leftBehind(perHeadway: 4.8, places: 6)
    let mean = left.indices.reduce(0) { $0 + Double($1) * left[$1] }
    var behind = counted("left behind by led off")
    var nobody = counted("nobody left behind by led off")
    behind.divisors = [Measure.Divisor(counted("departures of led off"), file: nil)]
    nobody.divisors = behind.divisors
    // Those left wait all of the next headway, those who come half of it.
    return SecondSetting(
      "convoy", post, [(wait("led off"), (mean + 2.4) / 0.4), (behind, mean), (nobody, left[0])])
  }()
}
