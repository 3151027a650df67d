// SPDX-License-Identifier: GPL-3.0-or-later
import BorderModel
import BorderSimulation
import Testing

@Suite("Property: a deadlock is told, with those who are in it")
struct DeadlockTests {
  /// With detection.
  private func fault(of post: BorderPost, seed: UInt64) throws -> RunFault? {
    let runner = ReplicationRunner(try FlowNetwork(compiling: post), options: .init(eventLimit: 5_000_000))
    return try #require(runner.observations(replication: 1, seed: seed) { false }).fault
  }

  /// Two spaces of one place; one class takes the yard, then the bay, the other the bay, then the yard.
  ///
  /// - Parameter isCrossed: Whether they take them in opposite order.
  private func crossing(isCrossed: Bool) throws -> BorderPost {
    let work = try #require(TimeSpan.minutes(10))
    let places = { (name: String) in Pool(name: name, kind: .places, capacity: .constant(1)) }
    let control = Control(name: "look", needs: [], time: .same(.constant(work)))
    let steps = { (first: Int, second: Int) -> [ProcedureStep] in
      [
        .enter(first, whenFull: .wait), .control(0, if: .always), .enter(second, whenFull: .wait), .leaveSpace(first),
        .control(0, if: .always), .leaveSpace(second), .leave,
      ]
    }
    return BorderPost(
      name: "Crossing", calendar: Calendar(starts: CivilDate(year: 2025, month: 1, day: 6), days: 10),
      pools: [places("yard"), places("bay")], controls: [control],
      traffic: [
        TrafficClass(name: "in", arrivals: Arrivals(rates: [1]), procedure: steps(0, 1)),
        TrafficClass(name: "out", arrivals: Arrivals(rates: [1]), procedure: isCrossed ? steps(1, 0) : steps(0, 1)),
      ])
  }

  @Test("Two classes that take two spaces in opposite order end in each other's way")
  func opposite() throws {
    guard case .deadlock(let time, let cycle) = try fault(of: crossing(isCrossed: true), seed: 1) else {
      Issue.record("no deadlock")
      return
    }
    #expect(time % 3_600_000_000 == 0)
    // The first in the order of classes holds the yard and waits for the bay.
    #expect(cycle.map(\.trafficClass) == ["in", "out"])
    #expect(cycle.map(\.pool) == ["bay", "yard"])
    #expect(cycle.map(\.station) == ["bay", "yard"])
  }

  @Test("In the same order there is none")
  func same() throws { #expect(try fault(of: crossing(isCrossed: false), seed: 1) == nil) }

  @Test("Over random posts: whoever is named in a circle never goes on", arguments: 0..<6)
  func staysForEver(_ part: UInt64) throws {
    for seed in (26_000 + part * 100)..<(26_000 + part * 100 + 100) {
      let post = RandomPost.post(seed: seed)
      guard let fault = try fault(of: post, seed: seed) else { continue }
      guard case .deadlock(let time, let cycle) = fault else {
        Issue.record("post \(seed): \(fault)")
        return
      }
      #expect(cycle.count > 1, "post \(seed)")
      let (layout, observations) = try observations(of: post, seed: seed)
      guard observations.reachedMicroseconds > time else { continue }
      for link in cycle {
        let columns = layout.stamps.indices.filter {
          layout.stamps[$0].place == link.station && layout.stamps[$0].event == .joined
        }
        let isStuck = observations.entities.list.contains { row in
          layout.classes[Int(row[0])] == link.trafficClass && row[3] < 0
            && columns.contains { row[6 + $0] >= 0 && row[6 + $0] <= time && row[7 + $0] < 0 }
        }
        // Whoever came before the window has no row.
        #expect(isStuck || post.calendar.warmUpDays > 0, "post \(seed): \(link)")
      }
    }
  }
}
