// SPDX-License-Identifier: GPL-3.0-or-later

/// When a service, a piece of equipment or a space is open, day by day.
public struct OpeningHours: Hashable, Sendable {
  /// A stretch of a day; it may end on the next one.
  public struct Period: Hashable, Sendable {
    /// Minutes after midnight of the day, 0..<1440.
    public var from: Int
    /// Minutes after midnight of the day, above `from`, at most `from` + 1440.
    public var to: Int

    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  /// Open all day.
  public static let allDay = [Period(from: 0, to: 1440)]

  /// By day of the week, Monday first; seven lists, an empty one for a day on which it stays closed.
  public var weekdays: [[Period]]
  /// On the holidays of the state; `nil`: as on other days.
  public var holidays: [Period]?

  public init(weekdays: [[Period]], holidays: [Period]? = nil) {
    self.weekdays = weekdays
    self.holidays = holidays
  }
}

/// The break that each officer of a shift takes once.
public struct ShiftBreak: Hashable, Sendable {
  /// Whole minutes, above zero.
  public var minutes: Int
  /// Minutes after the beginning of the shift within which breaks begin; `from` < `until`, and a break that begins at
  /// `until` ends within the shift.
  public var from: Int
  public var until: Int
  /// Nobody leaves for a break if fewer than this would be left on duty; 0 or more.
  public var keepAtLeast: Int

  public init(minutes: Int, from: Int, until: Int, keepAtLeast: Int = 0) {
    self.minutes = minutes
    self.from = from
    self.until = until
    self.keepAtLeast = keepAtLeast
  }
}

/// A body of officers divided into teams that relieve each other.
public struct Teams: Hashable, Sendable {
  /// Posts of the establishment, filled or not; 1 or more.
  public var establishment: Int
  /// Share of them that is filled and at work at the post, 0...1.
  public var present: Double
  /// Share of those that works at the counters, 0...1.
  public var atCounters: Double
  /// 1 or more.
  public var teams: Int
  /// Hours on duty and off duty in turn, beginning with duty; an even number of whole hours above zero.
  public var pattern: [Int]
  /// Minutes after midnight, on the clock of the pool's state, at which team 1 begins its pattern on the first observed
  /// day; team k begins (k - 1) times the length of the pattern divided by the number of teams later.
  public var changeMinute: Int

  public init(
    establishment: Int, present: Double = 1, atCounters: Double = 1, teams: Int = 1, pattern: [Int] = [24, 0],
    changeMinute: Int = 0
  ) {
    self.establishment = establishment
    self.present = present
    self.atCounters = atCounters
    self.teams = teams
    self.pattern = pattern
    self.changeMinute = changeMinute
  }

  /// Officers who work at the counters, all teams together: establishment x shares, rounded to the nearest whole
  /// number, halves up.
  public var officers: Int { Int((Double(establishment) * present * atCounters + 1e-9).rounded()) }

  /// Officers of each team: an equal number, and one more in the first teams until all have a team.
  public var sizes: [Int] {
    (0..<teams).map { officers / teams + ($0 < officers % teams ? 1 : 0) }
  }

  /// Length of the pattern, hours.
  public var cycleHours: Int { pattern.reduce(0, +) }
}

/// What an officer does with the time in which nobody needs him.
public enum Attendance: Hashable, Sendable {
  /// Waits at the counter.
  case always
  /// Leaves for another task when a job has ended and nobody waits; looks again when it is over.
  ///
  /// With `repeats` he leaves whenever he is free and nobody waits, so that he is never idle; without, he waits for
  /// the next job after one such task.
  case otherTask(Law, repeats: Bool)
  /// Opened and closed by the number who wait.
  case byRule(OpeningRule)
  /// One officer who serves several controls in turn.
  case inTurn(Turns)
}

/// When lanes are opened and closed by the length of the line: two different limits, so that they do not flicker.
public struct OpeningRule: Hashable, Sendable {
  /// One more opens when as many wait, those for whom a lane is being set up left out; 1 or more.
  public var whenWaiting: Int
  /// A free one closes when at most as many wait; below `whenWaiting`, 0 or more.
  public var closesWhenWaiting: Int
  /// As many stay open; 0 or more.
  public var least: Int
  /// No more are open at a time; `nil`: all who are on duty.
  public var most: Int?

  public init(whenWaiting: Int, closesWhenWaiting: Int, least: Int, most: Int? = nil) {
    self.whenWaiting = whenWaiting
    self.closesWhenWaiting = closesWhenWaiting
    self.least = least
    self.most = most
  }

  /// Closes as soon as it is idle, opens when somebody comes.
  public static let whenIdle = OpeningRule(whenWaiting: 1, closesWhenWaiting: 0, least: 0)
}

/// How one officer goes round several controls.
public struct Turns: Hashable, Sendable {
  /// How long a visit lasts.
  public enum Visit: String, Hashable, Sendable, CaseIterable {
    /// Until nobody waits there.
    case exhaustive
    /// Until those who waited there when it began have been served.
    case gated
  }

  /// What happens when nobody waits anywhere.
  public enum Rest: String, Hashable, Sendable, CaseIterable {
    case stay
    case walkOn = "walk on"
  }

  /// Indices of the controls, in the order of the round; two or more.
  public var controls: [Int]
  /// From one to the next.
  public var walking: Law
  public var visit: Visit
  public var whenNobodyWaits: Rest

  public init(controls: [Int], walking: Law, visit: Visit = .exhaustive, whenNobodyWaits: Rest = .stay) {
    self.controls = controls
    self.walking = walking
    self.visit = visit
    self.whenNobodyWaits = whenNobodyWaits
  }
}

/// When the convoys leave that a pool of places stands for.
public enum Timetable: Hashable, Sendable {
  /// One after the other, the first one headway after the beginning of simulated time.
  case headway(Law)
  /// Every day at these minutes after midnight, on the clock of the pool's state; ascending, at least one.
  case clockMinutes([Int])
}
