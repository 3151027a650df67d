// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension ObservationChecks {
  /// Unit-microseconds within the window of a pool with opening hours, minute by minute from its shifts and its hours.
  func areaWithinHours(_ pool: Pool) -> Int64 {
    let minute: Int64 = 60_000_000
    let ahead = pool.state == .a ? 0 : clockDifference(of: post)
    let firstDay = post.calendar.starts.dayNumber - post.calendar.warmUpDays
    let periods = dutyPeriods(of: pool, in: post, until: windowEnd)
    var area: Int64 = 0
    for instant in stride(from: windowStart, to: windowEnd, by: Int64.Stride(minute)) {
      let local = Int(instant / minute) + ahead
      guard isOpen(pool, day: firstDay, minute: local) else { continue }
      if case .constant(let units) = pool.capacity {
        area += Int64(units) * minute
      } else {
        for period in periods where period.from <= instant && instant < period.to {
          area += Int64(period.officers) * minute
        }
      }
    }
    return area
  }

  /// Unit-microseconds within the window of teams that relieve each other, minute by minute from their patterns.
  func areaOfTeams(_ teams: Teams, _ pool: Pool) -> Int64 {
    let minute: Int64 = 60_000_000
    let ahead = pool.state == .a ? 0 : clockDifference(of: post)
    let warmUp = post.calendar.warmUpDays * 1440
    let firstDay = post.calendar.starts.dayNumber - post.calendar.warmUpDays
    var area: Int64 = 0
    for instant in stride(from: windowStart, to: windowEnd, by: Int64.Stride(minute)) {
      let local = Int(instant / minute) + ahead
      guard isOpen(pool, day: firstDay, minute: local) else { continue }
      for (team, size) in teams.sizes.enumerated() {
        let cycle = teams.cycleHours * 60
        var since = local - warmUp - teams.changeMinute - team * cycle / teams.teams
        since = ((since % cycle) + cycle) % cycle
        for (index, hours) in teams.pattern.enumerated() {
          if since < hours * 60 {
            if index % 2 == 0 { area += Int64(size) * minute }
            break
          }
          since -= hours * 60
        }
      }
    }
    return area
  }

  /// Whether work in hand may end when units go off duty.
  func endsWorkWithDuty(_ pool: Pool) -> Bool {
    guard pool.kind != .places, pool.atEndOfShift != .finish else { return false }
    switch pool.capacity {
    case .unlimited: return false
    case .constant: return !pool.hours.isEmpty
    case .shifts, .teams: return true
    }
  }

  func isOpen(_ pool: Pool, at time: Int64) -> Bool {
    let ahead = pool.state == .a ? 0 : clockDifference(of: post)
    let firstDay = post.calendar.starts.dayNumber - post.calendar.warmUpDays
    return isOpen(pool, day: firstDay, minute: Int(time / 60_000_000) + ahead)
  }

  private func isOpen(_ pool: Pool, day: Int, minute: Int) -> Bool {
    let today = day + Int((Double(minute) / 1440).rounded(.down))
    let ofDay = minute - (today - day) * 1440
    let holidays = Set((post.holidays[pool.state] ?? []).map(\.dayNumber))
    return pool.hours.allSatisfy { hours in
      func periods(_ number: Int) -> [OpeningHours.Period] {
        let ofWeek = hours.weekdays[((number + 3) % 7 + 7) % 7]
        return holidays.contains(number) ? hours.holidays ?? ofWeek : ofWeek
      }
      return periods(today).contains { $0.from <= ofDay && ofDay < $0.to }
        || periods(today - 1).contains { $0.from <= ofDay + 1440 && ofDay + 1440 < $0.to }
    }
  }
}
