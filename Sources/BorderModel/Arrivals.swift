// SPDX-License-Identifier: GPL-3.0-or-later

/// When the members of a class come, and how many at once.
public struct Arrivals: Hashable, Sendable {
  public var process: ArrivalProcess
  /// How many come at the same instant, 1...512 of them; `nil` if they come one by one.
  public var groupSize: CountLaw?

  public init(_ process: ArrivalProcess, groupSize: CountLaw? = nil) {
    self.process = process
    self.groupSize = groupSize
  }

  /// A Poisson process whose rate is constant within equal parts of the week; see `RateCourse.rates`.
  public init(rates: [Double]) { self.init(.rates(RateCourse(rates: rates))) }

  /// The rates of a class that comes by rate; none of any other.
  public var rates: [Double] {
    if case .rates(let course) = process { course.rates } else { [] }
  }

  /// Most members of a group.
  public static let mostInGroup = 512
  /// Most members of a population.
  public static let mostMembers = 4096
  /// Most arrivals of a schedule at the same minute; 1 if they come in groups.
  public static let mostAtOneMinute = 8
}

/// What brings the members of a class to the post.
public enum ArrivalProcess: Hashable, Sendable {
  case rates(RateCourse)
  /// Gaps between arrivals are independent and of one law, whose mean is above zero.
  case renewal(every: Law, first: FirstGap)
  case schedule(ArrivalSchedule)
  case trace(ArrivalTrace)
  /// Somebody always waits for the first control or space: the next comes when the first units are granted.
  case neverEmpty
  /// So many members, 1...4096, each of whom is away for a time, passes the post as a new entity, and is away again.
  case population(members: Int, away: Law, first: FirstGap)
  /// A share, 0...1, of the released members of another class (an index) comes back as members of this one.
  case returns(of: Int, after: Law, share: Double)
}

/// When the first arrival of a process comes that has no beginning of its own.
public enum FirstGap: String, Hashable, Sendable, CaseIterable {
  /// The process has been going on for long: the time left of a gap that is under way, from the equilibrium law.
  case atRandom = "at random"
  /// A whole gap after the beginning.
  case afterGap = "after a gap"
  /// At the beginning itself.
  case atOnce = "at once"
}

/// Arrivals by a rate that changes over the week, and by chance beyond that.
public struct RateCourse: Hashable, Sendable {
  /// Arrivals (or groups) per hour in `rates.count` equal parts of a week that begins on Monday 00:00 on the clock of
  /// the state that is left. The count divides 10,080 minutes; each rate is zero or more, finite.
  public var rates: [Double]
  /// The rates hold at the beginning of each part, and the rate goes in a straight line from one to the next; without
  /// it they hold throughout their part.
  public var isLinear: Bool
  /// Coefficient of variation of a factor of the day, which has a gamma law with mean 1; 0: no factor. Up to 5.
  public var dayToDaySpread: Double
  /// Whether the class has its own factor of the day, and not that of the post.
  public var hasOwnSpread: Bool
  /// Coefficient of variation of the gaps, measured in expected arrivals; 1 is a Poisson process. Up to 5.
  public var gapVariation: Double
  public var surges: Surges?

  public init(
    rates: [Double], isLinear: Bool = false, dayToDaySpread: Double = 0, hasOwnSpread: Bool = false,
    gapVariation: Double = 1, surges: Surges? = nil
  ) {
    self.rates = rates
    self.isLinear = isLinear
    self.dayToDaySpread = dayToDaySpread
    self.hasOwnSpread = hasOwnSpread
    self.gapVariation = gapVariation
    self.surges = surges
  }

  /// Arrivals per hour at a minute of the week, 0..<10,080; at a jump, those that follow.
  ///
  /// - Parameter before: At a jump, those that precede.
  public func rate(atMinute minute: Int, before: Bool = false) -> Double {
    let length = 10_080 / rates.count
    let within = (minute % 10_080 + 10_080) % 10_080
    let part = within / length
    guard isLinear else { return rates[before && within % length == 0 ? (part + rates.count - 1) % rates.count : part] }
    let share = Double(within % length) / Double(length)
    return rates[part] + share * (rates[(part + 1) % rates.count] - rates[part])
  }

  /// Expected arrivals (or groups) on each day of the week, from Monday, surges included.
  public var perDay: [Double] {
    let hours = (0..<168).map { hour in
      isLinear
        ? (rate(atMinute: hour * 60) + rate(atMinute: hour * 60 + 60)) / 2 : rate(atMinute: hour * 60)
    }
    return (0..<7).map { day in hours[(day * 24)..<(day * 24 + 24)].reduce(0, +) * (surges?.meanFactor ?? 1) }
  }
}

/// Calm and surge in turn, each as long as its law says; during a surge the rate is multiplied.
public struct Surges: Hashable, Sendable {
  /// Lengths; means above zero.
  public var calm: Law
  public var surge: Law
  /// 0...1000; below 1 it is a lull.
  public var factor: Double

  public init(calm: Law, surge: Law, factor: Double) {
    self.calm = calm
    self.surge = surge
    self.factor = factor
  }

  /// Share of time that is calm.
  public var calmShare: Double {
    let (calm, surge) = (calm.mean.inHours, surge.mean.inHours)
    return calm / (calm + surge)
  }

  /// The factor on average over time.
  public var meanFactor: Double { calmShare + (1 - calmShare) * factor }
}

/// Arrivals that are due at clock times.
public struct ArrivalSchedule: Hashable, Sendable {
  /// Minutes of the week from Monday 00:00, on the clock of the state that is left, ascending; equal ones are several
  /// arrivals.
  public var minutes: [Int]
  /// How long after the time that is due; independent for each.
  public var late: Law
  /// How long before; is taken off as well, and cut to a day.
  public var early: Law
  /// Share that does not come, 0...1.
  public var noShows: Double

  public init(
    minutes: [Int], late: Law = .constant(.zero), early: Law = .constant(.zero), noShows: Double = 0
  ) {
    self.minutes = minutes
    self.late = late
    self.early = early
    self.noShows = noShows
  }
}

/// Arrivals that have been recorded.
public struct ArrivalTrace: Hashable, Sendable {
  /// Where they come from, as the scenario names it.
  public var file: String
  /// Microseconds from the beginning of the observed window, ascending; before it negative.
  public var instants: [Int64]
  /// Channel of each, or empty if the shares of the class decide.
  public var channels: [String]

  public init(file: String, instants: [Int64], channels: [String] = []) {
    self.file = file
    self.instants = instants
    self.channels = channels
  }
}

/// Members of a class who are at the post when simulated time begins.
public struct StartContent: Hashable, Sendable {
  /// Index of the class.
  public var trafficClass: Int
  /// Index of the space they are in; `nil`: before the first step of their procedure.
  public var space: Int?
  /// 1 or more.
  public var count: Int

  public init(trafficClass: Int, space: Int? = nil, count: Int) {
    self.trafficClass = trafficClass
    self.space = space
    self.count = count
  }
}
