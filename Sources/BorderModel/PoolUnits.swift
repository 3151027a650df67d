// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells the units of a pool apart: speed, skills, failures, and which of the free ones serves next.
///
/// Units are numbered from 1; when fewer are on duty, the highest numbers are missing. A pool has at most
/// `PoolUnits.most` of them.
public struct PoolUnits: Hashable, Sendable {
  public static let most = 64

  /// Which of several free units serves.
  public var pick: UnitChoice
  /// By unit: work done in a minute, 1 being what the times of the controls are written for; empty: all 1.
  public var speeds: [Double]
  /// By unit: what it can do, preferred things first; empty: every unit can do everything.
  public var skills: [[String]]
  public var breakdown: Breakdown?

  public init(
    pick: UnitChoice = .longestIdle, speeds: [Double] = [], skills: [[String]] = [], breakdown: Breakdown? = nil
  ) {
    self.pick = pick
    self.speeds = speeds
    self.skills = skills
    self.breakdown = breakdown
  }
}

/// Which of several free units serves the next request.
public enum UnitChoice: String, Hashable, Sendable, CaseIterable {
  /// The one that has been free longest; of several the lowest number.
  case longestIdle = "longest idle"
  /// The lowest number.
  case lowest
  /// The highest speed; of several the lowest number.
  case fastest
  /// Each with the same chance, by a number of the entity's own.
  case random
}

/// How the units of a piece of equipment fail, each by a clock of its own, and how they are repaired.
public struct Breakdown: Hashable, Sendable {
  /// Time to the next failure.
  public var every: Law
  /// Working time of a repair.
  public var repair: Law
  public var clock: Clock
  public var work: InterruptedWork
  /// Index of the pool of technicians of whom one is needed for each repair; `nil`: repairs begin at once.
  public var repairedBy: Int?

  public init(
    every: Law, repair: Law, clock: Clock = .calendar, work: InterruptedWork = .resumes, repairedBy: Int? = nil
  ) {
    self.every = every
    self.repair = repair
    self.clock = clock
    self.work = work
    self.repairedBy = repairedBy
  }

  /// What makes the time to the next failure pass.
  public enum Clock: String, Hashable, Sendable, CaseIterable {
    /// All time while the unit is not down, idle or not.
    case calendar
    /// Only time in which the unit works.
    case busyTime = "busy time"
  }
}

/// What becomes of work that a failure has interrupted.
public enum InterruptedWork: String, Hashable, Sendable, CaseIterable {
  /// The rest of it is done later.
  case resumes
  /// All of it is done again.
  case restarts
}

extension Capacity {
  /// The largest number on duty at any minute of the week (of teams: of all together); `nil` if unlimited.
  public var mostUnits: Int? {
    switch self {
    case .unlimited: return nil
    case .constant(let units): return units
    case .teams(let teams): return teams.officers
    case .shifts(let shifts):
      var change = [Int](repeating: 0, count: 2 * 10_080 + 1)
      for shift in shifts {
        let length = shift.to > shift.from ? shift.to - shift.from : shift.to + 1440 - shift.from
        for day in shift.weekdays {
          change[day * 1440 + shift.from] += shift.officers
          change[day * 1440 + shift.from + length] -= shift.officers
        }
      }
      // What a Sunday's shift leaves over stands on Monday of the second week.
      var onDuty = 0
      var most = 0
      for minute in 0..<10_080 { onDuty += change[minute] }
      for minute in 0..<10_080 {
        onDuty += change[minute] + change[10_080 + minute]
        most = max(most, onDuty)
      }
      return most
    }
  }
}
