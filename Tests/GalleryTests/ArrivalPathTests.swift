// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

/// The rows of one replication by class and number.
private struct Rows {
  struct Row {
    var number: Int64
    var arrival: Int64
    var departure: Int64
    var channel: Int64
    var stamps: [Int64]
  }

  var classes: [String: [Row]] = [:]

  init(_ post: BorderPost, replication: Int = 1) throws {
    let network = try FlowNetwork(compiling: post)
    let runner = ReplicationRunner(network, options: .init(recordsEntities: true))
    let values = try #require(runner.observations(replication: replication, seed: 1) { false })
    #expect(values.fault == nil)
    let (width, columns) = (values.entities.width, network.layout.stamps.count)
    for start in stride(from: 0, to: values.entities.values.count, by: width) {
      let row = Array(values.entities.values[start..<(start + width)])
      classes[network.layout.classes[Int(row[0])], default: []].append(
        Row(
          number: row[1], arrival: row[2], departure: row[3], channel: row[5],
          stamps: Array(row[6..<(6 + columns)])))
    }
  }

  subscript(name: String) -> [Row] { classes[name] ?? [] }
  func arrivals(_ name: String) -> [Int64] { self[name].map(\.arrival) }
}

@Suite("Exact path: who comes when")
struct ArrivalPathTests {
  private static let minute: Int64 = 60_000_000

  /// Clock of A is an hour ahead of that of B. In order: 05:20 on A's clock (written on B's), red at 06:05:30.5, one
  /// from B at 06:07, 06:10 twice (370.25 minutes is 15 s later). Work 4 min, red 20 min; one officer, first come first
  /// served.
  @Test("A recorded day: arrivals, channels and the waits that follow from them")
  func trace() throws {
    let rows = try Rows(ArrivalPosts.post("trace"))
    let m = ArrivalPathTests.minute
    #expect(rows.arrivals("truck") == [320 * m, 365 * m + 30_500_000, 370 * m, 370 * m + 15_000_000])
    #expect(rows["truck"].map(\.channel) == [0, 1, 0, 0])
    #expect(rows.arrivals("truck back") == [367 * m])
    // Columns: joined, started, finished.
    let begin = 365 * m + 30_500_000 + 20 * m
    #expect(rows["truck"].map { $0.stamps[1] } == [320 * m, 365 * m + 30_500_000, begin + 4 * m, begin + 8 * m])
    #expect(rows["truck back"].map { $0.stamps[1] } == [begin])
  }

  /// Three trucks in the yard at 00:00: the officer takes them one after the other, and they are in no row; the truck
  /// before the gate follows at 00:05, behind them. Whoever arrives is behind all four.
  @Test("Who is there at the start is served first, and counts in no mean")
  func content() throws {
    var post = try ArrivalPosts.post("returns")
    let network = try FlowNetwork(compiling: post)
    let runner = ReplicationRunner(network)
    let values = try #require(runner.observations(replication: 1, seed: 1) { false })
    let loaded = network.layout.classes.firstIndex(of: "loaded truck") ?? 0
    #expect(values.presentAtOpening[loaded] == 4)
    let rows = try Rows(post)
    let first = try #require(rows["loaded truck"].min { $0.arrival < $1.arrival })
    // Columns by name: customs, gate, yard; customs takes 6 min each, four before.
    let customs = first.stamps[1]
    #expect(customs == max(first.arrival + 5 * ArrivalPathTests.minute, 24 * ArrivalPathTests.minute))
    post.content = []
    let without = try Rows(post)
    #expect(without.arrivals("loaded truck") == rows.arrivals("loaded truck"))
  }

  @Test("A return comes the time away after the release, with the number of the one that left; four in five do")
  func returns() throws {
    var post = try ArrivalPosts.post("returns")
    post.content = []
    post.calendar.days = 20
    let rows = try Rows(post)
    let departures = Dictionary(uniqueKeysWithValues: rows["loaded truck"].map { ($0.number, $0.departure) })
    let returns = rows["empty truck"]
    for row in returns {
      let left = try #require(departures[row.number])
      #expect(row.arrival == left + 120 * ArrivalPathTests.minute)
    }
    // About 1,900 decisions of 0.8: 4.5 deviations are 78.
    let due = departures.values.count { $0 + 120 * ArrivalPathTests.minute < 20 * 24 * 60 * ArrivalPathTests.minute }
    #expect(abs(Double(returns.count) - 0.8 * Double(due)) < 4.5 * (0.16 * Double(due)).squareRoot())
  }

  @Test("Each member of a population is away between two passages")
  func population() throws {
    var post = try ArrivalPosts.post("finite-source")
    post.calendar.days = 30
    post.calendar.warmUpDays = 0
    guard case .population(let members, _, _) = post.traffic[0].arrivals.process else { return }
    let away = TimeSpan(minutes: 50)
    post.traffic[0].arrivals.process = .population(members: members, away: .constant(away), first: .atOnce)
    let rows = Dictionary(uniqueKeysWithValues: try Rows(post)["shuttle"].map { ($0.number, $0) })
    #expect(rows.count > 5_000)
    for (number, row) in rows {
      if number < 4096 {
        #expect(row.arrival == 0)
      } else {
        #expect(row.arrival == (rows[number - 4096]?.departure ?? 0) + away.microseconds)
      }
    }
    #expect(Set(rows.keys.map { $0 % 4096 }).count == members)
  }

  @Test("Slots keep their lateness and no-shows when others are added; groups their members when sizes change")
  func numbers() throws {
    var post = try ArrivalPosts.post("schedule-late")
    let before = try Rows(post)["bus"]
    guard case .schedule(var schedule) = post.traffic[0].arrivals.process else { return }
    schedule.minutes = (schedule.minutes + [0, 365, 725, 7000]).sorted()
    post.traffic[0].arrivals.process = .schedule(schedule)
    let after = Dictionary(uniqueKeysWithValues: try Rows(post)["bus"].map { ($0.number, $0.arrival) })
    #expect(before.allSatisfy { after[$0.number] == $0.arrival })

    post = try ArrivalPosts.post("batch-mx1-sizes")
    post.calendar = Calendar(starts: post.calendar.starts, days: 10)
    let rows = try Rows(post)["passenger"]
    post.traffic[0].arrivals.groupSize = .discrete([CountShare(value: 2, share: 0.5), CountShare(value: 5, share: 0.5)])
    let others = Dictionary(uniqueKeysWithValues: try Rows(post)["passenger"].map { ($0.number, $0) })
    var compared = 0
    for row in rows {
      guard let other = others[row.number], other.departure >= 0, row.departure >= 0 else { continue }
      compared += 1
      #expect(other.arrival == row.arrival)
      #expect(other.stamps[2] - other.stamps[1] == row.stamps[2] - row.stamps[1])
    }
    #expect(compared > 800)
  }

  @Test(
    "Another class leaves the arrivals of all as they were",
    arguments: [
      "gim1-gamma", "gim1-gaps", "batch-mx1-sizes", "mt-minf-linear", "mmpp-m1", "schedule-late", "counts-day-factors",
    ])
  func otherClass(file: String) throws {
    var post = try ArrivalPosts.post(file)
    post.calendar.days = min(post.calendar.days, 20)
    let before = try Rows(post)
    var other = post.traffic[0]
    other.name = "another"
    other.arrivals = Arrivals(
      .rates(RateCourse(rates: [3], dayToDaySpread: 0.4, gapVariation: 1.2)), groupSize: .constant(2))
    post.traffic.insert(other, at: 0)
    let after = try Rows(post)
    for name in before.classes.keys { #expect(after.arrivals(name) == before.arrivals(name), "\(name)") }
    #expect(after["another"].isEmpty == false)
  }
}
