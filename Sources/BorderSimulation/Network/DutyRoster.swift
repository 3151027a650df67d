// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// When the officers of a pool come and go in the course of a week, from Monday 00:00 on the clock of their state.
struct DutyRoster {
  /// Ascending in time; empty for a pool whose number never changes.
  private(set) var changes: [DutyChange] = []
  /// On duty at every minute of the week if nothing changes, else 0.
  private var always = 0
  private var shifts: [Duty] = []

  private struct Duty {
    var from: Int
    var length: Int
    var officers: Int
    /// The same shift of the day before ends when this one begins, or this one when that of the next day begins: the
    /// officers stay.
    var continues: Bool
    var isContinued: Bool
  }

  init(_ capacity: Capacity) {
    switch capacity {
    case .unlimited: break
    case .constant(let units): always = units
    case .shifts(let shifts):
      for shift in shifts {
        let length = shift.to > shift.from ? shift.to - shift.from : shift.to + 1440 - shift.from
        for day in shift.weekdays {
          let isWholeDay = length == 1440
          self.shifts.append(
            Duty(
              from: day * 1440 + shift.from, length: length, officers: shift.officers,
              continues: isWholeDay && shift.weekdays.contains((day + 6) % 7),
              isContinued: isWholeDay && shift.weekdays.contains((day + 1) % 7)))
        }
      }
      collectChanges()
    }
  }

  private mutating func collectChanges() {
    var byMinute: [Int: (coming: Int, leaving: Int)] = [:]
    for shift in shifts {
      if !shift.continues { byMinute[shift.from, default: (0, 0)].coming += shift.officers }
      if !shift.isContinued {
        byMinute[(shift.from + shift.length) % 10_080, default: (0, 0)].leaving += shift.officers
      }
    }
    changes = byMinute.keys.sorted().map { minute in
      let change = byMinute[minute] ?? (0, 0)
      return DutyChange(
        minuteOfWeek: Int32(minute), coming: Int32(change.coming), leaving: Int32(change.leaving))
    }
  }

  /// On duty in the instant after any change at this minute of the week.
  func onDuty(at minute: Int) -> Int {
    shifts.reduce(always) { sum, shift in
      let since = ((minute - shift.from) % 10_080 + 10_080) % 10_080
      return since < shift.length ? sum + shift.officers : sum
    }
  }

  /// The largest number on duty at any minute.
  var maximum: Int {
    changes.map { onDuty(at: Int($0.minuteOfWeek)) }.max() ?? onDuty(at: 0)
  }
}
