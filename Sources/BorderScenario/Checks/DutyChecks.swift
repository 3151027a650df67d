// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The minutes of a week, each on or off.
struct WeekMask {
  static let minutes = 10_080
  private var words = [UInt64](repeating: 0, count: (minutes + 63) / 64)

  /// When a roster has anybody on duty.
  ///
  /// - Parameter offsetMinutes: Clock of the roster ahead of UTC; the mask is in UTC.
  init(_ shifts: [Shift], offsetMinutes: Int) {
    for shift in shifts {
      let length = shift.to > shift.from ? shift.to - shift.from : shift.to + 1440 - shift.from
      for day in shift.weekdays {
        let start = day * 1440 + shift.from - offsetMinutes + Self.minutes
        for minute in start..<(start + length) {
          let bit = minute % Self.minutes
          words[bit / 64] |= 1 << UInt64(bit % 64)
        }
      }
    }
  }

  mutating func formIntersection(_ other: WeekMask) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
}

extension PostBuilder {
  /// The pools that a control needs must be on duty at the same time at some minute of the week.
  mutating func checkDuty(clockOffsets: [State: Int]) {
    var masks: [Int: WeekMask] = [:]
    for control in controls {
      var common: WeekMask?
      for pool in control.value.needs {
        guard case .shifts(let shifts) = pools[pool].value.capacity else { continue }
        let mask = masks[pool] ?? WeekMask(shifts, offsetMinutes: clockOffsets[pools[pool].value.state] ?? 0)
        masks[pool] = mask
        if common == nil { common = mask } else { common?.formIntersection(mask) }
      }
      guard let common, common.isEmpty else { continue }
      let names = control.value.needs.map { pools[$0].value.name.quoted }.joined(separator: ", ")
      findings.error(
        "\(names) are never on duty at the same time, so that nobody passes \(control.value.name.quoted)",
        fix: "let their shifts overlap", at: control.place)
    }
  }
}
