// SPDX-License-Identifier: GPL-3.0-or-later
import BorderStudy
import OutputAnalysis
import Testing

@Suite("Theory: sections of percentiles")
struct SectionTests {
  /// Day r has one car that waits r minutes. Of 20 days, section j = 0 ... 9 holds 2j + 1 and 2j + 2, whose median is
  /// 2j + 1; that of all is 10. Deviations -9, -7 ... 9: squares sum to 330; se = sqrt(330 / (10 x 9)); the 97.5 %
  /// point of t with 9 degrees of freedom is 2.262157163. Values lie in buckets of at most 0.4 %.
  @Test("Ten sections of consecutive days")
  func twentyDays() throws {
    let median = try self.median(days: 20, asked: 20)
    #expect(isClose(median.value, 10, within: 0.004))
    #expect(isClose(median.halfWidth, 2.262157163 * (330.0 / 90).squareRoot(), within: 0.02))
  }

  @Test("Nine days give a percentile without interval, ten give one", arguments: [(9, false), (10, true)])
  func few(days: Int, hasInterval: Bool) throws {
    let median = try self.median(days: days, asked: days)
    #expect(median.value != nil)
    #expect((median.low != nil) == hasInterval)
  }

  /// Of 100 days asked for, 37 were made: sections 1-10, 11-20, 21-30 are complete, with medians 5, 15, 25; that of all
  /// is the 19th of 37. Squares 14² + 4² + 6² = 248; se = sqrt(248 / 6); t with 2 degrees of freedom.
  /// 19 - 27.7 is cut to 0.
  @Test("An interrupted study uses its complete sections")
  func interrupted() throws {
    let median = try self.median(days: 37, asked: 100)
    #expect(isClose(median.value, 19, within: 0.004))
    #expect(isClose(median.high, 19 + 4.302652730 * (248.0 / 6).squareRoot(), within: 0.02))
    #expect(median.low == 0)
  }

  private func median(days count: Int, asked: Int) throws -> Estimate {
    let days = try HandMadeDays()
    var fold = ObservationFold(days.layout, replications: asked)
    for replication in 1...count { fold.add(days.day(replication, waits: [Double(replication)])) }
    return try fold.indicators().only("waiting_time_min", "p50", of: "car")
  }
}
