// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// The minutes of a week, each on or off.
struct WeekMask {
  static let minutes = 10_080
  private var words = [UInt64](repeating: 0, count: (minutes + 63) / 64)

  /// When a pool has anybody on duty in a week without holidays.
  ///
  /// - Parameter offsetMinutes: Clock of the roster ahead of UTC; the mask is in UTC.
  init(_ pool: Pool, offsetMinutes: Int) {
    // A week that begins on a Monday, with the days before and after.
    let monday = 4 + 7
    for period in pool.dutyWithinHours(on: monday..<(monday + 7), anchor: monday, holidays: []) {
      for minute in stride(from: max(0, period.from), to: min(period.to, Self.minutes), by: 1) {
        let bit = ((minute - offsetMinutes) % Self.minutes + Self.minutes) % Self.minutes
        words[bit / 64] |= 1 << UInt64(bit % 64)
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
        guard pools[pool].value.varies else { continue }
        let mask = masks[pool] ?? WeekMask(pools[pool].value, offsetMinutes: clockOffsets[pools[pool].value.state] ?? 0)
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

extension Pool {
  /// Whether its number on duty changes within the week. Teams relieve each other in weeks that differ, and are left
  /// out.
  fileprivate var varies: Bool {
    switch capacity {
    case .unlimited, .teams: false
    case .constant: !hours.isEmpty
    case .shifts: true
    }
  }
}
