// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderReport
import Foundation
import Testing

@Suite("Property: stamps keep every microsecond")
struct StampTests {
  @Test("A stamp, read by another program's calendar, is the instant that was written", arguments: [0, 180, -570, 840])
  func readsBack(offsetMinutes: Int) throws {
    let firstDay = CivilDate(year: 2024, month: 2, day: 27)
    let formatter = StampFormatter(firstDay: firstDay, offsetMinutes: offsetMinutes)
    let parser = ISO8601DateFormatter()
    var generator = TestNumbers(seed: 2)
    for _ in 0..<2_000 {
      let microseconds = Int64.random(in: 0..<3_000 * 86_400_000_000, using: &generator)
      let text = formatter.text(microseconds: microseconds)
      #expect(text.utf8.count == StampFormatter.length)
      // Foundation reads whole seconds exactly; the fraction is digits.
      let whole = String(text.prefix(19) + text.suffix(6))
      let date = try #require(parser.date(from: whole))
      let fraction = try #require(Int64(text.dropFirst(20).prefix(6)))
      let midnight = Int64(firstDay.dayNumber) * 86_400 - Int64(offsetMinutes) * 60
      #expect((Int64(date.timeIntervalSince1970) - midnight) * 1_000_000 + fraction == microseconds, "\(text)")
    }
  }

  @Test(
    "Instants are spelled as ISO 8601 says",
    arguments: [
      (0, "2025-03-03T00:00:00.000000+03:00"), (1, "2025-03-03T00:00:00.000001+03:00"),
      (86_399_999_999, "2025-03-03T23:59:59.999999+03:00"), (86_400_000_000, "2025-03-04T00:00:00.000000+03:00"),
      (22_365_123_456, "2025-03-03T06:12:45.123456+03:00"),
      (30 * 86_400_000_000, "2025-04-02T00:00:00.000000+03:00"),
    ] as [(Int64, String)])
  func spelling(microseconds: Int64, text: String) {
    let formatter = StampFormatter(firstDay: CivilDate(year: 2025, month: 3, day: 3), offsetMinutes: 180)
    #expect(formatter.text(microseconds: microseconds) == text)
  }

  @Test("Days have the same number forth and back over 1,000 years")
  func dayNumbers() {
    for number in stride(from: -100_000, through: 265_000, by: 1) {
      let date = CivilDate(dayNumber: number)
      #expect(date.dayNumber == number && (1...12).contains(date.month) && (1...31).contains(date.day))
    }
  }
}
