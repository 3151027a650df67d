// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

extension PostBuilder {
  /// Settles with whom the observed days begin where the calendar leaves it open: after a warm-up of two cycles, or
  /// with those who are there at the start.
  mutating func complete(_ calendar: inout Calendar) {
    guard content.isEmpty else {
      if let startsEmptyPlace {
        findings.error(
          "the post is empty at the start, and somebody is there at the start of a class or space",
          fix: "delete one of the two", at: startsEmptyPlace)
      }
      if let warmUpPlace {
        findings.error(
          "somebody is there at the start, and a warm-up would come before the observed days begin",
          fix: "delete 'warm-up', or 'at the start' of the classes and spaces", at: warmUpPlace)
      }
      return
    }
    if !statesStart { calendar.warmUpDays = differsByWeekday ? 14 : 2 }
  }

  private var differsByWeekday: Bool {
    pools.contains { $0.value.capacity.differsByWeekday } || traffic.contains { $0.value.arrivals.differsByWeekday }
  }
}

extension Capacity {
  fileprivate var differsByWeekday: Bool {
    guard case .shifts(let shifts) = self else { return false }
    return shifts.contains { $0.weekdays.count < 7 }
  }
}

extension Arrivals {
  fileprivate var differsByWeekday: Bool {
    switch process {
    case .rates(let course):
      let days = course.rates.count / 7
      return course.rates.indices.contains { $0 >= days && course.rates[$0] != course.rates[$0 - days] } && days > 0
    case .schedule(let schedule): return Set(schedule.minutes.map { $0 / 1440 }).count < 7
    default: return false
    }
  }
}
