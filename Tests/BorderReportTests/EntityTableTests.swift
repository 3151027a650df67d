// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderReport
import BorderSimulation
import Testing

@Suite("Property: the table of entities keeps every microsecond")
struct EntityTableTests {
  private let table = EntityTable(layout: HandMadeStudy.layout, calendar: HandMadeStudy.post.calendar)

  private func text(_ rows: EntityRows, count: Int, replication: Int = 1) -> String {
    let buffer = ByteBuffer()
    table.append(rows, 0..<count, replication: replication, to: buffer)
    return buffer.text
  }

  @Test("Golden: columns and two rows")
  func golden() {
    #expect(
      table.columns == [
        "replication", "traffic_class", "entity", "arrival", "departure", "outcome", "channel", "gate in joined",
        "gate in started", "entry customs finished 2", "waiting_nobody_on_duty_min", "waiting_no_place_min",
        "waiting_partner_missing_min", "waiting_all_busy_min",
      ])
    let day: Int64 = 86_400_000_000
    let rows = EntityRows(
      width: 20,
      values: [
        1, 17, day, day + 90_000_000, 1, 1, day, day + 1, day + 2, 0, 0, 0, 0, 1, 2, 60_000_000, 0, 0, 0, 0,
        0, 1_000_000, 5, -1, -1, -1, -1, -1, -1, 0, 0, 0, 3, 4, 5, 90_000_000, 0, 0, 0, 0,
      ])
    #expect(
      text(rows, count: 2, replication: 20) == """
        20,truck,17,2025-03-03T00:00:00.000000+03:00,2025-03-03T00:01:30.000000+03:00,turned away at yard B,red,\
        2025-03-03T00:00:00.000000+03:00,2025-03-03T00:00:00.000001+03:00,2025-03-03T00:00:00.000002+03:00,\
        0.00000000,0.00000002,0.00000003,1.00000000
        20,car,1000000,2025-03-02T00:00:00.000005+03:00,,,,,,,0.00000005,0.00000007,0.00000008,1.50000000

        """)
  }

  @Test("Minutes with eight decimals give the microseconds back")
  func minutesReadBack() {
    var generator = TestNumbers(seed: 4)
    // Up to 31 years; beyond 60 a reader's double precision is too coarse, whatever the decimals.
    for size: Int64 in [100, 1_000_000, 86_400_000_000, 1_000_000_000_000_000] {
      let values = (0..<2_000).map { _ in Int64.random(in: 0..<size, using: &generator) }
      let rows = EntityRows(
        width: 20, values: values.flatMap { [0, 0, 0, 0, 0, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, $0, 0, 0, 0, 0] })
      let lines = text(rows, count: values.count).split(separator: "\n")
      for (line, microseconds) in zip(lines, values) {
        let minutes = line.split(separator: ",", omittingEmptySubsequences: false).last.flatMap { Double($0) } ?? .nan
        #expect(Int64((minutes * 60_000_000).rounded()) == microseconds)
      }
    }
  }

  @Test("Whole numbers of all lengths are written in full")
  func wholeNumbers() {
    let values: [Int64] = [0, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 123_456_789_012_345_678, .max]
    let rows = EntityRows(
      width: 20, values: values.flatMap { [0, $0, 0, 0, 0, -1, -1, -1, -1] + Array(repeating: 0, count: 11) })
    let found = text(rows, count: values.count).split(separator: "\n").map { $0.split(separator: ",")[2] }
    #expect(found == values.map { Substring(String($0)) })
  }

  @Test("No row depends on those written with it")
  func pieces() {
    let values = (0..<300).flatMap { index -> [Int64] in
      [
        Int64(index % 2), Int64(index), Int64(index) * 7_777_777_777, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0,
        Int64(index), 0, 0, 0, 0,
      ]
    }
    let rows = EntityRows(width: 20, values: values)
    let buffer = ByteBuffer(capacity: 1)
    for row in 0..<300 { table.append(rows, row..<(row + 1), replication: 1, to: buffer) }
    #expect(buffer.text == text(rows, count: 300))
  }
}
