// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel

/// One number that a scenario can be asked for, in the scenario's own names.
///
/// Entities are those that arrived in the window; numbers over time cover the window. An empty `trafficClass` means all
/// classes together.
public enum Measure: Hashable, Sendable {
  /// Of the waits of all visits to a control or space, in minutes.
  case waiting(station: String, trafficClass: String = "", SampleStatistic)
  /// Of the times from arrival to departure of the released, in minutes.
  case crossingTime(trafficClass: String = "", SampleStatistic)
  /// Of the number waiting at a control or space.
  case queueLength(station: String, LevelStatistic)
  /// Of the number inside the post; all classes together only for the mean, or if there is one class.
  case numberPresent(trafficClass: String = "", LevelStatistic)
  /// Units of a pool that work, divided by those on duty.
  case utilisation(pool: String)
  /// Share of the arrivals that left with this outcome: `released`, `turned away at SPACE`.
  case outcomeShare(String, trafficClass: String = "")
  /// Released arrivals of the window per hour of the window.
  case throughputPerHour(trafficClass: String = "")
  /// Arrivals in the window, per replication.
  case arrivals(trafficClass: String = "")
  /// Minutes spent in a line within the window, by all who stood in it, per replication.
  case queueingMinutes(station: String)
  /// The same in all replications, divided by the arrivals of the classes that pass, in all replications.
  case queueingMinutesPerArrival(station: String)
  /// Mean number or mean virtual wait (minutes) that a probe has seen.
  case probeMean(String)
  /// Share of a probe's looks that saw more than it asks for.
  case probeShareAbove(String)

  /// A number computed from all values of a sample.
  public enum SampleStatistic: Hashable, Sendable {
    case mean
    case standardDeviation
    /// Mean of the squares, minutes².
    case secondMoment
    /// The value that this share does not exceed, above 0 and below 1.
    case percentile(Double)
    /// Share of the values above zero.
    case sharePositive
    /// Share of the values above a limit, which must be among the scenario's targets: it is counted exactly.
    case shareAbove(TimeSpan)
  }

  /// A number computed from a level and the time spent at each of its values.
  public enum LevelStatistic: Hashable, Sendable {
    case mean
    /// Share of the time spent at exactly this level.
    case shareAt(Int)
    /// Share of the time spent at this level or above.
    case shareAtLeast(Int)
  }
}

/// Why a scenario cannot be asked for a measure.
public struct MeasureFault: Error, Sendable, Hashable {
  /// One sentence: what is missing.
  public var message: String

  public init(message: String) { self.message = message }
}
