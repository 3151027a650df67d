// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// From the arrivals and the lengths of the work in the rows, a short recursion finds who is served when and by whom.
@Suite("Exact path: units that are told apart")
struct UnitPathTests {
  struct Rule: Sendable, CustomStringConvertible {
    var order: LineOrder
    var pick: UnitChoice
    var speeds: [Double] = [1, 1, 1]

    var description: String { "\(order.rawValue), \(pick.rawValue), \(speeds)" }
  }

  static let rules = [
    Rule(order: .firstCome, pick: .longestIdle), Rule(order: .firstCome, pick: .lowest),
    Rule(order: .firstCome, pick: .fastest, speeds: [0.5, 2, 1]), Rule(order: .earliestDue, pick: .longestIdle),
    Rule(order: .earliestDue, pick: .fastest, speeds: [1, 1, 3]),
  ]

  @Test("Order of service and choice of the unit", arguments: rules)
  func orderAndChoice(rule: Rule) throws {
    let post = post(rule)
    let (layout, result) = try observations(of: post, seed: 1)
    let column = EntityRows.fixedColumns + (try #require(layout.stamps.firstIndex { $0.event == .started }))
    let dues = layout.classes.map { name in post.traffic.first { $0.name == name }?.due?.microseconds ?? 0 }
    var path = ServicePath(rule: rule, dues: dues)
    let expected = path.served(result.entities.list, started: column)
    #expect(expected.count > 1_000)
    // Whoever arrives behind the window is in no row, and may overtake those who still wait.
    for (row, visit) in expected where visit.started < result.windowMicroseconds {
      #expect(row[column] == visit.started, "entity \(row[0]):\(row[1])")
      #expect(row[column + 2] == Int64(visit.unit + 1), "unit of entity \(row[0]):\(row[1])")
    }
  }

  private func post(_ rule: Rule) -> BorderPost {
    let hour: Int64 = 3_600_000_000
    let dues = [hour, hour / 10, hour * 3]
    return BorderPost(
      name: "path", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 3),
      pools: [
        Pool(
          name: "officers", kind: .officers, capacity: .constant(3),
          units: PoolUnits(pick: rule.pick, speeds: rule.speeds))
      ],
      controls: [
        Control(
          name: "booth", needs: [0], time: .same(.exponential(mean: TimeSpan(microseconds: hour / 10))),
          order: rule.order)
      ],
      traffic: dues.enumerated().map { index, due in
        TrafficClass(
          name: "class \(index)", arrivals: Arrivals(rates: [8]), procedure: [.control(0, if: .always), .leave],
          due: TimeSpan(microseconds: due))
      })
  }

  /// The only scanner fails 60 minutes after each repair, which takes 10; jobs take 7 minutes.
  @Test("Work that a failure interrupts goes on, or begins again", arguments: InterruptedWork.allCases)
  func interruptedWork(work: InterruptedWork) throws {
    let minute: Int64 = 60_000_000
    let post = BorderPost(
      name: "path", calendar: Calendar(starts: CivilDate(year: 2025, month: 3, day: 3), days: 4),
      pools: [
        Pool(
          name: "scanner", kind: .equipment, capacity: .constant(1),
          units: PoolUnits(
            breakdown: Breakdown(
              every: .constant(TimeSpan(microseconds: 60 * minute)),
              repair: .constant(TimeSpan(microseconds: 10 * minute)), work: work)))
      ],
      controls: [Control(name: "scan", needs: [0], time: .same(.constant(TimeSpan(microseconds: 7 * minute))))],
      traffic: [
        TrafficClass(
          name: "truck", arrivals: Arrivals(rates: [5]), procedure: [.control(0, if: .always), .leave])
      ])
    let (layout, result) = try observations(of: post, seed: 1)
    let column = EntityRows.fixedColumns + (try #require(layout.stamps.firstIndex { $0.event == .started }))
    var free: Int64 = 0
    for row in result.entities.list where row[3] >= 0 {
      var time = max(row[2], free)
      // Down from minute 60 to 70 of every 70.
      func isUp(_ time: Int64) -> Bool { time % (70 * minute) < 60 * minute }
      func nextFailure(_ time: Int64) -> Int64 { time / (70 * minute) * 70 * minute + 60 * minute }
      if !isUp(time) { time = nextFailure(time) + 10 * minute }
      #expect(row[column] == time, "start of truck \(row[1])")
      var left = 7 * minute
      while time + left > nextFailure(time) {
        if work == .resumes { left -= nextFailure(time) - time }
        time = nextFailure(time) + 10 * minute
      }
      free = time + left
      #expect(row[column + 1] == free, "end of truck \(row[1])")
    }
    #expect(result.counters == [82], "a failure in minute 60 of every 70 of four days")
  }
}

/// One station with several units, event by event.
private struct ServicePath {
  let rule: UnitPathTests.Rule
  let dues: [Int64]
  /// Since when each unit is free, `nil` while it serves until `ends`.
  var freeSince: [Int64?] = [0, 0, 0]
  var ends: [Int64] = [.max, .max, .max]

  init(rule: UnitPathTests.Rule, dues: [Int64]) {
    self.rule = rule
    self.dues = dues
  }

  mutating func served(
    _ rows: [[Int64]], started: Int
  ) -> [(row: [Int64], visit: (started: Int64, unit: Int))] {
    var result: [(row: [Int64], visit: (started: Int64, unit: Int))] = []
    var waiting: [[Int64]] = []
    for row in rows.sorted(by: { ($0[2], $0[0], $0[1]) < ($1[2], $1[0], $1[1]) }) + [[0, 0, .max]] {
      while let end = ends.min(), end <= row[2], end < .max {
        let unit = ends.firstIndex(of: end) ?? 0
        ends[unit] = .max
        freeSince[unit] = end
        guard let next = waiting.indices.min(by: { rank(waiting[$0], $0) < rank(waiting[$1], $1) }) else { continue }
        result.append(begin(waiting.remove(at: next), at: end, started))
      }
      if row[2] == .max { break }
      if freeSince.contains(where: { $0 != nil }) {
        result.append(begin(row, at: row[2], started))
      } else {
        waiting.append(row)
      }
    }
    // Whoever was not served to the end in the rows cannot tell how long it took.
    return result.filter { $0.row[3] >= 0 }
  }

  private func rank(_ row: [Int64], _ place: Int) -> (Int64, Int) {
    (rule.order == .earliestDue ? row[2] + dues[Int(row[0])] : 0, place)
  }

  private mutating func begin(
    _ row: [Int64], at time: Int64, _ started: Int
  ) -> (row: [Int64], visit: (started: Int64, unit: Int)) {
    let free = freeSince.indices.filter { freeSince[$0] != nil }
    let unit: Int
    switch rule.pick {
    case .longestIdle: unit = free.min { (freeSince[$0] ?? 0, $0) < (freeSince[$1] ?? 0, $1) } ?? 0
    case .fastest: unit = free.min { (-rule.speeds[$0], $0) < (-rule.speeds[$1], $1) } ?? 0
    default: unit = free.min() ?? 0
    }
    freeSince[unit] = nil
    ends[unit] = time + row[started + 1] - row[started]
    return (row, (time, unit))
  }
}
