// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis
import Testing

/// Three days. On the first a car comes at 08 o'clock and does not wait, another waits 4 minutes; on the second one
/// comes at 09 and waits 5 minutes; on the third none. Each is served for 10 minutes.
@Suite("Theory: three days counted by hand")
struct HandCountedTests {
  let fold: ObservationFold

  init() throws {
    let days = try HandMadeDays()
    var fold = ObservationFold(days.layout, replications: 3)
    fold.add(days.probed(days.day(1, waits: [0, 4], hours: [8, 8]), present: 25, wait: 6))
    fold.add(days.probed(days.day(2, waits: [5], hours: [9]), present: 3, wait: 0))
    fold.add(days.probed(days.day(3, waits: []), present: 2, wait: 0))
    self.fold = fold
  }

  /// Mean 9 / 3 = 3. Residuals A - 3 N: 4 - 6 = -2, 5 - 3 = 2, 0; their squares sum to 8; se² = 8 / (3 x 2 x 1²) = 4/3;
  /// the 97.5 % point of t with 2 degrees of freedom is 4.302652730. The low end is cut to 0.
  @Test("The mean wait and its interval")
  func mean() throws {
    let rows = try fold.indicators()
    for (name, station) in [("car", ""), ("", "booth"), ("", "")] {
      let wait = try rows.only("waiting_time_min", of: name, at: station)
      #expect(isClose(wait.value, 3))
      #expect(isClose(wait.high, 3 + 4.302652730 * (4.0 / 3).squareRoot(), within: 1e-8))
      #expect(wait.low == 0)
      #expect(wait.estimator == .ratio)
      #expect(wait.status == .few)
      #expect(wait.replications == 3)
    }
  }

  /// Squares 0, 16, 25: second moment 41 / 3, variance 41 / 3 - 9 = 14 / 3.
  @Test("The spread, the extremes and the shares")
  func spread() throws {
    let rows = try fold.indicators()
    #expect(isClose(try rows.only("waiting_time_min", "second moment", of: "car").value, 41.0 / 3))
    #expect(isClose(try rows.only("waiting_time_min", "standard deviation", of: "car").value, (14.0 / 3).squareRoot()))
    #expect(isClose(try rows.only("waiting_time_min", "maximum", of: "car").value, 5))
    #expect(isClose(try rows.only("crossing_time_min", "maximum", of: "car").value, 15))
    #expect(isClose(try rows.only("waiting_time_min", "share waiting", of: "car").value, 2.0 / 3))
    #expect(isClose(try rows.only("waiting_time_min", "share above 4 min", at: "booth").value, 1.0 / 3))
    #expect(isClose(try rows.only("share_within_target", "within 25 min", of: "car").value, 1))
    #expect(isClose(try rows.only("outcome_share", "released", of: "car").value, 1))
  }

  /// The second of 0, 4 and 5 is the median, the third all higher percentiles; a bucket is 0.4 % wide.
  @Test("Percentiles, without interval from fewer than ten days")
  func percentiles() throws {
    let rows = try fold.indicators()
    for (statistic, expected) in [("p50", 4.0), ("p90", 5), ("p95", 5)] {
      let percentile = try rows.only("waiting_time_min", statistic, of: "car")
      #expect(isClose(percentile.value, expected, within: 0.004))
      #expect(percentile.low == nil)
      #expect(percentile.estimator == .quantile)
      let crossing = try rows.only("crossing_time_min", statistic, of: "car")
      #expect(isClose(crossing.value, expected + 10, within: 0.004))
    }
  }

  /// Nine minutes of waiting and thirty of work in three days of 1,440 minutes.
  @Test("Averages over time, sums and shares of the officer")
  func timeAverages() throws {
    let rows = try fold.indicators()
    #expect(isClose(try rows.only("crossing_time_min", of: "car").value, 13))
    #expect(isClose(try rows.only("time_at_post_min", of: "car").value, 13))
    #expect(isClose(try rows.only("service_time_min", of: "car").value, 10))
    #expect(isClose(try rows.only("arrivals_per_day").value, 1))
    #expect(isClose(try rows.only("throughput_per_day", of: "car").value, 1))
    #expect(isClose(try rows.only("queue_length", at: "booth").value, 9.0 / 4_320))
    #expect(isClose(try rows.only("number_present").value, 39.0 / 4_320))
    #expect(isClose(try rows.only("utilisation", at: "officer").value, 30.0 / 4_320))
    #expect(isClose(try rows.only("queueing_minutes", at: "booth").value, 3))
    #expect(isClose(try rows.only("queueing_minutes_per_arrival", at: "booth").value, 3))
    #expect(try rows.only("queue_length", at: "booth").estimator == .timeAverage)
    #expect(try rows.only("queueing_minutes", at: "booth").estimator == .meanOfReplications)
    let officer = try #require(try fold.resourceRows().first)
    #expect(isClose(officer.busy.value, 30.0 / 4_320))
    #expect(isClose(officer.free.value, 4_290.0 / 4_320))
    #expect(officer.offDuty.value == 0)
  }

  /// Present at noon 25, 3, 2; waits of one who would join 6, 0, 0.
  @Test("Looks at noon")
  func probes() throws {
    let rows = try fold.indicators()
    #expect(isClose(try rows.only("number_present", "at 12:00").value, 10))
    #expect(isClose(try rows.only("number_present", "share above 20 at 12:00").value, 1.0 / 3))
    #expect(isClose(try rows.only("virtual_wait_min", "at 12:00, queue at noon").value, 2))
  }

  @Test("Causes add up to the wait")
  func causes() throws {
    let rows = try fold.causeRows()
    try #require(rows.count == 1)
    #expect(rows[0].cause == "all busy: officer")
    for estimate in [rows[0].minutes, rows[0].minutesSole, rows[0].minutesPresent] {
      #expect(isClose(estimate.value, 3))
    }
  }

  @Test("An hour in which nobody came is absent, not zero; an empty queue is zero")
  func hours() throws {
    let rows = try fold.hourlyRows()
    let waits = rows.filter { $0.indicator == "waiting_time_min" }
    #expect(waits.map(\.hour) == [8, 9])
    #expect(waits.map(\.weekday) == [0, 0])
    #expect(isClose(waits.first?.estimate.value, 2))
    #expect(isClose(waits.last?.estimate.value, 5))
    #expect(rows.filter { $0.indicator == "crossing_time_min" }.map(\.hour) == [8, 9])
    // The window is a Monday, so that other days of the week were never seen.
    #expect(rows.filter { $0.indicator == "queue_length" }.map(\.weekday) == Array(repeating: 0, count: 24))
  }

  @Test("Without arrivals there is a queue length, and no mean wait")
  func nobody() throws {
    let days = try HandMadeDays()
    var fold = ObservationFold(days.layout, replications: 2)
    for replication in 1...2 { fold.add(days.day(replication, waits: [])) }
    let rows = try fold.indicators()
    #expect(try rows.only("waiting_time_min", of: "car").value == nil)
    #expect(try rows.only("waiting_time_min", "p50", of: "car").value == nil)
    #expect(try rows.only("waiting_time_min", "maximum", of: "car").value == nil)
    #expect(try rows.only("outcome_share", "released", of: "car").value == nil)
    #expect(try rows.only("queue_length", at: "booth").value == 0)
    #expect(try fold.causeRows().isEmpty)
  }

  @Test("One day gives estimates without interval")
  func oneDay() throws {
    let days = try HandMadeDays()
    var fold = ObservationFold(days.layout, replications: 1)
    fold.add(days.day(1, waits: [2, 4]))
    let wait = try fold.indicators().only("waiting_time_min", of: "car")
    #expect(isClose(wait.value, 3))
    #expect(wait.low == nil)
    #expect(wait.high == nil)
  }

  @Test("The digest is SHA-256 of the days' digests in order, eight bytes each, lowest first")
  func digest() {
    let bytes: [UInt8] = [1, 2, 3].flatMap { [$0] + Array(repeating: 0, count: 7) }
    #expect(fold.observationsDigest == SHA256.hexadecimal(of: bytes))
  }
}
