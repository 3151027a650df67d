// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// When the units of a pool come and go, when it opens and closes, and when breaks may be taken.
///
/// Either a week that repeats, from Monday 00:00 on the clock of the pool's state, or, where holidays or teams make the
/// weeks differ, every day from the first simulated one on.
struct DutyRoster {
  /// Ascending in time; empty for a pool whose number never changes. Minutes are those of the week, or (dated) from the
  /// beginning of simulated time, on the clock of A.
  private(set) var changes: [DutyChange] = []
  let isDated: Bool
  /// On duty at the beginning of simulated time, before any later change.
  private(set) var initial = 0
  /// Whether the pool is open then.
  private(set) var isOpenAtStart = true
  /// The window of breaks that is open then, or -1.
  private(set) var breakRuleAtStart: Int32 = -1
  /// The largest number on duty at any minute.
  private(set) var maximum = 0
  private(set) var breakRules: [BreakRule] = []
  private(set) var breakWindowsOverlap = false

  private struct Moment {
    var coming = 0
    var leaving = 0
    var door = DutyChange.Door.none
    var breakRule: Int32 = -1
    var closesBreaks = false
  }

  /// Where the pool stands in time.
  struct Frame {
    /// Day number of the first simulated day.
    var firstDay: Int
    /// Days from then to the latest possible end of the run.
    var days: Int
    /// Day number of the first observed day.
    var anchor: Int
    /// How far the clock of the pool's state is ahead of that of A, minutes.
    var ahead: Int
    var holidays: [CivilDate]
  }

  init(_ pool: Pool, _ frame: Frame) {
    isDated = !pool.isWeekly(holidays: frame.holidays)
    guard pool.timetable == nil, pool.capacity != .unlimited else { return }
    // A week of the calendar that begins on a Monday, with the days before and after, or all simulated days.
    let monday = frame.firstDay - ((frame.firstDay + 3) % 7 + 7) % 7
    let days = isDated ? (frame.firstDay - 1)..<(frame.firstDay + frame.days + 1) : (monday - 7)..<(monday + 14)
    let periods = pool.dutyWithinHours(on: days, anchor: frame.anchor, holidays: frame.holidays)
    let open = pool.openPeriods(on: days, holidays: frame.holidays)
    // Minutes from `days.lowerBound` on the clock of the pool to those of the frame: the week, or simulated time.
    let origin = isDated ? 1440 + frame.ahead : 10_080
    collect(periods, open: pool.hours.isEmpty ? [] : open, origin: origin)
    let start = isDated ? origin : origin + (frame.firstDay - monday) * 1440 + frame.ahead
    initial = periods.reduce(0) { $1.from <= start && start < $1.to ? $0 + $1.units : $0 }
    isOpenAtStart = open.contains { $0.from <= start && start < $0.to }
    for period in periods where period.from <= start && start < period.to {
      if let window = period.breaks, window.from <= start, start < window.until {
        breakRuleAtStart = rule(of: period, window)
      }
    }
    maximum = DutyRoster.most(periods)
    breakWindowsOverlap = overlaps(periods)
    if !isDated, frame.ahead != 0 { turn(by: -frame.ahead) }
  }

  private mutating func collect(_ periods: [DutyPeriod], open: [OpeningHours.Period], origin: Int) {
    var moments: [Int: Moment] = [:]
    func isWithin(_ minute: Int) -> Bool { isDated ? minute > 0 : (0..<10_080).contains(minute) }
    for period in periods {
      let (from, to) = (period.from - origin, period.to - origin)
      if isWithin(from), !period.continues { moments[from, default: Moment()].coming += period.units }
      if isWithin(to), !period.isContinued { moments[to, default: Moment()].leaving += period.units }
      guard let window = period.breaks else { continue }
      if isWithin(window.from - origin) {
        moments[window.from - origin, default: Moment()].breakRule = rule(of: period, window)
      }
      if isWithin(window.until - origin) { moments[window.until - origin, default: Moment()].closesBreaks = true }
    }
    for hours in open {
      if isWithin(hours.from - origin) { moments[hours.from - origin, default: Moment()].door = .opens }
      if isWithin(hours.to - origin) { moments[hours.to - origin, default: Moment()].door = .closes }
    }
    changes = moments.keys.sorted().map { minute in
      let moment = moments[minute] ?? Moment()
      return DutyChange(
        minute: Int32(minute), coming: Int32(moment.coming), leaving: Int32(moment.leaving),
        breakRule: moment.breakRule, closesBreaks: moment.closesBreaks, door: moment.door)
    }
  }

  /// The largest number on duty at a time.
  private static func most(_ periods: [DutyPeriod]) -> Int {
    var steps: [(minute: Int, isComing: Int, units: Int)] = []
    for period in periods {
      steps.append((period.from, 1, period.units))
      steps.append((period.to, 0, -period.units))
    }
    var now = 0
    var most = 0
    // Who leaves has left before anybody comes.
    for step in steps.sorted(by: { ($0.minute, $0.isComing) < ($1.minute, $1.isComing) }) {
      now += step.units
      most = max(most, now)
    }
    return most
  }

  private mutating func rule(of period: DutyPeriod, _ window: BreakWindow) -> Int32 {
    let rule = BreakRule(
      officers: Int32(period.units), keepAtLeast: Int32(window.keepAtLeast),
      length: Int64(window.minutes) * 60_000_000)
    if let index = breakRules.firstIndex(of: rule) { return Int32(index) }
    breakRules.append(rule)
    return Int32(breakRules.count - 1)
  }

  private func overlaps(_ periods: [DutyPeriod]) -> Bool {
    let windows = periods.compactMap(\.breaks).sorted { ($0.from, $0.until) < ($1.from, $1.until) }
    return zip(windows, windows.dropFirst()).contains { $1.from < $0.until }
  }

  /// Moves the minutes of the week.
  private mutating func turn(by minutes: Int) {
    for index in changes.indices {
      changes[index].minute = Int32(((Int(changes[index].minute) + minutes) % 10_080 + 10_080) % 10_080)
    }
    changes.sort { $0.minute < $1.minute }
  }
}
