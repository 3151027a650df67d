// SPDX-License-Identifier: GPL-3.0-or-later

/// A stretch of time during which some officers or units are on duty, on the clock of their state.
public struct DutyPeriod: Hashable, Sendable {
  /// Minutes from 00:00 of the first day asked for; may lie before it.
  public var from: Int
  /// Above `from`.
  public var to: Int
  public var units: Int
  /// The same officers go on from the period before, or into the next one: no change of crew.
  public var continues: Bool
  public var isContinued: Bool
  public var breaks: BreakWindow?

  public init(
    from: Int, to: Int, units: Int, continues: Bool = false, isContinued: Bool = false, breaks: BreakWindow? = nil
  ) {
    self.from = from
    self.to = to
    self.units = units
    self.continues = continues
    self.isContinued = isContinued
    self.breaks = breaks
  }
}

/// When the officers of a period take their breaks.
public struct BreakWindow: Hashable, Sendable {
  /// Breaks begin at or after `from` and before `until`; minutes as those of the period.
  public var from: Int
  public var until: Int
  public var minutes: Int
  public var keepAtLeast: Int
}

extension Pool {
  /// Whether duty repeats every week, whatever the date.
  public func isWeekly(holidays: [CivilDate]) -> Bool {
    if case .teams = capacity { return false }
    return holidays.isEmpty || hours.allSatisfy { $0.holidays == nil }
  }

  /// Shifts, teams or a constant number on some days, opening hours left out.
  ///
  /// - Parameters:
  ///   - days: Day numbers; periods that begin on them or reach into them.
  ///   - anchor: Day number on which team 1 begins its pattern.
  /// - Returns: Minutes are counted from 00:00 of `days.lowerBound`. Empty if unlimited.
  public func duty(on days: Range<Int>, anchor: Int) -> [DutyPeriod] {
    switch capacity {
    case .unlimited: return []
    case .constant(let units):
      return [DutyPeriod(from: -1440, to: days.count * 1440 + 1440, units: units, continues: true, isContinued: true)]
    case .shifts(let shifts): return shifts.flatMap { $0.duty(on: days) }
    case .teams(let teams): return teams.duty(on: days, anchor: anchor)
    }
  }

  /// Duty within the opening hours.
  ///
  /// Who is on duty when the service opens comes then; who is when it closes leaves then. A window of breaks is cut so
  /// that the breaks end before the period does, and falls away if nothing of it is left.
  public func dutyWithinHours(on days: Range<Int>, anchor: Int, holidays: [CivilDate]) -> [DutyPeriod] {
    let duty = duty(on: days, anchor: anchor)
    guard !hours.isEmpty else { return duty }
    let open = openPeriods(on: days, holidays: holidays)
    return duty.flatMap { period in
      open[OpeningHours.Period.first(of: open, endingAfter: period.from)...].prefix { $0.from < period.to }.compactMap {
        hours in
        var part = period
        part.from = max(period.from, hours.from)
        part.to = min(period.to, hours.to)
        guard part.from < part.to else { return nil }
        if hours.from >= period.from { part.continues = false }
        if hours.to <= period.to { part.isContinued = false }
        if let breaks = period.breaks {
          part.breaks?.from = max(breaks.from, part.from)
          part.breaks?.until = min(breaks.until, part.to - breaks.minutes)
          if let cut = part.breaks, cut.from >= cut.until { part.breaks = nil }
        }
        return part
      }
    }
  }

  /// The stretches of some days in which all opening hours hold, on the clock of the pool's state.
  ///
  /// - Returns: Ascending, with gaps between them; minutes are counted from 00:00 of `days.lowerBound`.
  public func openPeriods(on days: Range<Int>, holidays: [CivilDate]) -> [OpeningHours.Period] {
    let holidayNumbers = Set(holidays.map(\.dayNumber))
    var open = [OpeningHours.Period(from: -1440, to: days.count * 1440 + 1440)]
    for rule in hours {
      var periods: [OpeningHours.Period] = []
      for day in (days.lowerBound - 1)..<(days.upperBound + 1) {
        let weekday = ((day + 3) % 7 + 7) % 7
        let ofDay = holidayNumbers.contains(day) ? rule.holidays ?? rule.weekdays[weekday] : rule.weekdays[weekday]
        let midnight = (day - days.lowerBound) * 1440
        periods += ofDay.map { OpeningHours.Period(from: midnight + $0.from, to: midnight + $0.to) }
      }
      open = OpeningHours.Period.intersection(open, OpeningHours.Period.union(periods))
    }
    return open
  }
}

extension OpeningHours.Period {
  /// Ascending, overlapping and touching ones joined.
  static func union(_ periods: [OpeningHours.Period]) -> [OpeningHours.Period] {
    var joined: [OpeningHours.Period] = []
    for period in periods.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if let last = joined.last, period.from <= last.to {
        joined[joined.count - 1].to = max(last.to, period.to)
      } else {
        joined.append(period)
      }
    }
    return joined
  }

  /// Index of the first of an ascending list that ends after a minute; the end of the list if none does.
  static func first(of periods: [OpeningHours.Period], endingAfter minute: Int) -> Int {
    var low = 0
    var high = periods.count
    while low < high {
      let middle = (low + high) / 2
      if periods[middle].to > minute { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// What lies in both of two ascending lists.
  static func intersection(
    _ first: [OpeningHours.Period], _ second: [OpeningHours.Period]
  ) -> [OpeningHours.Period] {
    var result: [OpeningHours.Period] = []
    var a = 0
    var b = 0
    while a < first.count, b < second.count {
      let from = max(first[a].from, second[b].from)
      let to = min(first[a].to, second[b].to)
      if from < to { result.append(OpeningHours.Period(from: from, to: to)) }
      if first[a].to < second[b].to { a += 1 } else { b += 1 }
    }
    return result
  }
}

extension Shift {
  /// Minutes from its beginning to its end.
  public var length: Int { to > from ? to - from : to + 1440 - from }

  fileprivate func duty(on days: Range<Int>) -> [DutyPeriod] {
    let isWholeDay = length == 1440
    var periods: [DutyPeriod] = []
    for day in (days.lowerBound - 1)..<(days.upperBound + 1) {
      let weekday = ((day + 3) % 7 + 7) % 7
      guard weekdays.contains(weekday) else { continue }
      let start = (day - days.lowerBound) * 1440 + from
      periods.append(
        DutyPeriod(
          from: start, to: start + length, units: officers,
          continues: isWholeDay && weekdays.contains((weekday + 6) % 7),
          isContinued: isWholeDay && weekdays.contains((weekday + 1) % 7),
          breaks: breaks.map {
            BreakWindow(
              from: start + $0.from, until: start + $0.until, minutes: $0.minutes, keepAtLeast: $0.keepAtLeast)
          }))
    }
    return periods
  }
}

extension Teams {
  fileprivate func duty(on days: Range<Int>, anchor: Int) -> [DutyPeriod] {
    let cycle = cycleHours * 60
    let start = (anchor - days.lowerBound) * 1440 + changeMinute
    let end = days.count * 1440 + 1440
    var periods: [DutyPeriod] = []
    for (team, size) in sizes.enumerated() where size > 0 {
      // From the cycle that reaches into the day before the first.
      let first = start + team * cycle / teams
      let cyclesBack = (first + 1440 + cycle - 1) / cycle + 1
      var from = first - cyclesBack * cycle
      while from < end {
        for (index, hours) in pattern.enumerated() {
          if index % 2 == 0, hours > 0, from + hours * 60 > -1440, from < end {
            periods.append(DutyPeriod(from: from, to: from + hours * 60, units: size))
          }
          from += hours * 60
        }
      }
    }
    return periods
  }
}
