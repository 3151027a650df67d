// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis
import Testing

/// Twelve equal days: three cars cross in 10, 20 and 30 minutes, a fourth is still inside after 1,000.
@Suite("Theory: those still inside at the end")
struct CensoringTests {
  let days: HandMadeDays
  let rows: [IndicatorRow]
  let fold: ObservationFold

  init() throws {
    days = try HandMadeDays()
    var fold = ObservationFold(days.layout, replications: 12)
    for replication in 1...12 {
      fold.add(days.day(replication, waits: [0, 10, 20], hours: [1, 1, 1], inside: [1_000]))
    }
    self.fold = fold
    rows = try fold.indicators()
  }

  @Test("A mean counts them with the time spent so far, and is called censored")
  func mean() throws {
    for (indicator, expected) in [("crossing_time_min", 265.0), ("time_at_post_min", 265), ("waiting_time_min", 7.5)] {
      let mean = try rows.only(indicator, of: "car")
      #expect(isClose(mean.value, expected))
      #expect(mean.status == .censored)
    }
    #expect(try rows.only("waiting_time_min", at: "booth").status == .censored)
    #expect(try fold.causeRows().allSatisfy { $0.minutes.status == .censored })
    #expect(
      try fold.hourlyRows().filter { $0.indicator == "crossing_time_min" }.allSatisfy {
        $0.estimate.status == .censored
      })
  }

  @Test("Time averages and what is known for certain are not censored")
  func known() throws {
    #expect(try rows.only("queue_length", at: "booth").status == .few)
    #expect(try rows.only("utilisation", at: "officer").status == .few)
    #expect(try rows.only("arrivals_per_day").status == .few)
  }

  /// Rank 0.5 x 4 = 2: the second of 10, 20, 30 and more; rank 0.9 x 4 = 3.6: the fourth, unknown.
  @Test("A percentile counts them as longer than all others, and is missing from their share on")
  func percentiles() throws {
    let median = try rows.only("crossing_time_min", "p50", of: "car")
    #expect(isClose(median.value, 20, within: 0.004))
    #expect(isClose(median.halfWidth, 0, within: 1e-9))
    #expect(median.status == .censored)
    for statistic in ["p90", "p95"] {
      let percentile = try rows.only("crossing_time_min", statistic, of: "car")
      #expect(percentile.value == nil)
      #expect(percentile.low == nil)
      #expect(percentile.status == .censored)
    }
  }

  @Test("They have missed the target, and their share stands beside the outcomes")
  func shares() throws {
    // 10 and 20 minutes are within 25, of four cars.
    #expect(isClose(try rows.only("share_within_target", "within 25 min", of: "car").value, 0.5))
    #expect(isClose(try rows.only("outcome_share", "still inside", of: "car").value, 0.25))
    #expect(isClose(try rows.only("outcome_share", "released", of: "car").value, 0.75))
  }

  @Test("Where everybody has left, no row says so")
  func nobodyInside() throws {
    var fold = ObservationFold(days.layout, replications: 1)
    fold.add(days.day(1, waits: [1]))
    #expect(!(try fold.indicators()).contains { $0.statistic == "still inside" })
  }

  /// In the last two days of twelve, a section of one and one of two, half of the cars stay: their p90 is unknown, so
  /// that the spread of p90 between sections is unknown too. Of all cars, 2 of 22 stay, which leaves p90 known.
  @Test("A percentile unknown in one section has a value and no interval")
  func oneSection() throws {
    var fold = ObservationFold(days.layout, replications: 11)
    for replication in 1...10 { fold.add(days.day(replication, waits: [0, 10])) }
    fold.add(days.day(11, waits: [10], inside: [1_000]))
    let rows = try fold.indicators()
    let percentile = try rows.only("crossing_time_min", "p90", of: "car")
    #expect(isClose(percentile.value, 20, within: 0.004))
    #expect(percentile.low == nil)
    #expect(try rows.only("crossing_time_min", "p50", of: "car").low != nil)
  }
}
