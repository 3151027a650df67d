// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// What one replication observed, laid out as `ObservationLayout` says.
///
/// Times are whole microseconds. Integers are exact; squares are minutes², summed in the order of events.
/// Levels and areas cover the window only; tallies and causes cover the entities that arrived in it.
public struct Observations: Sendable {
  /// 1 for the first.
  public var replication: Int
  /// What stopped the run before its end; then nothing else here may be used.
  public var fault: RunFault?
  /// Length of the window.
  public var windowMicroseconds: Int64
  /// Simulated time at which the run ended, counted from the start of the window.
  public var reachedMicroseconds: Int64
  /// Events processed.
  public var events: Int64
  /// By class: arrivals in the window; the cohort.
  public var arrived: [Int64]
  /// By class and outcome (class-major, `outcomes.count` each): members of the cohort that have left.
  public var departed: [Int64]
  /// By class: members of the cohort still inside at the end of the run; then the class is censored.
  public var unfinished: [Int64]
  /// By class: time that those still inside have spent so far, included in no tally.
  public var unfinishedMicroseconds: [Int64]
  /// By class: entities inside when the window opened, and when it closed.
  public var presentAtOpening: [Int64]
  public var presentAtClosing: [Int64]
  /// By class: all stays cut to the window, summed; equals the area under the number present (Little's law).
  public var stayWithinWindow: [Int64]
  public var tallies: [Tally]
  /// Exact numbers of values above each threshold, in the order of the layout.
  public var above: [Int64]
  public var levels: [Level]
  /// By level, one after the other: `Level.times` cuts out its slice.
  public var levelTimes: [Int64]
  /// By cause, in the order of the layout.
  public var causes: [Cause]
  /// Microseconds by root of blocking, in the order of the layout.
  public var roots: [Int64] = []
  public var resources: [Resource]
  /// By unit that is told apart, in the order of the layout.
  public var units: [Unit] = []
  /// By hourly tally in the order of the layout, 168 cells each from Monday 00:00 on the clock of the station's state
  /// (whole post: A): number of values, and their sum.
  public var hourlyCounts: [Int64]
  public var hourlySums: [Int64]
  /// By level, 168 cells each: the area under the level within that hour of the week, on the clock of the station's or
  /// pool's state (classes: A).
  public var hourlyAreas: [Int64]
  /// 2 x 168 cells: how much of the window lay in that hour of the week, on the clock of A, then on that of B.
  public var hourlyExposure: [Int64]
  public var probes: [ProbeObservation]
  /// Events within the window, in the order of the layout's counters.
  public var counters: [Int64] = []
  /// From the start of the window to the last departure, and to the first instant after an arrival with nobody inside;
  /// -1 if there was none, or nobody asked for the number inside.
  public var lastExit: Int64 = -1
  public var firstEmpty: Int64 = -1
  /// Non-empty buckets of the histograms, by tally, then bucket.
  public var buckets: [BucketCount]
  /// A 64-bit digest of all exact integers above.
  public var digest: UInt64
  /// One row per entity of the cohort, when asked for; see `EntityRows`.
  public var entities: EntityRows

  public struct Tally: Sendable, Equatable {
    public var count: Int64 = 0
    public var sum: Int64 = 0
    public var maximum: Int64 = 0
    /// How many values were above zero.
    public var positive: Int64 = 0
    /// Sum of squares, minutes².
    public var squares: Double = 0
  }

  public struct Level: Sendable, Equatable {
    /// Area under the level in the window, units x microseconds.
    public var area: Int64
    /// `levelTimes[times]` holds the time spent at level 0, 1, 2, ... within the window.
    public var times: Range<Int>
  }

  public struct Cause: Sendable, Equatable {
    /// Waiting while this was the first cause that held.
    public var microseconds: Int64 = 0
    /// Waiting while no other cause held.
    public var sole: Int64 = 0
    /// Waiting while this cause held, alone or not.
    public var present: Int64 = 0
  }

  /// Unit-microseconds of a pool within the window.
  public struct Resource: Sendable, Equatable {
    /// On duty, overtime included; 0 for an unlimited pool.
    public var onDuty: Int64 = 0
    /// Held by somebody who is served.
    public var busy: Int64 = 0
    /// Held by somebody who waits for something else.
    public var kept: Int64 = 0
    /// Free while a request waits that lacks only another pool.
    public var freeForWantOfPartner: Int64 = 0
    /// Worked after the end of a shift, to finish a job; part of `busy` and `onDuty`.
    public var overtime: Int64 = 0
    /// Out of order, of the units that would be on duty and that nobody holds.
    public var down: Int64 = 0
    /// On a break; no part of `onDuty`.
    public var onBreak: Int64 = 0
    /// Being set up for the first job; part of `onDuty`.
    public var settingUp: Int64 = 0
    /// At another task, or on the way to another line; part of `onDuty`.
    public var away: Int64 = 0
    /// On duty by the roster and closed by rule; no part of `onDuty`.
    public var closedByRule: Int64 = 0
  }

  /// Microseconds of one unit within the window.
  public struct Unit: Sendable, Equatable {
    /// On duty, and in working order unless somebody holds it.
    public var onDuty: Int64 = 0
    /// Held by somebody who is served.
    public var busy: Int64 = 0
    /// Held by somebody who waits for something else.
    public var kept: Int64 = 0
    /// Out of order while it would be on duty, held by nobody.
    public var down: Int64 = 0
  }

  public struct ProbeObservation: Sendable, Equatable {
    /// Looks taken and answered within the run.
    public var count: Int64 = 0
    /// Sum of the numbers present, or of the virtual waits in microseconds.
    public var sum: Int64 = 0
    /// How often the number was above the limit asked for.
    public var above: Int64 = 0
    /// Virtual waits that had not ended when the run did.
    public var unanswered: Int64 = 0
  }

  public struct BucketCount: Sendable, Equatable {
    public var tally: UInt32
    public var bucket: UInt32
    public var count: UInt32
  }
}

/// One who waits in a circle.
public struct DeadlockLink: Hashable, Sendable {
  /// Its class.
  public var trafficClass: String
  /// Where it waits.
  public var station: String
  /// What it waits for; the next one in the circle holds a unit of it.
  public var pool: String
}

/// What stopped a replication before its end.
public enum RunFault: Error, Sendable, Hashable {
  /// More events than the limit allows: rates or a horizon far beyond any border post.
  case eventLimit(Int64)
  /// Entities inside exceed what can be numbered.
  case tooManyInside(Int)
  /// Failures of one unit exceed what can be numbered.
  case tooManyFailures(Int)
  /// Arrivals of one class exceed what can be numbered.
  case tooManyArrivals(Int)
  /// An instant, or a sum of times, lies beyond the range of 64-bit microseconds.
  case timeOverflow
  /// Entities wait in a circle, each for what the next one holds, and none can ever go on.
  case deadlock(microseconds: Int64, cycle: [DeadlockLink])
  /// One member of this class (index in the layout) goes back, or is split, more often than can be numbered.
  case tooManyVisits(Int)
  /// One vehicle of this class has more people than can be numbered.
  case tooManyPeople(Int)
  /// The books of created and departed entities do not balance: a fault of the program.
  case conservation(String)
}

/// One row per entity of the cohort, in the order of numbers within each class, classes by name.
///
/// A row of `width` numbers: class, number within the class (see `EntityNumber`), arrival, departure (-1 if inside),
/// outcome (-1 if still inside), channel (index in the layout's list, -1 if none), then a stamp per column of
/// `ObservationLayout.stamps` (-1 if it never happened), then the minutes' microseconds per `CauseKind`.
/// Times are microseconds from midnight of the first simulated day (warm-up included) on the clock of A.
public struct EntityRows: Sendable {
  public var width: Int
  public var values: [Int64]
  public static let fixedColumns = 6

  public init(width: Int = 0, values: [Int64] = []) {
    self.width = width
    self.values = values
  }
}
