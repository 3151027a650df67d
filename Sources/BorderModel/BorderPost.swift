// SPDX-License-Identifier: GPL-3.0-or-later

/// A border post as a planner describes it: two states, their staff and equipment, the traffic and its procedures.
///
/// The validated content of a scenario file. Every reference by name has been resolved to an index into the arrays
/// of this value; every array keeps the order of the file, which means nothing (the compiler orders by name).
public struct BorderPost: Hashable, Sendable {
  public var name: String
  /// What the planner wants to know; may be empty.
  public var question: String
  /// Names of the two states, by `State`; a post that serves one state only has no entry for the other.
  public var countries: [State: String]
  public var layout: Layout?
  public var calendar: Calendar
  /// Public holidays by state; their order means nothing.
  public var holidays: [State: [CivilDate]]
  public var agencies: [Agency]
  /// Officers, equipment and places: everything of which there is a countable number of units.
  public var pools: [Pool]
  public var controls: [Control]
  public var traffic: [TrafficClass]
  /// Who is at the post when simulated time begins; outside every cohort.
  public var content: [StartContent]
  /// Who may be granted a pool while an older request waits for it; see `Overtaking`.
  public var overtaking: Overtaking
  public var targets: [Target]
  public var probes: [Probe]
  /// What measures must come to; changes no replication.
  public var expectations: [Expectation]
  /// What is observed besides what every run observes.
  public var instruments: Set<Instrument> = []
  /// Source, date, grade and range of the numbers that state them, in the order of their paths.
  public var provenance: [Provenance]

  public init(
    name: String, question: String = "", countries: [State: String] = [:], layout: Layout? = nil, calendar: Calendar,
    agencies: [Agency] = [], pools: [Pool], controls: [Control], traffic: [TrafficClass],
    content: [StartContent] = [], overtaking: Overtaking = .strict, targets: [Target] = [], probes: [Probe] = [],
    expectations: [Expectation] = [], provenance: [Provenance] = [], holidays: [State: [CivilDate]] = [:]
  ) {
    self.name = name
    self.question = question
    self.countries = countries
    self.layout = layout
    self.calendar = calendar
    self.holidays = holidays
    self.agencies = agencies
    self.pools = pools
    self.controls = controls
    self.traffic = traffic
    self.content = content
    self.overtaking = overtaking
    self.targets = targets
    self.probes = probes
    self.expectations = expectations
    self.provenance = provenance
  }
}

/// One of the two neighbouring states.
public enum State: String, Hashable, Sendable, CaseIterable, Comparable {
  case a = "A"
  case b = "B"

  public static func < (x: State, y: State) -> Bool { x.rawValue < y.rawValue }
}

/// How the two states share the ground; a label of the scenario, not yet a lever.
public enum Layout: String, Hashable, Sendable, CaseIterable {
  case twoStop = "two-stop"
  case juxtaposed
  case straddling
  case singleCountryInA = "single-country in A"
  case singleCountryInB = "single-country in B"
}

/// The observed window: when it starts, how long it is, and what precedes it.
public struct Calendar: Hashable, Sendable {
  /// First day of the observed window, midnight on the clock of state A.
  public var starts: CivilDate
  /// Days in the observed window; 1...36,525.
  public var days: Int
  /// Minutes after midnight at which the last of these days ends, on the clock of state A; 1...1440.
  public var untilMinute = 1_440
  /// Simulated days before the window that count for nothing; 0 means that the window starts with an empty post.
  public var warmUpDays: Int
  /// What follows the window.
  public var ends: End = .goOn
  /// Clock of each state: minutes ahead of UTC, -720...840.
  public var clockOffsetMinutes: [State: Int]

  public init(starts: CivilDate, days: Int, warmUpDays: Int = 0, clockOffsetMinutes: [State: Int] = [:]) {
    self.starts = starts
    self.days = days
    self.warmUpDays = warmUpDays
    self.clockOffsetMinutes = clockOffsetMinutes
  }
}

extension Calendar {
  /// Length of the observed window.
  public var window: TimeSpan {
    TimeSpan(microseconds: (Int64(days - 1) * 1_440 + Int64(untilMinute)) * 60_000_000)
  }
}

/// What follows the observed window.
public enum End: String, Hashable, Sendable, CaseIterable {
  /// Arrivals go on until those of the window have left, for one more window at most.
  case goOn = "go on"
  /// Nobody arrives any more, and the post empties, in one more window at most.
  case empty
  /// The run is cut at the end of the window; who is still inside has no departure.
  case stop
}

/// A day of the Gregorian calendar.
public struct CivilDate: Hashable, Sendable, Comparable {
  public var year: Int
  /// 1...12
  public var month: Int
  /// 1...31
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days since 1970-01-01, negative before.
  ///
  /// - Source: counting in years that start in March, so that the leap day comes last (a standard method).
  public var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 is Monday, 6 is Sunday.
  public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 }

  public static func < (a: CivilDate, b: CivilDate) -> Bool { a.dayNumber < b.dayNumber }
}

/// A service of one or both states, or a private firm, whose staff work at the post.
public struct Agency: Hashable, Sendable {
  public var name: String
  public var states: [State]
  /// The scenario's word for what the agency does: `customs`, `immigration`, `phytosanitary`, ...; may be empty.
  public var kind: String
  public var isPrivate: Bool

  public init(name: String, states: [State], kind: String = "", isPrivate: Bool = false) {
    self.name = name
    self.states = states
    self.kind = kind
    self.isPrivate = isPrivate
  }
}

/// Where a number comes from.
public struct Provenance: Hashable, Sendable {
  /// How far a number can be trusted.
  public enum Grade: String, Hashable, Sendable, CaseIterable {
    /// Measured at the post.
    case measured = "A"
    /// Published.
    case published = "B"
    /// Reported, for example by the press.
    case reported = "C"
    /// Assumed.
    case assumed = "D"
  }

  /// Words of the scenario from the top, joined by ` / `.
  public var path: String
  /// The value as written, with its unit.
  public var value: String
  public var source: String
  /// As written: a year, a month or a day; may be empty.
  public var date: String
  public var grade: Grade?
  /// Central 90 % as written, lowest and highest; empty if not given.
  public var range: [String]

  public init(
    path: String, value: String, source: String = "", date: String = "", grade: Grade? = nil, range: [String] = []
  ) {
    self.path = path
    self.value = value
    self.source = source
    self.date = date
    self.grade = grade
    self.range = range
  }
}
