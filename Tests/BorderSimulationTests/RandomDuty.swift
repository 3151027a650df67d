// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// Gives a random post opening hours, holidays, breaks, teams, set-ups, other tasks, lanes opened by rule, rounds and
/// convoys.
extension BorderPost {
  func withDuty(seed: UInt64) -> BorderPost {
    var choices = RandomChoices(seed: seed &+ 77_000_000)
    var post = self
    for state in State.allCases where choices.chance(60) {
      let start = calendar.starts.dayNumber
      post.holidays[state] = (0..<2).map { _ in CivilDate(dayNumber: start + choices.integer(-1...3)) }
    }
    for index in pools.indices {
      if choices.chance(35), pools[index].capacity != .unlimited { post.pools[index].hours = hours(&choices) }
      let isAlike = pools[index].units == nil && !controls.contains { $0.lanes?.pool == index }
      if pools[index].kind == .officers, isAlike { post.pools[index] = busier(post.pools[index], index, &choices) }
    }
    if choices.chance(50) { post.addConvoy(&choices) }
    return post
  }

  private func hours(_ choices: inout RandomChoices) -> [OpeningHours] {
    (0..<choices.integer(1...2)).map { _ in
      let days: [[OpeningHours.Period]] = [
        OpeningHours.allDay, [], [.init(from: 360, to: 1320)], [.init(from: 1320, to: 1800)],
        [.init(from: 480, to: 720), .init(from: 780, to: 1080)], [.init(from: 423, to: 1001)],
      ]
      return OpeningHours(
        weekdays: (0..<7).map { _ in choices.one(of: days) },
        holidays: choices.one(of: [nil, [], [.init(from: 600, to: 840)]]))
    }
  }

  private func busier(_ pool: Pool, _ index: Int, _ choices: inout RandomChoices) -> Pool {
    var pool = pool
    let laws: [Law] = [
      .constant(TimeSpan(microseconds: 600_000_000)), .constant(.zero),
      .exponential(mean: TimeSpan(microseconds: 420_000_000)),
    ]
    switch choices.integer(0...6) {
    case 0:
      pool.capacity = .shifts([withBreak(&choices)])
    case 1:
      pool.capacity = .teams(
        Teams(
          establishment: choices.integer(3...9), present: 0.75, teams: choices.integer(1...3),
          pattern: choices.one(of: [[24, 48], [12, 24, 12, 48], [6, 6]]), changeMinute: 60 * choices.integer(0...23)))
    case 2:
      let opens = choices.integer(1...5)
      pool.attendance = .byRule(
        OpeningRule(
          whenWaiting: opens, closesWhenWaiting: choices.integer(0...(opens - 1)), least: choices.integer(0...2),
          most: choices.one(of: [nil, 2, 3])))
    case 3:
      pool.attendance = .otherTask(choices.one(of: [laws[0], laws[2]]), repeats: choices.chance(50))
    case 4:
      let served = controls.indices.filter { control in
        controls[control].needs.contains(index)
          && traffic.contains { $0.procedure.contains { if case .control(control, _) = $0 { true } else { false } } }
      }
      if served.count > 1, pool.capacity != .unlimited {
        pool.capacity = .constant(1)
        let walking = choices.one(of: laws)
        pool.attendance = .inTurn(
          Turns(
            controls: choices.shuffled(served), walking: walking, visit: choices.one(of: Turns.Visit.allCases),
            whenNobodyWaits: walking == .constant(.zero) ? .stay : choices.one(of: Turns.Rest.allCases)))
      }
    default: break
    }
    if choices.chance(30), pool.capacity != .unlimited { pool.setUp = choices.one(of: laws) }
    if pool.capacity == .unlimited { pool.attendance = .always }
    return pool
  }

  private func withBreak(_ choices: inout RandomChoices) -> Shift {
    let officers = choices.integer(1...4)
    return Shift(
      from: 60 * choices.one(of: [0, 6, 20]), to: 60 * choices.one(of: [14, 18, 24]), officers: officers,
      breaks: ShiftBreak(
        minutes: choices.one(of: [15, 30, 60]), from: choices.one(of: [0, 60, 90]), until: choices.one(of: [100, 150]),
        keepAtLeast: choices.integer(0...officers)))
  }

  private mutating func addConvoy(_ choices: inout RandomChoices) {
    let timetables: [Timetable] = [
      .headway(.constant(TimeSpan(microseconds: 1_200_000_000))),
      .headway(.exponential(mean: TimeSpan(microseconds: 1_800_000_000))), .clockMinutes([0, 421, 720, 1439]),
    ]
    pools.append(
      Pool(
        name: "pool c", kind: .places, state: choices.one(of: State.allCases),
        capacity: choices.chance(20) ? .unlimited : .constant(choices.integer(1...5)),
        timetable: choices.one(of: timetables)))
    for index in traffic.indices where choices.chance(60) {
      // Not between a control that keeps its units and the place it keeps them for.
      var step = choices.integer(0...(traffic[index].procedure.count - 1))
      if step > 0, case .control(let control, _) = traffic[index].procedure[step - 1], controls[control].keeps {
        step -= 1
      }
      traffic[index].procedure.insert(.convoy(pools.count - 1), at: step)
    }
  }
}

extension CivilDate {
  /// Of a day in March or April 2025.
  fileprivate init(dayNumber: Int) {
    let march = CivilDate(year: 2025, month: 3, day: 1).dayNumber
    let day = dayNumber - march + 1
    self =
      day < 1
      ? CivilDate(year: 2025, month: 2, day: 28 + day)
      : day <= 31 ? CivilDate(year: 2025, month: 3, day: day) : CivilDate(year: 2025, month: 4, day: day - 31)
  }
}
