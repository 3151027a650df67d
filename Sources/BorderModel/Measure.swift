// SPDX-License-Identifier: GPL-3.0-or-later

/// One number that a scenario can be asked for, in the scenario's own names.
///
/// Entities are those that arrived in the window; numbers over time cover the window. An empty name means that the word
/// is not written: all classes, the whole post.
public struct Measure: Hashable, Sendable {
  public var indicator: MeasuredIndicator
  public var statistic: Statistic
  /// Control or space.
  public var place: String
  /// Traffic class, group of officers, piece of equipment, space, or counter, as the indicator says.
  public var subject: String
  /// How entities left: `released`, `turned away at SPACE`, `still inside`.
  public var outcome: String
  /// What the units of a pool do: `busy`, `kept`.
  public var state: String
  /// Number of a unit of the pool, from 1; `nil`: all of them.
  public var number: Int?
  /// When a number is looked at; `nil` for all the time.
  public var moment: Moment?
  /// Whether times are counted in hours instead of minutes.
  public var isInHours: Bool
  /// What the measure is divided by; one at most, without a divisor of its own.
  public var divisors: [Divisor]

  public init(
    _ indicator: MeasuredIndicator, _ statistic: Statistic = .mean, at place: String = "", of subject: String = "",
    outcome: String = "", state: String = "", number: Int? = nil, moment: Moment? = nil, isInHours: Bool = false,
    divisors: [Divisor] = []
  ) {
    self.indicator = indicator
    self.statistic = statistic
    self.place = place
    self.subject = subject
    self.outcome = outcome
    self.state = state
    self.number = number
    self.moment = moment
    self.isInHours = isInHours
    self.divisors = divisors
  }

  /// When a number is looked at.
  public enum Moment: Hashable, Sendable {
    /// Minutes after midnight on the clock of state A, 0..<1440, on every day of the window.
    case clock(Int)
    /// Once, this long after the start of the window.
    case after(TimeSpan)
  }

  /// A measure under the line of a quotient.
  public struct Divisor: Hashable, Sendable {
    public var measure: Measure
    /// Scenario in which it is measured, seen from the folder of the one that names it; `nil`: the same scenario.
    public var file: String?

    public init(_ measure: Measure, file: String? = nil) {
      self.measure = measure
      self.file = file
    }
  }

  /// A number computed from what was observed.
  public enum Statistic: Hashable, Sendable {
    case mean
    case standardDeviation
    case variance
    /// Mean of the squares.
    case secondMoment
    /// The value that this share does not exceed, above 0 and below 1.
    case percentile(Double)
    /// Share of the values longer than this.
    case shareLonger(than: TimeSpan)
    /// Share of the time, or of the looks, at exactly this number.
    case shareAt(Int)
    /// Share of the time, or of the looks, at this number or above.
    case shareAtLeast(Int)
    /// Sum of the values, per replication.
    case total
    /// Number of values, per replication.
    case count
    case perHour
    case perDay

    /// Statistics that fit the same things.
    public enum Family: Hashable, Sendable {
      /// Of values of entities or visits: mean, spread, percentiles, shares, total, number.
      case sample
      /// Of values of which the sum and the number are known only.
      case sum
      /// Of a number that changes over time, or is looked at.
      case level
      /// Of one number per replication: mean, variance, per hour, per day.
      case amount
      /// The mean only.
      case mean
    }

    /// Whether the statistic fits a family.
    public func fits(_ family: Family) -> Bool {
      switch (family, self) {
      case (_, .mean): true
      case (.sample, .standardDeviation), (.sample, .secondMoment), (.sample, .percentile), (.sample, .shareLonger),
        (.sample, .total), (.sample, .count), (.sum, .total), (.sum, .count):
        true
      case (.level, .variance), (.level, .shareAt), (.level, .shareAtLeast): true
      case (.amount, .variance), (.amount, .perHour), (.amount, .perDay): true
      default: false
      }
    }
  }
}

/// What can be measured; the raw value is the word of the scenario, that of the tables where they have it too.
public enum MeasuredIndicator: String, Hashable, Sendable, CaseIterable {
  /// From the tail of the queue to leaving the second state's control; the released.
  case crossingTime = "crossing_time_min"
  /// From arrival to leaving, whatever the outcome or with one.
  case timeAtPost = "time_at_post_min"
  /// Time in lines: of a visit to a place, or of a whole stay.
  case waitingTime = "waiting_time_min"
  /// Time during which somebody works on the entity.
  case serviceTime = "service_time_min"
  /// Number waiting at a place.
  case queueLength = "queue_length"
  /// Number at a control, waiting or served.
  case numberAtControl = "number_at_control"
  /// Number in a space.
  case numberInSpace = "number_in_space"
  /// Number inside the post.
  case numberPresent = "number_present"
  /// Wait of one who would join now, without work.
  case virtualWait = "virtual_wait_min"
  /// Units of a pool that work, divided by those on duty.
  case utilisation
  /// Units of a pool that are out of order.
  case unitsDown = "units_down"
  /// From a failure of a unit to the end of its repair.
  case downTime = "down_time_min"
  /// Share of a pool's time, measured by the roster's maximum.
  case timeShare = "time_share"
  /// Share of the arrivals that left in one way.
  case outcomeShare = "outcome_share"
  case throughputPerDay = "throughput_per_day"
  case arrivals
  /// Arrivals of the window that left in one way.
  case departures
  /// Minutes spent in a line within the window, by all who stood in it.
  case queueingMinutes = "queueing_minutes"
  /// Events of a kind within the window.
  case count
  /// From the start of the window to the last departure of the run.
  case lastExit = "last_exit_min"
  /// From the start of the window to the first instant after an arrival at which nobody is inside.
  case firstEmpty = "first_empty_min"
}

extension MeasuredIndicator {
  /// Words of a measure, besides indicator, statistic and divisor.
  public enum Word: Hashable, Sendable { case place, subject, outcome, state, number, moment, hours }

  public var family: Measure.Statistic.Family {
    switch self {
    case .crossingTime, .timeAtPost, .waitingTime, .downTime: .sample
    case .serviceTime: .sum
    case .queueLength, .numberAtControl, .numberInSpace, .numberPresent, .unitsDown: .level
    case .arrivals, .departures, .queueingMinutes, .count, .lastExit, .firstEmpty: .amount
    case .virtualWait, .utilisation, .timeShare, .outcomeShare, .throughputPerDay: .mean
    }
  }

  /// Words without which it says nothing.
  public var needs: Set<Word> {
    switch self {
    case .queueLength, .numberAtControl, .numberInSpace, .queueingMinutes: [.place]
    case .virtualWait: [.place, .moment]
    case .utilisation, .count, .unitsDown, .downTime: [.subject]
    case .timeShare: [.subject, .state]
    case .outcomeShare: [.outcome]
    default: []
    }
  }

  /// Words that may also be written.
  public var allows: Set<Word> {
    switch self {
    case .crossingTime, .serviceTime: [.subject, .hours]
    case .timeAtPost: [.subject, .outcome, .hours]
    case .waitingTime: [.place, .subject, .outcome, .hours]
    case .numberPresent: [.subject, .moment]
    case .queueLength: [.moment]
    case .outcomeShare, .throughputPerDay, .arrivals: [.subject]
    case .departures: [.subject, .outcome]
    case .virtualWait, .lastExit, .firstEmpty, .downTime: [.hours]
    case .utilisation: [.number]
    default: []
    }
  }
}
