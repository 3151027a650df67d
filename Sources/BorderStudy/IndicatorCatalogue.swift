// SPDX-License-Identifier: GPL-3.0-or-later

/// A quantity that is reported, with its stable name.
public struct Indicator: Sendable, Equatable {
  public enum Better: String, Sendable { case lower, higher, neither }

  /// As in the files: `crossing_time_min`.
  public var name: String
  public var unit: String
  public var better: Better
  /// One sentence.
  public var definition: String
  /// Where the definition comes from.
  public var source: String

  /// Every indicator; a new one is a line here and a term where it is computed.
  public static let catalogue: [Indicator] = [
    Indicator(
      name: "crossing_time_min", unit: "min", better: .lower,
      definition: "From arriving at the tail of the queue to leaving the post behind the second state's control, "
        + "with any drive after it; released ones only.",
      source: "CAREC CPMM, TFI1: border crossing, both sides, waiting included"),
    Indicator(
      name: "time_at_post_min", unit: "min", better: .lower,
      definition: "From arrival to leaving the post, whatever the outcome; waiting + service + travel, exactly.",
      source: "WCO Time Release Study, arrival to removal"),
    Indicator(
      name: "waiting_time_min", unit: "min", better: .lower,
      definition: "Time in lines: of a whole stay, or of one visit to a station.",
      source: "Kleinrock, Queueing Systems I (1975), chapter 2"),
    Indicator(
      name: "service_time_min", unit: "min", better: .neither,
      definition: "Time during which somebody works on the entity.", source: "Kleinrock (1975), chapter 2"),
    Indicator(
      name: "travel_time_min", unit: "min", better: .neither,
      definition: "Time spent driving or walking inside the post; of those who left.",
      source: "time at the post less waiting and service"),
    Indicator(
      name: "share_within_target", unit: "1", better: .higher,
      definition: "Share of those released or still inside that stay within the limit; the latter have missed it.",
      source: "Frontex, guidelines on e-gates: a share within a time as the figure of merit"),
    Indicator(
      name: "outcome_share", unit: "1", better: .neither,
      definition: "Share of arrivals that left the post in this way, or were still inside at the end.",
      source: "counting"),
    Indicator(
      name: "arrivals_per_day", unit: "per day", better: .neither,
      definition: "Arrivals in the window, per day.", source: "counting"),
    Indicator(
      name: "throughput_per_day", unit: "per day", better: .higher,
      definition: "Arrivals of the window that were released, per day of the window.", source: "counting"),
    Indicator(
      name: "number_present", unit: "1", better: .lower,
      definition: "Entities inside the post: averaged over time, or at a clock time.",
      source: "Little, Operations Research 9 (1961)"),
    Indicator(
      name: "queue_length", unit: "1", better: .lower,
      definition: "Entities waiting at a station, averaged over time.", source: "Little (1961)"),
    Indicator(
      name: "queueing_minutes_per_arrival", unit: "min", better: .lower,
      definition: "Minutes in the line of a station within the window, per arrival of the classes that pass it.",
      source: "ratio of the area under the queue to the arrivals"),
    Indicator(
      name: "queueing_minutes", unit: "min", better: .lower,
      definition: "Minutes spent in the line of a station within the window, summed; per replication.",
      source: "area under the queue"),
    Indicator(
      name: "virtual_wait_min", unit: "min", better: .lower,
      definition: "Wait of one who would join at this clock time, without work and without delaying anybody.",
      source: "Wolff, Stochastic Modeling and the Theory of Queues (1989)"),
    Indicator(
      name: "utilisation", unit: "1", better: .neither,
      definition: "Share of the time on duty (overtime included) that units of a pool are busy.",
      source: "Kleinrock (1975), chapter 2"),
  ]

  /// Looks a name up.
  public static func named(_ name: String) -> Indicator? { catalogue.first { $0.name == name } }
}
