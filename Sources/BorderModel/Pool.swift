// SPDX-License-Identifier: GPL-3.0-or-later

/// A countable number of equal units that entities hold for a while: officers, equipment or places.
public struct Pool: Hashable, Sendable {
  /// What the units are; decides how waiting for them is called.
  public enum Kind: Hashable, Sendable {
    case officers
    case equipment
    /// Places of a space: a yard, a hall, a bridge.
    case places
  }

  /// The scenario's name: `customs.B`, `scanner A`, `yard B`. Unique among all pools.
  public var name: String
  public var kind: Kind
  /// State on whose clock the shifts are written, and in whose local time the pool is reported.
  public var state: State
  /// Index of the agency, for officers.
  public var agency: Int?
  public var capacity: Capacity
  /// What an officer does with the job in hand when the shift ends.
  public var atEndOfShift: EndOfShift
  /// What tells its units apart; `nil` if they are alike and nobody asks which of them serves.
  public var units: PoolUnits?
  /// All of them must be open; outside, nobody is on duty or no unit is given out, and what is in hand ends as at the
  /// end of a shift.
  public var hours: [OpeningHours]
  /// What happens when nobody needs the unit.
  public var attendance: Attendance
  /// From coming on duty, or being opened by rule, until the first job can begin.
  public var setUp: Law?
  /// The pool stands for convoys: its capacity is the number of places of each, and they are given out when one leaves.
  public var timetable: Timetable?

  public init(
    name: String, kind: Kind, state: State = .a, agency: Int? = nil, capacity: Capacity,
    atEndOfShift: EndOfShift = .finish, units: PoolUnits? = nil, hours: [OpeningHours] = [],
    attendance: Attendance = .always, setUp: Law? = nil, timetable: Timetable? = nil
  ) {
    self.name = name
    self.kind = kind
    self.state = state
    self.agency = agency
    self.capacity = capacity
    self.atEndOfShift = atEndOfShift
    self.units = units
    self.hours = hours
    self.attendance = attendance
    self.setUp = setUp
    self.timetable = timetable
  }
}

/// How many units a pool has, and when.
public enum Capacity: Hashable, Sendable {
  /// Any number at any time: nobody ever waits.
  case unlimited
  /// The same number round the clock; 1 or more.
  case constant(Int)
  /// Officers on duty by shift; shifts may overlap, then their officers add up.
  case shifts([Shift])
  /// Officers on duty by team; see `Teams`.
  case teams(Teams)
}

/// One working period that recurs every day or on some days of the week.
public struct Shift: Hashable, Sendable {
  /// Minutes after midnight, 0..<1440, on the clock of the pool's state.
  public var from: Int
  /// Minutes after midnight, 1...1440; at or below `from` the shift ends on the following day.
  public var to: Int
  /// 1 or more.
  public var officers: Int
  /// Days on which the shift starts, 0 Monday ... 6 Sunday, in ascending order; all seven if every day.
  public var weekdays: [Int]
  public var breaks: ShiftBreak?

  public init(
    from: Int, to: Int, officers: Int, weekdays: [Int] = Array(0..<7), breaks: ShiftBreak? = nil
  ) {
    self.from = from
    self.to = to
    self.officers = officers
    self.weekdays = weekdays
    self.breaks = breaks
  }
}

/// What happens to a job in hand when its officer's shift ends.
public enum EndOfShift: String, Hashable, Sendable, CaseIterable {
  /// The officer ends the job, as overtime, and takes no new one.
  case finish
  /// A colleague who comes on duty at that instant continues it; if there is none, as `interrupt`.
  case handOver = "hand over"
  /// The traveller goes back to the head of the line and resumes the remaining work with the first free unit.
  case interrupt
}

/// Who may be granted a pool while an older request waits for it.
public enum Overtaking: String, Hashable, Sendable, CaseIterable {
  /// Nobody is granted a pool wanted by an older waiting request.
  case strict
  /// Requests are looked at by age, and whatever fits is granted.
  case relaxed
}
