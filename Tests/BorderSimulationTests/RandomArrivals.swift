// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension RandomPost {
  /// A random post whose classes come in all ways there are, and in which somebody may be at the start.
  static func postWithArrivals(seed: UInt64, limits: Limits = Limits()) -> BorderPost {
    var post = post(seed: seed, limits: limits)
    var draft = RandomArrivals(choices: RandomChoices(seed: seed &+ 0x5EED))
    for index in post.traffic.indices {
      post.traffic[index].arrivals = draft.arrivals(of: index, in: post)
    }
    if draft.choices.chance(40) { post.content = draft.content(of: post) }
    return post
  }
}

/// Draws ways to arrive: about as many arrivals as a random post has by rates, many of them at whole minutes.
private struct RandomArrivals {
  var choices: RandomChoices

  private func minutes(_ value: Int) -> TimeSpan { TimeSpan(microseconds: 60_000_000 * Int64(value)) }

  mutating func arrivals(of index: Int, in post: BorderPost) -> Arrivals {
    let rates = post.traffic[index].arrivals.rates
    let perDay = rates.reduce(0, +) * 24 / Double(max(1, rates.count))
    var arrivals = Arrivals(process(of: index, in: post, perDay: max(2, perDay)))
    if choices.chance(30), isGrouped(arrivals.process) {
      arrivals.groupSize =
        choices.chance(50)
        ? .constant(choices.integer(2...4))
        : .discrete([
          CountShare(value: 1, share: 0.5), CountShare(value: 3, share: 0.5),
        ])
    }
    return arrivals
  }

  private func isGrouped(_ process: ArrivalProcess) -> Bool {
    switch process {
    case .rates, .renewal, .trace: true
    case .schedule(let schedule): Set(schedule.minutes).count == schedule.minutes.count
    default: false
    }
  }

  private mutating func process(of index: Int, in post: BorderPost, perDay: Double) -> ArrivalProcess {
    switch choices.integer(0...7) {
    case 0: return .rates(course(post.traffic[index].arrivals.rates))
    case 1:
      let gap = minutes(max(1, Int(1440 / perDay)))
      let law = choices.one(of: [
        Law.constant(gap), .exponential(mean: gap), .gamma(mean: gap, coefficientOfVariation: 1.5),
      ])
      return .renewal(every: law, first: choices.one(of: FirstGap.allCases))
    case 2: return .schedule(schedule(perDay: perDay))
    case 3: return .trace(trace(of: post, index, perDay: perDay))
    case 4:
      let members = choices.integer(1...6)
      let away = choices.one(of: [Law.constant(minutes(120)), .exponential(mean: minutes(200)), .constant(.zero)])
      let isStill = away == .constant(.zero)
      return .population(
        members: members, away: isStill ? .constant(minutes(60)) : away, first: choices.one(of: FirstGap.allCases))
    case 5 where index > 0:
      return .returns(
        of: index - 1,
        after: choices.one(of: [.constant(.zero), .constant(minutes(60)), .exponential(mean: minutes(30))]),
        share: choices.one(of: [1, 0.6]))
    default: return .rates(RateCourse(rates: post.traffic[index].arrivals.rates))
    }
  }

  private mutating func course(_ rates: [Double]) -> RateCourse {
    var course = RateCourse(rates: rates, isLinear: choices.chance(50))
    if choices.chance(40) { course.dayToDaySpread = choices.one(of: [0.3, 1.2]) }
    course.hasOwnSpread = course.dayToDaySpread > 0 && choices.chance(50)
    if choices.chance(40) { course.gapVariation = choices.one(of: [0.5, 1.4]) }
    if choices.chance(40) {
      course.surges = Surges(
        calm: .exponential(mean: minutes(180)), surge: .constant(minutes(60)), factor: choices.one(of: [0, 3]))
    }
    return course
  }

  private mutating func schedule(perDay: Double) -> ArrivalSchedule {
    let times = (0..<min(40, Int(perDay))).map { _ in choices.integer(0...287) * 5 }
    let days = (0..<7).filter { _ in choices.chance(80) }
    let counted = Dictionary(grouping: days.flatMap { day in times.map { day * 1440 + $0 } }) { $0 }
    return ArrivalSchedule(
      minutes: counted.flatMap { $0.value.prefix(Arrivals.mostAtOneMinute) }.sorted(),
      late: choices.one(of: [.constant(.zero), .exponential(mean: minutes(10))]),
      early: choices.one(of: [.constant(.zero), .uniform(low: .zero, high: minutes(20))]),
      noShows: choices.one(of: [0, 0.2]))
  }

  private mutating func trace(of post: BorderPost, _ index: Int, perDay: Double) -> ArrivalTrace {
    let days = post.calendar.days + 1
    let instants = (0..<(Int(perDay) * days)).map { _ in
      Int64(choices.integer(0...(days * 288 - 1)) - 288) * 300_000_000
    }.sorted()
    let names = post.traffic[index].channels.map { $0.name }.sorted()
    let channels = names.isEmpty || choices.chance(50) ? [] : instants.map { _ in choices.one(of: names) }
    return ArrivalTrace(file: "random", instants: instants, channels: channels)
  }

  /// Some before their first step, some in the first space they enter, if it has room.
  mutating func content(of post: BorderPost) -> [StartContent] {
    var content: [StartContent] = []
    var taken: Set<Int> = []
    for (index, traffic) in post.traffic.enumerated() {
      if case .population = traffic.arrivals.process { continue }
      if choices.chance(50) { content.append(StartContent(trafficClass: index, count: choices.integer(1...3))) }
      let spaces = traffic.procedure.compactMap { if case .enter(let space, _) = $0 { space } else { nil } }
      if let space = spaces.first, taken.insert(space).inserted {
        content.append(StartContent(trafficClass: index, space: space, count: 1))
      }
    }
    return content
  }
}
